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
import type { PayerEntry, PayerQuestion } from "../../store/pairCash.ts";
import { partiesAt } from "../../store/parties.ts";
import { statesOf } from "../../store/readModel.ts";
import { ProblemError } from "../http/problems.ts";

export const MOST_ENTRIES = 2_000;
const ANY = ["posted", "proposed", "exception"] as const;

interface OfSupplier {
  readonly supplier: Address;
  /** Days since 1970-01-01. */
  readonly cutOff: number;
}

export interface CashQuestion extends OfSupplier {
  readonly buyer: Address;
  /** ISO 4217. */
  readonly currency: string;
}

export interface PayersQuestion extends OfSupplier, Pick<PayerQuestion, "decisions"> {
  /** How the payers are called in the supplier's books. */
  readonly parties: readonly string[];
  /** ISO 4217. */
  readonly currencies: readonly string[];
}

/** An entry of a payer, with what of it the ledger does not know of: nought where it knows all of it. */
export interface WaitingEntry extends Pick<PayerEntry, "party" | "currency" | "reference" | "valueDate"> {
  /** Minor units. */
  readonly open: bigint;
}

/**
 * The buyer's money that the ledger does not know of, as unapplied payments: posted without an item, not posted yet, or
 * posted and not recorded, however long ago. What was put to items that are on no ledger is on no account here.
 * @throws ProblemError `AccountTooLong`
 */
export async function unappliedCash(sql: Sql, asked: CashQuestion): Promise<readonly Movement[]> {
  const { supplier, buyer, currency, cutOff } = asked;
  const parties = [buyer, ...(await partiesAt(sql, supplier, buyer))];
  const entries = await waitingCash(sql, { supplier, parties, currencies: [currency], cutOff, decisions: ANY });
  if (entries.length > MOST_ENTRIES) {
    throw new ProblemError("AccountTooLong", `more than ${MOST_ENTRIES} payments of the buyer wait: apply them first`);
  }
  return entries.flatMap(({ reference, valueDate, open }): Movement[] =>
    open === 0n ? [] : [{ kind: "payment", day: dayNumber(valueDate), reference, amount: open }],
  );
}

/** The same of many payers at once, of each and each currency at most one more than {@link MOST_ENTRIES}. */
export async function waitingCash(sql: Sql, asked: PayersQuestion): Promise<readonly WaitingEntry[]> {
  const { supplier, parties, currencies, cutOff, decisions } = asked;
  const question = { organisation: supplier, parties, currencies, through: dateOfDay(cutOff), decisions };
  const entries = await payerEntries(sql, question, MOST_ENTRIES + 1);
  const posted = entries.flatMap(({ match, isPosted }) => (isPosted ? [match] : []));
  const allocations = await allocationsOf(sql, posted);
  const ids = [...allocations.values()].flat().flatMap(({ receivable }) => receivable ?? []);
  const states = await statesOf(sql, [...new Set(ids)]);
  const isPending = (receivable: Hex | null, bankReference: string): boolean => {
    const receipts = receivable === null ? undefined : states.get(receivable)?.state.receipts;
    const receipt = receipts?.get(keccakOfText(bankReference));
    return receipts !== undefined && (receipt === undefined || receipt.status === ReceiptStatus.Advised);
  };
  return entries.map(({ party, currency, reference, valueDate, amount, match }) => {
    const settled = (allocations.get(match) ?? [])
      .filter(({ receivable, bankReference }) => !isPending(receivable, bankReference))
      .reduce((sum, { cash }) => sum + cash, 0n);
    return { party, currency, reference, valueDate, open: settled < amount ? amount - settled : 0n };
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
