/** The port's words in the order and shape of the contracts' parameters, and the contracts' answers in the port's. */
import type { Mandate, Voucher } from "../domain/directory.ts";
import type {
  Consent,
  Hex,
  Address,
  OpenHeader,
  OpenTerms,
  Outcome,
  PaymentOrder,
  Quote,
  Receivable,
  Status,
  Terms,
  Verb,
} from "../domain/receivable.ts";
import { acceptable } from "./acceptable.ts";
import type {
  AcceptOptions,
  Coverage,
  CreditAct,
  DisputeAct,
  IssueConsents,
  ReceivableView,
  ResolutionAct,
} from "./port.ts";

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
  return [acceptable(receivable), openTerms ? [receivable.terms] : [], []];
}

export function carryArguments(
  { header, terms, document }: OpenHeader,
  consent: Consent,
): [opened: OpenHeader, terms: Terms[], consent: Carried] {
  return [{ header, terms, document }, [], carried(consent)];
}

export function payArguments(
  { id, opened, maxCash }: PaymentOrder,
  consent?: Consent,
): [id: Hex, opened: OpenTerms, maxCash: bigint, consent: Carried] {
  return [id, opened, maxCash, carried(consent)];
}

export function creditArguments(
  { id, opened, amount, reason }: CreditAct,
  consent?: Consent,
): [id: Hex, opened: OpenTerms, amount: bigint, reason: Hex, consent: Carried] {
  return [id, opened, amount, reason, carried(consent)];
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

function carried(consent: Consent | undefined): Carried {
  return consent === undefined ? [] : [{ ...consent, proof: [...consent.proof] }];
}

/** A struct as a library gives it: hex as text, and integers as it likes. */
type Answer<Shape> = {
  readonly [Field in keyof Shape]: Shape[Field] extends Hex
    ? string
    : Shape[Field] extends boolean
      ? boolean
      : bigint | number;
};

export function viewOf(answer: Answer<ReceivableView>): ReceivableView {
  return {
    commitment: hex(answer.commitment),
    status: Number(answer.status) as Status,
    holder: hex(answer.holder),
    closed: answer.closed,
    locked: answer.locked,
    settled: BigInt(answer.settled),
    credited: BigInt(answer.credited),
    disputed: BigInt(answer.disputed),
    lateDays: BigInt(answer.lateDays),
    chargesSettled: BigInt(answer.chargesSettled),
    carry: BigInt(answer.carry),
  };
}

export function quoteOf({ open, discount, charges, payoff, daysLate }: Quote): Quote {
  return { open, discount, charges, payoff, daysLate };
}

export function voucherOf(answer: Answer<Voucher>): Voucher {
  return {
    legalId: hex(answer.legalId),
    evidence: hex(answer.evidence),
    enroller: hex(answer.enroller),
    channel: Number(answer.channel),
    since: Number(answer.since),
    until: Number(answer.until),
  };
}

export function mandateOf(answer: Answer<Mandate>): Mandate {
  return {
    verbs: Number(answer.verbs),
    from: Number(answer.from),
    until: Number(answer.until),
    cap: BigInt(answer.cap),
    currency: hex(answer.currency),
    document: hex(answer.document),
  };
}

/** In lower case, as events have it, whatever case the library likes. */
export function hex(text: string): Hex {
  return text.toLowerCase() as Hex;
}
