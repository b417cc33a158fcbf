/** Reports of the organisation's own book, as files. */
import { z } from "zod";
import { reading } from "../readings.ts";
import { monthlyReportQuery } from "../report.ts";

export const REPORT_OPERATIONS = {
  readMonthlyReport: reading({
    path: "/v1/reports/monthly",
    tag: "Indicators",
    summary: "The risk and summary report of a month: PDF, workbook, CSV or JSON",
    description:
      "Aging, DSO, CEI, roll rates, expected losses, concentration, dilution, disputes, promises, cash forecast, " +
      "early warnings, watchlist and risk register with owners and figures. All files have the same figures; CSV " +
      "has a line for each cell, and the others the formula of each indicator beside: forecast, warnings and risks " +
      "have none. Amounts are in the currency's unit, rates fractions of one, durations days. A warning shows the " +
      "figure with which it was given. Text of strangers is never a formula to a spreadsheet.",
    query: monthlyReportQuery,
    answers: { 200: { description: "The file, to be saved.", body: z.string(), contentType: "*/*" } },
    problems: ["CurrencyUnknown"],
  }),
} as const;
