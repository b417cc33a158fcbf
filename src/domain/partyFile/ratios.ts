/**
 * Ratios of annual accounts (A07): whether a customer can pay. Exact parts per million, rounded half away from nought;
 * where what is divided by is nought or below, a ratio says nothing and is left out with the reason.
 */
import { monthsAfter } from "../months.ts";
import { PARTS_PER_MILLION } from "../money.ts";

/** Lines of a balance sheet and of an income statement. */
export const ACCOUNT_LINES = [
  "currentAssets",
  "inventory",
  "totalAssets",
  "currentLiabilities",
  "totalLiabilities",
  "equity",
  "revenue",
  "operatingProfit",
  "interestExpense",
  "netProfit",
] as const;
export type AccountLine = (typeof ACCOUNT_LINES)[number];

/** Minor units; a line that the accounts do not state is left out. Equity and profits may be below nought. */
export type AccountFigures = Readonly<Partial<Record<AccountLine, bigint>>>;

export const RATIO_NAMES = [
  "current",
  "quick",
  "equity",
  "interestCover",
  "debtToEquity",
  "returnOnAssets",
  "returnOnEquity",
] as const;
export type RatioName = (typeof RATIO_NAMES)[number];

interface Ratio {
  readonly name: RatioName;
  /** Such as "current assets / current liabilities". */
  readonly formula: string;
  /** What it was made from, minor units. */
  readonly inputs: AccountFigures;
  /** Undefined where {@link Ratio.why} says why. */
  readonly ppm: bigint | undefined;
  readonly why: string | undefined;
}

interface Rule {
  readonly formula: string;
  readonly above: readonly [AccountLine, ...(readonly AccountLine[])];
  readonly below: AccountLine;
}

/** What stands above is the first line without the others. */
const RULES: Readonly<Record<RatioName, Rule>> = {
  current: {
    ...{ formula: "current assets / current liabilities", above: ["currentAssets"], below: "currentLiabilities" },
  },
  quick: {
    formula: "(current assets - inventory) / current liabilities",
    ...{ above: ["currentAssets", "inventory"], below: "currentLiabilities" },
  },
  equity: { formula: "equity / total assets", above: ["equity"], below: "totalAssets" },
  interestCover: {
    ...{ formula: "operating profit / interest expense", above: ["operatingProfit"], below: "interestExpense" },
  },
  debtToEquity: { formula: "total liabilities / equity", above: ["totalLiabilities"], below: "equity" },
  returnOnAssets: { formula: "net profit / total assets", above: ["netProfit"], below: "totalAssets" },
  returnOnEquity: { formula: "net profit / equity", above: ["netProfit"], below: "equity" },
};

/** All ratios, in the order of {@link RATIO_NAMES}. */
export function ratiosOf(figures: AccountFigures): readonly Ratio[] {
  return RATIO_NAMES.map((name) => ratioOf(name, figures));
}

function ratioOf(name: RatioName, figures: AccountFigures): Ratio {
  const { formula, above, below } = RULES[name];
  const lines = [...above, below];
  const stated = lines.flatMap((line) => (figures[line] === undefined ? [] : [[line, figures[line]] as const]));
  const shown = { name, formula, inputs: Object.fromEntries(stated) };
  const missing = lines.find((line) => figures[line] === undefined);
  if (missing !== undefined) return { ...shown, ppm: undefined, why: `the accounts do not state ${missing}` };
  const [first, ...others] = above.map((line) => figures[line] ?? 0n);
  const numerator = others.reduce((rest, other) => rest - other, first ?? 0n);
  const denominator = figures[below] ?? 0n;
  if (denominator <= 0n) {
    const what = denominator === 0n ? "nought" : "below nought";
    return { ...shown, ppm: undefined, why: `${below} is ${what}: nothing is divided by it` };
  }
  return { ...shown, ppm: perMillion(numerator, denominator), why: undefined };
}

/** Half a part is rounded away from nought, so that a loss shows as a profit of its size would. */
function perMillion(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const ppm = (2n * size * PARTS_PER_MILLION + denominator) / (2n * denominator);
  return numerator < 0n ? -ppm : ppm;
}

/** Accounts are too old to judge by after so many months (A07). */
const STALE_AFTER_MONTHS = 15;

/** Whether accounts are stale on a day: more than fifteen months after their period ended. Both `YYYY-MM-DD`. */
export function isStale(periodEnd: string, day: string): boolean {
  return day > monthsAfter(periodEnd, STALE_AFTER_MONTHS);
}
