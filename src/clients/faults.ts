/** What a field of a header, of terms or of an amendment is, when the ledger refuses it, and what it may be. */
import {
  MAX_ACCELERATION_DAYS,
  MAX_AMOUNT,
  MAX_DUE_DAY,
  MAX_GRACE_DAYS,
  PARTS_PER_MILLION,
  UTC_OFFSETS,
} from "../domain/money.ts";
import type { TermsFault } from "../domain/money.ts";
import type { Header } from "../domain/receivable.ts";
import { dateOfDay } from "../domain/terms.ts";

/** How people read the word that the ledger gives, and what the field may be. */
interface Field {
  readonly read: (word: bigint) => string;
  readonly may: string;
}

const LAST_DAY_OF_9999 = 2_932_896n;

const plain = (word: bigint): string => word.toString();
const minorUnits = (word: bigint): string => `${word} minor units`;
const address = (word: bigint): string => `0x${word.toString(16).padStart(40, "0")}`;
const hash = (word: bigint): string => `0x${word.toString(16).padStart(64, "0")}`;
const rate = (word: bigint): string => `${word} parts per million a year`;
const days = (word: bigint): string => `${word} days`;
const minutes = (word: bigint): string => `${BigInt.asIntN(16, word)} minutes`;

/** A field that a later ledger knows. */
const UNKNOWN: Field = { read: plain, may: "something else" };

/** A day number as a date. */
export function dayOf(word: bigint): string {
  if (word === 0n) return "no day (0)";
  return word > LAST_DAY_OF_9999 ? `day ${word} after 1970-01-01` : dateOfDay(Number(word));
}

const RATE: Field = { read: rate, may: `0 to ${PARTS_PER_MILLION}` };
const LAST_DUE_DAY = dateOfDay(MAX_DUE_DAY);

const HEADER: Readonly<Record<Exclude<keyof Header, "invoice">, Field>> = {
  supplier: { read: address, may: "the address of an organisation, other than zero" },
  buyer: { read: address, may: "the address of an organisation, other than zero and the supplier's" },
  line: { read: plain, may: "0 to 9999" },
  policy: { read: plain, may: "0, 1 or 2, 4 more if it may be split, and then 8 x n more for n from 1 to 27" },
  revision: { read: plain, may: "0 to 9999" },
};

const TERMS: Readonly<Record<TermsFault["field"], Field>> = {
  currency: { read: address, may: "the address of a token, or an ISO 4217 number as one, other than zero" },
  amount: { read: minorUnits, may: `1 to ${MAX_AMOUNT}` },
  dueDay: { read: dayOf, may: `1970-01-02 to ${LAST_DUE_DAY}` },
  utcOffset: { read: minutes, may: `${UTC_OFFSETS.least} to ${UTC_OFFSETS.most}` },
  discountDay1: { read: dayOf, may: "1970-01-02 to the due day, with a discount1 above zero, or none of both" },
  discount1: { read: minorUnits, may: "0 to the amount" },
  discountDay2: {
    read: dayOf,
    may: "the day after discountDay1 to the due day, with a discount2 above zero, or none of both",
  },
  discount2: { read: minorUnits, may: "less than discount1" },
  slidingRate: RATE,
  discountOnParts: { read: (word) => String(word !== 0n), may: "true only with a discount1 or a slidingRate" },
  lateRate: RATE,
  basis: { read: days, may: "360 or 365" },
  graceDays: { read: days, may: `0 to ${MAX_GRACE_DAYS}` },
  fixedSum: { read: minorUnits, may: `0 to ${MAX_AMOUNT}` },
  allocation: { read: plain, may: "0 for charges first, or 1 for principal first" },
  accelerationDays: { read: days, may: `0 to ${MAX_ACCELERATION_DAYS}` },
};

const UNCHANGED = "what the receivable has";

/** What an amendment may change, and how. */
const AMENDMENT: Readonly<Record<string, Field>> = {
  supplier: { read: address, may: UNCHANGED },
  buyer: { read: address, may: UNCHANGED },
  invoice: { read: hash, may: UNCHANGED },
  line: { read: plain, may: UNCHANGED },
  policy: HEADER.policy,
  revision: { read: plain, may: "above the one before, up to 9999" },
  amount: { read: minorUnits, may: "what was settled already, or more" },
  currency: { read: address, may: `${UNCHANGED}, since something was settled` },
  lateDays: { read: plain, may: "0 before the buyer has accepted: reverse what was recorded first" },
  discountOnParts: {
    read: TERMS.discountOnParts.read,
    may: "true, or without discounts and sliding rate, since principal is paid already",
  },
};

/** "the amendment's revision is 3: it may be above the one before, up to 9999". */
export function amendmentFaultOf(field: string, value: string): string {
  const { read, may } = AMENDMENT[field] ?? UNKNOWN;
  return `the amendment's ${field} is ${read(BigInt(value))}: it may be ${may}`;
}

/** "the terms' utcOffset is -800 minutes: it may be -720 to 840"; a field that this program does not know as it is. */
export function faultOf(part: "header" | "terms", field: string, value: string): string {
  const known: Readonly<Record<string, Field>> = part === "header" ? HEADER : TERMS;
  const { read, may } = known[field] ?? UNKNOWN;
  return `the ${part}'${part === "terms" ? "" : "s"} ${field} is ${read(BigInt(value))}: it may be ${may}`;
}
