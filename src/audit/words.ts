/** The storage that a state demands: what every word of the ledger must hold if its events told the truth. */
import { isLocked } from "./foldTokens.ts";
import { hexOf, keccakOfWords } from "./hashing.ts";
import type { Hex } from "./hashing.ts";
import { discountStands } from "./history.ts";
import {
  approvalSlot,
  balanceSlot,
  creditedSlot,
  detailSlot,
  disputedSlot,
  keptSlot,
  ledgerSlot,
  nonceSlot,
  operatorSlot,
  receiptSlot,
  revokedSlot,
  tokenSlot,
  transfereeSlot,
} from "./slots.ts";
import { advicesOf } from "./state.ts";
import type { LedgerState, ReceiptRecord, ReceivableRecord, Standing, TokenRecord } from "./state.ts";

/** The ledger's `Status`. */
const STATUS: Readonly<Record<Standing, bigint>> = {
  issued: 1n,
  queried: 2n,
  rejected: 3n,
  accepted: 4n,
  cancelled: 5n,
  split: 6n,
};
const [ADVISED, RECORDED, REVERSED] = [1n, 2n, 3n];

type Words = Map<Hex, Hex>;

function bit(holds: boolean, place: bigint): bigint {
  return holds ? 1n << place : 0n;
}

function put(words: Words, slot: bigint, word: bigint): void {
  words.set(hexOf(slot), hexOf(word));
}

/** Commitment 240, locked, advices 6, credited, written off, listening, disputed, part, status 4. */
function ledgerWord(receivable: ReceivableRecord, token: TokenRecord | undefined): bigint {
  const { commitment, standing, credited, disputed, writtenOff, part, header } = receivable;
  const kept = (BigInt(commitment) >> 16n) << 16n;
  const flags = bit(credited > 0n, 8n) | bit(writtenOff, 7n) | bit(disputed > 0n, 5n) | bit(part, 4n);
  const guards = bit(isLocked(header.policy), 15n) | bit(token?.listening === true, 6n);
  return kept | guards | (BigInt(advicesOf(receivable)) << 9n) | flags | STATUS[standing];
}

function tagged(kind: bigint, ...fields: readonly bigint[]): bigint {
  return ((keccakOfWords(...fields) >> 8n) << 8n) | kind;
}

/** The hash of what was advised or recorded with its kind in the last byte; of a reversed one the kind alone. */
function receiptWord(bankRef: Hex, receipt: ReceiptRecord): bigint {
  switch (receipt.kind) {
    case "advised":
      return tagged(ADVISED, BigInt(bankRef), receipt.cash, receipt.valueDay);
    case "recorded": {
      const { holder, principal, discount, charges, lateDays } = receipt;
      return tagged(RECORDED, BigInt(bankRef), BigInt(holder), principal, discount, charges, lateDays);
    }
    case "reversed":
      return REVERSED;
    case "withdrawn":
      return 0n;
  }
}

/** Carry 48, charges settled 96, late days 112. */
function detailWord({ carry, chargesSettled, lateDays }: ReceivableRecord): bigint {
  return (carry << 208n) | (chargesSettled << 112n) | lateDays;
}

/** Closed, detail, discounted, guarded (locked or listening), settled principal 92, holder 160. */
function tokenWord({ holder, listening }: TokenRecord, receivable: ReceivableRecord | undefined): bigint {
  if (receivable === undefined) return BigInt(holder);
  const { closed, settled, header, detailed, entries } = receivable;
  const flags = bit(closed, 255n) | bit(detailed, 254n) | bit(discountStands(entries), 253n);
  return flags | bit(isLocked(header.policy) || listening, 252n) | (settled << 160n) | BigInt(holder);
}

function putNonces(words: Words, { nonces }: LedgerState): void {
  for (const [signer, spent] of nonces) {
    const bits = new Map<bigint, bigint>();
    for (const nonce of spent) {
      const slot = nonceSlot(signer, nonce);
      bits.set(slot, (bits.get(slot) ?? 0n) | (1n << (nonce & 255n)));
    }
    for (const [slot, word] of bits) put(words, slot, word);
  }
}

/**
 * Every storage word of the ledger that the state speaks of, by slot, as 32-byte hex, those that must be empty among
 * them. Slots that are not listed were never written.
 */
export function expectedWords(state: LedgerState): ReadonlyMap<Hex, Hex> {
  const words: Words = new Map();
  for (const [id, receivable] of state.receivables) {
    put(words, ledgerSlot(id), ledgerWord(receivable, state.tokens.get(id)));
    put(words, detailSlot(id), detailWord(receivable));
    put(words, disputedSlot(id), receivable.disputed);
    put(words, creditedSlot(id), receivable.credited);
    put(words, transfereeSlot(id), BigInt(receivable.transferee));
    for (const [bankRef, receipt] of receivable.receipts) {
      put(words, receiptSlot(id, bankRef), receiptWord(bankRef, receipt));
    }
  }
  for (const [id, token] of state.tokens) {
    put(words, tokenSlot(id), tokenWord(token, state.receivables.get(id)));
    put(words, approvalSlot(id), BigInt(token.approved));
  }
  for (const [holder, balance] of state.balances) put(words, balanceSlot(holder), balance);
  for (const { owner, operator, approved } of state.operators.values()) {
    put(words, operatorSlot(owner, operator), approved ? 1n : 0n);
  }
  for (const [signer, roots] of state.revokedRoots) {
    for (const root of roots) put(words, revokedSlot(signer, root), 1n);
  }
  for (const { holder, currency, id, amount } of state.kept.values()) {
    put(words, keptSlot(holder, currency, id), amount);
  }
  putNonces(words, state);
  return words;
}
