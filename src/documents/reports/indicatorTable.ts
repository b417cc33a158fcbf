/**
 * A set of indicators as one table, for spreadsheets and programs: a line for every figure, with all that it takes to
 * reckon it again.
 */
import { typedCsvOf } from "../account/typedCsv.ts";
import type { CsvCell } from "../account/typedCsv.ts";
import { xlsxOf } from "../table/writeXlsx.ts";
import type { XlsxCell } from "../table/writeXlsx.ts";

/** As the interface tells it: amounts in the currency's unit, days with two decimals, rates parts per million. */
export interface IndicatorTable {
  readonly currency: { readonly code: string | null; readonly decimals: number | null };
  /** `YYYY-MM-DD`, and when it was known, RFC 3339. */
  readonly asOf: string;
  /** The first day of the period that ends with it. */
  readonly from: string;
  readonly known: string;
  /** Whose midnight ends the days. */
  readonly zone: string;
  /** Receivables that nobody here can read, items of imported history, and imported ones that are left out. */
  readonly sealed: number;
  readonly imported: number;
  readonly doubled: number;
  /** The version that counted, a UUID; null for none. */
  readonly settings: string | null;
  readonly indicators: readonly {
    readonly name: string;
    readonly formula: string;
    readonly inputs: Readonly<Record<string, string>>;
    readonly undefinedWhere: string | null;
    readonly figures: readonly {
      readonly figure: string;
      readonly of: readonly string[];
      readonly unit: string;
      readonly value: string | null;
    }[];
  }[];
}

const HEADERS = [
  ...["indicator", "figure", "of", "unit", "value", "currency", "from", "asOf", "known", "zone"],
  ...["sealed", "imported", "doubled", "settings", "formula", "inputs", "undefinedWhere"],
];
const WIDTHS = [24, 24, 36, 12, 20, 10, 12, 12, 24, 16, 8, 8, 8, 36, 80, 80, 40];
const VALUE = HEADERS.indexOf("value");

/** Of each figure the cells under {@link HEADERS}; what has no value is an empty text. */
function linesOf({ currency, from, asOf, known, zone, indicators, ...of }: IndicatorTable): readonly Line[] {
  const counts = [of.sealed, of.imported, of.doubled].map((count) => count.toString());
  const book = [currency.code ?? "", from, asOf, known, zone, ...counts, of.settings ?? ""];
  return indicators.flatMap(({ name, formula, inputs, undefinedWhere, figures }) => {
    const meanings = Object.entries(inputs).map(([input, meaning]) => `${input}: ${meaning}`);
    const described = [formula, meanings.join("; "), undefinedWhere ?? ""];
    return figures.map((figure): Line => {
      return [name, figure.figure, figure.of.join(" / "), figure.unit, figure.value ?? "", ...book, ...described];
    });
  });
}

type Line = readonly string[];

export function indicatorsAsCsv(table: IndicatorTable): string {
  const lines = linesOf(table).map((line) => line.map((cell, place): CsvCell => numberIn(cell, place) ?? cell));
  return typedCsvOf([HEADERS, ...lines]);
}

export function indicatorsAsXlsx(table: IndicatorTable): Uint8Array {
  const lines = linesOf(table).map((line) =>
    line.map((text, place): XlsxCell => {
      const number = numberIn(text, place)?.amount;
      return number === undefined ? { text } : { number, format: "plain" };
    }),
  );
  const head = HEADERS.map((text) => ({ text, isBold: true }));
  return xlsxOf([{ name: "indicators", rows: [head, ...lines], widths: WIDTHS }]);
}

function numberIn(text: string, place: number): { readonly amount: Intl.StringNumericLiteral } | undefined {
  // The interface writes values as decimals and nothing else.
  return place === VALUE && text !== "" ? { amount: text as Intl.StringNumericLiteral } : undefined;
}
