/** Which accounts are one person: duties and approvals are counted by people, and not by their keys. */
import type { Address } from "../receivable.ts";

/** Somebody as the members' list has them. */
export interface KnownAccount {
  readonly account: Address;
  readonly name: string | null;
  readonly email: string | null;
}

/** A statement that two accounts are one person's. */
export interface AccountLink {
  readonly account: Address;
  readonly sameAs: Address;
}

/** Who an account is: the same text for all accounts of one person. */
export type PersonOf = (account: Address) => string;

/**
 * Accounts are one person's where it was stated, and where members have the same name or e-mail address, in whatever
 * case and spacing: whoever takes two people of one name for one can tell them apart by their names here.
 */
export function peopleOf(members: readonly KnownAccount[], links: readonly AccountLink[]): PersonOf {
  const parents = new Map<string, string>();
  const root = (key: string): string => {
    let found = key;
    for (let next = parents.get(found); next !== undefined; next = parents.get(found)) found = next;
    return found;
  };
  const join = (left: string, right: string): void => {
    const [one, other] = [root(left), root(right)].sort();
    // The least account of a person is what the person goes by, and words stand after accounts.
    if (one !== undefined && other !== undefined && one !== other) parents.set(other, one);
  };
  for (const { account, name, email } of members) {
    if (name !== null) join(account, `name ${folded(name)}`);
    if (email !== null) join(account, `mail ${folded(email)}`);
  }
  for (const { account, sameAs } of links) join(account, sameAs);
  return root;
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/\s+/gu, " ").trim();
}
