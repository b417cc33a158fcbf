/**
 * Who is behind a holder: the factor whose desk it is, or the holder itself. Everything that an organisation may see or
 * do as a holder it may as the factor of a desk, so that conditions of SQL are made here.
 */

/** Whose an account in SQL is. @param account An expression of SQL. */
export function behind(account: string): string {
  return `coalesce((select factor from desks where desk = ${account}), ${account})`;
}

/** The holders that an organisation is behind, for what stands after `in`. @param organisation An expression of SQL. */
export function holdersOf(organisation: string): string {
  return `(${organisation}, (select desk from desks where factor = ${organisation}))`;
}

/** Whether an organisation is supplier or buyer of a receivable, or behind its holder. @param r The table. */
export function isPartyOf(organisation: string, r = "receivables"): string {
  return `(${organisation} in (${r}.supplier, ${r}.buyer) or ${r}.holder in ${holdersOf(organisation)})`;
}

/**
 * The ways in which an organisation can be something to a receivable, each a condition of its own that an index meets:
 * a holder is one itself and by its desk, of which it may have none.
 */
export function waysOf(
  role: "supplier" | "buyer" | "holder",
  organisation: string,
): readonly ((r: string) => string)[] {
  const itself = (r: string): string => `${r}.${role} = ${organisation}`;
  if (role !== "holder") return [itself];
  return [itself, (r) => `${r}.holder = (select desk from desks where factor = ${organisation})`];
}
