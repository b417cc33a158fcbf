/** What an intent is to do about a statement, in the domain's words. */
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { debtHash, NO_ROOTS } from "../../domain/statement.ts";
import type { Exceptions, Posting, Roots, Sum } from "../../domain/statement.ts";
import type { StatementState } from "../../domain/statementFold.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { ActOnStatement } from "../../wire/act.ts";
import { ProblemError } from "../http/problems.ts";
import type { Tokens } from "../receivables/showing.ts";
import { randomHash } from "./agreeing.ts";
import { signedUnits } from "./amounts.ts";

/** About the roots as both sides had posted them last. */
interface OfRoots {
  readonly roots: Roots;
}

export type StatementDeed =
  | { readonly verb: "postStatement"; readonly posting: Omit<Posting, "party"> }
  | (OfRoots & { readonly verb: "agreeBalance"; readonly balance: Sum })
  | (OfRoots & {
      readonly verb: "agreeBalanceExcept" | "rejectBalance";
      readonly exceptions: Exceptions;
      readonly balance: Sum;
    })
  | (OfRoots & { readonly verb: "acknowledgeDebt"; readonly debt: Sum; readonly payBy: number })
  | (OfRoots & { readonly verb: "receiveDemand"; readonly demand: Hex });

const NO_EXCEPTIONS: Exceptions = { result: ZERO_HASH, count: 0 };

/**
 * What an act is to do to a statement as it stands. @param state Undefined where nobody has posted. @param party Whose
 * act it is. @throws ProblemError for amounts that do not fit the currency, and for a debt that is none
 */
export function statementDeedOf(
  act: ActOnStatement,
  state: StatementState | undefined,
  party: Address,
  tokens: Tokens,
): StatementDeed {
  const units = (amount: string, field: string): bigint =>
    signedUnits(amount, act.statement.currency, tokens, `body.${field}.amount`);
  const roots = rootsOf(state);
  switch (act.verb) {
    case "postStatement": {
      const { verb, root, keys, replyBy = 0 } = act;
      const last = party === act.statement.supplier ? state?.supplier : state?.buyer;
      const following = { replaces: last?.root ?? ZERO_HASH, version: (last?.version ?? 0) + 1 };
      return { verb, posting: { root, keys, replyBy, ...following } };
    }
    case "agreeBalance": {
      const { verb, balance } = act;
      return { verb, roots, balance: { amount: units(balance.amount, "balance"), salt: balance.salt } };
    }
    case "agreeBalanceExcept":
    case "rejectBalance": {
      const { verb, balance, exceptions = NO_EXCEPTIONS } = act;
      return { verb, roots, exceptions, balance: { amount: units(balance.amount, "balance"), salt: balance.salt } };
    }
    case "acknowledgeDebt": {
      const { verb, debt, payBy } = act;
      const sum = { amount: units(debt.amount, "debt"), salt: debt.salt ?? randomHash() };
      return { verb, roots, debt: owed(sum), payBy: payBy === undefined ? 0 : dayNumber(payBy) };
    }
    case "receiveDemand":
      return { verb: act.verb, roots, demand: act.demand };
  }
}

/** The roots that an act is about, as the index has them. */
function rootsOf(state: StatementState | undefined): Roots {
  if (state === undefined) return NO_ROOTS;
  const { supplier, buyer } = state;
  return {
    supplierRoot: supplier?.root ?? ZERO_HASH,
    supplierVersion: supplier?.version ?? 0,
    buyerRoot: buyer?.root ?? ZERO_HASH,
    buyerVersion: buyer?.version ?? 0,
  };
}

/** @throws ProblemError `AmountUnfit` in the domain's own words for what is no debt of the organisation's */
function owed(debt: Sum): Sum {
  try {
    debtHash(debt);
    return debt;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const faults = [{ at: "body.debt.amount", message: error.message }];
    throw new ProblemError("AmountUnfit", error.message, { faults, cause: error });
  }
}

/** The sum that the signer sees, minor units; null of what has none. */
export function sumIn(deed: StatementDeed): Sum | null {
  switch (deed.verb) {
    case "agreeBalance":
    case "agreeBalanceExcept":
    case "rejectBalance":
      return deed.balance;
    case "acknowledgeDebt":
      return deed.debt;
    default:
      return null;
  }
}

/** The versions that a deed names: it is wanted once about them, and means nothing about any other. */
export function versionsIn(deed: StatementDeed): string {
  if (deed.verb === "postStatement") return deed.posting.version.toString();
  return `${deed.roots.supplierVersion}/${deed.roots.buyerVersion}`;
}
