/** What a customer may be scored by: each kind of input, its unit, and which way of it is the better one. */

/** The five parts of a score (catalogue A03). */
export const INPUT_PARTS = ["payment", "ratios", "standing", "disputes", "external"] as const;
export type InputPart = (typeof INPUT_PARTS)[number];

interface InputKindFacts {
  readonly part: InputPart;
  readonly isMoreBetter: boolean;
  /**
   * Whether the organisation knows it of its own books. What a customer tells of itself can be withheld: no model may
   * give more for its lack than for the worst that it could be.
   */
  readonly isOwn: boolean;
  /** Of its value. */
  readonly unit: "days" | "ppm" | "count" | "years";
}

/**
 * `daysLate` is weighted by amount, `brokenPromises` counts those of the trailing year, `disputeShare` is what of the
 * trailing year's sales was disputed, `age` are whole years since the foundation, `grade` is that of a trusted agency
 * on a scale from 0 to 1,000,000.
 */
export const INPUT_KINDS = {
  daysLate: { part: "payment", isMoreBetter: false, isOwn: true, unit: "days" },
  onTimeShare: { part: "payment", isMoreBetter: true, isOwn: true, unit: "ppm" },
  brokenPromises: { part: "payment", isMoreBetter: false, isOwn: true, unit: "count" },
  disputeShare: { part: "disputes", isMoreBetter: false, isOwn: true, unit: "ppm" },
  currentRatio: { part: "ratios", isMoreBetter: true, isOwn: false, unit: "ppm" },
  quickRatio: { part: "ratios", isMoreBetter: true, isOwn: false, unit: "ppm" },
  equityRatio: { part: "ratios", isMoreBetter: true, isOwn: false, unit: "ppm" },
  interestCover: { part: "ratios", isMoreBetter: true, isOwn: false, unit: "ppm" },
  debtToEquity: { part: "ratios", isMoreBetter: false, isOwn: false, unit: "ppm" },
  age: { part: "standing", isMoreBetter: true, isOwn: false, unit: "years" },
  employees: { part: "standing", isMoreBetter: true, isOwn: false, unit: "count" },
  grade: { part: "external", isMoreBetter: true, isOwn: false, unit: "ppm" },
} as const satisfies Readonly<Record<string, InputKindFacts>>;
export type InputKind = keyof typeof INPUT_KINDS;

/** Their names, for whoever lists them. */
export const INPUT_KIND_NAMES = Object.keys(INPUT_KINDS) as [InputKind, ...InputKind[]];

/** What is known of a customer. */
export interface ScoreInput {
  readonly kind: InputKind;
  /** In the unit of the kind, a whole number; undefined where it cannot be said. */
  readonly value: number | undefined;
  /** Where it comes from, or why it cannot be said: shown to people, and hashed. */
  readonly source: string;
  /** The day that it is of, counted from 1970-01-01. */
  readonly day: number;
  /** Its last day; undefined where it has none. */
  readonly expires: number | undefined;
}
