/** Bars of a distribution, out of the flat figures of an indicator. */
import type { Schemas } from "../../data/gateway.ts";

type Figure = Schemas["IndicatorFigure"];

export interface Bar {
  /** From here on; undefined where it has no such end. */
  readonly from: string | undefined;
  /** Below this. */
  readonly to: string | undefined;
  readonly count: string;
  readonly amount: string;
}

export function barsOf(figures: readonly Figure[]): readonly Bar[] {
  return figures.flatMap(({ figure, of: [range], value }) => {
    const ends = figure === "count" && range !== undefined ? /^\[(.*),(.*)\)$/.exec(range) : null;
    if (ends === null || value === null) return [];
    const amount = figures.find((one) => one.figure === "amount" && one.of[0] === range)?.value;
    const [, from = "", to = ""] = ends;
    return [
      { from: from === "" ? undefined : from, to: to === "" ? undefined : to, count: value, amount: amount ?? "0" },
    ];
  });
}

/** A figure of the indicator as a whole. Null where it has none. */
export function wholeFigure(figures: readonly Figure[], name: string): string | null {
  return figures.find(({ figure, of }) => figure === name && of.length === 0)?.value ?? null;
}
