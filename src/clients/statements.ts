/**
 * What anybody can do with statements, whatever library speaks to the node. Acts wait until a block holds them; every
 * failure is a `LedgerError`. Agreeing a balance, acknowledging a debt and receiving a demand are three acts, and a
 * signature under one is none under another (R52).
 */
import type { Addresses } from "../chain/addresses.ts";
import { decodeStatementLogs } from "../chain/logs.ts";
import type { TypedMessage } from "../domain/eip712.ts";
import type { Validity } from "../domain/messages.ts";
import type { Address, Consent, Hex } from "../domain/receivable.ts";
import { ZERO_HASH } from "../domain/receivable.ts";
import { debtHash, sumHash } from "../domain/statement.ts";
import type { Exceptions, Posted, Posting, Roots, Statement } from "../domain/statement.ts";
import type { RecordedStatementEvent } from "../domain/statementEvents.ts";
import type { LineProof, StatementLine } from "../domain/statementLeaf.ts";
import * as messages from "../domain/statementMessages.ts";
import type { BalanceAct, DebtAct, DemandAct } from "../domain/statementMessages.ts";
import { carried } from "./arguments.ts";
import type { CarriedConsent } from "./arguments.ts";
import type { Connection } from "./connection.ts";
import { RefusedError } from "./errors.ts";
import { attempt } from "./failures.ts";
import { encoding } from "./shared.ts";
import type { Give } from "./shared.ts";
import { accountOf } from "./signing.ts";
import { sendAndWait } from "./submit.ts";
import type { Waiting } from "./submit.ts";

/** Both sides agree on one result; the party is each of them. */
export type SharedBalanceAct = Omit<BalanceAct, "party">;

/** Who signed the result beforehand. */
export interface ResultConsents {
  readonly supplier?: Consent;
  readonly buyer?: Consent;
}

/** `Result` is what a verb gives: what it recorded, or the call that would record it. */
export interface StatementVerbs<Result> {
  /** A side states its open items, once or as a new version. */
  post(statement: Statement, posting: Posting, consent?: Consent): Promise<Result>;
  /** AGREED: the books of the party say what the other side has posted. It acknowledges no debt. */
  agreeBalance(act: BalanceAct, consent?: Consent): Promise<Result>;
  /** AGREED_EXCEPT: both sides sign one result. It acknowledges no debt. */
  agreeBalanceExcept(act: SharedBalanceAct, exceptions: Exceptions, consents?: ResultConsents): Promise<Result>;
  /** REJECTED, for these versions for good. */
  rejectBalance(act: BalanceAct, exceptions: Exceptions, consent?: Consent): Promise<Result>;
  /** ACKNOWLEDGE_DEBT: the debtor owes a sum, which the chain sees the hash of. */
  acknowledgeDebt(act: DebtAct, consent?: Consent): Promise<Result>;
  /** RECEIVE_DEMAND: a demand reached the debtor. */
  receiveDemand(act: DemandAct, consent?: Consent): Promise<Result>;
  /** Voids what the account signed about statements under a nonce. */
  spendNonce(nonce: bigint): Promise<Result>;
}

/** Signs each act as a message of its own, for anyone to carry. @throws LedgerError */
export interface StatementSigning {
  posting(statement: Statement, posting: Posting, validity: Validity): Promise<Consent>;
  agreed(act: BalanceAct, validity: Validity): Promise<Consent>;
  agreedExcept(act: BalanceAct, exceptions: Exceptions, validity: Validity): Promise<Consent>;
  rejected(act: BalanceAct, exceptions: Exceptions, validity: Validity): Promise<Consent>;
  debt(act: DebtAct, validity: Validity): Promise<Consent>;
  demand(act: DemandAct, validity: Validity): Promise<Consent>;
}

/** What a recorded act left behind. */
export interface RecordedStatement {
  /** Of the transaction. */
  readonly hash: Hex;
  readonly blockNumber: number;
  readonly events: readonly RecordedStatementEvent[];
}

/** Each verb is sent, and waits until a block holds it. */
export interface StatementsClient extends StatementVerbs<RecordedStatement> {
  /** Of the contract. */
  readonly address: Address;
  /** Who acts and signs; undefined for a client that only reads. */
  readonly account: Address | undefined;
  readonly sign: StatementSigning;
  /** The calls that the verbs would send. */
  readonly calls: StatementVerbs<Hex>;
  /** What stands of a side; version 0 if it has posted nothing. */
  postedOf(statement: Statement, party: Address): Promise<Posted>;
  /** SAME_ROOT. */
  isSameRoot(statement: Statement): Promise<boolean>;
  /** Whether a line is under the root that a side has posted last. */
  proveLine(statement: Statement, party: Address, line: LineProof): Promise<boolean>;
  isSpent(signer: Address, nonce: bigint): Promise<boolean>;
}

/** What a library makes of the verbs' names and arguments. */
export interface StatementsLibrary {
  /** The call of a function of the contract. @throws What the library throws at values that do not fit. */
  readonly encode: <Name extends keyof StatementCalls>(name: Name, args: StatementCalls[Name]) => Hex;
  readonly views: Pick<StatementsClient, "postedOf" | "isSameRoot" | "isSpent"> & {
    proveLine(statement: Statement, party: Address, line: StatementLine, proof: Hex[]): Promise<boolean>;
  };
}

