/** By what two books name the same document. */
import { familyOf } from "../../domain/ledgerItem.ts";
import type { LedgerItem } from "../../domain/ledgerItem.ts";

/** White space and characters that are not shown; and dots, but those between digits, or 1.12 were 11.2. */
const NOTHING = /[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+|(?<!\d)\.|\.(?!\d)/gu;
const PUNCTUATION = /[^\p{L}\p{N}]+/gu;
const LEADING_ZEROS = /^0+(?=.)/;
const DIGITS = /\d+/g;
/** Fewer digits than this tell documents of one firm apart only by chance. */
const TELLING_DIGITS = 3;

/** A number as both sides would type it: NFKC, capitals, without blanks, dots and leading zeros (stage 0). */
export function numberKey(number: string): string {
  return number.normalize("NFKC").toUpperCase().replace(NOTHING, "").replace(LEADING_ZEROS, "");
}

/**
 * What is left of a number that was typed carelessly: its runs of digits without leading zeros, so that `INV-2026/0012`
 * and `re 2026-12` are near. Undefined where that is too little to mean anything.
 */
export function nearKey(number: string): string | undefined {
  const runs = number.normalize("NFKC").match(DIGITS) ?? [];
  const bare = runs.map((run) => run.replace(LEADING_ZEROS, ""));
  return bare.join("").length < TELLING_DIGITS ? undefined : bare.join("-");
}

/** A number without its punctuation; undefined where nothing is left. */
export function barePunctuation(number: string): string | undefined {
  return numberKey(number).replace(PUNCTUATION, "") || undefined;
}

/** Documents of one number are the same only if both are claims, or both deductions, or both money. */
export function sameNumber(item: LedgerItem): string | undefined {
  const key = numberKey(item.number);
  return key === "" ? undefined : `${familyOf(item)}|${key}`;
}

export function sameReceivable(item: LedgerItem): string | undefined {
  return item.receivable === undefined ? undefined : `${familyOf(item)}|${item.receivable.toLowerCase()}`;
}

export function nearNumberAndAmount(item: LedgerItem): string | undefined {
  const key = nearKey(item.number);
  return key === undefined ? undefined : `${sameAmount(item)}|${key}`;
}

export function orderKey({ order }: LedgerItem): string | undefined {
  return numberKey(order) || undefined;
}

export function orderAndAmount(item: LedgerItem): string | undefined {
  const order = orderKey(item);
  return order === undefined ? undefined : `${sameAmount(item)}|${order}`;
}

export function sameAmount(item: LedgerItem): string {
  return `${familyOf(item)}|${item.amount}`;
}
