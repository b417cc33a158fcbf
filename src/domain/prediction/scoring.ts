/** What a model said of the items open at its cut, beside what became of them and what two plain rates had said. */
import { curvesOf, latePpm } from "./customerCurve.ts";
import { LATE_DAYS, wasLate } from "./late.ts";
import type { LateDays } from "./late.ts";
import type { PaymentModel } from "./model.ts";
import type { Outcome } from "./outcome.ts";
import { plainRates } from "./plainRates.ts";

/** One answered question. Chances of being late are parts per million. */
export interface Scored {
  /** The id of the item. */
  readonly item: string;
  readonly customer: string;
  readonly days: LateDays;
  readonly predicted: number;
  /** The share of all items that were as late, and were later than asked. */
  readonly overall: number;
  /** The same of the customer's own; where it has none, of all. */
  readonly own: number;
  readonly isLate: boolean;
}

const PPM = 1_000_000n;

/** The square by which a chance missed what happened, parts per million of one, in the square of them. */
export function squareOf(predicted: number, isLate: boolean): bigint {
  return (BigInt(predicted) - (isLate ? PPM : 0n)) ** 2n;
}

const LONGEST = Math.max(...LATE_DAYS);

/**
 * @param known The outcomes as the model knew them. @param later The same items as they were known at the end of `day`.
 */
export function scoredAt(
  model: PaymentModel,
  known: readonly Outcome[],
  later: readonly Outcome[],
  day: number,
): readonly Scored[] {
  const became = new Map(later.map((outcome) => [outcome.item.id, outcome]));
  const curves = curvesOf(model, LONGEST);
  const rates = plainRates(known, model.cut.day);
  return known.flatMap((outcome) => {
    const { item, due, open, isWrittenOff } = outcome;
    const daysLate = model.cut.day - due;
    const after = became.get(item.id);
    if (open <= 0n || isWrittenOff || daysLate >= LONGEST || after === undefined) return [];
    const asked = LATE_DAYS.filter((days) => days > daysLate);
    const answers = asked.map((days) => wasLate(after, days, day));
    if (answers.every((answer) => answer === undefined)) return [];
    const found = curves.of(item.customer, daysLate);
    return asked.flatMap((days, place): Scored[] => {
      const isLate = answers[place];
      const predicted = found === undefined ? undefined : latePpm(found, days);
      const overall = rates.overall(daysLate, days);
      if (isLate === undefined || predicted === undefined || overall === undefined) return [];
      const own = rates.ofCustomer(item.customer, daysLate, days) ?? overall;
      return [{ item: item.id, customer: item.customer, days, predicted, overall, own, isLate }];
    });
  });
}
