/** What can go wrong, as RFC 9457 has it. A code is the Solidity error's name where a contract has one for it. */
import { z } from "zod";
import { REFUSALS } from "./refusals.ts";

interface Kind {
  readonly status: number;
  /** What is wrong, for people; the same for every occurrence. */
  readonly title: string;
}

/** Every problem that the gateway reports. */
export const PROBLEMS = {
  BodyUnreadable: { status: 400, title: "The body is no JSON that can be read" },
  CursorInvalid: { status: 400, title: "The cursor is none that this list gave out" },
  MessageInvalid: { status: 400, title: "The message to sign in with is not written as EIP-4361 has it" },
  RequestInvalid: { status: 400, title: "A part of the request is not what is documented" },
  DomainMismatch: { status: 401, title: "The message was signed for another website" },
  MessageExpired: { status: 401, title: "The message to sign in with is not valid now" },
  NonceAlreadySpent: { status: 401, title: "The message was used before" },
  NonceUnknown: { status: 401, title: "The nonce was not given out here, or too long ago" },
  OperatorOnly: { status: 401, title: "Only the operator of this gateway may ask for this" },
  SessionMissing: { status: 401, title: "Nobody is signed in" },
  SessionUnknown: { status: 401, title: "The session has ended" },
  SignatureInvalid: { status: 401, title: "The signature is not the account's" },
  WrongChain: { status: 401, title: "The message was signed for another chain" },
  ApprovalMissing: { status: 403, title: "Somebody else has to sign first" },
  ApproverIneligible: { status: 403, title: "This account may not decide here" },
  DutyMissing: { status: 403, title: "Somebody else has the duty that this takes" },
  CheckerMissing: { status: 403, title: "Another member than the preparer has to sign" },
  MandateMissing: { status: 403, title: "The organisation has given this account no mandate" },
  ScopeMissing: { status: 403, title: "The session or the key is not good for this" },
  InvitationUnknown: { status: 404, title: "The link leads nowhere, was used, or has expired" },
  NotFound: { status: 404, title: "There is no such thing, or not for you" },
  MethodNotAllowed: { status: 405, title: "This path does not take this method" },
  NotAcceptable: { status: 406, title: "This answers with a stream that the caller does not accept" },
  RequestTooSlow: { status: 408, title: "The request did not arrive in time" },
  AccountStatementReplaced: { status: 409, title: "Another version has taken the place of the account statement" },
  ApprovalOpen: { status: 409, title: "The request for approval is not over yet" },
  ApprovalOver: { status: 409, title: "The request for approval is over" },
  ApprovalUnneeded: { status: 409, title: "Nobody else has to sign for this" },
  DutyConflict: { status: 409, title: "One person does not have these duties together" },
  DutiesUncovered: { status: 409, title: "A duty is nobody's yet" },
  AccountOver: { status: 409, title: "The account is past that, or not there yet" },
  AlreadySigned: { status: 409, title: "The intent is signed already" },
  BookUnfinished: { status: 409, title: "The book is not read yet, could not be read, or was compared with none" },
  BillOver: { status: 409, title: "The bill is past that, or it is none" },
  DisputeOver: { status: 409, title: "Nothing is disputed of the receivable" },
  DunningSendOver: { status: 409, title: "The notice is past that, or waits for no such thing" },
  ContractOver: { status: 409, title: "The contract is signed by both, or withdrawn" },
  ContestOver: { status: 409, title: "The contest of the score is over" },
  ContestStands: { status: 409, title: "Another contest of the input is under way" },
  CreditPolicyMissing: { status: 409, title: "No credit policy is in force" },
  OverrideOver: { status: 409, title: "The proposal is decided, ended or over" },
  CounterpartyMissing: { status: 409, title: "The counterparty has no address yet" },
  CreditHeld: { status: 409, title: "The customer is in default, and is given nothing new" },
  FactsMissing: { status: 409, title: "What the credit policy wants to know first is not known" },
  CreditLimitExceeded: { status: 409, title: "The credit limit would be exceeded" },
  LimitFrozen: { status: 409, title: "The customer is frozen" },
  PrepaymentMissing: { status: 409, title: "What has to be paid in advance is not here" },
  HistoryCounts: { status: 409, title: "The import is not taken back yet" },
  IdTaken: { status: 409, title: "There is something else under this id" },
  IdempotencyKeyInUse: { status: 409, title: "A request under this Idempotency-Key is being answered" },
  ImportRunning: { status: 409, title: "The import is under way" },
  AssignmentMissing: { status: 409, title: "The receivable was not assigned when that was paid" },
  IndirectPaymentOver: { status: 409, title: "The indirect payment is past that" },
  IntentExists: { status: 409, title: "Something else is prepared under this id or for this invoice" },
  InvitationAccountOpened: { status: 409, title: "The invitation has opened another account" },
  PasskeyTaken: { status: 409, title: "The passkey is another account's" },
  IntentOver: { status: 409, title: "The intent is over" },
  NothingToPay: { status: 409, title: "Nothing is to be paid by that day" },
  MatchOver: { status: 409, title: "Another decision about the bank entry stands, or none" },
  MatchStands: { status: 409, title: "The bank entry is matched, or is not to be" },
  OnboardingIncomplete: { status: 409, title: "Something that the organisation wants before issuing is missing" },
  PartyAccountsRestated: { status: 409, title: "Other accounts have taken the place of these" },
  PartyFactOver: { status: 409, title: "The fact was withdrawn or erased" },
  PairKeysChanged: { status: 409, title: "The directory has other viewing keys of the pair" },
  PieceMisplaced: { status: 409, title: "The piece is not the next one of the upload" },
  PlansTooMany: { status: 409, title: "No more payment plans are agreed for the receivable" },
  ProposalOver: { status: 409, title: "Another proposal stands, or none" },
  QuotaReached: { status: 409, title: "There are as many as there may be" },
  ReferenceOver: { status: 409, title: "The consent lets nothing be seen, or not this" },
  ReferenceTooThin: { status: 409, title: "Nothing can be shown without showing a supplier's business" },
  SentItself: { status: 409, title: "The account that this is for sends the call itself" },
  SignatureMissing: { status: 409, title: "Your organisation has not signed the intent" },
  ResultUnreckoned: { status: 409, title: "The own books come to another result or balance" },
  RetentionRunning: { status: 409, title: "The document must be kept for now" },
  RootNotPosted: { status: 409, title: "The root of the book does not stand on the chain" },
  TermsHeld: { status: 409, title: "The invoice differs from the frame contract, and waits for approval" },
  CriteriaMissing: { status: 409, title: "The organisation has not set what it lends on" },
  DeskMissing: { status: 409, title: "The factor has opened no desk" },
  OfferOver: { status: 409, title: "The offer is not signed, over, withdrawn or used" },
  QuoteRequestOver: { status: 409, title: "The request for quotes is over or withdrawn" },
  ReceivableLocked: { status: 409, title: "An offer for the receivable is taken, and its sale not recorded yet" },
  ReceivableQuoted: { status: 409, title: "The receivable stands in another request for quotes that lives" },
  ReceivableUnfit: { status: 409, title: "The receivable does not stand as it has to for this" },
  WriteOffUnapproved: { status: 409, title: "Two members have not agreed to the write-off yet" },
  DocumentErased: { status: 410, title: "The document was erased" },
  BodyTooLarge: { status: 413, title: "The body is too large" },
  MediaTypeUnsupported: { status: 415, title: "The body is of another kind than is read here" },
  AccountInvalid: { status: 422, title: "The account number is wrong" },
  AccountInconsistent: { status: 422, title: "What is recorded of the account contradicts itself" },
  AccountTooLong: { status: 422, title: "The account has more lines than are shown at once" },
  AmountUnfit: { status: 422, title: "The amount does not fit the currency" },
  BatchMixed: { status: 422, title: "One root holds issues or acceptances of one party" },
  ConsentUnfit: { status: 422, title: "What the other side signed is not what is to be signed" },
  ContentSealed: { status: 422, title: "The gateway cannot open what this is about" },
  CounterpartyAmbiguous: { status: 422, title: "The invoice's identifiers lead to more than one address" },
  CurrencyUnknown: { status: 422, title: "The currency is not known here" },
  GradesUnreadable: { status: 422, title: "The file is no table of attestations" },
  DeadlineInvalid: { status: 422, title: "The deadline has passed or is too far away" },
  DocumentMismatch: { status: 422, title: "The document has another hash than was said" },
  DueBeforeIssue: { status: 422, title: "The due date is before the invoice's issue date" },
  EncodingUnsupported: { status: 422, title: "The file is not UTF-8" },
  FactorUnknown: { status: 422, title: "The factor is no organisation of this gateway" },
  FieldUnknown: { status: 422, title: "The document has no such field" },
  FileUnreadable: { status: 422, title: "The file is no CSV that can be read" },
  IdempotencyKeyReused: { status: 422, title: "The Idempotency-Key was used for another request" },
  IdentifierNotVouched: { status: 422, title: "No registrar has vouched for this identifier" },
  ImportUndeclared: { status: 422, title: "How the file is to be read is left open" },
  InvoiceInvalid: { status: 422, title: "The invoice can be read, and is wrong" },
  InvoiceUnreadable: { status: 422, title: "The invoice cannot be read" },
  LineMissing: { status: 422, title: "Nothing is open of the document in this book" },
  OfferUnfit: { status: 422, title: "The offer does not fit what was asked" },
  OpeningNotRecorded: { status: 422, title: "No event of the receivable has the hash of this opening" },
  PasskeyAccountsMissing: { status: 422, title: "There are no accounts for passkeys here" },
  PasskeyInvalid: { status: 422, title: "A passkey is none that can sign" },
  OwnersMissing: { status: 422, title: "The organisation is no contract whose owners sign" },
  PairSecretMissing: { status: 422, title: "The secret of the pair is not here" },
  MatchUnfit: { status: 422, title: "The match takes more than there is" },
  PayeeNotSupplier: { status: 422, title: "The invoice is to be paid to somebody else than its supplier" },
  PaymentUnfit: { status: 422, title: "A bank would not carry the payment as it is" },
  PermitUnsupported: { status: 422, title: "The currency takes no permits" },
  PlanUnfit: { status: 422, title: "The payment plan does not fit the debt, or is none" },
  QuestionsOpen: { status: 422, title: "The invoice leaves something open" },
  RecipientUnknown: { status: 422, title: "The counterparty has not dealt with the organisation on the ledger" },
  ReaderMayNotSee: { status: 422, title: "The reader may not see the receivable" },
  SupplierMismatch: { status: 422, title: "The invoice's seller is another organisation" },
  SumNotRecorded: { status: 422, title: "The statement recorded no hash of this sum" },
  TermsBeyondPolicy: { status: 422, title: "The credit policy gives less time" },
  TargetRefused: { status: 422, title: "Nothing is sent there from here" },
  UploadIncomplete: { status: 422, title: "The file is not all here" },
  ViewingKeyMissing: { status: 422, title: "A reader has no viewing key to seal to" },
  TooManyRequests: { status: 429, title: "Too many requests" },
  TooManyStreams: { status: 429, title: "The organisation has too many streams open" },
  HeadersTooLarge: { status: 431, title: "The headers are too large" },
  InternalError: { status: 500, title: "The gateway failed" },
  ...REFUSALS,
} as const satisfies Readonly<Record<string, Kind>>;

