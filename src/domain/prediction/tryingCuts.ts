/** What the model said at each end of a month by what was known then, one end after the other. */
import type { Book, Cut } from "../indicators/book.ts";
import { fitOutcomes } from "./fit.ts";
import type { PaymentModel } from "./model.ts";
import { monthEndsBefore } from "./monthEnds.ts";
import { outcomesAt } from "./outcome.ts";
import { scoredAt } from "./scoring.ts";
import type { Scored } from "./scoring.ts";

export interface SaidAtCut {
  /** Of what was known at its cut alone. */
  readonly model: PaymentModel;
  readonly said: readonly Scored[];
}

/**
 * Without the ends at which too few outcomes were known, and without segments: those at hand are of one instant, and
 * may have been given for what came after. @param cut By which it is known what became of the items.
 */
export function* triedCuts(book: Book, cut: Cut): Generator<SaidAtCut> {
  const later = outcomesAt(book, cut);
  for (const then of monthEndsBefore(later, cut)) {
    const known = outcomesAt(book, then);
    const model = fitOutcomes(book, known, then, () => undefined);
    if (model.kind !== "tooFew") yield { model, said: scoredAt(model, known, later, cut.day) };
  }
}
