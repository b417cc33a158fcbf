/**
 * Looks at the books of organisations and keeps what the rules say of them. Any number of processes may do so at once:
 * an organisation is held by one of them, and a warning has one row whoever writes it, so that it is told of once.
 */
import { randomUUID } from "node:crypto";
import { setImmediate as pause } from "node:timers/promises";
import type { Logger } from "pino";
import type { BookItem, Cut } from "../../domain/indicators/book.ts";
import { ZERO_ADDRESS } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import { subjectOf } from "../../domain/risk/backTest.ts";
import { OUTCOME_TERMS, outcomeOf } from "../../domain/risk/outcomes.ts";
import { slicesOf } from "../../domain/risk/slices.ts";
import { warningsAt } from "../../domain/risk/watching.ts";
import type { Watched } from "../../domain/risk/watching.ts";
import type { Warning, WarningRule } from "../../domain/risk/warnings.ts";
import { latestInstant } from "../../store/chainTables.ts";
import type { Database, Transaction } from "../../store/database.ts";
import { raiseNotice } from "../../store/notices.ts";
import { holdRiskLook, moveRiskLook } from "../../store/riskLooks.ts";
import { clearWarnings, decideWarning, keepWarning, undecidedWarnings } from "../../store/riskWarnings.ts";
import type { WarningLook } from "../../store/riskWarnings.ts";
import type { NoticeKind } from "../../wire/notice.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import { ProblemError } from "../http/problems.ts";
import { UTC_DAYS } from "../portfolio/days.ts";
import { readBook } from "../portfolio/reading.ts";
import type { Tokens } from "../receivables/showing.ts";
import { bookCurrencies, shownCode } from "./currencies.ts";
import { usedRules } from "./rules.ts";
import type { UsedRule } from "./rules.ts";
import { readWatched } from "./watched.ts";

interface RiskWatchDeps {
  readonly database: Database;
  readonly tokens: Tokens;
  /** Unix seconds. */
  readonly now: () => number;
  readonly logger: Logger;
  /** How old the last block may be before the index counts as behind. */
  readonly behindSeconds: number;
}

const DAY = 86_400;
const LOOK_SECONDS = 3_600;
/** So many warnings are judged by time at a look; the rest waits for the next. */
const MOST_DECIDED = 5_000;
/** So many items are worked through before others get their turn. */
const SLICE = 5_000;
const NOTICE: NoticeKind = "WarningRaised";
/** What they say of a customer has no currency: said of each book it would count as often as there are books. */
const WITHOUT_CURRENCY: ReadonlySet<WarningRule> = new Set([
  "insolvency",
  "ratingDowngraded",
  "ratingExpired",
  "accountsStale",
]);
const NO_CURRENCY = { address: ZERO_ADDRESS, code: "", exponent: 0 } as const;

/** Looks at one organisation. @returns whether one was due */
export async function watchRisks(deps: RiskWatchDeps): Promise<boolean> {
  const { database, now, logger } = deps;
  const held: { organisation?: Address } = {};
  try {
    return await atOneInstant(database, async (tx) => {
      // What may be old warns of what is over, and decides what is not.
      const latest = await latestInstant(tx);
      if (latest === undefined || now() - latest > deps.behindSeconds) return false;
      const organisation = await holdRiskLook(tx, now());
      if (organisation === undefined) return false;
      held.organisation = organisation;
      await lookAt(tx, deps, organisation);
      await moveRiskLook(tx, organisation, { due: now() + LOOK_SECONDS, looked: now(), fault: null });
      return true;
    });
  } catch (error) {
    const { organisation } = held;
    if (organisation === undefined) throw error;
    // Whatever is wrong with one organisation's book holds up no other.
    const fault = error instanceof ProblemError ? error.message : "the fault is the gateway's: it is tried again";
    logger.warn({ organisation, err: error }, "an organisation is not looked at for warnings");
    await moveRiskLook(database, organisation, { due: now() + LOOK_SECONDS, looked: null, fault });
    return true;
  }
}

