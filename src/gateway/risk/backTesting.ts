/** A rule tried on an organisation's past. */
import { setImmediate as pause } from "node:timers/promises";
import type { Address } from "../../domain/receivable.ts";
import { backTest } from "../../domain/risk/backTest.ts";
import type { BackTest, TriedWarning } from "../../domain/risk/backTest.ts";
import { OUTCOME_TERMS } from "../../domain/risk/outcomes.ts";
import { RULE_SPECS } from "../../domain/risk/warnings.ts";
import type { RuleSetting } from "../../domain/risk/warnings.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import type { BackTestQuery, ShownBackTest } from "../../wire/warning.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import { instantInvalid } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import { UTC_DAYS } from "../portfolio/days.ts";
import { readBook } from "../portfolio/reading.ts";
import { inTurn } from "../predictions/inThread.ts";
import { shownCode } from "./currencies.ts";
import { usedRules } from "./rules.ts";
import { shownRecord } from "./showing.ts";
import { readWatched } from "./watched.ts";

const DAY = 86_400;
/** Three years. */
const MOST_DAYS = 1_096;
/** Items times days: some ten seconds of work. */
const MOST_WORK = 30_000_000;
const MOST_SHOWN = 500;

/**
 * One after another: what waits has not read its book yet. No transaction lasts while it is reckoned.
 * @throws ProblemError `CurrencyUnknown`, `RequestInvalid` for a time that is none or too long, a rule without past
 */
export async function tryRule(
  { database, tokens, now }: Pick<GatewayDeps, "database" | "tokens" | "now">,
  organisation: Address,
  query: BackTestQuery,
): Promise<ShownBackTest> {
  const currency = currencyFrom(query.currency, tokens);
  const at = now();
  const today = Math.floor(at / DAY);
  const time = timeOf(query, today);
  return inTurn(async () => {
    const { setting, watched, sealed } = await atOneInstant(database, async (tx) => {
      const { book, sealed } = await readBook(tx, { organisation, currency, dayOf: UTC_DAYS });
      const watched = await readWatched(tx, { organisation, currency, now: at }, book, [query.rule]);
      return { setting: await settingOf(tx, organisation, query), watched, sealed };
    });
    checkWork(watched.book.items.length, time.through - time.from + 1);
    const tried = await inSteps(backTest(watched, setting, time, { day: today, known: at }));
    const settings = { threshold: setting.threshold.toString(), windowDays: setting.windowDays };
    const about = { rule: query.rule, currency: shownCode(currency), unit: RULE_SPECS[query.rule].unit };
    return { ...about, ...settings, ...time.terms, ...shownTest(tried), sealed };
  });
}

/** As the organisation has it set, but for what is asked otherwise. */
async function settingOf(sql: Sql, organisation: Address, query: BackTestQuery): Promise<RuleSetting> {
  const used = (await usedRules(sql, organisation)).find(({ rule }) => rule === query.rule);
  const { threshold, windowDays } = used ?? RULE_SPECS[query.rule];
  return {
    rule: query.rule,
    threshold: query.threshold === undefined ? threshold : BigInt(query.threshold),
    windowDays: query.windowDays === undefined ? windowDays : Number(query.windowDays),
  };
}

function checkWork(items: number, days: number): void {
  if (items * days <= MOST_WORK) return;
  const most = Math.floor(MOST_WORK / items);
  throw instantInvalid("query.from", `give at most ${most} days: the book has ${items} items`);
}

/** Others get their turn after each step. */
async function inSteps(test: Generator<undefined, BackTest>): Promise<BackTest> {
  for (;;) {
    const step = test.next();
    if (step.done === true) return step.value;
    await pause();
  }
}

function timeOf({ rule, from, through }: BackTestQuery, today: number) {
  if (RULE_SPECS[rule].reads === "standing") {
    throw instantInvalid("query.rule", "give a rule over the book or over signs: of how things stand no past is kept");
  }
  const [first, last] = [dayNumber(from), dayNumber(through)];
  if (last < first || last > today) throw instantInvalid("query.through", "give a day from `from` to today");
  if (last - first > MOST_DAYS) throw instantInvalid("query.from", "give at most three years");
  return { from: first, through: last, terms: OUTCOME_TERMS };
}

function shownTest({ warnings, record, harmed, caught, lotPpm }: BackTest) {
  return {
    record: shownRecord(record),
    ...{ harmed, caught, lotPpm: lotPpm?.toString() ?? null },
    warnings: warnings.slice(0, MOST_SHOWN).map(shownTried),
  };
}

function shownTried({ warning, time, found }: TriedWarning): ShownBackTest["warnings"][number] {
  const { outcome, item = null, day } = found;
  return {
    ...{ subject: warning.subject, raised: dateOfDay(time.raised), horizon: dateOfDay(time.horizon) },
    ...{ figure: warning.figure.toString(), outcome },
    ...{ outcomeItem: item, outcomeDay: day === undefined ? null : dateOfDay(day) },
  };
}
