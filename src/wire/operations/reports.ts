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
      "early warnings, watchlist and risk register, each figure with its formula. The files say the same: CSV has a " +
      "line for each cell; amounts are in the currency's unit, rates fractions of one, durations days. The forecast " +
      "follows the customers' habits alone. Text of strangers is never a formula to a spreadsheet.",
    query: monthlyReportQuery,
    answers: { 200: { description: "The file, to be saved.", body: z.string(), contentType: "*/*" } },
    problems: ["CurrencyUnknown"],
  }),
} as const;
