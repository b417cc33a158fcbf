/**
 * The terms file: JSON in the words of a treasurer, amounts in major units. What it says is parsed here and only
 * here.
 */
import { CALENDAR_NAMES, CONVENTIONS } from "../../domain/businessDays.ts";
import type { BusinessDayConvention, CalendarName } from "../../domain/businessDays.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { DAY_COUNTS } from "../../domain/dayCount.ts";
import type { DayCount } from "../../domain/dayCount.ts";
import { compare, formatDecimal, ZERO } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import { TAX_MODES } from "../../domain/discountTax.ts";
import type { TaxedAmount, TaxMode } from "../../domain/discountTax.ts";
import type { LateRate } from "../../domain/lateRate.ts";
import { MAX_GRACE_DAYS } from "../../domain/money.ts";
import { readNotation } from "../../domain/notation.ts";
import type { NotedLine } from "../../domain/notation.ts";
import { END_OF_MONTH_READINGS } from "../../domain/paymentTerms.ts";
import type { Occasion } from "../../domain/resolveNotation.ts";
import { TermsError } from "../../domain/terms.ts";
import { fieldsOf, notNegative } from "./fields.ts";
import type { Fields } from "./fields.ts";
import { parseJson } from "./json.ts";
import { readLateInterest } from "./lateInterest.ts";

export interface Money {
  /** ISO 4217, or undefined where the file gives an exponent alone. */
  readonly code: string | undefined;
  readonly exponent: number;
}

/** A discount that is stated rather than noted: a share of what qualifies, or a sum in minor units. */
export interface StatedDiscount {
  readonly until: string;
  readonly off: { readonly percent: Decimal } | { readonly sum: bigint };
}

export interface BusinessDays {
  readonly calendar: CalendarName;
  /** Further holidays, `YYYY-MM-DD`. */
  readonly holidays: readonly string[];
  readonly convention: BusinessDayConvention;
  /** Whether interest is counted from the day that the due date moved to (R5), or from the agreed one. */
  readonly interestFrom: "moved" | "agreed";
}

export interface TermsFile {
  readonly money: Money;
  /** Minor units; a total, or what qualifies for a discount apart from its tax. */
  readonly amount: bigint | (TaxedAmount & { readonly taxMode: TaxMode });
  readonly occasion: Occasion;
  readonly lines: readonly NotedLine[] | undefined;
  /** Which instalment, counted from 1. */
  readonly line: number | undefined;
  readonly dueDate: string | undefined;
  readonly discounts: readonly StatedDiscount[];
  /** Per cent a year (R14). */
  readonly slidingDiscount: Decimal;
  readonly discountOnParts: boolean;
  readonly businessDays: BusinessDays | undefined;
  readonly dayCount: DayCount;
  readonly lateInterest: LateRate;
  readonly graceDays: number;
  /** Minor units. */
  readonly fixedSum: bigint;
  readonly principalFirst: boolean;
}

const MOST_INSTALMENTS = 10_000;

/** @throws TermsError naming the field, the value and the way out. */
export function readTermsFile(text: string): TermsFile {
  const file = fieldsOf(parseJson(text), "the file");
  const money = readMoney(file);
  const dayCount = file.choice("dayCount", DAY_COUNTS) ?? "act/365";
  const notation = file.text("notation");
  const terms: TermsFile = {
    money,
    amount: readAmount(file, money.exponent),
    occasion: {
      invoiceDate: file.date("invoiceDate"),
      deliveryDate: file.date("deliveryDate"),
      shipmentDate: file.date("shipmentDate"),
      orderDate: file.date("orderDate"),
      endOfMonth: file.choice("endOfMonth", END_OF_MONTH_READINGS),
    },
    lines: notation === undefined ? undefined : readNotation(notation),
    line: file.whole("line", 1, MOST_INSTALMENTS),
    dueDate: file.date("dueDate"),
    discounts: (file.list("discounts") ?? []).map((discount) => readDiscount(discount, money.exponent)),
    slidingDiscount: readPercent(file, "slidingDiscount") ?? ZERO,
    discountOnParts: file.flag("discountOnParts") ?? false,
    businessDays: readBusinessDays(file.object("businessDays")),
    dayCount,
    lateInterest: readLateInterest(file.object("lateInterest"), dayCount),
    graceDays: file.whole("graceDays", 0, MAX_GRACE_DAYS) ?? 0,
    fixedSum: file.money("fixedSum", money.exponent) ?? 0n,
    principalFirst: file.choice("allocation", ["charges-first", "principal-first"]) === "principal-first",
  };
  file.end();
  return terms;
}

