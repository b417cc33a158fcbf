/** Statements of banks and runs of cash application over HTTP. */
import { setTimeout as sleep } from "node:timers/promises";
import type { CashStep } from "../../domain/cashMatch.ts";
import { cashJobOf, cashJobsBefore, cashJobsUnderWay, keepCashJob } from "../../store/cashJobs.ts";
import type { CashJob, CashJobKind } from "../../store/cashJobs.ts";
import { uploadOf } from "../../store/uploads.ts";
import type { PageQuery } from "../../wire/access.ts";
import type { NewBankStatement, ShownBankFile } from "../../wire/cashFile.ts";
import type { CashRunCounts, ShownCashRun } from "../../wire/cashRun.ts";
import type { CASH_OPERATIONS } from "../../wire/operations/cash.ts";
import type { CASH_DECISION_OPERATIONS } from "../../wire/operations/cashDecisions.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { EventStream } from "../http/eventStream.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";
import { entryHandlers } from "./entryHandlers.ts";
import type { FilePlan, RunPlan } from "./jobs.ts";
import type { FileSummary } from "./keeping.ts";
import { policyOf } from "./policy.ts";

type Operations = typeof CASH_OPERATIONS & typeof CASH_DECISION_OPERATIONS;
type JobOperations = Pick<
  Operations,
  | "giveBankStatement"
  | "listBankStatements"
  | "readBankStatement"
  | "followBankStatement"
  | "applyCash"
  | "listCashRuns"
  | "readCashRun"
  | "followCashRun"
>;

/** Of one organisation, so that nobody keeps the others waiting. */
const MOST_UNDER_WAY = 10;
const POLL_MILLISECONDS = 300;
const LAST = Number.MAX_SAFE_INTEGER;
const NOTHING: FileSummary = { statements: [], added: 0, known: 0, pending: 0, returned: 0 };

/** @param isClosing Whether the gateway is shutting down. */
export function cashHandlers(deps: GatewayDeps, isClosing: () => boolean): Handlers<Operations> {
  return { ...jobHandlers(deps, isClosing), ...entryHandlers(deps) };
}

function jobHandlers(deps: GatewayDeps, isClosing: () => boolean): Handlers<JobOperations> {
  const { database, config } = deps;
  const cursors = createCursors(config.secret);
  const page = async ({ organisation }: Member, kind: CashJobKind, query: PageQuery) => {
    const list = `jobs of cash of ${organisation} of kind ${kind}`;
    const read = (before: number, limit: number): Promise<readonly CashJob[]> =>
      cashJobsBefore(database, organisation, kind, before, limit);
    return pageOf({ cursors, list, first: LAST, placeOf: ({ number }) => number, read }, query);
  };
  const own = async ({ organisation }: Member, kind: CashJobKind, id: string): Promise<CashJob> => {
    const job = await cashJobOf(database, organisation, kind, id);
    if (job === undefined) throw notFound();
    return job;
  };
  return {
    giveBankStatement: async ({ member, body }) => ({
      status: 202,
      body: shownFile(await begun(deps, member, "file", body.id, await filePlanOf(deps, member, body))),
    }),
    listBankStatements: async ({ member, query }) => {
      const { rows, next } = await page(member, "file", query);
      return { status: 200, body: { items: rows.map(shownFile), next } };
    },
    readBankStatement: async ({ member, params }) => {
      return { status: 200, body: shownFile(await own(member, "file", params.id)) };
    },
    followBankStatement: async ({ member, params }) => {
      const read = async (): Promise<ShownBankFile> => shownFile(await own(member, "file", params.id));
      return { status: 200, body: "", stream: progress(await read(), read, isClosing) };
    },
    applyCash: async ({ member, body: { id, policy } }) => {
      policyOf(policy);
      const plan: RunPlan = { policy };
      return { status: 202, body: shownRun(await begun(deps, member, "run", id, plan)) };
    },
    listCashRuns: async ({ member, query }) => {
      const { rows, next } = await page(member, "run", query);
      return { status: 200, body: { items: rows.map(shownRun), next } };
    },
    readCashRun: async ({ member, params }) => ({ status: 200, body: shownRun(await own(member, "run", params.id)) }),
    followCashRun: async ({ member, params }) => {
      const read = async (): Promise<ShownCashRun> => shownRun(await own(member, "run", params.id));
      return { status: 200, body: "", stream: progress(await read(), read, isClosing) };
    },
  };
}

