/** A book with all that some rules of early warning read beside it but the use of limits, which has its own way. */
import type { Book } from "../../domain/indicators/book.ts";
import type { Watched } from "../../domain/risk/watching.ts";
import type { CustomerStanding, Sign, WarningRule } from "../../domain/risk/warnings.ts";
import type { Sql } from "../../store/database.ts";
import { brokenPromises, insolvencySigns, payeeSigns } from "./signs.ts";
import type { AskedSigns } from "./signs.ts";
import { downgrades, expiredGrades, groupsOf, staleAccounts, tiersOf } from "./standings.ts";

/** Promises are as old as this at most, of whatever rule. */
const OLDEST_PROMISE = 4 * 366 * 86_400;

type ReadSigns = (sql: Sql, asked: AskedSigns, book: Book) => Promise<readonly Sign[]>;
type ReadStandings = (sql: Sql, asked: AskedSigns, book: Book) => Promise<readonly CustomerStanding[]>;

const SIGNS: Partial<Record<WarningRule, ReadSigns>> = {
  brokenPromises: (sql, asked, book) => brokenPromises(sql, asked, book, asked.now - OLDEST_PROMISE),
  insolvency: insolvencySigns,
  oldPayeePaid: payeeSigns,
  gradeLowered: downgrades,
};
const STANDINGS: Partial<Record<WarningRule, ReadStandings>> = {
  gradeExpired: expiredGrades,
  accountsStale: staleAccounts,
};

export async function readWatched(
  sql: Sql,
  asked: AskedSigns,
  book: Book,
  rules: readonly WarningRule[],
): Promise<Watched> {
  const signs: Sign[] = [];
  for (const rule of rules) signs.push(...((await SIGNS[rule]?.(sql, asked, book)) ?? []));
  const standings: CustomerStanding[] = [];
  for (const read of new Set(rules.map((rule) => STANDINGS[rule]))) {
    standings.push(...((await read?.(sql, asked, book)) ?? []));
  }
  const groupOf = await groupsOf(sql, asked, book);
  const tiers = rules.includes("belowTier") ? await tiersOf(sql, asked) : [];
  return { book, signs, standings, groupOf, tiers };
}
