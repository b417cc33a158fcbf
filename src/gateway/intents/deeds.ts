/** What an intent is to do, in the domain's words. */
import { ClarificationAction, ClarificationReason } from "../../domain/clarification.ts";
import type { Clarification } from "../../domain/clarification.ts";
import { parseDecimal, toMinorUnits, DecimalError } from "../../domain/decimal.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { ReceiptStatus } from "../../domain/receipts.ts";
import type { Receipt, RecordedReceipt } from "../../domain/receipts.ts";
import { Outcome, ZERO_ADDRESS, ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { Act } from "../../wire/act.ts";
import { ProblemError } from "../http/problems.ts";
import { shownCurrency } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";

/** Whether the call that a party sends itself opens the terms. */
interface Opening {
  readonly openTerms: boolean;
}

export type Deed =
  | { readonly verb: "issue"; /** Null where everything is in the open. */ readonly sealed: Hex | null }
  | (Opening & { readonly verb: "accept" })
  | (Opening & { readonly verb: "query" | "reject"; readonly clarification: Clarification })
  | { readonly verb: "pay"; readonly maxCash: bigint }
  | { readonly verb: "advise" | "recordReceipt"; readonly receipt: Receipt }
  | { readonly verb: "reverseReceipt"; readonly recorded: RecordedReceipt; readonly evidence: Hex }
  | { readonly verb: "credit" | "waive"; readonly amount: bigint; readonly reason: Hex }
  | { readonly verb: "dispute"; readonly amount: bigint; readonly code: number; readonly evidence: Hex }
  | { readonly verb: "resolve"; readonly amount: bigint; readonly outcome: Outcome; readonly evidence: Hex }
  | { readonly verb: "split"; readonly amounts: readonly bigint[] }
  | (Opening & { readonly verb: "writeOff" | "cancel"; readonly reason: Hex })
  | (Opening & { readonly verb: "consentTransfer"; readonly to: Address })
  | { readonly verb: "accelerate"; readonly overdue: Receivable };

/** Minor units of an amount as people write it. @throws ProblemError `AmountUnfit` */
export function minorUnits(text: string, currency: Address, tokens: Tokens, field: string): bigint {
  const { decimals } = shownCurrency(currency, tokens);
  const decimal = parseDecimal(text);
  try {
    const units = decimal && toMinorUnits(decimal, decimals ?? 0, field);
    if (units !== undefined && units >= 0n) return units;
  } catch (error) {
    if (!(error instanceof DecimalError)) throw error;
  }
  const places = decimals === null ? "a whole number of minor units" : `at most ${decimals} decimals`;
  const detail = `${field} is ${text}: write an amount of nought or more, with ${places}`;
  throw new ProblemError("AmountUnfit", detail, { faults: [{ at: field, message: `give ${places}` }] });
}

/**
 * What an act is to do to a receivable as it stands. @param overdue The earlier line of an acceleration.
 * @throws ProblemError for amounts that do not fit, and for a receipt that is not there.
 */
export function deedOf(
  act: Act,
  { receivable, state, overdue }: { receivable: Receivable; state: ReceivableState; overdue: Receivable | undefined },
  tokens: Tokens,
): Deed {
  const units = (text: string, field: string): bigint =>
    minorUnits(text, receivable.terms.currency, tokens, `body.${field}`);
  switch (act.verb) {
    case "accept":
      return { verb: act.verb, openTerms: act.openTerms };
    case "query":
    case "reject":
      return { verb: act.verb, openTerms: act.openTerms, clarification: clarificationOf(act) };
    case "pay":
      return { verb: act.verb, maxCash: units(act.maxCash, "maxCash") };
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
  }
}

function clarificationOf({ reason, action, text }: Extract<Act, { verb: "query" | "reject" }>): Clarification {
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
    case "dispute":
    case "resolve":
      return deed.amount;
    default:
      return terms.amount;
  }
}
