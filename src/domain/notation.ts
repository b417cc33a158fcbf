/**
 * The notation of payment terms that trade uses (R1), read into a structure that {@link resolveLine} turns into dates.
 *
 * ```
 * terms      = line | instalment { "," instalment }      instalments' percentages sum to 100
 * instalment = P "%" line
 * line       = part { [","] part } [ "ROG" ]              ROG counts everything from the receipt of goods
 * part       = discount | due                             at most one due day
 * discount   = P "/" D                                    P % until D days after the invoice
 *            | P "/" D "-" X "extra"                      until D + X days
 *            | P "/" D "EOM"  |  P "/" D "prox"           as the due days below
 * due        = "net" D  |  "n/" D                         D days
 *            | "net" M "months"                           the same day M months later
 *            | "net" D "EOM"                              three readings (R3), so one has to be chosen
 *            | "net" D "EOM on" N                         D days, month end, then day N of the next month
 *            | "EOM"  |  "EOM+" M                         end of the invoice month, or of the Mth after it
 *            | [ "net" ] N "prox"  |  "MFI" N             day N of the next month
 *            | "now"  |  "on" YYYY-MM-DD  |  "COD"  |  "CIA"  |  "CBS"
 * ```
 *
 * Capitals do not matter. "EOM" belongs to the part that it stands in. What is not in this grammar is refused.
 */
import { compare, formatDecimal, parseDecimal, sum, ZERO } from "./decimal.ts";
import type { Decimal } from "./decimal.ts";
import type { DueRule } from "./paymentTerms.ts";
import { dayNumber, TermsError } from "./terms.ts";

/** A day as the notation gives it, relative to the date that its line counts from. */
export type NotedDay =
  | Exclude<DueRule, { kind: "afterDays" }>
  | { readonly kind: "afterDays"; readonly days: number }
  | { readonly kind: "afterMonths"; readonly months: number }
  | { readonly kind: "monthEnd"; readonly months: number }
  /** The days, then month end, then a day of the month after it: Odoo's "days end of month on the". */
  | { readonly kind: "dayAfterMonthEnd"; readonly days: number; readonly day: number };

export interface NotedDiscount {
  readonly percent: Decimal;
  /** The last day on which it may be taken. */
  readonly until: NotedDay;
}

/** One instalment, or the whole where there is but one. */
export interface NotedLine {
  /** Its share of the amount, per cent. */
  readonly percent: Decimal;
  readonly from: "invoiceDate" | "goodsReceipt";
  /** Undefined where the notation gives discounts alone. */
  readonly due: NotedDay | undefined;
  /** As written. */
  readonly discounts: readonly NotedDiscount[];
}

const HUNDRED: Decimal = { units: 100n, scale: 0 };
const MOST_DAYS = 3_650;
const LONGEST = 2_000;
const GRAMMAR = 'write it as "2/10 net 30", "net 30 EOM", "10 prox" or "30% now, 70% EOM+1"';
const INSTALMENT = /(?:^|[,;]) *(\d+(?:\.\d+)?) ?%(?! ?\/) */g;

type Part = { readonly due: NotedDay } | { readonly discount: NotedDiscount };
type Form = readonly [pattern: RegExp, read: (numbers: readonly string[], notation: string) => Part];

const ORDINAL = "(?:st|nd|rd|th)?";
const FORMS: readonly Form[] = [
  form(`P/D ?- ?D extra`, ([p, d, x], all) => off(p, { kind: "afterDays", days: days(d, all) + days(x, all) }, all)),
  form(`P/D eom`, ([p, d], all) => off(p, { kind: "endOfMonth", days: days(d, all) }, all)),
  form(`P/D${ORDINAL} prox`, ([p, d], all) => off(p, { kind: "dayOfNextMonth", day: monthDay(d, all) }, all)),
  form(`P/D`, ([p, d], all) => off(p, { kind: "afterDays", days: days(d, all) }, all)),
  form(`(?:net |n/)D eom on (?:the )?D${ORDINAL}`, ([d, n], all) => ({
    due: { kind: "dayAfterMonthEnd", days: days(d, all), day: monthDay(n, all) },
  })),
  form(`(?:net |n/)D(?: days)? eom`, ([d], all) => ({ due: { kind: "endOfMonth", days: days(d, all) } })),
  form(`net D months?`, ([m], all) => ({ due: { kind: "afterMonths", months: months(m, all) } })),
  form(`(?:net )?D${ORDINAL} prox`, ([d], all) => ({ due: { kind: "dayOfNextMonth", day: monthDay(d, all) } })),
  form(`mfi D`, ([d], all) => ({ due: { kind: "dayOfNextMonth", day: monthDay(d, all) } })),
  form(`(?:net |n/)D(?: days)?`, ([d], all) => ({ due: { kind: "afterDays", days: days(d, all) } })),
  form(`(?:net )?eom ?\\+ ?D`, ([m], all) => ({ due: { kind: "monthEnd", months: months(m, all) } })),
  form(`(?:net )?eom`, () => ({ due: { kind: "monthEnd", months: 0 } })),
  form(`now`, () => ({ due: { kind: "immediately" } })),
  form(`cod`, () => ({ due: { kind: "onEvent", event: "delivery" } })),
  form(`cia`, () => ({ due: { kind: "onEvent", event: "order" } })),
  form(`cbs`, () => ({ due: { kind: "onEvent", event: "shipment" } })),
  form(`on (\\d{4}-\\d{2}-\\d{2})`, ([date = ""]) => {
    dayNumber(date, "notation");
    return { due: { kind: "onDate", date } };
  }),
];

