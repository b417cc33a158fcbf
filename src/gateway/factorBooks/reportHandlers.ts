/** Journals and reports about sold receivables over HTTP: each organisation's own, as factor, seller or buyer. */
import { dayNumber } from "../../domain/terms.ts";
import type { FACTOR_REPORT_OPERATIONS } from "../../wire/operations/factorBooksReports.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { asOfBlock, asOfBook, shownAsOf } from "./asOf.ts";
import { correspondentHandlers } from "./correspondents.ts";
import { derecognitionOf } from "./derecognition.ts";
import { dealJournalFile } from "./journalFile.ts";
import { readBook, readWholeBook } from "./reading.ts";
import { supplierFinanceOf } from "./supplierFinance.ts";

export function factorReportHandlers(deps: GatewayDeps): Handlers<typeof FACTOR_REPORT_OPERATIONS> {
  const { database, tokens } = deps;
  return {
    ...correspondentHandlers(deps),
    exportDealJournal: async ({ member: { organisation }, query: { side, from, through, block, format } }) => {
      const period = { from: dayNumber(from), through: dayNumber(through) };
      const file = await atOneInstant(database, async (sql) => {
        const asOf = await asOfBlock(sql, block);
        const book = asOf && (await readWholeBook(sql, { role: side, party: organisation }, asOf));
        return dealJournalFile(book, { ...period, side, owner: organisation, format }, tokens);
      });
      return { status: 200, ...file };
    },
    readDerecognitionFacts: async ({ member: { organisation }, query: { losses, ...query } }) => {
      const body = await atOneInstant(database, async (sql) => {
        const asOf = await asOfBook(sql, query);
        if (asOf === undefined) return { asOf: null, items: [] };
        const book = await readBook(sql, { role: "seller", party: organisation }, asOf);
        return { asOf: shownAsOf(asOf), items: derecognitionOf(book, losses, tokens) };
      });
      return { status: 200, body };
    },
    readSupplierFinance: async ({ member: { organisation }, query }) => {
      const body = await atOneInstant(database, (sql) => supplierFinanceOf(sql, organisation, query, tokens));
      return { status: 200, body };
    },
  };
}
