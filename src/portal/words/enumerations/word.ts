/** Words for values that the wire has codes for: a new value does not compile before it has words. */

export type Language = "en" | "zh";

/** One thing in both languages. */
export interface Word {
  readonly en: string;
  readonly zh: string;
}

/** A word for every value of an enumeration. */
export type Words<Value extends string> = Readonly<Record<Value, Word>>;

const NOTHING = "—";

/** A value in words: what has none, since the gateway is newer than the portal, is shown as it is. */
export function wordFor(
  words: Readonly<Record<string, Word>>,
  value: string | null | undefined,
  language: Language,
): string {
  if (value === null || value === undefined) return NOTHING;
  return (Object.hasOwn(words, value) ? words[value]?.[language] : undefined) ?? value;
}
