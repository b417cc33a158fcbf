/**
 * Aging at a cut, by due date and by invoice date (R41). What is credited beyond a claim, and money that settles
 * nothing yet, have columns of their own and never vanish, so that all columns make one total (R42). Beside it stands
 * what the ledger itself says is open, by which anybody can check it.
 */
import { BUCKETS } from "../account/aging.ts";
import type { BucketName } from "../account/aging.ts";
import type { BookItem, Cut } from "./book.ts";
import type { Description } from "./description.ts";
import { addTo } from "./exact.ts";
import type { ItemStanding } from "./standing.ts";

/** `due`: days past due, the due day itself being current. `invoice`: days since the day of the document. */
export const AGING_BASES = ["due", "invoice"] as const;
export type AgingBasis = (typeof AGING_BASES)[number];

/** Minor units. */
export interface AgingBucket {
  readonly name: BucketName;
  readonly amount: bigint;
  readonly items: number;
  /** The parts that are disputed (R39), written off (R49), and not yet due; an amount can be in several. */
  readonly disputed: bigint;
  readonly writtenOff: bigint;
  readonly notYetDue: bigint;
}

/** `Σ buckets + credits − unapplied = total`: net of money that settles nothing yet, with imported items. */
export interface AgingReport {
  readonly basis: AgingBasis;
  readonly buckets: readonly AgingBucket[];
  /** Items that were credited or paid beyond what was owed; from nought down. */
  readonly credits: bigint;
  readonly unapplied: bigint;
  readonly total: bigint;
  /** What is open of the ledger's own items: no imported one, and nothing is taken off for unapplied money. */
  readonly ledger: bigint;
}

export const AGING = {
  name: "aging",
  unit: "amount",
  formula: "sum of buckets + credits - unapplied = total",
  inputs: {
    buckets: "open principal by days past due, or since the invoice: 0 (current), 1 to 30, 31 to 60, 61 to 90, over 90",
    credits: "items that were credited or paid beyond what was owed, from nought down",
    unapplied: "money that settles no item yet",
    total: "what is owed, net of unapplied money, with imported items",
    ledger: "balance of the ledger: what is open of its own items, before unapplied money",
  },
  undefinedWhere: undefined,
} as const satisfies Description;

/** Whether the ledger has it: the id of an imported item is JSON. */
function isOfLedger({ id }: Pick<BookItem, "id">): boolean {
  return id.startsWith("0x");
}

/** The bucket of a number of days, from 0 down current. */
export function bucketOf(days: number): BucketName {
  // The last bucket has no end, so that one is always found.
  return BUCKETS.find(({ to }) => days <= to)?.name ?? "current";
}

/** How old an item is on the chosen basis: days past due, or since the document; from 0 up. */
export function ageOf({ item, due }: Pick<ItemStanding, "item" | "due">, basis: AgingBasis, day: number): number {
  return Math.max(0, day - (basis === "due" ? due : item.day));
}

/** Whether nothing of it is past due at the end of a day. */
export function isNotYetDue({ due }: Pick<ItemStanding, "due">, day: number): boolean {
  return due >= day;
}

export function agingAt(
  standings: readonly ItemStanding[],
  unapplied: ReadonlyMap<string, bigint>,
  { day }: Cut,
  basis: AgingBasis,
): AgingReport {
  const drafts: Record<BucketName, Draft> = {
    current: emptyDraft(),
    days1To30: emptyDraft(),
    days31To60: emptyDraft(),
    days61To90: emptyDraft(),
    daysOver90: emptyDraft(),
  };
  let total = 0n;
  let credits = 0n;
  let ledger = 0n;
  for (const standing of standings) {
    total += standing.open;
    if (isOfLedger(standing.item)) ledger += standing.open;
    if (standing.open < 0n) credits += standing.open;
    else add(drafts[bucketOf(ageOf(standing, basis, day))], standing, day);
  }
  let money = 0n;
  for (const amount of unapplied.values()) money += amount;
  const buckets = BUCKETS.map(({ name }) => ({ name, ...drafts[name] }));
  return { basis, buckets, credits, unapplied: money, total: total - money, ledger };
}

/** The aging of each customer that has anything, in the order of its first item. */
export function agingByCustomer(
  standings: readonly ItemStanding[],
  unapplied: ReadonlyMap<string, bigint>,
  cut: Cut,
  basis: AgingBasis,
): ReadonlyMap<string, AgingReport> {
  const parts = new Map<string, ItemStanding[]>();
  for (const standing of standings) {
    const part = parts.get(standing.item.customer);
    if (part === undefined) parts.set(standing.item.customer, [standing]);
    else part.push(standing);
  }
  for (const customer of unapplied.keys()) if (!parts.has(customer)) parts.set(customer, []);
  return new Map(
    [...parts].map(([customer, part]) => {
      const money = new Map<string, bigint>();
      addTo(money, customer, unapplied.get(customer) ?? 0n);
      return [customer, agingAt(part, money, cut, basis)];
    }),
  );
}

interface Draft {
  amount: bigint;
  items: number;
  disputed: bigint;
  writtenOff: bigint;
  notYetDue: bigint;
}

function emptyDraft(): Draft {
  return { amount: 0n, items: 0, disputed: 0n, writtenOff: 0n, notYetDue: 0n };
}

function add(draft: Draft, standing: ItemStanding, day: number): void {
  draft.amount += standing.open;
  draft.items += 1;
  draft.disputed += standing.disputed;
  if (standing.isWrittenOff) draft.writtenOff += standing.open;
  if (isNotYetDue(standing, day)) draft.notYetDue += standing.open;
}
