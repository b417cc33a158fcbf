/** Deals as they stand on chain, and what moved of them. */
import type { Source } from "../domain/factoring/deal.ts";
import type { DealEvent } from "../domain/factoring/factoringEvents.ts";
import { OfferKind } from "../domain/factoring/offer.ts";
import type { Distribution } from "../domain/factoring/waterfall.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { DEAL_COLUMNS, dealOfRow, rowOfDeal } from "./dealRow.ts";
import type { DealRow, StoredDeal } from "./dealRow.ts";
import { bytes } from "./values.ts";
import type { SqlScalar, SqlValue } from "./values.ts";

/** A receivable and the desk that it was sold to. */
export interface DealKey {
  readonly desk: Address;
  readonly id: Hex;
}

/**
 * One event about a deal, in money. Minor units. A sale advances; a reversal takes back what the receipt had shared
 * out, so that the sums of all movements are what the deal has had since its sale.
 */
export interface DealMovement extends DealKey, Distribution {
  readonly blockNumber: number;
  readonly logIndex: number;
  /** Which sale, as `DealState.number`. */
  readonly number: number;
  readonly name: DealEvent["name"];
  readonly source: Source | undefined;
  /** Of the sale, or from which on repaid funds cost nothing. */
  readonly day: number | undefined;
  /** Of a receipt. */
  readonly bankRef: Hex | undefined;
}

const COLUMNS = DEAL_COLUMNS.join(", ");
const SELECT = `select ${COLUMNS} from deals`;

/** All deals of some receivables, with any desk, in the order of their sales. */
export async function dealsOfReceivables(
  sql: Sql,
  ids: readonly Hex[],
): Promise<ReadonlyMap<Hex, readonly StoredDeal[]>> {
  const deals = await read(sql, "where id = any($1) order by sold_block, desk, number", [ids.map(bytes)]);
  return Map.groupBy(deals, ({ state }) => state.id);
}

/** All deals, in the order of their keys, page by page. */
export async function dealsAfter(
  sql: Sql,
  { desk, id, number }: DealKey & { readonly number: number },
  limit: number,
): Promise<readonly StoredDeal[]> {
  const text = "where (desk, id, number) > ($1, $2, $3) order by desk, id, number limit $4";
  return read(sql, text, [bytes(desk), bytes(id), number, limit]);
}

/** The last deal of each of some keys; one that was never sold has no entry. Keys are as `keyOf` has them. */
export async function lastDeals(sql: Sql, keys: readonly DealKey[]): Promise<readonly StoredDeal[]> {
  if (keys.length === 0) return [];
  const text = `select distinct on (desk, id) ${COLUMNS} from deals where ${AMONG} order by desk, id, number desc`;
  return (await sql.query<DealRow>(text, keyValues(keys))).map(dealOfRow);
}

/** Funds in use under a facility, or with one buyer under it, minor units; nought under any other offer. */
export async function inUseOf(sql: Sql, desk: Address, offer: Hex, buyer?: Address): Promise<bigint> {
  const [row] = await sql.query<{ funds: bigint }>(
    `select coalesce(sum(funds), 0) as funds from deals where desk = $1 and offer = $2 and kind = $3 and live${
      buyer === undefined ? "" : " and buyer = $4"
    }`,
    [bytes(desk), bytes(offer), OfferKind.Facility, ...(buyer === undefined ? [] : [bytes(buyer)])],
  );
  return row?.funds ?? 0n;
}

/** What moved of a receivable's deals with a desk, in the order of the chain. */
export async function movementsOf(sql: Sql, { desk, id }: DealKey): Promise<readonly DealMovement[]> {
  const rows = await sql.query<MovementRow>(
    `select ${MOVEMENT_COLUMNS.join(", ")} from deal_movements where id = $1 and desk = $2
     order by block_number, log_index`,
    [bytes(id), bytes(desk)],
  );
  return rows.map(movementOfRow);
}

/** Writes deals as they stand now, whether they are new or known. */
export async function upsertDeals(tx: Transaction, deals: readonly StoredDeal[]): Promise<void> {
  const numbers = deals.map(({ state }) => state.number);
  await tx.query(
    "delete from deals where (desk, id, number) in (select * from unnest($1::bytea[], $2::bytea[], $3::integer[]))",
    [...keyValues(deals.map(({ state }) => state)), numbers],
  );
  await tx.copy("deals", DEAL_COLUMNS, deals.map(rowOfDeal));
}

/** Removes all deals of some keys. */
export async function removeDeals(tx: Transaction, keys: readonly DealKey[]): Promise<void> {
  if (keys.length > 0) await tx.query(`delete from deals where ${AMONG}`, keyValues(keys));
}

export async function appendMovements(tx: Transaction, movements: readonly DealMovement[]): Promise<void> {
  await tx.copy("deal_movements", MOVEMENT_COLUMNS, movements.map(rowOfMovement));
}

const AMONG = "(desk, id) in (select * from unnest($1::bytea[], $2::bytea[]))";

function keyValues(keys: readonly DealKey[]): [string[], string[]] {
  return [keys.map(({ desk }) => bytes(desk)), keys.map(({ id }) => bytes(id))];
}

async function read(sql: Sql, text: string, values: readonly SqlValue[]): Promise<readonly StoredDeal[]> {
  return (await sql.query<DealRow>(`${SELECT} ${text}`, values)).map(dealOfRow);
}

const MOVEMENT_COLUMNS = [
  "block_number",
  "log_index",
  "desk",
  "id",
  "number",
  "name",
  "source",
  "day",
  "to_funds",
  "to_fees",
  "to_seller",
  "bank_ref",
];

interface MovementRow extends Readonly<Record<"block_number" | "log_index" | "number", number>> {
  readonly desk: Address;
  readonly id: Hex;
  readonly name: DealEvent["name"];
  readonly source: Source | null;
  readonly day: number | null;
  readonly to_funds: bigint;
  readonly to_fees: bigint;
  readonly to_seller: bigint;
  readonly bank_ref: Hex | null;
}

function rowOfMovement(movement: DealMovement): readonly SqlScalar[] {
  const { blockNumber, logIndex, desk, id, number, name, source, day, bankRef } = movement;
  const sums = [movement.toFunds, movement.toFees, movement.toSeller];
  const reference = bankRef === undefined ? null : bytes(bankRef);
  return [blockNumber, logIndex, bytes(desk), bytes(id), number, name, source ?? null, day ?? null, ...sums, reference];
}

function movementOfRow(row: MovementRow): DealMovement {
  const { desk, id, number, name } = row;
  return {
    ...{ desk, id, number, name, blockNumber: row.block_number, logIndex: row.log_index },
    ...{ toFunds: row.to_funds, toFees: row.to_fees, toSeller: row.to_seller },
    ...{ source: row.source ?? undefined, day: row.day ?? undefined, bankRef: row.bank_ref ?? undefined },
  };
}
