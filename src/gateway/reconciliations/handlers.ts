/** Reconciliations over HTTP: for whoever made them, and whom they are shown to. */
import { setTimeout as sleep } from "node:timers/promises";
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
import type { Hex } from "../../domain/receivable.ts";
import { hasDifference, rowsAfter } from "../../store/reconciliationRows.ts";
import type { RowFilter, StoredRow } from "../../store/reconciliationRows.ts";
import {
  keepReconciliation,
  reconciliationOf,
  reconciliationsBefore,
  reconciliationsUnderWay,
} from "../../store/reconciliations.ts";
import type { Reconciliation } from "../../store/reconciliations.ts";
import { uploadOf } from "../../store/uploads.ts";
import type { RECONCILIATION_OPERATIONS } from "../../wire/operations/reconciliations.ts";
import type { NewReconciliation } from "../../wire/reconciliation.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { EventStream } from "../http/eventStream.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { casesOf, reply, shownReply } from "./cases.ts";
import { reportOf } from "./reporting.ts";
import { shownReconciliation } from "./showing.ts";
import type { KeptDifference } from "./showing.ts";

type Operations = typeof RECONCILIATION_OPERATIONS;

/** Of one organisation, so that nobody keeps the others waiting. */
const MOST_UNDER_WAY = 10;
const MOST_REPORTED = 10_000;
const POLL_MILLISECONDS = 300;
const LAST = Number.MAX_SAFE_INTEGER;

/** @param isClosing Whether the gateway is shutting down. */
export function reconciliationHandlers(deps: GatewayDeps, isClosing: () => boolean): Handlers<Operations> {
  const { database, config, now } = deps;
  const cursors = createCursors(config.secret);

  async function seen({ organisation }: Member, id: string): Promise<Reconciliation> {
    const found = await reconciliationOf(database, organisation, id);
    if (found === undefined) throw notFound();
    return found;
  }

  async function rowsOf(run: Reconciliation, filter: RowFilter, asked: { limit: number; cursor?: string | undefined }) {
    const list = JSON.stringify(["rows of", run.number, filter]);
    const read = (after: number, limit: number): Promise<readonly StoredRow[]> =>
      rowsAfter(database, run.number, filter, after, limit);
    const { limit, cursor } = asked;
    return pageOf({ cursors, list, first: 0, placeOf: ({ number }) => number, read }, { limit, cursor });
  }

  return {
    reconcile: async ({ member, body }) => ({
      status: 202,
      body: shownReconciliation(await begun(deps, member, body)),
    }),
    listReconciliations: async ({ member: { organisation }, query }) => {
      const list = `reconciliations of ${organisation}`;
      const read = (before: number, limit: number): Promise<readonly Reconciliation[]> =>
        reconciliationsBefore(database, organisation, before, limit);
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf: ({ number }) => number, read }, query);
      return { status: 200, body: { items: rows.map(shownReconciliation), next } };
    },
    readReconciliation: async ({ member, params: { id } }) => {
      return { status: 200, body: shownReconciliation(await seen(member, id)) };
    },
    followReconciliation: async ({ member, params: { id } }) => {
      const stream = progress(await seen(member, id), () => seen(member, id), isClosing);
      return { status: 200, body: "", stream };
    },
    listDifferences: async ({ member, params: { id }, query: { limit, cursor, ...wanted } }) => {
      const run = await seen(member, id);
      const { rows, next } = await rowsOf(run, { kind: "difference", ...said(wanted) }, { limit, cursor });
      const cases = await casesOf(database, run, keysOf(rows));
      const items = rows.map(({ body }) => {
        const kept = body as KeptDifference;
        const found = cases.get(kept.key);
        if (found === undefined) throw new Error(`the difference ${kept.key} was not looked up`);
        return { ...kept, case: found.case };
      });
      return { status: 200, body: { items, next } };
    },
    listMatches: async ({ member, params: { id }, query: { limit, cursor, ...wanted } }) => {
      const { rows, next } = await rowsOf(
        await seen(member, id),
        { kind: "match", ...said(wanted) },
        { limit, cursor },
      );
      // Only what `matchRow` made is kept there.
      return { status: 200, body: { items: rows.map(({ body }) => body as never), next } };
    },
    reportReconciliation: async ({ member, params: { id } }) => {
      const run = await seen(member, id);
      const rows = await rowsAfter(database, run.number, { kind: "difference" }, 0, MOST_REPORTED);
      const cases = await casesOf(database, run, keysOf(rows));
      return {
        status: 200,
        body: reportOf(
          shownReconciliation(run),
          rows.map(({ body }) => body as KeptDifference),
          cases,
        ),
      };
    },
    readReplies: async ({ member, params: { id, key } }) => {
      const run = await seen(member, id);
      const found = (await casesOf(database, run, [key])).get(key);
      if (found === undefined || !(await hasDifference(database, run.number, key))) throw notFound();
      return { status: 200, body: { items: found.replies.map(shownReply), case: found.case } };
    },
    replyToDifference: async ({ member, params: { id, key }, body }) => {
      const kept = await reply(database, await seen(member, id), { key, at: now(), said: body, member });
      return { status: 201, body: shownReply(kept) };
    },
  };
}

