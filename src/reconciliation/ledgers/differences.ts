/** What two books do not have in common: each item once, in one class, with whoever has to act. */
import type { Cure, DifferenceClass, Owner } from "../../domain/ledgerDifference.ts";
import { BOOK_SIDES, familyOf } from "../../domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import { CURE_OF, ownerOf } from "./classes.ts";
import { otherCurrencies } from "./currencies.ts";
import { straddling } from "./later.ts";
import type { LedgerPolicy } from "./policy.ts";
import type { Match, Sides } from "./pool.ts";
import { sumOf } from "./pool.ts";
import type { Part } from "./parts.ts";
import { applicableMoney, differenceOf } from "./unapplied.ts";

export interface Difference {
  readonly class: DifferenceClass;
  readonly owner: Owner;
  readonly cure: Cure;
  /** Within both balances. */
  readonly items: Sides<readonly LedgerItem[]>;
  /** Why they differ, and no part of the amount: a later item, one in another currency, the original of a double. */
  readonly because: readonly LedgerItem[];
  /** Matches of unequal sums that this difference is made of. */
  readonly matches: readonly Match[];
  /** What the buyer's balance has more by it, minor units, signed. */
  readonly amount: bigint;
  /** Whether both bounds of the policy hold. It is a difference all the same. */
  readonly isWithinTolerance: boolean;
}

/** @returns For each part its differences. An item is in one of them or in an equal match, and never in two. */
export function differencesOf(
  parts: readonly Part[],
  cutOff: number,
  policy: LedgerPolicy,
): readonly (readonly Difference[])[] {
  const elsewhere = otherCurrencies(parts);
  return parts.map((part) => {
    const { pool } = part;
    const unequal = pool.matches.filter((match) => differenceOf(match) !== 0n);
    const applied = applicableMoney({ items: pool.left("supplier"), unequal });
    const spent = new Set<LedgerItem | Match>(
      applied.flatMap(({ money, invoices, match }) => [money, ...invoices, ...(match === undefined ? [] : [match])]),
    );
    const make = makerOf(policy);
    const judge = judgeOf({ part, cutOff, policy, elsewhere });
    // What is settled and stands alone is no difference.
    const alone = (side: BookSide): readonly LedgerItem[] =>
      [...pool.left(side), ...pool.aside(side).keys()].filter((item) => !spent.has(item) && item.amount !== 0n);
    return [
      ...applied.map(({ money, invoices, match }) =>
        make("PAYMENT_UNAPPLIED", "supplier", [money, ...invoices], match),
      ),
      ...pool.matches.flatMap((match) => {
        const name = spent.has(match) ? undefined : classOfMatch(match);
        return name === undefined ? [] : [make(name, "supplier", [], match)];
      }),
      ...BOOK_SIDES.flatMap((side) =>
        alone(side).map((item) => {
          const { name, because } = judge(side, item);
          return make(name, side, [item], undefined, because);
        }),
      ),
    ];
  });
}

/** What is sold or disputed is told even where both sides book the same; undefined of what is simply equal. */
function classOfMatch(match: Match): DifferenceClass | undefined {
  const { supplier, buyer } = match.items;
  if ([...supplier, ...buyer].some(({ disputed }) => disputed)) return "DISPUTED";
  if (supplier.some(isSold)) return "ASSIGNED";
  return differenceOf(match) === 0n ? undefined : "AMOUNT_DIFF";
}

/** A claim that the supplier's own book calls sold. What the buyer's book says of that binds nobody. */
function isSold(item: LedgerItem): boolean {
  return item.assignedTo !== "" && familyOf(item) === "claim";
}

type Maker = (
  name: DifferenceClass,
  side: BookSide,
  own: readonly LedgerItem[],
  match?: Match,
  because?: readonly LedgerItem[],
) => Difference;

function makerOf(policy: LedgerPolicy): Maker {
  return (name, side, own, match, because = []) => {
    const matched = match?.items ?? { supplier: [], buyer: [] };
    const items = { ...matched, [side]: [...matched[side], ...own] };
    const amount = sumOf(items.buyer) - sumOf(items.supplier);
    return {
      ...{ class: name, owner: ownerOf(name, side), cure: CURE_OF[name], items, because, amount },
      matches: match === undefined ? [] : [match],
      isWithinTolerance: name === "AMOUNT_DIFF" && isTolerable(items, amount, policy),
    };
  };
}

const BASIS_POINTS = 10_000n;

function isTolerable({ supplier }: Difference["items"], amount: bigint, policy: LedgerPolicy): boolean {
  const [first] = supplier;
  const units = first === undefined ? undefined : policy.toleranceUnits[first.currency];
  const size = magnitude(amount);
  if (units === undefined || size > units) return false;
  return size * BASIS_POINTS <= magnitude(sumOf(supplier)) * policy.toleranceBasisPoints;
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

interface Case {
  readonly part: Part;
  readonly cutOff: number;
  readonly policy: LedgerPolicy;
  readonly elsewhere: ReadonlyMap<LedgerItem, LedgerItem>;
}

interface Judgement {
  readonly name: DifferenceClass;
  readonly because: readonly LedgerItem[];
}

/** So many reasons are told of one difference. */
const MOST_REASONS = 5;

/** The first that applies; what explains more comes first. */
function judgeOf({ part, cutOff, policy, elsewhere }: Case): (side: BookSide, item: LedgerItem) => Judgement {
  const { pool } = part;
  const left = { supplier: pool.left("supplier"), buyer: pool.left("buyer") };
  const later = straddling({ cutOff, left, later: part.later }, policy);
  return (side, item) => {
    const original = pool.aside(side).get(item);
    const after = later.get(item);
    const other = elsewhere.get(item);
    if (other !== undefined) return { name: "CURRENCY", because: [other] };
    if (original !== undefined) return { name: "DUPLICATE", because: [original] };
    if (side === "supplier" && isSold(item)) return { name: "ASSIGNED", because: [] };
    if (after !== undefined) {
      const isPayment = familyOf(item) === "money" && side === "buyer";
      return { name: isPayment ? "PAYMENT_IN_TRANSIT" : "WRONG_PERIOD", because: after.slice(0, MOST_REASONS) };
    }
    if (item.disputed) return { name: "DISPUTED", because: [] };
    return { name: ordinaryClass(side, item, cutOff - policy.transitDays), because: [] };
  };
}

/** @param transitFrom The first day from which a payment of the buyer may still be on its way. */
function ordinaryClass(side: BookSide, item: LedgerItem, transitFrom: number): DifferenceClass {
  const family = familyOf(item);
  if (side === "buyer") {
    const isOnItsWay = family === "money" && item.amount < 0n && item.day >= transitFrom;
    return isOnItsWay ? "PAYMENT_IN_TRANSIT" : "MISSING_AT_SUPPLIER";
  }
  if (family === "deduction") return "CREDIT_NOT_TAKEN";
  return item.kind === "unapplied" ? "PAYMENT_UNAPPLIED" : "MISSING_AT_BUYER";
}
