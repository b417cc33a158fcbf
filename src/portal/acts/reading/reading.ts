/** What is about to be signed or sent, in words: read from itself, never from what the gateway says beside it. */
import type { Address } from "../../../domain/receivable.ts";
import type { Language } from "../../words/enumerations/word.ts";

/** What a currency is called; undefined for one that is not known, whose amounts are shown in minor units. */
export type CurrencyOf = (address: Address) => { readonly code: string; readonly decimals: number } | undefined;

/** How whoever signs reads. */
export interface Reader {
  readonly language: Language;
  readonly currencyOf: CurrencyOf;
}

export type RowKind = "money" | "address" | "date" | "instant" | "hash" | "text" | "choice" | "rate";

/** One value of what is signed. */
export interface Row {
  readonly label: string;
  readonly value: string;
  readonly kind: RowKind;
  /** As it is signed: numbers in decimal digits, minor units, unix seconds, days since 1970-01-01. */
  readonly raw: string;
}

export interface Reading {
  /** What signing or sending does, in one line. */
  readonly intent: string;
  readonly rows: readonly Row[];
  /** Paths of what is signed too and says nothing to people: salts, nonces, proofs. */
  readonly hidden: readonly string[];
}

/** Where the contracts of this ledger are, as the user trusts them: from its own setting, never from an intent. */
export interface Known {
  readonly chainId: number;
  readonly ledger: Address;
  readonly directory?: Address | undefined;
  readonly statements?: Address | undefined;
  readonly factoring?: Address | undefined;
  readonly collections?: Address | undefined;
  /** Desks of factors that the user deals with, its own among them. */
  readonly desks?: readonly Address[] | undefined;
}

/** What is to be signed is nothing that the portal knows from end to end: nobody signs it. */
export class UnreadableError extends Error {
  constructor(fault: string) {
    super(fault);
    this.name = "UnreadableError";
  }
}
