/** Groups of affiliates are told apart by their names (R50). */

/** What every spelling of a group's name has in common: neither case nor spaces make two groups of one. */
export function groupKey(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}

/** The same groups, each in one spelling wherever it is named: the first of its spellings in the order of texts. */
export function spelledOnce<Member>(groups: ReadonlyMap<Member, string>): ReadonlyMap<Member, string> {
  const spellings = new Map<string, string>();
  for (const name of [...groups.values()].sort()) {
    const key = groupKey(name);
    if (!spellings.has(key)) spellings.set(key, name);
  }
  return new Map([...groups].map(([member, name]) => [member, spellings.get(groupKey(name)) ?? name]));
}
