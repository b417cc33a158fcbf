/** The ledger's verbs and statuses as sentences have them. */
import { nameOf, Status, Verb } from "../domain/receivable.ts";

interface VerbWords {
  /** Before "receivable 0x…". */
  readonly act: string;
  /**
   * In which of these the verb is possible; the table of `contracts/README.md`. None for one of statements,
   * factoring or collections.
   */
  readonly from: readonly Status[];
}

const { Issued, Queried, Rejected, Accepted } = Status;
const ANSWERABLE = [Issued, Queried];
const STANDING = [Issued, Queried, Accepted];
const ALIVE = [Issued, Queried, Rejected, Accepted];

const VERBS: Readonly<Record<keyof typeof Verb, VerbWords>> = {
  Issue: { act: "issue", from: [] },
  Accept: { act: "accept", from: ANSWERABLE },
  Query: { act: "query", from: ANSWERABLE },
  Reject: { act: "reject", from: ANSWERABLE },
  Amend: { act: "amend", from: ALIVE },
  Pay: { act: "pay", from: [Accepted] },
  Advise: { act: "advise a receipt of", from: STANDING },
  RecordReceipt: { act: "record a receipt of", from: STANDING },
  ReverseReceipt: { act: "reverse a receipt of", from: ALIVE },
  Credit: { act: "credit", from: STANDING },
  Debit: { act: "debit", from: [Accepted] },
  Waive: { act: "waive charges of", from: [Accepted] },
  Dispute: { act: "dispute", from: [Accepted] },
  Resolve: { act: "resolve a dispute of", from: [Accepted] },
  Split: { act: "split", from: [Accepted] },
  WriteOff: { act: "write off", from: STANDING },
  Cancel: { act: "cancel", from: [Issued, Queried, Rejected] },
  ConsentTransfer: { act: "consent to a transfer of", from: STANDING },
  Accelerate: { act: "accelerate", from: [Accepted] },
  PostStatement: { act: "post a statement", from: [] },
  AgreeBalance: { act: "reply to a balance", from: [] },
  AcknowledgeDebt: { act: "acknowledge a debt", from: [] },
  ReceiveDemand: { act: "receive a demand", from: [] },
  NotifyAssignment: { act: "give notice of an assignment", from: [] },
  AcknowledgeAssignment: { act: "reply to a notice of assignment", from: [] },
  ChargeBack: { act: "charge back", from: [] },
  AgreeCollection: { act: "agree on a schedule of collection of", from: [] },
  RecordCollection: { act: "record an act of collection of", from: [] },
  PlaceCollection: { act: "place for collection", from: [] },
  AnswerCollection: { act: "answer about", from: [] },
  AgreePlan: { act: "agree on a payment plan for", from: [] },
};

/** What leads out of a status that forbids something. */
const WAYS_OUT: Readonly<Record<number, string>> = {
  [Issued]: "let its buyer accept it first",
  [Queried]: "let its buyer accept it first, amended if need be",
  [Rejected]: "amend it first, as another revision",
  [Accepted]: "what is accepted stands; amend it with its buyer, credit it, or let the buyer dispute it",
  [Status.Cancelled]: "it is over; issue another, by an invoice number and line of its own",
  [Status.Split]: "act on its parts",
};

/** "record a receipt of"; the number of a verb that a later ledger knows. */
export function actOf(verb: number): string {
  return wordsOf(verb)?.act ?? `do ${nameOf(Verb, verb)} to`;
}

/** "issued". */
export function statusWord(status: number): string {
  return nameOf(Status, status).toLowerCase();
}

/** "issued, queried or accepted": the statuses that allow a verb. */
export function statusesFor(verb: number): string {
  const words = (wordsOf(verb)?.from ?? []).map(statusWord);
  const last = words.pop() ?? "in another status";
  return words.length === 0 ? last : `${words.join(", ")} or ${last}`;
}

/** What to do about a status that forbids something. */
export function wayOutOf(status: number): string {
  return WAYS_OUT[status] ?? "ask for its state";
}

function wordsOf(verb: number): VerbWords | undefined {
  const table: Readonly<Record<string, VerbWords>> = VERBS;
  return table[nameOf(Verb, verb)];
}
