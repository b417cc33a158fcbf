/** Whether what an act says of a statement is what the signer's own gateway reckoned from the signer's own books. */
import type { Address } from "../../domain/receivable.ts";
import { statementId } from "../../domain/statement.ts";
import type { Sum } from "../../domain/statement.ts";
import type { Sql } from "../../store/database.ts";
import { reckonedBalances, reckonedResults } from "../../store/statementReckonings.ts";
import { ProblemError } from "../http/problems.ts";
import { isOfStatement } from "./plans.ts";
import type { Plan } from "./plans.ts";

/** A field in which an act differs from the books. */
interface Differing {
  /** As the act calls it: `exceptions.result`. */
  readonly field: string;
  readonly given: string;
  readonly reckoned: string;
}

/** An organisation without books here may keep them elsewhere: its acts are then unverified. */
export type Reckoning =
  { readonly kind: "none" | "equal" | "unverified" } | { readonly kind: "differs"; readonly differing: Differing };

const NONE: Reckoning = { kind: "none" };
const EQUAL: Reckoning = { kind: "equal" };
const UNVERIFIED: Reckoning = { kind: "unverified" };

/**
 * As the books stand now. @param plan As the organisation signs it whose books are asked.
 * @returns "none" for an act that says no balance and no result
 */
export async function reckoningOf(sql: Sql, plan: Plan | null): Promise<Reckoning> {
  if (plan === null || !isOfStatement(plan)) return NONE;
  const { deed, statement, party } = plan;
  const whose = { organisation: party, statement: statementId(statement) };
  switch (deed.verb) {
    case "agreeBalanceExcept": {
      const made = await reckonedResults(sql, whose, deed.roots);
      const given = { ...deed.exceptions, balance: deed.balance };
      if (made.length > 0) return judged(fieldsOf(given), made.map(fieldsOf), EQUAL);
      const balances = await reckonedBalances(sql, whose, deed.roots.supplierRoot, "any");
      return judged(sumFields(deed.balance), balances.map(sumFields), UNVERIFIED);
    }
    case "agreeBalance": {
      const root = party === statement.supplier ? deed.roots.buyerRoot : deed.roots.supplierRoot;
      const balances = await reckonedBalances(sql, whose, root, "own");
      return judged(sumFields(deed.balance), balances.map(sumFields), EQUAL);
    }
    case "rejectBalance": {
      const root = party === statement.supplier ? deed.roots.supplierRoot : deed.roots.buyerRoot;
      const balances = await reckonedBalances(sql, whose, root, "own");
      // The salt of a sum that is rejected need not be the books': the other side could guess the sum with it.
      return judged(amountField(deed.balance), balances.map(amountField), EQUAL);
    }
    default:
      return NONE;
  }
}

type Fields = Readonly<Record<string, string>>;

function amountField({ amount }: Sum): Fields {
  return { "balance.amount": amount.toString() };
}

function sumFields(sum: Sum): Fields {
  return { ...amountField(sum), "balance.salt": sum.salt };
}

function fieldsOf({ result, count, balance }: { result: string; count: number; balance: Sum }): Fields {
  return { "exceptions.result": result, "exceptions.count": count.toString(), ...sumFields(balance) };
}

/** @param reckoned The latest first; whichever of them is equal will do. @param equal What it is then. */
function judged(given: Fields, reckoned: readonly Fields[], equal: Reckoning): Reckoning {
  const [latest] = reckoned;
  if (latest === undefined) return UNVERIFIED;
  const differing = reckoned.map((own) => Object.keys(given).find((field) => given[field] !== own[field]));
  const [field] = differing;
  if (field === undefined || differing.includes(undefined)) return equal;
  return { kind: "differs", differing: { field, given: given[field] ?? "", reckoned: latest[field] ?? "" } };
}

/**
 * Nobody signs what its own books contradict. @param part Of the request that says it, if one does.
 * @returns whether the act is unverified. @throws ProblemError `ResultUnreckoned`
 */
export async function checkReckoned(sql: Sql, plan: Plan, part?: "body"): Promise<boolean> {
  const reckoning = await reckoningOf(sql, plan);
  if (reckoning.kind === "differs") throw unreckoned(reckoning.differing, plan.party, part);
  return reckoning.kind === "unverified";
}

function unreckoned({ field, given, reckoned }: Differing, party: Address, part: "body" | undefined): ProblemError {
  const fault = `${field} is ${given}, and the books of ${party} here come to ${reckoned}`;
  const wayOut = "compare both books first, and sign what that gives; withdraw what says anything else";
  const faults = part === undefined ? [] : [{ at: `${part}.${field}`, message: fault }];
  return new ProblemError("ResultUnreckoned", `${fault}: ${wayOut}`, { faults });
}
