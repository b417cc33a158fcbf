/** Whether a file is UTF-8, what else it seems to be, and how GB 18030 becomes UTF-8. */
import type { Encoding } from "../../domain/tableFormats.ts";
import { DocumentError } from "../errors.ts";

/** What the first bytes of a file give away, longer marks before those that begin them. */
const MARKS: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ["UTF-32LE", [0xff, 0xfe, 0, 0]],
  ["UTF-32BE", [0, 0, 0xfe, 0xff]],
  ["UTF-16LE", [0xff, 0xfe]],
  ["UTF-16BE", [0xfe, 0xff]],
  ["a ZIP archive, as .xlsx files are", [0x50, 0x4b, 3, 4]],
  ["an old Excel file", [0xd0, 0xcf, 0x11, 0xe0]],
];
const CHINESE = "GB 18030 or GBK";
const WAY_OUT = "save it as CSV in UTF-8 and send it again";
const NUL = 0;
const SAMPLE = 100_000;
const MOSTLY = 0.7;

/** @throws DocumentError `ENCODING_UNSUPPORTED`, with the name of what the file seems to be */
export function checkUtf8(file: Uint8Array): void {
  const mark = MARKS.find(([, bytes]) => bytes.every((byte, index) => file[index] === byte));
  if (mark !== undefined) throw unsupported(mark[0]);
  if (decoded(file, "utf-8") === undefined) throw unsupported(nameOf(file));
  if (file.includes(NUL)) throw unsupported("UTF-16 without a mark, or binary: it holds NUL bytes");
}

/** Chinese text has high bytes in pairs, European text one by one. */
function nameOf(file: Uint8Array): string {
  const sample = file.subarray(0, SAMPLE);
  const isHigh = (index: number): boolean => (sample[index] ?? 0) >= 0x80;
  const high = [...sample.keys()].filter(isHigh);
  const paired = high.filter((index) => isHigh(index - 1) || isHigh(index + 1));
  const isChinese = paired.length >= high.length * MOSTLY;
  return isChinese ? CHINESE : "Windows-1252, ISO 8859 or another encoding of one byte a character";
}

/** Whether the bytes could be GB 18030, and are no UTF-8. Other encodings of two bytes a character look the same. */
export function seemsChinese(file: Uint8Array): boolean {
  if (MARKS.some(([, bytes]) => bytes.every((byte, index) => file[index] === byte))) return false;
  if (file.includes(NUL) || decoded(file, "utf-8") !== undefined) return false;
  return nameOf(file) === CHINESE;
}

/** GB 18030, and so GBK and GB 2312, as UTF-8. @throws DocumentError `ENCODING_UNSUPPORTED` for bytes that are none */
export function utf8OfChinese(file: Uint8Array): Uint8Array {
  const text = decoded(file, "gb18030");
  if (text !== undefined) return new TextEncoder().encode(text);
  const problem = "the file is not GB 18030: it holds bytes that are no character there";
  throw new DocumentError("ENCODING_UNSUPPORTED", { field: "encoding", value: "gb18030", problem, wayOut: WAY_OUT });
}

function decoded(file: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(file);
  } catch (error) {
    // Bytes that are no text are a TypeError, and a text that is too long to hold is none.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function unsupported(name: string): DocumentError {
  const problem = `the file is not UTF-8; it seems to be ${name}`;
  return new DocumentError("ENCODING_UNSUPPORTED", { field: "encoding", value: name, problem, wayOut: WAY_OUT });
}
