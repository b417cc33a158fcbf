/** What a file says against what is known: new, changed and named, the same, or wrong. */
import type { Sql } from "../../store/database.ts";
import type { ImportLine, LineChange, LineFault } from "../../store/imports.ts";
import type { ReadRow, Said } from "./rows.ts";
import type { Row, Sort } from "./sorts.ts";

interface Compared {
  readonly lines: readonly ImportLine[];
  /** What is to be written, each once. */
  readonly rows: readonly Row[];
}

/** @param seen What earlier lines of the file said, by key; those of the batch are added. */
export async function compareRows(
  sql: Sql,
  sort: Sort,
  batch: readonly ReadRow[],
  seen: Map<string, { line: number; row: string }>,
): Promise<Compared> {
  const sound = batch.filter(({ faults }) => faults.length === 0);
  const wrong = await sort.check(
    sql,
    sound.map(({ said }) => said),
  );
  const beside = new Map(sound.map((row, index) => [row, wrong[index]]));
  const known = new Map<string, Row>();
  for (const row of await sort.load(
    sql,
    sound.map(({ said }) => said),
  ))
    known.set(sort.keyOf(row), row);
  const lines: ImportLine[] = [];
  const rows: Row[] = [];
  for (const read of batch) {
    const also = beside.get(read);
    const faults = also === undefined ? read.faults : [also];
    const { line } = read;
    const key = read.faults.length > 0 ? null : sort.keyOf(read.said);
    if (key === null || also !== undefined) {
      lines.push({ line, result: "failed", key, changes: [], faults });
      continue;
    }
    const before = known.get(key);
    const row = merged(sort, before, read.said);
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      lines.push(repeated(line, key, earlier, JSON.stringify(row)));
      continue;
    }
    seen.set(key, { line, row: JSON.stringify(row) });
    const changes = before === undefined ? [] : changesIn(sort, before, row);
    const result = before === undefined ? "created" : changes.length > 0 ? "updated" : "unchanged";
    lines.push({ line, result, key, changes, faults: [] });
    if (result !== "unchanged") rows.push(row);
  }
  return { lines, rows };
}

function merged(sort: Sort, before: Row | undefined, said: Said): Row {
  return { ...sort.empty, ...before, ...said };
}

function changesIn({ derived }: Sort, before: Row, after: Row): readonly LineChange[] {
  return Object.keys(after).flatMap((field) => {
    const [from = "", to = ""] = [before[field], after[field]];
    return from === to || derived.includes(field) ? [] : [{ field, from: from || null, to: to || null }];
  });
}

/** The same thing twice is no harm; two things of one key would leave it to chance which one stays. */
function repeated(line: number, key: string, earlier: { line: number; row: string }, row: string): ImportLine {
  if (earlier.row === row) return { line, result: "unchanged", key, changes: [], faults: [] };
  const message = `line ${earlier.line} of the file says otherwise of the same: keep one of them`;
  const fault: LineFault = { field: "record", value: key, message };
  return { line, result: "failed", key, changes: [], faults: [fault] };
}