/** @throws ProblemError `UploadIncomplete`, unless the file is one that was given before */
async function filePlanOf(
  { database }: GatewayDeps,
  { organisation }: Member,
  { id, upload, ...table }: NewBankStatement,
): Promise<FilePlan> {
  // What was not said is not there: the schema leaves it out.
  const plan = { upload, table: table as FilePlan["table"] };
  if ((await cashJobOf(database, organisation, "file", id)) !== undefined) return plan;
  const file = await uploadOf(database, organisation, upload);
  if (file !== undefined && file.received === file.length) return plan;
  const there = file === undefined ? "there is no such upload" : `${file.received} of ${file.length} bytes are there`;
  const message = `${there}: send the file first`;
  throw new ProblemError("UploadIncomplete", message, { faults: [{ at: "body.upload", message }] });
}

/** @throws ProblemError `IdTaken`, `QuotaReached` */
async function begun(
  { database, now }: GatewayDeps,
  { organisation, account }: Member,
  kind: CashJobKind,
  id: string,
  plan: FilePlan | RunPlan,
): Promise<CashJob> {
  const known = await cashJobOf(database, organisation, kind, id);
  const others = known === undefined ? await cashJobsUnderWay(database, organisation) : 0;
  if (others >= MOST_UNDER_WAY) throw quotaReached(others, "files and runs under way: wait for one to end");
  const kept = known ?? (await keepCashJob(database, { organisation, id, kind, account, plan, begun: now() }));
  const isSame = kept.organisation === organisation && kept.kind === kind && sameText(kept.plan, plan);
  if (!isSame) throw idTaken(kind === "file" ? "another file, or a run," : "another run, or a file,");
  return kept;
}

/** Whether two plans say the same; a database keeps fields in an order of its own. */
function sameText(one: unknown, other: unknown): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return fields.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([name, field]) => [name, inOrder(field)]);
}

function shownFile({ id, account, begun: since, step, ended, fault, summary }: CashJob): ShownBankFile {
  return {
    ...{ id, account, begun: shownInstant(since), step, ended: ended === null ? null : shownInstant(ended), fault },
    // Only what `keeping.ts` made is kept there.
    ...((summary as FileSummary | null) ?? NOTHING),
  };
}

function shownRun({ id, account, plan, begun: since, step, ended, fault, summary }: CashJob): ShownCashRun {
  const { policy } = plan as RunPlan;
  return {
    ...{ id, account, policy, begun: shownInstant(since), step, fault },
    ended: ended === null ? null : shownInstant(ended),
    // Only what `running.ts` counted is kept there.
    counts: summary as CashRunCounts | null,
  };
}

interface Stepping {
  readonly step: CashStep;
  readonly ended: string | null;
}

/** Tells of every step as it is seen, the present one first. */
function progress<Shown extends Stepping>(
  first: Shown,
  read: () => Promise<Shown>,
  isClosing: () => boolean,
): EventStream {
  return async (sink) => {
    const { signal } = sink;
    let shown = first;
    let told: string | undefined;
    while (!signal.aborted && !isClosing()) {
      if (shown.step !== told) {
        if (!(await sink.stillAdmitted())) return;
        await sink.send(`event: step\ndata: ${JSON.stringify(shown)}\n\n`);
        told = shown.step;
      }
      if (shown.ended !== null) return;
      await sleep(POLL_MILLISECONDS, undefined, { signal }).catch(() => undefined);
      shown = await read();
    }
  };
}