/** @throws ProblemError `UploadIncomplete`, `IdTaken`, `QuotaReached` */
async function begun(
  { database, now }: GatewayDeps,
  { organisation, account }: Member,
  { id, side, counterparty, shownTo, cutOff, books }: NewReconciliation,
): Promise<Reconciliation> {
  const known = await reconciliationOf(database, organisation, id);
  const others = known === undefined ? await reconciliationsUnderWay(database, organisation) : 0;
  if (others >= MOST_UNDER_WAY) throw quotaReached(others, "reconciliations under way: wait for one to end");
  for (const name of known === undefined ? BOOK_SIDES : []) {
    const file = await uploadOf(database, organisation, books[name].upload);
    if (file !== undefined && file.received === file.length) continue;
    const there = file === undefined ? "there is no such upload" : `${file.received} of ${file.length} bytes are there`;
    const faults = [{ at: `body.books.${name}.upload`, message: `${there}: send the file first` }];
    throw new ProblemError("UploadIncomplete", `of the ${name}'s book, ${there}: send the file first`, { faults });
  }
  const run = { organisation, id, account, side, counterparty, partner: shownTo ?? null, cutOff, begun: now() };
  const kept = known ?? (await keepReconciliation(database, { ...run, plan: { books } }));
  const { books: knownBooks } = kept.plan as Pick<NewReconciliation, "books">;
  const isSameFiles = BOOK_SIDES.every((name) => knownBooks[name].upload === books[name].upload);
  const isSame = kept.organisation === organisation && kept.side === side && kept.cutOff === cutOff && isSameFiles;
  if (!isSame || kept.counterparty !== counterparty || kept.partner !== run.partner) throw idTaken("another one");
  return kept;
}

function keysOf(rows: readonly StoredRow[]): readonly Hex[] {
  return rows.flatMap(({ key }) => (key === null ? [] : [key]));
}

/** Without what was not said. */
function said<Asked extends object>(asked: Asked): { [Name in keyof Asked]: NonNullable<Asked[Name]> } {
  const entries = Object.entries(asked).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Asked]: NonNullable<Asked[Name]> };
}

/** Tells of every step as it is seen, the present one first. */
function progress(first: Reconciliation, read: () => Promise<Reconciliation>, isClosing: () => boolean): EventStream {
  return async (sink) => {
    const { signal } = sink;
    let run = first;
    let told: string | undefined;
    while (!signal.aborted && !isClosing()) {
      if (run.step !== told) {
        if (!(await sink.stillAdmitted())) return;
        await sink.send(`event: step\ndata: ${JSON.stringify(shownReconciliation(run))}\n\n`);
        told = run.step;
      }
      if (run.ended !== null) return;
      await sleep(POLL_MILLISECONDS, undefined, { signal }).catch(() => undefined);
      run = await read();
    }
  };
}
