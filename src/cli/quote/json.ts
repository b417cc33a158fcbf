import { TermsError } from "../../domain/terms.ts";

/**
 * Parses JSON and refuses what `JSON.parse` lets pass: a field that stands twice in one object, of which all but the
 * last would be lost without a word. @throws TermsError
 */
export function parseJson(text: string): unknown {
  const value = parse(text);
  const twice = repeatedField(text);
  if (twice !== undefined) throw new TermsError(twice, "given twice", "keep one of them");
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new TermsError("the file", "no JSON", `correct it: ${cause instanceof Error ? cause.message : "unknown"}`);
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|[[\]{}]/g;

/** The first field that stands twice in one object of a valid JSON text. */
function repeatedField(text: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, colon] of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (colon !== undefined) {
      const name = JSON.parse(token.slice(0, -colon.length)) as string;
      if (open.at(-1)?.has(name) === true) return name;
      open.at(-1)?.add(name);
    }
  }
  return undefined;
}
