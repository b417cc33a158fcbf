/** What a prediction was made of, as one hash: the same model and inputs give the same prediction, to the byte. */
import { keccakOfText } from "../hash.ts";
import { counts } from "../indicators/book.ts";
import type { Book, BookItem, Cut, StateChange } from "../indicators/book.ts";
import type { Hex } from "../receivable.ts";
import { MODEL_VERSION } from "./model.ts";
import type { SegmentOf } from "./model.ts";

/**
 * keccak256 of lines of JSON: the version of the model and the cut, then each item by its id, with its segment and all
 * of it that was known at the cut. The order of the book does not matter.
 */
export function inputsHash({ currency, items }: Book, cut: Cut, segmentOf: SegmentOf): Hex {
  const lines = items.flatMap((item) => lineOf(item, cut, segmentOf)).toSorted(byText);
  return keccakOfText([JSON.stringify([MODEL_VERSION, currency, cut.day, cut.known]), ...lines].join("\n"));
}

function lineOf({ id, customer, day, due, moves, changes }: BookItem, cut: Cut, segmentOf: SegmentOf): string[] {
  const moved = moves.filter((move) => counts(move, cut));
  if (moved.length === 0) return [];
  const rows = moved.map((move) => [move.kind, move.day, move.at, move.amount.toString()]);
  const changed = changes.filter((change) => counts(change, cut)).map(changeOf);
  return [JSON.stringify([id, customer, segmentOf(customer) ?? null, day, due, rows, changed])];
}

/** What is disputed changes no prediction, and is left out. */
function changeOf(change: StateChange): readonly unknown[] {
  const { kind, day, at } = change;
  if (kind === "due") return [kind, day, at, change.due];
  return kind === "writtenOff" ? [kind, day, at, change.isWrittenOff] : [kind, day, at];
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
