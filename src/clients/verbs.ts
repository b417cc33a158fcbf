/**
 * The verbs of the ledger, in the order of a receivable's life. Amounts are minor units.
 *
 * A consent is given where somebody else than the party or its agent sends the act; without one, the client's own
 * account acts.
 */
import type {
  Address,
  Consent,
  Hex,
  OpenHeader,
  PaymentOrder,
  Permit2Consent,
  Receivable,
} from "../domain/receivable.ts";
import type {
  AccelerateAct,
  AcceptOptions,
  AdviseAct,
  AmendAct,
  AmendConsents,
  AnswerAct,
  DebitAct,
  DebitConsents,
  DisputeAct,
  EndingAct,
  IssueConsents,
  PermitAct,
  ReceiptAct,
  ReductionAct,
  ResolutionAct,
  ReversalAct,
  ReversalConsents,
  SplitAct,
  TransferConsentAct,
} from "./acts.ts";

/** `Result` is what a verb gives: what it recorded, or the call that would record it. */
export interface LedgerVerbs<Result> {
  issue(receivable: Receivable, consents?: IssueConsents): Promise<Result>;
  /** All or nothing. */
  issueMany(receivables: readonly Receivable[]): Promise<Result>;
  /**
   * @param content Sealed to its readers.
   * @throws RefusedError if the account is the buyer and gives no signed acceptance: it would accept what is sealed.
   */
  issueSealed(opened: OpenHeader, content: Hex, consents?: IssueConsents): Promise<Result>;
  /**
   * The account accepts, as the buyer or its agent, what it has opened; the ledger is told the header alone.
   * @throws RefusedError `TermsInvalid`, before anything is sent, for terms that the ledger would not issue.
   */
  accept(receivable: Receivable, options?: AcceptOptions): Promise<Result>;
  /**
   * Carries the acceptance of somebody who has opened the receivable; the carrier need not be able to, and owes
   * nothing. @param consent As `sign.acceptance` or `sign.acceptanceRoot` give it.
   */
  carryAcceptance(opened: OpenHeader, consent: Consent): Promise<Result>;
  /** The buyer asks before it accepts; what it signed before to accept stays valid. */
  query(act: AnswerAct, consent?: Consent): Promise<Result>;
  /** The buyer rejects this revision for good. */
  reject(act: AnswerAct, consent?: Consent): Promise<Result>;
  /** Holder and supplier change the agreement, after acceptance with the buyer; a new revision. */
  amend(act: AmendAct, consents?: AmendConsents): Promise<Result>;
  /** Pays at most `maxCash` and never more than is due; the payer has let the ledger move that much. */
  pay(order: PaymentOrder, consent?: Consent): Promise<Result>;
  /** All or nothing, but what is closed already costs nothing. */
  payMany(orders: readonly PaymentOrder[]): Promise<Result>;
  /** Pays as `pay` does, from a payer who lets Permit2 move its money. @param consent As `sign.permit2` gives it. */
  payWithPermit2(order: PaymentOrder, consent: Permit2Consent): Promise<Result>;
  /** Hands an owner's permit to the currency; a permit that fails changes nothing and is no refusal. */
  permit(act: PermitAct): Promise<Result>;
  /** The buyer says what it paid outside the chain, or takes that back. */
  advise(act: AdviseAct, consent?: Consent): Promise<Result>;
  /** The holder records money that arrived outside the chain. */
  recordReceipt(act: ReceiptAct, consent?: Consent): Promise<Result>;
  /** The bank took a receipt back: what it settled is open again. */
  reverseReceipt(act: ReversalAct, consents?: ReversalConsents): Promise<Result>;
  /** The holder reduces the claim by a credit note. */
  credit(act: ReductionAct, consent?: Consent): Promise<Result>;
  /** Holder and buyer raise the claim by a debit note; a new revision that the ledger derives. */
  debit(act: DebitAct, consents?: DebitConsents): Promise<Result>;
  /** The holder lets charges go that are due now. */
  waive(act: ReductionAct, consent?: Consent): Promise<Result>;
  /** The holder calls a later line due today; a new revision that the ledger derives. */
  accelerate(act: AccelerateAct, consent?: Consent): Promise<Result>;
  dispute(act: DisputeAct, consent?: Consent): Promise<Result>;
  resolve(act: ResolutionAct, consent?: Consent): Promise<Result>;
  /** The holder makes parts of it. */
  split(act: SplitAct, consent?: Consent): Promise<Result>;
  /** The holder writes it off in its books; the claim stays. */
  writeOff(act: EndingAct, consent?: Consent): Promise<Result>;
  /** The holder takes back what nobody has accepted. */
  cancel(act: EndingAct, consent?: Consent): Promise<Result>;
  /** The buyer lets a receivable that needs its consent go to one next holder, once. */
  consentTransfer(act: TransferConsentAct, consent?: Consent): Promise<Result>;
  /** @param from Its holder; the client's account if it is not given. */
  transfer(id: Hex, to: Address, from?: Address): Promise<Result>;
  /** The client's account, a contract that is a payment listener, is called whenever the receivable is paid. */
  listen(id: Hex): Promise<Result>;
  /** Hands a holder what was kept for it. */
  claim(id: Hex, holder: Address, currency: Address): Promise<Result>;
  /** Takes back every leaf of a root that is not recorded yet. */
  revoke(root: Hex): Promise<Result>;
  spendNonce(nonce: bigint): Promise<Result>;
}
