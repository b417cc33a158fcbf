/** Values by their JSON Schema, as the document has it: such as are allowed, and such as are not quite. */
import fc from "fast-check";
import { z } from "zod";

export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const FEW = 3;
const LONG = 200;

/** Of a shape; what is known about the world may take the place of what is random. */
export function valuesOf(shape: z.ZodType, known: readonly string[]): fc.Arbitrary<unknown> {
  const schema = z.toJSONSchema(shape, { io: "input" }) as Schema;
  return arbitrary(schema, { defs: schema.$defs ?? {}, known, depth: 0 });
}

interface Context {
  readonly defs: Readonly<Record<string, Schema>>;
  readonly known: readonly string[];
  readonly depth: number;
}

const MOST_DEPTH = 8;

function arbitrary(schema: Schema, context: Context): fc.Arbitrary<unknown> {
  const deeper = { ...context, depth: context.depth + 1 };
  if (deeper.depth > MOST_DEPTH) return fc.constant(null);
  if (schema.$ref !== undefined) {
    return arbitrary(context.defs[schema.$ref.split("/").at(-1) ?? ""] ?? {}, deeper);
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => arbitrary(choice, deeper)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "string":
      return text(schema, context.known);
    case "integer":
    case "number":
      return fc.integer({
        min: Math.max(schema.minimum ?? schema.exclusiveMinimum ?? -1_000, Number.MIN_SAFE_INTEGER),
        max: Math.min(schema.maximum ?? 1_000_000, 2 ** 31 - 1),
      });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array": {
      const minLength = schema.minItems ?? 0;
      const maxLength = Math.max(minLength, Math.min(schema.maxItems ?? FEW, FEW));
      return fc.array(arbitrary(schema.items ?? {}, deeper), { minLength, maxLength });
    }
    case "object":
      return object(schema, deeper);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** How a day begins in a pattern, and how a moment goes on. */
const DAY_FORM = String.raw`^\d{4}-\d{2}-\d{2}`;
const MOMENT_FORM = `${DAY_FORM}T`;

/** Days and moments of the calendar about the time of the tests: of digits alone hardly any is one. */
const moments = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2028-12-31"), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, "2026-01-01T00:00:00".length)}Z`);
const days = moments.map((moment) => moment.slice(0, "2026-01-01".length));

function text({ pattern, minLength = 0, maxLength = LONG }: Schema, known: readonly string[]): fc.Arbitrary<string> {
  if (pattern?.startsWith(MOMENT_FORM) === true) return moments;
  if (pattern?.startsWith(DAY_FORM) === true) return days;
  const form = pattern === undefined ? undefined : new RegExp(pattern, "u");
  const free = fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, LONG)), unit: "grapheme" });
  const fitting = known.filter((one) => form?.test(one) ?? one.length <= maxLength);
  const random = form === undefined ? free : fc.stringMatching(form, { size: "-1" });
  return fitting.length === 0 ? random : fc.oneof(random, fc.constantFrom(...fitting));
}

function object(
  { properties = {}, required = [], additionalProperties, propertyNames }: Schema,
  context: Context,
): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, arbitrary(field, context)]),
  );
  if (typeof additionalProperties === "object") {
    const names = propertyNames === undefined ? fc.string() : arbitrary(propertyNames, context).map(String);
    return fc.dictionary(names, arbitrary(additionalProperties, context), { maxKeys: FEW });
  }
  return fc.record(fields, { requiredKeys: Object.keys(fields).filter((name) => required.includes(name)) });
}

const NASTY: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  "",
  "0",
  "-0",
  "1e400",
  "\u0000",
  "\u202egnp.exe",
  "\ud800",
  "１２",
  "'; drop table receivables; --",
  "../../etc/passwd",
  "x".repeat(5_000),
  "0x",
  `0x${"0".repeat(64)}`,
  "9999-12-31",
  [],
  {},
  [[[[[[]]]]]],
  { toString: 1 },
];

/** The value with one part of it replaced, left out or added. */
export function spoilt(value: unknown): fc.Arbitrary<unknown> {
  const nasty = fc.constantFrom(...NASTY);
  if (Array.isArray(value) && value.length > 0) {
    return fc
      .nat(value.length - 1)
      .chain((at) =>
        spoilt(value[at]).map((other) => value.map((one: unknown, place) => (place === at ? other : one))),
      );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return nasty;
  const names = Object.keys(value);
  const added = nasty.map((other) => ({ ...value, constructor: other }));
  if (names.length === 0) return fc.oneof(nasty, added);
  const chosen = fc.constantFrom(...names);
  const without = chosen.map((name) => Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)));
  const changed = chosen.chain((name) =>
    spoilt((value as Record<string, unknown>)[name]).map((other) => ({ ...value, [name]: other })),
  );
  return fc.oneof({ weight: 4, arbitrary: changed }, without, added, nasty);
}
