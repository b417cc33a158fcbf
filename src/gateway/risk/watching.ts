/**
 * Looks at the books of organisations and keeps what the rules say of them. Any number of processes may do so at once:
 * an organisation is taken by one of them, and a warning has one row whoever writes it, so that it is told of once.
 * What is read is read at one instant, what is found is written at another; between the two nobody waits for it.
 */
import { randomUUID } from "node:crypto";
import { setImmediate as pause } from "node:timers/promises";
import type { Logger } from "pino";
import type { Address } from "../../domain/receivable.ts";
import { itemsById } from "../../domain/risk/backTest.ts";
import { OUTCOME_TERMS, outcomeOf, timeOf } from "../../domain/risk/outcomes.ts";
import { slicesOf } from "../../domain/risk/slices.ts";
import { warningsAt } from "../../domain/risk/watching.ts";
import type { Warning, WarningRule } from "../../domain/risk/warnings.ts";
import { latestInstant } from "../../store/chainTables.ts";
import type { Database, Transaction } from "../../store/database.ts";
import { raiseNotice } from "../../store/notices.ts";
import { clearLeft, clearWarnings, decideWarning, keepWarning, subjectsTold } from "../../store/riskKeeping.ts";
import type { WarningLook, WarningOutcome } from "../../store/riskKeeping.ts";
import { endRiskLook, holdRiskLook, takeRiskLook } from "../../store/riskLooks.ts";
import type { NoticeKind } from "../../wire/notice.ts";
import { ProblemError } from "../http/problems.ts";
import type { Tokens } from "../receivables/showing.ts";
import { forgetErased, presentIn } from "./forgetting.ts";
import type { Present } from "./forgetting.ts";
import { itemsOfSubjects, spelledAsTold, subjectsOf } from "./groups.ts";
import type { BookSubjects } from "./groups.ts";
import { readLook } from "./looking.ts";
import type { LookPart } from "./looking.ts";
import type { UsedRule } from "./rules.ts";

interface RiskWatchDeps {
  readonly database: Database;
  readonly tokens: Tokens;
  /** Unix seconds. */
  readonly now: () => number;
  readonly logger: Logger;
  /** How old the last block may be before the index counts as behind. */
  readonly behindSeconds: number;
}

const LOOK_SECONDS = 3_600;
/** So many items are worked through before others get their turn. */
const SLICE = 5_000;
const NOTICE: NoticeKind = "WarningRaised";

/** A look that nobody else takes until it is due again. */
interface Taken {
  readonly organisation: Address;
  readonly at: number;
  readonly next: number;
}

/** Looks at one organisation. @returns whether one was due */
export async function watchRisks(deps: RiskWatchDeps): Promise<boolean> {
  const { database, logger } = deps;
  const taken = await takeOne(deps);
  if (taken === undefined) return false;
  const { organisation, at } = taken;
  try {
    const parts = await readLook(deps, organisation, at);
    const found: FoundPart[] = [];
    for (const part of parts) found.push(await reckon(part));
    const present = presentIn(parts);
    await database.transaction((tx) => keepLook(tx, taken, found, present));
  } catch (error) {
    // Whatever is wrong with one organisation's book holds up no other.
    const fault = error instanceof ProblemError ? error.message : "the fault is the gateway's: it is tried again";
    logger.warn({ organisation, err: error }, "an organisation is not looked at for warnings");
    await endRiskLook(database, organisation, { looked: null, fault });
  }
  return true;
}

async function takeOne({ database, now, behindSeconds }: RiskWatchDeps): Promise<Taken | undefined> {
  // What may be old warns of what is over, and decides what is not.
  const latest = await latestInstant(database);
  const at = now();
  if (latest === undefined || at - latest > behindSeconds) return undefined;
  const next = at + LOOK_SECONDS;
  const organisation = await takeRiskLook(database, at, next);
  return organisation && { organisation, at, next };
}

/** What is to be written of one currency. */
interface FoundPart {
  readonly look: WarningLook;
  readonly rules: readonly UsedRule[];
  readonly subjects: BookSubjects;
  readonly warnings: readonly { readonly warning: Warning; readonly horizonDay: number }[];
  readonly outcomes: readonly WarningOutcome[];
}