export type ProblemCode = keyof typeof PROBLEMS;

/** The codes, for a schema that lists them. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

const TYPE_PREFIX = "/problems/";

/** The `type` of a problem: a reference that resolves to its description at any gateway. */
export function problemType(code: ProblemCode): string {
  return `${TYPE_PREFIX}${code}`;
}

/** One fault of a request. */
export const fault = z
  .strictObject({
    at: z.string().meta({ description: "The part and the field: `query.limit`, `body.message`." }),
    message: z.string(),
  })
  .meta({ id: "Fault" });

/** The body of every answer that is no success. */
export const problem = z
  .strictObject({
    type: z.string().regex(/^\/problems\/[A-Za-z0-9]+$/),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: "What is wrong with which value, and the way out." }),
    instance: z
      .string()
      .regex(/^urn:uuid:[0-9a-f-]{36}$/)
      .meta({ description: "This occurrence: the request's id, which the operator finds in the logs." }),
    faults: z.array(fault).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457. `type` ends in the problem's code." });

export type Problem = z.output<typeof problem>;
export type Fault = z.output<typeof fault>;

/** What a problem's `type` resolves to. */
export const problemKind = z
  .strictObject({ code: z.enum(PROBLEM_CODES), title: z.string(), status: z.int() })
  .meta({ id: "ProblemKind" });
