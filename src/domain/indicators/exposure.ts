/** What is owed by whom: concentration by group of affiliates (R50), and exposure by industry, segment or country. */
import { isNotYetDue } from "./aging.ts";
import type { Description } from "./description.ts";
import { addTo, byAmount, ppmOf } from "./exact.ts";
import type { ItemStanding } from "./standing.ts";

const OPEN = "open principal that is not written off, before unapplied money";

export const CONCENTRATION = {
  name: "concentration",
  unit: "ratePpm",
  formula: "largest / total; sum of the five largest / total; HHI = sum of (share of each)^2",
  inputs: {
    largest: "of the groups of affiliates, not of the legal entities; a customer without a group is one",
    total: `${OPEN}; a group that is owed something in all is left out`,
  },
  undefinedWhere: "nobody owes anything",
} as const satisfies Description;
export const EXPOSURE = {
  name: "exposure",
  unit: "amount",
  formula: "sum of open by industry, segment or country; share = sum / total",
  inputs: { open: OPEN, industry: 'of the customer\'s file; "" where none is known; segment and country alike' },
  undefinedWhere: "the shares: nobody owes anything in all",
} as const satisfies Description;

const TOP = 5;

/** Shares in parts per million; the index too, in which 250,000 are four equal debtors. */
export interface Concentration {
  readonly groups: number;
  /** Minor units. */
  readonly total: bigint;
  /** The greatest first, at most five of them. */
  readonly top: readonly { readonly group: string; readonly open: bigint; readonly share: bigint }[];
  readonly largest: bigint | undefined;
  readonly topFive: bigint | undefined;
  readonly hhi: bigint | undefined;
}

/** Of all that has one key, such as an industry. Minor units. */
export interface Exposure {
  readonly key: string;
  readonly customers: number;
  readonly items: number;
  readonly open: bigint;
  readonly overdue: bigint;
  readonly disputed: bigint;
  readonly share: bigint | undefined;
}

/** @param groupOf "" for a customer without a group, who is one of its own. */
export function concentrationOf(
  standings: readonly ItemStanding[],
  groupOf: (customer: string) => string,
): Concentration {
  const sums = new Map<string, bigint>();
  for (const [customer, open] of openByCustomer(standings)) {
    const group = groupOf(customer);
    addTo(sums, group === "" ? customer : group, open);
  }
  const owing = [...sums].filter(([, open]) => open > 0n).toSorted(([, a], [, b]) => byAmount(b, a));
  let [total, squares] = [0n, 0n];
  for (const [, open] of owing) {
    total += open;
    squares += open * open;
  }
  const top = owing.slice(0, TOP);
  return {
    groups: owing.length,
    total,
    top: top.map(([group, open]) => ({ group, open, share: ppmOf(open, total) ?? 0n })),
    largest: ppmOf(top[0]?.[1] ?? 0n, total),
    topFive: ppmOf(
      top.reduce((sum, [, open]) => sum + open, 0n),
      total,
    ),
    hhi: ppmOf(squares, total * total),
  };
}

/** The greatest first. @param keyOf Such as the industry of a customer; "" where it is not known. */
export function exposureBy(
  standings: readonly ItemStanding[],
  day: number,
  keyOf: (customer: string) => string,
): readonly Exposure[] {
  const drafts = new Map<string, Draft>();
  let total = 0n;
  for (const standing of standings) {
    if (standing.isWrittenOff) continue;
    const key = keyOf(standing.item.customer);
    const draft = drafts.get(key) ?? { customers: new Set(), items: 0, open: 0n, overdue: 0n, disputed: 0n };
    drafts.set(key, draft);
    draft.customers.add(standing.item.customer);
    draft.items += 1;
    draft.open += standing.open;
    draft.disputed += standing.disputed;
    if (!isNotYetDue(standing, day)) draft.overdue += standing.open;
    total += standing.open;
  }
  return [...drafts]
    .map(([key, { customers, ...sums }]) => ({
      key,
      customers: customers.size,
      ...sums,
      share: ppmOf(sums.open, total),
    }))
    .toSorted((a, b) => byAmount(b.open, a.open));
}

interface Draft {
  readonly customers: Set<string>;
  items: number;
  open: bigint;
  overdue: bigint;
  disputed: bigint;
}

function openByCustomer(standings: readonly ItemStanding[]): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { item, open, isWrittenOff } of standings) if (!isWrittenOff) addTo(sums, item.customer, open);
  return sums;
}
