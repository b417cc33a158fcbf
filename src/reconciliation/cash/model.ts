/** Cash application: bank lines, the open items that they may settle, and what is decided about each line. */
import type { CashDifferenceReason, CashRule, PayerEvidence } from "../../domain/cashMatch.ts";

/** Cash discount of an item: what may be kept back by whoever pays until a day. */
export interface ItemDiscount {
  /** Parts per million of what is settled. */
  readonly rate: bigint;
  /** Minor units off the whole item, where a sum was agreed and not a rate; parts still earn by the rate. */
  readonly sum?: bigint | undefined;
  /** The last value date on which it may be taken, days since 1970-01-01. */
  readonly until: number;
  /** Whether a part that is paid in time earns its share (R12). */
  readonly onParts: boolean;
}

/** What a payer owes, or is owed when the amount is negative: a credit note. */
export interface OpenItem {
  readonly id: string;
  /** The party that owes it: an id of {@link Party}. */
  readonly payer: string;
  readonly currency: string;
  /** Minor units that are open; negative for a credit note. */
  readonly amount: bigint;
  /** Days since 1970-01-01. */
  readonly issued: number;
  readonly due: number;
  /** The numbers that a payer may quote, the document number first. */
  readonly references: readonly string[];
  readonly discount?: ItemDiscount | undefined;
  readonly disputed?: boolean | undefined;
}

/** Whoever pays, by the names and accounts that are known of it. */
export interface Party {
  readonly id: string;
  readonly names: readonly string[];
  readonly accounts: readonly string[];
}

/** A bill stays a claim until it is honoured: it is no cash. */
export type PaymentKind = "CASH" | "BILL";

/** An incoming payment as the bank reports it. */
export interface CashLine {
  /** The bank's own reference, which is the key of the decision: the same line twice is decided once. */
  readonly reference: string;
  readonly kind: PaymentKind;
  readonly payerName: string;
  readonly payerAccount: string;
  /** Minor units, positive when money came in. */
  readonly amount: bigint;
  readonly currency: string;
  /** Days since 1970-01-01: the day that decides on discounts (R11). */
  readonly valueDate: number;
  /** What the payer wrote. */
  readonly text: string;
  /** Creditor reference (ISO 11649, QRR, OGM) and document numbers (CINV) that the message carries in fields. */
  readonly structured?: readonly string[] | undefined;
}

/** A line of a remittance advice; `gross - discount - deduction = net`, in minor units. */
export interface AdviceLine {
  readonly document: string;
  readonly gross: bigint;
  readonly discount: bigint;
  readonly deduction: bigint;
  readonly net: bigint;
}

/** What a payer says a payment is for (remt.001, EDI 820, a table), which may come before or after the money. */
export interface Advice {
  readonly id: string;
  /** The party that pays; an id of {@link Party}. */
  readonly payer: string;
  readonly currency: string;
  /** The day on which the payer says it pays, days since 1970-01-01. */
  readonly date: number;
  readonly lines: readonly AdviceLine[];
}

export type Disposition = "POST" | "PROPOSE" | "EXCEPTION";

/** What a line does to an item: cash + discount + difference is settled of it; all minor units. */
export interface Allocation {
  readonly item: string;
  readonly cash: bigint;
  readonly discount: bigint;
  /** Written to the named reason; negative when more was paid than was open. */
  readonly difference: bigint;
  readonly reason: CashDifferenceReason;
}

/** The facts behind a decision, for a sentence that somebody else writes. */
export interface Explanation {
  readonly rule: CashRule;
  /** How the payer was found. */
  readonly payer: PayerEvidence;
  /** The party whose items were considered; "" when none was found. */
  readonly party: string;
  /** How many open items of the payer stood in the window of dates. */
  readonly candidates: number;
  /** How many groupings would fit the cash; more than one is never posted. */
  readonly solutions: number;
  /**
   * Whether this and other lines together would take more of an item than is open: they are alternatives, and what is
   * confirmed of one is no longer there for the others. Never of what is posted.
   */
  readonly contested: boolean;
}

/** What becomes of one line. Cash of allocations + unapplied = the line's amount. */
export interface Decision {
  readonly line: string;
  readonly disposition: Disposition;
  readonly rule: CashRule;
  /** Basis points: 10,000 is certain. */
  readonly confidence: number;
  readonly kind: PaymentKind;
  readonly allocations: readonly Allocation[];
  readonly unapplied: bigint;
  readonly explanation: Explanation;
}
