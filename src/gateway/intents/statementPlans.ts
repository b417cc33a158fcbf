/** What an intent about a statement is signed and called as. */
import { statementsAbi } from "../../../generated/abi.ts";
import { encoding } from "../../clients/shared.ts";
import { verbsBy } from "../../clients/statements.ts";
import type { StatementVerbs } from "../../clients/statements.ts";
import { encode } from "../../clients/viem/encode.ts";
import type { TypedMessage } from "../../domain/eip712.ts";
import type { Validity } from "../../domain/messages.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Statement } from "../../domain/statement.ts";
import * as messages from "../../domain/statementMessages.ts";
import { consents } from "./signables.ts";
import type { Consents, Signable } from "./signables.ts";
import type { StatementDeed } from "./statementDeeds.ts";

/** Everything that message and call are made of. */
export interface StatementPlan {
  readonly deed: StatementDeed;
  readonly statement: Statement;
  /** For whom it is done; where both sides sign, whose message this is. */
  readonly party: Address;
  /** Of the party's message. */
  readonly nonce: bigint;
}

/** The contract of statements, and its chain. */
interface Place {
  readonly chainId: number;
  readonly contract: Address;
}

/** Nobody acts here: calls are made for others to send. */
const CALLS: StatementVerbs<Hex> = verbsBy((name, args) => encode(statementsAbi, name, args), encoding);

/** What the party signs. */
export function signableOf(plan: StatementPlan, deadline: number, { chainId, contract }: Place): Signable {
  return { domain: messages.statementsDomain(chainId, contract), message: messageOf(plan, deadline) };
}

function messageOf({ deed, statement, party, nonce }: StatementPlan, deadline: number): TypedMessage {
  const validity: Validity = { nonce, deadline: BigInt(deadline) };
  switch (deed.verb) {
    case "postStatement":
      return messages.statementPosting(statement, { party, ...deed.posting }, validity);
    case "agreeBalance":
      return messages.balanceAgreed({ statement, roots: deed.roots, party, balance: deed.balance }, validity);
    case "agreeBalanceExcept":
    case "rejectBalance": {
      const { verb, roots, balance, exceptions } = deed;
      const sign = verb === "rejectBalance" ? messages.balanceRejected : messages.balanceAgreedExcept;
      return sign({ statement, roots, party, balance }, exceptions, validity);
    }
    case "acknowledgeDebt": {
      const { roots, debt, payBy } = deed;
      return messages.debtAcknowledgement({ statement, roots, debtor: party, debt, payBy }, validity);
    }
    case "receiveDemand":
      return messages.receivedDemand({ statement, roots: deed.roots, debtor: party, demand: deed.demand }, validity);
  }
}

/**
 * The data of the call. @param given Whose consent is missing, or an agent of that party, has to send it itself.
 * @throws LedgerError for values that do not fit the call.
 */
export function callOf({ deed, statement, party }: StatementPlan, given: Consents): Promise<Hex> {
  const consent = given.get(party);
  switch (deed.verb) {
    case "postStatement":
      return CALLS.post(statement, { party, ...deed.posting }, consent);
    case "agreeBalance":
      return CALLS.agreeBalance({ statement, roots: deed.roots, party, balance: deed.balance }, consent);
    case "agreeBalanceExcept": {
      const { supplier, buyer } = statement;
      const both = { ...consents("supplier", given.get(supplier)), ...consents("buyer", given.get(buyer)) };
      return CALLS.agreeBalanceExcept({ statement, roots: deed.roots, balance: deed.balance }, deed.exceptions, both);
    }
    case "rejectBalance": {
      const { roots, balance, exceptions } = deed;
      return CALLS.rejectBalance({ statement, roots, party, balance }, exceptions, consent);
    }
    case "acknowledgeDebt": {
      const { roots, debt, payBy } = deed;
      return CALLS.acknowledgeDebt({ statement, roots, debtor: party, debt, payBy }, consent);
    }
    case "receiveDemand":
      return CALLS.receiveDemand({ statement, roots: deed.roots, debtor: party, demand: deed.demand }, consent);
  }
}

/** Voids the number of the party's message. */
export function revocationOf({ nonce }: StatementPlan): Promise<Hex> {
  return CALLS.spendNonce(nonce);
}
