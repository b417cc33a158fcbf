/**
 * What parties sign. Every message nests the whole receivable, so that a wallet shows everything although a call may
 * open a part only; a root carries any number of receivables. Each builder's shape is that of `Messages.sol`.
 */
import type { Clarification } from "./clarification.ts";
import { structsOf } from "./eip712.ts";
import type { SigningDomain, TypedMessage } from "./eip712.ts";
import { keccak256, keccakOfWords } from "./hash.ts";
import { MESSAGE_TYPES } from "./messageTypes.ts";
import type { MessageName } from "./messageTypes.ts";
import type { Receipt } from "./receipts.ts";
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

/** The buyer asks before it accepts. */
export function query(receivable: Receivable, clarification: Clarification, validity: Validity): TypedMessage {
  return messageOf("Query", { receivable, ...clarification, ...validity });
}

/** The buyer rejects this revision for good. */
export function rejection(receivable: Receivable, clarification: Clarification, validity: Validity): TypedMessage {
  return messageOf("Rejection", { receivable, ...clarification, ...validity });
}

/** One of the parties whose consent an amendment needs. */
export function amendment(
  receivable: Receivable,
  { amended, party }: { readonly amended: Receivable; readonly party: Address },
  validity: Validity,
): TypedMessage {
  return messageOf("Amendment", { receivable, amended, party, ...validity });
}

/** The buyer says what it paid outside the chain; cash of 0 takes that back (R30). */
export function advice(receivable: Receivable, { bankRef, cash, valueDay }: Receipt, validity: Validity): TypedMessage {
  return messageOf("Advice", { receivable, bankRef, cash, valueDay, ...validity });
}

/** The holder, and no later one, records what it received outside the chain. */
export function receipt(
  receivable: Receivable,
  { holder, bankRef, cash, valueDay }: Receipt & { readonly holder: Address },
  validity: Validity,
): TypedMessage {
  return messageOf("Receipt", { receivable, holder, bankRef, cash, valueDay, ...validity });
}

/** The holder, or whoever recorded the receipt before a sale, says that the bank took it back (R36). */
export function reversal(
  receivable: Receivable,
  { party, bankRef, evidence }: { readonly party: Address; readonly bankRef: Hex; readonly evidence: Hex },
  validity: Validity,
): TypedMessage {
  return messageOf("Reversal", { receivable, party, bankRef, evidence, ...validity });
}

/** A sum that a holder, and no later one, takes off. */
export interface SignedReduction {
  readonly holder: Address;
  readonly amount: bigint;
  /** Hash of the credit note, or of why charges are let go. */
  readonly reason: Hex;
}

/** The holder reduces the claim (R32). */
export function credit(
  receivable: Receivable,
  { holder, amount, reason }: SignedReduction,
  validity: Validity,
): TypedMessage {
  return messageOf("Credit", { receivable, holder, amount, reason, ...validity });
}

/** The holder lets charges go. */
export function waiver(
  receivable: Receivable,
  { holder, amount, reason }: SignedReduction,
  validity: Validity,
): TypedMessage {
  return messageOf("Waiver", { receivable, holder, amount, reason, ...validity });
}

/** Holder or buyer raises the claim by a debit note (R32): both sign, each as `party`. @param reason Hash of it. */
export function debit(
  receivable: Receivable,
  { party, amount, reason }: { readonly party: Address; readonly amount: bigint; readonly reason: Hex },
  validity: Validity,
): TypedMessage {
  return messageOf("Debit", { receivable, party, amount, reason, ...validity });
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

/** The holder, and no later one, makes parts of it (R69). @param amounts Principal of each, minor units. */
export function split(
  receivable: Receivable,
  { holder, amounts }: { readonly holder: Address; readonly amounts: readonly bigint[] },
  validity: Validity,
): TypedMessage {
  return messageOf("Split", { receivable, holder, amounts, ...validity });
}

/** What ends a claim in its holder's books, or altogether. */
export interface SignedEnding {
  readonly holder: Address;
  /** Hash of the reason. */
  readonly reason: Hex;
}

/** The holder, and no later one, writes it off; the claim stays (R49). */
export function writeOff(receivable: Receivable, { holder, reason }: SignedEnding, validity: Validity): TypedMessage {
  return messageOf("WriteOff", { receivable, holder, reason, ...validity });
}

/** The holder, and no later one, takes back what nobody accepted. */
export function cancellation(
  receivable: Receivable,
  { holder, reason }: SignedEnding,
  validity: Validity,
): TypedMessage {
  return messageOf("Cancellation", { receivable, holder, reason, ...validity });
}

/** The buyer lets it go from its holder of now to another. */
export function transferConsent(
  receivable: Receivable,
  { holder, to }: { readonly holder: Address; readonly to: Address },
  validity: Validity,
): TypedMessage {
  return messageOf("TransferConsent", { receivable, holder, to, ...validity });
}

/** The holder calls a later line due. @param overdue The earlier line, which is in default. */
export function acceleration(
  receivable: Receivable,
  { overdue, holder }: { readonly overdue: Receivable; readonly holder: Address },
  validity: Validity,
): TypedMessage {
  return messageOf("Acceleration", { receivable, overdue, holder, ...validity });
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
