/** What is known of the ledger and its directory after a number of events. */
import type { Header, OpenedTerms } from "./commitment.ts";
import { hexOf } from "./hashing.ts";
import type { Hex } from "./hashing.ts";
import type { Past } from "./history.ts";

/** The address of nobody. */
export const NOBODY: Hex = hexOf(0n, 20);

/** Where in a list of events, and where on the chain. */
export interface At {
  /** Place in the list, from 0. */
  readonly index: number;
  readonly blockNumber: bigint;
  readonly logIndex: bigint;
  /** Unix seconds of the block; what depends on the day is not judged without it. */
  readonly timestamp?: number;
}

export type Standing = "issued" | "queried" | "rejected" | "accepted" | "cancelled" | "split";

/** What is known of an entry of the bank's by its reference: advised, recorded, or one that can never count again. */
export type ReceiptRecord =
  | { readonly kind: "advised"; readonly cash: bigint; readonly valueDay: bigint }
  | {
      readonly kind: "recorded";
      readonly holder: Hex;
      readonly principal: bigint;
      readonly discount: bigint;
      readonly charges: bigint;
      readonly lateDays: bigint;
    }
  | { readonly kind: "reversed" }
  /** An advice that was taken back leaves nothing. */
  | { readonly kind: "withdrawn" };

/** A receivable as its events tell it. Sums are minor units. */
export interface ReceivableRecord {
  readonly at: At;
  /** Whom its token was first given to. */
  readonly first: Hex;
  /** Whether it came of a split. */
  readonly part: boolean;
  header: Header;
  /** Absent where the content was sealed. */
  terms?: OpenedTerms;
  /** The amount, where it is known though the terms are not. */
  face?: bigint;
  document: Hex;
  commitment: Hex;
  standing: Standing;
  writtenOff: boolean;
  /** To whom the buyer lets it go next. */
  transferee: Hex;
  /** By the hash of the bank's reference. */
  readonly receipts: Map<Hex, ReceiptRecord>;
  /** All that moved money, as it was told, for the terms to be applied to. */
  readonly entries: Past[];
  /** Principal paid, discounted or credited. */
  settled: bigint;
  credited: bigint;
  /** Sum of principal x days late. */
  lateDays: bigint;
  chargesSettled: bigint;
  /** Discount on parts that is no whole unit, in 2^-48 minor units. */
  carry: bigint;
  /** What the terms make of the carry after the last payment, where that can be reckoned. */
  carryDue?: bigint | undefined;
  /** Whether the last event was a payment or a receipt, which alone can leave another carry. */
  carriable: boolean;
  /** Whether the detail word was ever written; it can be nought again. */
  detailed: boolean;
  /** As last recorded; what was paid since may have made it more than is open. */
  disputed: bigint;
  /** All that was paid through the ledger, and who held it then. */
  cash: bigint;
  readonly paidTo: Set<Hex>;
  closed: boolean;
}

/** Who holds a receivable now, and whom the holder approved to move it. */
export interface TokenRecord {
  readonly at: At;
  /** Whom it was first given to. */
  readonly first: Hex;
  holder: Hex;
  approved: Hex;
  /** Whether the holder is called when it is paid. */
  listening: boolean;
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

/** How many advices of the buyer wait for an answer. */
export function advicesOf({ receipts }: ReceivableRecord): number {
  return [...receipts.values()].filter(({ kind }) => kind === "advised").length;
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
