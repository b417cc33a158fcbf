/** When an open item will be paid, and how late, with the counts and weights that say so. */
import { CERTAIN } from "./curve.ts";
import { latePpm, paidBy } from "./customerCurve.ts";
import type { Curves, Level, Reaching } from "./customerCurve.ts";
import type { LateDays } from "./late.ts";
import { EARLIEST } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";

/** Chances are parts per million, days are counted from 1970-01-01. */
export interface Prediction {
  readonly kind: "prediction";
  readonly outcome: Outcome;
  /** At the end of the day of the cut, at which the item is still unpaid; below nought before its due day. */
  readonly daysLate: number;
  /** The chance of being more than so many days late; one where it is already, undefined where nothing tells. */
  readonly late: Readonly<Record<LateDays, number | undefined>>;
  /**
   * The mean of the days on which such items were paid, rounded half up, of those that were paid within the days that
   * the history tells of; undefined where at least half of them were not.
   */
  readonly expectedDay: number | undefined;
  /** The first day by which half of such items, and nine tenths, were paid; undefined where nothing tells. */
  readonly medianDay: number | undefined;
  readonly ninetiethDay: number | undefined;
  /** From all to the customer: the counts, the rates and the weights. */
  readonly levels: readonly Level[];
}

/** Too few items were ever as late as this one. */
export interface Unpredicted {
  readonly kind: "tooFewAsLate";
  readonly outcome: Outcome;
  readonly daysLate: number;
}

/** @param outcome Of an open item. @param day Of the cut. */
export function predictItem(curves: Curves, outcome: Outcome, day: number): Prediction | Unpredicted {
  const { item, due } = outcome;
  const daysLate = day - due;
  const found = curves.of(item.customer, daysLate);
  if (found === undefined) return { kind: "tooFewAsLate", outcome, daysLate };
  const dayOf = (late: number | undefined): number | undefined => (late === undefined ? undefined : due + late);
  return {
    ...{ kind: "prediction", outcome, daysLate, late: lateChances(found, daysLate) },
    expectedDay: dayOf(expectedLate(found)),
    medianDay: dayOf(paidBy(found, 2)),
    ninetiethDay: dayOf(paidBy(found, 10)),
    levels: curves.levelsOf(item.customer, daysLate),
  };
}

const PPM = 1_000_000;

function lateChances(found: Reaching, daysLate: number): Prediction["late"] {
  const chanceOf = (days: LateDays): number | undefined => (daysLate >= days ? PPM : latePpm(found, days));
  return { 0: chanceOf(0), 30: chanceOf(30), 90: chanceOf(90) };
}

/** Days late, rounded half up. */
function expectedLate({ curve: { from, unpaid }, reach }: Reaching): number | undefined {
  let days = 0;
  let paid = 0;
  for (let late = from + 1; late <= reach; late += 1) {
    const leaving = (unpaid[late - from - 1] ?? 0) - (unpaid[late - from] ?? 0);
    days += late * leaving;
    paid += leaving;
  }
  return 2 * paid <= CERTAIN ? undefined : Math.floor((2 * days + paid) / (2 * paid));
}

/** How late the next item of a customer will be, as far as its history, its segment's and all items tell. */
export interface NextItem extends Pick<Prediction, "late" | "levels"> {
  readonly customer: string;
}

export function predictNext(curves: Curves, customer: string): NextItem {
  const unseen = EARLIEST - 1;
  const found = curves.of(customer, unseen);
  const late = found === undefined ? { 0: undefined, 30: undefined, 90: undefined } : lateChances(found, unseen);
  return { customer, late, levels: curves.levelsOf(customer, unseen) };
}
