/** Groups of affiliates are told apart by their names (R50). */

/** What every spelling of a group's name has in common: neither case nor spaces make two groups of one. */
export function groupKey(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}
