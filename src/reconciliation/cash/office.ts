/** What all desks of a run have in common: its items and lines as columns, its rules, and what was said so far. */
import type { LineColumns } from "./lines.ts";
import type { OpenItem } from "./model.ts";
import type { Finding, Placements, Share } from "./placements.ts";
import type { Policy } from "./policy.ts";
import type { Groups, ItemColumns } from "./rows.ts";
import type { Scanner } from "./text.ts";

/** What would be posted if somebody confirmed it. */
export interface Proposal {
  readonly finding: Finding;
  readonly shares: readonly Share[];
}

/** What all desks of a run share. */
export interface Office {
  readonly policy: Policy;
  readonly items: readonly OpenItem[];
  readonly columns: ItemColumns;
  readonly groups: Groups;
  /** Payments of items in earlier runs, by item and amount as {@link paymentKey} writes them, days in order. */
  readonly paidDays: ReadonlyMap<string, readonly number[]>;
  readonly lines: LineColumns;
  readonly textOf: (line: number) => string;
  readonly scanner: Scanner;
  readonly placements: Placements;
  /** The best that could be said of a line that nothing was posted for. */
  readonly proposals: Map<number, Proposal>;
  /** The place of each item in the order of the desks. */
  readonly rank: Int32Array;
  /** Of an item the free line that quotes it, -1 for none, -2 for several; kept by {@link Desk.speak}. */
  readonly spoken: Int32Array;
}

/** By what payments of one item are told to be the same. */
export function paymentKey(item: number, amount: number): string {
  return `${item} ${amount}`;
}
