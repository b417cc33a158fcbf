/**
 * What parties sign. Every message nests the whole receivable, so that a wallet shows everything although a call may
 * open a part only; a root carries any number of receivables. Each builder's shape is that of `Messages.sol`.
 */
import { RECEIVABLE_TYPES } from "./commitment.ts";
import { structsOf } from "./eip712.ts";
import type { SigningDomain, TypedField, TypedMessage } from "./eip712.ts";
import { keccak256, keccakOfWords } from "./hash.ts";
import { ZERO_HASH } from "./receivable.ts";
import type { Address, Hex, Outcome, Receivable } from "./receivable.ts";

/** What accepting means, version 1; part of every signed acceptance, the same as in the contracts (R56, art. 763). */
export const ACCEPTANCE_TEXT =
  "Countersign acceptance 1. We owe the amount of this receivable to its holder on its terms. " +
  "Accepting goods or an invoice that do not exist can bind us towards whoever finances it. " +
  "接受即确认：本方按所列条款对持有人负有该笔应付账款。对虚构的应收账款予以确认，可能仍须向保理人付款（民法典第763条）。";

/** How a signed message is told from others and how long it lives. */
export interface Validity {
  /** Any number that the signer has not used; the handle to take the message back. */
  readonly nonce: bigint;
  /** Last instant at which it may be recorded, unix seconds. */
  readonly deadline: bigint;
}

const RECEIVABLE: TypedField = { name: "receivable", type: "Receivable" };
const VALIDITY: readonly TypedField[] = [
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint256" },
];

/** Every struct of every message. */
export const MESSAGE_TYPES = {
  ...RECEIVABLE_TYPES,
  Issuance: [RECEIVABLE, { name: "content", type: "bytes32" }, ...VALIDITY],
  Acceptance: [{ name: "text", type: "string" }, RECEIVABLE, ...VALIDITY],
  Payment: [RECEIVABLE, { name: "maxCash", type: "uint256" }, ...VALIDITY],
  Credit: [
    RECEIVABLE,
    { name: "holder", type: "address" },
    { name: "amount", type: "uint256" },
    { name: "reason", type: "bytes32" },
    ...VALIDITY,
  ],
  Dispute: [
    RECEIVABLE,
    { name: "amount", type: "uint256" },
    { name: "code", type: "uint8" },
    { name: "evidence", type: "bytes32" },
    ...VALIDITY,
  ],
  Resolution: [
    RECEIVABLE,
    { name: "party", type: "address" },
    { name: "amount", type: "uint256" },
    { name: "outcome", type: "uint8" },
    { name: "evidence", type: "bytes32" },
    ...VALIDITY,
  ],
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

type MessageName = Exclude<keyof typeof MESSAGE_TYPES, keyof typeof RECEIVABLE_TYPES>;

/** The domain of a ledger's signatures. */
export function signingDomain(chainId: number, ledger: Address): SigningDomain {
  return { name: "Countersign", version: "1", chainId: BigInt(chainId), verifyingContract: ledger };
}

/** The supplier records the receivable. @param content As {@link contentHash} gives it. */
export function issuance(receivable: Receivable, content: Hex, validity: Validity): TypedMessage {
  return messageOf("Issuance", { receivable, content, ...validity });
}

/** What a supplier signs of the content that it seals to its readers; zero for terms in the open. */
export function contentHash(sealed: Hex | undefined): Hex {
  return sealed === undefined ? ZERO_HASH : keccak256(sealed);
}

/** The buyer owes it. */
export function acceptance(receivable: Receivable, validity: Validity): TypedMessage {
  return messageOf("Acceptance", { text: ACCEPTANCE_TEXT, receivable, ...validity });
}

/** The signer pays, at most `maxCash` minor units and never more than is due. */
export function payment(receivable: Receivable, maxCash: bigint, validity: Validity): TypedMessage {
  return messageOf("Payment", { receivable, maxCash, ...validity });
}

/** The holder, and no later one, reduces the claim. @param reason Hash of the credit note (R32). */
export function credit(
  receivable: Receivable,
  { holder, amount, reason }: { readonly holder: Address; readonly amount: bigint; readonly reason: Hex },
  validity: Validity,
): TypedMessage {
  return messageOf("Credit", { receivable, holder, amount, reason, ...validity });
}

/** The buyer disputes an amount (R39). @param code In the parties' own list. @param evidence Hash. */
export function dispute(
  receivable: Receivable,
  { amount, code, evidence }: { readonly amount: bigint; readonly code: number; readonly evidence: Hex },
  validity: Validity,
): TypedMessage {
  return messageOf("Dispute", { receivable, amount, code, evidence, ...validity });
}

/** The buyer withdraws a dispute, or the holder of that time concedes it: `party` is whoever of them does. */
export function resolution(
  receivable: Receivable,
  { party, amount, outcome, evidence }: SignedResolution,
  validity: Validity,
): TypedMessage {
  return messageOf("Resolution", { receivable, party, amount, outcome, evidence, ...validity });
}

export interface SignedResolution {
  readonly party: Address;
  readonly amount: bigint;
  readonly outcome: Outcome;
  /** Hash of what supports it. */
  readonly evidence: Hex;
}

/** A root of receivables that a supplier records. @param count How many leaves the root holds. */
export function issuanceRoot(root: {
  readonly root: Hex;
  readonly count: bigint;
  readonly supplier: Address;
  readonly deadline: bigint;
}): TypedMessage {
  return messageOf("IssuanceRoot", root);
}

/** A root of receivables that a buyer owes. @param policy Hash of the rules by which it chose them; zero for none. */
export function acceptanceRoot(root: {
  readonly root: Hex;
  readonly count: bigint;
  readonly buyer: Address;
  readonly policy: Hex;
  readonly deadline: bigint;
}): TypedMessage {
  return messageOf("AcceptanceRoot", { ...root, text: ACCEPTANCE_TEXT });
}

/** What an issuance puts under a root: the commitment and the content that goes with it. */
export function issuedSubject(commitment: Hex, content: Hex): Hex {
  return keccakOfWords(commitment, content);
}

/** The leaf of a commitment, or of what an issuance makes of it: hashed twice, so that no inner node passes for one. */
export function leafOf(subject: Hex): Hex {
  return keccakOfWords(keccakOfWords(subject));
}

function messageOf(primaryType: MessageName, message: Readonly<Record<string, unknown>>): TypedMessage {
  return { types: structsOf(MESSAGE_TYPES, primaryType), primaryType, message };
}
