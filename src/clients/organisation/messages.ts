/** What an organisation's own members and guardians sign, under the organisation's own domain. */
import { structsOf } from "../../domain/eip712.ts";
import type { TypedMessage } from "../../domain/eip712.ts";
import type { Validity } from "../../domain/messages.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Quorum } from "./members.ts";

/** One call of a batch. */
export interface BatchCall {
  readonly target: Address;
  /** Wei of the organisation's. */
  readonly value: bigint;
  readonly data: Hex;
}

/** The EIP-712 types of these messages, as `Organisation.sol` has written them out. */
export const ORGANISATION_TYPES = {
  Call: [
    { name: "target", type: "address" },
    { name: "value", type: "uint256" },
    { name: "data", type: "bytes" },
  ],
  Execution: [
    { name: "calls", type: "Call[]" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
    { name: "epoch", type: "uint64" },
  ],
  RecoveryProposal: [
    { name: "signers", type: "bytes[]" },
    { name: "threshold", type: "uint64" },
    { name: "proposal", type: "uint64" },
    { name: "deadline", type: "uint256" },
  ],
} as const;

/** A batch of calls, all or nothing. @param epoch The organisation's present one; a rotation voids the batch. */
export function execution(calls: readonly BatchCall[], { nonce, deadline }: Validity, epoch: bigint): TypedMessage {
  return {
    types: structsOf(ORGANISATION_TYPES, "Execution"),
    primaryType: "Execution",
    message: { calls, nonce, deadline, epoch },
  };
}

/**
 * Guardians want these signers after the delay.
 * @param proposal The organisation's `nextProposal`. @param deadline Last instant for carrying it, unix seconds.
 */
export function recoveryProposal(signers: Quorum, proposal: bigint, deadline: bigint): TypedMessage {
  return {
    types: structsOf(ORGANISATION_TYPES, "RecoveryProposal"),
    primaryType: "RecoveryProposal",
    message: { signers: signers.members, threshold: BigInt(signers.threshold), proposal, deadline },
  };
}
