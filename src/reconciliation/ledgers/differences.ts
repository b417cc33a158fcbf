/** What two books do not have in common: each item once, in one class, with whoever has to act. */
import type { Cure, DifferenceClass, Owner } from "../../domain/ledgerDifference.ts";
import { BOOK_SIDES, familyOf } from "../../domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import { CURE_OF, ownerOf } from "./classes.ts";
import { doublesAmong } from "./doubles.ts";
import { numberKey, sameNumber, sameReceivable } from "./keys.ts";
import { straddling } from "./later.ts";
import type { LedgerPolicy } from "./policy.ts";
import type { Match, Sides } from "./pool.ts";
import { grouped, sumOf } from "./pool.ts";
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
    const unequal = part.pool.matches.filter((match) => differenceOf(match) !== 0n);
    const applied = applicableMoney({ items: part.pool.left("supplier"), unequal });
    const spent = new Set<LedgerItem | Match>(
      applied.flatMap(({ money, invoices, match }) => [money, ...invoices, ...(match === undefined ? [] : [match])]),
    );
    const make = makerOf(policy);
    const judge = judgeOf({ part, cutOff, policy, elsewhere });
    const leftOf = (side: BookSide): readonly LedgerItem[] => part.pool.left(side).filter((item) => !spent.has(item));
    return [
      ...applied.map(({ money, invoices, match }) =>
        make("PAYMENT_UNAPPLIED", "supplier", [money, ...invoices], match),
      ),
      ...unequal
        .filter((match) => !spent.has(match))
        .map((match) => make(classOfUnequal(match), "supplier", [], match)),
      ...BOOK_SIDES.flatMap((side) =>
        leftOf(side).map((item) => {
          const { name, because } = judge(side, item);
          return make(name, side, [item], undefined, because);
        }),
      ),
    ];
  });
}

function classOfUnequal({ items }: Match): DifferenceClass {
  return [...items.supplier, ...items.buyer].some(({ disputed }) => disputed) ? "DISPUTED" : "AMOUNT_DIFF";
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
  readonly elsewhere: ReadonlyMap<LedgerItem, readonly LedgerItem[]>;
}

interface Judgement {
  readonly name: DifferenceClass;
  readonly because: readonly LedgerItem[];
}

/** The first that applies; what explains more comes first. */
function judgeOf({ part, cutOff, policy, elsewhere }: Case): (side: BookSide, item: LedgerItem) => Judgement {
  const left = { supplier: part.pool.left("supplier"), buyer: part.pool.left("buyer") };
  const later = straddling(left, part.later, policy);
  const doubles = {
    supplier: doublesAmong(part.counted.supplier, new Set(left.supplier)),
    buyer: doublesAmong(part.counted.buyer, new Set(left.buyer)),
  };
  return (side, item) => {
    const isMoney = familyOf(item) === "money";
    const original = doubles[side].get(item);
    const after = later.get(item);
    const other = elsewhere.get(item);
    if (other !== undefined) return { name: "CURRENCY", because: other };
    if (item.assignedTo !== "") return { name: "ASSIGNED", because: [] };
    if (original !== undefined) return { name: "DUPLICATE", because: [original] };
    if (after !== undefined)
      return { name: isMoney && side === "buyer" ? "PAYMENT_IN_TRANSIT" : "WRONG_PERIOD", because: after };
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

/** Items without a partner that the other book has under the same name in another currency. */
function otherCurrencies(parts: readonly Part[]): ReadonlyMap<LedgerItem, readonly LedgerItem[]> {
  const left = { supplier: leftOfAll(parts, "supplier"), buyer: leftOfAll(parts, "buyer") };
  const found = new Map<LedgerItem, readonly LedgerItem[]>();
  for (const keyOf of [sameReceivable, sameNumber]) {
    const buyers = grouped(left.buyer, keyOf);
    for (const [key, supplier] of grouped(left.supplier, keyOf)) {
      const buyer = buyers.get(key) ?? [];
      for (const item of supplier) setOnce(found, item, buyer);
      for (const item of buyer) setOnce(found, item, supplier);
    }
  }
  return found;
}

function leftOfAll(parts: readonly Part[], side: BookSide): readonly LedgerItem[] {
  return parts
    .flatMap(({ pool }) => pool.left(side))
    .filter(({ number, receivable }) => numberKey(number) !== "" || receivable !== undefined);
}

function setOnce(found: Map<LedgerItem, readonly LedgerItem[]>, item: LedgerItem, others: readonly LedgerItem[]): void {
  const foreign = others.filter(({ currency }) => currency !== item.currency);
  if (foreign.length > 0 && !found.has(item)) found.set(item, foreign);
}
