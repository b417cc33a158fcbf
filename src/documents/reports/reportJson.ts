/** A report for programs. Amounts are decimal strings, rates fractions of one, days days, dates YYYY-MM-DD. */
import { daysOf } from "../../domain/indicators/calendar.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { plainCell } from "./cells.ts";
import type { PlainCell } from "./cells.ts";
import { formulasOf } from "./formulas.ts";
import type { FormulaWords } from "./formulasChinese.ts";
import type { Report } from "./section.ts";

export interface JsonSection {
  readonly section: string;
  readonly columns: readonly string[];
  /** In the order of the columns; what has no value is null. */
  readonly rows: readonly (readonly (PlainCell | null)[])[];
}

export interface JsonReport {
  readonly organisation: string;
  readonly month: string;
  readonly currency: string;
  readonly asOf: { readonly day: string; readonly zone: string; readonly known: string };
  /** Of sales, DSO, turnover, CEI and the cost of holding, both ends included. */
  readonly period: { readonly from: string; readonly through: string; readonly days: number };
  readonly sealed: number;
  readonly doubled: number;
  readonly sections: readonly JsonSection[];
  readonly formulas: readonly FormulaWords[];
}

export function reportAsJson({ head, sections }: Report): JsonReport {
  const { organisation, month, currency, exponent, day, known, zone, period, sealed, doubled } = head;
  return {
    ...{ organisation, month, currency },
    asOf: { day: dateOfDay(day), zone, known: instantOf(known) },
    period: { from: dateOfDay(period.from), through: dateOfDay(period.through), days: daysOf(period) },
    ...{ sealed, doubled },
    sections: sections.map(({ key, columns, rows }) => ({
      section: key,
      columns,
      rows: rows.map((row) => row.map((cell) => (cell.kind === "none" ? null : plainCell(cell, exponent)))),
    })),
    formulas: formulasOf(
      sections.map(({ indicators }) => indicators),
      "en",
    ),
  };
}

/** As questions take it. @param seconds Unix seconds. */
function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/, "Z");
}
