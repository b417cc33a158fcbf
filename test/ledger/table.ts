import { readFileSync } from "node:fs";

/** The states that the specification's table has as columns. */
export const STATES = ["I", "Q", "I or Q, closed", "J", "A", "A, closed", "X, S", "–"] as const;
export type State = (typeof STATES)[number];

/** One row of the table: what a verb does, or which error forbids it, in each state. */
export interface Row {
  readonly verb: string;
  readonly actor: string;
  readonly cells: Readonly<Record<State, string>>;
}

const SPECIFICATION = new URL("../../contracts/README.md", import.meta.url);

/** Reads the table of verbs from the specification. @throws Error if it has not the columns that the tests know. */
export function readTable(): readonly Row[] {
  const lines = readFileSync(SPECIFICATION, "utf8").split("\n");
  const start = lines.findIndex((line) => line.startsWith("| verb |"));
  const end = lines.indexOf("", start);
  const [head = [], , ...rows] = lines.slice(start, end).map(cellsOf);
  if (head.join() !== ["verb", "actor", ...STATES].join()) throw new Error(`the table's columns are ${head.join()}`);
  return rows.map(([verb = "", actor = "", ...cells]) => ({
    verb,
    actor,
    cells: Object.fromEntries(STATES.map((state, i) => [state, cells[i] ?? ""])) as Row["cells"],
  }));
}

/** A forbidden cell holds the name of the error and nothing else. */
export function isForbidden(cell: string): boolean {
  return /^[A-Z][A-Za-z]+$/.test(cell);
}

function cellsOf(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}
