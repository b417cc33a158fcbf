/** Reports as files. */
import type { Language } from "../../documents/account/language.ts";
import { pdfInThread } from "../../documents/account/pdfInThread.ts";
import { reportAsCsv } from "../../documents/reports/reportCsv.ts";
import { reportAsJson } from "../../documents/reports/reportJson.ts";
import { reportAsXlsx } from "../../documents/reports/reportXlsx.ts";
import type { Report } from "../../documents/reports/section.ts";
import { savedAs } from "../accountStatements/files.ts";
import type { AnsweredFile } from "../accountStatements/files.ts";

export type ReportFormat = "pdf" | "xlsx" | "csv" | "json";

/** CSV begins with a byte order mark: spreadsheets take it for something else than UTF-8 without one. */
const BYTE_ORDER_MARK = "\ufeff";
const TYPES: Readonly<Record<ReportFormat, string>> = {
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
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
      return BYTE_ORDER_MARK + reportAsCsv(report);
    case "json":
      return `${JSON.stringify(reportAsJson(report))}\n`;
  }
}

/** What is no text goes out as the bytes that it is. */
function asItIs(file: Uint8Array): string {
  return Buffer.from(file) as unknown as string;
}
