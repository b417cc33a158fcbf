/** Which memory fits a history best, tried on its own last months, and the model with it. */
import type { Book, Cut } from "../indicators/book.ts";
import { MEMORIES, modelWith } from "./model.ts";
import type { Memory, PaymentModel, SegmentOf, TooFew } from "./model.ts";
import { outcomesAt } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { scoredAt, squareOf } from "./scoring.ts";
import type { Scored } from "./scoring.ts";
import { gainsOf, verdictOf } from "./verdict.ts";

/** Days before the cut at which memories are tried: long enough that it is known who was over 90 days late. */
const TRIED_BEFORE = 120;
/** With fewer predictions to compare the whole history counts. */
const FEWEST_TRIED = 50;
const DAY = 86_400;

/** @param cut What is known; nothing after it changes the model. */
export function fitModel(book: Book, cut: Cut, segmentOf: SegmentOf): PaymentModel | TooFew {
  return fitOutcomes(book, outcomesAt(book, cut), cut, segmentOf);
}

/** The same of outcomes that are there already. */
export function fitOutcomes(
  book: Book,
  outcomes: readonly Outcome[],
  cut: Cut,
  segmentOf: SegmentOf,
): PaymentModel | TooFew {
  return modelWith(outcomes, { cut, segmentOf, memory: memoryOf(book, outcomes, cut, segmentOf) });
}

/** The longest one that no shorter one beats by more than chance makes. */
function memoryOf(book: Book, outcomes: readonly Outcome[], cut: Cut, segmentOf: SegmentOf): Memory {
  const before = { day: cut.day - TRIED_BEFORE, known: cut.known - TRIED_BEFORE * DAY };
  const known = outcomesAt(book, before);
  let best: { readonly memory: Memory; readonly scored: readonly Scored[] } | undefined;
  for (const memory of MEMORIES) {
    const model = modelWith(known, { cut: before, segmentOf, memory });
    if (model.kind === "tooFew") return best?.memory;
    const scored = scoredAt(model, known, outcomes, cut.day);
    if (scored.length < FEWEST_TRIED) return best?.memory;
    if (best === undefined || isBetter(scored, best.scored)) best = { memory, scored };
  }
  return best?.memory;
}

/** Of the same questions; a shorter memory may leave some unanswered, which are not compared. */
function isBetter(scored: readonly Scored[], than: readonly Scored[]): boolean {
  const others = new Map(than.map((one) => [`${one.item} ${one.days}`, one]));
  const gains = gainsOf(scored, (one) => {
    const other = others.get(`${one.item} ${one.days}`);
    return other === undefined ? 0n : squareOf(other.predicted, one.isLate) - squareOf(one.predicted, one.isLate);
  });
  return verdictOf(gains) === "better";
}
