/** The monthly report of an organisation in one currency, from one state of the tables. */
import { monthlySections } from "../../documents/reports/monthly.ts";
import {
  forecastSection,
  registerSection,
  warningSections,
  watchlistSection,
} from "../../documents/reports/furtherSections.ts";
import type { Report } from "../../documents/reports/section.ts";
import { endOfMonthAfter } from "../../domain/months.ts";
import { monthsAfterDay } from "../../domain/prediction/forecast.ts";
import type { ForecastPeriod } from "../../domain/prediction/forecast.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import { namesOf } from "../../store/captions.ts";
import type { Sql } from "../../store/database.ts";
import { customersOf } from "../../store/portfolioItems.ts";
import type { MonthlyReportQuery } from "../../wire/report.ts";
import { instantInvalid } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import { cutOf } from "../indicators/cuts.ts";
import type { AskedCut } from "../indicators/cuts.ts";
import { readReckoning, reckonSet } from "../indicators/reading.ts";
import { refreshPortfolio } from "../portfolio/keeping.ts";
import { inTurn } from "../predictions/inThread.ts";
import { readInputs } from "../predictions/reading.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { shownInstant } from "../receivables/showing.ts";
import { shownCode } from "../risk/currencies.ts";
import { risksAt, warningsAt, watchedAt } from "./risks.ts";

type Deps = Pick<GatewayDeps, "database" | "tokens" | "now">;

const FORECAST_MONTHS = 6;
/** No zone is further from UTC. */
const WIDEST_OFFSET = 86_400;
const DAY = 86_400;

/** @throws ProblemError `RequestInvalid` for a month that did not begin, `CurrencyUnknown` */
export async function monthlyReport(deps: Deps, organisation: Address, query: MonthlyReportQuery): Promise<Report> {
  const asked = askedOf(deps, organisation, query);
  const { zone, cut, currency } = asked;
  await refreshPortfolio(deps.database, organisation);
  const { reckoning, names, warnings, watched, register } = await atOneInstant(deps.database, async (sql) => ({
    reckoning: await readReckoning(sql, asked),
    names: await namesIn(sql, organisation),
    warnings: await warningsAt(sql, organisation, shownCode(currency), cut),
    watched: await watchedAt(sql, organisation, cut, asked.dayOf),
    register: await risksAt(sql, organisation, cut),
  }));
  const { set, sealed, doubled } = await reckonSet(reckoning);
  const nameOf = (key: string): string => names.get(key) ?? key;
  const { code, exponent } = currency;
  return {
    head: {
      ...{ organisation: nameOf(organisation), month: query.month, currency: code, exponent },
      ...{ ...cut, zone, sealed, doubled },
    },
    sections: monthlySections(set, nameOf, [
      forecastSection(await forecastOf(deps, asked)),
      ...warningSections(warnings, nameOf),
      watchlistSection(watched, nameOf),
      registerSection(register),
    ]),
  };
}

/** Up to the end of the month's last day; of the month that runs, up to now. */
function askedOf(deps: Deps, organisation: Address, { month, ...query }: MonthlyReportQuery): AskedCut {
  const ask = (known: string | undefined, asOf?: string): AskedCut => {
    return cutOf(deps, organisation, { ...query, known, asOf, customer: undefined });
  };
  const { dayOf, cut: today } = ask(undefined);
  const first = dayNumber(`${month}-01`);
  if (first > today.day) throw instantInvalid("query.month", "give a month that has begun");
  const day = Math.min(today.day, dayNumber(endOfMonthAfter(`${month}-01`, 0)));
  const known = query.known ?? shownInstant(Math.min(today.known, endOfDay(dayOf, day)));
  return ask(known, dateOfDay(day));
}

/** The last second of a day, as a zone has it. */
function endOfDay(dayOf: DayOf, day: number): number {
  let [inside, after] = [day * DAY - WIDEST_OFFSET, (day + 1) * DAY + WIDEST_OFFSET];
  while (after - inside > 1) {
    const middle = Math.floor((inside + after) / 2);
    if (dayOf(middle) <= day) inside = middle;
    else after = middle;
  }
  return inside;
}

/** By what the customers' habits were by then; undefined where too few outcomes are known. */
async function forecastOf(
  { database }: Deps,
  { organisation, currency, cut }: AskedCut,
): Promise<readonly ForecastPeriod[] | undefined> {
  const periods = monthsAfterDay(cut.day, FORECAST_MONTHS);
  const habits = { agreed: new Map(), kept: new Map(), keptByAll: undefined };
  const { known } = cut;
  const made = await inTurn(async (make) => {
    const inputs = await atOneInstant(database, (sql) => readInputs(sql, { organisation, currency, known }));
    const { book, segments } = inputs;
    return make({ kind: "forecast", book, cut, segments, periods, ...habits });
  });
  return made.kind === "forecast" ? made.forecast.periods : undefined;
}

/** As they call themselves, else as the organisation calls them. */
async function namesIn(sql: Sql, organisation: Address): Promise<ReadonlyMap<string, string>> {
  const parties = [organisation, ...(await customersOf(sql, organisation))];
  const { own, profiles } = await namesOf(sql, organisation, parties);
  return new Map<string, string>([...own, ...profiles]);
}
