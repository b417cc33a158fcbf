/** From a noted line to dates, each with the rule that gave it (R2 to R4); ambiguous notation has to be chosen (R3). */
import { dayOfMonthAfter, endOfMonthAfter, monthsAfter } from "./months.ts";
import type { NotedDay, NotedLine } from "./notation.ts";
import { addDays, endOfMonth, END_OF_MONTH_READINGS, endOfMonthReadings } from "./paymentTerms.ts";
import type { EndOfMonthReading } from "./paymentTerms.ts";
import type { Decimal } from "./decimal.ts";
import { TermsError } from "./terms.ts";

/** What happened when, as far as the notation asks for it. Dates are `YYYY-MM-DD`. */
export interface Occasion {
  readonly invoiceDate: string | undefined;
  /** When the goods arrived: for ROG and COD. */
  readonly deliveryDate?: string | undefined;
  /** For CBS. */
  readonly shipmentDate?: string | undefined;
  /** For CIA. */
  readonly orderDate?: string | undefined;
  /** The agreed reading of "days EOM"; undefined if nobody chose one. */
  readonly endOfMonth?: EndOfMonthReading | undefined;
}

export interface ResolvedDay {
  readonly date: string;
  /** The rule and what it did, for people and for the record. */
  readonly rule: string;
}

export interface ResolvedLine {
  readonly due: ResolvedDay | undefined;
  readonly discounts: readonly { readonly percent: Decimal; readonly until: ResolvedDay }[];
}

/** The dates of a line. @throws TermsError where a date or a choice is missing. */
export function resolveLine(line: NotedLine, occasion: Occasion): ResolvedLine {
  const from = line.from === "invoiceDate" ? ("invoiceDate" as const) : ("deliveryDate" as const);
  const resolve = (day: NotedDay): ResolvedDay => resolveDay(day, from, occasion);
  return {
    due: line.due === undefined ? undefined : resolve(line.due),
    discounts: line.discounts.map(({ percent, until }) => ({ percent, until: resolve(until) })),
  };
}

type DateField = Exclude<keyof Occasion, "endOfMonth">;
const EVENT_FIELDS = { delivery: "deliveryDate", shipment: "shipmentDate", order: "orderDate" } as const;

function resolveDay(day: NotedDay, from: DateField, occasion: Occasion): ResolvedDay {
  const anchor = (): string => needed(from, occasion);
  switch (day.kind) {
    case "afterDays":
      return { date: addDays(anchor(), day.days), rule: `R2: ${day.days} days after ${anchor()}` };
    case "afterMonths":
      return { date: monthsAfter(anchor(), day.months), rule: `R4: ${day.months} months after ${anchor()}` };
    case "onDate":
      return { date: day.date, rule: "as stated" };
    case "immediately":
      return { date: anchor(), rule: "at once" };
    case "onEvent":
      return { date: needed(EVENT_FIELDS[day.event], occasion), rule: `R1: with the ${day.event}` };
    case "endOfMonth":
      return chosenReading(day.days, anchor(), occasion.endOfMonth);
    case "monthEnd":
      return { date: endOfMonthAfter(anchor(), day.months), rule: `R4: end of ${monthWords(day.months, anchor())}` };
    case "dayOfNextMonth":
      return { date: dayOfMonthAfter(anchor(), 1, day.day), rule: `R1: day ${day.day} of the month after ${anchor()}` };
    case "dayAfterMonthEnd": {
      const end = endOfMonthAfter(addDays(anchor(), day.days), 0);
      const rule = `R3: ${day.days} days after ${anchor()}, month end ${end}, then day ${day.day}`;
      return { date: dayOfMonthAfter(end, 1, day.day), rule };
    }
  }
}

function monthWords(months: number, anchor: string): string {
  return months === 0 ? `the month of ${anchor}` : `month ${months} after that of ${anchor}`;
}

function chosenReading(days: number, anchor: string, reading: EndOfMonthReading | undefined): ResolvedDay {
  const said = `${days} days EOM after ${anchor}`;
  if (reading === undefined) {
    const meant = END_OF_MONTH_READINGS.flatMap((name) => {
      const date = endOfMonth(anchor, days, name);
      return date === undefined ? [] : [`${name} (${date})`];
    });
    throw new TermsError("endOfMonth", "not stated", `${said} is ambiguous (R3): choose ${meant.join(", ")}`);
  }
  const date = endOfMonth(anchor, days, reading);
  if (date === undefined) {
    const others = endOfMonthReadings(anchor, days).join(" or ");
    throw new TermsError(
      "endOfMonth",
      reading,
      `${days} days are no whole months of 30: choose a reading for ${others}`,
    );
  }
  return { date, rule: `R3 ${reading}: ${said}` };
}

function needed(field: DateField, occasion: Occasion): string {
  const date = occasion[field];
  if (date !== undefined) return date;
  throw new TermsError(field, "not stated", "the notation counts from it: write it as YYYY-MM-DD");
}
