/** A run of cash application: what is open against what came in, decided, kept, and ready to be told to the ledger. */
import { dayNumber } from "../../domain/terms.ts";
import type { Address } from "../../domain/receivable.ts";
import { learnAliases } from "../../reconciliation/cash/aliases.ts";
import type { CashInput } from "../../reconciliation/cash/match.ts";
import type { CashLine, Decision } from "../../reconciliation/cash/model.ts";
import { keepAllocations, setTending } from "../../store/cashAllocations.ts";
import { openCashEntries } from "../../store/cashEntries.ts";
import type { ListedEntry } from "../../store/cashEntries.ts";
import { cashRevision, endCashJob, lockCash, stepCashJob } from "../../store/cashJobs.ts";
import type { CashJob } from "../../store/cashJobs.ts";
import { cashMatchesOf, confirmedLines, insertCashMatches, rejectedOf, supersede } from "../../store/cashMatches.ts";
import type { CashMatch, NewCashMatch } from "../../store/cashMatches.ts";
import type { Sql } from "../../store/database.ts";
import type { CashRunCounts } from "../../wire/cashRun.ts";
import { allocationsFrom, contentOf, explanationOf, isTellable, keptAllocation } from "./body.ts";
import type { KeptAllocation } from "./body.ts";
import { loadItems } from "./items.ts";
import type { CashItems } from "./items.ts";
import { CashChanged, Overtaken } from "./jobs.ts";
import type { RunPlan, WorkingDeps } from "./jobs.ts";
import { policyOf } from "./policy.ts";

/** Of one run; what is beyond waits for the next. */
const MOST_ENTRIES = 100_000;
const MOST_UNITS = BigInt(Number.MAX_SAFE_INTEGER);
/** What people decided is learned from, as far back as so many decisions. */
export const MOST_LEARNED = 10_000;
/** From so many different entries an alias is learned, and never from one. */
export const ALIAS_CASES = 2;

/** What a run is of. */
interface Loaded {
  readonly revision: number;
  readonly entries: readonly ListedEntry[];
  readonly items: CashItems;
  /** What stands of the entries, by the numbers of matches. */
  readonly standing: ReadonlyMap<number, CashMatch>;
  /** Contents that somebody undid or refused, by entry. */
  readonly undone: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
}

/** @throws CashChanged where somebody decided meanwhile, Overtaken where somebody else ended the run */
export async function applyCash(deps: WorkingDeps, job: CashJob): Promise<void> {
  const { database, now, claimSeconds, tasks } = deps;
  await stepCashJob(database, job.number, "reading", now() + claimSeconds);
  const loaded = await load(database, job.organisation);
  await stepCashJob(database, job.number, "matching", now() + claimSeconds);
  const decisions = await tasks.match(await inputOf(database, job, loaded));
  await stepCashJob(database, job.number, "storing", now() + claimSeconds);
  await store(deps, job, loaded, decisions);
}

async function load(sql: Sql, organisation: Address): Promise<Loaded> {
  const revision = await cashRevision(sql, organisation);
  const entries = await openCashEntries(sql, organisation, MOST_ENTRIES);
  const days = entries.map(({ valueDate }) => dayNumber(valueDate ?? ""));
  const from = days.reduce((least, day) => Math.min(least, day), Number.MAX_SAFE_INTEGER);
  const rejected = await rejectedOf(sql, organisation);
  const contents = (state: CashMatch["state"]): ReadonlySet<string> =>
    new Set(rejected.filter((each) => each.state === state).map(({ entry, content }) => `${entry} ${content}`));
  return {
    ...{ revision, entries, items: await loadItems(sql, organisation, from) },
    standing: await cashMatchesOf(
      sql,
      entries.flatMap(({ match }) => match ?? []),
    ),
    ...{ undone: contents("undone"), refused: contents("refused") },
  };
}

async function inputOf(sql: Sql, { organisation, plan }: CashJob, { entries, items }: Loaded): Promise<CashInput> {
  const confirmed = await confirmedLines(sql, organisation, MOST_LEARNED);
  const matches = confirmed.map(({ party, ...line }) => ({ line, party }));
  const paid = items.posted.map(({ item, amount, valueDate }) => ({ item, amount, valueDate: dayNumber(valueDate) }));
  return {
    ...{ parties: items.parties, items: items.items.filter(isReckonable) },
    lines: entries.filter(isReckonable).map(lineOf),
    policy: policyOf((plan as RunPlan).policy),
    ...{ aliases: learnAliases(matches, ALIAS_CASES), paid },
  };
}