async function reckon(part: LookPart): Promise<FoundPart> {
  const { look, watched, rules } = part;
  const subjects = subjectsOf(watched);
  const byId = itemsById(watched.book.items);
  const itemsOf = itemsOfSubjects(watched, subjects, byId);
  const cut = { day: look.day, known: look.at };
  const warnings = (await warnInTurns(part)).map((warning) => {
    return { warning, horizonDay: timeOf(warning, byId, OUTCOME_TERMS, cut).horizon };
  });
  const outcomes: WarningOutcome[] = [];
  for (const warning of part.undecided) {
    const time = { raised: warning.raisedDay, horizon: warning.horizonDay };
    const { outcome, item = null, day = null } = outcomeOf(time, itemsOf(warning), OUTCOME_TERMS, cut);
    if (outcome !== "open") outcomes.push({ id: warning.id, outcome, item, day });
    await pause();
  }
  return { look, rules, subjects, warnings, outcomes };
}

/** The share of one customer in the whole book is not to be had of a slice. */
async function warnInTurns({ look, watched, rules }: LookPart): Promise<readonly Warning[]> {
  const cut = { day: look.day, known: look.at };
  const [whole, sliced] = [rules.filter(isOfWhole), rules.filter((rule) => !isOfWhole(rule))];
  const warnings = [...warningsAt(watched, whole, cut)];
  for (const slice of slicesOf(watched, SLICE)) {
    warnings.push(...warningsAt(slice, sliced, cut));
    await pause();
  }
  return warnings;
}

function isOfWhole({ rule }: UsedRule): boolean {
  return rule === "concentration";
}

interface Kept {
  first: string;
  count: number;
}

/** Writes what was found, all of it or nothing; nothing where the organisation asked for another look meanwhile. */
async function keepLook(
  tx: Transaction,
  { organisation, at, next }: Taken,
  found: readonly FoundPart[],
  present: Present,
): Promise<void> {
  if (!(await holdRiskLook(tx, organisation, next))) return;
  const raised = new Map<UsedRule, Kept>();
  for (const part of found) await keepPart(tx, part, raised);
  const looked = found.map(({ look }) => look.currency);
  await clearLeft(tx, { organisation, at }, looked);
  await forgetErased(tx, organisation, present);
  await tell(tx, organisation, raised, at);
  await endRiskLook(tx, organisation, { looked: at, fault: null });
}

/** Notes what rules say at a look, what of it is over, and what became of what they said before. */
async function keepPart(
  tx: Transaction,
  { look, rules, subjects, warnings: found, outcomes }: FoundPart,
  raised: Map<UsedRule, Kept>,
): Promise<void> {
  const warnings = spelledAsTold(found, subjects, await subjectsTold(tx, look, "concentration"));
  // What a rule said that was switched off is over too.
  const lasting = warnings.filter(({ warning }) => warning.occasion === "");
  await clearWarnings(
    tx,
    look,
    lasting.map(({ warning }) => warning),
  );
  for (const { warning, horizonDay } of warnings) {
    const id = randomUUID();
    if (await keepWarning(tx, look, warning, { id, horizonDay })) addTo(raised, rules, warning.rule, id);
  }
  for (const outcome of outcomes) await decideWarning(tx, outcome, look.at);
}

function addTo(raised: Map<UsedRule, Kept>, rules: readonly UsedRule[], name: WarningRule, id: string): void {
  const rule = rules.find((one) => one.rule === name);
  if (rule === undefined) return;
  const known = raised.get(rule);
  if (known === undefined) raised.set(rule, { first: id, count: 1 });
  else known.count += 1;
}

/** One notice of a rule and look, however many warnings there are. */
async function tell(
  tx: Transaction,
  organisation: Address,
  raised: ReadonlyMap<UsedRule, Kept>,
  at: number,
): Promise<void> {
  for (const [{ rule, isAlarm }, { first, count }] of raised) {
    const data = { rule, warning: first, raised: count.toString() };
    const notice = { key: `${NOTICE} ${first}`, kind: NOTICE, data, at };
    await raiseNotice(tx, notice, { organisations: [organisation], isAlarm });
  }
}
