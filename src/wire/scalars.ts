/**
 * The words that every JSON shape is made of. Whoever writes to the gateway may spell hex in either case; what the
 * gateway writes is in lower case.
 */
import { z } from "zod";
import type { Address, Hex } from "../domain/receivable.ts";
import { dayNumber } from "../domain/terms.ts";

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const HASH = /^0x[0-9a-fA-F]{64}$/;
const BYTES = /^0x(?:[0-9a-fA-F]{2})*$/;

/** Twenty bytes. */
export const address = hex<Address>(ADDRESS, "Address", "An account or a contract: 0x and 40 hex digits.");

/** Thirty-two bytes. */
export const hash = hex<Hex>(HASH, "Hash", "A hash, an id or a commitment: 0x and 64 hex digits.");

/** Any number of bytes. */
export const bytes = hex<Hex>(BYTES, "Bytes", "Bytes: 0x and an even number of hex digits.");

/**
 * Money, always text. The one rule: it is counted in the unit of the `currency` that stands beside it and written with
 * exactly that currency's `decimals`; where these are unknown (null), it is a whole number of minor units.
 */
export const amount = z
  .string()
  .regex(/^-?(?:0|[1-9]\d{0,59})(?:\.\d{1,36})?$/)
  .meta({
    id: "Amount",
    description:
      "Money as decimal text, in the unit of the currency beside it, with exactly that currency's `decimals`; " +
      "if these are null, a whole number of minor units.",
    examples: ["9400.00"],
  });

/** A whole number too large for JSON's. */
export const integer = z
  .string()
  .regex(/^-?(?:0|[1-9]\d{0,99})$/)
  .meta({ id: "Integer", description: "A whole number as text, since JSON's numbers are exact below 2^53 only." });

/** A number of 256 bits that no message before it bore. */
export const nonce = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,77})$/, { abort: true, message: "write a whole number in decimal digits" })
  .refine((text) => BigInt(text) < 2n ** 256n, "give a whole number below 2^256");

/** A day of the calendar. */
export const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isCalendarDate, "write a day of the calendar as YYYY-MM-DD")
  .meta({ id: "Date", description: "A day of the calendar, ISO 8601.", format: "date", examples: ["2026-11-22"] });

/** A moment. */
export const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
  .refine(isInstant, "write a day of the calendar and a time of it, as 2026-11-22T08:30:00Z")
  .meta({
    id: "Instant",
    description: "A moment in UTC to the second, ISO 8601.",
    format: "date-time",
    examples: ["2026-11-22T08:30:00Z"],
  });

/** A place in a list that only the gateway can write. */
export const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,1000}$/)
  .meta({
    id: "Cursor",
    description:
      "Where the next page begins. Opaque and authenticated: pass it back unchanged, with the filters and the order " +
      "that it came with.",
  });

/** The number of a block. */
export const blockNumber = z.int().min(0).meta({ id: "BlockNumber", description: "The height of a block." });

/** Whole days since 1970-01-01 fit four digits of a year until the year 9999; before the year 1 there is none. */
function isCalendarDate(text: string): boolean {
  try {
    dayNumber(text);
    return !text.startsWith("0000");
  } catch {
    return false;
  }
}

/** A clock that is read as any other moment, such as 30 February as 2 March, is none. */
function isInstant(text: string): boolean {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || text.startsWith("0000")) return false;
  return at.toISOString() === text.replace("Z", ".000Z");
}

function hex<Value extends Hex>(form: RegExp, id: string, description: string): z.ZodType<Value, string> {
  return z
    .string()
    .regex(form)
    .overwrite((text) => text.toLowerCase())
    .meta({ id, description }) as unknown as z.ZodType<Value, string>;
}
