/** The account of a pair in one currency from the ledger: all its receivables, and the parts that they became. */
import { idOf } from "../commitment.ts";
import { partHeader, parts } from "../derived.ts";
import type { Header, Hex, Terms } from "../receivable.ts";
import type { DayOf } from "../timeZone.ts";
import { movementsOfReceivable } from "./fromLedger.ts";
import type { PayeeOf } from "./fromLedger.ts";
import { afterEvent, issuedAs } from "./ledgerPosition.ts";
import type { DatedEvent } from "./ledgerPosition.ts";
import type { Movement } from "./movement.ts";

/** What people call a receivable, and when its document was made; days since 1970-01-01. */
export interface Caption {
  readonly number: string;
  readonly reference: string;
  readonly day: number;
  /** Minor units. */
  readonly tax?: bigint;
}

/** A receivable that was issued, not by a split. */
export interface IssuedReceivable extends Caption {
  readonly header: Header;
  readonly document: Hex;
  /** As they were issued. */
  readonly terms: Terms;
}

export interface LedgerAccount {
  readonly issued: readonly IssuedReceivable[];
  /** Of all of them and of all parts, in the order of the chain. */
  readonly events: ReadonlyMap<Hex, readonly DatedEvent[]>;
  readonly payeeOf: PayeeOf;
  /** In the zone whose midnight ends the account's days. */
  readonly dayOf: DayOf;
}

/**
 * What moved the account up to the end of day `cutOff`. Each receivable has a number of its own, made up if need be.
 * @throws Error where a part has no events: it would count as open in full, whatever became of it.
 */
export function movementsOfAccount(
  { issued, events, payeeOf, dayOf }: LedgerAccount,
  cutOff: number,
): readonly Movement[] {
  const taken = new Set<string>();
  const waiting = [...issued];
  const movements: Movement[] = [];
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    const id = idOf(one.header);
    const own = events.get(id) ?? [];
    const number = taken.has(one.number) ? `${one.number} (${id})` : one.number;
    taken.add(number);
    const item = { ...one, number, supplier: one.header.supplier, events: own, dayOf };
    movements.push(...untilDay(movementsOfReceivable(item, cutOff, payeeOf), cutOff));
    waiting.push(...partsOf({ ...one, number }, own, dayOf).map((part) => recordedIn(events, part)));
  }
  return movements;
}

/** What a part is called: by its whole, which may be a part itself, and its place among the parts, from 1. */
export function numberOfPart(whole: string, { line, ...header }: Header): string {
  return `${whole}-P${line - partHeader({ line, ...header }, 0).line + 1}`;
}

/** A part is born with the transfer of its token. */
function recordedIn(events: LedgerAccount["events"], part: IssuedReceivable): IssuedReceivable {
  if ((events.get(idOf(part.header)) ?? []).length > 0) return part;
  throw new Error(`the part ${part.number} of a split has no events: read them with those of the whole`);
}

/**
 * What is dated later counts for nothing (V32); of an item that is not there yet, the document stays with its money.
 */
function untilDay(movements: readonly Movement[], cutOff: number): readonly Movement[] {
  const [document, ...others] = movements;
  const known = others.filter(({ day }) => day <= cutOff);
  if (document === undefined) return [];
  return document.day <= cutOff || known.length > 0 ? [document, ...known] : [];
}

/** The receivables that a split made of one, named after it. */
function partsOf(whole: IssuedReceivable, events: readonly DatedEvent[], dayOf: DayOf): readonly IssuedReceivable[] {
  let now = issuedAs(whole.terms);
  for (const { event, timestamp } of events) {
    if (event.name === "ReceivableSplit") {
      const { header, document, number, reference } = whole;
      const day = Math.max(whole.day, dayOf(timestamp));
      return parts({ header, terms: now.terms, document }, now.position, event.amounts).map((part) => {
        return { ...part, number: numberOfPart(number, part.header), reference, day };
      });
    }
    now = afterEvent(now, event);
  }
  return [];
}
