/** A table of a file: its headers and, as often as they are asked for, its records. */
import { Readable } from "node:stream";
import type { Delimiter } from "../../domain/tableFormats.ts";
import { DocumentError } from "../errors.ts";
import { checkUtf8 } from "./encoding.ts";
import { rowsOfXlsx } from "./readXlsx.ts";
import { guessDelimiter, headersIn, recordsIn } from "./records.ts";
import type { CsvRecord } from "./records.ts";

export interface Table {
  /** What parts the cells of a CSV; undefined for a spreadsheet. */
  readonly delimiter: Delimiter | undefined;
  /** Trimmed; as many as a record has cells. */
  readonly headers: readonly string[];
  /** Without the headers, from the first on at each call. */
  records(): AsyncIterable<CsvRecord>;
}

/** How every ZIP archive begins, and every .xlsx is one. */
const ZIP = [0x50, 0x4b, 3, 4];

/**
 * Opens CSV in UTF-8, with or without a byte order mark, or the first sheet of an .xlsx.
 * @param delimiter Of a CSV: what stands most often in the first line where this is undefined.
 * @throws DocumentError `ENCODING_UNSUPPORTED`, `TABLE_UNREADABLE`
 */
export async function openTable(file: Uint8Array, delimiter?: Delimiter): Promise<Table> {
  if (ZIP.every((byte, index) => file[index] === byte)) return tableOfRows(rowsOfXlsx(file));
  checkUtf8(file);
  const parting = delimiter ?? guessDelimiter(file);
  const headers = await headersIn(file, parting);
  return { delimiter: parting, headers, records: () => withoutHeaders(recordsIn(file, parting)) };
}

async function* withoutHeaders(records: AsyncIterable<CsvRecord>): AsyncGenerator<CsvRecord> {
  let isHeader = true;
  for await (const record of records) {
    if (!isHeader) yield record;
    isHeader = false;
  }
}

/** Rows of a sheet end with their last cell that holds something; records are as wide as the headers. */
function tableOfRows([first, ...rows]: readonly CsvRecord[]): Table {
  if (first === undefined) {
    const wayOut = "give a line of headers and a line for each record";
    throw new DocumentError("TABLE_UNREADABLE", { field: "file", value: "", problem: "the sheet is empty", wayOut });
  }
  const headers = withoutTail(first.cells).map((cell) => cell.trim());
  const records = rows.map((row) => {
    const cells = withoutTail(row.cells);
    const padding = Array.from({ length: Math.max(0, headers.length - cells.length) }, () => "");
    return { ...row, cells: [...cells, ...padding] };
  });
  return { delimiter: undefined, headers, records: () => Readable.from(records) };
}

function withoutTail(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== "") + 1);
}
