/**
 * Fingerprints of invoices, by which several financiers find that one invoice is financed twice without showing each
 * other what they finance (R68).
 *
 * Whoever knows the parties could guess a plain hash, so fingerprints are HMAC-SHA256 under a key that a circle of
 * users shares. What is hashed is text in UTF-8, one field a line, so that every member makes it alike:
 *
 * ```
 * exact                                  near
 * countersign invoice fingerprint 1      countersign near fingerprint 1
 * scheme and value of the seller's id    the same
 * scheme and value of the buyer's id     the same
 * number (fingerprintNumber)             issue date
 * issue date, YYYY-MM-DD                 currency
 * currency, ISO 4217                     band of the gross amount
 * gross amount in minor units
 * ```
 *
 * The near fingerprint has no number, so it finds "INV-001A" beside "INV-001", and a band for its amount.
 */
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { LegalId } from "../account/movement.ts";
import { currencyByCode } from "../currency.ts";
import { hmacUnder } from "../hmac.ts";
import type { Hex } from "../receivable.ts";
import { dayNumber } from "../terms.ts";
import { FactoringError } from "./figures.ts";
import { fingerprintNumber } from "./nearNumber.ts";

/** What identifies an invoice to everyone. */
export interface InvoiceIdentity {
  readonly seller: LegalId;
  readonly buyer: LegalId;
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  /** Of ISO 4217, "EUR". */
  readonly currency: string;
  /** With tax, as the invoice prints it, minor units. */
  readonly gross: bigint;
}

export interface Fingerprints {
  /** Which key made them: those of another key say nothing about these. */
  readonly key: Hex;
  readonly exact: Hex;
  /** Of the invoice's own band: what is registered. */
  readonly near: Hex;
  /** Of its band and both neighbours: what is looked up, so that no edge of a band hides a copy. */
  readonly lookup: readonly Hex[];
}

/** What became of an invoice whose fingerprint somebody registered, as the ledger tells it. */
export const FINGERPRINT_STATUSES = ["registered", "financed", "released"] as const;
export type FingerprintStatus = (typeof FINGERPRINT_STATUSES)[number];

/** What somebody of the circle registered. */
export interface FingerprintEntry extends Pick<Fingerprints, "key" | "exact" | "near"> {
  readonly status: FingerprintStatus;
}

/** What a look-up found. An entry stands in one list only. */
export interface DuplicateFinding<Entry extends FingerprintEntry> {
  /** The same invoice. */
  readonly copies: readonly Entry[];
  /** Same parties, day and currency and about the same amount under another number. */
  readonly nearCopies: readonly Entry[];
  /** Entries of another key, of which nothing can be said. */
  readonly incomparable: number;
  /** Whether a copy is financed, or a near copy. */
  readonly financed: "copy" | "nearCopy" | "none";
  /** How far the answer reaches, in words that stand beside it wherever it is shown. */
  readonly scope: string;
}

/** What no finding may be shown without. */
const FINGERPRINT_SCOPE =
  "Copies among users of the same key only: whoever finances without registering here, or under another key, is not " +
  "seen. A copy with another date, currency, party, or a very different amount is not found.";

const KEY_BYTES = 32;
const EXACT = "countersign invoice fingerprint 1";
const NEAR = "countersign near fingerprint 1";
const KEY = "countersign fingerprint key 1";
/** Ten to ninety-nine: the first two digits of an amount. */
const BANDS_A_DIGIT = 90;
const NOT_IN_AN_ID = /[^\p{L}\p{N}]+/gu;

/**
 * The function that makes fingerprints under the key of a circle.
 * @param key 32 random bytes. @throws FactoringError for another length.
 * @returns Throws FactoringError for a party, currency or amount that identifies nothing, InvoiceNumberError for such a
 * number, TermsError for such a date.
 */
export function fingerprinting(key: Uint8Array): (invoice: InvoiceIdentity) => Fingerprints {
  if (key.length !== KEY_BYTES) {
    throw new FactoringError("key", `${key.length} bytes long`, `give the ${KEY_BYTES} bytes of the circle`);
  }
  const hmac = hmacUnder(key);
  const of = (...lines: readonly string[]): Hex => `0x${bytesToHex(hmac(utf8ToBytes(lines.join("\n"))))}`;
  const name = of(KEY);
  return (invoice) => {
    const { number, issueDate, currency, gross } = invoice;
    checkInvoice(invoice);
    const parties = [...partyLines("seller", invoice.seller), ...partyLines("buyer", invoice.buyer)];
    const nearOf = (band: number): Hex => of(NEAR, ...parties, issueDate, currency, band.toString());
    const band = amountBand(gross);
    const near = nearOf(band);
    return {
      key: name,
      exact: of(EXACT, ...parties, fingerprintNumber(number), issueDate, currency, gross.toString()),
      near,
      lookup: [nearOf(band - 1), near, nearOf(band + 1)],
    };
  };
}

/**
 * The band of an amount: ninety for each number of digits, by the first two, so between one and ten per cent wide.
 * 9,999 and 10,000 are neighbours. @param gross Above 0, minor units.
 */
export function amountBand(gross: bigint): number {
  const digits = gross.toString();
  return BANDS_A_DIGIT * digits.length + Number(digits.padEnd(2, "0").slice(0, 2));
}

/** What entries say of an invoice. @param entries Of its key; at least those with one of its fingerprints. */
export function duplicatesOf<Entry extends FingerprintEntry>(
  asked: Fingerprints,
  entries: readonly Entry[],
): DuplicateFinding<Entry> {
  const comparable = entries.filter(({ key }) => key === asked.key);
  const copies = comparable.filter(({ exact }) => exact === asked.exact);
  const nearCopies = comparable.filter(({ exact, near }) => exact !== asked.exact && asked.lookup.includes(near));
  const isFinanced = ({ status }: Entry): boolean => status === "financed";
  const nearest = nearCopies.some(isFinanced) ? "nearCopy" : "none";
  return {
    copies,
    nearCopies,
    incomparable: entries.length - comparable.length,
    financed: copies.some(isFinanced) ? "copy" : nearest,
    scope: FINGERPRINT_SCOPE,
  };
}

function checkInvoice({ issueDate, currency, gross }: InvoiceIdentity): void {
  dayNumber(issueDate, "issueDate");
  if (currencyByCode(currency) === undefined) {
    throw new FactoringError("currency", JSON.stringify(currency), "use a currency of ISO 4217, such as EUR");
  }
  if (gross <= 0n) throw new FactoringError("gross", gross.toString(), "give minor units above 0");
}

/** An identifier as everyone writes it: letters and digits in capitals, "HRB 12 345" as "HRB12345". */
function partyLines(field: string, { scheme, value }: LegalId): readonly [string, string] {
  const [kind, id] = [levelled(scheme), levelled(value)];
  if (kind !== "" && id !== "") return [kind, id];
  const wayOut = "give scheme and value of a register, such as LEI and its 20 characters";
  throw new FactoringError(field, JSON.stringify(`${scheme} ${value}`), wayOut);
}

function levelled(text: string): string {
  return text.normalize("NFKC").toUpperCase().replace(NOT_IN_AN_ID, "");
}
