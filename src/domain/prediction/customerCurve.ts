/** How the items of one customer are paid from a day late on, drawn towards its segment and towards all. */
import { CERTAIN, countOn, countsOf, ppmOfChance, seenCurve, shrunkCurve, unpaidAfter, WHOLE } from "./curve.ts";
import type { Counts, Curve, Drawn } from "./curve.ts";
import { LATE_DAYS } from "./late.ts";
import type { LateDays } from "./late.ts";
import { FEWEST_OUTCOMES } from "./model.ts";
import type { Group, PaymentModel } from "./model.ts";
import { EARLIEST, LATEST } from "./outcome.ts";

/** Enough is known from a day late up to its reach. */
export interface Reaching {
  readonly curve: Curve;
  /** The last day late of which enough items tell. */
  readonly reach: number;
}

export interface Curves {
  /** Of an item that is unpaid at the end of a day late; undefined where too few items were as late. */
  readonly of: (customer: string, daysLate: number) => Reaching | undefined;
  /** From all to the customer; a level that has no item is left out. */
  readonly levelsOf: (customer: string, daysLate: number) => readonly Level[];
}

/** What a level adds to a prediction. */
export interface Level {
  readonly of: "all" | "segment" | "customer";
  /** Items of it that were as late and of which more is known, in hundredths: those of long ago may count less. */
  readonly items: number;
  /** As how many more items behave like the level before, in hundredths. */
  readonly added: number;
  /** What its own items weigh against those, parts per million. */
  readonly weight: number;
  /** Shares of its own items that were more than so many days late, nothing added; undefined where it has none. */
  readonly late: Readonly<Record<LateDays, number | undefined>>;
}

/** @param to The last day late that is asked for. */
export function curvesOf(model: PaymentModel, to: number = LATEST): Curves {
  const own = new Map<string, Counts>();
  const larger = new Map<string, Reaching | undefined>();
  const countsFor = (customer: string): Counts | undefined => {
    const items = model.customers.get(customer);
    if (items === undefined) return undefined;
    const counts = own.get(customer) ?? countsOf(items);
    own.set(customer, counts);
    return counts;
  };
  const largerFor = (segment: string | undefined, from: number): Reaching | undefined => {
    const key = JSON.stringify([from, segment]);
    if (larger.has(key)) return larger.get(key);
    const group = segment === undefined ? undefined : model.segments.get(segment);
    const found = group === undefined ? reachingOf(model.all.counts, from, to) : largerFor(undefined, from);
    const drawn =
      found === undefined || group === undefined
        ? found
        : { ...found, curve: shrunkCurve(group.counts, found.curve, segmentDraw(model, group)) };
    larger.set(key, drawn);
    return drawn;
  };
  return {
    of: (customer, daysLate) => {
      const found = largerFor(model.segmentOf(customer), Math.max(EARLIEST - 1, daysLate));
      const counts = countsFor(customer);
      if (found === undefined || counts === undefined) return found;
      return { ...found, curve: shrunkCurve(counts, found.curve, customerDraw(model)) };
    },
    levelsOf: (customer, daysLate) => levelsOf(model, customer, countsFor(customer), Math.max(EARLIEST - 1, daysLate)),
  };
}

/** Undefined where fewer than {@link FEWEST_OUTCOMES} items tell of the day after. */
function reachingOf(counts: Counts, from: number, to: number): Reaching | undefined {
  let paid = 0;
  let reach = from;
  for (let day = from + 1; day <= to; day += 1) {
    if (paid + countOn(counts.reaching, day) < FEWEST_OUTCOMES * WHOLE) break;
    paid += countOn(counts.paid, day);
    reach = day;
  }
  return reach === from ? undefined : { curve: seenCurve(counts, from, to), reach };
}

function customerDraw({ strengths }: PaymentModel): readonly Drawn[] {
  return strengths.map(({ from, customer }) => ({ from, strength: customer * WHOLE }));
}

/** As many items as the customers, as whom a segment behaves like all, have in it when the stretch begins. */
function segmentDraw({ strengths }: PaymentModel, { counts, customers }: Group): readonly Drawn[] {
  return strengths.map(({ from, segment }) => {
    const items = Math.round((segment * countOn(counts.reaching, from)) / customers);
    return { from, strength: Math.max(WHOLE, items) };
  });
}

function strengthAt(stretches: readonly Drawn[], daysLate: number): number {
  return stretches.findLast(({ from }) => from <= daysLate)?.strength ?? 0;
}

function levelsOf(model: PaymentModel, customer: string, own: Counts | undefined, from: number): readonly Level[] {
  const group = model.segments.get(model.segmentOf(customer) ?? "");
  const added = strengthAt(customerDraw(model), from + 1);
  return [
    levelOf("all", model.all.counts, 0, from),
    ...(group === undefined
      ? []
      : [levelOf("segment", group.counts, strengthAt(segmentDraw(model, group), from + 1), from)]),
    ...(own === undefined ? [] : [levelOf("customer", own, added, from)]),
  ];
}

const PPM = 1_000_000;
const HUNDREDTHS = 100;

function levelOf(of: Level["of"], counts: Counts, added: number, from: number): Level {
  const items = countOn(counts.reaching, from + 1);
  const curve = seenCurve(counts, from, Math.max(...LATE_DAYS));
  const lateOf = (days: LateDays): number | undefined => {
    return items === 0 ? undefined : ppmOfChance(unpaidAfter(curve, days));
  };
  return {
    ...{ of, items: Math.round((items * HUNDREDTHS) / WHOLE), added: Math.round((added * HUNDREDTHS) / WHOLE) },
    weight: items === 0 ? 0 : Math.round((items * PPM) / (items + added)),
    late: { 0: lateOf(0), 30: lateOf(30), 90: lateOf(90) },
  };
}

/** Whether the curve tells so far: nobody knows what comes after its reach unless all were paid before. */
export function isTold({ curve, reach }: Reaching, daysLate: number): boolean {
  return daysLate <= reach || unpaidAfter(curve, reach) === 0;
}

/** The chance of being more than so many days late, parts per million; undefined where the history does not tell. */
export function latePpm(found: Reaching, days: number): number | undefined {
  return isTold(found, days) ? ppmOfChance(unpaidAfter(found.curve, days)) : undefined;
}

/** The first day late on which at most a part of such items is unpaid; undefined where the history does not tell. */
export function paidBy({ curve, reach }: Reaching, part: number): number | undefined {
  const place = curve.unpaid.findIndex((chance) => chance * part <= CERTAIN);
  return place < 0 || curve.from + place > reach ? undefined : curve.from + place;
}
