/** What banks write where they have nothing to write: it identifies nothing, and two of them are not equal. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(["NONREF", "NOREF", "NOTPROVIDED", "NOT PROVIDED", "KREF+", "EREF+"]);

/** A reference, or undefined for a placeholder, for nothing and for zeros alone. */
export function reference(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const bare = text.trim();
  if (bare === "" || PLACEHOLDERS.has(bare.toUpperCase()) || /^0+$/.test(bare)) return undefined;
  return bare;
}

/** The text without white space at its ends, or undefined when nothing is left. */
export function filled(text: string | undefined): string | undefined {
  const bare = text?.trim();
  return bare === "" ? undefined : bare;
}

/** Whether a text has the form of an IBAN (ISO 13616): country, two check digits, up to thirty letters and digits. */
export function looksLikeIban(text: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Za-z0-9]{11,30}$/.test(text);
}

/** An account number under the name that its form asks for. */
export function accountNumber(text: string | undefined): {
  readonly iban: string | undefined;
  readonly otherId: string | undefined;
} {
  const bare = filled(text);
  if (bare === undefined) return { iban: undefined, otherId: undefined };
  return looksLikeIban(bare) ? { iban: bare, otherId: undefined } : { iban: undefined, otherId: bare };
}