function readMoney(file: Fields): Money {
  const code = file.text("currency");
  const exponent = file.whole("exponent", 0, 18);
  if (code === undefined) {
    if (exponent !== undefined) return { code, exponent };
    throw new TermsError(
      "currency",
      "missing",
      'write its ISO 4217 code, such as "EUR", or its decimals as "exponent"',
    );
  }
  const currency = currencyByCode(code);
  if (currency === undefined) {
    throw new TermsError("currency", `"${code}"`, 'write a code of ISO 4217 in capitals, or "exponent" instead');
  }
  if (exponent === undefined) return { code, exponent: currency.exponent };
  throw new TermsError("exponent", `${exponent}`, `leave it out: ${code} has ${currency.exponent} decimals`);
}

function readAmount(file: Fields, exponent: number): TermsFile["amount"] {
  const amount = file.money("amount", exponent);
  const net = file.money("net", exponent);
  const tax = file.money("tax", exponent);
  const undiscounted = file.money("undiscounted", exponent);
  const taxMode = file.choice("taxMode", TAX_MODES);
  const parts = { net, tax, undiscounted, taxMode };
  if (amount !== undefined) {
    const other = Object.entries(parts).find(([, value]) => value !== undefined)?.[0];
    if (other === undefined) return amount;
    throw new TermsError(other, "given beside amount", "write amount alone, or net, tax and taxMode without it");
  }
  if (net === undefined) throw new TermsError("amount", "missing", "write amount, or net, tax and taxMode");
  if (tax === undefined) throw new TermsError("tax", "missing", 'write the tax on net, or "0"');
  if (taxMode === undefined) throw new TermsError("taxMode", "missing", 'write "always", "early" or "never" (R10)');
  return { net, tax, undiscounted: undiscounted ?? 0n, taxMode };
}

function readDiscount(discount: Fields, exponent: number): StatedDiscount {
  const until = discount.date("until");
  const percent = readPercent(discount, "percent");
  const sum = discount.money("sum", exponent);
  discount.end();
  if (until === undefined) throw new TermsError("discounts", "without until", "write the last day of each as until");
  if (percent !== undefined && sum === undefined) return { until, off: { percent } };
  if (sum !== undefined && percent === undefined) return { until, off: { sum } };
  throw new TermsError("discounts", `that of ${until} without either`, "write percent or sum, one of them");
}

/** More than 0 and at most 100 per cent; undefined if there is none. */
function readPercent(fields: Fields, name: string): Decimal | undefined {
  const percent = fields.decimal(name);
  if (percent === undefined) return undefined;
  const text = formatDecimal(percent);
  if (compare(notNegative(percent, name, text), { units: 100n, scale: 0 }) <= 0) return percent;
  throw new TermsError(name, text, "write at most 100 per cent");
}

function readBusinessDays(fields: Fields | undefined): BusinessDays | undefined {
  if (fields === undefined) return undefined;
  const calendar = fields.choice("calendar", CALENDAR_NAMES);
  const convention = fields.choice("convention", CONVENTIONS);
  const holidays = fields.dates("holidays") ?? [];
  const interestFrom = fields.choice("interestFrom", ["moved", "agreed"]) ?? "moved";
  fields.end();
  if (calendar === undefined) {
    throw new TermsError("businessDays.calendar", "missing", `name it: ${CALENDAR_NAMES.join(", ")} (R5)`);
  }
  if (convention === undefined) {
    throw new TermsError("businessDays.convention", "missing", `choose ${CONVENTIONS.join(", ")} (R5)`);
  }
  return { calendar, convention, holidays, interestFrom };
}
