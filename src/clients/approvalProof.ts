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

/** A reason; once its text is erased, the hash that stands for it in what was signed. */
export type SignedReason = string | { readonly hash: Hex };

interface DigestedDecision extends Omit<ApprovalDecision, "reason"> {
  readonly reason: SignedReason;
}

/** What an approver signs a hash of. @throws RangeError for a field that is none of its type */
export function approvalDigest(
  { chainId, ledger }: ApprovalPlace,
  asked: DecidedAsk,
  { reason, isApproved, deadline }: DigestedDecision,
): Hex {
  const text = typeof reason === "string" ? reason : "";
  const hashed = typeof reason === "string" ? {} : { reason: reason.hash };
  const message = approvalMessage(asked, { isApproved, deadline, reason: text });
  return digestOf(signingDomain(chainId, ledger), message, hashed);
}

/** A decision as it is handed on. */
export interface SignedDecision extends Omit<ApprovalDecision, "reason"> {
  readonly approver: Address;
  /** Null of one that was erased with its hash: nobody can check that. */
  readonly reason: SignedReason | null;
  readonly signature: Hex;
}

/** The reason of a decision as a proof has it. @param hash Counts where the text is erased alone. */
export function signedReason(text: string | null, hash: Hex | null): SignedReason | null {
  if (text !== null && text !== "") return text;
  return hash === null ? null : { hash };
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
    decisions.map(async ({ approver, signature, reason, isApproved, deadline }) => {
      if (reason === null) return false;
      return keyWitness.signed(approver, approvalDigest(place, asked, { reason, isApproved, deadline }), signature);
    }),
  );
}
