/** The port's words in the order and shape of the contracts' parameters. */
import type { Clarification } from "../domain/clarification.ts";
import type { Voucher } from "../domain/directory.ts";
import type { Receipt, RecordedReceipt } from "../domain/receipts.ts";
import type {
  Consent,
  Hex,
  Address,
  OpenHeader,
  OpenTerms,
  Outcome,
  PaymentOrder,
  Permit2Consent,
  Receivable,
  Terms,
  Verb,
} from "../domain/receivable.ts";
import { acceptable } from "./acceptable.ts";
import type {
  AccelerateAct,
  AcceptOptions,
  AdviseAct,
  AmendAct,
  AmendConsents,
  AnswerAct,
  DebitAct,
  DebitConsents,
  DisputeAct,
  EndingAct,
  IssueConsents,
  PermitAct,
  ReceiptAct,
  ReductionAct,
  ResolutionAct,
  ReversalAct,
  ReversalConsents,
  SplitAct,
  TransferConsentAct,
} from "./acts.ts";
import type { Coverage } from "./port.ts";

/** A consent as the libraries want it: they do not promise to leave arrays alone. */
export type CarriedConsent = Omit<Consent, "proof"> & { readonly proof: Hex[] };
type Carried = CarriedConsent[];

export function issueArguments(
  receivable: Receivable,
  consents: IssueConsents = {},
): [receivable: Receivable, supplierConsent: Carried, buyerConsent: Carried] {
  return [receivable, carried(consents.supplier), carried(consents.buyer)];
}

export function issueSealedArguments(
  opened: OpenHeader,
  content: Hex,
  consents: IssueConsents = {},
): [opened: OpenHeader, content: Hex, supplierConsent: Carried, buyerConsent: Carried] {
  return [opened, content, carried(consents.supplier), carried(consents.buyer)];
}

/** @throws RefusedError as {@link acceptable} does. */
export function acceptArguments(
  receivable: Receivable,
  { openTerms = false }: AcceptOptions = {},
): [opened: OpenHeader, terms: Terms[], consent: Carried] {
  return [acceptable(receivable), openedTerms(openTerms ? receivable.terms : undefined), []];
}

export function carryArguments(
  { header, terms, document }: OpenHeader,
  consent: Consent,
): [opened: OpenHeader, terms: Terms[], consent: Carried] {
  return [{ header, terms, document }, [], carried(consent)];
}

export function answerArguments(
  { opened, terms, clarification }: AnswerAct,
  consent?: Consent,
): [opened: OpenHeader, terms: Terms[], clarification: Clarification, consent: Carried] {
  return [opened, openedTerms(terms), clarification, carried(consent)];
}

export function amendArguments(
  { receivable, amended }: AmendAct,
  { holder, supplier, buyer }: AmendConsents = {},
): [
  receivable: Receivable,
  amended: Receivable,
  holderConsent: Carried,
  supplierConsent: Carried,
  buyerConsent: Carried,
] {
  return [receivable, amended, carried(holder), carried(supplier), carried(buyer)];
}

export function payArguments(
  { id, opened, maxCash }: PaymentOrder,
  consent?: Consent,
): [id: Hex, opened: OpenTerms, maxCash: bigint, consent: Carried] {
  return [id, opened, maxCash, carried(consent)];
}

export function permit2Arguments(
  { id, opened, maxCash }: PaymentOrder,
  consent: Permit2Consent,
): [id: Hex, opened: OpenTerms, maxCash: bigint, consent: Permit2Consent] {
  return [id, opened, maxCash, consent];
}

const SIGNATURE = /^0x([0-9a-f]{64})([0-9a-f]{64})([0-9a-f]{2})$/i;

/** ERC-2612 takes a signature in its three parts. @throws RangeError if it is not one of 65 bytes. */
export function permitArguments({
  currency,
  owner,
  amount,
  deadline,
  signature,
}: PermitAct): [currency: Address, owner: Address, amount: bigint, deadline: bigint, v: number, r: Hex, s: Hex] {
  const [, r, s, v] = SIGNATURE.exec(signature) ?? [];
  if (r === undefined || s === undefined || v === undefined) {
    throw new RangeError(`the permit's signature is ${signature}, which is not one of 65 bytes`);
  }
  return [currency, owner, amount, deadline, parseInt(v, 16), `0x${r}`, `0x${s}`];
}

