/** Who was reached by dunning notices, how often, of which items, and where nobody is reached any more. */
import type { Channel, Stage } from "../domain/collections/policy.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import type { DunningSendState } from "./dunningSends.ts";
import { bytes } from "./values.ts";

/** A level that an item was sent, or will be. */
export interface FiredLevel {
  readonly send: string;
  readonly item: Hex;
  readonly policy: string;
  readonly level: string;
  readonly cycle: number;
  readonly stage: Stage;
  readonly state: DunningSendState;
  /** Unix seconds, as all instants here. */
  readonly made: number;
}

/** The levels that hold others of some items back, the earliest first; what was withdrawn is none of them. */
export async function firedLevelsOf(
  sql: Sql,
  organisation: Address,
  items: readonly Hex[],
): Promise<readonly FiredLevel[]> {
  return sql.query<FiredLevel>(
    `select i.send, i.item, s.policy, i.level, i.cycle, s.stage, s.state, s.made
     from dunning_send_items i join dunning_sends s on s.id = i.send
     where i.item = any($2) and i.organisation = $1 and i.counts order by s.sequence, i.item`,
    [bytes(organisation), items.map(bytes)],
  );
}

/** A person was reached, or will be by what waits. */
export interface Reached {
  readonly customer: Address;
  readonly person: string | null;
  readonly channel: Channel;
  readonly at: number;
}

/** Whom an organisation reached of some customers since an instant; what failed or was withdrawn reached nobody. */
export async function reachedSince(
  sql: Sql,
  organisation: Address,
  customers: readonly Address[],
  since: number,
): Promise<readonly Reached[]> {
  return sql.query<Reached>(
    `select customer, person, channel, coalesce(ended, made) as at from dunning_sends
     where organisation = $1 and customer = any($2) and state not in ('failed', 'withdrawn')
       and coalesce(ended, made) >= $3 order by at, sequence`,
    [bytes(organisation), customers.map(bytes), since],
  );
}

/** How many notices of an organisation a channel took since an instant. */
export async function dunningTakenSince(
  sql: Sql,
  organisation: Address,
  channel: Channel,
  since: number,
): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from dunning_sends
     where organisation = $1 and channel = $2 and state = 'taken' and ended > $3`,
    [bytes(organisation), channel, since],
  );
  return row?.count ?? 0;
}

/** An address or a number that a server refused for good. */
export interface RefusedTarget {
  readonly channel: Channel;
  readonly target: string;
  readonly since: number;
  readonly fault: string;
}

/** Marks a target: nothing is sent to it until it is forgiven. */
export async function refuseTarget(
  sql: Sql,
  organisation: Address,
  { channel, target, since, fault }: RefusedTarget,
): Promise<void> {
  await sql.query(
    `insert into dunning_refused_targets (organisation, channel, target, since, fault)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [bytes(organisation), channel, target, since, fault],
  );
}

export async function refusedTargetsOf(
  sql: Sql,
  organisation: Address,
  targets: readonly string[],
): Promise<readonly RefusedTarget[]> {
  return sql.query<RefusedTarget>(
    `select channel, target, since, fault from dunning_refused_targets
     where organisation = $1 and target = any($2) order by channel, target`,
    [bytes(organisation), targets],
  );
}

/** Lets something be sent to a target again. @returns whether it had been refused. */
export async function forgiveTarget(
  sql: Sql,
  organisation: Address,
  { channel, target }: Pick<RefusedTarget, "channel" | "target">,
): Promise<boolean> {
  const rows = await sql.query(
    "delete from dunning_refused_targets where organisation = $1 and channel = $2 and target = $3 returning target",
    [bytes(organisation), channel, target],
  );
  return rows.length === 1;
}
