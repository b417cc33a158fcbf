/** What a call that nobody signs has to be: its contract, its function and its parameters. */
import { ClaimReason, Recipient } from "../../../domain/factoring/deal.ts";
import { keccakOfText } from "../../../domain/hash.ts";
import { Outcome, Verb, ZERO_HASH } from "../../../domain/receivable.ts";
import type { Contract } from "./calls.ts";
import { dayOf, lower, secondsOf } from "./comparing.ts";
import type { Asked, Facts, Matter } from "./expected.ts";
import { valueAt } from "./values.ts";

type Of<Name extends Asked["verb"]> = Extract<Asked, { readonly verb: Name }>;

export interface CallRule<Name extends Asked["verb"]> {
  readonly contract: Contract;
  readonly name: string;
  readonly facts: (asked: Of<Name>, matter: Matter) => Facts;
  /** Of the call of the ledger that is proposed or consented to with it. */
  readonly inner?: (asked: Of<Name>, matter: Matter) => Facts;
}

type CalledVerb =
  | "openDesk"
  | "repay"
  | "buyBack"
  | "reassign"
  | "agreeAct"
  | "chargeBack"
  | "withdraw"
  | "spendNonces"
  | "giveDeskMandate"
  | "revokeDeskMandate"
  | "claim"
  | "collect"
  | "transfer"
  | "recordReceipt"
  | "reverseReceipt"
  | "credit"
  | "waive"
  | "resolve"
  | "adoptSchedule";

const CURRENCY = "opened.terms.currency";

export const CALL_RULES: { readonly [Name in CalledVerb]: CallRule<Name> } = {
  openDesk: {
    ...{ contract: "factoring", name: "open" },
    facts: (_asked, { expected }) => ({ factor: expected.organisation }),
  },
  repay: atDesk("repay", (asked, matter) => ({ ...ofId(asked), maxCash: money(asked.maxCash, matter) })),
  buyBack: atDesk("buyBack", ofId),
  reassign: atDesk("reassign", ofId),
  agreeAct: atDesk("act", (asked) => ({ ...ofId(asked), "call.hash": lower(asked.act) })),
  chargeBack: atDesk("chargeBack", (asked) => ({
    ...ofId(asked),
    reason: BigInt(ClaimReason[asked.reason]),
    evidence: lower(asked.evidence),
  })),
  withdraw: atDesk("withdraw", ({ desk, account, currency }, { expected }) => ({
    sentTo: lower(desk),
    account: lower(account) ?? expected.organisation,
    currency: lower(currency),
  })),
  spendNonces: atDesk("spendNonces", ({ first, count = 1 }) => ({ first: BigInt(first), count: BigInt(count) })),
  giveDeskMandate: atDesk("giveMandate", ({ agent, verbs, from, until, document }) => ({
    agent: lower(agent),
    "mandate.verbs": verbs.reduce((bits, verb) => bits | (1n << BigInt(Verb[verb])), 0n),
    "mandate.from": secondsOf(from) ?? 0n,
    "mandate.until": secondsOf(until),
    "mandate.document": lower(document),
  })),
  revokeDeskMandate: atDesk("revokeMandate", ({ agent }) => ({ agent: lower(agent) })),
  claim: { contract: "ledger", name: "claim", facts: ofId },
  collect: atDesk("collect", ofId),
  transfer: {
    ...{ contract: "ledger", name: "transferFrom" },
    facts: ({ receivable, to }, { own }) => ({ id: BigInt(receivable), from: own, to: lower(to) }),
  },
  recordReceipt: atDesk("recordReceipt", (asked, matter) => ({
    ...ofId(asked),
    "receipt.bankRef": keccakOfText(asked.bankReference),
    "receipt.cash": money(asked.cash, matter),
    "receipt.valueDay": dayOf(asked.valueDate),
    recipient: asked.recipient === undefined ? undefined : BigInt(Recipient[asked.recipient]),
  })),
  reverseReceipt: atDesk("reverseReceipt", (asked) => ({
    ...ofId(asked),
    "recorded.bankRef": keccakOfText(asked.bankReference),
    evidence: lower(asked.evidence) ?? ZERO_HASH,
  })),
  credit: { ...atDesk("act", ofId), inner: reduction },
  waive: { ...atDesk("act", ofId), inner: reduction },
  resolve: {
    ...atDesk("act", ofId),
    inner: (asked, { units, values }) => ({
      "receivable.id": lower(asked.receivable),
      amount: units(asked.amount, valueAt(values, "receivable.terms.currency")),
      outcome: BigInt(Outcome[asked.outcome]),
      evidence: lower(asked.evidence) ?? ZERO_HASH,
    }),
  },
  adoptSchedule: { contract: "collections", name: "adopt", facts: ofId },
};

function atDesk<Name extends Asked["verb"]>(name: string, facts: CallRule<Name>["facts"]): CallRule<Name> {
  return { contract: "desk", name, facts };
}

function ofId({ receivable }: { readonly receivable: string }): Facts {
  return { id: lower(receivable) };
}

function reduction(asked: Of<"credit" | "waive">, matter: Matter): Facts {
  return { ...ofId(asked), amount: money(asked.amount, matter), reason: keccakOfText(asked.reason) };
}

function money(text: string, { units, values }: Matter): bigint {
  return units(text, valueAt(values, CURRENCY));
}
