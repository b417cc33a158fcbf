/** Whose account a statement is of, for which period, and how it is to be paid: what no movement says. */
import { Temporal } from "temporal-polyfill";
import type { Currency } from "../currency.ts";
import { dateOfDay } from "../terms.ts";
import { isIban, readCreditorReference } from "./checkedNumbers.ts";
import { AccountError } from "./movement.ts";
import type { BankAccount, LegalId } from "./movement.ts";

export interface AccountParty {
  readonly name: string;
  readonly legalIds: readonly LegalId[];
  /** Lines as on an envelope. */
  readonly address: readonly string[];
}

/** How the currency is called, and how many decimals its minor unit has: of ISO 4217, or a token's. */
export type AccountCurrency = Pick<Currency, "code" | "exponent">;

/** Who answers questions. */
export interface Contact {
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
}

export interface Heading {
  /** The statement's own number. */
  readonly number: string;
  /** From 1; a statement is never edited, a new version names the one it replaces. */
  readonly version: number;
  readonly replaces?: string;
  readonly supplier: AccountParty;
  readonly buyer: AccountParty;
  readonly currency: AccountCurrency;
  /** First day of the period, since 1970-01-01. */
  readonly from: number;
  /** Last day of it: the statement is as of its end, 24:00 in `zone`. */
  readonly cutOff: number;
  /** IANA name or offset: "Asia/Shanghai", "+08:00". */
  readonly zone: string;
  /** Where the supplier's own items are to be paid. */
  readonly account?: BankAccount;
  /** What the payer is to quote, such as an ISO 11649 reference. */
  readonly paymentReference?: string;
  readonly contact?: Contact;
}

/** The instant at which the period ends, unix seconds. @throws AccountError for a zone that nobody knows. */
export function cutOffInstant({ cutOff, zone }: Pick<Heading, "cutOff" | "zone">): number {
  const next = Temporal.PlainDate.from(dateOfDay(cutOff + 1));
  try {
    return Math.floor(next.toZonedDateTime(zone).epochMilliseconds / 1000);
  } catch {
    throw new AccountError("zone", JSON.stringify(zone), 'write an IANA time zone such as "Europe/Berlin" or "+08:00"');
  }
}

/** @throws AccountError if the period ends before it begins, its zone is unknown, or check digits are wrong. */
export function checkHeading(heading: Heading): void {
  if (heading.from > heading.cutOff) {
    const period = `${dateOfDay(heading.from)} to ${dateOfDay(heading.cutOff)}`;
    throw new AccountError("period", period, "it begins on or before the day of the cut-off");
  }
  if (!Number.isSafeInteger(heading.version) || heading.version < 1) {
    throw new AccountError("version", String(heading.version), "count versions from 1");
  }
  cutOffInstant(heading);
  checkPaying(heading);
}

/** Looks like an IBAN, and like a creditor reference: then the check digits have to be right, or money goes astray. */
const LIKE_IBAN = /^[A-Z]{2}\d{2}[0-9A-Z]{11,}$/;
const LIKE_REFERENCE = /^RF\d{2}/i;

function checkPaying({ account, paymentReference }: Heading): void {
  if (account !== undefined && LIKE_IBAN.test(account.account) && !isIban(account.account)) {
    throw new AccountError("account", account.account, "its check digits are wrong: copy the IBAN anew");
  }
  const reference = paymentReference ?? "";
  if (LIKE_REFERENCE.test(reference) && readCreditorReference(reference) === undefined) {
    throw new AccountError("paymentReference", reference, "its check digits are wrong (ISO 11649): copy it anew");
  }
}
