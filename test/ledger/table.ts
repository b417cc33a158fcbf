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

const EFFECTS = ["principal", "charges", "disputed", "assigned", "split"] as const;

/** One row of the table behind it: what is signed for verbs, and what they do to money and to whoever holds it. */
export interface EffectRow {
  readonly verbs: readonly string[];
  /** The EIP-712 messages that it names. */
  readonly messages: readonly string[];
  readonly cells: readonly string[];
}

/** Reads the table of verbs from the specification. @throws Error if it has not the columns that the tests know. */
export function readTable(): readonly Row[] {
  return rowsUnder(["verb", "actor", ...STATES]).map(([verb = "", actor = "", ...cells]) => ({
    verb,
    actor,
    cells: Object.fromEntries(STATES.map((state, i) => [state, cells[i] ?? ""])) as Row["cells"],
  }));
}

/** Reads the table of messages and effects. @throws Error if it has not the columns that the tests know. */
export function readEffects(): readonly EffectRow[] {
  const rows = rowsUnder(["verb", "message, and what it covers beside", ...EFFECTS]);
  return rows.map(([verbs = "", message = "", ...cells]) => ({
    verbs: verbs.split(", "),
    messages: [...message.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name),
    cells,
  }));
}

function rowsUnder(columns: readonly string[]): readonly string[][] {
  const lines = readFileSync(SPECIFICATION, "utf8").split("\n");
  const start = lines.indexOf(`| ${columns.join(" | ")} |`);
  if (start === -1) throw new Error(`the specification has no table with the columns ${columns.join(", ")}`);
  return lines.slice(start + 2, lines.indexOf("", start)).map(cellsOf);
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
