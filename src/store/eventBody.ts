/** How an event lies in the table: what it is about in columns of their own, everything else as JSON. */
import type { DirectoryEvent } from "../domain/directory.ts";
import type { LedgerEvent } from "../domain/events.ts";
import type { Hex } from "../domain/receivable.ts";

export type AnyEvent = LedgerEvent | DirectoryEvent;

/** The event without name and id; bigints are decimal strings, which nothing else in an event is. */
export function bodyOf(event: AnyEvent): string {
  return JSON.stringify(plain({ ...event, name: undefined, id: undefined }));
}

/** A replacer would be called for every value; few of them are bigints. */
function plain(value: object): object {
  if (Array.isArray(value)) return value.map(plainValue);
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) copy[key] = plainValue(inner);
  return copy;
}

function plainValue(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return typeof value === "object" && value !== null ? plain(value) : value;
}

/** The event that {@link bodyOf} was given. */
export function eventOf(name: string, id: Hex | null, body: unknown): AnyEvent {
  const event = { name, ...(id !== null && { id }), ...(revived(body) as object) };
  // The table holds what decoded events were made into, and nothing else.
  return event as unknown as AnyEvent;
}

function revived(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith("0x") ? value : BigInt(value);
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revived(inner)]));
}

/** The receivable that an event is about; undefined for one about a nonce, a root, an operator or an organisation. */
export function receivableIdOf(event: AnyEvent): Hex | undefined {
  return "id" in event ? event.id : undefined;
}
