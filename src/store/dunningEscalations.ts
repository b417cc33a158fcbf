/**
 * Telling somebody that a dunning level fired that escalates to them: an item, a level and a cycle once, kept in the
 * transaction of the notice itself. Of what was withdrawn before it was told nobody is told; should the level fire
 * again, that is told then.
 */
import type { Escalation } from "../domain/collections/escalation.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { isPower, readPower } from "./members.ts";
import type { Language } from "./notifications.ts";
import { bytes } from "./values.ts";

/** A step of the schema. The address is read when it is sent, so that what was erased is not written to. */
export const DUNNING_ESCALATION_TABLES: readonly string[] = [
  `create table dunning_escalations (
    sequence bigint generated always as identity primary key,
    id uuid not null unique,
    send uuid not null unique references dunning_sends (id),
    organisation bytea not null,
    account bytea not null,
    body jsonb not null,
    made bigint not null,
    state text not null check (state in ('waiting', 'taken', 'failed', 'withdrawn')),
    due bigint not null,
    claimed_until bigint not null default 0,
    tries integer not null default 0,
    ended bigint,
    fault text
  )`,
  "create index dunning_escalations_due on dunning_escalations (due) where state = 'waiting'",
  `create table dunning_escalated_items (
    organisation bytea not null,
    item bytea not null,
    level text not null,
    cycle integer not null,
    escalation uuid not null references dunning_escalations (id),
    primary key (organisation, item, level, cycle)
  )`,
  "create index dunning_escalated_items_of on dunning_escalated_items (escalation)",
];

/** Taken says that a server took it; failed, that it was given up. */
export type DunningEscalationState = "waiting" | "taken" | "failed" | "withdrawn";

export interface NewDunningEscalation {
  /** A UUID, unique among all. */
  readonly id: string;
  /** The notice by which the level fired. */
  readonly send: string;
  readonly organisation: Address;
  /** Who is told. */
  readonly account: Address;
  readonly told: Escalation;
  /** Unix seconds. */
  readonly made: number;
}

/** Keeps what is to be told of a notice's items, but for those of which it was told before in their cycle. */
export async function keepDunningEscalation(
  tx: Transaction,
  { id, send, organisation, account, told, made }: NewDunningEscalation,
): Promise<void> {
  await tx.query(
    `insert into dunning_escalations (id, send, organisation, account, body, made, state, due)
     values ($1, $2, $3, $4, $5, $6, 'waiting', $6)`,
    [id, send, bytes(organisation), bytes(account), JSON.stringify(told), made],
  );
  // In one order, as notices are kept.
  const untold = await tx.query<{ readonly item: Hex }>(
    `insert into dunning_escalated_items (organisation, item, level, cycle, escalation)
     select $1::bytea, item, level, cycle, $2::uuid from dunning_send_items where send = $3
     order by item on conflict do nothing returning item`,
    [bytes(organisation), id, send],
  );
  if (untold.length === told.items.length) return;
  if (untold.length === 0) {
    await tx.query("delete from dunning_escalations where id = $1", [id]);
    return;
  }
  const left = new Set(untold.map(({ item }) => item));
  const body = { ...told, items: told.items.filter(({ item }) => left.has(item)) };
  await tx.query("update dunning_escalations set body = $2 where id = $1", [id, JSON.stringify(body)]);
}

/** What this process tells now. */
export interface ClaimedDunningEscalation {
  /** The same at every attempt. */
  readonly id: string;
  readonly send: string;
  readonly organisation: Address;
  readonly told: Escalation;
  /** Unix seconds. */
  readonly made: number;
  /** Counted from 1. */
  readonly tries: number;
  /** Whether the notice was withdrawn meanwhile. */
  readonly isWithdrawn: boolean;
  /** Null where none is known of somebody who may read here. */
  readonly address: string | null;
  readonly language: Language | null;
}

type ClaimedRow = ClaimedDunningEscalation & { readonly account: Address };

/** The rule of an account by which it is told anything by e-mail: the first that it made. */
const RULE = `select %s from subscriptions r where r.organisation = t.organisation and r.account = t.account
  and r.channel = 'email' and r.paused is null order by r.created, r.id limit 1`;

/** A notice that nobody sends holds up nobody who is to know that its level fired. */
const LONGEST_WAIT_SECONDS = 86_400;

/**
 * Takes one that is due, so that no other process does: once its notice has left the house, since it may be withdrawn
 * until then. @param until Later than any attempt lasts.
 */
export async function claimDunningEscalation(
  sql: Sql,
  { now, until }: { readonly now: number; readonly until: number },
): Promise<ClaimedDunningEscalation | undefined> {
  const [row] = await sql.query<ClaimedRow>(
    `with next as (
       select e.id from dunning_escalations e join dunning_sends s on s.id = e.send
       where e.state = 'waiting' and e.due <= $1 and e.claimed_until <= $1
         and (s.state <> 'waiting' or e.made <= $1 - ${LONGEST_WAIT_SECONDS})
       order by e.due, e.sequence limit 1 for update of e skip locked
     ),
     taken as (
       update dunning_escalations e set claimed_until = $2, tries = tries + 1 from next where e.id = next.id
       returning e.*
     )
     select t.id, t.send, t.organisation, t.account, t.body as told, t.made, t.tries,
       s.state = 'withdrawn' as "isWithdrawn",
       coalesce(m.email, (${RULE.replace("%s", "r.address")})) as address,
       (${RULE.replace("%s", "r.language")}) as language
     from taken t join dunning_sends s on s.id = t.send
       left join members m on m.organisation = t.organisation and m.account = t.account`,
    [now, until],
  );
  if (row === undefined) return undefined;
  const { account, ...claimed } = row;
  const power = await readPower(sql, row.organisation, account, now);
  const mayRead = isPower(power) && (power.own || power.agent || power.role !== "sales");
  return { ...claimed, address: mayRead ? row.address : null };
}

export interface DunningEscalationOutcome {
  readonly state: DunningEscalationState;
  /** When it is tried again, if it waits. */
  readonly retryAt: number;
  readonly at: number;
  readonly fault: string | null;
  /** Whether it was tried; what only waits uses up no try. */
  readonly isTried: boolean;
}

/** Notes how an attempt went; what is withdrawn is told when its level fires again. */
export async function settleDunningEscalation(
  tx: Transaction,
  id: string,
  { state, retryAt, at, fault, isTried }: DunningEscalationOutcome,
): Promise<void> {
  await tx.query(
    `update dunning_escalations set state = $2, due = $3, claimed_until = 0, fault = $5,
       ended = case when $2 = 'waiting' then null else $4::bigint end, tries = tries - $6::integer
     where id = $1 and state = 'waiting'`,
    [id, state, retryAt, at, fault, isTried ? 0 : 1],
  );
  if (state === "withdrawn") await tx.query("delete from dunning_escalated_items where escalation = $1", [id]);
}

/** What became of telling of a notice. */
export interface DunningEscalation {
  readonly send: string;
  readonly account: Address;
  readonly state: DunningEscalationState;
  /** Unix seconds. */
  readonly ended: number | null;
  readonly fault: string | null;
}

/** Of some notices, by their ids. */
export async function dunningEscalationsOf(
  sql: Sql,
  sends: readonly string[],
): Promise<ReadonlyMap<string, DunningEscalation>> {
  const rows = await sql.query<DunningEscalation>(
    "select send, account, state, ended, fault from dunning_escalations where send = any($1::uuid[])",
    [sends],
  );
  return new Map(rows.map((row) => [row.send, row]));
}
