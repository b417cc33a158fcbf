/**
 * What a payer says about the documents it pays: in the structured part of a payment (ISO 20022 `RmtInf/Strd`), or in a
 * remittance advice that travels apart from the money (remt.001). R30 gives the advice legal weight: it is the debtor's
 * word on which debts are paid.
 */
import type { BankAmount } from "./bankAmount.ts";
import type { BankFinding } from "./bankFinding.ts";

/** ISO 20022 structured remittance information: one block, which is about the documents it names. */
export interface StructuredRemittance {
  readonly creditorReference: CreditorReference | undefined;
  readonly documents: readonly ReferredDocument[];
  readonly amounts: RemittanceAmounts;
  readonly additional: readonly string[];
}

export interface CreditorReference {
  /** SCOR where the standard's code is given, else the proprietary name. */
  readonly type: string | undefined;
  /** Who defines the type, "ISO" for ISO 11649. */
  readonly issuer: string | undefined;
  readonly reference: string;
}

export interface ReferredDocument {
  /** CINV commercial invoice, CREN credit note, DEBN debit note, SOAC statement of account, or a proprietary name. */
  readonly type: string | undefined;
  readonly number: string | undefined;
  readonly date: string | undefined;
}

/** The figures of one block, unsigned as the standard has them but for the signed adjustments. */
export interface RemittanceAmounts {
  readonly due: BankAmount | undefined;
  readonly discounts: readonly BankAmount[];
  readonly credited: BankAmount | undefined;
  readonly taxes: readonly BankAmount[];
  /** > 0 raises what is remitted (CRDT), < 0 lowers it (DBIT). */
  readonly adjustments: readonly RemittanceAdjustment[];
  readonly remitted: BankAmount | undefined;
}

export interface RemittanceAdjustment extends BankAmount {
  readonly reason: string | undefined;
  readonly text: string | undefined;
}

/** A remittance advice: one payment, and the documents it pays. */
export interface RemittanceAdvice {
  /** The message as its namespace names it, "remt.001.001.05"; undefined where nothing says so. */
  readonly message: string | undefined;
  readonly messageId: string | undefined;
  /** `RmtId`: what the payer calls this advice. */
  readonly adviceId: string | undefined;
  readonly payer: RemittanceParty;
  readonly payee: RemittanceParty;
  readonly payment: AdvisedPayment;
  /** Free text for the payee, line by line as written. */
  readonly unstructured: readonly string[];
  /** Block by block: documents with what is due, discounted, credited, adjusted and remitted for them. */
  readonly lines: readonly StructuredRemittance[];
  readonly findings: readonly BankFinding[];
}

export interface RemittanceParty {
  readonly name: string | undefined;
  readonly iban: string | undefined;
  readonly otherId: string | undefined;
}

/** The payment that an advice is about, by whatever identifies it; for the bank line that it has to be joined with. */
export interface AdvisedPayment {
  readonly amount: BankAmount | undefined;
  /** The day it was or is to be executed, `YYYY-MM-DD`. */
  readonly date: string | undefined;
  readonly instructionId: string | undefined;
  readonly endToEndId: string | undefined;
  readonly transactionId: string | undefined;
  readonly uetr: string | undefined;
}
