import type { BankBalance, BankBalanceKind, BankEntry } from "../../domain/bankStatement.ts";
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import type { FindingLog } from "./findingLog.ts";

/** Count and sum of some entries, minor units, unsigned. */
interface Tally {
  count: number;
  sum: bigint;
}

interface CurrencySums {
  readonly exponent: number;
  booked: bigint;
}

/** Totals that a statement gives of its entries: `TxsSummry`, fields 90C and 90D. */
export interface GivenTotals {
  readonly all: GivenTally;
  readonly credits: GivenTally;
  readonly debits: GivenTally;
}

/** What a statement says of itself that can be compared with its entries. */
export interface Compared {
  readonly balances: readonly BankBalance[];
  /** Entries that the statement has, those that could not be read included. */
  readonly entryCount: number;
  /** Whether it is one page of several. */
  readonly isPart: boolean;
}

/** A sum has no currency of its own; it is as precise as it was written. */
export interface GivenTally {
  readonly count: number | undefined;
  /** A decimal with a point, unsigned. */
  readonly sum: string | undefined;
}

const NOTHING: GivenTally = { count: undefined, sum: undefined };
export const NO_TOTALS: GivenTotals = { all: NOTHING, credits: NOTHING, debits: NOTHING };

/** Adds a statement up while its entries pass, and compares at its end. */
export class Arithmetic {
  readonly #currencies = new Map<string, CurrencySums>();
  readonly #tallies = {
    every: { credits: tally(), debits: tally() },
    booked: { credits: tally(), debits: tally() },
  };
  #read = 0;

  add({ amount, currency, exponent, status }: BankEntry): void {
    this.#read += 1;
    const side = amount < 0n ? "debits" : "credits";
    count(this.#tallies.every[side], amount);
    const sums = this.#currencies.get(currency) ?? { exponent, booked: 0n };
    this.#currencies.set(currency, sums);
    if (status !== "booked") return;
    count(this.#tallies.booked[side], amount);
    sums.booked += amount;
  }

  /**
   * Whether opening balance and booked entries make the closing balance, in each currency that has both. Undefined when
   * there is nothing to compare, or when an entry could not be read. A difference is the error BALANCE-SUM.
   *
   * A page may repeat the balances of the whole statement, so a difference on one of several is the warning
   * BALANCE-PART, and nothing can be said.
   */
  checkBalances({ balances, entryCount, isPart }: Compared, log: FindingLog): boolean | undefined {
    if (entryCount !== this.#read) return undefined;
    const currencies = new Set(balances.map(({ currency }) => currency));
    const verdicts = [...currencies].map((currency) => {
      const own = balances.filter((balance) => balance.currency === currency);
      const opening = openingOf(own);
      const closing = closingOf(own);
      if (opening === undefined || closing === undefined) return undefined;
      return this.#addsUp(opening, closing, isPart, log);
    });
    if (verdicts.includes(false)) return false;
    return verdicts.includes(true) ? true : undefined;
  }

  #addsUp(opening: BankBalance, closing: BankBalance, isPart: boolean, log: FindingLog): boolean | undefined {
    const { currency, exponent } = opening;
    const expected = opening.amount + (this.#currencies.get(currency)?.booked ?? 0n);
    if (expected === closing.amount) return true;
    const figures = {
      expected: `${formatDecimal(fromMinorUnits(expected, exponent))} ${currency}`,
      actual: `${formatDecimal(fromMinorUnits(closing.amount, exponent))} ${currency}`,
    };
    if (isPart) {
      log.warn("BALANCE-PART", "closing", "The balances may be those of all pages, and this is one of them.", figures);
      return undefined;
    }
    const message = "Opening balance and booked entries do not make the closing balance.";
    log.error("BALANCE-SUM", "closing", message, figures);
    return false;
  }

  /**
   * Compares given totals with the entries: with all of them, or with the booked ones, as banks do both. A difference
   * is the error TOTALS-COUNT or TOTALS-SUM. Sums are compared where all entries are of one currency.
   */
  checkTotals(totals: GivenTotals, entryCount: number, log: FindingLog): void {
    if (entryCount !== this.#read) return;
    const { every, booked } = this.#tallies;
    const [only] = [...this.#currencies.values()];
    const exponent = this.#currencies.size === 1 ? only?.exponent : undefined;
    for (const name of ["all", "credits", "debits"] as const) {
      const tallies = [every, booked].map(({ credits, debits }) => {
        if (name === "all") return { count: credits.count + debits.count, sum: credits.sum + debits.sum };
        return name === "credits" ? credits : debits;
      });
      compare(name, totals[name], tallies, exponent, log);
    }
  }
}

function compare(
  name: string,
  given: GivenTally,
  tallies: readonly Tally[],
  exponent: number | undefined,
  log: FindingLog,
): void {
  const field = `totals.${name}`;
  const [every] = tallies;
  if (every === undefined) return;
  if (given.count !== undefined && !tallies.some(({ count: own }) => own === given.count)) {
    const details = { expected: String(every.count), actual: String(given.count) };
    log.error("TOTALS-COUNT", field, "The statement counts other entries than it has.", details);
  }
  if (given.sum === undefined || exponent === undefined) return;
  const sums = tallies.map(({ sum }) => formatDecimal(fromMinorUnits(sum, exponent)));
  if (sums.some((sum) => bare(sum) === bare(given.sum ?? ""))) return;
  const details = { expected: sums[0] ?? "", actual: given.sum };
  log.error("TOTALS-SUM", field, "The entries do not make the sum that the statement gives.", details);
}

/** A decimal without zeros that say nothing: "0100.50" and "100.5" are one. */
function bare(decimal: string): string {
  const [whole = "", fraction = ""] = decimal.split(".");
  const zeros = /^0*/.exec(whole)?.[0].length ?? 0;
  return `${whole.slice(zeros)}.${withoutTrailingZeros(fraction)}`;
}

function withoutTrailingZeros(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === "0") end -= 1;
  return text.slice(0, end);
}

/** The booked balance that a statement begins with; a later page begins with an interim one. */
function openingOf(balances: readonly BankBalance[]): BankBalance | undefined {
  return first(balances, "opening") ?? first(balances, "previousClosing") ?? first(balances, "interimOpening");
}

function closingOf(balances: readonly BankBalance[]): BankBalance | undefined {
  return last(balances, "closing") ?? last(balances, "interimClosing");
}

/** The one of the earliest day; of one day the first that was written. */
function first(balances: readonly BankBalance[], kind: BankBalanceKind): BankBalance | undefined {
  const own = balances.filter((balance) => balance.kind === kind);
  return own.reduce<BankBalance | undefined>(
    (least, each) => (least === undefined || day(each) < day(least) ? each : least),
    undefined,
  );
}

/** The one of the latest day; of one day the last that was written. */
function last(balances: readonly BankBalance[], kind: BankBalanceKind): BankBalance | undefined {
  const own = balances.filter((balance) => balance.kind === kind);
  return own.reduce<BankBalance | undefined>(
    (most, each) => (most === undefined || day(each) >= day(most) ? each : most),
    undefined,
  );
}

function day({ date }: BankBalance): string {
  return date ?? "";
}

function tally(): Tally {
  return { count: 0, sum: 0n };
}

function count(into: Tally, amount: bigint): void {
  into.count += 1;
  into.sum += amount < 0n ? -amount : amount;
}
