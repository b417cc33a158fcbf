/** The monthly report of an organisation in one currency, from one state of the tables. */
import { monthlySections } from "../../documents/reports/monthly.ts";
import {
  forecastSection,
  registerSections,
  warningSections,
  watchlistSection,
} from "../../documents/reports/furtherSections.ts";
import type { Report } from "../../documents/reports/section.ts";
import { endOfMonthAfter } from "../../domain/months.ts";
import { monthsAfterDay } from "../../domain/prediction/forecast.ts";
import type { ForecastPeriod } from "../../domain/prediction/forecast.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { namesOf } from "../../store/captions.ts";
import type { Sql } from "../../store/database.ts";
import { customersOf } from "../../store/portfolioItems.ts";
import type { MonthlyReportQuery } from "../../wire/report.ts";
import { instantInvalid } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import { cutOf } from "../indicators/cuts.ts";
import type { AskedCut } from "../indicators/cuts.ts";
import { readReckoning, reckonSet } from "../indicators/reading.ts";
import { bookOf } from "../portfolio/building.ts";
import { endOfDayBy } from "../portfolio/days.ts";
import { refreshPortfolio } from "../portfolio/keeping.ts";
import { agreedOf, plannedWords } from "../predictions/agreed.ts";
import type { ReadWords } from "../predictions/agreed.ts";
import { inTurn } from "../predictions/inThread.ts";
import type { MakePrediction } from "../predictions/inThread.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { shownInstant } from "../receivables/showing.ts";
import { shownCode } from "../risk/currencies.ts";
import { reportedRisks, risksAt, warningsAt, watchedAt } from "./risks.ts";

type Deps = Pick<GatewayDeps, "database" | "tokens" | "now">;

const FORECAST_MONTHS = 6;

/** @throws ProblemError `RequestInvalid` for a month that did not begin, `CurrencyUnknown` */
export async function monthlyReport(deps: Deps, organisation: Address, query: MonthlyReportQuery): Promise<Report> {
  const asked = askedOf(deps, organisation, query);
  const { zone, cut, currency } = asked;
  await refreshPortfolio(deps.database, organisation);
  const { read, periods } = await inTurn(async (make) => {
    const state = await readAll(deps, asked);
    return { read: state, periods: await forecastOf(state, asked, make) };
  });
  const { reckoning, names, warnings, watched, register } = read;
  const { set, sealed, doubled } = await reckonSet(reckoning);
  const nameOf = (key: string): string => names.get(key) ?? key;
  const { code, exponent } = currency;
  return {
    head: {
      ...{ organisation: nameOf(organisation), month: query.month, currency: code, exponent },
      ...{ ...cut, zone, period: set.period, sealed, doubled },
    },
    sections: monthlySections(set, nameOf, [
      forecastSection(periods),
      ...warningSections(warnings.lasting, warnings.records, nameOf),
      watchlistSection(watched, nameOf),
      ...registerSections(reportedRisks(register)),
    ]),
  };
}

/** Up to the end of the month's last day; of the month that runs, up to now, or to the instant that is asked for. */
function askedOf(deps: Deps, organisation: Address, { month, ...query }: MonthlyReportQuery): AskedCut {
  const ask = (known: string | undefined, asOf?: string): AskedCut => {
    return cutOf(deps, organisation, { ...query, known, asOf, customer: undefined });
  };
  const { dayOf, cut: latest } = ask(query.known);
  const first = dayNumber(`${month}-01`);
  if (first > latest.day) throw instantInvalid("query.month", "give a month that has begun");
  const day = Math.min(latest.day, dayNumber(endOfMonthAfter(`${month}-01`, 0)));
  const known = query.known ?? shownInstant(Math.min(latest.known, endOfDayBy(dayOf)(day)));
  return ask(known, dateOfDay(day));
}

interface ReadState {
  readonly reckoning: Awaited<ReturnType<typeof readReckoning>>;
  readonly names: ReadonlyMap<string, string>;
  readonly warnings: Awaited<ReturnType<typeof warningsAt>>;
  readonly watched: Awaited<ReturnType<typeof watchedAt>>;
  readonly register: Awaited<ReturnType<typeof risksAt>>;
  readonly words: ReadWords;
}

async function readAll({ database, tokens }: Deps, asked: AskedCut): Promise<ReadState> {
  const { organisation, currency, cut, dayOf } = asked;
  return atOneInstant(database, async (sql) => {
    const reckoning = await readReckoning(sql, asked);
    return {
      reckoning,
      names: await namesIn(sql, organisation),
      warnings: await warningsAt(sql, { organisation, currency: shownCode(currency), cut }),
      watched: await watchedAt(sql, organisation, cut, dayOf),
      register: await risksAt(sql, { organisation, tokens, now: cut.known }),
      words: { promises: reckoning.promises, planned: await plannedWords(sql, organisation, cut.known) },
    };
  });
}

/** By what was agreed and the habits were by then, of the same book; undefined where too few outcomes are known. */
async function forecastOf(
  { reckoning: { parts, attributes }, words }: ReadState,
  { cut, dayOf }: AskedCut,
  make: MakePrediction,
): Promise<readonly ForecastPeriod[] | undefined> {
  const { book } = await bookOf(parts, dayOf);
  const segments = new Map(
    [...attributes].flatMap(([customer, { segment }]) => (segment === undefined ? [] : [[customer, segment]])),
  );
  const periods = monthsAfterDay(cut.day, FORECAST_MONTHS);
  const { agreed, kept, keptByAll } = agreedOf(words, book, cut, dayOf);
  const made = await make({ kind: "forecast", book, cut, segments, periods, agreed, kept, keptByAll });
  return made.kind === "forecast" ? made.forecast.periods : undefined;
}

/** As they call themselves, else as the organisation calls them. */
async function namesIn(sql: Sql, organisation: Address): Promise<ReadonlyMap<string, string>> {
  const parties = [organisation, ...(await customersOf(sql, organisation))];
  const { own, profiles } = await namesOf(sql, organisation, parties);
  return new Map<string, string>([...own, ...profiles]);
}
