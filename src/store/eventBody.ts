/** How an event lies in the table: what it is about in columns of their own, everything else as JSON. */
import type { CollectionEvent } from "../domain/collections/recordEvents.ts";
import type { DirectoryEvent } from "../domain/directory.ts";
import type { LedgerEvent } from "../domain/events.ts";
import type { DeskEvent, FactoringEvent } from "../domain/factoring/factoringEvents.ts";
import type { Hex } from "../domain/receivable.ts";
import type { StatementEvent } from "../domain/statementEvents.ts";

/** What the ledger and the directory record. */
export type AnyEvent = LedgerEvent | DirectoryEvent;

/** An event that is about a statement; a spent nonce is about none. */
export type EventOfStatement = Exclude<StatementEvent, { readonly name: "NonceSpent" }>;

/** An event of factoring other than a spent nonce, which is about nothing that one could name. */
export type EventOfFactoring = Exclude<FactoringEvent | DeskEvent, { readonly name: "NonceSpent" }>;

/** An event of collections other than a spent nonce. */
export type EventOfCollection = Exclude<CollectionEvent, { readonly name: "NonceSpent" }>;

/** What any of the contracts records. */
export type ChainEvent = AnyEvent | StatementEvent | FactoringEvent | DeskEvent | CollectionEvent;

/** No event of another contract has one of these names. */
const OF_STATEMENTS: Readonly<Record<EventOfStatement["name"], true>> = {
  StatementPosted: true,
  BalanceAgreed: true,
  BalanceAgreedExcept: true,
  BalanceRejected: true,
  DebtAcknowledged: true,
  DemandReceived: true,
};

/** No event of another contract has one of these names. */
const OF_FACTORING: Readonly<Record<EventOfFactoring["name"], true>> = {
  DeskOpened: true,
  AssignmentNotified: true,
  NoticeReplied: true,
  FilingRecorded: true,
  ReceivableSold: true,
  ReceivablePurchased: true,
  DealPaid: true,
  DealReceiptReversed: true,
  ClaimRaised: true,
  ActProposed: true,
  ActDone: true,
  ReceivableReassigned: true,
  CashOwed: true,
  CashWithdrawn: true,
};

/** No event of another contract has one of these names. */
const OF_COLLECTIONS: Readonly<Record<EventOfCollection["name"], true>> = {
  ScheduleAgreed: true,
  ScheduleAdopted: true,
  CollectionRecorded: true,
  CollectionStepTaken: true,
  CollectionPlaced: true,
  CollectionRecalled: true,
  DebtorAnswered: true,
  PlanAgreed: true,
};

export function isOfCollection(event: ChainEvent): event is EventOfCollection {
  return event.name in OF_COLLECTIONS;
}

export function isOfFactoring(event: ChainEvent): event is EventOfFactoring {
  return event.name in OF_FACTORING;
}

export function isOfStatement(event: ChainEvent): event is EventOfStatement {
  return event.name in OF_STATEMENTS;
}

/** The event without name and id; bigints are decimal strings, and texts objects of their own. */
export function bodyOf(event: ChainEvent): string {
  return objectOf(Object.entries(event).filter(([key]) => key !== "name" && key !== "id"));
}

/** `JSON.stringify` with a replacer takes three times as long, and every event comes this way. */
function objectOf(entries: readonly (readonly [string, unknown])[]): string {
  let text = "";
  for (const [key, value] of entries) {
    if (value !== undefined) text += `${text === "" ? "" : ","}"${key}":${jsonOf(value)}`;
  }
  return `{${text}}`;
}

/** A part of an event, or something made of such parts, as {@link revived} reads it. */
export function jsonOf(value: unknown): string {
  if (typeof value === "bigint") return `"${value}"`;
  // Of texts only the other ones could be taken for a bigint.
  if (typeof value === "string" && !value.startsWith("0x")) return `{"text":${JSON.stringify(value)}}`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return Array.isArray(value) ? `[${value.map(jsonOf).join(",")}]` : objectOf(Object.entries(value));
}

/** The event that {@link bodyOf} was given. */
export function eventOf(name: string, id: Hex | null, body: unknown): ChainEvent {
  const event = { name, ...(id !== null && { id }), ...(revived(body) as object) };
  // The table holds what decoded events were made into, and nothing else.
  return event as unknown as ChainEvent;
}

/** What {@link jsonOf} was given. */
export function revived(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith("0x") ? value : BigInt(value);
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== "object" || value === null) return value;
  if (isText(value)) return value.text;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revived(inner)]));
}

/** No struct of an event has a text for its only field. */
function isText(value: object): value is { readonly text: string } {
  return "text" in value && typeof value.text === "string" && !value.text.startsWith("0x");
}

/** The receivable that an event of the ledger is about; undefined for one of another contract, a nonce or a root. */
export function receivableIdOf(event: ChainEvent): Hex | undefined {
  if (!("id" in event)) return undefined;
  return isOfStatement(event) || isOfFactoring(event) || isOfCollection(event) ? undefined : event.id;
}

/** The receivable that an event of a desk is about: a deal's, or one that was purchased. */
export function dealIdOf(event: ChainEvent): Hex | undefined {
  return "id" in event && isOfFactoring(event) ? event.id : undefined;
}

/** The receivable whose collection an event is about. */
export function collectionIdOf(event: ChainEvent): Hex | undefined {
  return "id" in event && isOfCollection(event) ? event.id : undefined;
}

/** What nothing overtakes within: the receivable, statement or notice; what is about none has a lane of its own. */
export function laneOf(event: ChainEvent): Hex {
  const receivable = receivableIdOf(event) ?? dealIdOf(event) ?? collectionIdOf(event);
  return receivable ?? statementIdOf(event) ?? noticeIdOf(event) ?? "0x";
}

/** The notice of assignment that an event is about. */
export function noticeIdOf(event: ChainEvent): Hex | undefined {
  return event.name === "AssignmentNotified" || event.name === "NoticeReplied" ? event.notice : undefined;
}

/** The statement that an event is about; undefined for one about anything else. */
export function statementIdOf(event: ChainEvent): Hex | undefined {
  return isOfStatement(event) ? event.id : undefined;
}
