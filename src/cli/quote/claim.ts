/** From a terms file to a claim that an engine can reckon with: days resolved, sums in minor units, rules named. */
import { adjust, withHolidays } from "../../domain/businessDays.ts";
import { compare, formatDecimal, shortest, ZERO } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import { costOfMissing } from "../../domain/discountCost.ts";
import type { DiscountCost } from "../../domain/discountCost.ts";
import { discountSums } from "../../domain/discountTax.ts";
import { LEDGER_ENGINE, reckoningEngine } from "../../domain/engine.ts";
import type { Engine } from "../../domain/engine.ts";
import { instalmentAmounts, percentOfAmount } from "../../domain/instalments.ts";
import { PRINCIPAL_FIRST, termsFault } from "../../domain/money.ts";
import type { NotedLine } from "../../domain/notation.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Terms } from "../../domain/receivable.ts";
import { resolveLine } from "../../domain/resolveNotation.ts";
import type { ResolvedDay } from "../../domain/resolveNotation.ts";
import {
  dateOfDay,
  dayNumber,
  isoCurrencyAddress,
  partsPerMillion,
  PERCENT_DECIMALS,
  TermsError,
} from "../../domain/terms.ts";
import { calendarOf } from "../../documents/calendars.ts";
import type { BusinessDays, TermsFile } from "./termsFile.ts";

export interface ClaimDiscount {
  readonly until: ResolvedDay;
  readonly percent: Decimal | undefined;
  /** Minor units. */
  readonly sum: bigint;
  /** Undefined where waiting gains no day. */
  readonly cost: DiscountCost | undefined;
}

export interface ClaimDue extends ResolvedDay {
  /** The last day on which paying is not late, where it is after the date that interest is counted from. */
  readonly payableUntil: string | undefined;
}

export interface Claim {
  readonly file: TermsFile;
  /** Which instalment of how many, and its share of the whole; undefined for the whole. */
  readonly instalment: { readonly line: number; readonly of: number; readonly percent: Decimal } | undefined;
  readonly due: ClaimDue;
  /** The first to end first. */
  readonly discounts: readonly ClaimDiscount[];
  readonly terms: Terms;
  readonly engine: Engine;
  /** Whether the ledger itself comes to these figures; it knows flat rates by 365 or 360 only. */
  readonly onLedger: boolean;
}

interface Discount {
  readonly until: ResolvedDay;
  readonly off: { readonly percent: Decimal } | { readonly sum: bigint };
}

/** @throws TermsError where the file leaves something open or contradicts itself. */
export function claimOf(file: TermsFile): Claim {
  const noted = chosenLine(file);
  const resolved = noted === undefined ? undefined : resolveLine(noted, file.occasion);
  const { due, dueDay, grace } = dueOf(file, resolved?.due);
  const stated = file.discounts.map(({ until, off }): Discount => ({ until: { date: until, rule: "as stated" }, off }));
  const ofNotation = (resolved?.discounts ?? []).map(({ until, percent }): Discount => ({ until, off: { percent } }));
  if (stated.length > 0 && ofNotation.length > 0) {
    throw new TermsError("discounts", "stated beside those of the notation", "keep one of them");
  }
  const tiers = [...stated, ...ofNotation].sort((a, b) => (a.until.date < b.until.date ? -1 : 1));
  const { amount, sums } = amountsOf(file, tiers, noted);
  const lastDay = due.payableUntil ?? due.date;
  const discounts = tiers.map(({ until, off }, i): ClaimDiscount => {
    const sum = sums[i] ?? 0n;
    const cost = costOfMissing(amount, sum, dayNumber(lastDay) - dayNumber(until.date));
    return { until, percent: "percent" in off ? off.percent : undefined, sum, cost };
  });
  checkDiscounts(discounts, dueDay, file);
  const onLedger = ledgerKnows(file);
  const terms = termsOf(file, amount, dueDay, grace, discounts, onLedger);
  const lines = file.lines?.length ?? 1;
  return {
    file,
    instalment:
      noted === undefined || lines === 1 ? undefined : { line: file.line ?? 1, of: lines, percent: noted.percent },
    due,
    discounts,
    terms,
    engine: onLedger ? LEDGER_ENGINE : reckoningEngine(file.lateInterest, file.dayCount),
    onLedger,
  };
}

function chosenLine({ lines, line }: TermsFile): NotedLine | undefined {
  const count = lines?.length ?? 1;
  if (line === undefined && count > 1) {
    throw new TermsError("line", "missing", `the notation has ${count} instalments: write which one, from 1`);
  }
  if (line !== undefined && line > count) {
    throw new TermsError("line", `${line}`, `there are ${count}: write one from 1 to ${count}`);
  }
  return lines?.[(line ?? 1) - 1];
}

function dueOf(
  file: TermsFile,
  noted: ResolvedDay | undefined,
): { readonly due: ClaimDue; readonly dueDay: number; readonly grace: number } {
  if (noted !== undefined && file.dueDate !== undefined) {
    throw new TermsError("dueDate", file.dueDate, `leave it out: the notation says ${noted.date} (${noted.rule})`);
  }
  const agreed = noted ?? (file.dueDate === undefined ? undefined : { date: file.dueDate, rule: "as stated" });
  if (agreed === undefined) {
    throw new TermsError("dueDate", "missing", "write it, or a notation that says when the amount is due");
  }
  const moved = file.businessDays === undefined ? agreed : move(agreed, file.businessDays);
  const [from, to] = [dayNumber(agreed.date), dayNumber(moved.date)];
  if (file.businessDays?.interestFrom !== "agreed" || to === from) {
    return { due: { ...moved, payableUntil: undefined }, dueDay: to, grace: file.graceDays };
  }
  // Paying by the day moved to is not late; beyond it, all days count from the agreed one: that is what grace does.
  const payableUntil = to > from ? moved.date : undefined;
  const due = { date: agreed.date, rule: `${moved.rule}; interest from the agreed day`, payableUntil };
  return { due, dueDay: from, grace: file.graceDays + Math.max(0, to - from) };
}

