/**
 * What anybody can do with a ledger, whatever library speaks to the node. Acts wait until a block holds them; every
 * failure is a `LedgerError`. Amounts are minor units, instants unix seconds.
 */
import type { Addresses } from "../chain/addresses.ts";
import type { Mandate, Voucher } from "../domain/directory.ts";
import type { Envelope } from "../domain/envelope.ts";
import type { RecordedEvent } from "../domain/events.ts";
import type { ReceiptStatus } from "../domain/receipts.ts";
import type { Address, Hex, OpenTerms, Quote, Receivable, Verb } from "../domain/receivable.ts";
import type { ReceivableState } from "../domain/receivableState.ts";
import type { Signing } from "./signing.ts";
import type { Recorded } from "./submit.ts";
import type { LedgerVerbs } from "./verbs.ts";

/**
 * What the ledger knows of a receivable without opening anything: that of `ILens.sol`, field for field. The fold's
 * `ReceivableState` has these fields too, and beside them what only the events tell.
 */
export interface ReceivableView extends Omit<ReceivableState, OnlyEventsTell> {
  /** First 240 bits of the commitment. */
  readonly commitment: Hex;
}

type OnlyEventsTell = "agreed" | "approved" | "detailed" | "receipts";

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

/** Each verb is sent, and waits until a block holds it. */
export interface LedgerClient extends LedgerVerbs<Recorded> {
  readonly addresses: Addresses;
  /** Who acts and signs; undefined for a client that only reads. */
  readonly account: Address | undefined;
  readonly directory: DirectoryClient;
  readonly sign: Signing;

  /** The same verbs as calls, to be sent together. */
  readonly calls: LedgerVerbs<Hex>;

  /** Sends several calls as one transaction of the account's: all or nothing. */
  multicall(calls: readonly Hex[]): Promise<Recorded>;
  /**
   * Lets a spender move up to `amount` of the account's money in an ERC-20 currency, for the payments it makes or
   * signs. @param spender The ledger if it is not given; Permit2 for payments through it.
   */
  allow(currency: Address, amount: bigint, spender?: Address): Promise<Recorded>;

  /** Status None and zeros if nobody has issued it. */
  stateOf(id: Hex): Promise<ReceivableView>;
  /** What is due if all is paid at an instant, on today's position. */
  quote(id: Hex, opened: OpenTerms, instant: number): Promise<Quote>;
  keptFor(holder: Address, currency: Address, id: Hex): Promise<bigint>;
  /** What a bank reference is to a receivable. */
  receiptStatusOf(id: Hex, bankRef: Hex): Promise<ReceiptStatus>;
  isSpent(signer: Address, nonce: bigint): Promise<boolean>;
  isRevoked(signer: Address, root: Hex): Promise<boolean>;
  /**
   * Makes sure that the ledger, as the latest block has it, would take a receivable out of an envelope at an instant;
   * the receivable's own state is another question.
   * @throws RefusedError `ArgumentInvalid` that names what is wrong with the envelope.
   */
  checkEnvelope(envelope: Envelope, receivable: Receivable, instant: number): Promise<void>;
  /** Everything that blocks `from` to `to` recorded, both included, in the order of the chain. */
  events(from: number, to: number): Promise<readonly RecordedEvent[]>;
}
