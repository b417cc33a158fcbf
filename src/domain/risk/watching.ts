/** All warnings of a book, its signs and its standings at a cut. */
import { ratioPpm } from "../factoring/figures.ts";
import { counts } from "../indicators/book.ts";
import type { Book, BookItem, Cut } from "../indicators/book.ts";
import { standingsAt } from "../indicators/standing.ts";
import { bankReturn, disputesRising, firstLate, lasting, lateDrift, named, overdueShare } from "./rulesOfPaying.ts";
import type { CustomerRule, Found } from "./rulesOfPaying.ts";
import { belowTier, dilutionRising, dormantRevived, largerInvoice } from "./rulesOfTrade.ts";
import { RULE_SPECS, SIGN_KINDS } from "./warnings.ts";
import type { CustomerStanding, RuleSetting, Sign, SignKind, Warning, WarningRule } from "./warnings.ts";

export interface Watched {
  readonly book: Pick<Book, "items">;
  readonly signs: readonly Sign[];
  readonly standings: readonly CustomerStanding[];
  /** The group of affiliates of a customer, or the customer itself (R50). */
  readonly groupOf: (customer: string) => string;
  /** Amounts from which somebody has to approve, minor units. */
  readonly tiers: readonly bigint[];
}

type Customers = ReadonlyMap<string, readonly BookItem[]>;

/** What each rule that is asked for says, in the order of the settings, and of each in the order of the book. */
export function warningsAt(watched: Watched, settings: readonly RuleSetting[], cut: Cut): readonly Warning[] {
  const customers = Map.groupBy(watched.book.items, ({ customer }) => customer);
  return settings.flatMap((setting) => ofRule(watched, customers, setting, cut));
}

function ofRule(watched: Watched, customers: Customers, setting: RuleSetting, cut: Cut): readonly Warning[] {
  const { rule, threshold } = setting;
  const said = (subject: string, found: Found): Warning => ({ rule, subject, threshold, ...found });
  const over = (each: CustomerRule): readonly Warning[] =>
    [...customers].flatMap(([customer, items]) => each(items, setting, cut).map((found) => said(customer, found)));
  const byBook = bookRule(watched, rule);
  if (byBook !== undefined) return over(byBook);
  if (rule === "concentration") return concentration(watched, setting, cut).map(([group, found]) => said(group, found));
  if (isSign(rule)) return ofSigns(watched.signs, rule, setting, cut).map(([who, found]) => said(who, found));
  return watched.standings.flatMap((one) => standing(one, setting, cut).map((found) => said(one.customer, found)));
}

function bookRule({ tiers }: Watched, rule: WarningRule): CustomerRule | undefined {
  const rules: Partial<Record<WarningRule, CustomerRule>> = {
    ...{ lateDrift, firstLate, overdueShare, disputesRising, bankReturn },
    ...{ dilutionRising, largerInvoice, dormantRevived, belowTier: belowTier(tiers) },
  };
  return rules[rule];
}

type Of = readonly [subject: string, found: Found];

function concentration({ book, groupOf }: Watched, { threshold }: RuleSetting, cut: Cut): readonly Of[] {
  const open = standingsAt(book, cut).filter((one) => one.open > 0n && !one.isWrittenOff);
  const total = open.reduce((sum, one) => sum + one.open, 0n);
  return [...Map.groupBy(open, ({ item }) => groupOf(item.customer))].flatMap(([group, of]): readonly Of[] => {
    const figure = ratioPpm(
      of.reduce((sum, one) => sum + one.open, 0n),
      total,
    );
    return figure < threshold ? [] : [[group, { ...lasting(cut), figure, n: of.length, items: named(of) }]];
  });
}

function isSign(rule: WarningRule): rule is SignKind {
  return (SIGN_KINDS as readonly WarningRule[]).includes(rule);
}

/** Each sign of the window on its own, or all of a customer once they are as many as the threshold. */
function ofSigns(
  signs: readonly Sign[],
  kind: SignKind,
  { threshold, windowDays }: RuleSetting,
  cut: Cut,
): readonly Of[] {
  const found = signs.filter((sign) => {
    const isOver = sign.until !== undefined && sign.until <= cut.known;
    return sign.kind === kind && counts(sign, cut) && sign.day > cut.day - windowDays && !isOver;
  });
  if (RULE_SPECS[kind].isEachOnItsOwn) {
    const alone = { figure: 1n, n: 1, items: [] };
    return found.map(({ customer, day, reference }) => [customer, { ...alone, occasion: reference, since: day }]);
  }
  return [...Map.groupBy(found, ({ customer }) => customer)].flatMap(([customer, of]): readonly Of[] => {
    const figure = BigInt(of.length);
    if (figure < threshold) return [];
    const since = Math.max(...of.map(({ day }) => day));
    return [[customer, { occasion: "", since, figure, n: of.length, items: [] }]];
  });
}

function standing(
  { limitUsePpm, gradeExpired, accountsStale }: CustomerStanding,
  { rule, threshold }: RuleSetting,
  cut: Cut,
): readonly Found[] {
  const alone = { ...lasting(cut), n: 1, items: [] };
  const use = limitUsePpm ?? 0n;
  if (rule === "limitExceeded") return use > threshold ? [{ ...alone, figure: use }] : [];
  if (rule === "limitNear") return use >= threshold && use <= WHOLE ? [{ ...alone, figure: use }] : [];
  const since = rule === "gradeExpired" ? gradeExpired : accountsStale;
  const figure = BigInt(cut.day - (since ?? cut.day));
  return since === undefined || since > cut.day || figure < threshold ? [] : [{ ...alone, since, figure }];
}

const WHOLE = 1_000_000n;
