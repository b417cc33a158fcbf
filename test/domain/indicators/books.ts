/** Books for tests of indicators: items in few words, and random ones with all that can happen to an item. */
import fc from "fast-check";
import { MOVE_KINDS } from "../../../src/domain/indicators/book.ts";
import type { Book, BookItem, Cut, Move, StateChange } from "../../../src/domain/indicators/book.ts";
import { dateOfDay, dayNumber } from "../../../src/domain/terms.ts";

const SECONDS_OF_DAY = 86_400;
export const CUSTOMERS = ["north", "south", "east", "west"] as const;

/** The last second of a day, UTC. */
export function endOf(day: number): number {
  return (day + 1) * SECONDS_OF_DAY - 1;
}

/** Everything that was recorded by the end of the day, and is dated by then. */
export function cutOf(date: string): Cut {
  const day = dayNumber(date);
  return { day, known: endOf(day) };
}

export function bookOf(items: readonly BookItem[], unapplied: Book["unapplied"] = []): Book {
  return { currency: "EUR", exponent: 2, items, unapplied };
}

/** A move of a date, recorded on it. */
export function move(kind: Move["kind"], date: string, amount: bigint, over: Partial<Move> = {}): Move {
  const day = dayNumber(date);
  return { kind, day, at: endOf(day), amount, reference: "", ...over };
}

let numbers = 0;

/** An item that was invoiced on a date; whatever else happens to it comes with `over`. */
export function invoiced(
  customer: string,
  [issued, due]: readonly [string, string],
  amount: bigint,
  after: readonly Move[] = [],
  changes: readonly StateChange[] = [],
): BookItem {
  numbers += 1;
  return {
    id: `item ${numbers}`,
    number: `R-${numbers}`,
    customer,
    day: dayNumber(issued),
    due: dayNumber(due),
    moves: [move("invoice", issued, amount), ...after],
    changes,
  };
}

/** Written off on a date. */
export function writtenOff(date: string): StateChange {
  const day = dayNumber(date);
  return { kind: "writtenOff", day, at: endOf(day), isWrittenOff: true };
}

/** A whole, its last day and its first: random books live in them. */
export const RANDOM_DAYS = { from: dayNumber("2024-01-01"), through: dayNumber("2026-06-30") } as const;

const anyDay = fc.integer({ min: RANDOM_DAYS.from, max: RANDOM_DAYS.through });
const anyAmount = fc.bigInt(1n, 1_000_000n);

/** Dated, and recorded on its day or up to forty days later. */
const anyDated = fc
  .record({ day: anyDay, lag: fc.integer({ min: 0, max: 40 }) })
  .map(({ day, lag }) => ({ day, at: endOf(day + lag) }));

const anyMove = fc
  .record({
    dated: anyDated,
    kind: fc.constantFrom(...MOVE_KINDS.filter((kind) => kind !== "invoice")),
    amount: anyAmount,
    isUndone: fc.boolean(),
    reference: fc.constantFrom("", "a", "b"),
  })
  .map(({ dated, kind, amount, isUndone, reference }): Move => {
    const raises = kind === "debit" ? true : isUndone;
    return { ...dated, kind, amount: raises ? amount : -amount, reference };
  });

const anyChange = anyDated.chain((dated): fc.Arbitrary<StateChange> =>
  fc.oneof(
    anyDay.map((due) => ({ ...dated, kind: "due" as const, due })),
    anyAmount.map((amount) => ({ ...dated, kind: "disputed" as const, amount })),
    fc.boolean().map((isWrittenOff) => ({ ...dated, kind: "writtenOff" as const, isWrittenOff })),
  ),
);

const byRecord = <T extends { readonly at: number }>(rows: readonly T[]): readonly T[] =>
  rows.toSorted((a, b) => a.at - b.at);

const anyItem = fc
  .record({
    customer: fc.constantFrom(...CUSTOMERS),
    day: anyDay,
    net: fc.integer({ min: 0, max: 90 }),
    amount: anyAmount,
    moves: fc.array(anyMove, { maxLength: 4 }),
    changes: fc.array(anyChange, { maxLength: 3 }),
    // Many write off as a rule, so many days past due.
    lostAfter: fc.option(fc.integer({ min: 60, max: 130 }), { nil: undefined, freq: 3 }),
  })
  .map(({ customer, day, net, amount, moves, changes, lostAfter }) => ({
    customer,
    day,
    due: day + net,
    moves: byRecord([{ kind: "invoice" as const, day, at: endOf(day), amount, reference: "" }, ...moves]),
    changes: byRecord([...changes, ...(lostAfter === undefined ? [] : [writtenOff(dateOfDay(day + net + lostAfter))])]),
  }));

const anyUnapplied = fc
  .record({
    dated: anyDated,
    customer: fc.constantFrom(...CUSTOMERS, "nobody"),
    amount: fc.bigInt(-100_000n, 100_000n),
  })
  .map(({ dated, ...row }) => ({ ...dated, ...row }));

export const anyBook: fc.Arbitrary<Book> = fc
  .record({
    items: fc.array(anyItem, { maxLength: 25 }),
    unapplied: fc.array(anyUnapplied, { maxLength: 6 }).map(byRecord),
  })
  .map(({ items, unapplied }) =>
    bookOf(
      items.map((item, place) => ({ id: `item ${place}`, number: `R-${place}`, ...item })),
      unapplied,
    ),
  );

/** Of any day, and what was known then, before or after it. */
export const anyCut: fc.Arbitrary<Cut> = fc
  .record({ day: anyDay, lag: fc.integer({ min: -30, max: 60 }) })
  .map(({ day, lag }) => ({ day, known: endOf(day + lag) }));
