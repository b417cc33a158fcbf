/** What posted matches settle of items, and the intents that tell the ledger of it. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** Money of one match on one item; minor units, days `YYYY-MM-DD`. */
export interface NewCashAllocation {
  /** The number of the match. */
  readonly match: number;
  readonly organisation: Address;
  /** The key of the item. */
  readonly item: string;
  /** Null of an item that the ledger does not know. */
  readonly receivable: Hex | null;
  readonly cash: bigint;
  /** Cash, discount and difference together. */
  readonly settled: bigint;
  /** Under which the ledger is told of it. */
  readonly bankReference: string;
  readonly valueDate: string;
}

export interface CashAllocation extends NewCashAllocation {
  /** How often another intent took the place of one that was over. */
  readonly attempt: number;
  /** The intent that records it; null until it is prepared. */
  readonly intent: string | null;
  /** The intent that reverses what was recorded. */
  readonly reversal: string | null;
  /** Why no intent could be prepared. */
  readonly problem: string | null;
}

const ALLOCATION =
  'match, organisation, item, receivable, cash, settled, bank_reference as "bankReference", ' +
  'value_date as "valueDate", attempt, intent, reversal, problem';

export async function keepAllocations(tx: Transaction, allocations: readonly NewCashAllocation[]): Promise<void> {
  await tx.copy(
    "cash_allocations",
    ["match", "organisation", "item", "receivable", "cash", "settled", "bank_reference", "value_date"],
    allocations.map(({ match, organisation, item, receivable, cash, settled, bankReference, valueDate }) => [
      ...[match, bytes(organisation), item, receivable === null ? null : bytes(receivable), cash, settled],
      ...[bankReference, valueDate],
    ]),
  );
}

/** Of some matches, by their numbers. */
export async function allocationsOf(
  sql: Sql,
  matches: readonly number[],
): Promise<ReadonlyMap<number, readonly CashAllocation[]>> {
  const text = `select ${ALLOCATION} from cash_allocations where match = any($1) order by match, item`;
  const rows = matches.length === 0 ? [] : await sql.query<CashAllocation>(text, [matches]);
  return Map.groupBy(rows, ({ match }) => match);
}

/** Money that posted matches put to items of an organisation. */
export interface PostedOnItem {
  readonly item: string;
  readonly settled: bigint;
  /** Unix seconds. */
  readonly decided: number;
  /** Of the whole entry, minor units. */
  readonly amount: bigint;
  /** `YYYY-MM-DD`. */
  readonly valueDate: string;
  readonly receivable: Hex | null;
  readonly bankReference: string;
  readonly isHonoured: boolean;
}

/** @param items Of these alone; of all where it is left out. */
export async function postedOnItems(
  sql: Sql,
  organisation: Address,
  items?: readonly string[],
): Promise<readonly PostedOnItem[]> {
  return sql.query<PostedOnItem>(
    `select a.item, a.settled, m.decided, e.amount, e.value_date as "valueDate", a.receivable,
       a.bank_reference as "bankReference", coalesce(e.bill ->> 'state', 'HONOURED') = 'HONOURED' as "isHonoured"
     from cash_allocations a join cash_matches m on m.number = a.match join cash_entries e on e.number = m.entry
     where a.organisation = $1 and m.state = 'posted' and ($2::text[] is null or a.item = any($2))`,
    [bytes(organisation), items ?? null],
  );
}

/** Of posted bills that were honoured: under what reference and on which day the money came. */
export async function dateAllocations(
  tx: Transaction,
  match: number,
  { bankReference, valueDate }: Pick<NewCashAllocation, "bankReference" | "valueDate">,
): Promise<void> {
  await tx.query("update cash_allocations set bank_reference = $2, value_date = $3 where match = $1", [
    ...[match, bankReference, valueDate],
  ]);
}

/** Notes what became of telling the ledger. */
export async function noteAllocation(
  sql: Sql,
  { match, item }: Pick<CashAllocation, "match" | "item">,
  noted: Partial<Pick<CashAllocation, "intent" | "reversal" | "problem">>,
): Promise<void> {
  const { intent = null, reversal = null, problem = null } = noted;
  await sql.query(
    `update cash_allocations set intent = coalesce($3, intent), reversal = coalesce($4, reversal), problem = $5
     where match = $1 and item = $2`,
    [match, item, intent, reversal, problem],
  );
}

/** Has another intent prepared in the place of one that is over, or that could not be. */
export async function renewAllocation(sql: Sql, { match, item, attempt }: CashAllocation): Promise<void> {
  await sql.query(
    `update cash_allocations set intent = null, problem = null, attempt = attempt + 1
     where match = $1 and item = $2 and attempt = $3`,
    [match, item, attempt],
  );
}

/** Says whether intents are to be prepared or withdrawn for matches; there are none for what has no receivable. */
export async function setTending(sql: Sql, matches: readonly number[], isTended: boolean): Promise<void> {
  if (matches.length === 0) return;
  await sql.query(
    `update cash_matches set tending = $2 where number = any($1) and (not $2 or exists (
       select from cash_allocations a where a.match = number and a.receivable is not null))`,
    [matches, isTended],
  );
}

/** The next matches after one for which intents are to be prepared or withdrawn. */
export async function matchesToTend(sql: Sql, after: number, limit: number): Promise<readonly number[]> {
  const text = "select number from cash_matches where tending and number > $1 order by number limit $2";
  const rows = await sql.query<{ number: number }>(text, [after, limit]);
  return rows.map(({ number }) => number);
}
