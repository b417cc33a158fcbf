/** What an intent is to do, in the domain's words. */
import type { PermitFacts } from "../../clients/permits.ts";
import { ClarificationAction, ClarificationReason } from "../../domain/clarification.ts";
import type { Clarification } from "../../domain/clarification.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { ReceiptStatus } from "../../domain/receipts.ts";
import type { Receipt, RecordedReceipt } from "../../domain/receipts.ts";
import { Outcome, ZERO_ADDRESS, ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { ActOnReceivable } from "../../wire/act.ts";
import { ProblemError } from "../http/problems.ts";
import type { Tokens } from "../receivables/showing.ts";
import { amendedBy, checkAmendable } from "./amending.ts";
import { minorUnits } from "./amounts.ts";

/** Whether the call that a party sends itself opens the terms. */
interface Opening {
  readonly openTerms: boolean;
}

/** By what a payer who sends nothing lets its money be moved. */
export type Permitting = { readonly kind: "permit2" } | ({ readonly kind: "permit" } & PermitFacts);

export type Deed =
  | { readonly verb: "issue"; /** Null where everything is in the open. */ readonly sealed: Hex | null }
  | (Opening & { readonly verb: "accept" })
  | (Opening & { readonly verb: "query" | "reject"; readonly clarification: Clarification })
  | { readonly verb: "pay"; readonly maxCash: bigint; readonly through?: Permitting }
  | { readonly verb: "advise" | "recordReceipt"; readonly receipt: Receipt }
  | { readonly verb: "reverseReceipt"; readonly recorded: RecordedReceipt; readonly evidence: Hex }
  | { readonly verb: "credit" | "waive"; readonly amount: bigint; readonly reason: Hex }
  | { readonly verb: "debit"; readonly amount: bigint; readonly reason: Hex }
  | { readonly verb: "dispute"; readonly amount: bigint; readonly code: number; readonly evidence: Hex }
  | { readonly verb: "resolve"; readonly amount: bigint; readonly outcome: Outcome; readonly evidence: Hex }
  | { readonly verb: "split"; readonly amounts: readonly bigint[] }
  | (Opening & { readonly verb: "writeOff" | "cancel"; readonly reason: Hex })
  | (Opening & { readonly verb: "consentTransfer"; readonly to: Address })
  | { readonly verb: "accelerate"; readonly overdue: Receivable }
  | { readonly verb: "amend"; readonly amended: Receivable };

/** What an act is done to. */
export interface Given {
  readonly receivable: Receivable;
  readonly state: ReceivableState;
  /** The earlier line of an acceleration. */
  readonly overdue: Receivable | undefined;
  /** What a payment's permit is signed as. */
  readonly permit: PermitFacts | undefined;
}

/**
 * What an act is to do to a receivable as it stands.
 * @throws ProblemError for amounts that do not fit, for a receipt that is not there, and where the status forbids what
 * several would have to sign.
 */
export function deedOf(act: ActOnReceivable, { receivable, state, overdue, permit }: Given, tokens: Tokens): Deed {
  const units = (text: string, field: string): bigint =>
    minorUnits(text, receivable.terms.currency, tokens, `body.${field}`);
  switch (act.verb) {
    case "accept":
      return { verb: act.verb, openTerms: act.openTerms };
    case "query":
    case "reject":
      return { verb: act.verb, openTerms: act.openTerms, clarification: clarificationOf(act) };
    case "pay":
      return { verb: act.verb, maxCash: units(act.maxCash, "maxCash"), ...throughOf(act, permit) };
    case "advise":
    case "recordReceipt": {
      const { bankReference, cash, valueDate } = act;
      const receipt = { bankRef: keccakOfText(bankReference), cash: units(cash, "cash") };
      return { verb: act.verb, receipt: { ...receipt, valueDay: dayNumber(valueDate) } };
    }
    case "reverseReceipt":
      return { verb: act.verb, recorded: recordedIn(state, act.bankReference), evidence: act.evidence ?? ZERO_HASH };
    case "credit":
    case "waive":
      return { verb: act.verb, amount: units(act.amount, "amount"), reason: keccakOfText(act.reason) };
    case "dispute": {
      const { verb, code, evidence = ZERO_HASH } = act;
      return { verb, amount: units(act.amount, "amount"), code, evidence };
    }
    case "resolve": {
      const { verb, outcome, evidence = ZERO_HASH } = act;
      return { verb, amount: units(act.amount, "amount"), outcome: Outcome[outcome], evidence };
    }
    case "split":
      return { verb: act.verb, amounts: act.amounts.map((text, index) => units(text, `amounts.${index}`)) };
    case "writeOff":
    case "cancel":
      return { verb: act.verb, openTerms: act.openTerms, reason: keccakOfText(act.reason) };
    case "consentTransfer":
      return { verb: act.verb, openTerms: act.openTerms, to: act.to ?? ZERO_ADDRESS };
    case "accelerate":
      if (overdue === undefined) throw new Error("the overdue line of an acceleration was not read");
      return { verb: act.verb, overdue };
    case "amend": {
      const amended = amendedBy(act, receivable, tokens);
      checkAmendable(act.verb, { before: receivable.terms, after: amended.terms }, state);
      return { verb: act.verb, amended };
    }
    case "debit":
      checkAmendable(act.verb, undefined, state);
      return { verb: act.verb, amount: units(act.amount, "amount"), reason: keccakOfText(act.reason) };
  }
}

function throughOf(
  { through }: Extract<ActOnReceivable, { verb: "pay" }>,
  permit: PermitFacts | undefined,
): { readonly through?: Permitting } {
  if (through === "permit2") return { through: { kind: through } };
  if (through !== "permit") return {};
  if (permit === undefined) throw new Error("the permit of a payment was not read");
  return { through: { kind: through, ...permit } };
}

/** What an act says in words, of which the ledger has the hash at most. */
export function saidIn(act: ActOnReceivable): string | null {
  switch (act.verb) {
    case "query":
    case "reject":
    case "amend":
      return act.text ?? null;
    default:
      return "reason" in act ? act.reason : null;
  }
}

function clarificationOf({
  reason,
  action,
  text,
}: Extract<ActOnReceivable, { verb: "query" | "reject" }>): Clarification {
  return {
    reason: ClarificationReason[reason as keyof typeof ClarificationReason],
    action: ClarificationAction[action as keyof typeof ClarificationAction],
    text: text === undefined ? ZERO_HASH : keccakOfText(text),
  };
}

function recordedIn({ receipts }: ReceivableState, bankReference: string): RecordedReceipt {
  const found = receipts.get(keccakOfText(bankReference));
  if (found?.status === ReceiptStatus.Recorded) return found.recorded;
  throw new ProblemError("ReceiptUnknown", "no receipt stands under this bank reference: give that of the entry");
}

/** What a deed moves, minor units; the face of the receivable where it moves nothing of its own. */
export function sumOf(deed: Deed, { terms }: Receivable): bigint {
  switch (deed.verb) {
    case "pay":
      return deed.maxCash;
    case "advise":
    case "recordReceipt":
      return deed.receipt.cash;
    case "reverseReceipt":
      return deed.recorded.principal - deed.recorded.discount + deed.recorded.charges;
    case "credit":
    case "waive":
    case "debit":
    case "dispute":
    case "resolve":
      return deed.amount;
    case "amend":
      return deed.amended.terms.amount > terms.amount ? deed.amended.terms.amount : terms.amount;
    default:
      return terms.amount;
  }
}
