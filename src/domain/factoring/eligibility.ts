/**
 * Which receivables a factor lends on, and how much: the borrowing base (R66). Each amount that is taken off stands in
 * a line with its rule and its reason, and lines and eligible amount together are the gross amount to the minor unit.
 *
 * The order is that of R66. What is excluded by contract stands before contra and concentration, since it must not be
 * counted on by either: concentration is a share of what is left when everything else is off. Before all of them comes
 * what the supplier does not hold any more, which no later rule sees: neither a balance nor the gross amount that a
 * limit is a share of has it.
 */
import { sumOf } from "../account/standing.ts";
import { ELIGIBILITY_RULES } from "./eligibilityRules.ts";
import type {
  EligibilityBuyer,
  EligibilityItem,
  EligibilityPolicy,
  EligibilityRule,
  Exclusion,
  GroupShare,
} from "./eligibilityRules.ts";
import { byAge, byConcentration, byContra, byHolder, byMarks, byState } from "./eligibilitySteps.ts";
import { checkAmount, checkDistinct, checkRate, FactoringError, partOf } from "./figures.ts";

/** Amounts are minor units. */
export interface BorrowingBase {
  readonly gross: bigint;
  readonly exclusions: readonly Exclusion[];
  /** Each rule with what it took off and what was left after it, in the order of {@link ELIGIBILITY_RULES}. */
  readonly steps: readonly { readonly rule: EligibilityRule; readonly amount: bigint; readonly left: bigint }[];
  /** Every group of what the supplier holds and its limit, the largest first. */
  readonly groups: readonly GroupShare[];
  /** `gross` less all exclusions; below nought where credits are more than what is eligible. */
  readonly eligible: bigint;
  /** Eligible x advance rate, rounded half up, never below nought. */
  readonly available: bigint;
}

/**
 * The borrowing base of a book in one currency.
 * @throws FactoringError for an item or a buyer that stands twice, a dispute of more than is open, a rate beyond the
 * whole, or a policy without an age.
 */
export function borrowingBase(
  items: readonly EligibilityItem[],
  buyers: readonly EligibilityBuyer[],
  policy: EligibilityPolicy,
): BorrowingBase {
  check(items, buyers, policy);
  const known = new Map(buyers.map((buyer) => [buyer.buyer, buyer]));
  const book = items.map((item) => ({ item, buyer: known.get(item.buyer) ?? stranger(item.buyer), left: item.amount }));
  const gross = sumOf(items, ({ amount }) => amount);
  const sold = byHolder(book);
  const own = book.filter(({ item }) => item.heldBy === "supplier");
  const before = [...byAge(own, policy), ...byState(own), ...byMarks(own, policy), ...byContra(own)];
  const left = new Map<string, bigint>();
  for (const { item, buyer } of own) left.set(buyer.group, (left.get(buyer.group) ?? 0n) + item.amount);
  for (const { group, amount } of before) left.set(group, (left.get(group) ?? 0n) - amount);
  const held = gross - sumOf(sold, ({ amount }) => amount);
  const { groups, exclusions: excess } = byConcentration(left, held, policy.concentration);
  const exclusions = [...sold, ...before, ...excess];
  const eligible = gross - sumOf(exclusions, ({ amount }) => amount);
  const available = eligible > 0n ? partOf(eligible, policy.advanceRate) : 0n;
  return { gross, exclusions, steps: stepsOf(gross, exclusions), groups, eligible, available };
}

function stepsOf(gross: bigint, exclusions: readonly Exclusion[]): BorrowingBase["steps"] {
  let left = gross;
  return ELIGIBILITY_RULES.map((rule) => {
    const amount = sumOf(
      exclusions.filter((exclusion) => exclusion.rule === rule),
      (exclusion) => exclusion.amount,
    );
    left -= amount;
    return { rule, amount, left };
  });
}

function stranger(buyer: string): EligibilityBuyer {
  return { buyer, group: buyer, payable: 0n, marks: new Set() };
}

function check(
  items: readonly EligibilityItem[],
  buyers: readonly EligibilityBuyer[],
  { mostDaysFromInvoice, mostDaysPastDue, crossAgeing, concentration, advanceRate }: EligibilityPolicy,
): void {
  checkDistinct(
    "items.id",
    items.map(({ id }) => id),
  );
  checkDistinct(
    "buyers.buyer",
    buyers.map(({ buyer }) => buyer),
  );
  for (const { id, amount, disputed } of items) {
    if (disputed >= 0n && disputed <= (amount > 0n ? amount : 0n)) continue;
    throw new FactoringError(`items ${id}.disputed`, disputed.toString(), "give a part of the open amount");
  }
  for (const { buyer, payable } of buyers) checkAmount(`buyers ${buyer}.payable`, payable);
  checkRate("advanceRate", advanceRate);
  if (crossAgeing !== undefined) checkRate("crossAgeing", crossAgeing);
  if (concentration !== undefined) checkRate("concentration.limit", concentration.limit);
  if (mostDaysFromInvoice === undefined && mostDaysPastDue === undefined) {
    throw new FactoringError("mostDaysFromInvoice", "without a value, as is mostDaysPastDue", "agree one of them");
  }
}
