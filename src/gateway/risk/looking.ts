/** All that a look at an organisation reads, before anything of it is reckoned. */
import { ZERO_ADDRESS } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Watched } from "../../domain/risk/watching.ts";
import type { CustomerStanding, WarningRule } from "../../domain/risk/warnings.ts";
import type { Database, Transaction } from "../../store/database.ts";
import type { WarningLook } from "../../store/riskKeeping.ts";
import { undecidedWarnings } from "../../store/riskWarnings.ts";
import type { StoredWarning } from "../../store/riskWarnings.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import { UTC_DAYS } from "../portfolio/days.ts";
import { readBook } from "../portfolio/reading.ts";
import type { Tokens } from "../receivables/showing.ts";
import { bookCurrencies, knownCurrency, shownCode } from "./currencies.ts";
import { limitStandings } from "./limitStandings.ts";
import { usedRules } from "./rules.ts";
import type { UsedRule } from "./rules.ts";
import { readWatched } from "./watched.ts";

/** What there is to reckon of one currency. */
export interface LookPart {
  readonly look: WarningLook;
  readonly watched: Watched;
  /** Those that are on, and asked of this part. */
  readonly rules: readonly UsedRule[];
  readonly undecided: readonly StoredWarning[];
}

const DAY = 86_400;
/** So many warnings are judged by time at a look; the rest waits for the next. */
const MOST_DECIDED = 5_000;
/** What they say of a customer has no currency: said of each book it would count as often as there are books. */
const WITHOUT_CURRENCY: ReadonlySet<WarningRule> = new Set([
  "insolvency",
  "gradeLowered",
  "gradeExpired",
  "accountsStale",
]);
const NO_CURRENCY: LedgerCurrency = { address: ZERO_ADDRESS, code: "", exponent: 0 };
const OF_LIMITS: ReadonlySet<WarningRule> = new Set(["limitNear", "limitExceeded"]);

/**
 * By currency of the book, and last of customers in whatever currency. All is read at one instant but use of limits,
 * which takes many readings: it is as it was when each was asked for, a little later.
 * @param at Unix seconds.
 */
export async function readLook(
  { database, tokens }: { readonly database: Database; readonly tokens: Tokens },
  organisation: Address,
  at: number,
): Promise<readonly LookPart[]> {
  const { parts, last, rules } = await atOneInstant(database, (tx) => readBooks(tx, tokens, organisation, at));
  if (!rules.some(({ rule }) => OF_LIMITS.has(rule))) return [...parts, last];
  const standings = await limitStandings(database, organisation, at);
  return [...(await withStandings({ database, tokens }, { parts, rules, organisation, at }, standings)), last];
}

async function readBooks(tx: Transaction, tokens: Tokens, organisation: Address, at: number) {
  const rules = (await usedRules(tx, organisation)).filter(({ isOn }) => isOn);
  const ofBooks = rules.filter(({ rule }) => !WITHOUT_CURRENCY.has(rule));
  const ofCustomers = rules.filter(({ rule }) => WITHOUT_CURRENCY.has(rule));
  const parts: LookPart[] = [];
  for (const currency of await bookCurrencies(tx, organisation, tokens)) {
    const look = lookOf(organisation, shownCode(currency), at);
    const { book } = await readBook(tx, { organisation, currency, dayOf: UTC_DAYS });
    const watched = await readWatched(tx, { organisation, currency, now: at }, book, namesOf(ofBooks));
    parts.push({ look, watched, rules: ofBooks, undecided: await undecidedWarnings(tx, look, MOST_DECIDED) });
  }
  const items = parts.flatMap(({ watched }) => watched.book.items);
  const all = { currency: "", exponent: 0, items, unapplied: [] };
  const asked = { organisation, currency: NO_CURRENCY, now: at };
  const look = lookOf(organisation, "", at);
  const watched = await readWatched(tx, asked, all, namesOf(ofCustomers));
  const undecided = await undecidedWarnings(tx, look, MOST_DECIDED);
  return { parts, last: { look, watched, rules: ofCustomers, undecided }, rules: ofBooks };
}

/** Also of a currency in which nothing is in the book yet: what is prepared uses a limit too. */
async function withStandings(
  { database, tokens }: { readonly database: Database; readonly tokens: Tokens },
  {
    parts,
    rules,
    organisation,
    at,
  }: {
    readonly parts: readonly LookPart[];
    readonly rules: readonly UsedRule[];
    readonly organisation: Address;
    readonly at: number;
  },
  standings: ReadonlyMap<Address, readonly CustomerStanding[]>,
): Promise<readonly LookPart[]> {
  const all = new Map(parts.map((part) => [part.look.currency, part]));
  for (const [address, found] of standings) {
    const currency = knownCurrency(address, tokens);
    if (currency === undefined) continue;
    const code = shownCode(currency);
    const part = all.get(code) ?? (await emptyPart(database, lookOf(organisation, code, at), rules));
    const { watched } = part;
    all.set(code, { ...part, watched: { ...watched, standings: [...watched.standings, ...found] } });
  }
  return [...all.values()];
}

async function emptyPart(database: Database, look: WarningLook, rules: readonly UsedRule[]): Promise<LookPart> {
  const groupOf = (customer: string): string => customer;
  const watched: Watched = { book: { items: [] }, signs: [], standings: [], groupOf, tiers: [] };
  return { look, watched, rules, undecided: await undecidedWarnings(database, look, MOST_DECIDED) };
}

function lookOf(organisation: Address, currency: string, at: number): WarningLook {
  return { organisation, currency, day: Math.floor(at / DAY), at };
}

function namesOf(rules: readonly UsedRule[]): readonly WarningRule[] {
  return rules.map(({ rule }) => rule);
}
