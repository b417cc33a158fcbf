/** The fields of a message or a call with their values. */
import type { Display, Field } from "../../../clients/clearSigning/display.ts";
import { CONTENTS } from "../../../clients/organisation/nesting.ts";
import type { Address } from "../../../domain/receivable.ts";
import { SIGNED_FOR } from "./otherMessages.ts";
import type { Reader, Row } from "./reading.ts";
import { shownValue } from "./shown.ts";
import type { Value, Values } from "./values.ts";
import { labelIn } from "./wording.ts";

/** Where a value stands: a path with the places of arrays. */
interface Placed {
  readonly path: readonly string[];
  readonly value: bigint | string | boolean;
}

const ARRAY = "[]";

/**
 * A row for every single value of every field, in order; those of arrays are counted.
 * @param to The contract that is signed for or called.
 */
export function rowsOf({ fields }: Display, values: Values, to: Address, reader: Reader): readonly Row[] {
  return fields.flatMap((field) => {
    const found = placedAt(values, field.path.split("."), []);
    return found.map(({ path, value }, index) => {
      const currency = currencyFor(field, path, values, to);
      const label = labelIn(field.label, reader.language);
      const shown = shownValue(field, value, reader, currency);
      return { label: found.length > 1 ? `${label} ${index + 1}` : label, ...shown, raw: value.toString() };
    });
  });
}

function placedAt(value: Value | undefined, [step, ...rest]: readonly string[], path: readonly string[]): Placed[] {
  if (value === undefined) return [];
  if (step === undefined) return typeof value === "object" ? [] : [{ path, value }];
  if (step === ARRAY) {
    if (!Array.isArray(value)) return [];
    return (value as readonly Value[]).flatMap((item, index) => placedAt(item, rest, [...path, index.toString()]));
  }
  if (typeof value !== "object" || Array.isArray(value)) return [];
  return placedAt((value as Values)[step], rest, [...path, step]);
}

/** Clear signing has no format for sums below zero: where a statement's currency stands beside one, it is its. */
const CURRENCY_BESIDE = "statement.currency";

function currencyFor(
  { format, params }: Field,
  path: readonly string[],
  values: Values,
  to: Address,
): Address | undefined {
  const isSum = format === "unit" && params?.["base"] === " minor units";
  const within = path[0] === CONTENTS ? `${CONTENTS}.` : "";
  const token = isSum ? `${within}${CURRENCY_BESIDE}` : params?.["tokenPath"];
  if (token === SIGNED_FOR) return to;
  if (typeof token !== "string") return undefined;
  // A currency in the same array stands at the same place.
  const steps = token.split(".").map((step, depth) => (step === ARRAY ? (path[depth] ?? step) : step));
  const [found] = atPlace(values, steps);
  return typeof found === "string" ? (found as Address) : undefined;
}

function atPlace(value: Value | undefined, [step, ...rest]: readonly string[]): readonly Value[] {
  if (value === undefined) return [];
  if (step === undefined) return [value];
  if (Array.isArray(value)) return atPlace((value as readonly Value[])[Number(step)], rest);
  return typeof value === "object" ? atPlace((value as Values)[step], rest) : [];
}
