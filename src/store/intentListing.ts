/** An organisation's intents, page by page. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { intentsWhere } from "./intents.ts";
import type { StoredIntent } from "./intents.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

export interface IntentFilter {
  readonly organisation: Address;
  readonly verb?: string;
  readonly receivable?: Hex;
}

/** Where a page ended. */
export interface IntentPageEnd {
  readonly prepared: number;
  readonly id: string;
}

/** A page of an organisation's intents, the newest first. */
export async function listIntents(
  sql: Sql,
  { organisation, verb, receivable }: IntentFilter,
  limit: number,
  after?: IntentPageEnd,
): Promise<readonly StoredIntent[]> {
  const values: SqlValue[] = [bytes(organisation)];
  const parameter = (value: SqlValue): string => `$${values.push(value)}`;
  const conditions = [
    "organisation = $1",
    ...(verb === undefined ? [] : [`verb = ${parameter(verb)}`]),
    ...(receivable === undefined ? [] : [`receivable = ${parameter(bytes(receivable))}`]),
    ...(after === undefined ? [] : [`(prepared, id) < (${parameter(after.prepared)}, ${parameter(after.id)})`]),
  ];
  const where = `${conditions.join(" and ")} order by prepared desc, id desc limit ${parameter(limit)}`;
  return intentsWhere(sql, where, values);
}
