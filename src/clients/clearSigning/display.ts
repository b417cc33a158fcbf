/** How all values of a message or a call are shown together. */
import type { Format } from "./formats.ts";
import { formatOf } from "./labels.ts";
import type { Leaf } from "./leaves.ts";

/** A field as a wallet shows it. */
export interface Field extends Format {
  readonly path: string;
}

/** How a message or a call is shown. Every path is in `fields` or in `excluded`. */
export interface Display {
  readonly intent: string;
  readonly fields: readonly Field[];
  readonly required: readonly string[];
  readonly excluded: readonly string[];
}

/** @param subject The message or function. @throws RangeError for a value without words. */
export function displayOf(subject: string, intent: string, leaves: readonly Leaf[]): Display {
  const shown = leaves.flatMap((leaf) => {
    const format = formatOf(subject, leaf);
    return format === undefined ? [] : [{ path: leaf.path, ...placed(subject, format, leaf, leaves) }];
  });
  const required = shown.map(({ path }) => path);
  const excluded = leaves.map(({ path }) => path).filter((path) => !required.includes(path));
  return { intent, fields: shown, required, excluded };
}

/** The same values where they are a member of something else that is signed, followed by what else that has. */
export function nestedDisplay(member: string, { intent, fields, required, excluded }: Display, rest: Display): Display {
  const deeper = (path: string): string => `${member}.${path}`;
  return {
    intent,
    fields: [...fields.map((field) => fieldWithin(deeper, field)), ...rest.fields],
    required: [...required.map(deeper), ...rest.required],
    excluded: [...excluded.map(deeper), ...rest.excluded],
  };
}

/** Parameters that are paths go as deep; those into the container (`@.to`) stay where they are. */
function fieldWithin(deeper: (path: string) => string, { path, params, ...format }: Field): Field {
  if (params === undefined) return { path: deeper(path), ...format };
  const moved = Object.entries(params).map(([name, value]) => [
    name,
    name.endsWith("Path") && typeof value === "string" && !value.startsWith("@") ? deeper(value) : value,
  ]);
  return { path: deeper(path), ...format, params: Object.fromEntries(moved) as NonNullable<Format["params"]> };
}

/** Some formats need to know where in what is signed another value stands. */
function placed(subject: string, format: Format, leaf: Leaf, leaves: readonly Leaf[]): Format {
  if (format.format === "tokenAmount") return withCurrency(subject, format, leaf, leaves);
  return format.format === "calldata" && leaf.owner === "Call" ? withCallee(format, leaf) : format;
}

/** An amount is in the currency that stands nearest: in the same struct, or else in that which is opened beside it. */
function withCurrency(subject: string, format: Format, { path }: Leaf, leaves: readonly Leaf[]): Format {
  const [nearest] = leaves
    .filter(({ name }) => name === "currency")
    .map((leaf) => ({ tokenPath: leaf.path, shared: sharedSteps(leaf.path, path) }))
    .sort((a, b) => b.shared - a.shared);
  if (nearest === undefined) throw new RangeError(`${path} of ${subject} is an amount without a currency`);
  return { ...format, params: { tokenPath: nearest.tokenPath, ...format.params } };
}

/** A call of a batch goes where the same struct says, with as much ether as it says. */
function withCallee(format: Format, { path }: Leaf): Format {
  const sibling = (name: string): string => path.replace(/\w+$/, name);
  return { ...format, params: { calleePath: sibling("target"), amountPath: sibling("value"), ...format.params } };
}

function sharedSteps(one: string, other: string): number {
  const steps = other.split(".");
  const fork = one.split(".").findIndex((step, place) => step !== steps[place]);
  return fork === -1 ? steps.length : fork;
}
