import { TermsError } from "../../domain/terms.ts";
import { structureOf } from "../../wire/json.ts";

/**
 * Parses JSON and refuses what `JSON.parse` lets pass: a field that stands twice in one object, of which all but the
 * last would be lost without a word. @throws TermsError
 */
export function parseJson(text: string): unknown {
  const value = parse(text);
  for (const { name, isRepeated } of structureOf(text)) {
    if (name !== undefined && isRepeated) throw new TermsError(name, "given twice", "keep one of them");
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new TermsError("the file", "no JSON", `correct it: ${cause instanceof Error ? cause.message : "unknown"}`);
  }
}
