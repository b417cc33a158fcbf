/** ERC-2612: an owner lets a spender move its money by a signature in the currency's own domain. */
import type { TypedMessage } from "./eip712.ts";
import type { Address } from "./receivable.ts";

export interface Permit {
  readonly owner: Address;
  readonly spender: Address;
  /** Minor units. */
  readonly value: bigint;
  /** The owner's next one at the currency. */
  readonly nonce: bigint;
  /** Unix seconds. */
  readonly deadline: bigint;
}

/** What an owner signs. */
export const PERMIT_TYPES = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
} as const;

export function permit({ owner, spender, value, nonce, deadline }: Permit): TypedMessage {
  return { types: PERMIT_TYPES, primaryType: "Permit", message: { owner, spender, value, nonce, deadline } };
}
