/**
 * Sets statements, letters, reports and contracts as PDF in a thread of its own: many pages take seconds, and others
 * are answered.
 */
import { parentPort } from "node:worker_threads";
import { statementOf } from "../../domain/account/statement.ts";
import { contractAsPdf } from "../contracts/contractPdf.ts";
import { DocumentError } from "../errors.ts";
import { letterAsPdf } from "../letters/letterPdf.ts";
import { reportAsPdf } from "../reports/reportPdf.ts";
import type { PdfAsked, PdfMade } from "./pdfInThread.ts";
import { statementAsPdf } from "./statementPdf.ts";

async function made(asked: PdfAsked): Promise<PdfMade> {
  if ("letter" in asked) return { pdf: await letterAsPdf(asked.letter, asked.language) };
  if ("report" in asked) return { pdf: await reportAsPdf(asked.report, asked.language) };
  if ("contract" in asked) return { pdf: await contractAsPdf(asked.contract) };
  const { heading, movements, layout, language } = asked;
  try {
    return { pdf: await statementAsPdf(statementOf(heading, movements), layout, language) };
  } catch (error) {
    if (error instanceof DocumentError) return { tooLong: error.message };
    throw error;
  }
}

// Whoever started this thread asks one question at a time; what is no such fault ends it, and is told there.
parentPort?.on("message", (asked: PdfAsked) => {
  void made(asked).then((told) => parentPort?.postMessage(told));
});
