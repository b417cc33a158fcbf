/** A table of a file: its headers and, as often as they are asked for, its records. */
import { Readable } from "node:stream";
import { DELIMITERS } from "../../domain/tableFormats.ts";
import type { Delimiter, Encoding } from "../../domain/tableFormats.ts";
import { DocumentError } from "../errors.ts";
import { checkUtf8, seemsChinese, utf8OfChinese } from "./encoding.ts";
import { rowsOfXlsx } from "./readXlsx.ts";
import { guessDelimiter, headerRecordIn, MOST_COLUMNS, recordsIn } from "./records.ts";
import type { CsvRecord } from "./records.ts";

export interface Table {
  /** What parts the cells of a CSV; undefined for a spreadsheet. */
  readonly delimiter: Delimiter | undefined;
  /** Trimmed; as many as a record has cells. */
  readonly headers: readonly string[];
  /** The line on which they end. */
  readonly headerLine: number;
  /** Of a CSV: how its text is written. */
  readonly encoding: Encoding | undefined;
  /** Without the headers and what stands above them, from the first on at each call. */
  records(): AsyncIterable<CsvRecord>;
}

/** What its owner says of a file. */
export interface TableSaid {
  readonly delimiter?: Delimiter | undefined;
  readonly encoding?: Encoding | undefined;
}

/** By what headers are known, for files with titles above them and for encodings that nothing else tells. */
export interface HeaderEvidence {
  /** Whether these cells are headers, and no title. */
  isHeaders(cells: readonly string[]): boolean;
  /** Whether that is a header that somebody would write. */
  isKnown(header: string): boolean;
}

/** How every ZIP archive begins, and every .xlsx is one. */
const ZIP = [0x50, 0x4b, 3, 4];
/** So far down may headers stand. */
const MOST_ABOVE = 20;
/** So many known headers in another script than Latin are no chance. */
const TELLING_HEADERS = 2;
const NOT_ASCII = /[^\p{ASCII}]/u;

/**
 * Opens CSV in UTF-8, with or without a byte order mark, or the first sheet of an .xlsx. With evidence, headers may
 * stand below titles, and a CSV may be GB 18030 (or GBK) where its headers prove it; else that is to be declared.
 * @param said A delimiter that is left out is what stands most often in the first line, or what makes headers known.
 * @throws DocumentError `ENCODING_UNSUPPORTED`, `TABLE_UNREADABLE`
 */
export async function openTable(
  file: Uint8Array,
  said: Delimiter | TableSaid = {},
  evidence?: HeaderEvidence,
): Promise<Table> {
  if (ZIP.every((byte, index) => file[index] === byte)) return tableOfRows(rowsOfXlsx(file), evidence);
  const { delimiter, encoding } = typeof said === "string" ? { delimiter: said, encoding: undefined } : said;
  const isGuessed = encoding === undefined && evidence !== undefined && seemsChinese(file);
  if (encoding !== "gb18030" && !isGuessed) {
    checkUtf8(file);
    return tableOfText(file, "utf-8", delimiter, evidence);
  }
  const table = await tableOfText(utf8OfChinese(file), "gb18030", delimiter, evidence);
  const proofs = table.headers.filter((header) => NOT_ASCII.test(header) && evidence?.isKnown(header) === true);
  // Korean and Japanese files have the same bytes, and would be read as other characters.
  if (isGuessed && proofs.length < TELLING_HEADERS) checkUtf8(file);
  return table;
}

async function tableOfText(
  file: Uint8Array,
  encoding: Encoding,
  declared: Delimiter | undefined,
  evidence: HeaderEvidence | undefined,
): Promise<Table> {
  const first = declared ?? guessDelimiter(file);
  const others = declared === undefined ? DELIMITERS.filter((delimiter) => delimiter !== first) : [];
  for (const delimiter of evidence === undefined ? [] : [first, ...others]) {
    const found = await headersBelow(file, delimiter, evidence);
    if (found !== undefined) return { ...found, delimiter, encoding, records: () => after(file, delimiter, found) };
  }
  const { cells: headers, line: headerLine } = await headerRecordIn(file, first);
  const records = (): AsyncIterable<CsvRecord> => after(file, first, { place: 0 });
  return { delimiter: first, encoding, headers, headerLine, records };
}

interface FoundHeaders {
  readonly headers: readonly string[];
  readonly headerLine: number;
  /** How many records stand above them. */
  readonly place: number;
}

async function headersBelow(
  file: Uint8Array,
  delimiter: Delimiter,
  evidence: HeaderEvidence | undefined,
): Promise<FoundHeaders | undefined> {
  let place = 0;
  for await (const { cells, line, fault } of recordsIn(file, delimiter)) {
    const headers = cells.map((cell) => cell.trim());
    if (fault === undefined && cells.length <= MOST_COLUMNS && evidence?.isHeaders(headers) === true)
      return { headers, headerLine: line, place };
    place += 1;
    if (place > MOST_ABOVE) return undefined;
  }
  return undefined;
}

async function* after(
  file: Uint8Array,
  delimiter: Delimiter,
  { place }: Pick<FoundHeaders, "place">,
): AsyncGenerator<CsvRecord> {
  let above = place + 1;
  for await (const record of recordsIn(file, delimiter)) {
    if (above === 0) yield record;
    else above -= 1;
  }
}

/** Rows of a sheet end with their last cell that holds something; records are as wide as the headers. */
function tableOfRows(rows: readonly CsvRecord[], evidence: HeaderEvidence | undefined): Table {
  const trimmed = rows.slice(0, MOST_ABOVE + 1).map(({ cells }) => withoutTail(cells).map((cell) => cell.trim()));
  const place = Math.max(
    0,
    trimmed.findIndex((cells) => evidence?.isHeaders(cells) === true),
  );
  const [headers, row] = [trimmed[place], rows[place]];
  if (headers === undefined || row === undefined) {
    const wayOut = "give a line of headers and a line for each record";
    throw new DocumentError("TABLE_UNREADABLE", { field: "file", value: "", problem: "the sheet is empty", wayOut });
  }
  const records = rows.slice(place + 1).map((record) => {
    const cells = withoutTail(record.cells);
    const padding = Array.from({ length: Math.max(0, headers.length - cells.length) }, () => "");
    return { ...record, cells: [...cells, ...padding] };
  });
  const headerLine = row.line;
  return { delimiter: undefined, encoding: undefined, headers, headerLine, records: () => Readable.from(records) };
}

function withoutTail(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== "") + 1);
}
