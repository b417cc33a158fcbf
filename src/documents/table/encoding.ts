/** Whether a file is UTF-8, and what else it seems to be. */
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
const WAY_OUT = "save it as CSV in UTF-8 and send it again";
const NUL = 0;
const SAMPLE = 100_000;
const MOSTLY = 0.7;

/** @throws DocumentError `ENCODING_UNSUPPORTED`, with the name of what the file seems to be */
export function checkUtf8(file: Uint8Array): void {
  const mark = MARKS.find(([, bytes]) => bytes.every((byte, index) => file[index] === byte));
  if (mark !== undefined) throw unsupported(mark[0]);
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(file);
  } catch {
    throw unsupported(nameOf(file));
  }
  if (file.includes(NUL)) throw unsupported("UTF-16 without a mark, or binary: it holds NUL bytes");
}

/** Chinese text has high bytes in pairs, European text one by one. */
function nameOf(file: Uint8Array): string {
  const sample = file.subarray(0, SAMPLE);
  const isHigh = (index: number): boolean => (sample[index] ?? 0) >= 0x80;
  const high = [...sample.keys()].filter(isHigh);
  const paired = high.filter((index) => isHigh(index - 1) || isHigh(index + 1));
  const isChinese = paired.length >= high.length * MOSTLY;
  return isChinese ? "GB 18030 or GBK" : "Windows-1252, ISO 8859 or another encoding of one byte a character";
}

function unsupported(name: string): DocumentError {
  const problem = `the file is not UTF-8; it seems to be ${name}`;
  return new DocumentError("ENCODING_UNSUPPORTED", { field: "encoding", value: name, problem, wayOut: WAY_OUT });
}
