/** An organisation's intents, page by page. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { signedWith } from "./intentParties.ts";
import { intentsWhere } from "./intents.ts";
import type { StoredIntent } from "./intents.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

export interface IntentFilter {
  readonly organisation: Address;
  readonly verb?: string;
  readonly receivable?: Hex;
  readonly statement?: Hex;
  readonly notice?: Hex;
}

/** Where a page ended. */
export interface IntentPageEnd {
  readonly prepared: number;
  readonly id: string;
}

/** A page of what an organisation prepared, and of what others did that takes its signature; the newest first. */
export async function listIntents(
  sql: Sql,
  filter: IntentFilter,
  limit: number,
  after?: IntentPageEnd,
): Promise<readonly StoredIntent[]> {
  // Each of the two follows an index of its own, which one condition for both would not.
  const own = await listWhere(sql, "organisation = $1", filter, limit, after);
  const others = await listWhere(sql, signedWith("$1"), filter, limit, after);
  if (others.length === 0) return own;
  return [...own, ...others].sort(newestFirst).slice(0, limit);
}

function newestFirst(one: StoredIntent, other: StoredIntent): number {
  if (one.prepared !== other.prepared) return other.prepared - one.prepared;
  return one.id < other.id ? 1 : -1;
}

async function listWhere(
  sql: Sql,
  whose: string,
  { organisation, verb, receivable, statement, notice }: IntentFilter,
  limit: number,
  after: IntentPageEnd | undefined,
): Promise<readonly StoredIntent[]> {
  const values: SqlValue[] = [bytes(organisation)];
  const parameter = (value: SqlValue): string => `$${values.push(value)}`;
  const conditions = [
    whose,
    ...(verb === undefined ? [] : [`verb = ${parameter(verb)}`]),
    ...(receivable === undefined ? [] : [`receivable = ${parameter(bytes(receivable))}`]),
    ...(statement === undefined ? [] : [`statement = ${parameter(bytes(statement))}`]),
    ...(notice === undefined ? [] : [`notice = ${parameter(bytes(notice))}`]),
    ...(after === undefined ? [] : [`(prepared, id) < (${parameter(after.prepared)}, ${parameter(after.id)})`]),
  ];
  const where = `${conditions.join(" and ")} order by prepared desc, id desc limit ${parameter(limit)}`;
  return intentsWhere(sql, where, values);
}
