/** The EIP-712 types of what parties sign, as `Messages.sol` has written them out. */
import { RECEIVABLE_TYPES } from "./commitment.ts";
import type { TypedField } from "./eip712.ts";

const RECEIVABLE: TypedField = { name: "receivable", type: "Receivable" };
const HOLDER: TypedField = { name: "holder", type: "address" };
/** Whoever of several signs. */
const PARTY: TypedField = { name: "party", type: "address" };
const AMOUNT: TypedField = { name: "amount", type: "uint256" };
const REASON: TypedField = { name: "reason", type: "bytes32" };
const EVIDENCE: TypedField = { name: "evidence", type: "bytes32" };
const BANK_REF: TypedField = { name: "bankRef", type: "bytes32" };
const VALIDITY: readonly TypedField[] = [
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint256" },
];
const CLARIFICATION: readonly TypedField[] = [
  { name: "reason", type: "uint8" },
  { name: "action", type: "uint8" },
  { name: "text", type: "bytes32" },
];
const RECEIPT: readonly TypedField[] = [
  BANK_REF,
  { name: "cash", type: "uint96" },
  { name: "valueDay", type: "uint32" },
];

/** Every struct of every message. */
export const MESSAGE_TYPES = {
  ...RECEIVABLE_TYPES,
  Issuance: [RECEIVABLE, { name: "content", type: "bytes32" }, ...VALIDITY],
  Acceptance: [{ name: "text", type: "string" }, RECEIVABLE, ...VALIDITY],
  Query: [RECEIVABLE, ...CLARIFICATION, ...VALIDITY],
  Rejection: [RECEIVABLE, ...CLARIFICATION, ...VALIDITY],
  Amendment: [RECEIVABLE, { name: "amended", type: "Receivable" }, PARTY, ...VALIDITY],
  Payment: [RECEIVABLE, { name: "maxCash", type: "uint256" }, ...VALIDITY],
  Advice: [RECEIVABLE, ...RECEIPT, ...VALIDITY],
  Receipt: [RECEIVABLE, HOLDER, ...RECEIPT, ...VALIDITY],
  Reversal: [RECEIVABLE, PARTY, BANK_REF, EVIDENCE, ...VALIDITY],
  Credit: [RECEIVABLE, HOLDER, AMOUNT, REASON, ...VALIDITY],
  Debit: [RECEIVABLE, PARTY, AMOUNT, REASON, ...VALIDITY],
  Waiver: [RECEIVABLE, HOLDER, AMOUNT, REASON, ...VALIDITY],
  Dispute: [RECEIVABLE, AMOUNT, { name: "code", type: "uint8" }, EVIDENCE, ...VALIDITY],
  Resolution: [RECEIVABLE, PARTY, AMOUNT, { name: "outcome", type: "uint8" }, EVIDENCE, ...VALIDITY],
  Split: [RECEIVABLE, HOLDER, { name: "amounts", type: "uint96[]" }, ...VALIDITY],
  WriteOff: [RECEIVABLE, HOLDER, REASON, ...VALIDITY],
  Cancellation: [RECEIVABLE, HOLDER, REASON, ...VALIDITY],
  TransferConsent: [RECEIVABLE, HOLDER, { name: "to", type: "address" }, ...VALIDITY],
  Acceleration: [RECEIVABLE, { name: "overdue", type: "Receivable" }, HOLDER, ...VALIDITY],
  IssuanceRoot: [
    { name: "root", type: "bytes32" },
    { name: "count", type: "uint256" },
    { name: "supplier", type: "address" },
    { name: "deadline", type: "uint256" },
  ],
  AcceptanceRoot: [
    { name: "root", type: "bytes32" },
    { name: "count", type: "uint256" },
    { name: "buyer", type: "address" },
    { name: "policy", type: "bytes32" },
    { name: "text", type: "string" },
    { name: "deadline", type: "uint256" },
  ],
} as const;

/** A message that parties sign, by its primary type. */
export type MessageName = Exclude<keyof typeof MESSAGE_TYPES, keyof typeof RECEIVABLE_TYPES>;
