import type { Terms } from "../../src/domain/receivable.ts";

/** What the worked example asks of an engine, days counted from the due day, amounts in cents. */
export interface Step {
  /** Days after the due day; negative before it. */
  readonly day: number;
  /** What is due on that day before anything is paid. */
  readonly discount?: bigint;
  readonly charges?: bigint;
  /** A payment of at most this. */
  readonly pay?: bigint;
  readonly settles?: { readonly principal?: bigint; readonly discount?: bigint; readonly charges?: bigint };
  /** What is open afterwards. */
  readonly open?: bigint;
}

export interface Vector {
  readonly name: string;
  readonly terms: Partial<Terms>;
  readonly steps: readonly Step[];
}

export const DUE_DAY = 20_600;

const EVERYTHING = 10n ** 20n;
const early = (days: number): number => DUE_DAY - days;

/** The worked examples of the domain's vectors that flat terms cover. */
export const VECTORS: readonly Vector[] = [
  {
    name: "V2 sliding discount, 100,000 at 8 % and 45 days early: 986.30 by 365",
    terms: { amount: 10_000_000n, slidingRate: 80_000, basis: 365 },
    steps: [{ day: -45, discount: 98_630n, pay: EVERYTHING, settles: { principal: 10_000_000n }, open: 0n }],
  },
  {
    name: "V2 sliding discount by 360: 1,000.00",
    terms: { amount: 10_000_000n, slidingRate: 80_000, basis: 360 },
    steps: [{ day: -45, discount: 100_000n }],
  },
  {
    name: "V5 10,000 at a fixed 10.15 %, 97 days late (V3): 269.74 by 365",
    terms: { amount: 1_000_000n, lateRate: 101_500 },
    steps: [
      { day: 0, charges: 0n },
      { day: 97, charges: 26_974n },
    ],
  },
  {
    name: "V5 by 360: 273.49",
    terms: { amount: 1_000_000n, lateRate: 101_500, basis: 360 },
    steps: [{ day: 97, charges: 27_349n }],
  },
  {
    name: "V7 at one rate, principal first: 10,000 for 30 days and 6,000 for 67 give 195.21, and not V8's 161.84",
    terms: { amount: 1_000_000n, lateRate: 101_500, allocation: 1 },
    steps: [
      { day: 30, charges: 8_342n, pay: 400_000n, settles: { principal: 400_000n, charges: 0n }, open: 600_000n },
      { day: 97, charges: 19_521n, pay: EVERYTHING, settles: { principal: 600_000n, charges: 19_521n }, open: 0n },
    ],
  },
  {
    name: "V6 at one rate, interest first: 83.42 first, 6,083.42 remain, 196.77 in all by R25, not 83.42 + 113.34",
    terms: { amount: 1_000_000n, lateRate: 101_500, allocation: 0 },
    steps: [
      { day: 30, charges: 8_342n, pay: 400_000n, settles: { principal: 391_658n, charges: 8_342n }, open: 608_342n },
      { day: 97, charges: 19_677n - 8_342n },
    ],
  },
  {
    name: "V9 GBP 5,000 at 12.25 %, 101 days, fixed sum 70: 169.49 + 70.00, not 239.68",
    terms: { amount: 500_000n, lateRate: 122_500, fixedSum: 7_000n },
    steps: [{ day: 101, charges: 16_949n + 7_000n }],
  },
  {
    name: "V10 PRC, 500,000 at 0.05 % a day, 45 days: 11,250.00",
    terms: { amount: 50_000_000n, lateRate: 182_500 },
    steps: [{ day: 45, charges: 1_125_000n }],
  },
  {
    name: "V11 EUR 40 for a late invoice, once, however many payments it takes",
    terms: { amount: 100_000n, fixedSum: 4_000n },
    steps: [
      { day: 0, charges: 0n },
      { day: 1, charges: 4_000n, pay: 50_000n, settles: { charges: 4_000n, principal: 46_000n }, open: 54_000n },
      { day: 50, charges: 0n, pay: EVERYTHING, settles: { charges: 0n, principal: 54_000n }, open: 0n },
    ],
  },
  ...(
    [
      ["always", 12_058n, 200n, 11_858n],
      ["on early payment", 12_100n, 242n, 11_858n],
      ["never", 12_100n, 200n, 11_900n],
    ] as const
  ).map(([mode, amount, sum, paid]) => ({
    name: `V12 100 + 21 %, 2 % in 7 days, tax less ${mode}: ${Number(paid) / 100} early, ${Number(amount) / 100} late`,
    terms: { amount, discountDay1: early(23), discount1: sum },
    steps: [
      { day: -23, discount: sum },
      { day: -22, discount: 0n, pay: EVERYTHING, settles: { principal: amount }, open: 0n },
    ],
  })),
  {
    name: "V24 10,000 with 120 interest and 40 costs, pays 5,000: 40, 120 and 4,840; 5,160 remain (art. 561)",
    terms: { amount: 1_000_000n, lateRate: 146_000, fixedSum: 4_000n },
    steps: [
      {
        day: 30,
        charges: 12_000n + 4_000n,
        pay: 500_000n,
        settles: { charges: 16_000n, principal: 484_000n },
        open: 516_000n,
      },
    ],
  },
  {
    name: "V27 2 % on a part where parts are allowed: 4,900 settles 5,000",
    terms: { amount: 1_000_000n, discountDay1: early(20), discount1: 20_000n, discountOnParts: true },
    steps: [{ day: -20, pay: 490_000n, settles: { principal: 500_000n, discount: 10_000n }, open: 500_000n }],
  },
  {
    name: "R12 without that, 4,900 settles 4,900, and whoever pays the rest in time has earned the whole discount",
    terms: { amount: 1_000_000n, discountDay1: early(20), discount1: 20_000n },
    steps: [
      { day: -21, pay: 490_000n, settles: { principal: 490_000n, discount: 0n }, open: 510_000n },
      { day: -20, discount: 20_000n, pay: 490_000n, settles: { principal: 510_000n, discount: 20_000n }, open: 0n },
    ],
  },
  {
    name: "R15 a discount does not outlive its day, and the second tier follows the first",
    terms: {
      amount: 1_000_000n,
      discountDay1: early(20),
      discount1: 20_000n,
      discountDay2: early(10),
      discount2: 9_999n,
    },
    steps: [
      { day: -20, discount: 20_000n },
      { day: -19, discount: 9_999n },
      { day: -10, discount: 9_999n },
      { day: -9, discount: 0n },
    ],
  },
];
