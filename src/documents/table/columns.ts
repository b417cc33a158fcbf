/** Which column is what, by headers that systems of several languages write. */

/** Of each field the headers that mean it, as {@link levelled} leaves them, likelier ones first, parted by blanks. */
export type FieldWords<Field extends string> = Readonly<Record<Field, string>>;
export type ColumnsOf<Field extends string> = Readonly<Partial<Record<Field, string>>>;

/** Case, blanks and punctuation tell no headers apart. */
function levelled(header: string): string {
  return header
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/**
 * What the headers themselves say; of a field that several could be, the likeliest, and each column once.
 * @param fields In the order in which they take their columns.
 */
export function guessColumns<Field extends string>(
  fields: readonly Field[],
  words: FieldWords<Field>,
  headers: readonly string[],
): ColumnsOf<Field> {
  const levels = headers.map(levelled);
  // Of two headers that read alike none is chosen.
  const alone = headers.filter(
    (_, place) => levels.indexOf(levels[place] ?? "") === levels.lastIndexOf(levels[place] ?? ""),
  );
  const free = new Map(alone.map((header) => [levelled(header), header]));
  const found: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const word = words[field].split(" ").find((candidate) => free.has(candidate));
    if (word === undefined) continue;
    found[field] = free.get(word) ?? word;
    free.delete(word);
  }
  return found;
}
