/** Matches, differences and what both sides say of them, over HTTP. */
import { rowsAfter } from "../../store/reconciliationRows.ts";
import type { RowFilter, StoredRow } from "../../store/reconciliationRows.ts";
import { reconciliationOf } from "../../store/reconciliations.ts";
import type { Reconciliation } from "../../store/reconciliations.ts";
import type { Sql } from "../../store/database.ts";
import type { RECONCILIATION_OPERATIONS } from "../../wire/operations/reconciliations.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { caseIn, casesOf, keptDifference, reply, shownReplies, shownReply } from "./cases.ts";
import { reportOf } from "./reporting.ts";
import { shownReconciliation } from "./showing.ts";
import type { KeptDifference } from "./showing.ts";

type Operations = Pick<
  typeof RECONCILIATION_OPERATIONS,
  "listDifferences" | "listMatches" | "reportReconciliation" | "readReplies" | "replyToDifference"
>;

const MOST_REPORTED = 10_000;

/** One that the member's organisation made, or that is shown to it. @throws ProblemError `NotFound` */
export async function seenBy(sql: Sql, { organisation }: Member, id: string): Promise<Reconciliation> {
  const found = await reconciliationOf(sql, organisation, id);
  if (found === undefined) throw notFound();
  return found;
}

export function differenceHandlers({ database, config, now }: GatewayDeps): Handlers<Operations> {
  const cursors = createCursors(config.secret);

  async function rowsOf(run: Reconciliation, filter: RowFilter, asked: { limit: number; cursor?: string | undefined }) {
    const list = JSON.stringify(["rows of", run.number, filter]);
    const read = (after: number, limit: number): Promise<readonly StoredRow[]> =>
      rowsAfter(database, run.number, filter, after, limit);
    const { limit, cursor } = asked;
    return pageOf({ cursors, list, first: 0, placeOf: ({ number }) => number, read }, { limit, cursor });
  }

  return {
    listDifferences: async ({ member, params: { id }, query: { limit, cursor, ...wanted } }) => {
      const run = await seenBy(database, member, id);
      const { rows, next } = await rowsOf(run, { kind: "difference", ...said(wanted) }, { limit, cursor });
      const shown = rows.map(({ body }) => body as KeptDifference);
      const cases = await casesOf(database, run, shown);
      const items = shown.map((kept) => ({ ...kept, case: caseIn(cases, kept.key).case }));
      return { status: 200, body: { items, next } };
    },
    listMatches: async ({ member, params: { id }, query: { limit, cursor, ...wanted } }) => {
      const { rows, next } = await rowsOf(
        await seenBy(database, member, id),
        { kind: "match", ...said(wanted) },
        { limit, cursor },
      );
      // Only what `matchRow` made is kept there.
      return { status: 200, body: { items: rows.map(({ body }) => body as never), next } };
    },
    reportReconciliation: async ({ member, params: { id } }) => {
      const run = await seenBy(database, member, id);
      const rows = await rowsAfter(database, run.number, { kind: "difference" }, 0, MOST_REPORTED);
      const shown = rows.map(({ body }) => body as KeptDifference);
      const cases = await casesOf(database, run, shown);
      return { status: 200, body: reportOf(shownReconciliation(run), shown, cases) };
    },
    readReplies: async ({ member, params: { id, key } }) => {
      const run = await seenBy(database, member, id);
      return { status: 200, body: await shownReplies(database, run, await keptDifference(database, run, key)) };
    },
    replyToDifference: async ({ member, params: { id, key }, body }) => {
      const run = await seenBy(database, member, id);
      const difference = await keptDifference(database, run, key);
      const kept = await reply(database, run, { difference, at: now(), said: body, member });
      return { status: 201, body: shownReply(kept) };
    },
  };
}

/** Without what was not said. */
function said<Asked extends object>(asked: Asked): { [Name in keyof Asked]: NonNullable<Asked[Name]> } {
  const entries = Object.entries(asked).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Asked]: NonNullable<Asked[Name]> };
}
