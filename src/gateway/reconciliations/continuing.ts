/**
 * Keeps pairs compared: notices what changed of them, begins their runs, and stores what these found. Of one pair one
 * run is under way at a time, whichever process begins it; what arrives meanwhile is served by the next one.
 */
import { dateOfDay } from "../../domain/terms.ts";
import { dayIn } from "../../domain/timeZone.ts";
import { keepItems, refuseBook, waitingBooks } from "../../store/continuousBooks.ts";
import { putLives } from "../../store/continuousDifferences.ts";
import {
  beginRun,
  continuousByNumber,
  serveContinuous,
  wantedContinuous,
  wantForBook,
  wantForDay,
  wantForLedger,
  wantForOpened,
  zonesOfContinuous,
} from "../../store/continuousReconciliations.ts";
import type { Served } from "../../store/continuousReconciliations.ts";
import type { Transaction } from "../../store/database.ts";
import { raiseNotice } from "../../store/notices.ts";
import { forgetRuns } from "../../store/reconciliations.ts";
import type { Reconciliation } from "../../store/reconciliations.ts";
import { dropUpload } from "../../store/uploads.ts";
import type { BookFile } from "../../wire/newReconciliation.ts";
import type { NoticeKind } from "../../wire/notice.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Compared } from "./comparing.ts";
import { continuousPlan } from "./plans.ts";
import type { ContinuousPlan } from "./plans.ts";

/** What arrives within this after a run is compared together. */
const COALESCED_SECONDS = 2;
const BEGUN_AT_ONCE = 20;
const UNCOMPARED = "the books could not be compared with it: send it in smaller files, or ask the gateway's operator";
/** Of one pair: about three years of days. */
const KEPT_RUNS = 1_000;

/** Notices what is new of every pair, and begins a run for those of which something is wanted. */
export async function beginRuns({ database, now }: Pick<GatewayDeps, "database" | "now">): Promise<void> {
  await database.transaction(wantForLedger);
  await wantForOpened(database);
  for (const zone of await zonesOfContinuous(database)) await wantForDay(database, zone, todayIn(zone, now()));
  for (const continuous of await wantedContinuous(database, now() - COALESCED_SECONDS, BEGUN_AT_ONCE)) {
    const { wanted, moved, zone } = continuous;
    // Only the causes of the interface are noted there.
    const plan: ContinuousPlan = { wanted, causes: moved as ContinuousPlan["causes"], zone };
    await beginRun(database, continuous, { plan, cutOff: todayIn(zone, now()), begun: now() });
  }
}

function todayIn(zone: string, now: number): string {
  return dateOfDay(dayIn(zone)(now));
}

/** In the transaction that ends the run. @param now Unix seconds. */
export async function storeContinuous(
  tx: Transaction,
  run: Reconciliation,
  { read, lives, unread, opened, cleared }: Compared,
  now: number,
): Promise<void> {
  const number = numberOf(run);
  const books = new Map((await waitingBooks(tx, number)).map((book) => [book.number, book]));
  for (const file of read) {
    const book = books.get(file.number);
    if (book === undefined) throw new Error(`the file ${file.number} was read and does not wait`);
    if ("items" in file) await keepItems(tx, book, file.items);
    else await refuseBook(tx, file.number, file.fault);
    await dropUpload(tx, book.organisation, (book.file as BookFile).upload);
  }
  await putLives(tx, number, lives);
  await serve(tx, run, now, { id: run.id, isSealed: (unread?.sealed ?? 0) > 0 });
  if (opened + cleared > 0) await tell(tx, run, { opened, cleared }, now);
}

/**
 * The next change or day is waited for, since the same books would fail again.
 * @param isRefused Whether the pair itself cannot be compared. Else the last file that waited is refused, and what
 * remains is tried: one firm's file, whatever is in it, stops no other one.
 */
export async function failContinuous(
  tx: Transaction,
  run: Reconciliation,
  { now, isRefused }: { readonly now: number; readonly isRefused: boolean },
): Promise<void> {
  const number = numberOf(run);
  const last = isRefused ? undefined : (await waitingBooks(tx, number)).findLast(({ given }) => given <= run.begun);
  if (last !== undefined) {
    await refuseBook(tx, last.number, UNCOMPARED);
    await wantForBook(tx, number, last.side);
    await dropUpload(tx, last.organisation, (last.file as BookFile).upload);
  }
  await serve(tx, run, now, undefined);
}

async function serve(tx: Transaction, run: Reconciliation, now: number, done: Served["done"]): Promise<void> {
  const number = numberOf(run);
  await serveContinuous(tx, number, { wanted: continuousPlan(run).wanted, now, cutOff: run.cutOff, done });
  await forgetRuns(tx, number, KEPT_RUNS);
}

function numberOf({ id, continuous }: Reconciliation): number {
  if (continuous === null) throw new Error(`the run ${id} is of no continuous reconciliation`);
  return continuous;
}

const CHANGED: NoticeKind = "DifferencesChanged";

/** Both firms, once for each run. */
async function tell(
  tx: Transaction,
  run: Reconciliation,
  { opened, cleared }: Pick<Compared, "opened" | "cleared">,
  at: number,
): Promise<void> {
  const continuous = await continuousByNumber(tx, numberOf(run));
  if (continuous === undefined) throw new Error(`the run ${run.id} is of no continuous reconciliation`);
  const { id, supplier, buyer } = continuous;
  const data = { reconciliation: id, opened: opened.toString(), cleared: cleared.toString() };
  const notice = { key: `${CHANGED} ${run.id}`, kind: CHANGED, data, at };
  await raiseNotice(tx, notice, { organisations: [supplier, buyer], isAlarm: false });
}
