/**
 * What anybody can do with a ledger, whatever library speaks to the node. Acts wait until a block holds them; every
 * failure is a `LedgerError`. Amounts are minor units, instants unix seconds.
 *
 * A consent is given where somebody else than the party or its agent sends the act; without one, the client's own
 * account acts.
 */
import type { Addresses } from "../chain/addresses.ts";
import type { Mandate, Voucher } from "../domain/directory.ts";
import type { RecordedEvent } from "../domain/events.ts";
import type { ReceivableState } from "../domain/fold.ts";
import type {
  Address,
  Consent,
  Hex,
  OpenHeader,
  OpenTerms,
  Outcome,
  PaymentOrder,
  Quote,
  Receivable,
  Verb,
} from "../domain/receivable.ts";
import type { Signing } from "./signing.ts";
import type { Recorded } from "./submit.ts";

/** Who consented to an issue beforehand; the buyer's consent accepts in the same act. */
export interface IssueConsents {
  readonly supplier?: Consent;
  readonly buyer?: Consent;
}

export interface CreditAct {
  readonly id: Hex;
  readonly opened: OpenTerms;
  readonly amount: bigint;
  /** Hash of the credit note. */
  readonly reason: Hex;
}

export interface DisputeAct {
  readonly receivable: Receivable;
  readonly amount: bigint;
  /** UNTDID or Peppol clarification code in the parties' own list. */
  readonly code: number;
  /** Hash of what supports it. */
  readonly evidence: Hex;
}

export interface ResolutionAct {
  readonly receivable: Receivable;
  readonly amount: bigint;
  readonly outcome: Outcome;
  /** Hash of what supports it; the reason of the credit if it is conceded. */
  readonly evidence: Hex;
}

/** How the client's account accepts. */
export interface AcceptOptions {
  /**
   * Whether the terms are opened to the ledger, and with it to everybody who reads the chain. Only an agent whose
   * mandate has a cap needs it; false if it is not given.
   */
  readonly openTerms?: boolean;
}

/**
 * What the ledger knows of a receivable without opening anything: `ReceivableState` of `ILens.sol`, field for field.
 * The fold's state of the same name has these fields too, and beside them what only the events tell.
 */
export interface ReceivableView extends Omit<ReceivableState, "agreed" | "approved" | "detailed"> {
  /** First 240 bits of the commitment. */
  readonly commitment: Hex;
}

/** A mandate's question: may the agent do this now? */
export interface Coverage {
  readonly organisation: Address;
  readonly agent: Address;
  readonly verb: Verb;
  readonly currency: Address;
  /** Face of the receivable. */
  readonly amount: bigint;
}

export interface DirectoryClient {
  /** The client's account, as a registrar, vouches; the time of the block is the voucher's `since`. */
  vouch(organisation: Address, voucher: Omit<Voucher, "since">): Promise<Recorded>;
  withdrawVoucher(organisation: Address, reason: Hex): Promise<Recorded>;
  giveMandate(agent: Address, mandate: Mandate): Promise<Recorded>;
  revokeMandate(agent: Address): Promise<Recorded>;
  /** An X25519 public key; zero takes it back. */
  setViewingKey(key: Hex): Promise<Recorded>;
  /** All zero if there is none. */
  voucherOf(registrar: Address, organisation: Address): Promise<Voucher>;
  /** All zero if there is none. */
  mandateOf(organisation: Address, agent: Address): Promise<Mandate>;
  viewingKeyOf(organisation: Address): Promise<Hex>;
  covers(coverage: Coverage): Promise<boolean>;
}

export interface LedgerClient {
  readonly addresses: Addresses;
  /** Who acts and signs; undefined for a client that only reads. */
  readonly account: Address | undefined;
  readonly directory: DirectoryClient;
  readonly sign: Signing;

  issue(receivable: Receivable, consents?: IssueConsents): Promise<Recorded>;
  /** All or nothing. */
  issueMany(receivables: readonly Receivable[]): Promise<Recorded>;
  /**
   * @param content Sealed to its readers.
   * @throws RefusedError if the account is the buyer and gives no signed acceptance: it would accept what is sealed.
   */
  issueSealed(opened: OpenHeader, content: Hex, consents?: IssueConsents): Promise<Recorded>;
  /**
   * The account accepts, as the buyer or its agent, what it has opened; the ledger is told the header alone.
   * @throws RefusedError `TermsInvalid`, before anything is sent, for terms that the ledger would not issue.
   */
  accept(receivable: Receivable, options?: AcceptOptions): Promise<Recorded>;
  /**
   * Carries the acceptance of somebody who has opened the receivable; the carrier need not be able to, and owes
   * nothing. @param consent As `sign.acceptance` or `sign.acceptanceRoot` give it.
   */
  carryAcceptance(opened: OpenHeader, consent: Consent): Promise<Recorded>;
  /** Pays at most `maxCash` and never more than is due; the payer has let the ledger move that much. */
  pay(order: PaymentOrder, consent?: Consent): Promise<Recorded>;
  /** All or nothing, but what is closed already costs nothing. */
  payMany(orders: readonly PaymentOrder[]): Promise<Recorded>;
  credit(act: CreditAct, consent?: Consent): Promise<Recorded>;
  dispute(act: DisputeAct, consent?: Consent): Promise<Recorded>;
  resolve(act: ResolutionAct, consent?: Consent): Promise<Recorded>;
  /** Hands a holder what was kept for it. */
  claim(id: Hex, holder: Address, currency: Address): Promise<Recorded>;
  /** Takes back every leaf of a root that is not recorded yet. */
  revoke(root: Hex): Promise<Recorded>;
  spendNonce(nonce: bigint): Promise<Recorded>;
  /** @param from Its holder; the client's account if it is not given. */
  transfer(id: Hex, to: Address, from?: Address): Promise<Recorded>;
  /** Lets the ledger move up to `amount` of the account's money in a currency, for the payments it makes or signs. */
  allow(currency: Address, amount: bigint): Promise<Recorded>;

  /** Status None and zeros if nobody has issued it. */
  stateOf(id: Hex): Promise<ReceivableView>;
  /** What is due if all is paid at an instant, on today's position. */
  quote(id: Hex, opened: OpenTerms, instant: number): Promise<Quote>;
  keptFor(holder: Address, currency: Address, id: Hex): Promise<bigint>;
  isSpent(signer: Address, nonce: bigint): Promise<boolean>;
  isRevoked(signer: Address, root: Hex): Promise<boolean>;
  /** Everything that blocks `from` to `to` recorded, both included, in the order of the chain. */
  events(from: number, to: number): Promise<readonly RecordedEvent[]>;
}
