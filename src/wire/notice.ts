/** What is told beside what the chain recorded. */
import { z } from "zod";
import { EVENT_KINDS } from "./feed.ts";

/**
 * A bank account was stated, approved or withdrawn; a rule chose an acceptance, which waits to be signed; another party
 * prepared an act that takes the organisation's signature too; comparing the books of a pair found new differences, or
 * some no more; money for an assigned receivable went to its seller; the organisation paid somebody who is no longer to
 * be paid; a holder asks the organisation for an offer; a factor signed one that the organisation asked for; a dunning
 * notice goes to its debtor, or could not; a clock of a case runs out, its insurance may be lost, or a
 * dispute of it awaits an answer; somebody else is to sign a request for approval, or did.
 */
export const NOTICE_KINDS = [
  "BankAccountChanged",
  "AcceptanceReady",
  "SignatureAwaited",
  "DifferencesChanged",
  "IndirectPaymentOpened",
  "PaymentMisdirected",
  "QuoteAsked",
  "OfferReceived",
  "DunningNoticeSent",
  "DunningNoticeFailed",
  "CaseAlerted",
  "InsolvencyNoticed",
  "WarningRaised",
  "WatchlistDigest",
  "ApprovalChanged",
  "ScoreContestChanged",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What became of a contest of a score. */
export const CONTEST_WORDS = ["opened", "overdue", "withdrawn", "upheld", "refused"] as const;
export type ContestWord = (typeof CONTEST_WORDS)[number];

/** How a bank account can change. */
export const ACCOUNT_CHANGES = ["stated", "approved", "withdrawn"] as const;
export type AccountChange = (typeof ACCOUNT_CHANGES)[number];

/** Everything that webhooks and e-mails can tell of. */
export const TOLD_KINDS = [...EVENT_KINDS, ...NOTICE_KINDS] as const;

export const toldKind = z.enum(TOLD_KINDS).meta({
  id: "ToldKind",
  description:
    "An event, named as in the contracts; or `BankAccountChanged`: of the organisation, or of one that it pays or " +
    "has an open receivable or a frame contract with; `AcceptanceReady`: a rule chose an invoice, its agent may " +
    "sign; `SignatureAwaited`: another party prepared an act that takes the organisation's signature too; " +
    "`DifferencesChanged`: comparing the books of a pair found new differences, or some no more; " +
    "`IndirectPaymentOpened`: money for an assigned receivable went to its seller, which is told, and its factor; " +
    "`PaymentMisdirected`: the organisation owes an assigned receivable, and paid somebody else than its payee; " +
    "`QuoteAsked`: a holder asks the organisation for an offer; `OfferReceived`: a factor signed one that the " +
    "organisation asked for; `DunningNoticeSent`: a dunning notice by webhook, of which its sender and its debtor " +
    "are told; `DunningNoticeFailed`: one of the organisation's own was sent in vain; `CaseAlerted`: of a case of " +
    "the organisation's a claim is about to expire, the cover of its insurance may be lost, or a dispute awaits an " +
    "answer; `InsolvencyNoticed`: the debtor of a receivable that the organisation holds was reported insolvent by " +
    "whoever sold it, or that was withdrawn; `WatchlistDigest`: once a day, what changed of the customers whom the " +
    "organisation watches and limits, where anything did; `ApprovalChanged`: somebody asks for another's signature, " +
    "or it was " +
    "given, refused, is late or lapsed; " +
    "`ScoreContestChanged`: a customer contests its score, took that back, or waits in vain, of which its creditor " +
    "is told; or its creditor answered, of which it is told; `WarningRaised`: a rule of early warning that the " +
    "organisation set warns of customers.",
});
export type ToldKind = z.output<typeof toldKind>;

/** What a webhook receives of a notice: ids alone, with which whoever has a session reads the rest. */
export interface NoticeMessage {
  readonly type: NoticeKind;
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  /**
   * Of `BankAccountChanged`: `payee`, `account` (its id), `change`; of `AcceptanceReady`: `receivable`, `intent` (what
   * the agent signs), `rule`; of `SignatureAwaited`: `receivable` or `statement`, `intent`, `organisation` (who
   * prepared it); of `DifferencesChanged`: `reconciliation` (continuous), `opened` and `cleared` (how many); of
   * `IndirectPaymentOpened`: `indirectPayment`, `receivable`; of `PaymentMisdirected`: `receivable`, `payee` (whom to
   * pay); of `QuoteAsked`: `quoteRequest`; of `OfferReceived`: `quoteRequest`, `quoteOffer`; of `DunningNoticeSent`:
   * `dunningSend`, `organisation` (who sends it), `customer`, `stage`; of `DunningNoticeFailed`: `dunningSend`,
   * `customer`; of `CaseAlerted`: `case`, `receivable`, `alert`; of `InsolvencyNoticed`: `receivable` (one that the
   * organisation holds), `seller`, `debtor`, `word` (`noticed` or `withdrawn`); of `WatchlistDigest`: `day`,
   * and how many were `added`, `ended`, are `toReview`, `frozen` (or thawed), and were found as `exceptions`; of
   * `ApprovalChanged`: `approval`,
   * `kind`, `word` (what became of it); of
   * `ScoreContestChanged`: `contest`, `creditor`, `customer`, `word` (what became of it); of
   * `WarningRaised`: `rule`, `raised` (how many warnings), `warning` (the first of them).
   */
  readonly data: Readonly<Record<string, string>>;
}
