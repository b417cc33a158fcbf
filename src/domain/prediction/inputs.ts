/** What a prediction was made of, as one hash: the same model and inputs give the same prediction, to the byte. */
import { keccakOfText } from "../hash.ts";
import { counts } from "../indicators/book.ts";
import type { Book, BookItem, Cut, StateChange } from "../indicators/book.ts";
import type { Hex } from "../receivable.ts";
import type { Agreed } from "./awaited.ts";
import type { Period } from "./forecast.ts";
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

/** What a forecast is made of beside the book. */
export interface ForecastInputs {
  readonly periods: readonly Period[];
  readonly seed: number;
  /** By item. */
  readonly agreed: ReadonlyMap<string, readonly Agreed[]>;
  /** Parts per million, by customer; of all others `keptByAll`. */
  readonly kept: ReadonlyMap<string, number>;
  readonly keptByAll: number | undefined;
  /** Money that settles no item yet, minor units: no period is changed by it, and the answer tells it. */
  readonly unapplied: bigint;
}

/**
 * keccak256 of the hash of the book and of lines of JSON: periods, seed and unapplied money, then what was agreed and
 * how it is kept.
 */
export function forecastHash(book: Hex, inputs: ForecastInputs): Hex {
  const { periods, seed, agreed, kept, keptByAll, unapplied } = inputs;
  const spans = periods.map(({ from, through }) => [from, through]);
  const asked = [book, spans, seed, keptByAll ?? null, unapplied.toString()];
  const promised = [...agreed].map(([item, parts]) => {
    return JSON.stringify(["agreed", item, parts.map(({ amount, day }) => [amount.toString(), day])]);
  });
  const keeping = [...kept].map(([customer, rate]) => JSON.stringify(["kept", customer, rate]));
  return keccakOfText([JSON.stringify(asked), ...promised.toSorted(byText), ...keeping.toSorted(byText)].join("\n"));
}

function lineOf({ id, customer, day, due, moves, changes }: BookItem, cut: Cut, segmentOf: SegmentOf): string[] {
  const moved = moves.filter((move) => counts(move, cut));
  if (moved.length === 0) return [];
  const rows = moved.map((move) => [move.kind, move.day, move.at, move.amount.toString()]);
  const changed = changes.filter((change) => counts(change, cut)).map(changeOf);
  return [JSON.stringify([id, customer, segmentOf(customer) ?? null, day, due, rows, changed])];
}

function changeOf(change: StateChange): readonly unknown[] {
  const { kind, day, at } = change;
  switch (kind) {
    case "due":
      return [kind, day, at, change.due];
    case "disputed":
      return [kind, day, at, change.amount.toString()];
    case "writtenOff":
      return [kind, day, at, change.isWrittenOff];
  }
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
