/** How dunning notices go out: taken by one process, asked once more whether they are right, and how it went noted. */
import type { Address, Hex } from "../domain/receivable.ts";
import { Status } from "../domain/receivable.ts";
import type { Channel, Stage } from "../domain/collections/policy.ts";
import type { Sql, Transaction } from "./database.ts";
import type { DunningSendState } from "./dunningSends.ts";
import { untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";

/** A notice that this process sends now. */
export interface ClaimedDunningSend {
  /** The same at every attempt. */
  readonly id: string;
  readonly organisation: Address;
  readonly customer: Address;
  readonly policy: string;
  readonly level: string;
  readonly stage: Stage;
  readonly channel: Channel;
  readonly person: string | null;
  readonly target: string;
  readonly language: string;
  readonly content: unknown;
  readonly text: string;
  readonly contentHash: Hex;
  readonly salt: Hex;
  readonly made: number;
  /** Counted from 1. */
  readonly tries: number;
}

/** Whether a notice is still right; if it is not, why, or when it may be. Instants are unix seconds. */
export type DunningJudgement =
  | { readonly kind: "send" }
  | { readonly kind: "withdraw"; readonly reason: string }
  | { readonly kind: "postpone"; readonly until: number };

export interface DunningClaim {
  readonly channels: readonly Channel[];
  readonly now: number;
  /** Later than any attempt lasts. */
  readonly until: number;
}

/** Takes a notice that is due, so that no other process does. */
export async function claimDunningSend(
  sql: Sql,
  { channels, now, until }: DunningClaim,
): Promise<ClaimedDunningSend | undefined> {
  const [row] = await sql.query<ClaimedDunningSend>(
    `with next as (
       select id from dunning_sends
       where state = 'waiting' and channel = any($3) and due <= $1 and claimed_until <= $1
       order by due, sequence limit 1 for update skip locked
     )
     update dunning_sends s set claimed_until = $2, tries = tries + 1 from next where s.id = next.id
     returning s.id, s.organisation, s.customer, s.policy, s.level, s.stage, s.channel, s.person, s.target,
       s.language, s.content, s.text, s.content_hash as "contentHash", s.salt, s.made, s.tries`,
    [now, until, channels],
  );
  return row && { ...row, content: untagged(row.content) };
}

/** What an attempt came to. */
export interface DunningOutcome {
  readonly state: Extract<DunningSendState, "waiting" | "taken" | "failed">;
  /** When it is tried again, if it waits. */
  readonly retryAt: number;
  readonly at: number;
  readonly status: number | null;
  readonly fault: string | null;
}

export async function settleDunningSend(sql: Sql, id: string, outcome: DunningOutcome): Promise<void> {
  const { state, retryAt, at, status, fault } = outcome;
  await sql.query(
    `update dunning_sends set state = $2, due = $3, claimed_until = 0, tried = $4,
       ended = case when $2 = 'waiting' then null else $4::bigint end, status = $5, fault = $6
     where id = $1 and state = 'waiting'`,
    [id, state, retryAt, at, status, fault],
  );
}

/** Lets go of a claimed notice that is to wait: no attempt was made. */
export async function postponeDunningSend(sql: Sql, id: string, due: number): Promise<void> {
  await sql.query(
    "update dunning_sends set due = $2, claimed_until = 0, tries = tries - 1 where id = $1 and state = 'waiting'",
    [id, due],
  );
}

export interface Withdrawal {
  readonly reason: string;
  readonly at: number;
  /** Which member withdrew it; null where it withdrew itself. */
  readonly by: Address | null;
  /** Whether whoever asks has claimed it: nobody else takes it away while it is being sent. */
  readonly isClaimed: boolean;
}

/**
 * Takes back a notice that was not sent, so that its levels may fire again. @returns whether it was: false for what is
 * over, or on its way at this moment.
 */
export async function withdrawDunningSend(
  tx: Transaction,
  id: string,
  { reason, at, by, isClaimed }: Withdrawal,
): Promise<boolean> {
  const rows = await tx.query(
    `update dunning_sends set state = 'withdrawn', ended = $3, ended_by = $4, fault = $2, claimed_until = 0
     where id = $1 and state in ('waiting', 'toPrint', 'toDo') and ($5 or claimed_until <= $3) returning id`,
    [id, reason, at, by === null ? null : bytes(by), isClaimed],
  );
  if (rows.length === 0) return false;
  await tx.query("update dunning_send_items set counts = false where send = $1", [id]);
  return true;
}

/** Notes that a member printed a letter, or did a call or a visit. @returns false where it waits for no such thing. */
export async function noteDunningDone(
  sql: Sql,
  id: string,
  { done, at, by }: { readonly done: "printed" | "logged"; readonly at: number; readonly by: Address },
): Promise<boolean> {
  const rows = await sql.query(
    `update dunning_sends set state = $2, ended = $3, ended_by = $4
     where id = $1 and state = case $2 when 'printed' then 'toPrint' else 'toDo' end returning id`,
    [id, done, at, bytes(by)],
  );
  return rows.length === 1;
}

/** Statuses in which nothing is asked of a debtor any more. */
const OVER: readonly Status[] = [Status.Rejected, Status.Cancelled, Status.Split];

/** What came between the making of a notice and its sending. */
export type DunnedItemChange = "closed" | "assigned" | "deferred" | "lowered" | "unknown";

/**
 * What the index says today of a notice's items: paid or over, owed to somebody else, due later, or less is open and
 * undisputed than is asked for. `unknown` where an index that is built anew has not come to the item yet. Terms that
 * are sealed say nothing of amounts and days.
 */
export async function changesSinceDunned(sql: Sql, id: string): Promise<readonly DunnedItemChange[]> {
  const rows = await sql.query<{ readonly change: DunnedItemChange | null }>(
    `select case
         when r.id is null then 'unknown'
         when r.closed or r.status = any($2) then 'closed'
         when r.holder <> i.holder then 'assigned'
         when r.due_day > i.due_day then 'deferred'
         when r.amount - r.settled - r.disputed < i.asked then 'lowered'
       end as change
     from dunning_send_items i left join receivables r on r.id = i.item where i.send = $1`,
    [id, OVER],
  );
  return [...new Set(rows.flatMap(({ change }) => (change === null ? [] : [change])))];
}
