/**
 * Texts of a policy's own, by the template that a level names: what a notice is called, how it begins and how it ends.
 * The table of what is open, its sums, and what the law has a notice say are never a policy's to word.
 */

/** What a text may name, written in braces. */
export const PLACEHOLDERS = [
  "customer",
  "attention",
  "sender",
  "payee",
  "reference",
  "date",
  "payBy",
  "count",
  "total",
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** A subject is read by more eyes than the notice, and says no sum. */
export const SUBJECT_PLACEHOLDERS: readonly Placeholder[] = PLACEHOLDERS.filter((name) => name !== "total");

/** The parts of a notice that a policy may word; each is one line. */
export interface Wording {
  readonly subject: string;
  readonly opening: string;
  readonly closing: string;
}

export interface PolicyText extends Wording {
  readonly template: string;
  readonly language: "en" | "zh";
}

const NAMED = /\{([^{}]*)\}/g;

/** The first thing in braces that nothing stands for, or a brace without another; undefined where there is none. */
export function unknownIn(text: string, allowed: readonly Placeholder[]): string | undefined {
  for (const [written, name = ""] of text.matchAll(NAMED)) {
    if (!allowed.some((one) => one === name)) return written;
  }
  return /[{}]/.exec(text.replace(NAMED, ""))?.[0];
}

/** How an account of a bank may be written: an IBAN, digits in a row, or digits in groups, at most one sign between. */
const IBAN = /(?<![\p{L}\p{N}])(?=([A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}))/giu;
const NUMBERS = /\d{8,}|\d(?:[ ./-]?\d){13,}/u;
/** Fewer digits after its head are words that follow a day or a number. */
const LEAST_IBAN_DIGITS = 6;

/**
 * What looks like the number of an account, whatever blanks, scripts or invisible signs it is written with; undefined
 * where nothing does. Telephone numbers in groups are none.
 */
export function accountIn(text: string): string | undefined {
  const plain = text
    .normalize("NFKC")
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/[\u2010-\u2015\u2212]/gu, "-");
  for (const [, found = ""] of plain.matchAll(IBAN)) {
    if (found.slice(4).replaceAll(/\D/g, "").length >= LEAST_IBAN_DIGITS) return found;
  }
  return NUMBERS.exec(plain)?.[0];
}

/** What a value says in braces stays as it is. */
export function filled(text: string, values: Readonly<Record<Placeholder, string>>): string {
  return text.replace(NAMED, (written, name: string) => (isPlaceholder(name) ? values[name] : written));
}

function isPlaceholder(name: string): name is Placeholder {
  return PLACEHOLDERS.some((one) => one === name);
}
