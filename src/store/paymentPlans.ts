/**
 * What creditors and debtors planned: the chain has the salted hash of each plan. What is lost here can be opened by
 * nobody who did not write it down.
 */
import type { PaymentPlan } from "../domain/collections/paymentPlan.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { taggedJson, untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";

/** A step of the schema. `most_plans` is how many plans a creditor agrees on for one receivable. */
export const PAYMENT_PLAN_TABLES: readonly string[] = [
  `create table payment_plans (
    receivable bytea not null,
    hash bytea not null,
    plan jsonb not null,
    kept_by bytea not null,
    kept bigint not null,
    primary key (receivable, hash)
  )`,
  `create table plan_limits (
    organisation bytea primary key,
    most_plans integer not null,
    set_by bytea not null,
    set_at bigint not null
  )`,
  // The worklist says from now on what was planned of its items.
  "update dunning_looks set due = 0",
];

export interface KeptPlan {
  readonly receivable: Hex;
  readonly hash: Hex;
  readonly plan: PaymentPlan;
  /** The organisation that proposed it, or handed it in. */
  readonly keptBy: Address;
  /** Unix seconds. */
  readonly kept: number;
}

/** A hash opens to one plan alone, so that what is there stays. */
export async function keepPlan(sql: Sql, { receivable, hash, plan, keptBy, kept }: KeptPlan): Promise<void> {
  await sql.query(
    `insert into payment_plans (receivable, hash, plan, kept_by, kept) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [bytes(receivable), bytes(hash), taggedJson(plan), bytes(keptBy), kept],
  );
}

/**
 * By receivables, and by their hashes. What was only proposed is among them: its hash stands in no event.
 * @param known What was kept later is left out, unix seconds.
 */
export async function plansKept(
  sql: Sql,
  receivables: readonly Hex[],
  known: number = Number.MAX_SAFE_INTEGER,
): Promise<ReadonlyMap<Hex, ReadonlyMap<Hex, PaymentPlan>>> {
  if (receivables.length === 0) return new Map();
  const rows = await sql.query<{ readonly receivable: Hex; readonly hash: Hex; readonly plan: unknown }>(
    "select receivable, hash, plan from payment_plans where receivable = any($1) and kept <= $2",
    [receivables.map(bytes), known],
  );
  const found = new Map<Hex, Map<Hex, PaymentPlan>>();
  for (const { receivable, hash, plan } of rows) {
    const known = found.get(receivable) ?? new Map<Hex, PaymentPlan>();
    // Only what `keepPlan` took is kept there.
    found.set(receivable, known.set(hash, untagged(plan) as PaymentPlan));
  }
  return found;
}

/** How many plans a creditor agrees on for one receivable. */
export interface PlanLimit {
  readonly mostPlans: number;
  readonly setBy: Address;
  /** Unix seconds. */
  readonly setAt: number;
}

export async function setPlanLimit(sql: Sql, organisation: Address, limit: PlanLimit): Promise<void> {
  await sql.query(
    `insert into plan_limits (organisation, most_plans, set_by, set_at) values ($1, $2, $3, $4)
     on conflict (organisation) do update
     set (most_plans, set_by, set_at) = (excluded.most_plans, excluded.set_by, excluded.set_at)`,
    [bytes(organisation), limit.mostPlans, bytes(limit.setBy), limit.setAt],
  );
}

/** Undefined where it has set none. */
export async function planLimitOf(sql: Sql, organisation: Address): Promise<PlanLimit | undefined> {
  const [row] = await sql.query<PlanLimit>(
    `select most_plans as "mostPlans", set_by as "setBy", set_at as "setAt" from plan_limits where organisation = $1`,
    [bytes(organisation)],
  );
  return row;
}
