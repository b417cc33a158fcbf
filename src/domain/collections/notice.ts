/** Notices: what is due of one customer's items at one level goes to one person in one letter. */
import type { Address, Hex } from "../receivable.ts";
import type { Firing } from "./finding.ts";
import { weightOf } from "./policy.ts";
import type { DunningPolicy, Level } from "./policy.ts";

/** One letter; amounts are minor units of the policy's currency. */
export interface DunningNotice {
  readonly customer: Address;
  readonly person: string;
  readonly policy: DunningPolicy;
  readonly level: Level;
  /** Of the policy's zone, since 1970-01-01. */
  readonly day: number;
  /** The longest due first. */
  readonly rows: readonly Firing[];
  readonly asked: bigint;
  /** Of all rows: each is a late payment of its own (R20), and its fee is asked for once a cycle (R28). */
  readonly fee: bigint;
}

/** Bundles what fires, the weightiest notice first: by stage, then sum, then age, then name; a total order. */
export function bundle(firings: readonly Firing[]): readonly DunningNotice[] {
  const letters = Map.groupBy(firings, ({ customer, person, applied, level }) =>
    JSON.stringify([customer, person, applied.policy.id, level.id]),
  );
  return [...letters.values()].flatMap(noticeOf).sort(weightiestFirst);
}

function noticeOf(firings: readonly Firing[]): readonly DunningNotice[] {
  const rows = firings.toSorted((a, b) => a.dueDay - b.dueDay || compareTexts(a.item, b.item));
  const [first] = rows;
  if (first === undefined) return [];
  const { customer, person, level, day } = first;
  const asked = rows.reduce((sum, { claim }) => sum + claim.asked, 0n);
  const fee = rows.reduce((sum, row) => sum + row.fee, 0n);
  return [{ customer, person, policy: first.applied.policy, level, day, rows, asked, fee }];
}

function weightiestFirst(a: DunningNotice, b: DunningNotice): number {
  return (
    weightOf(b.level.stage) - weightOf(a.level.stage) ||
    (a.asked === b.asked ? 0 : a.asked > b.asked ? -1 : 1) ||
    (a.rows[0]?.dueDay ?? 0) - (b.rows[0]?.dueDay ?? 0) ||
    compareTexts(a.customer, b.customer) ||
    compareTexts(a.policy.id, b.policy.id) ||
    compareTexts(a.level.id, b.level.id) ||
    compareTexts(a.person, b.person)
  );
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** A row of a notice that was sent, and what settled its principal since, minor units. */
export interface SentRow {
  readonly item: Hex;
  readonly asked: bigint;
  readonly settledSince: bigint;
}

/** What became of a notice. */
export interface NoticeResolution {
  /** Resolved only where every row is (V31). */
  readonly state: "resolved" | "partly" | "open";
  /** Rows that are not, with what is left of what was asked for. */
  readonly left: readonly { readonly item: Hex; readonly amount: bigint }[];
}

/** A notice without rows asks for nothing, and is resolved. */
export function noticeResolution(rows: readonly SentRow[]): NoticeResolution {
  const left = rows.flatMap(({ item, asked, settledSince }) =>
    settledSince >= asked ? [] : [{ item, amount: asked - (settledSince > 0n ? settledSince : 0n) }],
  );
  if (left.length === 0) return { state: "resolved", left };
  const isUntouched = rows.every(({ settledSince }) => settledSince <= 0n);
  return { state: isUntouched ? "open" : "partly", left };
}
