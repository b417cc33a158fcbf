/**
 * Bank statements, whatever format they came in: ISO 20022 camt.052, .053 and .054, SWIFT MT940 and MT942, tables.
 *
 * An amount is signed, money in > 0 and money out < 0, in whole minor units of its currency. One that is no whole
 * number of them is never rounded: its entry is left out, and an error finding says where it stands and how it is
 * written. Days are those that the bank wrote, local to it, `YYYY-MM-DD`; a time of day and its zone are dropped,
 * never converted. Texts are as written, with white space at their ends dropped; whoever shows them makes them
 * visible first.
 */
import type { BankAmount } from "./bankAmount.ts";
import type { BankFinding } from "./bankFinding.ts";
import type { Decimal } from "./decimal.ts";
import type { StructuredRemittance } from "./remittance.ts";

export type BankFormat = "camt.052" | "camt.053" | "camt.054" | "MT940" | "MT942" | "CSV" | "XLSX";

/** What is said of a statement apart from its entries. */
export interface BankStatementHead {
  readonly format: BankFormat;
  /** The message as its namespace names it, "camt.053.001.08"; undefined where nothing says so. */
  readonly message: string | undefined;
  /** `GrpHdr/MsgId`; MT940 field 20. */
  readonly messageId: string | undefined;
  /** `Stmt/Id`; MT940 field 28C without its page. */
  readonly statementId: string | undefined;
  /** `ElctrncSeqNb`, or `LglSeqNb` where that is missing; MT940 field 28C without its page. */
  readonly sequence: string | undefined;
  /** The page of a statement of several; a page is read as a statement of its own. */
  readonly page: BankPage | undefined;
  /** The account that the statement is about. */
  readonly account: BankAccount;
  /** The period, both days included. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A whole statement with its entries, for files that fit into memory. */
export interface BankStatement extends BankStatementHead, BankStatementEnd {
  readonly entries: readonly BankEntry[];
}

/** What is known of a statement once its last entry has been read. */
export interface BankStatementEnd {
  readonly balances: readonly BankBalance[];
  /** Entries that the file has, those that could not be read included. */
  readonly entryCount: number;
  /** Whether opening balance and booked entries make the closing balance; undefined when that cannot be said. */
  readonly balanced: boolean | undefined;
  readonly findings: readonly BankFinding[];
}

export interface BankPage {
  readonly number: number;
  /** Undefined where the format does not say. */
  readonly last: boolean | undefined;
}

export interface BankAccount {
  readonly iban: string | undefined;
  /** The number as the bank writes it when it is no IBAN: "37040044/0532013000". */
  readonly otherId: string | undefined;
  readonly currency: string | undefined;
  readonly owner: string | undefined;
  /** The BIC of the bank that keeps the account. */
  readonly bic: string | undefined;
}

/**
 * `opening` and `closing` are the booked balances of the statement (OPBD, CLBD; fields 60F, 62F), `previousClosing`
 * that of the one before (PRCD), the `interim` ones those at the edge of a page or of a part of a day (ITBD; 60M,
 * 62M). The `Available` ones count what may be drawn on (OPAV, CLAV, ITAV, FWAV; 64, 65), `information` is not booked
 * at all.
 */
export type BankBalanceKind =
  | "opening"
  | "closing"
  | "previousClosing"
  | "interimOpening"
  | "interimClosing"
  | "interim"
  | "openingAvailable"
  | "closingAvailable"
  | "interimAvailable"
  | "forwardAvailable"
  | "expected"
  | "information"
  | "other";

export interface BankBalance extends BankAmount {
  readonly kind: BankBalanceKind;
  /** As the bank names it: "OPBD", "60F", a proprietary name. */
  readonly code: string;
  readonly date: string | undefined;
}

/** `booked` entries change the booked balance; the others only tell that something is coming, or was tried. */
export type BankEntryStatus = "booked" | "pending" | "information";

export interface BankEntry extends BankAmount {
  /** Its place among the entries of its statement, from 1; an entry that could not be read keeps its place. */
  readonly index: number;
  /** The line of the file it begins in, from 1. */
  readonly line: number;
  readonly status: BankEntryStatus;
  /** Whether it takes an earlier entry back (`RvslInd`; RC and RD). Its sign is its own: a debit taken back is > 0. */
  readonly reversal: boolean;
  readonly bookingDate: string | undefined;
  readonly valueDate: string | undefined;
  /** What the bank calls the entry: `AcctSvcrRef`, the part behind // in field 61. Never a placeholder (NONREF). */
  readonly bankReference: string | undefined;
  /** `NtryRef`; the account owner's reference in field 61. Never a placeholder. */
  readonly reference: string | undefined;
  readonly transactionCode: BankTransactionCode | undefined;
  readonly batch: BankBatch | undefined;
  /** Those of the whole entry; what a transaction was charged is in its detail. */
  readonly charges: readonly BankCharge[];
  /** `AddtlNtryInf`; the text behind field 61. */
  readonly additionalInformation: string | undefined;
  /** The transactions in it: none, one, or many for a batch. */
  readonly details: readonly BankDetail[];
}

/** ISO 20022 bank transaction code, and what the bank says in its own terms: "NTRF", "NTRF+166". */
export interface BankTransactionCode {
  readonly domain: string | undefined;
  readonly family: string | undefined;
  readonly subFamily: string | undefined;
  readonly proprietary: string | undefined;
  readonly issuer: string | undefined;
}

/** What a batch entry says of the batch that the account owner sent or the bank made. */
export interface BankBatch {
  readonly messageId: string | undefined;
  readonly paymentInformationId: string | undefined;
  /** How many transactions it has. */
  readonly count: number | undefined;
  /** Their sum, with the sign of the entry where the batch names none. */
  readonly total: BankAmount | undefined;
}

/** A charge, < 0 when it was taken from the account. */
export interface BankCharge extends BankAmount {
  /** Whether the amount of the entry contains it already. */
  readonly included: boolean | undefined;
  /** Who bears it: DEBT, CRED, SHAR, SLEV. */
  readonly bearer: string | undefined;
}

/** One transaction of an entry. In a return its references are those of the payment that comes back. */
export interface BankDetail {
  /** The transaction's part of the entry, signed; undefined where only the entry has an amount. */
  readonly money: BankAmount | undefined;
  readonly references: BankReferences;
  /** Who is at the other end: the debtor of money that came in, the creditor of money that went out. */
  readonly counterparty: BankParty;
  /** On whose behalf the counterparty pays or receives. */
  readonly ultimateCounterparty: string | undefined;
  /** Free text for the payee, line by line as written. */
  readonly unstructured: readonly string[];
  readonly structured: readonly StructuredRemittance[];
  /** `AddtlTxInf`. */
  readonly additionalInformation: string | undefined;
  /** Why a payment came back; undefined when none did. */
  readonly returned: BankReturn | undefined;
  /** The amount that was ordered, and the one it became, unsigned. */
  readonly instructed: BankAmount | undefined;
  readonly counterValue: BankAmount | undefined;
  readonly exchange: BankExchange | undefined;
  readonly charges: readonly BankCharge[];
}

/** Identifications of a payment by those it passed through. Never a placeholder (NOTPROVIDED). */
export interface BankReferences {
  readonly messageId: string | undefined;
  readonly bankReference: string | undefined;
  readonly paymentInformationId: string | undefined;
  readonly instructionId: string | undefined;
  readonly endToEndId: string | undefined;
  readonly transactionId: string | undefined;
  /** Unique end-to-end transaction reference, a UUID. */
  readonly uetr: string | undefined;
  readonly mandateId: string | undefined;
  readonly clearingReference: string | undefined;
}

export interface BankParty {
  readonly name: string | undefined;
  readonly iban: string | undefined;
  readonly otherId: string | undefined;
  /** The BIC of the party's bank. */
  readonly bic: string | undefined;
}

export interface BankReturn {
  /** ISO 20022 return reason (AC04, MD06) or the bank's own code. */
  readonly reason: string | undefined;
  readonly texts: readonly string[];
}

/**
 * One unit of `source` is worth `rate` of `target`, unless the bank turned it round: it is shown, never computed
 * with.
 */
export interface BankExchange {
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly rate: Decimal;
}
