/**
 * What a ledger writes in its life, as logs: receivables are issued in the open, those of the round before accepted,
 * those of the round before that paid, so that each has four events.
 */
import { hexOfBytes } from "../../../src/chain/rlp.ts";
import { keccakOf } from "../../../src/domain/hash.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";

/** A transaction by the logs that it writes. */
export type Act = readonly Log[];

export interface Log {
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

export const LEDGER: Address = `0x${"1e".repeat(20)}`;
export const DIRECTORY: Address = `0x${"d1".repeat(20)}`;

export const Topic = {
  Transfer: hashOf("Transfer(address,address,uint256)"),
  Issued: hashOf(
    "ReceivableIssued(bytes32,address,address,address,bytes32,uint32,uint8,uint32," +
      "(address,uint96,uint32,int16,uint32," +
      "uint96,uint32,uint96,uint32,bool,uint32,uint16,uint16,uint96,uint8,uint16,bytes32),bytes32)",
  ),
  Accepted: hashOf("ReceivableAccepted(bytes32,address,bytes32)"),
  Paid: hashOf("ReceivablePaid(bytes32,address,address,uint256,uint256,uint256,uint256,bool)"),
} as const;

const PARTIES = 200;
/** As many as a window of the index holds events of, or more would happen to one receivable within a window. */
const ISSUED_IN_A_ROUND = 2_500;
const DOCUMENT = hashOf("a document");
const CURRENCY = address(7);
const ZERO = word(0);
const FIRST_AMOUNT = 1_000_000;

export function hashOf(text: string): Hex {
  return hexOfBytes(keccakOf(Buffer.from(text)));
}

/** Acts without end, in the order of the chain. */
export function* acts(): Generator<Act> {
  for (let round = 0; ; round += 1) {
    yield* inRound(round, issue);
    if (round > 0) yield* inRound(round - 1, accept);
    if (round > 1) yield* inRound(round - 2, pay);
  }
}

function* inRound(round: number, act: (index: number) => Act): Generator<Act> {
  for (let index = 0; index < ISSUED_IN_A_ROUND; index += 1) yield act(round * ISSUED_IN_A_ROUND + index);
}

function issue(index: number): Act {
  const id = idOf(index);
  const [supplier, buyer] = [supplierOf(index), buyerOf(index)];
  const terms = [CURRENCY, amountOf(index), 20_500 + (index % 120), 60, 20_450, 20_000, 0, 0, 0, 1, 90_000, 365, 0];
  const rest = [4_000, 0, 0];
  const head = [supplier, hashOf(`invoice ${index}`), 0, 0, 0];
  const data = [...head, ...terms, ...rest, DOCUMENT, DOCUMENT].map(word).join("");
  return [
    { topics: [Topic.Transfer, hex(ZERO), hex(word(supplier)), id], data: "0x" },
    { topics: [Topic.Issued, id, hex(word(supplier)), hex(word(buyer))], data: hex(data) },
  ];
}

function accept(index: number): Act {
  const topics = [Topic.Accepted, idOf(index), hex(word(buyerOf(index)))];
  return [{ topics, data: DOCUMENT }];
}

function pay(index: number): Act {
  const topics = [Topic.Paid, idOf(index), hex(word(buyerOf(index))), hex(word(supplierOf(index)))];
  return [{ topics, data: hex([amountOf(index), 0, 0, 0, 1].map(word).join("")) }];
}

/** Spread over the whole index, as real ids are. */
function idOf(index: number): Hex {
  return hashOf(`receivable ${index}`);
}

function amountOf(index: number): number {
  return FIRST_AMOUNT + index;
}

function supplierOf(index: number): Address {
  return address(index);
}

function buyerOf(index: number): Address {
  return address(index * 7 + 1);
}

function address(index: number): Address {
  return `0x${(index % PARTIES).toString(16).padStart(40, "5")}`;
}

function word(value: number | Hex): string {
  return (typeof value === "number" ? value.toString(16) : value.slice(2)).padStart(64, "0");
}

function hex(digits: string): Hex {
  return `0x${digits}`;
}
