import { formatDecimal } from "../domain/decimal.ts";
import type { Decimal } from "../domain/decimal.ts";

/**
 * Something that is wrong in a document that can be read. Rules of EN 16931 keep their ids (BR-02, BR-CO-16, BR-CL-04);
 * the rest are this project's: FORMAT-… (a value that is no number or date), TERM-REPEATED, CURRENCY-MIXED,
 * MINOR-UNITS, TYPE-NO-CLAIM, NOTHING-DUE, TEXT-… (characters that deceive), CN-… (数电票).
 */
export interface Finding {
  readonly rule: string;
  /** A document with a fatal finding cannot become a receivable. */
  readonly severity: "fatal" | "warning";
  /** What is wrong, a full sentence without figures. */
  readonly message: string;
  /** The model's term, "totals.payable", "lines[3].net". */
  readonly field: string;
  /** The figure or value that the rule asks for, and the one that stands there. */
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

/** A finding with the place in the document that it is about. */
export interface LocatedFinding extends Finding {
  /** In the style of XPath with the standard's prefixes; for a missing term, where it should stand. */
  readonly path: string;
  /** The line of that place, if the term is there. */
  readonly line: number | undefined;
}

/** A finding about two figures that should be equal. */
export function mismatch(rule: string, field: string, message: string, expected: Decimal, actual: Decimal): Finding {
  const figures = { expected: formatDecimal(expected), actual: formatDecimal(actual) };
  return { rule, severity: "fatal", message, field, ...figures };
}
