/** How an event lies in the table: what it is about in columns of their own, everything else as JSON. */
import type { DirectoryEvent } from "../domain/directory.ts";
import type { LedgerEvent } from "../domain/events.ts";
import type { Hex } from "../domain/receivable.ts";
import type { StatementEvent } from "../domain/statementEvents.ts";

/** What the ledger and the directory record. */
export type AnyEvent = LedgerEvent | DirectoryEvent;

/** An event that is about a statement; a spent nonce is about none. */
export type EventOfStatement = Exclude<StatementEvent, { readonly name: "NonceSpent" }>;

/** What any of the contracts records. */
export type ChainEvent = AnyEvent | StatementEvent;

/** No event of another contract has one of these names. */
const OF_STATEMENTS: Readonly<Record<EventOfStatement["name"], true>> = {
  StatementPosted: true,
  BalanceAgreed: true,
  BalanceAgreedExcept: true,
  BalanceRejected: true,
  DebtAcknowledged: true,
  DemandReceived: true,
};

export function isOfStatement(event: ChainEvent): event is EventOfStatement {
  return event.name in OF_STATEMENTS;
}

/** The event without name and id; bigints are decimal strings, which nothing else in an event is. */
export function bodyOf(event: ChainEvent): string {
  return objectOf(Object.entries(event).filter(([key]) => key !== "name" && key !== "id"));
}

/** `JSON.stringify` with a replacer takes three times as long, and every event comes this way. */
function objectOf(entries: readonly (readonly [string, unknown])[]): string {
  let text = "";
  for (const [key, value] of entries) {
    if (value !== undefined) text += `${text === "" ? "" : ","}"${key}":${textOf(value)}`;
  }
  return `{${text}}`;
}

function textOf(value: unknown): string {
  if (typeof value === "bigint") return `"${value}"`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return Array.isArray(value) ? `[${value.map(textOf).join(",")}]` : objectOf(Object.entries(value));
}

/** The event that {@link bodyOf} was given. */
export function eventOf(name: string, id: Hex | null, body: unknown): ChainEvent {
  const event = { name, ...(id !== null && { id }), ...(revived(body) as object) };
  // The table holds what decoded events were made into, and nothing else.
  return event as unknown as ChainEvent;
}

function revived(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith("0x") ? value : BigInt(value);
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revived(inner)]));
}

/** The receivable that an event is about; undefined for one about a statement, a nonce, a root or an organisation. */
export function receivableIdOf(event: ChainEvent): Hex | undefined {
  return "id" in event && !isOfStatement(event) ? event.id : undefined;
}

/** The statement that an event is about; undefined for one about anything else. */
export function statementIdOf(event: ChainEvent): Hex | undefined {
  return isOfStatement(event) ? event.id : undefined;
}