export function adviseArguments(
  { receivable, advice }: AdviseAct,
  consent?: Consent,
): [receivable: Receivable, advice: Receipt, consent: Carried] {
  return [receivable, advice, carried(consent)];
}

export function receiptArguments(
  { id, opened, receipt }: ReceiptAct,
  consent?: Consent,
): [id: Hex, opened: OpenTerms, receipt: Receipt, consent: Carried] {
  return [id, opened, receipt, carried(consent)];
}

export function reversalArguments(
  { id, opened, recorded, evidence }: ReversalAct,
  { recorder, holder }: ReversalConsents = {},
): [
  id: Hex,
  opened: OpenTerms,
  recorded: RecordedReceipt,
  evidence: Hex,
  recorderConsent: Carried,
  holderConsent: Carried,
] {
  return [id, opened, recorded, evidence, carried(recorder), carried(holder)];
}

export function reductionArguments(
  { id, opened, amount, reason }: ReductionAct,
  consent?: Consent,
): [id: Hex, opened: OpenTerms, amount: bigint, reason: Hex, consent: Carried] {
  return [id, opened, amount, reason, carried(consent)];
}

export function debitArguments(
  { receivable, amount, reason }: DebitAct,
  { holder, buyer }: DebitConsents = {},
): [receivable: Receivable, amount: bigint, reason: Hex, holderConsent: Carried, buyerConsent: Carried] {
  return [receivable, amount, reason, carried(holder), carried(buyer)];
}

export function accelerateArguments(
  { receivable, overdue }: AccelerateAct,
  consent?: Consent,
): [receivable: Receivable, overdue: Receivable, consent: Carried] {
  return [receivable, overdue, carried(consent)];
}

export function disputeArguments(
  { receivable, amount, code, evidence }: DisputeAct,
  consent?: Consent,
): [receivable: Receivable, amount: bigint, code: number, evidence: Hex, consent: Carried] {
  return [receivable, amount, code, evidence, carried(consent)];
}

export function resolveArguments(
  { receivable, amount, outcome, evidence }: ResolutionAct,
  consent?: Consent,
): [receivable: Receivable, amount: bigint, outcome: Outcome, evidence: Hex, consent: Carried] {
  return [receivable, amount, outcome, evidence, carried(consent)];
}

export function splitArguments(
  { receivable, amounts }: SplitAct,
  consent?: Consent,
): [receivable: Receivable, amounts: bigint[], consent: Carried] {
  return [receivable, [...amounts], carried(consent)];
}

export function endingArguments(
  { opened, terms, reason }: EndingAct,
  consent?: Consent,
): [opened: OpenHeader, terms: Terms[], reason: Hex, consent: Carried] {
  return [opened, openedTerms(terms), reason, carried(consent)];
}

export function transferConsentArguments(
  { opened, terms, to }: TransferConsentAct,
  consent?: Consent,
): [opened: OpenHeader, terms: Terms[], to: Address, consent: Carried] {
  return [opened, openedTerms(terms), to, carried(consent)];
}

/** The directory sets `since` itself. */
export function vouchArguments(
  organisation: Address,
  voucher: Omit<Voucher, "since">,
): [organisation: Address, voucher: Voucher] {
  return [organisation, { ...voucher, since: 0 }];
}

export function coversArguments({
  organisation,
  agent,
  verb,
  currency,
  amount,
}: Coverage): [organisation: Address, agent: Address, verb: Verb, currency: Address, amount: bigint] {
  return [organisation, agent, verb, currency, amount];
}

/** No consent, or the one that somebody carries. */
export function carried(consent: Consent | undefined): Carried {
  return consent === undefined ? [] : [{ ...consent, proof: [...consent.proof] }];
}

function openedTerms(terms: Terms | undefined): Terms[] {
  return terms === undefined ? [] : [terms];
}
