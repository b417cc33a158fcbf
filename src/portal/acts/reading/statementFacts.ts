/** What the values of a message about a statement, a notice or a filing have to be. */
import { NoticeKind, NoticeReply, idsHash } from "../../../domain/factoring/notice.ts";
import { ACKNOWLEDGEMENT_TEXT, ASSIGNMENT_TEXT, REPLY_WORDS } from "../../../domain/factoring/noticeMessages.ts";
import { keccakOfText } from "../../../domain/hash.ts";
import { ZERO_HASH } from "../../../domain/receivable.ts";
import type { Hex } from "../../../domain/receivable.ts";
import { BALANCE_TEXT, DEBT_TEXT, DEMAND_TEXT } from "../../../domain/statementMessages.ts";
import { dayOf, lower, secondsOf } from "./comparing.ts";
import type { Asked, Facts, Matter } from "./expected.ts";
import type { FactsBy } from "./ledgerFacts.ts";
import { valueAt } from "./values.ts";

type StatementVerb =
  "postStatement" | "agreeBalance" | "agreeBalanceExcept" | "rejectBalance" | "acknowledgeDebt" | "receiveDemand";
type Of<Verb extends Asked["verb"]> = Extract<Asked, { readonly verb: Verb }>;

export const STATEMENT_FACTS: FactsBy<StatementVerb> = {
  postStatement: ({ statement, root, keys, replyBy }, matter) => ({
    ...subject(statement),
    party: matter.expected.organisation,
    root: lower(root),
    keys: lower(keys),
    replyBy: secondsOf(replyBy) ?? 0n,
  }),
  agreeBalance: (asked, matter) => reply(asked, "AGREED", undefined, matter),
  agreeBalanceExcept: (asked, matter) => reply(asked, "AGREED_EXCEPT", asked.exceptions, matter),
  rejectBalance: (asked, matter) => reply(asked, "REJECTED", asked.exceptions, matter),
  acknowledgeDebt: ({ debt, payBy, ...asked }, matter) => ({
    ...about(asked),
    text: DEBT_TEXT,
    debtor: matter.expected.organisation,
    "debt.amount": money(debt.amount, matter),
    "debt.salt": lower(debt.salt),
    payBy: dayOf(payBy) ?? 0n,
  }),
  receiveDemand: ({ demand, ...asked }, matter) => ({
    ...about(asked),
    text: DEMAND_TEXT,
    debtor: matter.expected.organisation,
    demand: lower(demand),
  }),
};

export const NOTICE_FACTS: FactsBy<"giveNotice" | "replyToNotice" | "recordFiling"> = {
  giveNotice: ({ kind, receivables, proof }, { own }) => ({
    text: ASSIGNMENT_TEXT,
    giver: own,
    "notice.kind": BigInt(NoticeKind[kind]),
    "notice.receivables": hashOfIds(receivables),
    "notice.proof": lower(proof),
  }),
  replyToNotice: ({ notice, reply: name, reason }, { expected }) => ({
    text: ACKNOWLEDGEMENT_TEXT,
    "notice.id": lower(notice),
    "notice.debtor": expected.organisation,
    reply: REPLY_WORDS[NoticeReply[name]],
    reason: reason === undefined ? ZERO_HASH : keccakOfText(reason),
  }),
  recordFiling: (asked, { expected }) => ({
    "filing.register": asked.register,
    "filing.office": asked.office ?? "",
    "filing.number": asked.number,
    "filing.filedAt": secondsOf(asked.filedAt),
    "filing.until": secondsOf(asked.until) ?? 0n,
    "filing.secured": expected.organisation,
    "filing.debtor": lower(asked.debtor),
    "filing.collateral": asked.receivables === undefined ? ZERO_HASH : hashOfIds(asked.receivables),
    "filing.document": lower(asked.document),
  }),
};

function reply(
  { balance, ...asked }: Of<"agreeBalance" | "agreeBalanceExcept" | "rejectBalance">,
  word: string,
  exceptions: { readonly result: string; readonly count: number } | undefined,
  matter: Matter,
): Facts {
  return {
    ...about(asked),
    text: BALANCE_TEXT,
    party: matter.expected.organisation,
    reply: word,
    result: lower(exceptions?.result) ?? ZERO_HASH,
    exceptions: BigInt(exceptions?.count ?? 0),
    "balance.amount": money(balance.amount, matter),
    "balance.salt": lower(balance.salt),
  };
}

type Subject = Of<"postStatement">["statement"];

function about({
  statement,
  versions,
}: {
  readonly statement: Subject;
  readonly versions?: { readonly supplier: number; readonly buyer: number } | undefined;
}): Facts {
  return {
    ...subject(statement),
    "roots.supplierVersion": versions === undefined ? undefined : BigInt(versions.supplier),
    "roots.buyerVersion": versions === undefined ? undefined : BigInt(versions.buyer),
  };
}

function subject({ supplier, buyer, currency, cutOff }: Subject): Facts {
  return {
    "statement.supplier": lower(supplier),
    "statement.buyer": lower(buyer),
    "statement.currency": lower(currency),
    "statement.cutOff": secondsOf(cutOff),
  };
}

function hashOfIds(ids: readonly string[]): string {
  return idsHash(ids.map((id) => id.toLowerCase() as Hex));
}

function money(text: string, { units, values }: Matter): bigint {
  return units(text, valueAt(values, "statement.currency"));
}
