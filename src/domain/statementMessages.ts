/**
 * What the parties of a statement sign. Replying to a balance, acknowledging a debt and receiving a demand are three
 * messages of three types, each with the text of what it means and does not mean, since they differ for limitation
 * (R52). Shapes are those of `StatementMessages.sol`.
 */
import { structsOf } from "./eip712.ts";
import type { SigningDomain, TypedField, TypedMessage } from "./eip712.ts";
import { signingDomain } from "./messages.ts";
import type { Validity } from "./messages.ts";
import type { Address, Hex } from "./receivable.ts";
import { ZERO_HASH } from "./receivable.ts";
import { debtHash, STATEMENT_STRUCTS } from "./statement.ts";
import type { Exceptions, Posting, Roots, Statement, Sum } from "./statement.ts";

/** What replying to a balance means, version 1; the same as in the contracts. */
export const BALANCE_TEXT =
  "Countersign balance 1. We reply to these accounts, which were drawn up for checking only. " +
  "This acknowledges no debt, promises no payment and receives no demand. " +
  "仅供对账：本回复不构成债务承认、付款承诺或对催款的签收。";

/** What acknowledging a debt means, version 1. */
export const DEBT_TEXT =
  "Countersign debt 1. We acknowledge that we owe this sum, and will pay it by the day named if one is named. " +
  "This can interrupt limitation; owing what does not exist can bind us towards whoever finances it. " +
  "债务承认：本方确认欠付该笔款项，载明日期的，将于该日前付清。本确认可使诉讼时效中断；" +
  "对虚构的应收账款予以确认，可能仍须向保理人付款（民法典第763条）。";

/** What receiving a demand means, version 1. */
export const DEMAND_TEXT =
  "Countersign demand 1. We received this demand. " +
  "This agrees to nothing that it says and acknowledges no debt. " +
  "催款签收：本方仅确认收到该催款通知，不表示同意其内容，亦不构成债务承认。";

const TEXT: TypedField = { name: "text", type: "string" };
const STATEMENT: TypedField = { name: "statement", type: "Statement" };
const ROOTS: TypedField = { name: "roots", type: "Roots" };
const PARTY: TypedField = { name: "party", type: "address" };
const DEBTOR: TypedField = { name: "debtor", type: "address" };
const VALIDITY: readonly TypedField[] = [
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint256" },
];

/** Every struct of every message about statements. */
export const STATEMENT_TYPES = {
  ...STATEMENT_STRUCTS,
  StatementPosting: [
    STATEMENT,
    PARTY,
    { name: "root", type: "bytes32" },
    { name: "replaces", type: "bytes32" },
    { name: "version", type: "uint16" },
    { name: "keys", type: "bytes32" },
    { name: "replyBy", type: "uint40" },
    ...VALIDITY,
  ],
  BalanceAgreement: [
    TEXT,
    STATEMENT,
    ROOTS,
    PARTY,
    { name: "reply", type: "string" },
    { name: "result", type: "bytes32" },
    { name: "exceptions", type: "uint32" },
    { name: "balance", type: "Sum" },
    ...VALIDITY,
  ],
  DebtAcknowledgement: [
    TEXT,
    STATEMENT,
    ROOTS,
    DEBTOR,
    { name: "debt", type: "Sum" },
    { name: "payBy", type: "uint32" },
    ...VALIDITY,
  ],
  ReceivedDemand: [TEXT, STATEMENT, ROOTS, DEBTOR, { name: "demand", type: "bytes32" }, ...VALIDITY],
} as const;

/** A message about a statement, by its primary type. */
export type StatementMessageName = Exclude<keyof typeof STATEMENT_TYPES, keyof typeof STATEMENT_STRUCTS>;

/** What every act about a statement names. */
export interface StatementAct {
  readonly statement: Statement;
  readonly roots: Roots;
}

/** A side replies to what the other has posted. */
export interface BalanceAct extends StatementAct {
  /** Whoever replies. */
  readonly party: Address;
  /** What its own books say; where both agree except, what the supplier's say, for both. */
  readonly balance: Sum;
}

/** The debtor owes a sum. */
export interface DebtAct extends StatementAct {
  readonly debtor: Address;
  /** Above zero, whoever the debtor is. */
  readonly debt: Sum;
  /** Days since 1970-01-01; 0 for no day. */
  readonly payBy: number;
}

/** The debtor received a demand. */
export interface DemandAct extends StatementAct {
  readonly debtor: Address;
  /** Hash of the demand. */
  readonly demand: Hex;
}

const NO_EXCEPTIONS: Exceptions = { result: ZERO_HASH, count: 0 };

/** The domain of signatures for a contract of statements. */
export function statementsDomain(chainId: number, statements: Address): SigningDomain {
  return signingDomain(chainId, statements);
}

/** A side states its open items. */
export function statementPosting(statement: Statement, posting: Posting, validity: Validity): TypedMessage {
  return messageOf("StatementPosting", { statement, ...posting, ...validity });
}

/** AGREED: the party's books say what the other side has posted. */
export function balanceAgreed(act: BalanceAct, validity: Validity): TypedMessage {
  return balanceAgreement(act, "AGREED", NO_EXCEPTIONS, validity);
}

/** AGREED_EXCEPT: both sides sign the same, each as the party. */
export function balanceAgreedExcept(act: BalanceAct, exceptions: Exceptions, validity: Validity): TypedMessage {
  return balanceAgreement(act, "AGREED_EXCEPT", exceptions, validity);
}

/** REJECTED: the party's books do not say what the other side has posted. @param exceptions Why, as far as it says. */
export function balanceRejected(act: BalanceAct, exceptions: Exceptions, validity: Validity): TypedMessage {
  return balanceAgreement(act, "REJECTED", exceptions, validity);
}

/** ACKNOWLEDGE_DEBT. @throws RangeError for a debt of nothing or less, as `debtHash`. */
export function debtAcknowledgement(act: DebtAct, validity: Validity): TypedMessage {
  debtHash(act.debt);
  return messageOf("DebtAcknowledgement", { text: DEBT_TEXT, ...act, ...validity });
}

/** RECEIVE_DEMAND. */
export function receivedDemand(act: DemandAct, validity: Validity): TypedMessage {
  return messageOf("ReceivedDemand", { text: DEMAND_TEXT, ...act, ...validity });
}

function balanceAgreement(
  act: BalanceAct,
  reply: "AGREED" | "AGREED_EXCEPT" | "REJECTED",
  { result, count }: Exceptions,
  validity: Validity,
): TypedMessage {
  const exceptions = { result, exceptions: count };
  return messageOf("BalanceAgreement", { text: BALANCE_TEXT, ...act, reply, ...exceptions, ...validity });
}

function messageOf(primaryType: StatementMessageName, message: Readonly<Record<string, unknown>>): TypedMessage {
  return { types: structsOf(STATEMENT_TYPES, primaryType), primaryType, message };
}
