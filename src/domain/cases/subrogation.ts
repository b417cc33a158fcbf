/**
 * Whose a claim is once an insurer has paid for it (R71, J03). What it paid passes to the insurer, up to that sum and
 * no further (subrogation; PRC Insurance Law, art. 60); what it did not pay stays the creditor's own. The debtor owes
 * no less for it, as by a write-off (R49). Amounts are minor units of principal, days are counted from 1970-01-01.
 */

/** In which order what comes in later is shared. */
export const RECOVERY_RULES = ["proRata", "insurerFirst", "insuredFirst"] as const;
export type RecoveryRule = (typeof RECOVERY_RULES)[number];

/** Why a rule counts, for people. */
export const RECOVERY_WORDS: Readonly<Record<RecoveryRule | "unnamed", string>> = {
  proRata: "As the policy says: in proportion to what insurer and creditor bear of the loss.",
  insurerFirst: "As the policy says: to the insurer until it has back what it paid, then to the creditor.",
  insuredFirst: "As the policy says: to the creditor until its own share is paid, then to the insurer.",
  unnamed:
    "The policy that was entered names no order: in proportion to what insurer and creditor bear of the loss, so " +
    "that neither gains by the other.",
};

export interface Payout {
  readonly day: number;
  readonly amount: bigint;
  /** That of its policy; null where that names none. */
  readonly rule: RecoveryRule | null;
}

/** What happened to a claim: money came in for its principal, its creditor let some of it go, or it grew. */
export interface ClaimChange {
  readonly kind: "recovered" | "lessened" | "added";
  readonly day: number;
  readonly amount: bigint;
}

export interface SharedRecovery {
  readonly day: number;
  readonly insurer: bigint;
  readonly creditor: bigint;
}

export interface Subrogation {
  /** All that the insurer paid. */
  readonly paid: bigint;
  /** What is open of the claim and the insurer's, and what is the creditor's own: together all that is open. */
  readonly insurers: bigint;
  readonly creditors: bigint;
  /** Each is shared by the rule of the last payout before it, rounded down for the insurer. */
  readonly recoveries: readonly SharedRecovery[];
  /** What came in and is the insurer's: the creditor hands it over. */
  readonly dueToInsurer: bigint;
  /** What the creditor let go beyond its own share: the insurer's claim, which was not the creditor's to let go. */
  readonly insurersLessened: bigint;
  /** What the insurer paid beyond what was open: it is given back. */
  readonly overpaid: bigint;
  /** The rule of the last payout. */
  readonly rule: RecoveryRule | null;
}

interface Step {
  readonly insurers: bigint;
  readonly creditors: bigint;
}

/**
 * @param open What is open now. @param changes Of any time. What is before the first payout is no concern of an
 * insurer; of one day payouts go before all else, since what comes in from that day on is a recovery.
 * @returns undefined where nothing was paid out
 */
export function subrogationOf(
  open: bigint,
  payouts: readonly Payout[],
  changes: readonly ClaimChange[],
): Subrogation | undefined {
  if (payouts.length === 0) return undefined;
  const first = payouts.reduce((day, payout) => Math.min(day, payout.day), Infinity);
  const since = changes.filter(({ day }) => day >= first);
  const steps = [...payouts.map((payout) => ({ kind: "paid" as const, ...payout })), ...since].sort(byDay);
  let parts: Step = { insurers: 0n, creditors: openBefore(open, since) };
  let [overpaid, lessened, rule]: [bigint, bigint, RecoveryRule | null] = [0n, 0n, null];
  const recoveries: SharedRecovery[] = [];
  for (const step of steps) {
    const { kind, day, amount } = step;
    if (kind === "added") parts = { ...parts, creditors: parts.creditors + amount };
    if (kind === "paid") {
      const passed = least(amount, parts.creditors);
      overpaid += amount - passed;
      rule = step.rule;
      parts = { insurers: parts.insurers + passed, creditors: parts.creditors - passed };
    }
    if (kind === "lessened") {
      const own = least(amount, parts.creditors);
      lessened += amount - own;
      parts = { insurers: parts.insurers - (amount - own), creditors: parts.creditors - own };
    }
    if (kind === "recovered") {
      const insurer = insurersPart(amount, parts, rule ?? "proRata");
      recoveries.push({ day, insurer, creditor: amount - insurer });
      parts = { insurers: parts.insurers - insurer, creditors: parts.creditors - (amount - insurer) };
    }
  }
  return {
    ...{ ...parts, recoveries, insurersLessened: lessened, overpaid, rule },
    paid: payouts.reduce((sum, { amount }) => sum + amount, 0n),
    dueToInsurer: recoveries.reduce((sum, { insurer }) => sum + insurer, 0n),
  };
}

const ORDER = { paid: 0, added: 1, lessened: 2, recovered: 3 } as const;

function byDay(
  one: { readonly kind: keyof typeof ORDER; readonly day: number },
  other: { readonly kind: keyof typeof ORDER; readonly day: number },
): number {
  return one.day - other.day || ORDER[one.kind] - ORDER[other.kind];
}

function openBefore(open: bigint, since: readonly ClaimChange[]): bigint {
  return since.reduce((sum, { kind, amount }) => (kind === "added" ? sum - amount : sum + amount), open);
}

/** Rounded down in proportion; what comes in last pays both in full. */
function insurersPart(amount: bigint, { insurers, creditors }: Step, rule: RecoveryRule): bigint {
  const whole = insurers + creditors;
  switch (rule) {
    case "proRata":
      return whole === 0n ? 0n : (amount * insurers) / whole;
    case "insurerFirst":
      return least(amount, insurers);
    case "insuredFirst":
      return amount > creditors ? amount - creditors : 0n;
  }
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