/** The contract's functions in the order and shape of their parameters. */
export interface StatementCalls {
  readonly post: [statement: Statement, posting: Posting, consent: CarriedConsent[]];
  readonly agreeBalance: [statement: Statement, roots: Roots, party: Address, balance: Hex, consent: CarriedConsent[]];
  readonly agreeBalanceExcept: [
    statement: Statement,
    roots: Roots,
    exceptions: Exceptions,
    balance: Hex,
    supplierConsent: CarriedConsent[],
    buyerConsent: CarriedConsent[],
  ];
  readonly rejectBalance: [
    statement: Statement,
    roots: Roots,
    party: Address,
    exceptions: Exceptions,
    balance: Hex,
    consent: CarriedConsent[],
  ];
  readonly acknowledgeDebt: [
    statement: Statement,
    roots: Roots,
    debtor: Address,
    debt: Hex,
    payBy: number,
    consent: CarriedConsent[],
  ];
  readonly receiveDemand: [statement: Statement, roots: Roots, debtor: Address, demand: Hex, consent: CarriedConsent[]];
  readonly spendNonce: [nonce: bigint];
}

/** Where the statements are. @throws RefusedError for an address file from before there were any. */
export function statementsOf({ statements, ledger }: Addresses): Address {
  if (statements !== undefined) return statements;
  const message = `the address file of ledger ${ledger} knows no statements: deploy anew, or add "statements"`;
  throw new RefusedError("ArgumentInvalid", { ledger }, message);
}

/** The client over a library. */
export function statementsClient(
  connection: Connection,
  addresses: Addresses,
  { encode, views }: StatementsLibrary,
  waiting?: Waiting,
): StatementsClient {
  const address = statementsOf(addresses);
  const act: Give<RecordedStatement> = async (call) => {
    const data = await encoding(call);
    const { hash, mined } = await sendAndWait(connection, { to: address, data }, waiting);
    const events = await attempt("asking", () => decodeStatementLogs(address, mined.logs));
    return { hash, blockNumber: mined.blockNumber, events };
  };
  return {
    address,
    account: connection.account,
    sign: statementSigning(connection, addresses.chainId, address),
    ...verbsBy(encode, act),
    calls: verbsBy(encode, encoding),
    ...views,
    proveLine: (statement, party, { line, proof }) => views.proveLine(statement, party, line, [...proof]),
  };
}

/** The verbs over a library's encoding. @param give What it makes of each call. */
export function verbsBy<Result>(encode: StatementsLibrary["encode"], give: Give<Result>): StatementVerbs<Result> {
  return {
    post: (statement, posting, consent) => give(() => encode("post", [statement, posting, carried(consent)])),
    agreeBalance: ({ statement, roots, party, balance }, consent) =>
      give(() => encode("agreeBalance", [statement, roots, party, sumHash(balance), carried(consent)])),
    agreeBalanceExcept: ({ statement, roots, balance }, exceptions, { supplier, buyer } = {}) =>
      give(() => {
        const consents = [carried(supplier), carried(buyer)] as const;
        return encode("agreeBalanceExcept", [statement, roots, exceptions, sumHash(balance), ...consents]);
      }),
    rejectBalance: ({ statement, roots, party, balance }, exceptions, consent) =>
      give(() => encode("rejectBalance", [statement, roots, party, exceptions, sumHash(balance), carried(consent)])),
    acknowledgeDebt: ({ statement, roots, debtor, debt, payBy }, consent) =>
      give(() => encode("acknowledgeDebt", [statement, roots, debtor, debtHash(debt), payBy, carried(consent)])),
    receiveDemand: ({ statement, roots, debtor, demand }, consent) =>
      give(() => encode("receiveDemand", [statement, roots, debtor, demand, carried(consent)])),
    spendNonce: (nonce) => give(() => encode("spendNonce", [nonce])),
  };
}

function statementSigning(connection: Connection, chainId: number, address: Address): StatementSigning {
  const domain = messages.statementsDomain(chainId, address);
  const signed = async (validity: Validity, messageOf: () => TypedMessage): Promise<Consent> => {
    const signer = accountOf(connection);
    const message = await attempt("encoding", messageOf);
    const signature = await attempt("signing", () => connection.sign(domain, message));
    return { signer, signature, ...validity, count: 0n, policy: ZERO_HASH, proof: [] };
  };
  return {
    posting: (statement, posting, validity) =>
      signed(validity, () => messages.statementPosting(statement, posting, validity)),
    agreed: (act, validity) => signed(validity, () => messages.balanceAgreed(act, validity)),
    agreedExcept: (act, exceptions, validity) =>
      signed(validity, () => messages.balanceAgreedExcept(act, exceptions, validity)),
    rejected: (act, exceptions, validity) =>
      signed(validity, () => messages.balanceRejected(act, exceptions, validity)),
    debt: (act, validity) => signed(validity, () => messages.debtAcknowledgement(act, validity)),
    demand: (act, validity) => signed(validity, () => messages.receivedDemand(act, validity)),
  };
}
