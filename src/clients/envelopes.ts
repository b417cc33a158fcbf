/** Whether an envelope is signed: by a key alone, or as the ledger would find it. */
import { encodeFunctionData, recoverAddress, size } from "viem";
import type { Addresses } from "../chain/addresses.ts";
import { checkEnvelope } from "../domain/envelope.ts";
import type { Envelope, Witness } from "../domain/envelope.ts";
import { signingDomain } from "../domain/messages.ts";
import { ZERO_ADDRESS } from "../domain/receivable.ts";
import type { Address, Hex, Receivable } from "../domain/receivable.ts";
import type { Connection } from "./connection.ts";
import { RefusedError } from "./errors.ts";
import { attempt } from "./failures.ts";
import type { DirectoryClient, LedgerClient } from "./port.ts";

const ERC1271 = [
  {
    type: "function",
    name: "isValidSignature",
    stateMutability: "view",
    inputs: [
      { name: "hash", type: "bytes32" },
      { name: "signature", type: "bytes" },
    ],
    outputs: [{ name: "", type: "bytes4" }],
  },
] as const;
/** What ERC-1271 has an account answer for its own, as a word. */
const SIGNED = `0x1626ba7e${"00".repeat(28)}`;
const SIGNATURE_BYTES = 65;
/** Half of the order of secp256k1: a signature with a larger `s` is the twin of another, and no ledger takes it. */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;
/** A root opens no amount, so that only an agent without a cap may sign one. */
const NOT_OPENED = 2n ** 256n - 1n;

/** Knows keys and no chain: agents, contract accounts and roots taken back are beyond it. */
export const keyWitness: Witness = {
  signed: signedByKey,
  covers: () => Promise.resolve(false),
  revoked: () => Promise.resolve(false),
};

/** Asks the chain what a key cannot answer. Its answers are those of the latest block. @throws LedgerError */
export function chainWitness(
  connection: Connection,
  { covers }: Pick<DirectoryClient, "covers">,
  { isRevoked }: Pick<LedgerClient, "isRevoked">,
): Witness {
  return {
    signed: async (signer, digest, signature) =>
      (await signedByKey(signer, digest, signature)) || signedByAccount(connection, signer, digest, signature),
    covers: (organisation, agent, verb) =>
      covers({ organisation, agent, verb, currency: ZERO_ADDRESS, amount: NOT_OPENED }),
    revoked: isRevoked,
  };
}

/** The check of a ledger's clients. @throws LedgerError */
export function envelopeCheck({ chainId, ledger }: Addresses, witness: Witness): LedgerClient["checkEnvelope"] {
  const domain = signingDomain(chainId, ledger);
  return (envelope: Envelope, receivable: Receivable, instant: number) =>
    attempt("encoding", () => checkEnvelope(envelope, receivable, { domain, instant: BigInt(instant), witness }));
}

async function signedByKey(signer: Address, digest: Hex, signature: Hex): Promise<boolean> {
  if (size(signature) !== SIGNATURE_BYTES || BigInt(`0x${signature.slice(66, 130)}`) > HALF_ORDER) return false;
  const recovery = Number(`0x${signature.slice(130)}`);
  if (recovery !== 27 && recovery !== 28) return false;
  try {
    return (await recoverAddress({ hash: digest, signature })).toLowerCase() === signer.toLowerCase();
  } catch {
    // No key has such a signature.
    return false;
  }
}

async function signedByAccount(connection: Connection, to: Address, digest: Hex, signature: Hex): Promise<boolean> {
  const data = encodeFunctionData({ abi: ERC1271, functionName: "isValidSignature", args: [digest, signature] });
  try {
    return (await attempt("asking", () => connection.call({ to, data }))) === SIGNED;
  } catch (error) {
    // An account may refuse by reverting; a node that is silent says nothing about the signature.
    if (error instanceof RefusedError) return false;
    throw error;
  }
}
