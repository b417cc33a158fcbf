/** Who paid: parties by account and by name, and accounts that the bank itself names after a party. */
import type { CashLine, Party } from "./model.ts";
import { Scanner, normalName } from "./text.ts";

/** No party, or more than one. */
export const NOBODY = -1;
const LONGEST_NAME = 512;
/** One line may bear a wrong name; an account is known by it when a second one agrees. */
const LINES_THAT_NAME = 2;

/** A name or account that confirmed matches have shown to be a party's; see `aliases.ts`. */
export interface Alias {
  readonly name: string;
  readonly account: string;
  readonly party: string;
}

/** Places in the list of evidence. */
export const BY_NOTHING = 0;
export const BY_ACCOUNT = 1;
export const BY_NAME = 2;
export const BY_REFERENCE = 3;
export const BY_ALIAS = 4;

/** Names or accounts in normal form and whose they are; what two parties share is nobody's. */
class Directory {
  readonly #parties = new Map<string, number>();
  /** As the bank writes them, so that each spelling is brought into normal form once. */
  readonly #seen = new Map<string, number>();
  readonly #normal: (text: string) => string;

  constructor(normal: (text: string) => string) {
    this.#normal = normal;
  }

  add(text: string, party: number): void {
    const key = this.#normal(text);
    if (key === "") return;
    const known = this.#parties.get(key);
    this.#parties.set(key, known === undefined || known === party ? party : NOBODY);
  }

  find(text: string): number {
    if (text === "") return NOBODY;
    const seen = this.#seen.get(text);
    if (seen !== undefined) return seen;
    const party = this.#parties.get(this.#normal(text)) ?? NOBODY;
    this.#seen.set(text, party);
    return party;
  }
}

/** What finding the payer of a line came to. */
export interface Payer {
  readonly party: number;
  readonly evidence: number;
}

/** Finds payers. Its answer does not depend on the order of the lines. */
export class Payers {
  readonly #names: Directory;
  readonly #accounts: Directory;
  readonly #aliasNames: Directory;
  readonly #aliasAccounts: Directory;
  readonly #normalAccount: (text: string) => string;
  /** Of an account the party that lines with it name, how often; {@link NOBODY} once they disagree. */
  readonly #named = new Map<string, { party: number; lines: number }>();

  /** @param indexOf The index of a party by its id. */
  constructor(parties: readonly Party[], aliases: readonly Alias[], indexOf: ReadonlyMap<string, number>) {
    const scanner = new Scanner(LONGEST_NAME);
    const name = (text: string): string => normalName(scanner, text);
    this.#normalAccount = (text) => name(text).replaceAll(" ", "");
    this.#names = new Directory(name);
    this.#accounts = new Directory(this.#normalAccount);
    this.#aliasNames = new Directory(name);
    this.#aliasAccounts = new Directory(this.#normalAccount);
    parties.forEach((party, index) => {
      for (const known of party.names) this.#names.add(known, index);
      for (const known of party.accounts) this.#accounts.add(known, index);
    });
    for (const alias of aliases) {
      const party = indexOf.get(alias.party);
      if (party === undefined) continue;
      this.#aliasNames.add(alias.name, party);
      this.#aliasAccounts.add(alias.account, party);
    }
  }

  /** Takes note of accounts whose lines bear the names of parties; all lines come before the first {@link find}. */
  note(lines: readonly CashLine[]): void {
    for (const { payerAccount, payerName } of lines) {
      if (payerAccount === "") continue;
      const party = this.#names.find(payerName);
      if (party === NOBODY) continue;
      const known = this.#named.get(payerAccount);
      if (known === undefined) this.#named.set(payerAccount, { party, lines: 1 });
      else {
        known.lines += 1;
        if (known.party !== party) known.party = NOBODY;
      }
    }
  }

  find(line: CashLine): Payer {
    const byAccount = this.#accounts.find(line.payerAccount);
    if (byAccount !== NOBODY) return { party: byAccount, evidence: BY_ACCOUNT };
    const byName = this.#names.find(line.payerName);
    if (byName !== NOBODY) return { party: byName, evidence: BY_NAME };
    const named = this.#named.get(line.payerAccount);
    if (named !== undefined && named.lines >= LINES_THAT_NAME && named.party !== NOBODY) {
      return { party: named.party, evidence: BY_ACCOUNT };
    }
    return this.#byAlias(line);
  }

  #byAlias(line: CashLine): Payer {
    const account = this.#aliasAccounts.find(line.payerAccount);
    const party = account === NOBODY ? this.#aliasNames.find(line.payerName) : account;
    return { party, evidence: party === NOBODY ? BY_NOTHING : BY_ALIAS };
  }
}
