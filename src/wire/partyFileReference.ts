/** Trade references: what a buyer lets others see of how it pays. */
import { z } from "zod";
import { BUCKETS } from "../domain/account/aging.ts";
import { AMOUNT_BANDS } from "../domain/partyFile/trackRecord.ts";
import { THIN_REASONS } from "../domain/partyFile/trackReference.ts";
import { endOfMonthAfter } from "../domain/months.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { typedData } from "./intent.ts";
import { line, moment } from "./personal.ts";
import { address, blockNumber, bytes, cursor, date, hash, instant } from "./scalars.ts";

const MOST_CURRENCIES = 20;
const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

const months = {
  from: date
    .refine((day) => day.endsWith("-01"), "give the first day of a month")
    .meta({ description: "Of invoices that fell due from the first day of this month on." }),
  to: date.refine(isEndOfMonth, "give the last day of a month").meta({ description: "To the last day of this month." }),
};

const consent = {
  id: uuid,
  buyer: address.meta({ description: "Who signs." }),
  reader: address.meta({ description: "Who may see it, and nobody else." }),
  currencies: z.array(address).min(1).max(MOST_CURRENCIES).meta({ description: "As the ledger writes them." }),
  ...months,
};

/** A consent to be signed. */
export const consentDraft = z
  .strictObject({ ...consent, until: moment.meta({ description: "Last instant at which it lets anything be seen." }) })
  .refine(({ buyer, reader }) => buyer !== reader, { path: ["reader"], message: "name another than the buyer" })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "give a day after the first" })
  .refine(({ currencies }) => new Set(currencies).size === currencies.length, {
    path: ["currencies"],
    message: "give each once",
  })
  .meta({ id: "ReferenceConsentDraft" });

export const consentMessage = z
  .strictObject({ message: typedData, hash: hash.meta({ description: "The EIP-712 digest." }) })
  .meta({ id: "ReferenceConsentMessage" });

export const newConsent = z
  .strictObject({
    consent: consentDraft,
    signature: bytes.meta({ description: "The buyer's; a contract account counts too (ERC-1271)." }),
  })
  .meta({ id: "NewReferenceConsent" });

const seen = z.strictObject({
  at: instant,
  currency: address,
  asOf: instant,
  block: blockNumber,
});

export const referenceConsent = z
  .strictObject({
    ...consent,
    until: instant,
    state: z.enum(["inForce", "expired", "revoked"]),
    given: instant,
    revoked: instant.nullable(),
    signature: bytes,
    seen: z.array(seen).meta({ description: "When the reader first saw which record; the latest first." }),
  })
  .meta({ id: "ReferenceConsent" });
export type ShownConsent = z.output<typeof referenceConsent>;
export const referenceConsentPage = z
  .strictObject({ items: z.array(referenceConsent), next })
  .meta({ id: "ReferenceConsentPage" });
export const referenceConsentQuery = pageQuery
  .extend({ side: z.enum(["given", "received"]).default("given") })
  .meta({ id: "ReferenceConsentQuery" });

const currencyText = line(42).meta({ description: "A code of ISO 4217, or a token's address." });

const counted = <Shape extends z.ZodType>(names: readonly string[], shape: Shape) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, shape])));
const BUCKET_NAMES = BUCKETS.map(({ name }) => name);
const count = z.int().min(0);
const share = z.int().min(0).max(100).multipleOf(5).meta({ description: "Per cent, rounded to steps of five." });

const asOf = z
  .strictObject({
    block: blockNumber.meta({ description: "Every event up to it counts, and none after it." }),
    blockHash: hash,
    instant: instant.meta({ description: "What is open is late up to then." }),
  })
  .meta({ id: "TrackAsOf" });

/** What others see. */
export const tradeReference = z
  .strictObject({
    buyer: address,
    currency: address,
    ...{ from: date, to: date, asOf },
    items: z.string().meta({ description: "How many invoices, such as 20-49.", examples: ["20-49"] }),
    suppliers: z.string().meta({ description: "Of how many suppliers, without the reader.", examples: ["3-5"] }),
    onTime: share.meta({ description: "Paid by the due day, per cent in steps of five." }),
    open: share,
    disputed: share,
    lateness: counted(BUCKET_NAMES, share).meta({ description: "By days late; of what is open so far." }),
    amounts: counted([...AMOUNT_BANDS], share),
    relation: z.string().meta({ description: "Years since the first invoice.", examples: ["3-5"] }),
  })
  .meta({ id: "TradeReference" });
export type ShownReference = z.output<typeof tradeReference>;

export const tradeReferenceQuery = z
  .strictObject({ currency: currencyText.optional().meta({ description: "The consent's first unless told." }) })
  .meta({ id: "TradeReferenceQuery" });

export const trackRecordQuery = z
  .strictObject({
    currency: currencyText,
    ...months,
    reader: address.optional().meta({ description: "Whose view is shown beside; a stranger's unless told." }),
  })
  .meta({ id: "TrackRecordQuery" });

/** What the buyer sees of itself. */
export const trackRecord = z
  .strictObject({
    currency: address,
    ...{ from: date, to: date, asOf },
    items: count,
    suppliers: count,
    onTime: count.meta({ description: "Paid by the due day." }),
    onTimePpm: count.nullable().meta({ description: "Parts per million; null of fewer than five invoices." }),
    open: count,
    disputed: count,
    lateness: counted(BUCKET_NAMES, count),
    amounts: counted([...AMOUNT_BANDS], count),
    oldest: date.nullable(),
    root: hash.meta({ description: "Hash of every line, by which the same events give the same record." }),
    sealed: count.meta({ description: "Accepted invoices whose terms this gateway cannot read: they are not in it." }),
    shown: tradeReference.nullable().meta({ description: "Exactly what the reader would see now." }),
    obstacle: z.enum(THIN_REASONS).nullable().meta({ description: "Why it would see nothing; only you are told." }),
  })
  .meta({ id: "TrackRecord" });
export type ShownTrackRecord = z.output<typeof trackRecord>;

/** Whatever is written: of what is no day of the calendar another check tells. */
function isEndOfMonth(text: string): boolean {
  return date.safeParse(text).success && endOfMonthAfter(text, 0) === text;
}
