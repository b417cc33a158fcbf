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
import { lockCount } from "../../store/quotas.ts";
import type { CONTINUOUS_OPERATIONS } from "../../wire/operations/continuousReconciliations.ts";
import type { RECONCILIATION_OPERATIONS } from "../../wire/operations/reconciliations.ts";
import type { NewReconciliation } from "../../wire/newReconciliation.ts";
import { idTaken, quotaReached, instantInvalid } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { EventStream } from "../http/eventStream.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { createCursors } from "../receivables/cursors.ts";
import { continuousHandlers } from "./continuousHandlers.ts";
import { differenceHandlers, seenBy } from "./differences.ts";
import { oncePlan, unitsOf } from "./plans.ts";
import type { OncePlan } from "./plans.ts";
import { shownReconciliation } from "./showing.ts";
import { wholeUpload } from "./wholeUploads.ts";

type Operations = typeof RECONCILIATION_OPERATIONS & typeof CONTINUOUS_OPERATIONS;

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
  return { ...runHandlers(deps, isClosing), ...differenceHandlers(deps), ...continuousHandlers(deps) };
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

/** @throws ProblemError `RequestInvalid`, `UploadIncomplete`, `IdTaken`, `QuotaReached` */
async function begun(
  { database, now }: GatewayDeps,
  { organisation, account }: Member,
  { id, side, counterparty, shownTo, cutOff, zone, books, tolerances }: NewReconciliation,
): Promise<Reconciliation> {
  checkTolerances(tolerances);
  if (shownTo === organisation) throw instantInvalid("body.shownTo", "it is the organisation itself: name the other");
  const plan: OncePlan = { books, zone, tolerances };
  const run = { organisation, id, account, side, counterparty, partner: shownTo ?? null, cutOff, begun: now(), plan };
  const kept = await database.transaction(async (tx) => {
    await lockCount(tx, `reconciliations of ${organisation}`);
    const known = await reconciliationOf(tx, organisation, id);
    if (known !== undefined) return known;
    const others = await reconciliationsUnderWay(tx, organisation);
    if (others >= MOST_UNDER_WAY) throw quotaReached(others, "reconciliations under way: wait for one to end");
    for (const name of BOOK_SIDES) {
      const { upload } = books[name];
      const told = { at: `body.books.${name}.upload`, whose: name };
      if (upload !== undefined) await wholeUpload(tx, organisation, upload, told);
    }
    return keepReconciliation(tx, run);
  });
  const isSame = kept.organisation === organisation && kept.side === side && kept.cutOff === cutOff;
  if (!isSame || kept.counterparty !== counterparty || kept.partner !== run.partner) throw idTaken("another one");
  if (!isSamePlan(oncePlan(kept), plan)) throw idTaken("another one");
  return kept;
}

/** Of the same files and the ledger; how they are read is not compared. */
function isSamePlan(kept: Partial<OncePlan>, plan: OncePlan): boolean {
  const of = ({ books, zone, tolerances }: Partial<OncePlan>): string =>
    JSON.stringify([
      BOOK_SIDES.map((name) => [books?.[name].upload ?? null, books?.[name].ledger ?? false]),
      zone ?? "UTC",
      (tolerances ?? []).map(({ currency, amount }) => [currency, amount]),
    ]);
  return of(kept) === of(plan);
}

/** @throws ProblemError `RequestInvalid` */
function checkTolerances(tolerances: NewReconciliation["tolerances"] = []): void {
  for (const [place, { currency, amount }] of tolerances.entries()) {
    if (unitsOf(currency, amount) !== undefined) continue;
    throw instantInvalid(`body.tolerances[${place}]`, "write an amount from 0 on, with no more decimals than it has");
  }
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
