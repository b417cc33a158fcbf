/** Compares values with what they have to be. */
import type { Language } from "../../words/enumerations/word.ts";
import { isWanted, unitsOf } from "./comparing.ts";
import type { Expected, Facts, Matter, Wanted } from "./expected.ts";
import { fault } from "./faults.ts";
import { valueAt } from "./values.ts";
import type { Value, Values } from "./values.ts";

export function matterOf(values: Values, expected: Expected): Matter {
  const { organisation, known, currencyOf } = expected;
  const own = [organisation, ...(known.desks ?? [])];
  return { expected, values, own, units: (text, currency) => unitsOf(text, currency, currencyOf) };
}

/** What differs, value by value; what is missing differs too. */
export function valueFaults(facts: Facts, values: Values, language: Language): readonly string[] {
  return Object.entries(facts).flatMap(([path, wanted]) => {
    const value = valueAt(values, path);
    if (wanted === undefined || isWanted(value, wanted)) return [];
    return [fault("value", language, { what: path, is: written(value), wanted: written(wanted) })];
  });
}

/** A value for people who look for what is wrong. */
export function written(value: Value | Wanted | undefined): string {
  if (Array.isArray(value)) return value.map((one: Value) => written(one)).join(", ");
  return typeof value === "object" ? "…" : String(value);
}
