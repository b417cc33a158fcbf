/** Words of one screen or one part of the portal, in both languages. */
import { useTranslation } from "react-i18next";
import { words } from "./i18n.ts";

/** "rows_one" and "rows_other" are both asked for as "rows", with `count`. */
type Asked<Key extends string> = Key extends `${infer Stem}_${"one" | "other"}` ? Stem : Key;
/** Chinese has one form for any number. */
type Chinese<Key extends string> = Key extends `${string}_one` ? never : Key;

/** What stands in the braces of a sentence. `count` also chooses the plural. */
export type Values = Readonly<Record<string, string | number>>;
export type Say<Key extends string> = (key: Asked<Key>, values?: Values) => string;

/**
 * Registers words and gives the hook that says them. The type asks for every Chinese sentence that there is in English.
 * @param namespace Of its own for every file of words.
 */
export function wordsOf<Key extends string>(
  namespace: string,
  { en, zh }: { readonly en: Readonly<Record<Key, string>>; readonly zh: Readonly<Record<Chinese<Key>, string>> },
): () => Say<Key> {
  words.addResourceBundle("en", namespace, en);
  words.addResourceBundle("zh", namespace, zh);
  return () => {
    const { t } = useTranslation(namespace, { i18n: words });
    // The library's own types know one set of words for a whole program; those of this file are the type `Key`.
    return t as unknown as (key: string, values?: Values) => string;
  };
}
