/** A report of a month for tests: a year of three customers, one of them named like a formula. */
import { monthlySections } from "../../../src/documents/reports/monthly.ts";
import type { Report, Section } from "../../../src/documents/reports/section.ts";
import { amount, text, word } from "../../../src/documents/reports/section.ts";
import { indicatorsOf } from "../../../src/domain/indicators/set.ts";
import type { IndicatorSet } from "../../../src/domain/indicators/set.ts";
import { bookOf, cutOf, invoiced, move } from "../../domain/indicators/books.ts";
import { OPTIONS } from "../../domain/indicators/options.ts";

const NAMES = new Map([
  ["north", "Nordlicht GmbH"],
  ["south", '=HYPERLINK("http://evil.example","pay")'],
  ["east", "上海远东贸易有限公司"],
]);
const CUT = cutOf("2024-09-30");

export const SET: IndicatorSet = indicatorsOf(
  bookOf(
    [
      invoiced("north", ["2024-05-15", "2024-06-14"], 850_00n, [move("payment", "2024-07-20", -850_00n)]),
      invoiced("south", ["2024-07-10", "2024-08-09"], 300_00n),
      invoiced("south", ["2024-08-20", "2024-10-19"], 350_00n, [
        move("payment", "2024-09-10", -140_00n),
        move("credit", "2024-09-10", -10_00n),
      ]),
      invoiced("east", ["2024-09-15", "2024-10-15"], 400_00n),
    ],
    [{ customer: "north", day: CUT.day, at: CUT.known, amount: 12_34n }],
  ),
  CUT,
  {
    ...OPTIONS,
    agreedRates: ["current", "days31To60"].map((bucket) => ({
      segment: "",
      bucket: bucket as "current" | "days31To60",
      rate: 10_000n,
    })),
    overlays: [{ segment: "", change: 500_000n, reason: "+ rates", author: "A. Meier" }],
  },
);

/** What another part of the house tells. */
export const FURTHER: Section = {
  key: "exposureByIndustry",
  indicators: [],
  columns: ["industry", "open"],
  rows: [
    [text("@SUM(A1)"), amount(-5n)],
    [word("unknown"), amount(12_345_678_901_234_567_89n)],
  ],
};

export const REPORT: Report = {
  head: {
    organisation: "Lieferant 供应商 AG",
    month: "2024-09",
    currency: "EUR",
    exponent: 2,
    ...CUT,
    zone: "UTC",
    period: SET.period,
    sealed: 2,
    doubled: 0,
  },
  sections: monthlySections(SET, (key) => NAMES.get(key) ?? key, [FURTHER]),
};