/**
 * Reads a notation into its lines, one unless it has instalments.
 * @throws TermsError naming `notation` for what the grammar does not have, and for percentages that do not sum to 100.
 */
export function readNotation(text: string): readonly [NotedLine, ...NotedLine[]] {
  if (text.length > LONGEST) throw refused(`${text.slice(0, LONGEST)}…`, `it is longer than ${LONGEST} characters`);
  const plain = text.toLowerCase().replace(/\s+/g, " ").trim();
  const starts = [...plain.matchAll(INSTALMENT)];
  if (starts[0]?.index !== 0) return [readLine(plain, HUNDRED, text)];
  const [first, ...others] = starts.map((start, i) => {
    const body = plain.slice(start.index + start[0].length, starts[i + 1]?.index ?? plain.length);
    return readLine(body, percentage(start[1], text, HUNDRED), text);
  });
  if (first === undefined) throw refused(text, GRAMMAR);
  const total = sum([first, ...others].map(({ percent }) => percent));
  if (compare(total, HUNDRED) !== 0) {
    throw refused(text, `the instalments make ${formatDecimal(total)} %; let them make 100 % (R6)`);
  }
  return [first, ...others];
}

function readLine(text: string, percent: Decimal, notation: string): NotedLine {
  const body = text.replace(/(?:^|[ ,;])rog$/, "");
  const parts = readParts(body, notation);
  const dues = parts.flatMap((part) => ("due" in part ? [part.due] : []));
  if (dues.length > 1) throw refused(notation, "it gives two due days: keep one");
  const discounts = parts.flatMap((part) => ("discount" in part ? [part.discount] : []));
  if (parts.length === 0 && body === text) throw refused(notation, GRAMMAR);
  return { percent, from: body === text ? "invoiceDate" : "goodsReceipt", due: dues[0], discounts };
}

function readParts(text: string, notation: string): readonly Part[] {
  const parts: Part[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const found = partAt(rest, notation);
    if (found === undefined) throw refused(notation, `"${rest}" is not understood: ${GRAMMAR}`);
    parts.push(found.part);
    rest = rest.slice(found.length).replace(/^ ?[,;]? ?/, "");
  }
  return parts;
}

function partAt(text: string, notation: string): { readonly part: Part; readonly length: number } | undefined {
  for (const [pattern, read] of FORMS) {
    const match = pattern.exec(text);
    if (match !== null) return { part: read(match.slice(1), notation), length: match[0].length };
  }
  return undefined;
}

/** A form's pattern: P is a percentage, D a whole number, and a part ends where a separator or the text does. */
function form(pattern: string, read: Form[1]): Form {
  const source = pattern.replaceAll("P/", "(\\d+(?:\\.\\d+)?) ?%? ?/ ?").replaceAll("D", "(\\d+)");
  return [new RegExp(`^${source}(?![^ ,;])`), read];
}

function off(percent: string | undefined, until: NotedDay, notation: string): Part {
  return { discount: { percent: percentage(percent, notation), until } };
}

function percentage(digits: string | undefined, notation: string, most?: Decimal): Decimal {
  const percent = parseDecimal(digits ?? "");
  const inRange = percent !== undefined && compare(percent, ZERO) > 0;
  if (inRange && (most === undefined ? compare(percent, HUNDRED) < 0 : compare(percent, most) <= 0)) return percent;
  throw refused(notation, `${digits ?? "nothing"} is no percentage of it: write more than 0 and less than 100`);
}

function days(digits: string | undefined, notation: string): number {
  return within(digits, 0, MOST_DAYS, "a number of days", notation);
}

function months(digits: string | undefined, notation: string): number {
  return within(digits, 0, MOST_DAYS / 30, "a number of months", notation);
}

function monthDay(digits: string | undefined, notation: string): number {
  return within(digits, 1, 31, "a day of a month", notation);
}

function within(digits: string | undefined, least: number, most: number, what: string, notation: string): number {
  const number = Number(digits);
  if (number >= least && number <= most) return number;
  throw refused(notation, `${digits ?? "nothing"} is not ${what}: stay within ${least} and ${Math.floor(most)}`);
}

function refused(notation: string, wayOut: string): TermsError {
  return new TermsError("notation", `"${notation}"`, wayOut);
}
