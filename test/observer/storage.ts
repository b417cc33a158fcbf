/** What the words of the ledger's storage mean to an observer who knows ids, parties and references from the logs. */
import * as known from "../../src/audit/slots.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";

/** A field of a word: how many bits from which place on. */
type Layout = readonly (readonly [name: string, bits: number])[];

/** What one contract stores. */
export interface Storage {
  /** The names of the fields in which a written word differs from the one before. */
  changes(slot: Hex, word: Hex): readonly string[];
}

export interface Slots extends Storage {
  /** An id that exists from now on, and what may be kept for its holders in a currency. */
  know(id: Hex, currency: Address): void;
}

/** From the lowest bit on. */
const LEDGER_WORD: Layout = [
  ["status", 4],
  ["part", 1],
  ["disputedFlag", 1],
  ["listening", 1],
  ["writtenOff", 1],
  ["creditedFlag", 1],
  ["advices", 6],
  ["locked", 1],
  ["commitment", 240],
];
const TOKEN_WORD: Layout = [
  ["holder", 160],
  ["settled", 92],
  ["guarded", 1],
  ["discounted", 1],
  ["detailFlag", 1],
  ["closed", 1],
];
const DETAIL_WORD: Layout = [
  ["lateDays", 112],
  ["chargesSettled", 96],
  ["carry", 48],
];
const RECEIPT_WORD: Layout = [
  ["receiptStatus", 8],
  ["receiptHash", 248],
];
const PARTS = 3;

const whole = (name: string): Layout => [[name, 256]];

/**
 * @param parties Everybody who holds, signs or transfers. @param references Hashes of bank references.
 * @param roots Those that are taken back. @param nonces One of each word of 256.
 */
export function createSlots(
  parties: readonly Address[],
  references: readonly Hex[],
  roots: readonly Hex[],
  nonces: readonly bigint[],
): Slots {
  const layouts = new Map<bigint, Layout>();
  const words = new Map<bigint, bigint>();
  for (const party of parties) {
    layouts.set(known.balanceSlot(party), whole("balance"));
    for (const other of parties) layouts.set(known.operatorSlot(party, other), whole("operator"));
    for (const root of roots) layouts.set(known.revokedSlot(party, root), whole("revoked"));
    for (const nonce of nonces) layouts.set(known.nonceSlot(party, nonce), whole("nonces"));
  }
  const know: Slots["know"] = (id, currency) => {
    layouts.set(known.ledgerSlot(id), LEDGER_WORD);
    layouts.set(known.tokenSlot(id), TOKEN_WORD);
    layouts.set(known.detailSlot(id), DETAIL_WORD);
    layouts.set(known.disputedSlot(id), whole("disputed"));
    layouts.set(known.creditedSlot(id), whole("credited"));
    layouts.set(known.transfereeSlot(id), whole("transferee"));
    layouts.set(known.approvalSlot(id), whole("approved"));
    for (const reference of references) layouts.set(known.receiptSlot(id, reference), RECEIPT_WORD);
    for (const party of parties) layouts.set(known.keptSlot(party, currency, id), whole("kept"));
  };
  return {
    know,
    changes(slot, word) {
      const [place, after] = [BigInt(slot), BigInt(word)];
      const before = words.get(place) ?? 0n;
      words.set(place, after);
      const layout = layouts.get(place);
      if (layout === undefined) throw new Error(`nobody knows what slot ${slot} is; it holds ${word} now`);
      return changedFields(layout, before, after);
    },
  };
}

/** The ids of the first parts of a split. */
export function partIds(parent: Hex, supplier: Address, buyer: Address): readonly Hex[] {
  return Array.from({ length: PARTS }, (_, index) =>
    idOf({ supplier, buyer, invoice: parent, line: 10_000 + index, policy: 0, revision: 0 }),
  );
}

function changedFields(layout: Layout, before: bigint, after: bigint): readonly string[] {
  const names: string[] = [];
  let shift = 0n;
  for (const [name, bits] of layout) {
    const [old, now] = [before, after].map((word) => BigInt.asUintN(bits, word >> shift));
    if (old !== now) names.push(name);
    shift += BigInt(bits);
  }
  return names;
}
