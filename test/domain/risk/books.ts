/** Short ways to write a book of items. Amounts are minor units; days count from {@link START}. */
import type { BookItem, Cut, Move, StateChange } from "../../../src/domain/indicators/book.ts";
import { dayNumber } from "../../../src/domain/terms.ts";

export const START = dayNumber("2024-01-01");
const DAY = 86_400;

interface Told {
  readonly customer?: string;
  readonly amount?: bigint;
  /** Days after START. */
  readonly day: number;
  readonly net?: number;
  /** Days after the due day on which all of it is paid; never where it is left out. */
  readonly paidLate?: number;
  readonly moves?: readonly Pick<Move, "kind" | "amount" | "day">[];
  readonly disputed?: { readonly day: number; readonly amount: bigint };
  readonly writtenOff?: number;
}

let made = 0;

export function item(told: Told): BookItem {
  const { customer = "0xaa", amount = 100_000n, day, net = 30, paidLate, moves = [], disputed, writtenOff } = told;
  made += 1;
  const due = day + net;
  const all = [
    { kind: "invoice" as const, amount, day },
    ...moves,
    ...(paidLate === undefined ? [] : [{ kind: "payment" as const, amount: -amount, day: due + paidLate }]),
  ];
  const changes: StateChange[] = [
    ...(disputed === undefined ? [] : [{ kind: "disputed" as const, ...dated(disputed.day), amount: disputed.amount }]),
    ...(writtenOff === undefined ? [] : [{ kind: "writtenOff" as const, ...dated(writtenOff), isWrittenOff: true }]),
  ];
  return {
    ...{ id: `item ${made}`, number: `RE-${made}`, customer, day: START + day, due: START + due, changes },
    moves: all
      .toSorted((left, right) => left.day - right.day)
      .map(({ kind, amount: sum, day: on }) => ({ kind, amount: sum, ...dated(on), reference: `${made}` })),
  };
}

/** Everything that is recorded by the end of a day. */
export function cutAt(day: number): Cut {
  return { day: START + day, known: (START + day + 1) * DAY - 1 };
}

function dated(day: number): { readonly day: number; readonly at: number } {
  return { day: START + day, at: (START + day) * DAY + 43_200 };
}
