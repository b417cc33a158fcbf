/** Where the ledger keeps what: the numbered slots of `contracts/README.md` and those of Solady's ERC-721. */
import { bytesOf, hexOf, keccak, keccakOfWords } from "./hashing.ts";
import type { Hex } from "./hashing.ts";

const NONCES = 2n;
const REVOKED = 3n;
const LEDGER = 4n;
const DETAIL = 5n;
const DISPUTED = 6n;
const CREDITED = 7n;
const RECEIPTS = 8n;
const KEPT = 9n;
const TRANSFEREE = 10n;

/** Solady marks the slots of its tokens with this. */
const TOKEN_SEED: Hex = "0x7d8825530a5a2e7a";
const SLOTS = 2n ** 256n;

/** The slot of a mapping's value; the keys from the outermost mapping inwards. */
function mapped(slot: bigint, ...keys: readonly bigint[]): bigint {
  return keys.reduce((outer, key) => keccakOfWords(key, outer), slot);
}

export function ledgerSlot(id: Hex): bigint {
  return mapped(LEDGER, BigInt(id));
}

export function detailSlot(id: Hex): bigint {
  return mapped(DETAIL, BigInt(id));
}

export function disputedSlot(id: Hex): bigint {
  return mapped(DISPUTED, BigInt(id));
}

export function creditedSlot(id: Hex): bigint {
  return mapped(CREDITED, BigInt(id));
}

/** The slot of what is known of a bank's entry. @param bankRef Hash of the bank's reference. */
export function receiptSlot(id: Hex, bankRef: Hex): bigint {
  return mapped(RECEIPTS, keccakOfWords(BigInt(id), BigInt(bankRef)));
}

export function transfereeSlot(id: Hex): bigint {
  return mapped(TRANSFEREE, BigInt(id));
}

export function keptSlot(holder: Hex, currency: Hex, id: Hex): bigint {
  return mapped(KEPT, BigInt(holder), BigInt(currency), BigInt(id));
}

export function revokedSlot(signer: Hex, root: Hex): bigint {
  return mapped(REVOKED, BigInt(signer), BigInt(root));
}

/** The slot of the word of 256 nonces to which one belongs. */
export function nonceSlot(signer: Hex, nonce: bigint): bigint {
  return mapped(NONCES, BigInt(signer), nonce >> 8n);
}

function slice(hex: Hex, fromByte: number, toByte: number): Hex {
  return `0x${hex.slice(2 + 2 * fromByte, 2 + 2 * toByte)}`;
}

/** Holder and the ledger's own 96 bits. The id's last four bytes are overwritten by the seed before it is hashed. */
export function tokenSlot(id: Hex): bigint {
  return (2n * BigInt(id) + keccak(bytesOf(slice(id, 0, 28), slice(TOKEN_SEED, 0, 4)))) % SLOTS;
}

/** Whom the holder approved. */
export function approvalSlot(id: Hex): bigint {
  return (tokenSlot(id) + 1n) % SLOTS;
}

/** How many tokens somebody holds. The owner overwrites the first half of the seed. */
export function balanceSlot(owner: Hex): bigint {
  return keccak(bytesOf(owner, slice(TOKEN_SEED, 4, 8), hexOf(0n, 4)));
}

/** Whether an operator may move all that an owner holds. */
export function operatorSlot(owner: Hex, operator: Hex): bigint {
  return keccak(bytesOf(owner, slice(TOKEN_SEED, 4, 8), hexOf(0n, 4), operator));
}
