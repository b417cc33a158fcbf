/** The figures by which entries of the risk register are watched, as they are now. */
import { ratioPpm } from "../../domain/factoring/figures.ts";
import { standingsAt } from "../../domain/indicators/standing.ts";
import type { ItemStanding } from "../../domain/indicators/standing.ts";
import type { Address } from "../../domain/receivable.ts";
import type { RiskFigure, RiskIndicator } from "../../domain/risk/register.ts";
import type { Drill } from "../../domain/risk/runbook.ts";
import { latestInstant } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { lastPassed } from "../../store/riskRunbook.ts";
import { countedWarnings } from "../../store/riskWarnings.ts";
import { UTC_DAYS } from "../portfolio/days.ts";
import { readBook } from "../portfolio/reading.ts";
import type { Tokens } from "../receivables/showing.ts";
import { bookCurrencies } from "./currencies.ts";

const DAY = 86_400;

export interface AskedFigures {
  readonly organisation: Address;
  readonly tokens: Tokens;
  /** Unix seconds. */
  readonly now: number;
}

/** Undefined where a figure cannot be reckoned; infinite of a drill that never passed. */
export type FigureOf = (indicator: RiskIndicator) => number | undefined;

/** The books are read once, and only if one of the indicators asks for them. */
export async function figuresOf(
  sql: Sql,
  asked: AskedFigures,
  indicators: readonly RiskIndicator[],
): Promise<FigureOf> {
  const { organisation, now } = asked;
  const counted = await countedWarnings(sql, organisation, Math.floor(now / DAY));
  const shares = indicators.some((one) => one.kind === "figure" && one.figure in SHARES)
    ? await sharesOf(sql, asked)
    : undefined;
  const latest = await latestInstant(sql);
  const passed = await lastPassed(sql, organisation);
  const daysSince = (drill: Drill): number => Math.floor((now - (passed.get(drill) ?? -Infinity)) / DAY);
  const figures: Record<RiskFigure, number | undefined> = {
    ...{ overdueShare: shares?.overdueShare, largestShare: shares?.largestShare },
    ...{ disputedShare: shares?.disputedShare },
    indexAgeSeconds: latest === undefined ? undefined : Math.max(0, now - latest),
    ...{ keyLossDrillDays: daysSince("keyLoss"), gatewayDownDrillDays: daysSince("gatewayDown") },
    reorganisationDrillDays: daysSince("reorganisation"),
    undecidedWarnings: sum(counted.filter(({ outcome }) => outcome === "open").map(({ count }) => count)),
  };
  return (indicator) =>
    indicator.kind === "figure"
      ? figures[indicator.figure]
      : sum(counted.filter(({ rule }) => rule === indicator.rule).map(({ current }) => current));
}

type Share = Extract<RiskFigure, "overdueShare" | "largestShare" | "disputedShare">;
type Shares = Readonly<Record<Share, number | undefined>>;

const SHARES: Readonly<Record<Share, (open: readonly ItemStanding[], day: number) => bigint>> = {
  overdueShare: (open, day) => sumOpen(open.filter(({ due }) => due < day)),
  largestShare: (open) => {
    const sums = [...Map.groupBy(open, ({ item }) => item.customer).values()].map(sumOpen);
    return sums.reduce((most, one) => (one > most ? one : most), 0n);
  },
  disputedShare: (open) => open.reduce((total, { disputed }) => total + disputed, 0n),
};

/** Of the currency in which each is largest, parts per million; undefined where nothing is open. */
async function sharesOf(sql: Sql, { organisation, tokens, now }: AskedFigures): Promise<Shares> {
  const found: Partial<Record<Share, number>> = {};
  const day = Math.floor(now / DAY);
  for (const currency of await bookCurrencies(sql, organisation, tokens)) {
    const { book } = await readBook(sql, { organisation, currency, dayOf: UTC_DAYS });
    const open = standingsAt(book, { day, known: now }).filter((one) => one.open > 0n && !one.isWrittenOff);
    const total = sumOpen(open);
    if (total === 0n) continue;
    for (const [name, part] of Object.entries(SHARES)) {
      const ppm = Number(ratioPpm(part(open, day), total));
      found[name as Share] = Math.max(found[name as Share] ?? 0, ppm);
    }
  }
  const { overdueShare, largestShare, disputedShare } = found;
  return { overdueShare, largestShare, disputedShare };
}

function sumOpen(open: readonly ItemStanding[]): bigint {
  return open.reduce((total, one) => total + one.open, 0n);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
