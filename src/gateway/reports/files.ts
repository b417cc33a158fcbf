/** Reports as files. */
import type { Language } from "../../documents/account/language.ts";
import { pdfInThread } from "../../documents/account/pdfInThread.ts";
import { reportAsCsv } from "../../documents/reports/reportCsv.ts";
import { reportAsJson } from "../../documents/reports/reportJson.ts";
import { reportAsXlsx } from "../../documents/reports/reportXlsx.ts";
import type { Report } from "../../documents/reports/section.ts";
import { savedAs } from "../accountStatements/files.ts";
import type { AnsweredFile } from "../accountStatements/files.ts";
import { asItIs, markedCsv, TABLE_TYPES } from "./tables.ts";

export type ReportFormat = "pdf" | "xlsx" | "csv" | "json";

const TYPES: Readonly<Record<ReportFormat, string>> = {
  pdf: "application/pdf",
  ...TABLE_TYPES,
  json: "application/json",
};

export async function reportFile(report: Report, format: ReportFormat, language: Language): Promise<AnsweredFile> {
  const { month, currency } = report.head;
  const body = await bodyOf(report, format, language);
  return { body, contentType: TYPES[format], headers: savedAs(`report-${month}-${currency}.${format}`) };
}

async function bodyOf(report: Report, format: ReportFormat, language: Language): Promise<string> {
  switch (format) {
    case "pdf": {
      const made = await pdfInThread({ report, language });
      if ("tooLong" in made) throw new Error(made.tooLong);
      return asItIs(made.pdf);
    }
    case "xlsx":
      return asItIs(reportAsXlsx(report, language));
    case "csv":
      return markedCsv(reportAsCsv(report));
    case "json":
      return `${JSON.stringify(reportAsJson(report))}\n`;
  }
}