/** What no run can add up exactly is left to people, and keeps no other from being matched. */
function isReckonable({ amount }: { readonly amount: bigint }): boolean {
  return amount <= MOST_UNITS && amount >= -MOST_UNITS;
}

function lineOf({
  id,
  bill,
  payerName,
  payerAccount,
  amount,
  currency,
  valueDate,
  text,
  structured,
}: ListedEntry): CashLine {
  return {
    ...{ reference: id, kind: bill === null ? "CASH" : "BILL", payerName, payerAccount, amount, currency },
    ...{ valueDate: dayNumber(valueDate ?? ""), text, structured },
  };
}

/** A decision as it is to be kept. */
interface Decided {
  readonly entry: ListedEntry;
  readonly match: NewCashMatch;
  readonly allocations: readonly KeptAllocation[];
}

async function store(
  { database, now }: WorkingDeps,
  job: CashJob,
  loaded: Loaded,
  decisions: readonly Decision[],
): Promise<void> {
  const byLine = new Map(decisions.map((decision) => [decision.line, decision]));
  const decided = loaded.entries.flatMap((entry): Decided[] => {
    const decision = byLine.get(entry.id);
    return decision === undefined ? [] : [decidedOf(entry, decision, { job, loaded, now: now() })];
  });
  const changed = decided.filter(({ entry, match }) => !stands(loaded.standing.get(entry.match ?? 0), match));
  await database.transaction(async (tx) => {
    if ((await lockCash(tx, job.organisation)) !== loaded.revision) throw new CashChanged();
    await supersede(
      tx,
      changed.flatMap(({ entry }) => entry.match ?? []),
    );
    const numbers = await insertCashMatches(
      tx,
      changed.map(({ match }) => match),
    );
    const posted = changed.filter(({ match }) => match.state === "posted");
    const numberOf = ({ entry }: Decided): number => numbers.get(entry.number) ?? 0;
    await keepAllocations(
      tx,
      posted.flatMap((one) => allocationsFrom(one.entry, numberOf(one), one.allocations)),
    );
    await setTending(tx, posted.map(numberOf), true);
    const summary = countsOf(loaded, decided, changed);
    if (!(await endCashJob(tx, job.number, { summary, fault: null, now: now() }))) throw new Overtaken();
  });
}

/** Whether it is what stands already. */
function stands(known: CashMatch | undefined, match: NewCashMatch): boolean {
  return known?.state === match.state && known.content === match.content && known.rule === match.rule;
}

interface Deciding {
  readonly job: CashJob;
  readonly loaded: Loaded;
  readonly now: number;
}

function decidedOf(entry: ListedEntry, decision: Decision, { job, loaded, now }: Deciding): Decided {
  const { rule, confidence, explanation } = decision;
  const all = decision.allocations.map((each) => keptAllocation(each, loaded.items.names));
  const key = `${entry.number} ${contentOf(rule, all)}`;
  const state = stateOf(decision, entry, all, { undone: loaded.undone.has(key), refused: loaded.refused.has(key) });
  // What somebody refused is suggested no more.
  const allocations = loaded.refused.has(key) ? [] : all;
  const match: NewCashMatch = {
    ...{ organisation: job.organisation, entry: entry.number, run: job.number, state, rule, confidence },
    ...{ party: explanation.party, content: contentOf(rule, allocations), before: null },
    ...{ body: { allocations, explanation: explanationOf(decision) }, decidedBy: null, decided: now },
  };
  return { entry, match, allocations };
}

/**
 * What somebody undid is posted by no rule again, and what somebody refused is proposed no more. What the ledger cannot
 * be told of is for somebody to look at.
 */
function stateOf(
  { disposition }: Decision,
  { amount }: ListedEntry,
  allocations: readonly KeptAllocation[],
  { undone, refused }: { readonly undone: boolean; readonly refused: boolean },
): NewCashMatch["state"] {
  if (disposition === "EXCEPTION" || refused || !isTellable(amount, allocations)) return "exception";
  return disposition === "POST" && !undone ? "posted" : "proposed";
}

function countsOf(loaded: Loaded, decided: readonly Decided[], changed: readonly Decided[]): CashRunCounts {
  const count = (state: NewCashMatch["state"]): number => decided.filter(({ match }) => match.state === state).length;
  return {
    ...{ entries: loaded.entries.length, items: loaded.items.items.length },
    ...{ posted: count("posted"), proposed: count("proposed"), exceptions: count("exception") },
    unchanged: decided.length - changed.length,
  };
}
