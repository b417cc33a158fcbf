/** What departs from a customer's band for a time: a wish of a member or a reward, in force once somebody approved. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Language } from "./notifications.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

/** What is to be otherwise; null leaves it as the band has it. */
export interface OverrideBody {
  readonly terms: string | null;
  readonly longestNetDays: number | null;
  /** By how much limits rise, ppm of them. */
  readonly raisedLimit: number | null;
  readonly dunningSegment: string | null;
  readonly language: Language | null;
}

export interface NewOverride {
  readonly organisation: Address;
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  readonly customer: Address;
  readonly origin: "person" | "reward";
  /** The score that a reward is for. */
  readonly score: string | null;
  /** Hash of what was asked, by which the same is known when it is sent again. */
  readonly content: Hex;
  readonly body: OverrideBody;
  readonly reason: string;
  /** The last day on which it counts, of UTC, counted from 1970-01-01. */
  readonly untilDay: number;
  /** Null of a reward: nobody asked for it. */
  readonly proposedBy: Address | null;
  readonly proposed: number;
}

export interface StoredOverride extends NewOverride {
  readonly number: number;
  readonly decision: "approved" | "declined" | null;
  readonly decidedBy: Address | null;
  readonly decided: number | null;
  /** Why it was declined or approved. */
  readonly word: string | null;
  readonly ended: number | null;
  readonly endedBy: Address | null;
}

const OVERRIDE =
  'organisation, id, number, customer, origin, score, content, body, reason, until_day as "untilDay", ' +
  'proposed_by as "proposedBy", proposed, decision, decided_by as "decidedBy", decided, word, ended, ' +
  'ended_by as "endedBy"';

const DAY = 86_400;

/**
 * Keeps a wish, or finds the one of that id.
 * @returns Undefined where `most` wishes of the customer wait or are in force.
 */
export async function keepOverride(
  tx: Transaction,
  one: NewOverride,
  most: number,
): Promise<{ readonly stored: StoredOverride; readonly isNew: boolean } | undefined> {
  const { organisation, id, customer, origin, score, content, body, reason, untilDay, proposedBy, proposed } = one;
  await lockCount(tx, `credit overrides of ${organisation}`);
  const known = await overrideById(tx, organisation, id);
  if (known !== undefined) return { stored: known, isNew: false };
  const [stored] = await tx.query<StoredOverride>(
    `insert into credit_overrides (organisation, id, customer, origin, score, content, body, reason, until_day,
       proposed_by, proposed)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
     where (select count(*) from credit_overrides where organisation = $1 and customer = $3 and ended is null
       and decision is distinct from 'declined' and until_day >= $12::bigint) < $13::bigint returning ${OVERRIDE}`,
    [
      ...[bytes(organisation), id, bytes(customer), origin, score, bytes(content), JSON.stringify(body), reason],
      ...[untilDay, proposedBy && bytes(proposedBy), proposed, Math.floor(proposed / DAY), most],
    ],
  );
  return stored && { stored, isNew: true };
}

export async function overrideById(sql: Sql, organisation: Address, id: string): Promise<StoredOverride | undefined> {
  const text = `select ${OVERRIDE} from credit_overrides where organisation = $1 and id = $2`;
  return (await sql.query<StoredOverride>(text, [bytes(organisation), id]))[0];
}

/** Those of a customer that are in force at an instant, the one approved last first. */
export async function overridesInForce(
  sql: Sql,
  organisation: Address,
  customer: Address,
  at: number,
): Promise<readonly StoredOverride[]> {
  return sql.query<StoredOverride>(
    `select ${OVERRIDE} from credit_overrides where organisation = $1 and customer = $2 and decision = 'approved'
       and decided <= $3::bigint and until_day >= $3::bigint / ${DAY} and (ended is null or ended > $3)
     order by decided desc, number desc`,
    [bytes(organisation), bytes(customer), at],
  );
}

/** Those that were proposed before a place, the latest first; of one customer where that is told. */
export async function overridesBefore(
  sql: Sql,
  organisation: Address,
  customer: Address | undefined,
  number: number,
  limit: number,
): Promise<readonly StoredOverride[]> {
  return sql.query<StoredOverride>(
    `select ${OVERRIDE} from credit_overrides where organisation = $1 and ($2::bytea is null or customer = $2)
       and number < $3 order by number desc limit $4`,
    [bytes(organisation), customer === undefined ? null : bytes(customer), number, limit],
  );
}

/** @returns whether it waited for a decision. */
export async function decideOverride(
  tx: Transaction,
  organisation: Address,
  id: string,
  said: {
    readonly decision: "approved" | "declined";
    readonly by: Address;
    readonly word: string;
    readonly at: number;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `update credit_overrides set decision = $3, decided_by = $4, word = $5, decided = $6
     where organisation = $1 and id = $2 and decision is null and ended is null and until_day >= $6::bigint / ${DAY}
     returning id`,
    [bytes(organisation), id, said.decision, bytes(said.by), said.word, said.at],
  );
  return rows.length === 1;
}

/** @returns whether it had not ended. */
export async function endOverride(
  sql: Sql,
  organisation: Address,
  id: string,
  { by, at }: { readonly by: Address; readonly at: number },
): Promise<boolean> {
  const rows = await sql.query(
    `update credit_overrides set ended = $3, ended_by = $4
     where organisation = $1 and id = $2 and ended is null returning id`,
    [bytes(organisation), id, at, bytes(by)],
  );
  return rows.length === 1;
}

/** Whether a reward for a customer waits or is in force, or was declined since an instant. */
export async function hasReward(
  sql: Sql,
  organisation: Address,
  customer: Address,
  { at, declinedSince }: { readonly at: number; readonly declinedSince: number },
): Promise<boolean> {
  const rows = await sql.query(
    `select from credit_overrides where organisation = $1 and customer = $2 and origin = 'reward'
       and ((decision is distinct from 'declined' and ended is null and until_day >= $3::bigint / ${DAY})
         or (decision = 'declined' and decided >= $4) or ended >= $4) limit 1`,
    [bytes(organisation), bytes(customer), at, declinedSince],
  );
  return rows.length === 1;
}

/** Erases why it was proposed and why it was decided as it was; false where there is none. */
export async function eraseOverrideTexts(tx: Transaction, organisation: Address, id: string): Promise<boolean> {
  const rows = await tx.query(
    `update credit_overrides set reason = '', word = case when word is not null then '' end
     where organisation = $1 and id = $2 returning id`,
    [bytes(organisation), id],
  );
  return rows.length === 1;
}
