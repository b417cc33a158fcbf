/** Indicators over HTTP. */
import { agingByCustomer } from "../../domain/indicators/aging.ts";
import type { AgingReport } from "../../domain/indicators/aging.ts";
import { monthText } from "../../domain/indicators/calendar.ts";
import { paymentsAt } from "../../domain/indicators/payments.ts";
import { standingsAt, unappliedAt } from "../../domain/indicators/standing.ts";
import { WHAT_IF, whatIf } from "../../domain/indicators/whatIf.ts";
import type { TermsChange } from "../../domain/indicators/whatIf.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { indicatorSettingsAt } from "../../store/indicatorSettings.ts";
import type { AgingQuery, IndicatorQuery, WhatIfQuery } from "../../wire/indicator.ts";
import type { INDICATOR_OPERATIONS } from "../../wire/operations/indicators.ts";
import { instantInvalid } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { bookOf } from "../portfolio/building.ts";
import type { ReadBook } from "../portfolio/building.ts";
import { refreshPortfolio } from "../portfolio/keeping.ts";
import { readParts } from "../portfolio/reading.ts";
import { createCursors } from "../receivables/cursors.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { shownAmount } from "../receivables/showing.ts";
import { cutOf, shownCut } from "./cuts.ts";
import type { ShownCounts } from "./cuts.ts";
import { indicatorFile } from "./file.ts";
import { readReckoning, reckonSet } from "./reading.ts";
import { settingHandlers } from "./settings.ts";
import { shownDays, shownIndicators } from "./showing.ts";

type Operations = typeof INDICATOR_OPERATIONS;
type Answers<Name extends keyof Operations> = Awaited<ReturnType<Handlers<Operations>[Name]>>;

export function indicatorHandlers(deps: GatewayDeps): Handlers<Operations> {
  return {
    ...settingHandlers(deps),
    readIndicators: async ({ member, query }) => ({ status: 200, body: await indicators(deps, member, query) }),
    readIndicatorFile: async ({ member, query: { format, ...query } }) => {
      return { status: 200, ...indicatorFile(await indicators(deps, member, query), format) };
    },
    readAging: async ({ member, query }) => aging(deps, member, query),
    playTerms: async ({ member, query }) => playTerms(deps, member, query),
  };
}

async function indicators(
  deps: GatewayDeps,
  { organisation }: Member,
  { months, ...query }: IndicatorQuery,
): Promise<ReturnType<typeof shownIndicators>> {
  const asked = cutOf(deps, organisation, query);
  if (months === 0) throw instantInvalid("query.months", "give a whole number from 1 to 60");
  await refreshPortfolio(deps.database, organisation);
  const reckoning = await atOneInstant(deps.database, (sql) => readReckoning(sql, { ...asked, months }));
  return shownIndicators(asked, await reckonSet(reckoning));
}

function countsOf({ sealed, imported, doubled }: ReadBook): ShownCounts {
  return { imported, sealed, doubled };
}

async function aging(
  deps: GatewayDeps,
  { organisation }: Member,
  { basis, limit, cursor, ...query }: AgingQuery,
): Promise<Answers<"readAging">> {
  const asked = cutOf(deps, organisation, query);
  await refreshPortfolio(deps.database, organisation);
  const read = await bookOf(await atOneInstant(deps.database, (sql) => readParts(sql, asked)), asked.dayOf);
  const { book } = read;
  const reports = agingByCustomer(standingsAt(book, asked.cut), unappliedAt(book, asked.cut), asked.cut, basis);
  const customers = [...reports].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const page = {
    cursors: createCursors(deps.config.secret),
    list: JSON.stringify(["aging by customer", organisation, query, basis]),
    first: "",
    placeOf: ([customer]: readonly [string, AgingReport]): string => customer,
    read: (after: string, most: number): Promise<readonly (readonly [string, AgingReport])[]> =>
      Promise.resolve(customers.filter(([customer]) => customer > after).slice(0, most)),
  };
  const { rows, next } = await pageOf(page, { limit, ...(cursor === undefined ? {} : { cursor }) });
  const cut = shownCut(asked, countsOf(read));
  const shown = (units: bigint): string => shownAmount(units, cut.currency);
  const items = rows.map(([customer, { buckets, credits, unapplied, total, ledger }]) => ({
    customer,
    buckets: buckets.map(({ name, items: count, amount, disputed, notYetDue }) => ({
      ...{ name, items: count, amount: shown(amount), disputed: shown(disputed), notYetDue: shown(notYetDue) },
    })),
    ...{ credits: shown(credits), unapplied: shown(unapplied), total: shown(total), ledger: shown(ledger) },
  }));
  return { status: 200, body: { ...cut, items, next } };
}

/** @throws ProblemError `RequestInvalid` for a discount of which something is left open */
function discountIn({ discountRate, discountDays, discountUptake }: WhatIfQuery): TermsChange["discount"] {
  const said = [discountRate, discountDays, discountUptake].filter((one) => one !== undefined);
  if (said.length === 0) return undefined;
  if (discountRate !== undefined && discountDays !== undefined && discountUptake !== undefined) {
    return { rate: discountRate, days: discountDays, uptake: discountUptake };
  }
  throw instantInvalid("query.discountRate", "give discountRate, discountDays and discountUptake together");
}

async function playTerms(
  deps: GatewayDeps,
  { organisation }: Member,
  query: WhatIfQuery,
): Promise<Answers<"playTerms">> {
  const asked = cutOf(deps, organisation, query);
  const discount = discountIn(query);
  await refreshPortfolio(deps.database, organisation);
  const { parts, settings } = await atOneInstant(deps.database, async (sql) => ({
    parts: await readParts(sql, asked),
    settings: await indicatorSettingsAt(sql, organisation, asked.cut.known),
  }));
  const read = await bookOf(parts, asked.dayOf);
  const costOfCapital = settings?.costOfCapital ?? undefined;
  const { netDays, lateRate: lateRateChange = 0 } = query;
  const change: TermsChange = { customers: undefined, netDays, discount, lateRateChange, costOfCapital };
  const played = whatIf(paymentsAt(read.book, asked.cut), asked.cut, change);
  const cut = shownCut(asked, countsOf(read));
  const shown = (units: bigint): string => shownAmount(units, cut.currency);
  const body = {
    ...{ ...cut, from: dateOfDay(played.period.from), payments: played.n, amount: shown(played.amount) },
    ...{ name: WHAT_IF.name, formula: WHAT_IF.formula, inputs: WHAT_IF.inputs },
    undefinedWhere: WHAT_IF.undefinedWhere,
    months: played.months.map(({ month, before, after }) => ({
      ...{ month: monthText(month), before: shown(before), after: shown(after) },
    })),
    ...{ daysBefore: shownDays(played.daysBefore), daysAfter: shownDays(played.daysAfter) },
    ...{ discounts: shown(played.discounts), interest: shown(played.interest) },
    holding: played.holding === undefined ? null : shown(played.holding),
    effect: played.effect === undefined ? null : shown(played.effect),
    costOfCapital: costOfCapital?.toString() ?? null,
  };
  return { status: 200, body };
}
