/** Deals of a factor or of a seller, page by page, the last sold first. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { DEAL_COLUMNS, dealOfRow } from "./dealRow.ts";
import type { DealRow, StoredDeal } from "./dealRow.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

/** Whose deals, and which of them; what is left out is not asked. */
export interface DealListing {
  readonly role: "factor" | "seller";
  readonly party: Address;
  readonly live?: boolean;
  readonly currency?: Address;
  readonly counterparty?: Address;
  readonly receivable?: Hex;
}

/** Where a page ended. */
export interface DealPlace {
  readonly soldBlock: number;
  readonly desk: Address;
  readonly id: Hex;
  readonly number: number;
}

const PLACE = "sold_block, desk, id, number";

export async function listDeals(
  sql: Sql,
  { role, party, live, currency, counterparty, receivable }: DealListing,
  after: DealPlace | undefined,
  limit: number,
): Promise<readonly StoredDeal[]> {
  const values: SqlValue[] = [];
  const parameter = (value: SqlValue): string => `$${values.push(value)}`;
  const other = role === "factor" ? "seller" : "factor";
  const conditions = [`${role} = ${parameter(bytes(party))}`];
  if (live !== undefined) conditions.push(`live = ${parameter(live)}`);
  if (currency !== undefined) conditions.push(`currency = ${parameter(bytes(currency))}`);
  if (counterparty !== undefined) conditions.push(`${other} = ${parameter(bytes(counterparty))}`);
  if (receivable !== undefined) conditions.push(`id = ${parameter(bytes(receivable))}`);
  if (after !== undefined) {
    const place = [after.soldBlock, bytes(after.desk), bytes(after.id), after.number].map(parameter).join(", ");
    conditions.push(`(${PLACE}) < (${place})`);
  }
  const last = PLACE.replaceAll(",", " desc,");
  const rows = await sql.query<DealRow>(
    `select ${DEAL_COLUMNS.join(", ")} from deals where ${conditions.join(" and ")}
     order by ${last} desc limit ${parameter(limit)}`,
    values,
  );
  return rows.map(dealOfRow);
}
