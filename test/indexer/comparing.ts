/** Rows compared by their texts, which is quick; only rows that differ are shown field by field. */
import { expect } from "chai";

export type Row = Readonly<Record<string, unknown>>;

/** Whether the same rows are there, in whatever order. */
export function expectSameRows(actual: readonly Row[], expected: readonly Row[], name: string): void {
  const [found, wanted] = [keyed(actual), keyed(expected)];
  if (textOf(found) === textOf(wanted)) return;
  const rows = (of: Keyed): readonly Row[] => of.map(([, row]) => row);
  expect(rows(found), name).to.deep.equal(rows(wanted));
  // The texts differ where values are equal to chai alone, such as numbers and big ones.
  expect(textOf(found), name).to.equal(textOf(wanted));
}

/** Whether the same rows are there, in this order. */
export function expectRowsInOrder(actual: readonly Row[], expected: readonly Row[], name: string): void {
  const texts = (rows: readonly Row[]): string => rows.map((row) => keyOf(row)).join("\n");
  if (texts(actual) !== texts(expected)) expect(actual, name).to.deep.equal(expected);
}

type Keyed = readonly (readonly [key: string, row: Row])[];

function keyed(rows: readonly Row[]): Keyed {
  return rows.map((row) => [keyOf(row), row] as const).sort(([one], [other]) => (one < other ? -1 : 1));
}

function textOf(rows: Keyed): string {
  return rows.map(([key]) => key).join("\n");
}

/** The same text for the same value, in whatever order it has its fields. */
function keyOf(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (typeof value !== "object" || value === null) return value === undefined ? "undefined" : JSON.stringify(value);
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${name}:${keyOf(inner)}`).join()}}`;
}
