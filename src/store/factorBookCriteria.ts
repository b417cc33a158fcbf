/** What factors lend on, in versions, and what they know of debtors. */
import { groupKey } from "../domain/partyFile/groups.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { noteAttributes } from "./portfolioAttributes.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

export interface StoredCriteria {
  readonly organisation: Address;
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  /** Counted from 1. */
  readonly version: number;
  /** Hash of what was asked, by which the same is known when it is sent again. */
  readonly content: Hex;
  /** As it was asked. */
  readonly body: unknown;
  readonly setBy: Address;
  /** Unix seconds. */
  readonly set: number;
}

const CRITERIA = 'organisation, id, version, content, body, set_by as "setBy", set_at as set';

/** Keeps a version after all others, or finds the one of that id. @returns Undefined where there are `most`. */
export async function keepCriteria(
  tx: Transaction,
  { organisation, id, content, body, setBy, set }: Omit<StoredCriteria, "version">,
  most: number,
): Promise<StoredCriteria | undefined> {
  await lockCount(tx, `eligibility criteria of ${organisation}`);
  const last = await lastCriteria(tx, organisation);
  if ((last?.version ?? 0) >= most) return undefined;
  const [row] = await tx.query<StoredCriteria>(
    `insert into eligibility_criteria (organisation, version, id, content, body, set_by, set_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning ${CRITERIA}`,
    [
      ...[bytes(organisation), (last?.version ?? 0) + 1, id, bytes(content), JSON.stringify(body)],
      ...[bytes(setBy), set],
    ],
  );
  return row ?? criteriaOf(tx, organisation, id);
}

export async function lastCriteria(sql: Sql, organisation: Address): Promise<StoredCriteria | undefined> {
  return (await criteriaBefore(sql, organisation, Number.MAX_SAFE_INTEGER, 1))[0];
}

/** The version of an id, of this organisation. */
export async function criteriaOf(sql: Sql, organisation: Address, id: string): Promise<StoredCriteria | undefined> {
  const [row] = await sql.query<StoredCriteria>(
    `select ${CRITERIA} from eligibility_criteria where organisation = $1 and id = $2`,
    [bytes(organisation), id],
  );
  return row;
}

/** Versions below one, the latest first. */
export async function criteriaBefore(
  sql: Sql,
  organisation: Address,
  before: number,
  limit: number,
): Promise<readonly StoredCriteria[]> {
  return sql.query<StoredCriteria>(
    `select ${CRITERIA} from eligibility_criteria where organisation = $1 and version < $2::bigint
     order by version desc limit $3`,
    [bytes(organisation), before, limit],
  );
}

/** What a factor knows of a debtor. */
export interface StoredDebtorFacts {
  readonly debtor: Address;
  /** Its group of affiliates. */
  readonly group: string | null;
  readonly marks: readonly string[];
  readonly kind: string;
  /** Unix seconds. */
  readonly noted: number;
}

const FACTS = 'debtor, affiliates as "group", marks, kind, noted';

/** Keeps it in the place of what was known before. @returns Whether there was room among `most`. */
export async function keepDebtorFacts(
  tx: Transaction,
  organisation: Address,
  { debtor, group, marks, kind, noted }: StoredDebtorFacts,
  most: number,
): Promise<boolean> {
  await lockCount(tx, `debtor facts of ${organisation}`);
  const [counted] = await tx.query<{ count: number }>(
    "select count(*) as count from debtor_facts where organisation = $1 and debtor <> $2",
    [bytes(organisation), bytes(debtor)],
  );
  if ((counted?.count ?? 0) >= most) return false;
  await tx.query(
    `insert into debtor_facts (organisation, debtor, affiliates, group_key, marks, kind, noted)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (organisation, debtor) do update set affiliates = excluded.affiliates, group_key = excluded.group_key,
       marks = excluded.marks, kind = excluded.kind, noted = excluded.noted`,
    [bytes(organisation), bytes(debtor), group, group && groupKey(group), JSON.stringify(marks), kind, noted],
  );
  await noteAttributes(tx, organisation, "group", [{ subject: debtor, value: group ?? "" }], noted);
  return true;
}

/** After a debtor, in the order of addresses. */
export async function debtorFactsAfter(
  sql: Sql,
  organisation: Address,
  after: Address | null,
  limit: number,
): Promise<readonly StoredDebtorFacts[]> {
  return sql.query<StoredDebtorFacts>(
    `select ${FACTS} from debtor_facts where organisation = $1 and ($2::bytea is null or debtor > $2)
     order by debtor limit $3`,
    [bytes(organisation), after && bytes(after), limit],
  );
}

/** Of some debtors, as far as something is known. */
export async function debtorFactsOf(
  sql: Sql,
  organisation: Address,
  debtors: readonly Address[],
): Promise<ReadonlyMap<Address, StoredDebtorFacts>> {
  const rows = await sql.query<StoredDebtorFacts>(
    `select ${FACTS} from debtor_facts where organisation = $1 and debtor = any($2)`,
    [bytes(organisation), debtors.map(bytes)],
  );
  return new Map(rows.map((row) => [row.debtor, row]));
}

/** @param at Unix seconds. @returns whether anything was known. */
export async function forgetDebtorFacts(
  tx: Transaction,
  organisation: Address,
  debtor: Address,
  at: number,
): Promise<boolean> {
  const rows = await tx.query("delete from debtor_facts where organisation = $1 and debtor = $2 returning debtor", [
    bytes(organisation),
    bytes(debtor),
  ]);
  await noteAttributes(tx, organisation, "group", [{ subject: debtor, value: "" }], at);
  return rows.length === 1;
}
