/** Events of a ledger that was never deployed, as a decoder would hand them over. */
import { commitmentOf, idOf, termsHash } from "../../src/audit/commitment.ts";
import type { Header, OpenedTerms } from "../../src/audit/commitment.ts";
import type { AuditEvent, Audited } from "../../src/audit/fold.ts";
import { hexOf } from "../../src/audit/hashing.ts";
import type { Hex } from "../../src/audit/hashing.ts";
import { agreed } from "./agreed.ts";

function party(number: bigint): Hex {
  return hexOf(number, 20);
}

export const SUPPLIER: Hex = party(0xa1n);
export const BUYER: Hex = party(0xb2n);
export const FACTOR: Hex = party(0xc3n);
export const STRANGER: Hex = party(0xd4n);
export const CURRENCY: Hex = party(0xc011e5n);
export const NOBODY: Hex = party(0n);
export const WHERE: Audited = { ledger: party(0x1ed6e4n), directory: party(0xd14n) };
export const DOCUMENT: Hex = hexOf(0xd0cn);

export const TERMS: OpenedTerms = {
  ...agreed(),
  lateRate: 101_500,
  currency: CURRENCY,
  accelerationDays: 0,
  salt: hexOf(0x5a17n),
};

export const HEADER: Header = {
  supplier: SUPPLIER,
  buyer: BUYER,
  invoice: hexOf(0x1234n),
  line: 0n,
  policy: 0n,
  revision: 0n,
};

export const ID: Hex = idOf(HEADER);
export const COMMITMENT: Hex = commitmentOf(HEADER, termsHash(TERMS), DOCUMENT);

/** Name and arguments of an event; where it happened follows from its place in the list. */
export type Told = readonly [name: string, args: Readonly<Record<string, unknown>>];

const DIRECTORY_EVENTS = ["OrganisationVouched", "VoucherWithdrawn", "MandateGiven", "MandateRevoked", "ViewingKeySet"];

/** Puts events in order, two to a block. */
export function chronicle(told: readonly Told[]): AuditEvent[] {
  return told.map(([name, args], index) => ({
    name,
    args,
    address: DIRECTORY_EVENTS.includes(name) ? WHERE.directory : WHERE.ledger,
    blockNumber: BigInt(index >> 1),
    logIndex: index & 1,
  }));
}

/** The two events of an issue in the open. */
export function issue(header: Header = HEADER, terms: OpenedTerms = TERMS): Told[] {
  const id = idOf(header);
  return [
    ["Transfer", { from: NOBODY, to: header.supplier, id: BigInt(id) }],
    ["ReceivableIssued", { id, ...header, by: header.supplier, terms, document: DOCUMENT }],
  ];
}

/** The two events of an issue whose content is sealed. */
export function issueSealed(): Told[] {
  const content = { terms: termsHash(TERMS), document: DOCUMENT, content: "0x1234" };
  return [
    ["Transfer", { from: NOBODY, to: SUPPLIER, id: BigInt(ID) }],
    ["ReceivableSealed", { id: ID, ...HEADER, by: SUPPLIER, ...content }],
  ];
}

export function accept(): Told {
  return ["ReceivableAccepted", { id: ID, by: BUYER, commitment: COMMITMENT }];
}

/** A payment of 4,000.00 in time, or whatever a test makes of it. */
export function pay(more: Readonly<Record<string, unknown>> = {}): Told {
  const settled = { principal: 400_000n, discount: 0n, charges: 0n, lateDays: 0n, closed: false };
  return ["ReceivablePaid", { id: ID, payer: BUYER, holder: SUPPLIER, ...settled, ...more }];
}

export function credit(principal: bigint, closed = false): Told {
  return ["ReceivableCredited", { id: ID, by: SUPPLIER, principal, reason: hexOf(1n), closed }];
}

export function dispute(amount: bigint, disputed: bigint): Told {
  return ["ReceivableDisputed", { id: ID, by: BUYER, amount, disputed, code: 1, evidence: hexOf(2n) }];
}

export function resolve(amount: bigint, disputed: bigint): Told {
  return ["DisputeResolved", { id: ID, by: BUYER, outcome: 0, amount, disputed, evidence: hexOf(2n) }];
}

export function transfer(from: Hex, to: Hex): Told {
  return ["Transfer", { from, to, id: BigInt(ID) }];
}

export function keep(amount: bigint, more: Readonly<Record<string, unknown>> = {}): Told {
  return ["CashKept", { id: ID, holder: SUPPLIER, currency: CURRENCY, amount, ...more }];
}

export function claim(amount: bigint): Told {
  return ["CashClaimed", { id: ID, holder: SUPPLIER, currency: CURRENCY, amount }];
}

const VOUCHER = { legalId: hexOf(3n), evidence: hexOf(4n), enroller: STRANGER, channel: 1, since: 5, until: 6n };
const MANDATE = { verbs: 2n, from: 5n, until: 6n, cap: 2n ** 96n - 1n, currency: CURRENCY, document: hexOf(7n) };

export function vouch(): Told {
  return ["OrganisationVouched", { registrar: STRANGER, organisation: SUPPLIER, voucher: VOUCHER }];
}

export function withdrawVoucher(): Told {
  return ["VoucherWithdrawn", { registrar: STRANGER, organisation: SUPPLIER, reason: hexOf(8n) }];
}

export function giveMandate(): Told {
  return ["MandateGiven", { organisation: SUPPLIER, agent: STRANGER, mandate: MANDATE }];
}

export function revokeMandate(): Told {
  return ["MandateRevoked", { organisation: SUPPLIER, agent: STRANGER }];
}

export function setViewingKey(key: bigint): Told {
  return ["ViewingKeySet", { organisation: SUPPLIER, key: hexOf(key) }];
}

/** A history with every kind of event in it, nothing of which is impossible. */
export const WHOLE_LIFE: readonly Told[] = [
  ...issue(),
  accept(),
  ["Approval", { owner: SUPPLIER, account: STRANGER, id: BigInt(ID) }],
  ["ApprovalForAll", { owner: SUPPLIER, operator: FACTOR, isApproved: true }],
  dispute(300_000n, 300_000n),
  resolve(100_000n, 200_000n),
  pay({ principal: 400_000n, discount: 8_000n }),
  ["DiscountCarried", { id: ID, carry: 77n }],
  keep(392_000n),
  claim(392_000n),
  transfer(SUPPLIER, FACTOR),
  resolve(50_000n, 150_000n),
  credit(50_000n),
  pay({ holder: FACTOR, principal: 550_000n, charges: 4_321n, lateDays: 5_500_000n, closed: true }),
  ["NonceSpent", { signer: BUYER, nonce: 257n }],
  ["RootRevoked", { signer: SUPPLIER, root: hexOf(9n) }],
  vouch(),
  giveMandate(),
  setViewingKey(10n),
  withdrawVoucher(),
  revokeMandate(),
  setViewingKey(0n),
];
