/**
 * What a chart draws. Values are numbers for the eye alone: the table behind it has them exactly.
 */
export interface ChartSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** Which of the page's tones it is drawn in. */
  readonly tone?: "main" | "second" | "good" | "warning" | "bad" | "faint";
}

export interface ChartShape {
  /**
   * `bars`: side by side; `stack`: on top of each other; `lines`; `band`: the first two series are its lower and upper
   * edge, others are lines; `waterfall`: each value is a step from where the one before ended, `totals` stand on the
   * ground.
   */
  readonly kind: "bars" | "stack" | "lines" | "band" | "waterfall";
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Places of a waterfall whose values are totals. */
  readonly totals?: readonly number[];
  /** The unit at the axis. */
  readonly unit?: string;
  /** Long categories stand beside bars that lie. */
  readonly isLying?: boolean;
}
