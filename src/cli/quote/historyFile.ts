/**
 * The history file: CSV with the columns date, kind, amount and reference, in the order in which acts were
 * recorded.
 */
import type { HistoryEntry } from "../../domain/history.ts";
import { dayNumber, TermsError } from "../../domain/terms.ts";
import { minorUnits } from "./fields.ts";

/** A row, and where it stands in the file. */
export interface HistoryRow {
  readonly line: number;
  readonly entry: HistoryEntry;
  /** "" for none; one on a payment, credit, debit or waiver is a remark. */
  readonly reference: string;
}

const COLUMNS = "date,kind,amount,reference";
const KINDS = ["payment", "receipt", "return", "credit", "debit", "waiver"] as const;

/** The rows in their order. @throws TermsError naming the line, the column, the value and the way out. */
export function readHistoryFile(text: string, exponent: number): readonly HistoryRow[] {
  const [header, ...rows] = recordsOf(text);
  if (header === undefined || header.cells.join(",").toLowerCase() !== COLUMNS) {
    throw new TermsError("line 1", `"${header?.cells.join(",") ?? ""}"`, `start with the columns ${COLUMNS}`);
  }
  return rows.map((row) => readRow(row, exponent));
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * One record a line: cells apart by commas, quotes around a cell that holds commas, two of them for one. Other than in
 * RFC 4180, no cell holds a line break, which is refused, and empty lines are none.
 */
function recordsOf(text: string): readonly CsvRecord[] {
  return text.split(/\r?\n|\r/).flatMap((content, i) => {
    const line = i + 1;
    return content.trim() === "" ? [] : [{ line, cells: cellsOf(content, line) }];
  });
}

const CELL = /[ \t]*(?:"((?:[^"]|"")*)"[ \t]*|([^",]*))(,|$)/y;

function cellsOf(content: string, line: number): readonly string[] {
  const cells: string[] = [];
  CELL.lastIndex = 0;
  for (;;) {
    const cell = CELL.exec(content);
    if (cell === null)
      throw new TermsError(`line ${line}`, `"${content}"`, "close its quotes in the same line, and quote whole cells");
    cells.push(cell[1]?.replaceAll('""', '"') ?? (cell[2] ?? "").trim());
    if (cell[3] === "") return cells;
  }
}

function readRow({ line, cells }: CsvRecord, exponent: number): HistoryRow {
  const [date = "", word = "", amount = "", reference = "", ...more] = cells;
  if (cells.length < 3 || more.length > 0) {
    throw new TermsError(
      `line ${line}`,
      `${cells.length} cells`,
      `write ${COLUMNS}; an empty reference may be left out`,
    );
  }
  const day = dayNumber(date, `line ${line}, date`);
  const kind = KINDS.find((candidate) => candidate === word);
  if (kind === undefined) throw new TermsError(`line ${line}, kind`, `"${word}"`, `write ${KINDS.join(", ")}`);
  if ((kind === "receipt" || kind === "return") && reference === "") {
    throw new TermsError(`line ${line}, reference`, "missing", `write the bank's reference of the ${kind}`);
  }
  if (kind === "return") {
    if (amount === "") return { line, reference, entry: { kind, day, reference } };
    throw new TermsError(`line ${line}, amount`, `"${amount}"`, "leave it empty: the whole receipt is taken back");
  }
  const sum = minorUnits(amount, `line ${line}, amount`, exponent);
  switch (kind) {
    case "payment":
      return { line, reference, entry: { kind, day, cash: sum } };
    case "receipt":
      return { line, reference, entry: { kind, day, cash: sum, reference } };
    case "credit":
    case "debit":
    case "waiver":
      return { line, reference, entry: { kind, day, amount: sum } };
  }
}
