/** How many promises to pay were kept (R46), judged by the same rules as the chase of each item. */
import type { PaymentPromise, Settlement } from "../collections/item.ts";
import { judgePromises } from "../collections/promises.ts";
import type { PromiseClock, PromiseState } from "../collections/promises.ts";
import { FEWEST_CASES, rateOf } from "../collections/rates.ts";
import type { Rate } from "../collections/rates.ts";
import type { Book, BookItem, Cut } from "./book.ts";
import type { Description } from "./description.ts";
import { nettedAt } from "./netting.ts";
import { openAt } from "./standing.ts";

/** Business days that a promise may be late before it is broken (R46). */
const GRACE = 2;

export const PROMISES_KEPT = {
  name: "promisesKept",
  unit: "ratePpm",
  formula: "kept / (kept + late + broken)",
  inputs: {
    kept: "promises settled in full by their day",
    late: `settled in full within the grace of ${GRACE} working days`,
    broken: "neither; those that were replaced in time, or credited away, are left out, and open ones wait",
  },
  undefinedWhere: `fewer than ${FEWEST_CASES} promises are due`,
} as const satisfies Description;

export interface BookPromise extends PaymentPromise {
  /** Id of the item that it is about. */
  readonly item: string;
}

export interface JudgedBookPromise {
  readonly promise: BookPromise;
  readonly customer: string;
  readonly state: PromiseState;
}

export interface PromisesKept extends Rate {
  /** How many are in each state. */
  readonly states: Readonly<Record<PromiseState, number>>;
}

/** Every promise that was made by the cut, as it stands then. A promise about an item of no book is left out. */
export function promisesAt(
  { items }: Pick<Book, "items">,
  promises: readonly BookPromise[],
  cut: Cut,
  clock: Omit<PromiseClock, "day">,
): readonly JudgedBookPromise[] {
  const made = promises.filter(({ madeAt }) => madeAt <= cut.known && clock.dayOf(madeAt) <= cut.day);
  const byItem = Map.groupBy(made, ({ item }) => item);
  return items.flatMap((item) => {
    const own = byItem.get(item.id);
    if (own === undefined) return [];
    const judged = judgePromises(
      { open: openAt(item, cut), promises: own, settlements: settlementsOf(item, cut), chase: FROM_THE_BEGINNING },
      { grace: GRACE, longest: Infinity, most: Infinity },
      { ...clock, day: cut.day },
    );
    return own.flatMap((promise) => {
      const state = judged.find(({ id }) => id === promise.id)?.state;
      return state === undefined ? [] : [{ promise, customer: item.customer, state }];
    });
  });
}

export function promisesKept(judged: readonly JudgedBookPromise[]): PromisesKept {
  const states: Record<PromiseState, number> = { open: 0, kept: 0, late: 0, broken: 0, replaced: 0, released: 0 };
  for (const { state } of judged) states[state] += 1;
  return { ...rateOf(states.kept, states.kept + states.late + states.broken), states };
}

const FROM_THE_BEGINNING = { restart: 0, since: 0, owedSince: 0 };

function settlementsOf(item: BookItem, cut: Cut): readonly Settlement[] {
  const money = [...nettedAt(item, "payment", cut), ...nettedAt(item, "discount", cut)];
  return [
    ...money.map((row): Settlement => ({ kind: "payment", ...row })),
    ...nettedAt(item, "credit", cut).map((row): Settlement => ({ kind: "credit", ...row })),
  ];
}
