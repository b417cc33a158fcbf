/**
 * The storage of the ledger contract, slot by slot, as it follows from its events: the layout of `LedgerStorage.sol`,
 * `Words.sol` and `Slots.sol`, and of Solady's ERC721. It never moves, and whoever has the events can tell whether a
 * node's storage is theirs.
 */
import type { LedgerState } from "./fold.ts";
import { keccak256, keccakOfWords, wordOf, wordOfHex } from "./hash.ts";
import { receiptKey, receiptWord } from "./receipts.ts";
import type { Address, Hex } from "./receivable.ts";
import type { ReceivableState } from "./receivableState.ts";

/** The slots of the mappings. */
const Slot = {
  Nonces: 2,
  Revoked: 3,
  Ledger: 4,
  Detail: 5,
  Disputed: 6,
  Credited: 7,
  Receipts: 8,
  Kept: 9,
  Transferee: 10,
} as const;

/** Bits of the ledger word; status fills the lowest four, unanswered advices six, the commitment the highest 240. */
const PART = 1n << 4n;
const DISPUTED = 1n << 5n;
const LISTENING = 1n << 6n;
const WRITTEN_OFF = 1n << 7n;
const CREDITED = 1n << 8n;
const ADVICES_SHIFT = 9n;
const LOCKED = 1n << 15n;
const COMMITMENT_SHIFT = 16n;

/**
 * Bits of the token word; the holder fills the lowest 160, settled principal the 92 above. What is guarded is locked,
 * or its holder listens.
 */
const SETTLED_SHIFT = 160n;
const GUARDED = 1n << 252n;
const DISCOUNTED = 1n << 253n;
const DETAIL = 1n << 254n;
const CLOSED = 1n << 255n;

/** Places in the detail word; late days fill the lowest 112 bits. */
const CHARGES_SHIFT = 112n;
const CARRY_SHIFT = 208n;

/** Solady's seed for ERC-721, 7d8825530a5a2e7a: tokens take the first half of it, accounts the second. */
const TOKEN_SEED = "7d882553";
const ACCOUNT_SEED = "0a5a2e7a00000000";
const NONCES_IN_A_WORD = 256n;

/** Every word of the ledger that is not zero, by its slot. */
export function wordsOf(state: LedgerState): ReadonlyMap<Hex, Hex> {
  const words = new Map<Hex, bigint>();
  const add = (slot: Hex, value: bigint): void => {
    if (value !== 0n) words.set(slot, (words.get(slot) ?? 0n) + value);
  };
  for (const [id, receivable] of state.receivables) {
    add(inMapping(Slot.Ledger, id), ledgerWord(receivable));
    add(inMapping(Slot.Detail, id), detailWord(receivable));
    add(inMapping(Slot.Disputed, id), receivable.disputed);
    add(inMapping(Slot.Credited, id), receivable.credited);
    add(inMapping(Slot.Transferee, id), BigInt(receivable.transferee));
    for (const [bankRef, receipt] of receivable.receipts) {
      add(inMapping(Slot.Receipts, receiptKey(id, bankRef)), receiptWord(receipt));
    }
    add(tokenSlot(id), tokenWord(receivable));
    add(approvalSlot(id), BigInt(receivable.approved));
    add(balanceSlot(receivable.holder), 1n);
  }
  for (const { owner, operator } of state.operators.values()) add(operatorSlot(owner, operator), 1n);
  for (const { signer, nonce } of state.spentNonces.values()) {
    add(inMapping(Slot.Nonces, wordOfHex(signer), wordOf(nonce / NONCES_IN_A_WORD)), 1n << (nonce % NONCES_IN_A_WORD));
  }
  for (const { signer, root } of state.revokedRoots.values()) add(inMapping(Slot.Revoked, wordOfHex(signer), root), 1n);
  for (const { holder, currency, id, amount } of state.kept.values()) {
    add(inMapping(Slot.Kept, wordOfHex(holder), wordOfHex(currency), id), amount);
  }
  return new Map([...words].map(([slot, value]) => [slot, wordOf(value)]));
}

function ledgerWord(receivable: ReceivableState): bigint {
  const { commitment, status, disputed, credited, part, writtenOff, advices, listening, locked } = receivable;
  const flags =
    (part ? PART : 0n) |
    (disputed !== 0n ? DISPUTED : 0n) |
    (listening ? LISTENING : 0n) |
    (locked ? LOCKED : 0n) |
    (writtenOff ? WRITTEN_OFF : 0n) |
    (credited !== 0n ? CREDITED : 0n);
  const low = (BigInt(advices) << ADVICES_SHIFT) | flags | BigInt(status);
  return ((BigInt(commitment) >> COMMITMENT_SHIFT) << COMMITMENT_SHIFT) | low;
}

function tokenWord(receivable: ReceivableState): bigint {
  const { holder, settled, locked, listening, discounted, detailed, closed } = receivable;
  const flags =
    (locked || listening ? GUARDED : 0n) |
    (discounted ? DISCOUNTED : 0n) |
    (detailed ? DETAIL : 0n) |
    (closed ? CLOSED : 0n);
  return flags | (settled << SETTLED_SHIFT) | BigInt(holder);
}

function detailWord({ lateDays, chargesSettled, carry }: ReceivableState): bigint {
  return (carry << CARRY_SHIFT) | (chargesSettled << CHARGES_SHIFT) | lateDays;
}

/** The slot of a value in a mapping, or in mappings of mappings, by its keys from outside in. */
function inMapping(slot: number, ...keys: readonly Hex[]): Hex {
  return keys.reduce<Hex>((outer, key) => keccakOfWords(key, outer), wordOf(slot));
}

function tokenSlot(id: Hex): Hex {
  const namespaced = keccak256(`0x${id.slice(2, -TOKEN_SEED.length)}${TOKEN_SEED}`);
  return wordOf(BigInt.asUintN(256, 2n * BigInt(id) + BigInt(namespaced)));
}

function approvalSlot(id: Hex): Hex {
  return wordOf(BigInt.asUintN(256, BigInt(tokenSlot(id)) + 1n));
}

function balanceSlot(owner: Address): Hex {
  return keccak256(`0x${owner.slice(2)}${ACCOUNT_SEED}`);
}

function operatorSlot(owner: Address, operator: Address): Hex {
  return keccak256(`0x${owner.slice(2)}${ACCOUNT_SEED}${operator.slice(2)}`);
}
