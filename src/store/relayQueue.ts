/** The queue as the relayer sees it: what waits, why it waits, what it refuses, and what it reports of itself. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import type { RelayerReport } from "./relays.ts";
import { bytes } from "./values.ts";

export interface Queued {
  readonly id: string;
  readonly position: number;
  readonly organisation: Address;
  readonly to: Address;
  readonly data: Hex;
}

/** The next relay that waits, in the order of the queue, and is of none of some organisations. */
export async function nextQueued(sql: Sql, after: number, except: readonly Address[]): Promise<Queued | undefined> {
  const [row] = await sql.query<Queued>(
    `select id, position, organisation, destination as "to", data from relays
     where state = 'queued' and position > $1 and organisation <> all($2::bytea[]) order by position limit 1`,
    [after, except.map(bytes)],
  );
  return row;
}

/** How many relays wait to be signed, and since when the oldest of them; null where none does. */
export async function queueOf(sql: Sql): Promise<{ readonly length: number; readonly oldest: number | null }> {
  const [row] = await sql.query<{ length: number; oldest: number | null }>(
    "select count(*) as length, min(created) as oldest from relays where state = 'queued'",
  );
  return row ?? { length: 0, oldest: null };
}

/** Why a relay is refused, or waits. */
export interface Why {
  readonly error: string;
  readonly detail: string;
}

/** Refuses a relay that waits; nothing of it was signed. */
export async function refuse(tx: Sql, id: string, { error, detail }: Why): Promise<void> {
  await tx.query("update relays set state = 'refused', error = $2, detail = $3 where id = $1 and state = 'queued'", [
    id,
    error,
    detail,
  ]);
}

/** Says why a relay waits. */
export async function noteWaiting(tx: Sql, id: string, { error, detail }: Why): Promise<void> {
  await tx.query(
    `update relays set error = $2, detail = $3
     where id = $1 and state = 'queued' and (error, detail) is distinct from ($2, $3)`,
    [id, error, detail],
  );
}

/** What the processes beside the relayer may know of it. */
export async function writeReport(tx: Sql, { account, balance, perDay, alarms, seen }: RelayerReport): Promise<void> {
  await tx.query(
    `insert into relayer (account, balance, per_day, alarms, seen) values ($1, $2, $3, $4, $5)
     on conflict (single) do update set account = excluded.account, balance = excluded.balance,
       per_day = excluded.per_day, alarms = excluded.alarms, seen = excluded.seen`,
    [bytes(account), balance, perDay, JSON.stringify(alarms), seen],
  );
}
