import { parseDecimal } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import { calendarDate } from "../calendarDate.ts";
import { shorten } from "../errors.ts";
import type { Finding } from "../finding.ts";
import type { Extract, Leaf, Place } from "../xml/extract.ts";
import type { Term } from "../xml/table.ts";

/** Terms whose value decides who owes how much: one that cannot be read makes the document unusable. */
const SIDE_TERMS: ReadonlySet<Term> = new Set<Term>(["quantity", "price", "priceBase", "taxRate"]);

/**
 * Reads single terms out of an extract, each with its name in the model: parses it, remembers where it stands, and
 * notes what is wrong with it. Nothing is repaired: a value that cannot be read is undefined and has a finding.
 */
export class TermReader {
  readonly findings: Finding[] = [];
  readonly places = new Map<string, Place>();
  /** The invoice currency (BT-5), once it is known; amounts that name another one are noted. */
  currency: string | undefined;

  /** The text of a term, without the white space of XML around it; undefined when absent or blank. */
  text(from: Extract, term: Term, field: string): string | undefined {
    const leaf = this.leaf(from, term, field);
    return leaf === undefined ? undefined : trimmed(leaf);
  }

  /** The one leaf of a term. When it is written several times with different values, that is a finding. */
  leaf(from: Extract, term: Term, field: string): Leaf | undefined {
    const leaves = filled(from.terms.get(term));
    const first = leaves[0];
    if (first === undefined) return undefined;
    this.places.set(field, first.place);
    const other = leaves.find((leaf) => trimmed(leaf) !== trimmed(first));
    if (other !== undefined) this.#note("TERM-REPEATED", "fatal", field, REPEATED, trimmed(first), trimmed(other));
    return first;
  }

  /** All texts of a term that may repeat. */
  texts(from: Extract, term: Term, field: string): readonly string[] {
    const leaves = filled(from.terms.get(term));
    const first = leaves[0];
    if (first !== undefined) this.places.set(field, first.place);
    return leaves.map(trimmed);
  }

  /** A number, in the lexical form of xs:decimal. */
  decimal(from: Extract, term: Term, field: string): Decimal | undefined {
    const leaf = this.leaf(from, term, field);
    return leaf === undefined ? undefined : this.decimalOf(leaf, term, field);
  }

  /** An amount of money, which is in the invoice currency unless it says otherwise. */
  amount(from: Extract, term: Term, field: string): Decimal | undefined {
    const leaf = this.leaf(from, term, field);
    if (leaf === undefined) return undefined;
    const named = leaf.attributes.get("currencyID");
    if (named !== undefined && this.currency !== undefined && named !== this.currency) {
      this.#note("CURRENCY-MIXED", "fatal", field, MIXED, this.currency, named);
    }
    return this.decimalOf(leaf, term, field);
  }

  decimalOf(leaf: Leaf, term: Term, field: string): Decimal | undefined {
    const value = parseDecimal(trimmed(leaf));
    const severity = SIDE_TERMS.has(term) ? "warning" : "fatal";
    if (value === undefined) this.#note("FORMAT-DECIMAL", severity, field, NO_NUMBER, "12345.67", trimmed(leaf));
    return value;
  }

  /** A calendar date, `YYYY-MM-DD`, whatever form the syntax writes. */
  date(from: Extract, term: Term, field: string): string | undefined {
    const leaf = this.leaf(from, term, field);
    if (leaf === undefined) return undefined;
    const date = dateOf(trimmed(leaf), leaf.attributes.get("format"));
    if (date === undefined) this.#note("FORMAT-DATE", "fatal", field, NO_DATE, "2026-11-30", trimmed(leaf));
    return date;
  }

  /** A truth value of XML Schema. */
  flag(from: Extract, term: Term, field: string): boolean | undefined {
    const text = this.text(from, term, field);
    if (text === "true" || text === "1") return true;
    if (text === "false" || text === "0") return false;
    if (text !== undefined) this.#note("FORMAT-BOOLEAN", "fatal", field, NO_FLAG, "true or false", text);
    return undefined;
  }

  #note(
    rule: string,
    severity: Finding["severity"],
    field: string,
    message: string,
    expected: string,
    actual: string,
  ): void {
    this.findings.push({ rule, severity, message, field, expected: shorten(expected), actual: shorten(actual) });
  }
}

const REPEATED = "A term that may occur once is written several times with different values.";
const MIXED = "An amount is in another currency than the invoice.";
const NO_NUMBER = "The value is not a decimal number as XML writes it.";
const NO_FLAG = "The value is neither true nor false.";
const NO_DATE = "The value is not a calendar date in the form of this syntax.";

/** `2026-11-30` with an optional zone or time behind it (UBL, 数电票). */
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})(?:Z|[+-]\d{2}:\d{2}|[ T]\d{2}:\d{2}:\d{2})?$/;
/** `20261130`, format 102 of UN/CEFACT. */
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})$/;

function dateOf(text: string, format: string | undefined): string | undefined {
  if (format !== undefined && format !== "102") return undefined;
  const parts = (format === "102" ? COMPACT_DATE : ISO_DATE).exec(text);
  return parts === null ? undefined : calendarDate(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/**
 * The text of a leaf without the white space of XML at its ends (tab, line feed, carriage return, space). No pattern:
 * one that is anchored at the end would take quadratic time over a long run of spaces.
 */
export function trimmed(leaf: Leaf): string {
  const { text } = leaf;
  let start = 0;
  let end = text.length;
  while (start < end && XML_SPACE.has(text.charCodeAt(start))) start += 1;
  while (end > start && XML_SPACE.has(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

const XML_SPACE: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20]);

function filled(leaves: readonly Leaf[] | undefined): readonly Leaf[] {
  return (leaves ?? []).filter((leaf) => trimmed(leaf) !== "");
}
