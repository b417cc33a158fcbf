/** What is known of the ledger and its directory after a number of events. */
import type { Header, OpenedTerms } from "./commitment.ts";
import type { Hex } from "./hashing.ts";

/** Where in a list of events, and where on the chain. */
export interface At {
  /** Place in the list, from 0. */
  readonly index: number;
  readonly blockNumber: bigint;
  readonly logIndex: bigint;
}

export type Standing = "issued" | "accepted";

/** A receivable as its events tell it. Sums are minor units. */
export interface ReceivableRecord {
  readonly at: At;
  readonly header: Header;
  /** Struct hash of the terms. */
  readonly termsHash: Hex;
  /** Absent where the content was sealed. */
  readonly terms?: OpenedTerms;
  readonly document: Hex;
  readonly commitment: Hex;
  standing: Standing;
  /** Principal paid, discounted or credited. */
  settled: bigint;
  credited: bigint;
  /** Sum of principal x days late. */
  lateDays: bigint;
  chargesSettled: bigint;
  /** Discount on parts that is no whole unit, in 2^-48 minor units. */
  carry: bigint;
  /** Whether the detail word was ever written; it can be nought again. */
  detailed: boolean;
  /** As last recorded; what was paid since may have made it more than is open. */
  disputed: bigint;
  /** All that was paid in cash. */
  cash: bigint;
  closed: boolean;
}

/** Who holds a receivable now, and whom the holder approved to move it. */
export interface TokenRecord {
  readonly at: At;
  /** Whom it was first given to. */
  readonly first: Hex;
  holder: Hex;
  approved: Hex;
}

/** Cash that waits for a holder that could not be paid. Minor units. */
export interface KeptRecord {
  readonly at: At;
  readonly holder: Hex;
  readonly currency: Hex;
  readonly id: Hex;
  amount: bigint;
  /** All that was ever kept here, claimed or not. */
  ever: bigint;
}

/** Whether an operator may move all that an owner holds. */
export interface OperatorRecord {
  readonly owner: Hex;
  readonly operator: Hex;
  approved: boolean;
}

/** What a registrar says of an organisation. Instants are unix seconds. */
export interface VoucherRecord {
  readonly registrar: Hex;
  readonly organisation: Hex;
  readonly legalId: Hex;
  readonly evidence: Hex;
  readonly enroller: Hex;
  readonly channel: bigint;
  readonly since: bigint;
  readonly until: bigint;
}

/** What an agent may do for an organisation. */
export interface MandateRecord {
  readonly organisation: Hex;
  readonly agent: Hex;
  readonly verbs: bigint;
  readonly from: bigint;
  readonly until: bigint;
  readonly cap: bigint;
  readonly currency: Hex;
  readonly document: Hex;
}

/** Keys of several parts are the parts in the order in which they are named, joined by {@link keyOf}. */
export interface LedgerState {
  /** By id. */
  readonly receivables: Map<Hex, ReceivableRecord>;
  /** By id. */
  readonly tokens: Map<Hex, TokenRecord>;
  /** Tokens held, by whoever ever held one. */
  readonly balances: Map<Hex, bigint>;
  /** By owner and operator. */
  readonly operators: Map<string, OperatorRecord>;
  /** Spent nonces by signer. */
  readonly nonces: Map<Hex, Set<bigint>>;
  /** Revoked roots by signer. */
  readonly revokedRoots: Map<Hex, Set<Hex>>;
  /** By holder, currency and id. */
  readonly kept: Map<string, KeptRecord>;
  /** By registrar and organisation. */
  readonly vouchers: Map<string, VoucherRecord>;
  /** By organisation and agent. */
  readonly mandates: Map<string, MandateRecord>;
  /** By organisation. */
  readonly viewingKeys: Map<Hex, Hex>;
}

export function keyOf(...parts: readonly Hex[]): string {
  return parts.join(" ");
}

/** A ledger that nothing happened to. */
export function emptyState(): LedgerState {
  return {
    receivables: new Map(),
    tokens: new Map(),
    balances: new Map(),
    operators: new Map(),
    nonces: new Map(),
    revokedRoots: new Map(),
    kept: new Map(),
    vouchers: new Map(),
    mandates: new Map(),
    viewingKeys: new Map(),
  };
}
