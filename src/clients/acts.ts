/** What each verb of the ledger is told, beside the consents that it carries. Amounts are minor units. */
import type { Clarification } from "../domain/clarification.ts";
import type { Receipt, RecordedReceipt } from "../domain/receipts.ts";
import type { Address, Consent, Hex, OpenHeader, OpenTerms, Outcome, Receivable, Terms } from "../domain/receivable.ts";

/** Who consented to an issue beforehand; the buyer's consent accepts in the same act. */
export interface IssueConsents {
  readonly supplier?: Consent;
  readonly buyer?: Consent;
}

/** How the client's account accepts. */
export interface AcceptOptions {
  /**
   * Whether the terms are opened to the ledger, and with it to everybody who reads the chain. Only an agent whose
   * mandate has a cap needs it; false if it is not given.
   */
  readonly openTerms?: boolean;
}

/** An act that opens the header alone. */
export interface HeaderAct {
  readonly opened: OpenHeader;
  /** Opens the terms too, to the ledger and to everybody: only an agent whose mandate has a cap needs it. */
  readonly terms?: Terms;
}

/** The buyer queries or rejects. */
export interface AnswerAct extends HeaderAct {
  readonly clarification: Clarification;
}

/** The holder writes off or cancels. */
export interface EndingAct extends HeaderAct {
  /** Hash of the reason. */
  readonly reason: Hex;
}

export interface TransferConsentAct extends HeaderAct {
  /** The next holder; zero takes a consent back. */
  readonly to: Address;
}

export interface AmendAct {
  readonly receivable: Receivable;
  /** Same supplier, buyer, invoice and line; a higher revision. */
  readonly amended: Receivable;
}

/** Who consented to an amendment beforehand; who has no say in it is not asked. */
export interface AmendConsents {
  readonly holder?: Consent;
  readonly supplier?: Consent;
  readonly buyer?: Consent;
}

export interface DebitAct {
  readonly receivable: Receivable;
  readonly amount: bigint;
  /** Hash of the debit note. */
  readonly reason: Hex;
}

/** Who consented to a debit note beforehand. */
export interface DebitConsents {
  readonly holder?: Consent;
  readonly buyer?: Consent;
}

export interface AccelerateAct {
  /** The line that is called due. */
  readonly receivable: Receivable;
  /** An earlier line of the same invoice, in default. */
  readonly overdue: Receivable;
}

export interface AdviseAct {
  readonly receivable: Receivable;
  /** Cash of 0 takes an advice back that nobody answered. */
  readonly advice: Receipt;
}

export interface ReceiptAct {
  readonly id: Hex;
  readonly opened: OpenTerms;
  readonly receipt: Receipt;
}

export interface ReversalAct {
  readonly id: Hex;
  readonly opened: OpenTerms;
  /** As `ReceiptRecorded` said. */
  readonly recorded: RecordedReceipt;
  /** Hash of what proves the return. */
  readonly evidence: Hex;
}

/** Who consented to a reversal beforehand; the recorder only if it has sold the receivable since. */
export interface ReversalConsents {
  readonly recorder?: Consent;
  readonly holder?: Consent;
}

/** The holder credits principal or waives charges. */
export interface ReductionAct {
  readonly id: Hex;
  readonly opened: OpenTerms;
  readonly amount: bigint;
  /** Hash of the credit note, or of why charges are let go. */
  readonly reason: Hex;
}

export interface DisputeAct {
  readonly receivable: Receivable;
  readonly amount: bigint;
  /** UNTDID or Peppol clarification code in the parties' own list. */
  readonly code: number;
  /** Hash of what supports it. */
  readonly evidence: Hex;
}

export interface ResolutionAct {
  readonly receivable: Receivable;
  readonly amount: bigint;
  readonly outcome: Outcome;
  /** Hash of what supports it; the reason of the credit if it is conceded. */
  readonly evidence: Hex;
}

export interface SplitAct {
  readonly receivable: Receivable;
  /** Principal of each part, two to a hundred; together all that is open. */
  readonly amounts: readonly bigint[];
}

/** An ERC-2612 permit: the owner lets the ledger move up to `amount` of a currency. */
export interface PermitAct {
  readonly currency: Address;
  readonly owner: Address;
  readonly amount: bigint;
  /** Unix seconds. */
  readonly deadline: bigint;
  /** 65 bytes. */
  readonly signature: Hex;
}
