/**
 * Paying through Permit2: the payer signs, in Permit2's own domain, a transfer of at most the payment's `maxCash` to
 * whomever the ledger names, with the payment itself as its witness. Permit2 checks the signature and spends the nonce.
 */
import { structsOf } from "./eip712.ts";
import type { SigningDomain, TypedMessage } from "./eip712.ts";
import { MESSAGE_TYPES } from "./messageTypes.ts";
import type { Validity } from "./messages.ts";
import type { Address, Receivable } from "./receivable.ts";

/** The same on every chain where it is deployed. */
export const PERMIT2: Address = "0x000000000022d473030f116ddee9f6b43ac78ba3";

/** What a payer signs, and every struct that it is made of. */
export const PERMIT2_TYPES = {
  ...MESSAGE_TYPES,
  TokenPermissions: [
    { name: "token", type: "address" },
    { name: "amount", type: "uint256" },
  ],
  PermitWitnessTransferFrom: [
    { name: "permitted", type: "TokenPermissions" },
    { name: "spender", type: "address" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
    { name: "witness", type: "Payment" },
  ],
} as const;

/** The domain of Permit2's signatures, which has no version. */
export function permit2Domain(chainId: bigint): SigningDomain {
  return { name: "Permit2", chainId, verifyingContract: PERMIT2 };
}

/**
 * The payer pays at most `maxCash` minor units and never more than is due, by a call of the ledger's and nobody else's.
 * @param validity Nonce of Permit2; both are those of the payment too.
 */
export function permit2Payment(
  receivable: Receivable,
  { ledger, maxCash }: { readonly ledger: Address; readonly maxCash: bigint },
  validity: Validity,
): TypedMessage {
  const primaryType = "PermitWitnessTransferFrom";
  const message = {
    permitted: { token: receivable.terms.currency, amount: maxCash },
    spender: ledger,
    ...validity,
    witness: { receivable, maxCash, ...validity },
  };
  return { types: structsOf(PERMIT2_TYPES, primaryType), primaryType, message };
}
