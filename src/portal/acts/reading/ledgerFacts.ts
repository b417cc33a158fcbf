/** What the values of a ledger's message have to be for an act to be the one that was asked for. */
import { ClarificationAction, ClarificationReason } from "../../../domain/clarification.ts";
import { keccakOfText } from "../../../domain/hash.ts";
import { ACCEPTANCE_TEXT } from "../../../domain/messages.ts";
import { Outcome, ZERO_ADDRESS, ZERO_HASH } from "../../../domain/receivable.ts";
import { amendmentFacts } from "./amendmentFacts.ts";
import { dayOf, lower } from "./comparing.ts";
import type { Asked, Facts, Matter, Wanted } from "./expected.ts";
import { valueAt } from "./values.ts";

type Of<Verb extends Asked["verb"]> = Extract<Asked, { readonly verb: Verb }>;

/** Facts of an act, by its verb. */
export type FactsBy<Verb extends Asked["verb"]> = {
  readonly [Name in Verb]: (asked: Of<Name>, matter: Matter) => Facts;
};

type LedgerVerb =
  | "issue"
  | "accept"
  | "query"
  | "reject"
  | "pay"
  | "advise"
  | "recordReceipt"
  | "reverseReceipt"
  | "credit"
  | "waive"
  | "debit"
  | "dispute"
  | "resolve"
  | "split"
  | "writeOff"
  | "cancel"
  | "consentTransfer"
  | "accelerate"
  | "amend";

const CURRENCY = "receivable.terms.currency";

export const LEDGER_FACTS: FactsBy<LedgerVerb> = {
  issue: ({ buyer, amount, dueDate, currency }, matter) => ({
    "receivable.header.supplier": matter.expected.organisation,
    "receivable.header.buyer": lower(buyer),
    [CURRENCY]: lower(currency),
    "receivable.terms.amount": amount === undefined ? undefined : money(amount, matter),
    "receivable.terms.dueDay": dayOf(dueDate),
  }),
  accept: (asked, matter) => ({ ...asBuyer(asked, matter), text: ACCEPTANCE_TEXT }),
  query: (asked, matter) => ({ ...asBuyer(asked, matter), ...clarification(asked) }),
  reject: (asked, matter) => ({ ...asBuyer(asked, matter), ...clarification(asked) }),
  pay: (asked, matter) => ({ "receivable.id": lower(asked.receivable), maxCash: money(asked.maxCash, matter) }),
  advise: (asked, matter) => ({ ...asBuyer(asked, matter), ...receipt(asked, matter) }),
  recordReceipt: (asked, matter) => ({ ...asHolder(asked, matter), ...receipt(asked, matter) }),
  reverseReceipt: (asked, matter) => ({
    ...asParty(asked, matter),
    bankRef: keccakOfText(asked.bankReference),
    evidence: lower(asked.evidence) ?? ZERO_HASH,
  }),
  credit: (asked, matter) => ({ ...asHolder(asked, matter), ...reduction(asked, matter) }),
  waive: (asked, matter) => ({ ...asHolder(asked, matter), ...reduction(asked, matter) }),
  debit: (asked, matter) => ({ ...asParty(asked, matter), ...reduction(asked, matter) }),
  dispute: (asked, matter) => ({
    ...asBuyer(asked, matter),
    amount: money(asked.amount, matter),
    code: BigInt(asked.code),
    evidence: lower(asked.evidence) ?? ZERO_HASH,
  }),
  resolve: (asked, matter) => ({
    ...asParty(asked, matter),
    amount: money(asked.amount, matter),
    outcome: BigInt(Outcome[asked.outcome]),
    evidence: lower(asked.evidence) ?? ZERO_HASH,
  }),
  split: (asked, matter) => ({
    ...asHolder(asked, matter),
    amounts: asked.amounts.map((amount) => money(amount, matter)),
  }),
  writeOff: (asked, matter) => ({ ...asHolder(asked, matter), reason: keccakOfText(asked.reason) }),
  cancel: (asked, matter) => ({ ...asHolder(asked, matter), reason: keccakOfText(asked.reason) }),
  consentTransfer: (asked, matter) => ({ ...asBuyer(asked, matter), to: lower(asked.to ?? ZERO_ADDRESS) }),
  accelerate: (asked, matter) => ({ ...asHolder(asked, matter), "overdue.id": lower(asked.overdue) }),
  amend: (asked, matter) => ({ ...asParty(asked, matter), ...amendmentFacts(asked, matter) }),
};

interface OnReceivable {
  readonly receivable: string;
}

function asBuyer({ receivable }: OnReceivable, { expected }: Matter): Facts {
  return { "receivable.id": lower(receivable), "receivable.header.buyer": expected.organisation };
}

function asHolder({ receivable }: OnReceivable, { own }: Matter): Facts {
  return { "receivable.id": lower(receivable), holder: own };
}

function asParty({ receivable }: OnReceivable, { own }: Matter): Facts {
  return { "receivable.id": lower(receivable), party: own };
}

function clarification({ reason, action, text }: Of<"query" | "reject">): Facts {
  return {
    reason: numberOf(ClarificationReason, reason),
    action: numberOf(ClarificationAction, action),
    text: text === undefined ? ZERO_HASH : keccakOfText(text),
  };
}

function numberOf(table: Readonly<Record<string, number>>, name: string): bigint {
  return BigInt(table[name] ?? -1);
}

function receipt({ bankReference, cash, valueDate }: Of<"advise" | "recordReceipt">, matter: Matter): Facts {
  return { bankRef: keccakOfText(bankReference), cash: money(cash, matter), valueDay: dayOf(valueDate) };
}

function reduction({ amount, reason }: Of<"credit" | "waive" | "debit">, matter: Matter): Facts {
  return { amount: money(amount, matter), reason: keccakOfText(reason) };
}

function money(text: string, { units, values }: Matter): Extract<Wanted, bigint> {
  return units(text, valueAt(values, CURRENCY));
}
