/** Reading JSON that strangers wrote: what `JSON.parse` lets pass and databases or people trip over is refused. */

/** A text that is no JSON as it is read here. The message says why, and quotes nothing of the text but names. */
export class JsonError extends Error {
  constructor(fault: string) {
    super(fault);
    this.name = "JsonError";
  }
}

/** Deeper than any shape of this interface. */
const MAX_DEPTH = 16;
const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|[[\]{}]/g;
const MAX_SHOWN = 40;

/**
 * Parses JSON in UTF-8. @throws JsonError for bytes that are no UTF-8, text that is no JSON, objects within objects
 * beyond a depth of 16, a field that stands twice in one object, a field that is called `__proto__`, and text with a
 * NUL character or half a surrogate pair.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decoded(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JsonError("it is no JSON: check quotes, commas and brackets");
  }
  checkStructure(text);
  checkText(value);
  return value;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new JsonError("it is no UTF-8: encode it as UTF-8");
  }
}

/** Of valid JSON only: on other text the tokens would be sought again and again. */
function checkStructure(text: string): void {
  for (const { depth, name, isRepeated } of structureOf(text)) {
    if (depth > MAX_DEPTH) throw new JsonError(`it is nested deeper than ${MAX_DEPTH}: flatten it`);
    if (name === "__proto__") throw new JsonError("it has a field __proto__: leave it out");
    if (name !== undefined && isRepeated)
      throw new JsonError(`it has the field ${shown(name)} twice: keep one of them`);
  }
}

/** An object or a list that opens, or a field. */
interface Structure {
  /** How many objects and lists are open, itself included. */
  readonly depth: number;
  /** Of a field. */
  readonly name?: string;
  /** Whether the object has had a field of that name before. */
  readonly isRepeated?: boolean;
}

/** Every object, list and field of a valid JSON text, in its order. */
export function* structureOf(text: string): Generator<Structure> {
  const open: Set<string>[] = [];
  for (const [token, colon] of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") yield { depth: open.push(new Set()) };
    else if (token === "}" || token === "]") open.pop();
    else if (colon !== undefined) {
      const name = JSON.parse(token.slice(0, -colon.length)) as string;
      const siblings = open.at(-1);
      yield { depth: open.length, name, isRepeated: siblings?.has(name) === true };
      siblings?.add(name);
    }
  }
}

function checkText(value: unknown): void {
  if (typeof value === "string") {
    if (value.includes("\0")) throw new JsonError("it holds a NUL character: leave it out");
    if (!value.isWellFormed()) throw new JsonError("it holds half a surrogate pair: write the whole character");
  } else if (typeof value === "object" && value !== null) {
    for (const [name, field] of Object.entries(value)) {
      checkText(name);
      checkText(field);
    }
  }
}

function shown(name: string): string {
  return JSON.stringify(name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN)}...` : name);
}
