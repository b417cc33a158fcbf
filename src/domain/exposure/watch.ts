/** Which customers are watched, and why: by the organisation's rules, or because somebody says so. */

/** Why a customer is on the watchlist; "manual" is somebody's word, all others are seen. */
export const WATCH_CAUSES = ["manual", "limitUse", "daysOverdue", "disputedShare", "frozen", "pastGateway"] as const;
export type WatchCause = (typeof WATCH_CAUSES)[number];

/** From where on a customer is watched; undefined where the rule does not apply. */
export interface WatchRules {
  /** Share of a limit that is used, parts per million. */
  readonly limitUse: number | undefined;
  /** Days that the oldest claim is past due. */
  readonly daysOverdue: number | undefined;
  /** Share of what is owed that is disputed, parts per million. */
  readonly disputedShare: number | undefined;
}

/** What is seen of a customer on one day. */
export interface WatchFacts {
  /** The largest of its limits, parts per million; undefined where it has none. */
  readonly usePpm: bigint | undefined;
  readonly daysOverdue: number;
  /** Parts per million; the largest of its currencies. */
  readonly disputedPpm: bigint;
  readonly isFrozen: boolean;
  /** Whether something was issued to it that nobody checked here, and its limit is exceeded. */
  readonly isPastGateway: boolean;
}

/** The rules that hold of a customer, in the order of {@link WATCH_CAUSES}. */
export function causesOf(rules: WatchRules, facts: WatchFacts): readonly WatchCause[] {
  const holds: Readonly<Record<WatchCause, boolean>> = {
    manual: false,
    limitUse: rules.limitUse !== undefined && (facts.usePpm ?? 0n) >= BigInt(rules.limitUse),
    daysOverdue: rules.daysOverdue !== undefined && facts.daysOverdue >= rules.daysOverdue,
    disputedShare: rules.disputedShare !== undefined && facts.disputedPpm >= BigInt(rules.disputedShare),
    frozen: facts.isFrozen,
    pastGateway: facts.isPastGateway,
  };
  return WATCH_CAUSES.filter((cause) => holds[cause]);
}
