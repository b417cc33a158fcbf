/** A rule tried on an organisation's past. */
import { setImmediate as pause } from "node:timers/promises";
import type { Cut } from "../../domain/indicators/book.ts";
import type { Address } from "../../domain/receivable.ts";
import { backTestPart, joinedTest } from "../../domain/risk/backTest.ts";
import type { BackTest, BackTestPart, TriedWarning, TryingTime } from "../../domain/risk/backTest.ts";
import { OUTCOME_TERMS } from "../../domain/risk/outcomes.ts";
import { slicesOf } from "../../domain/risk/slices.ts";
import { RULE_SPECS } from "../../domain/risk/warnings.ts";
import type { RuleSetting } from "../../domain/risk/warnings.ts";
import type { Watched } from "../../domain/risk/watching.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { BackTestQuery, ShownBackTest } from "../../wire/warning.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import { instantInvalid } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import { UTC_DAYS } from "../portfolio/days.ts";
import { readBook } from "../portfolio/reading.ts";
import { shownCode } from "./currencies.ts";
import { usedRules } from "./rules.ts";
import { shownRecord } from "./showing.ts";
import { readWatched } from "./watched.ts";

const DAY = 86_400;
/** 36 month ends. */
const MOST_DAYS = 1_096;
const MOST_SHOWN = 500;
/** So many items are worked through before others get their turn. */
const SLICE = 500;

/** @throws ProblemError `CurrencyUnknown`, `RequestInvalid` for a time that is none, or a rule without a past */
export async function tryRule(
  { database, tokens, now }: Pick<GatewayDeps, "database" | "tokens" | "now">,
  organisation: Address,
  query: BackTestQuery,
): Promise<ShownBackTest> {
  const currency = currencyFrom(query.currency, tokens);
  const at = now();
  const time = timeOf(query, Math.floor(at / DAY));
  return atOneInstant(database, async (tx) => {
    const used = (await usedRules(tx, organisation)).find(({ rule }) => rule === query.rule);
    const { threshold, windowDays } = used ?? RULE_SPECS[query.rule];
    const setting = {
      rule: query.rule,
      threshold: query.threshold === undefined ? threshold : BigInt(query.threshold),
      windowDays: query.windowDays === undefined ? windowDays : Number(query.windowDays),
    };
    const { book, sealed } = await readBook(tx, { organisation, currency, dayOf: UTC_DAYS });
    const watched = await readWatched(tx, { organisation, currency, now: at }, book, [query.rule]);
    const tried = await tryInTurns(watched, setting, time, { day: Math.floor(at / DAY), known: at });
    const settings = { threshold: setting.threshold.toString(), windowDays: setting.windowDays };
    const about = { rule: query.rule, currency: shownCode(currency), unit: RULE_SPECS[query.rule].unit };
    return { ...about, ...settings, ...time.terms, ...shownTest(tried), sealed };
  });
}

/** The share of one customer in the whole book is not to be had of a slice. */
async function tryInTurns(watched: Watched, setting: RuleSetting, time: TryingTime, cut: Cut): Promise<BackTest> {
  const parts: BackTestPart[] = [];
  for (const slice of setting.rule === "concentration" ? [watched] : slicesOf(watched, SLICE)) {
    parts.push(backTestPart(slice, setting, time, cut));
    await pause();
  }
  return joinedTest(time, parts, cut);
}

function timeOf({ rule, from, through }: BackTestQuery, today: number) {
  if (RULE_SPECS[rule].reads === "standing") {
    throw instantInvalid("query.rule", "give a rule over the book or over signs: of how things stand no past is kept");
  }
  const [first, last] = [dayNumber(from), dayNumber(through)];
  if (last < first || last > today) throw instantInvalid("query.through", "give a day from `from` to today");
  if (last - first > MOST_DAYS) throw instantInvalid("query.from", "give at most 36 months");
  return { from: first, through: last, terms: OUTCOME_TERMS };
}

function shownTest({ days, warnings, record, harmed, caught, lotPpm }: BackTest) {
  return {
    days: days.map(dateOfDay),
    record: shownRecord(record),
    ...{ harmed, caught, lotPpm: lotPpm?.toString() ?? null },
    warnings: warnings.slice(0, MOST_SHOWN).map(shownTried),
  };
}

function shownTried({ warning, raised, found }: TriedWarning): ShownBackTest["warnings"][number] {
  const { outcome, item = null, day } = found;
  return {
    ...{ subject: warning.subject, raised: dateOfDay(raised), figure: warning.figure.toString(), outcome },
    ...{ outcomeItem: item, outcomeDay: day === undefined ? null : dateOfDay(day) },
  };
}
