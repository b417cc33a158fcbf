/**
 * A statement: the open items of one pair in one currency at one instant, as each side has them. Each posts the root of
 * its own items, and both can reply to what the other has posted. Shapes and order are those of `IStatements.sol`.
 */
import { hashStruct } from "./eip712.ts";
import type { Address, Hex } from "./receivable.ts";
import { ZERO_HASH } from "./receivable.ts";

/** What a statement is about. What the supplier owes the buyer for sales of its own is another statement. */
export interface Statement {
  readonly supplier: Address;
  readonly buyer: Address;
  /** ERC-20 token, or an ISO 4217 numeric code as an address. */
  readonly currency: Address;
  /** Unix seconds. */
  readonly cutOff: number;
}

/** What one side posts of its own books. */
export interface Posting {
  /** The supplier or the buyer. */
  readonly party: Address;
  readonly root: Hex;
  /** The root whose place it takes; zero for the first. */
  readonly replaces: Hex;
  /** What it becomes: 1 for the first, and one more with each that follows. Whoever signs a posting signs this too. */
  readonly version: number;
  /** As `statementKeysHash` gives it: roots made with other keys cannot be compared. */
  readonly keys: Hex;
  /** Until when a reply is asked for, unix seconds; 0 for never. Silence is no reply, whatever stands here. */
  readonly replyBy: number;
}

/** The roots that an act is about, as the sides have posted them last; zero and 0 for a side that has posted none. */
export interface Roots {
  readonly supplierRoot: Hex;
  readonly supplierVersion: number;
  readonly buyerRoot: Hex;
  readonly buyerVersion: number;
}

/** What two sides do not agree on. */
export interface Exceptions {
  /** Merkle root over the outcome of their reconciliation. */
  readonly result: Hex;
  /** How many exceptions it holds. */
  readonly count: number;
}

/** A sum that a message shows and of which the chain sees the hash. */
export interface Sum {
  /** Minor units: above zero what the buyer owes, below zero what the supplier does. */
  readonly amount: bigint;
  /** Keeps whoever sees the hash from finding the sum by trying. */
  readonly salt: Hex;
}

/** How a posted root was replied to. Nothing is ever deemed agreed. */
export const BalanceReply = { NoReply: 0, Agreed: 1, AgreedExcept: 2, Rejected: 3 } as const;
export type BalanceReply = (typeof BalanceReply)[keyof typeof BalanceReply];

/** What stands of one side. */
export interface Posted {
  /** The first 30 bytes of its last root; zero if it has posted none. */
  readonly root: Hex;
  readonly version: number;
  /** Of the other side; `AgreedExcept` is the reply of both. */
  readonly reply: BalanceReply;
}

/** The structs that the messages of statements are made of. */
export const STATEMENT_STRUCTS = {
  Statement: [
    { name: "supplier", type: "address" },
    { name: "buyer", type: "address" },
    { name: "currency", type: "address" },
    { name: "cutOff", type: "uint40" },
  ],
  Roots: [
    { name: "supplierRoot", type: "bytes32" },
    { name: "supplierVersion", type: "uint16" },
    { name: "buyerRoot", type: "bytes32" },
    { name: "buyerVersion", type: "uint16" },
  ],
  Sum: [
    { name: "amount", type: "int256" },
    { name: "salt", type: "bytes32" },
  ],
} as const;

/** Roots of a statement that nobody has posted yet. */
export const NO_ROOTS: Roots = {
  supplierRoot: ZERO_HASH,
  supplierVersion: 0,
  buyerRoot: ZERO_HASH,
  buyerVersion: 0,
};

/** The statement's id, as its events have it. @throws RangeError that names a field whose value is not of its type. */
export function statementId(statement: Statement): Hex {
  return hashStruct(STATEMENT_STRUCTS, "Statement", statement);
}

/**
 * What the chain sees of a debt.
 * @throws RangeError for nothing or less, which is the other side's debt, and as {@link sumHash}.
 */
export function debtHash(debt: Sum): Hex {
  if (debt.amount > 0n) return sumHash(debt);
  throw new RangeError(`the debt is ${debt.amount}: a debt is above zero, so name the other side as the debtor`);
}

/** What the chain sees of a sum. @throws RangeError that names a field whose value is not of its type. */
export function sumHash(sum: Sum): Hex {
  return hashStruct(STATEMENT_STRUCTS, "Sum", sum);
}