function move({ date, rule }: ResolvedDay, { calendar, holidays, convention }: BusinessDays): ResolvedDay {
  const named = withHolidays(calendarOf(calendar), holidays);
  const moved = adjust(date, convention, named);
  if (moved === date) return { date, rule };
  return { date: moved, rule: `${rule}; R5: ${date} moved to ${moved} by ${convention}, calendar ${named.name}` };
}

/** What the line owes, and the sum off of each tier. */
function amountsOf(
  file: TermsFile,
  tiers: readonly Discount[],
  noted: NotedLine | undefined,
): { readonly amount: bigint; readonly sums: readonly bigint[] } {
  const percents = file.lines?.map(({ percent }) => percent) ?? [];
  if (typeof file.amount === "bigint") {
    const lines = percents.length > 1 ? instalmentAmounts(file.amount, percents) : [file.amount];
    const amount = lines[noted === undefined ? 0 : (file.line ?? 1) - 1] ?? 0n;
    return { amount, sums: tiers.map(({ off }) => ("sum" in off ? off.sum : percentOfAmount(amount, off.percent))) };
  }
  if (percents.length > 1) {
    throw new TermsError(
      "net",
      "given beside instalments",
      "write a file for each instalment, with its own net and tax",
    );
  }
  const shares = tiers.map(({ off }) => ("percent" in off ? off.percent : undefined));
  if (shares.includes(undefined)) {
    throw new TermsError("discounts", "a sum beside net and tax", "write percent, or amount instead of net and tax");
  }
  const known = shares.filter((share) => share !== undefined);
  return discountSums(file.amount, known, file.amount.taxMode);
}

function checkDiscounts(discounts: readonly ClaimDiscount[], dueDay: number, file: TermsFile): void {
  const [first, second, third] = discounts;
  if (third !== undefined) {
    throw new TermsError("discounts", `${discounts.length} of them`, "the ledger knows two: agree which ones");
  }
  const late = discounts.find(({ until }) => dayNumber(until.date) > dueDay);
  if (late !== undefined) {
    const wayOut = `that is after the due date ${dateOfDay(dueDay)}: agree an earlier day`;
    throw new TermsError("discounts", `one until ${late.until.date}`, wayOut);
  }
  if (first !== undefined && second !== undefined) {
    const falls = second.sum < first.sum && second.until.date !== first.until.date;
    if (!falls) throw new TermsError("discounts", `not falling`, "let the one that ends later be the smaller one (R1)");
  }
  const sliding = compare(file.slidingDiscount, ZERO) > 0;
  if (sliding && file.dayCount !== "act/365" && file.dayCount !== "act/360") {
    throw new TermsError("slidingDiscount", `by ${file.dayCount}`, "choose dayCount act/365 or act/360 (R14)");
  }
}

function ledgerKnows({ lateInterest, dayCount }: TermsFile): boolean {
  const byLedger = dayCount === "act/365" || dayCount === "act/360";
  return byLedger && lateInterest.kind === "flat" && shortest(lateInterest.percent).scale <= PERCENT_DECIMALS;
}

/** ISO 4217 has a number for "no currency", and an amount in unnamed minor units is just that. */
const NO_CURRENCY = isoCurrencyAddress({ code: "XXX", numeric: 999, exponent: 0 });

function termsOf(
  file: TermsFile,
  amount: bigint,
  dueDay: number,
  graceDays: number,
  discounts: readonly ClaimDiscount[],
  onLedger: boolean,
): Terms {
  const [first, second] = discounts.filter(({ sum }) => sum > 0n);
  const rate = onLedger && file.lateInterest.kind === "flat" ? file.lateInterest.percent : ZERO;
  const terms: Terms = {
    currency: NO_CURRENCY,
    amount,
    dueDay,
    utcOffset: 0,
    discountDay1: first === undefined ? 0 : dayNumber(first.until.date),
    discount1: first?.sum ?? 0n,
    discountDay2: second === undefined ? 0 : dayNumber(second.until.date),
    discount2: second?.sum ?? 0n,
    slidingRate: partsPerMillion(file.slidingDiscount, "slidingDiscount"),
    discountOnParts: file.discountOnParts,
    lateRate: partsPerMillion(rate, "lateInterest.rate"),
    basis: file.dayCount === "act/360" || file.dayCount === "30/360" ? 360 : 365,
    graceDays,
    fixedSum: file.fixedSum,
    allocation: file.principalFirst ? PRINCIPAL_FIRST : 0,
    accelerationDays: 0,
    salt: ZERO_HASH,
  };
  const fault = termsFault(terms);
  if (fault === undefined) return terms;
  const value = fault.field === "lateRate" ? `${formatDecimal(rate)} %` : `${fault.value}`;
  throw new TermsError(fault.field, value, WAYS_OUT[fault.field] ?? "the ledger would refuse it: agree another");
}

const WAYS_OUT: Readonly<Partial<Record<keyof Terms, string>>> = {
  amount: "write more than 0 and less than 2^92 minor units",
  dueDay: "write a due date after 1970-01-01 and before 4840",
  discount1: "a discount cannot be more than the amount",
  discountOnParts: "leave it out where there is no discount",
  lateRate: "write at most 100 per cent a year",
};
