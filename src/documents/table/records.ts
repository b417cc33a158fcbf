/** CSV into records, one after another. */
import { Readable } from "node:stream";
import { parse } from "csv-parse";
import type { CsvError, Info } from "csv-parse";
import type { Delimiter } from "../../domain/tableFormats.ts";
import { DocumentError } from "../errors.ts";

/** A record, or why there is none. */
export interface CsvRecord {
  /** On which it ends; the first line is 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What is wrong with the record itself. */
  readonly fault: string | undefined;
}

const CHUNK = 65_536;
const MOST_IN_RECORD = 65_536;
export const MOST_COLUMNS = 200;
const CANDIDATES: readonly Delimiter[] = [",", ";", "\t", "|"];

/** Records with their lines, the headers among them as the first. One that cannot be read spoils no other. */
export async function* recordsIn(file: Uint8Array, delimiter: Delimiter): AsyncGenerator<CsvRecord> {
  const skipped: CsvRecord[] = [];
  const parser = Readable.from(chunksOf(file)).pipe(
    parse({
      ...{ bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true },
      ...{ skip_records_with_error: true, skip_records_with_empty_values: true, max_record_size: MOST_IN_RECORD },
    }),
  );
  parser.on("skip", (error: CsvError) => {
    const line = (error as { lines?: number }).lines ?? 0;
    skipped.push({ line, cells: [], fault: `the record cannot be read (${error.code}): check its quotes` });
  });
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
    // The parser reads ahead of whoever takes its records.
    const before = skipped.findLastIndex(({ line }) => line <= info.lines);
    yield* skipped.splice(0, before + 1);
    yield { line: info.lines, cells: record, fault: undefined };
  }
  yield* skipped;
}

function* chunksOf(file: Uint8Array): Generator<Buffer> {
  for (let start = 0; start < file.length; start += CHUNK) yield Buffer.from(file.subarray(start, start + CHUNK));
}

/** What stands most often in the first line, outside of quotes; a comma where nothing does. */
export function guessDelimiter(file: Uint8Array): Delimiter {
  const end = file.indexOf(0x0a);
  const first = new TextDecoder().decode(file.subarray(0, Math.min(end === -1 ? file.length : end, MOST_IN_RECORD)));
  const bare = first.replaceAll(/"[^"]*"/g, "");
  const counts = CANDIDATES.map((candidate) => bare.split(candidate).length);
  return CANDIDATES[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** The headers of a file. @throws DocumentError `TABLE_UNREADABLE` */
export async function headersIn(file: Uint8Array, delimiter: Delimiter): Promise<readonly string[]> {
  return (await headerRecordIn(file, delimiter)).cells;
}

/** The first record, with trimmed cells. @throws DocumentError `TABLE_UNREADABLE` */
export async function headerRecordIn(file: Uint8Array, delimiter: Delimiter): Promise<CsvRecord> {
  for await (const { cells, fault, line } of recordsIn(file, delimiter)) {
    if (fault !== undefined) throw unreadable("its first line holds no headers", fault);
    if (cells.length > MOST_COLUMNS) throw unreadable(`it has ${cells.length} columns`, `give at most ${MOST_COLUMNS}`);
    return { cells: cells.map((cell) => cell.trim()), line, fault };
  }
  throw unreadable("it is empty", "give a line of headers and a line for each record");
}

function unreadable(problem: string, wayOut: string): DocumentError {
  return new DocumentError("TABLE_UNREADABLE", { field: "file", value: "", problem, wayOut });
}
