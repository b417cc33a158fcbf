/**
 * What moves the account of one supplier with one buyer in one currency: documents, money, and what changes how an item
 * is to be paid.
 *
 * Amounts are minor units and positive unless said otherwise; days are counted from 1970-01-01. A movement counts from
 * its own day on, whenever it was learned of (R42); money counts from its value day (R11).
 */
import type { Currency } from "../currency.ts";

/** An early-payment discount on a whole item (R2, R10): `sum` off if all is paid by the day `until`. */
export interface DiscountOffer {
  readonly until: number;
  readonly sum: bigint;
}

/** An identifier that a register gave: its scheme as people write it ("LEI", "USCC", "VAT") and its value. */
export interface LegalId {
  readonly scheme: string;
  readonly value: string;
}

/** Where money is to be sent. */
export interface BankAccount {
  /** IBAN, or the number as the bank writes it. */
  readonly account: string;
  /** BIC (ISO 9362), if there is one. */
  readonly bic?: string;
  /** The bank's name, if a payer needs it. */
  readonly bank?: string;
}

/**
 * What the debtor was told of an assignment, and said to it: no notice was given; one was; it arrived; the debtor will
 * pay the payee, and reserves defences and set-off or not; or it refuses.
 */
export const NOTICE_STANDINGS = ["none", "given", "received", "acknowledged", "reserved", "refused"] as const;
export type NoticeStanding = (typeof NOTICE_STANDINGS)[number];

/** Whom an item is owed to after an assignment. */
export interface Payee {
  readonly name: string;
  readonly legalId?: LegalId;
  readonly account?: BankAccount;
  /** Where it is known. */
  readonly notice?: NoticeStanding;
}

interface Dated {
  /** From this day on it counts. */
  readonly day: number;
  /** What the other side calls it: an order number, the bank's reference. "" for none. */
  readonly reference: string;
}

interface Document extends Dated {
  /** The supplier's number, unique on the account. */
  readonly number: string;
  readonly amount: bigint;
  /** The tax in the amount, where the books need it apart. */
  readonly tax?: bigint;
}

/** Opens an item. */
export interface InvoiceMovement extends Document {
  readonly kind: "invoice";
  /** The due day; it ends at 24:00 (R8). */
  readonly due: number;
  /** In the order of their days. */
  readonly discounts: readonly DiscountOffer[];
}

/** Opens an item of its own, or raises the one it names (R32). */
export interface DebitNoteMovement extends Document {
  readonly kind: "debitNote";
  readonly due: number;
  readonly item?: string;
}

/** Lowers the item it names (R32); without one it stands on the account as a line of its own until it is applied. */
export interface CreditNoteMovement extends Document {
  readonly kind: "creditNote";
  readonly item?: string;
}

/** Money that arrived: `day` its value day, `reference` the bank's. Without an item it is unapplied (R34). */
export interface PaymentMovement extends Dated {
  readonly kind: "payment";
  readonly amount: bigint;
  readonly item?: string;
}

/**
 * The bank took a payment back, with the discounts and charges of the same reference: what it settled is open again
 * (R36). With an item, only what it settled of that one.
 */
export interface ReturnMovement extends Dated {
  readonly kind: "return";
  readonly item?: string;
}

/** Unapplied money of `reference`, or a credit note of that number, goes to an item. Moves no balance. */
export interface ApplicationMovement extends Dated {
  readonly kind: "application";
  readonly item: string;
  readonly amount: bigint;
}

/** Unapplied money of `reference`, or a credit note of that number, was paid out to the buyer (R35). */
export interface RefundMovement extends Dated {
  readonly kind: "refund";
  readonly amount: bigint;
}

/** Lowers an item: a discount that was earned, or a balance that the supplier gives up. */
export interface LoweringMovement extends Dated {
  readonly kind: "discount" | "writeOff";
  readonly item: string;
  readonly amount: bigint;
}

/** Late interest or a fixed sum that became part of the claim, because it was billed or paid. */
export interface ChargeMovement extends Dated {
  readonly kind: "charge";
  readonly item: string;
  readonly amount: bigint;
}

/** A difference from paying in another currency (R40); `amount` is signed as it changes the item. */
export interface ExchangeMovement extends Dated {
  readonly kind: "exchange";
  readonly item: string;
  readonly amount: bigint;
}

/**
 * A state of an item that moves no balance and replaces the last of its kind: the amount in dispute (R39), the late
 * interest accrued and not billed (R27), or the amount that its holder holds for lost while the claim stands (R49).
 */
export interface MemoMovement extends Dated {
  readonly kind: "dispute" | "interest" | "allowance";
  readonly item: string;
  /** Zero takes it back. */
  readonly amount: bigint;
}

/** From now on an item is owed to somebody else, or to the supplier again without a payee. */
export interface AssignmentMovement extends Dated {
  readonly kind: "assignment";
  readonly item: string;
  readonly payee?: Payee;
}

export type Movement =
  | InvoiceMovement
  | DebitNoteMovement
  | CreditNoteMovement
  | PaymentMovement
  | ReturnMovement
  | ApplicationMovement
  | RefundMovement
  | LoweringMovement
  | ChargeMovement
  | ExchangeMovement
  | MemoMovement
  | AssignmentMovement;

export type MovementKind = Movement["kind"];

/** A movement and its currency, as files mix them. */
export interface CurrencyMovement {
  readonly currency: Currency;
  readonly movement: Movement;
}

/** A movement that contradicts the others of its account, or that cannot be. */
export class AccountError extends Error {
  readonly field: string;
  readonly value: string;

  constructor(field: string, value: string, wayOut: string) {
    super(`${field} is ${value}: ${wayOut}`);
    this.name = "AccountError";
    this.field = field;
    this.value = value;
  }
}

/** Whether a movement opens an item of its own, and which number the item has. */
export function opensItem(movement: Movement): movement is InvoiceMovement | DebitNoteMovement | CreditNoteMovement {
  if (movement.kind === "invoice") return true;
  return (movement.kind === "debitNote" || movement.kind === "creditNote") && movement.item === undefined;
}

/** The movements of each currency, in the order in which the currencies first occur; within one, as they were given. */
export function byCurrency(all: readonly CurrencyMovement[]): ReadonlyMap<Currency, readonly Movement[]> {
  const accounts = new Map<string, { readonly currency: Currency; readonly movements: Movement[] }>();
  for (const { currency, movement } of all) {
    const account = accounts.get(currency.code) ?? { currency, movements: [] };
    account.movements.push(movement);
    accounts.set(currency.code, account);
  }
  return new Map([...accounts.values()].map(({ currency, movements }) => [currency, movements]));
}
