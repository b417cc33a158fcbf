/** Money of customers that settled nothing yet, for a book to tell of, and what a plain sum says of it. */
import type { LedgerEvent } from "../../src/domain/events.ts";
import { keccakOfText, wordOf } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { UTC_DAYS } from "../../src/gateway/portfolio/days.ts";
import type { Database } from "../../src/store/database.ts";
import { pick } from "./model/dice.ts";
import type { Dice } from "./model/dice.ts";

/** Of each organisation. */
const CASH = 12;

/** A receipt that the ledger has, and when it had it first. */
export interface Told {
  readonly id: Hex;
  /** As the bank wrote it. */
  readonly reference: string;
  readonly at: number;
}

/** Whose money it may be, when it may have come, and what it may have settled. */
export interface Givers {
  readonly people: readonly Address[];
  readonly currencies: readonly Address[];
  readonly times: readonly number[];
  readonly receipts: readonly Told[];
}

/** Money that a customer of somebody sent, from its decision on until that was undone. */
export interface Loose {
  readonly organisation: Address;
  readonly currency: Address;
  readonly amount: bigint;
  readonly decided: number;
  readonly undone: number | null;
  /** What of it was put to a receivable; null where it was put to nothing. */
  readonly put: { readonly receipt: Told; readonly cash: bigint; readonly isSigned: boolean } | null;
}

/** Gives the receipts of a chain references that a bank wrote. @returns these by their hashes */
export async function nameReceipts(database: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await database.query<{ hash: string }>(
    "select distinct body ->> 'bankRef' as hash from events where body ->> 'bankRef' is not null",
  );
  const names = rows.map(({ hash }, place) => ({ hash, reference: `BANK-${place}` }));
  await database.query(
    `update events set body = jsonb_set(body, '{bankRef}', to_jsonb(hash))
     from unnest($1::text[], $2::text[]) as told (before, hash) where body ->> 'bankRef' = before`,
    [names.map(({ hash }) => hash), names.map(({ reference }) => keccakOfText(reference))],
  );
  return new Map(names.map(({ reference }) => [keccakOfText(reference), reference]));
}

/** @param references By their hashes. */
export function receiptsIn(
  events: readonly { readonly event: LedgerEvent; readonly timestamp: number }[],
  references: ReadonlyMap<string, string>,
): readonly Told[] {
  const receipts = events.flatMap(({ event, timestamp: at }): Told[] => {
    if (event.name !== "ReceiptRecorded") return [];
    return [{ id: event.id, reference: references.get(event.bankRef) ?? "", at }];
  });
  // What was reversed and came again counts from when it was there first.
  return [...new Map(receipts.toReversed().map((one) => [`${one.id} ${one.reference}`, one])).values()];
}

/**
 * Gives everybody some, with value days of before the decisions: a third is put to nothing, a third to a receivable
 * that the ledger has the receipt of, and a third to one whose receipt nobody signed.
 */
export async function looseCash(
  database: Database,
  { people, currencies, times, receipts }: Givers,
  dice: Dice,
): Promise<readonly Loose[]> {
  await database.query("delete from cash_allocations");
  await database.query("delete from cash_matches");
  await database.query("delete from cash_entries");
  const loose: Loose[] = [];
  for (const organisation of people) {
    for (let place = 0; place < CASH; place += 1) {
      const [one, other] = [pick(dice, times), pick(dice, times)];
      const decided = Math.min(one, other);
      const undone = one < other && dice(2) === 0 ? other : null;
      const amount = BigInt(1 + dice(1_000));
      const way = receipts.length === 0 ? 0 : dice(3);
      const cash = 1n + BigInt(dice(Number(amount)));
      const put = way === 0 ? null : { receipt: pick(dice, receipts), cash, isSigned: way === 1 };
      const sent = { organisation, currency: pick(dice, currencies), amount, decided, undone, put };
      loose.push(sent);
      await keepCash(database, sent, loose.length, dice(5));
    }
  }
  return loose;
}

async function keepCash(database: Database, one: Loose, number: number, earlier: number): Promise<void> {
  const own = `\\x${one.organisation.slice(2)}`;
  await database.query(
    `insert into cash_entries (number, organisation, id, key, part, name, account, value_date, amount, currency,
       payer_name, payer_account, text, structured, body, match) overriding system value
     values ($1, $2, gen_random_uuid(), $3, 0, '', '', $4, $5, $6, '', '', '', '[]', '{}', $1)`,
    [number, own, wordOf(number), dateOfDay(UTC_DAYS(one.decided) - earlier), one.amount, codeOf(one.currency)],
  );
  await database.query(
    `insert into cash_matches (number, organisation, id, entry, state, rule, confidence, party, content, body, decided,
       undone) overriding system value
     values ($1, $2, gen_random_uuid(), $1, $3, 'UNAPPLIED', 1, 'K1', '\\x00', '{}', $4, $5)`,
    [number, own, one.undone === null ? stateOf(one) : "undone", one.decided, one.undone],
  );
  if (one.put === null) return;
  const { receipt, cash, isSigned } = one.put;
  await database.query(
    `insert into cash_allocations (match, organisation, item, receivable, cash, settled, bank_reference, value_date)
     values ($1, $2, $3, $4, $5, $5, $6, '')`,
    [number, own, receipt.id, `\\x${receipt.id.slice(2)}`, cash, isSigned ? receipt.reference : "never signed"],
  );
}

const stateOf = ({ put }: Loose): string => (put === null ? "exception" : "posted");

export const codeOf = (currency: Address): string => currency.slice(-8);

export interface Standing {
  readonly unapplied: bigint;
  /** What the ledger has had as receipts, of the same money. */
  readonly applied: bigint;
}

export function looseAt(
  loose: readonly Loose[],
  { organisation, currency }: Pick<Loose, "organisation" | "currency">,
  known: number,
): Standing {
  let [unapplied, applied] = [0n, 0n];
  for (const one of loose) {
    if (one.organisation !== organisation || one.currency !== currency || one.decided > known) continue;
    if (one.undone !== null && one.undone <= known) continue;
    const settled = one.put !== null && one.put.isSigned && one.put.receipt.at <= known ? one.put.cash : 0n;
    applied += settled;
    unapplied += one.amount - settled;
  }
  return { unapplied, applied };
}
