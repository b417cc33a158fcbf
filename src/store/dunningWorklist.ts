/** The worklist: what the last look at each customer made of its open items, the most urgent first. */
import type { Stage } from "../domain/collections/policy.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import { placementCounts } from "./collections.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** An open item as it was looked at. Amounts are minor units of its currency. */
export interface WorklistRow {
  readonly id: Hex;
  readonly customer: Address;
  readonly owner: Address | null;
  /** Of the last notice; null before the first. */
  readonly stage: Stage | null;
  readonly currency: Address;
  readonly score: bigint;
  readonly asked: bigint;
  /** Days since 1970-01-01. */
  readonly dueDay: number;
  readonly open: bigint;
  readonly overdue: bigint;
  readonly disputed: bigint;
  readonly promised: bigint;
  /** Unix seconds. */
  readonly looked: number;
  /** The whole explanation, as it is shown. */
  readonly body: unknown;
  /** Whether it is of somebody else and was placed with the organisation: shown while that counts. */
  readonly isPlaced?: boolean;
  /** Whether that was done by whom the organisation does not know: shown to whoever asks for it. */
  readonly isStrange?: boolean;
}

const COLUMNS = [
  ...["organisation", "id", "customer", "owner", "stage", "currency", "score", "asked", "due_day", "open", "overdue"],
  ...["disputed", "promised", "looked", "body", "placed", "strange"],
];

/** Puts what a look found in the place of what the one before did. */
export async function putWorklist(
  tx: Transaction,
  organisation: Address,
  customer: Address,
  rows: readonly WorklistRow[],
): Promise<void> {
  const own = [bytes(organisation), bytes(customer)];
  await tx.query("delete from dunning_items where organisation = $1 and customer = $2", own);
  const values = rows.map((row) => [
    ...[bytes(organisation), bytes(row.id), bytes(row.customer), row.owner && bytes(row.owner), row.stage],
    ...[bytes(row.currency), row.score, row.asked, row.dueDay, row.open, row.overdue, row.disputed, row.promised],
    ...[row.looked, JSON.stringify(row.body), row.isPlaced ?? false, row.isStrange ?? false],
  ]);
  await tx.copy("dunning_items", COLUMNS, values);
  await tx.query("delete from dunning_sums where organisation = $1 and customer = $2", own);
  await tx.query(`${ADD_UP} where organisation = $1 and customer = $2 and not placed ${GROUPED}`, own);
}

const ADD_UP = `insert into dunning_sums
  select organisation, customer, currency, owner, stage, count(*), sum(open), sum(overdue), sum(disputed), sum(promised)
  from dunning_items`;
const GROUPED = "group by organisation, customer, currency, owner, stage";

export interface WorklistFilter {
  readonly currency: Address;
  readonly owner?: Address;
  readonly customer?: Address;
  readonly stage?: Stage;
}

/** Whose placed items are listed: of creditors whom the organisation knows, or of all. */
export type ListedPlacements = "known" | "all";

/** Where a page ended. */
export type WorklistPlace = readonly [score: string, asked: string, dueDay: number, id: string];

const ROW = `id, customer, owner, stage, currency, score, asked, due_day as "dueDay", open, overdue, disputed, promised,
  looked, body`;

/**
 * The next items after a place, the most urgent first; those that were settled since the last look are left out, and
 * those that are no longer placed with the organisation. @param now Unix seconds.
 */
export async function worklistAfter(
  sql: Sql,
  organisation: Address,
  filter: WorklistFilter,
  after: WorklistPlace | undefined,
  { limit, now, placements }: { readonly limit: number; readonly now: number; readonly placements: ListedPlacements },
): Promise<readonly WorklistRow[]> {
  const { values, conditions } = conditionsOf(organisation, filter);
  if (placements === "known") conditions.push("not i.strange");
  const parameter = (value: string | number): string => `$${values.push(value)}`;
  if (after !== undefined) {
    const [score, asked, dueDay, id] = after;
    const place = `-${parameter(score)}::numeric, -${parameter(asked)}::numeric, ${parameter(dueDay)}::bigint`;
    conditions.push(`(-score, -asked, due_day, id) > (${place}, ${parameter(id)}::bytea)`);
  }
  return sql.query<WorklistRow>(
    `select ${ROW} from dunning_items i where ${conditions.join(" and ")}
       and exists (select from receivables r where r.id = i.id and not r.closed and (not i.placed
         or exists (select from placements p where p.id = r.id and p.collector = $1
           and ${placementCounts(`${parameter(now)}::bigint`)})))
     order by -score, -asked, due_day, id limit ${parameter(limit)}`,
    values,
    "anew",
  );
}

interface WorklistSums {
  readonly items: number;
  readonly open: bigint;
  readonly overdue: bigint;
  readonly disputed: bigint;
  readonly promised: bigint;
}

/** Of all that a filter leaves of what is the organisation's own. */
export async function worklistSums(sql: Sql, organisation: Address, filter: WorklistFilter): Promise<WorklistSums> {
  const { values, conditions } = conditionsOf(organisation, filter);
  const sums = ["open", "overdue", "disputed", "promised"].map((name) => `coalesce(sum(${name}), 0) as ${name}`);
  const [row] = await sql.query<WorklistSums>(
    `select coalesce(sum(items), 0)::bigint as items, ${sums.join(", ")} from dunning_sums i
     where ${conditions.join(" and ")}`,
    values,
    "anew",
  );
  return row ?? { items: 0, open: 0n, overdue: 0n, disputed: 0n, promised: 0n };
}

function conditionsOf(
  organisation: Address,
  { currency, owner, customer, stage }: WorklistFilter,
): { readonly values: (string | number)[]; readonly conditions: string[] } {
  const values: (string | number)[] = [bytes(organisation), bytes(currency)];
  const conditions = ["i.organisation = $1", "i.currency = $2"];
  const only = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(`i.${column} = $${values.push(value)}`);
  };
  only("owner", owner && bytes(owner));
  only("customer", customer && bytes(customer));
  only("stage", stage);
  return { values, conditions };
}

/** How a customer paid what it had settled since an instant: how many receivables, and how many of them late. */
export interface PaymentHistory {
  readonly settled: number;
  readonly late: number;
}

/** @param since Unix seconds. */
export async function paymentHistoryOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
  since: number,
): Promise<PaymentHistory> {
  const [row] = await sql.query<PaymentHistory>(
    `select count(*)::int as settled, count(*) filter (where late_days > 0)::int as late
     from receivables r join blocks b on b.number = r.changed_block
     where r.supplier = $1 and r.buyer = $2 and r.closed and r.settled > r.credited and b.timestamp >= $3`,
    [bytes(organisation), bytes(customer), since],
  );
  return row ?? { settled: 0, late: 0 };
}
