/**
 * What the maker's own cash says of an account beside the ledger: money of the buyer that has settled nothing there
 * yet, and what banks call what has. A firm's cash is its own: it is asked for the supplier's account alone, by the
 * supplier.
 */
import type { Movement } from "../../domain/account/movement.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { ReceiptStatus } from "../../domain/receipts.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { allocationsOf } from "../../store/cashAllocations.ts";
import type { Sql } from "../../store/database.ts";
import { bankReferencesOf, payerEntries } from "../../store/pairCash.ts";
import { partiesAt } from "../../store/parties.ts";
import { statesOf } from "../../store/readModel.ts";
import { ProblemError } from "../http/problems.ts";

const MOST_ENTRIES = 2_000;
const DAY = 86_400;
/** Signing what was posted may take so long; what was posted in full before is on the ledger, or never will be. */
const PENDING_DAYS = 90;

export interface CashQuestion {
  readonly supplier: Address;
  readonly buyer: Address;
  /** ISO 4217. */
  readonly currency: string;
  /** Days since 1970-01-01. */
  readonly cutOff: number;
}

/**
 * The buyer's money that the ledger does not know of, as unapplied payments: posted without an item, not posted yet, or
 * posted and not recorded. What was put to items that are on no ledger is on no account here.
 */
export async function unappliedCash(sql: Sql, asked: CashQuestion): Promise<readonly Movement[]> {
  const { supplier, buyer, currency, cutOff } = asked;
  const parties = [buyer, ...(await partiesAt(sql, supplier, buyer))];
  const question = { organisation: supplier, parties, currency, through: dateOfDay(cutOff) };
  const settledBefore = (cutOff - PENDING_DAYS) * DAY;
  const entries = await payerEntries(sql, { ...question, settledBefore }, MOST_ENTRIES + 1);
  if (entries.length > MOST_ENTRIES) {
    throw new ProblemError("AccountTooLong", `more than ${MOST_ENTRIES} payments of the buyer wait: apply them first`);
  }
  const posted = entries.flatMap(({ match, isPosted }) => (isPosted ? [match] : []));
  const allocations = await allocationsOf(sql, posted);
  const ids = [...allocations.values()].flat().flatMap(({ receivable }) => receivable ?? []);
  const states = await statesOf(sql, [...new Set(ids)]);
  const isPending = (receivable: Hex | null, bankReference: string): boolean => {
    const receipts = receivable === null ? undefined : states.get(receivable)?.state.receipts;
    const receipt = receipts?.get(keccakOfText(bankReference));
    return receipts !== undefined && (receipt === undefined || receipt.status === ReceiptStatus.Advised);
  };
  return entries.flatMap(({ reference, valueDate, amount, match }): Movement[] => {
    const settled = (allocations.get(match) ?? [])
      .filter(({ receivable, bankReference }) => !isPending(receivable, bankReference))
      .reduce((sum, { cash }) => sum + cash, 0n);
    if (settled >= amount) return [];
    return [{ kind: "payment", day: dayNumber(valueDate), reference, amount: amount - settled }];
  });
}

/** Movements with the bank's own references in the place of their hashes, where these are known. */
export async function withBankReferences(
  sql: Sql,
  supplier: Address,
  ids: readonly Hex[],
  movements: readonly Movement[],
): Promise<readonly Movement[]> {
  const references = await bankReferencesOf(sql, supplier, ids);
  const byHash = new Map(references.map((reference) => [keccakOfText(reference) as string, reference]));
  return movements.map((movement) => {
    const reference = byHash.get(movement.reference);
    return reference === undefined ? movement : { ...movement, reference };
  });
}
