/** The `lateInterest` of a terms file: a flat rate by the year or the day, or a table of reference rates. */
import type { DayCount } from "../../domain/dayCount.ts";
import { formatDecimal, multiply, ZERO } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import { HALF_YEAR_FIXINGS } from "../../domain/lateRate.ts";
import type { LateRate, ReferenceRate, ReferenceValue } from "../../domain/lateRate.ts";
import { dateOfDay, dayNumber, TermsError } from "../../domain/terms.ts";
import { notNegative } from "./fields.ts";
import type { Fields } from "./fields.ts";

const ONE: Decimal = { units: 1n, scale: 0 };
const FINEST = 12;

/** No interest where there is no such object. @throws TermsError */
export function readLateInterest(fields: Fields | undefined, count: DayCount): LateRate {
  if (fields === undefined) return { kind: "flat", percent: ZERO };
  const rate = fields.has("reference") ? readReference(fields) : readFlat(fields, count);
  fields.end();
  return rate;
}

function readFlat(fields: Fields, count: DayCount): LateRate {
  const rate = rateOf(fields, "rate");
  if (rate === undefined) {
    throw new TermsError("lateInterest.rate", "missing", "write per cent a year, or a table as reference");
  }
  notNegative(rate, "lateInterest.rate", formatDecimal(rate));
  const per = fields.choice("per", ["year", "day"]) ?? "year";
  if (per === "year") return { kind: "flat", percent: rate };
  if (count !== "act/365" && count !== "act/360") {
    throw new TermsError("lateInterest.per", "day", `a daily rate needs dayCount act/365 or act/360, not ${count}`);
  }
  return { kind: "flat", percent: multiply(rate, { units: count === "act/365" ? 365n : 360n, scale: 0 }) };
}

function readReference(fields: Fields): ReferenceRate {
  const values = (fields.list("reference") ?? []).map(readValue).sort((a, b) => a.from - b.from);
  if (values.length === 0)
    throw new TermsError("lateInterest.reference", "empty", "write the values that were in force");
  const twice = values.find(({ from }, i) => values[i + 1]?.from === from);
  if (twice !== undefined) {
    throw new TermsError("lateInterest.reference", `twice from ${dateOfDay(twice.from)}`, "keep the right one");
  }
  const margin = rateOf(fields, "margin") ?? ZERO;
  const factor = rateOf(fields, "factor") ?? ONE;
  notNegative(factor, "lateInterest.factor", formatDecimal(factor));
  return { kind: "reference", values, margin, factor, policy: readPolicy(fields) };
}

function readValue(fields: Fields): ReferenceValue {
  const from = fields.date("from");
  const percent = rateOf(fields, "rate");
  fields.end();
  if (from === undefined || percent === undefined) {
    throw new TermsError("lateInterest.reference", "incomplete", "write from and rate of every value");
  }
  return { from: dayNumber(from), percent };
}

function readPolicy(fields: Fields): ReferenceRate["policy"] {
  const kind = fields.choice("policy", ["float", "fixed", "fixed-on"]);
  const fixing = fields.choice("fixing", HALF_YEAR_FIXINGS);
  const on = fields.date("fixedOn");
  if (kind === undefined) {
    const wayOut = 'choose "float" by half-year, "fixed" at default, or "fixed-on" a day (R19)';
    throw new TermsError("lateInterest.policy", "missing", wayOut);
  }
  if (kind !== "fixed-on") {
    if (on !== undefined) throw new TermsError("lateInterest.fixedOn", on, 'leave it out, or choose policy "fixed-on"');
    return { kind, fixing: fixing ?? "first-day" };
  }
  if (fixing !== undefined) throw new TermsError("lateInterest.fixing", fixing, "leave it out: fixedOn is the day");
  if (on === undefined) throw new TermsError("lateInterest.fixedOn", "missing", "write the day whose value holds");
  return { kind, day: dayNumber(on) };
}

function rateOf(fields: Fields, name: string): Decimal | undefined {
  const rate = fields.decimal(name);
  if (rate === undefined || rate.scale <= FINEST) return rate;
  throw new TermsError(`lateInterest.${name}`, formatDecimal(rate), `write at most ${FINEST} decimals`);
}