async function lookAt(tx: Transaction, { tokens, now }: RiskWatchDeps, organisation: Address): Promise<void> {
  const at = now();
  const rules = (await usedRules(tx, organisation)).filter(({ isOn }) => isOn);
  const ofBooks = rules.filter(({ rule }) => !WITHOUT_CURRENCY.has(rule));
  const ofCustomers = rules.filter(({ rule }) => WITHOUT_CURRENCY.has(rule));
  const day = Math.floor(at / DAY);
  const raised = new Map<UsedRule, Kept>();
  const items: (readonly BookItem[])[] = [];
  for (const currency of await bookCurrencies(tx, organisation, tokens)) {
    const look = { organisation, currency: shownCode(currency), day, at };
    const { book } = await readBook(tx, { organisation, currency, dayOf: UTC_DAYS });
    const watched = await readWatched(tx, { organisation, currency, now: at }, book, namesOf(ofBooks));
    await note(tx, look, watched, ofBooks, raised);
    items.push(book.items);
  }
  const all = { currency: "", exponent: 0, items: items.flat(), unapplied: [] };
  const asked = { organisation, currency: NO_CURRENCY, now: at };
  const watched = await readWatched(tx, asked, all, namesOf(ofCustomers));
  await note(tx, { organisation, currency: "", day, at }, watched, ofCustomers, raised);
  await tell(tx, organisation, raised, at);
}

function namesOf(rules: readonly UsedRule[]): readonly WarningRule[] {
  return rules.map(({ rule }) => rule);
}

/** Notes what rules say at a look, what of it is over, and what became of what they said before. */
async function note(
  tx: Transaction,
  look: WarningLook,
  watched: Watched,
  rules: readonly UsedRule[],
  raised: Map<UsedRule, Kept>,
): Promise<void> {
  const cut = { day: look.day, known: look.at };
  const warnings = await warnInTurns(watched, rules, cut);
  // What a rule said that was switched off is over too.
  await clearWarnings(
    tx,
    look,
    warnings.filter(({ occasion }) => occasion === ""),
  );
  await keepAll(tx, look, warnings, (rule) => addTo(raised, rules, rule));
  await decideAll(tx, look, watched, cut);
}

/** The share of one customer in the whole book is not to be had of a slice. */
async function warnInTurns(watched: Watched, rules: readonly UsedRule[], cut: Cut): Promise<readonly Warning[]> {
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

async function keepAll(
  tx: Transaction,
  look: WarningLook,
  warnings: readonly Warning[],
  isNew: (rule: WarningRule) => (id: string) => void,
): Promise<void> {
  for (const warning of warnings) {
    const id = randomUUID();
    if (await keepWarning(tx, look, warning, id)) isNew(warning.rule)(id);
  }
}

function addTo(raised: Map<UsedRule, Kept>, rules: readonly UsedRule[], name: WarningRule): (id: string) => void {
  return (id) => {
    const rule = rules.find((one) => one.rule === name);
    if (rule === undefined) return;
    const known = raised.get(rule);
    if (known === undefined) raised.set(rule, { first: id, count: 1 });
    else known.count += 1;
  };
}

/** What time decided of warnings that were given before. */
async function decideAll(tx: Transaction, look: WarningLook, watched: Watched, cut: Cut): Promise<void> {
  const undecided = await undecidedWarnings(tx, look, MOST_DECIDED);
  const byCustomer = Map.groupBy(watched.book.items, ({ customer }) => customer);
  const byGroup = Map.groupBy(watched.book.items, subjectOf(watched, { rule: "concentration" }));
  for (const { id, rule, subject, raisedDay } of undecided) {
    const items = (rule === "concentration" ? byGroup : byCustomer).get(subject) ?? [];
    const { outcome, item, day } = outcomeOf(raisedDay, items, OUTCOME_TERMS, cut);
    if (outcome !== "open") await decideWarning(tx, id, { outcome, item: item ?? null, day: day ?? null });
  }
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
