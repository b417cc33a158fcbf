/**
 * A filing in a public register, as its maker states it: nobody here verifies it, and the order of recording is never
 * the legal order of claims (R57, R58, R60).
 */
import type { Address, Hex } from "../receivable.ts";

export interface Filing {
  /** Name of the register: "ZDW" for 中登网, "UCC" with the office. */
  readonly register: string;
  /** State or office; may be empty. */
  readonly office: string;
  /** As the register gave it. */
  readonly number: string;
  /** When the register took it, unix seconds. */
  readonly filedAt: number;
  /** When it ends, unix seconds; 0 where none is stated, though a register may need an end (R58). */
  readonly until: number;
  /** Who filed. */
  readonly secured: Address;
  /** Against whom: the seller. */
  readonly debtor: Address;
  /** As `idsHash` gives it; zero for all present and future receivables of the seller. */
  readonly collateral: Hex;
  /** Hash of the register's extract. */
  readonly document: Hex;
}

/** The struct of a filing. */
export const FILING_STRUCTS = {
  Filing: [
    { name: "register", type: "string" },
    { name: "office", type: "string" },
    { name: "number", type: "string" },
    { name: "filedAt", type: "uint40" },
    { name: "until", type: "uint40" },
    { name: "secured", type: "address" },
    { name: "debtor", type: "address" },
    { name: "collateral", type: "bytes32" },
    { name: "document", type: "bytes32" },
  ],
} as const;
