/** Whether a call that the user's own account sends is what the user asked for. */
import { keccak256 } from "../../../domain/hash.ts";
import type { Address, Hex } from "../../../domain/receivable.ts";
import type { Language } from "../../words/enumerations/word.ts";
import { CALL_RULES } from "./callFacts.ts";
import type { CallRule } from "./callFacts.ts";
import { decoded } from "./calls.ts";
import type { Call, Decoded } from "./calls.ts";
import { unitsOf } from "./comparing.ts";
import { withComputed } from "./computed.ts";
import { UncomparableError } from "./expected.ts";
import type { Asked, Expected, Facts, Matter } from "./expected.ts";
import { fault } from "./faults.ts";
import { matterOf, valueFaults, written } from "./matching.ts";
import { UnreadableError } from "./reading.ts";
import { valueAt } from "./values.ts";

type Rule = Omit<CallRule<Asked["verb"]>, "facts" | "inner"> & {
  readonly facts: (asked: Asked, matter: Matter) => Facts;
  readonly inner?: (asked: Asked, matter: Matter) => Facts;
};

/**
 * @returns Why not to send it; empty where it is what was asked for. An allowance that is given first is held to what
 * the act may cost. What can be signed is not checked as a call: sign it.
 */
export function checkCall(call: Call, expected: Expected, language: Language): readonly string[] {
  const { asked, known, currencyOf } = expected;
  try {
    const found = decoded(call, { known, currencyOf });
    if (found.contract === "currency") return allowanceFaults(found, expected, language);
    const rule = Object.hasOwn(CALL_RULES, asked.verb)
      ? (CALL_RULES as unknown as Readonly<Record<string, Rule>>)[asked.verb]
      : undefined;
    if (rule === undefined) return [fault("uncomparable", language, { what: found.entry.name })];
    return ruleFaults(found, rule, expected, language);
  } catch (error) {
    if (error instanceof UnreadableError) return [fault("unreadable", language, { what: error.message })];
    if (error instanceof UncomparableError) return [fault("uncomparable", language, { what: error.message })];
    throw error;
  }
}

function ruleFaults(found: Decoded, rule: Rule, expected: Expected, language: Language): readonly string[] {
  const { contract, entry, to } = found;
  const [is, wanted] = [`${contract}.${entry.name}`, `${rule.contract}.${rule.name}`];
  if (is !== wanted) return [fault("kind", language, { is, wanted })];
  const { call } = found.values;
  const hashed = typeof call === "string" ? { call: { hash: keccak256(call as Hex) } } : {};
  const values = { ...withComputed(found.values), ...hashed, sentTo: to };
  const faults = valueFaults(rule.facts(expected.asked, matterOf(values, expected)), values, language);
  if (rule.inner === undefined || typeof call !== "string") return faults;
  const inner = decoded({ to: expected.known.ledger, data: call }, expected);
  if (inner.entry.name !== expected.asked.verb) {
    return [...faults, fault("kind", language, { is: inner.entry.name, wanted: expected.asked.verb })];
  }
  const innerValues = withComputed(inner.values);
  const facts = rule.inner(expected.asked, matterOf(innerValues, expected));
  return [...faults, ...valueFaults(facts, innerValues, language)];
}

/** Money may be moved by this ledger and its desks, and no more of it than the act may cost. */
function allowanceFaults(
  { to, values }: Decoded,
  { asked, known, currencyOf }: Expected,
  language: Language,
): readonly string[] {
  const { amount } = values;
  const places = [known.ledger, ...(known.desks ?? [])];
  const faults = valueFaults({ spender: places }, values, language);
  const most = mostOf(asked, to, currencyOf);
  if (most === undefined || (typeof amount === "bigint" && amount <= most)) return faults;
  const what = { what: "amount", is: written(valueAt(values, "amount")), wanted: written(most) };
  return [...faults, fault("value", language, what)];
}

/** What an act may cost; undefined where it names no sum, and the user sees the allowance alone. */
function mostOf(asked: Asked, currency: Address, currencyOf: Expected["currencyOf"]): bigint | undefined {
  if (asked.verb === "pay" || asked.verb === "repay") return unitsOf(asked.maxCash, currency, currencyOf);
  return asked.verb === "recordReceipt" ? unitsOf(asked.cash, currency, currencyOf) : undefined;
}
