/** The figures by which entries of the risk register are watched, as they were at an instant. */
import { ratioPpm } from "../../domain/factoring/figures.ts";
import type { Book } from "../../domain/indicators/book.ts";
import { standingsAt } from "../../domain/indicators/standing.ts";
import type { ItemStanding } from "../../domain/indicators/standing.ts";
import type { Address } from "../../domain/receivable.ts";
import type { RiskFigure, RiskIndicator } from "../../domain/risk/register.ts";
import type { Drill } from "../../domain/risk/runbook.ts";
import { latestInstant } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { ruleCountsAt } from "../../store/riskRecords.ts";
import type { RuleCounts } from "../../store/riskRecords.ts";
import { lastPassed } from "../../store/riskRunbook.ts";
import { UTC_DAYS } from "../portfolio/days.ts";
import { readBook } from "../portfolio/reading.ts";
import type { Tokens } from "../receivables/showing.ts";
import { bookCurrencies } from "./currencies.ts";
import { groupsOf } from "./standings.ts";

const DAY = 86_400;

export interface AskedFigures {
  readonly organisation: Address;
  readonly tokens: Tokens;
  /** Nothing that was recorded later counts, unix seconds; but the index is as old as it is now. */
  readonly now: number;
}

/** Undefined where a figure cannot be reckoned; infinite of a drill that never passed. */
export type FigureOf = (indicator: RiskIndicator) => number | undefined;

/** What figures are reckoned from, all of it read from one state of the tables. */
export interface ReadFigures {
  readonly now: number;
  readonly counted: readonly RuleCounts[];
  /** Unix seconds. */
  readonly latest: number | undefined;
  readonly passed: ReadonlyMap<Drill, number>;
  readonly books: readonly GroupedBook[];
}

interface GroupedBook {
  readonly book: Book;
  readonly groupOf: (customer: string) => string;
}

/** The books are read only if one of the indicators asks for them. */
export async function readFigures(
  sql: Sql,
  asked: AskedFigures,
  indicators: readonly RiskIndicator[],
): Promise<ReadFigures> {
  const { organisation, now } = asked;
  const needsBooks = indicators.some((one) => one.kind === "figure" && one.figure in SHARES);
  return {
    now,
    counted: await ruleCountsAt(sql, { organisation, cut: { day: Math.floor(now / DAY), known: now } }),
    latest: await latestInstant(sql),
    passed: await lastPassed(sql, organisation, now),
    books: needsBooks ? await groupedBooks(sql, asked) : [],
  };
}

async function groupedBooks(sql: Sql, { organisation, tokens, now }: AskedFigures): Promise<readonly GroupedBook[]> {
  const books: GroupedBook[] = [];
  for (const currency of await bookCurrencies(sql, organisation, tokens)) {
    const { book } = await readBook(sql, { organisation, currency, dayOf: UTC_DAYS, known: now });
    books.push({ book, groupOf: await groupsOf(sql, { organisation, currency, now }, book) });
  }
  return books;
}

/** Long books take their time: never within a transaction. */
export function figuresOf({ now, counted, latest, passed, books }: ReadFigures): FigureOf {
  const { bookOverdueShare, largestGroupShare, bookDisputedShare } = sharesOf(books, now);
  const daysSince = (drill: Drill): number => Math.floor((now - (passed.get(drill) ?? -Infinity)) / DAY);
  const figures: Record<RiskFigure, number | undefined> = {
    ...{ bookOverdueShare, largestGroupShare, bookDisputedShare },
    indexAgeSeconds: latest === undefined ? undefined : Math.max(0, now - latest),
    ...{ keyLossDrillDays: daysSince("keyLoss"), gatewayDownDrillDays: daysSince("gatewayDown") },
    reorganisationDrillDays: daysSince("reorganisation"),
    undecidedWarnings: counted.reduce((sum, { undecided }) => sum + undecided, 0),
  };
  return (indicator) =>
    indicator.kind === "figure"
      ? figures[indicator.figure]
      : (counted.find(({ rule }) => rule === indicator.rule)?.current ?? 0);
}

type Share = Extract<RiskFigure, "bookOverdueShare" | "largestGroupShare" | "bookDisputedShare">;
type Shares = Readonly<Partial<Record<Share, number>>>;
type PartOf = (open: readonly ItemStanding[], day: number, groupOf: GroupedBook["groupOf"]) => bigint;

const SHARES: Readonly<Record<Share, PartOf>> = {
  bookOverdueShare: (open, day) => sumOpen(open.filter(({ due }) => due < day)),
  largestGroupShare: (open, _, groupOf) => {
    const sums = [...Map.groupBy(open, ({ item }) => groupOf(item.customer)).values()].map(sumOpen);
    return sums.reduce((most, one) => (one > most ? one : most), 0n);
  },
  bookDisputedShare: (open) => open.reduce((total, { disputed }) => total + disputed, 0n),
};

/** Of the currency in which each is largest, parts per million; undefined where nothing is open. */
function sharesOf(books: readonly GroupedBook[], now: number): Shares {
  const found: Partial<Record<Share, number>> = {};
  const day = Math.floor(now / DAY);
  for (const { book, groupOf } of books) {
    const open = standingsAt(book, { day, known: now }).filter((one) => one.open > 0n && !one.isWrittenOff);
    const total = sumOpen(open);
    if (total === 0n) continue;
    for (const [name, part] of Object.entries(SHARES)) {
      const ppm = Number(ratioPpm(part(open, day, groupOf), total));
      found[name as Share] = Math.max(found[name as Share] ?? 0, ppm);
    }
  }
  return found;
}

function sumOpen(open: readonly ItemStanding[]): bigint {
  return open.reduce((total, one) => total + one.open, 0n);
}
