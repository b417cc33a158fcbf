/** An item of a book as text: short, since a report reads a hundred thousand of them. */
import { MOVE_KINDS } from "../domain/indicators/book.ts";
import type { MoveKind } from "../domain/indicators/book.ts";
import { CYCLE_STEPS } from "../domain/indicators/cycles.ts";
import type { Trace, TracedChange, TracedMove } from "../domain/indicators/trace.ts";
import type { LedgerSpan } from "../domain/indicators/spans.ts";
import type { Address, Hex } from "../domain/receivable.ts";

/** A step of the schema: what is kept was made before a part named its whole, and is made anew. */
export const PORTFOLIO_WHOLES: readonly string[] = [
  "delete from portfolio_items",
  "delete from portfolio_seen",
  "delete from portfolio_heads",
];

/** A step of the schema: it was made with the day of the last document, and is made anew with that of the first. */
export const PORTFOLIO_FIRST_DOCUMENTS: readonly string[] = PORTFOLIO_WHOLES;

type MoveText = readonly [kind: number, amount: string, at: number, valueDay: number | null, reference: string];
type ChangeText = readonly [kind: "u" | "d" | "w", at: number, value: string];
type SpanText = readonly [step: number, from: number, to: number | null, over: number | null];
type TraceText = readonly [
  ...names: [id: Hex, number: string, customer: Address],
  ...days: [documentDay: number | null, firstAt: number, due: number],
  moves: readonly MoveText[],
  changes: readonly ChangeText[],
  spans: readonly SpanText[],
  whole: Hex | null,
];

const KIND_PLACES: ReadonlyMap<MoveKind, number> = new Map(MOVE_KINDS.map((kind, place) => [kind, place]));

export function traceText(trace: Trace): string {
  const { id, number, whole, customer, documentDay, firstAt, due, moves, changes, spans } = trace;
  const told: TraceText = [
    ...([id, number, customer, documentDay ?? null, firstAt, due] as const),
    moves.map(({ kind, amount, at, valueDay, reference }): MoveText => {
      return [KIND_PLACES.get(kind) ?? 0, amount.toString(), at, valueDay ?? null, reference];
    }),
    changes.map(changeText),
    spans.map(({ step, from, to, over }): SpanText => [CYCLE_STEPS.indexOf(step), from, to ?? null, over ?? null]),
    whole ?? null,
  ];
  return JSON.stringify(told);
}

/** What {@link traceText} was given. */
export function traceIn(text: string): Trace {
  // The table holds what the function above made, and nothing else.
  const [id, number, customer, documentDay, firstAt, due, moves, changes, spans, whole] = JSON.parse(text) as TraceText;
  return {
    ...{ id, number, whole: whole ?? undefined, customer, documentDay: documentDay ?? undefined, firstAt, due },
    moves: moves.map(moveIn),
    changes: changes.map(changeIn),
    spans: spans.map(spanIn),
  };
}

function moveIn([kind, amount, at, valueDay, reference]: MoveText): TracedMove {
  return {
    kind: MOVE_KINDS[kind] ?? "invoice",
    amount: BigInt(amount),
    at,
    valueDay: valueDay ?? undefined,
    reference,
  };
}

function spanIn([step, from, to, over]: SpanText): LedgerSpan {
  return { step: CYCLE_STEPS[step] ?? "issueToAccept", from, to: to ?? undefined, over: over ?? undefined };
}

function changeText(change: TracedChange): ChangeText {
  switch (change.kind) {
    case "due":
      return ["u", change.at, change.due.toString()];
    case "disputed":
      return ["d", change.at, change.amount.toString()];
    case "writtenOff":
      return ["w", change.at, change.isWrittenOff ? "1" : "0"];
  }
}

function changeIn([kind, at, value]: ChangeText): TracedChange {
  if (kind === "u") return { kind: "due", at, due: Number(value) };
  return kind === "d"
    ? { kind: "disputed", at, amount: BigInt(value) }
    : { kind: "writtenOff", at, isWrittenOff: value === "1" };
}
