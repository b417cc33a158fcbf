/** A table of a file: its headers and, as often as they are asked for, its records. */
import type { Delimiter } from "../../domain/tableFormats.ts";
import { checkUtf8 } from "./encoding.ts";
import { guessDelimiter, headersIn, recordsIn } from "./records.ts";
import type { CsvRecord } from "./records.ts";

export interface Table {
  /** What parts the cells of a CSV. */
  readonly delimiter: Delimiter;
  /** Trimmed; as many as a record has cells. */
  readonly headers: readonly string[];
  /** Without the headers, from the first on at each call. */
  records(): AsyncIterable<CsvRecord>;
}

/**
 * Opens CSV in UTF-8, with or without a byte order mark.
 * @param delimiter What stands most often in the first line where this is undefined.
 * @throws DocumentError `ENCODING_UNSUPPORTED`, `TABLE_UNREADABLE`
 */
export async function openTable(file: Uint8Array, delimiter?: Delimiter): Promise<Table> {
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
