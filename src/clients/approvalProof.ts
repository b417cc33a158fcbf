/** Checks decisions on a request for approval by their signatures alone, without the gateway that kept them. */
import { approvalMessage } from "../domain/duties/approvalMessage.ts";
import type { ApprovalDecision, DecidedAsk } from "../domain/duties/approvalMessage.ts";
import { digestOf } from "../domain/eip712.ts";
import { signingDomain } from "../domain/messages.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import { keyWitness } from "./envelopes.ts";

/** Of which ledger's organisations a decision is. */
export interface ApprovalPlace {
  readonly chainId: number;
  readonly ledger: Address;
}

/** What an approver signs a hash of. @throws RangeError for a field that is none of its type */
export function approvalDigest({ chainId, ledger }: ApprovalPlace, asked: DecidedAsk, decision: ApprovalDecision): Hex {
  return digestOf(signingDomain(chainId, ledger), approvalMessage(asked, decision));
}

/** A decision as it is handed on. */
export interface SignedDecision extends ApprovalDecision {
  readonly approver: Address;
  readonly signature: Hex;
}

/**
 * Whether each decision is signed by the key that it names, in their order. Of an account that is a contract (ERC-1271)
 * only the chain can tell: it is not signed by a key.
 */
export async function checkDecisions(
  place: ApprovalPlace,
  asked: DecidedAsk,
  decisions: readonly SignedDecision[],
): Promise<readonly boolean[]> {
  return Promise.all(
    decisions.map(({ approver, signature, ...decision }) =>
      keyWitness.signed(approver, approvalDigest(place, asked, decision), signature),
    ),
  );
}
