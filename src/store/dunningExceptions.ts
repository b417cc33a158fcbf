/** What departs from an organisation's dunning policies for a while; each ends by itself, or earlier. */
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

/** A step of the schema. `until` is the last day on which it counts. */
export const DUNNING_EXCEPTION_TABLES: readonly string[] = [
  `create table dunning_exceptions (
    sequence bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null,
    kind text not null,
    key text not null,
    does jsonb not null,
    reason text not null,
    until text not null,
    set_by bytea not null,
    set_at bigint not null,
    ended bigint,
    unique (organisation, id)
  )`,
  "create index dunning_exceptions_of on dunning_exceptions (organisation, kind, key) where ended is null",
];

export interface StoredDunningException {
  readonly sequence: number;
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  readonly kind: string;
  /** What the scope is of. */
  readonly key: string;
  readonly does: unknown;
  readonly reason: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly until: string;
  readonly setBy: Address;
  /** Unix seconds. */
  readonly set: number;
  /** When somebody ended it before its last day; unix seconds. */
  readonly ended: number | null;
}

const EXCEPTION = 'sequence, id, kind, key, does, reason, until, set_by as "setBy", set_at as set, ended';

/**
 * Keeps an exception, or finds the one of that id.
 * @param day So that those which are over do not count. @returns Undefined where `most` are in force.
 */
export async function keepDunningException(
  tx: Transaction,
  organisation: Address,
  { id, kind, key, does, reason, until, setBy, set }: Omit<StoredDunningException, "sequence" | "ended">,
  { day, most }: { readonly day: string; readonly most: number },
): Promise<{ readonly stored: StoredDunningException; readonly isNew: boolean } | undefined> {
  await lockCount(tx, `dunning exceptions of ${organisation}`);
  const known = await dunningExceptionOf(tx, organisation, id);
  if (known !== undefined) return { stored: known, isNew: false };
  const [stored] = await tx.query<StoredDunningException>(
    `insert into dunning_exceptions (organisation, id, kind, key, does, reason, until, set_by, set_at)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9 where (select count(*) from dunning_exceptions
       where organisation = $1 and ended is null and until >= $10) < $11::bigint returning ${EXCEPTION}`,
    [...[bytes(organisation), id, kind, key, JSON.stringify(does), reason, until, bytes(setBy), set], ...[day, most]],
  );
  return stored && { stored, isNew: true };
}

async function dunningExceptionOf(
  sql: Sql,
  organisation: Address,
  id: string,
): Promise<StoredDunningException | undefined> {
  const text = `select ${EXCEPTION} from dunning_exceptions where organisation = $1 and id = $2`;
  return (await sql.query<StoredDunningException>(text, [bytes(organisation), id]))[0];
}

/** Those of some scopes that nobody has ended, and whose last day is not before one. */
export async function dunningExceptionsOn(
  sql: Sql,
  organisation: Address,
  keys: readonly string[],
  day: string,
): Promise<readonly StoredDunningException[]> {
  return sql.query<StoredDunningException>(
    `select ${EXCEPTION} from dunning_exceptions
     where organisation = $1 and ended is null and key = any($2) and until >= $3 order by sequence`,
    [bytes(organisation), keys, day],
  );
}

/** All that an organisation ever made before a place, the latest first. */
export async function dunningExceptionsBefore(
  sql: Sql,
  organisation: Address,
  before: number,
  limit: number,
): Promise<readonly StoredDunningException[]> {
  return sql.query<StoredDunningException>(
    `select ${EXCEPTION} from dunning_exceptions where organisation = $1 and sequence < $2
     order by sequence desc limit $3`,
    [bytes(organisation), before, limit],
  );
}

/** Ends it; it stays to be read. @returns whether there is one. */
export async function endDunningException(sql: Sql, organisation: Address, id: string, now: number): Promise<boolean> {
  const rows = await sql.query(
    `update dunning_exceptions set ended = coalesce(ended, $3) where organisation = $1 and id = $2 returning id`,
    [bytes(organisation), id, now],
  );
  return rows.length === 1;
}
