/** Reconciliations over HTTP: for whoever made them, and whom they are shown to. */
import { setTimeout as sleep } from "node:timers/promises";
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
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
import { ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { differenceHandlers, seenBy } from "./differences.ts";
import { shownReconciliation } from "./showing.ts";

type Operations = typeof RECONCILIATION_OPERATIONS;

/** Of one organisation, so that nobody keeps the others waiting. */
const MOST_UNDER_WAY = 10;
const POLL_MILLISECONDS = 300;
const LAST = Number.MAX_SAFE_INTEGER;

type RunOperations = Pick<
  Operations,
  "reconcile" | "listReconciliations" | "readReconciliation" | "followReconciliation"
>;

/** @param isClosing Whether the gateway is shutting down. */
export function reconciliationHandlers(deps: GatewayDeps, isClosing: () => boolean): Handlers<Operations> {
  return { ...runHandlers(deps, isClosing), ...differenceHandlers(deps) };
}

function runHandlers(deps: GatewayDeps, isClosing: () => boolean): Handlers<RunOperations> {
  const { database, config } = deps;
  const cursors = createCursors(config.secret);
  return {
    reconcile: async ({ member, body }) => ({
      status: 202,
      body: shownReconciliation(await begun(deps, member, body)),
    }),
    listReconciliations: async ({ member: { organisation }, query: { made, ...query } }) => {
      const list = `reconciliations of ${organisation} made ${made}`;
      const read = (before: number, limit: number): Promise<readonly Reconciliation[]> =>
        reconciliationsBefore(database, organisation, made, before, limit);
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf: ({ number }) => number, read }, query);
      return { status: 200, body: { items: rows.map(shownReconciliation), next } };
    },
    readReconciliation: async ({ member, params: { id } }) => {
      return { status: 200, body: shownReconciliation(await seenBy(database, member, id)) };
    },
    followReconciliation: async ({ member, params: { id } }) => {
      const read = (): Promise<Reconciliation> => seenBy(database, member, id);
      return { status: 200, body: "", stream: progress(await read(), read, isClosing) };
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
