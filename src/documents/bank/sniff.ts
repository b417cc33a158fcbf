/** Which format a bank file is in, told by how it begins. */
import { BankFileError } from "./errors.ts";

export type FileFormat = "xml" | "swift" | "table";

/** So many bytes tell: what delivery puts in front of an MT940 is a few lines. */
export const SNIFFED_BYTES = 4096;

const TEXT = new TextDecoder("windows-1252");
const SWIFT_BLOCK = /^\{1:/m;
const SWIFT_FIELD = /^:(?:\d{2}[A-Z]?|NS):/m;
const DELIMITER = /[,;\t|]/;

const ASK = "ask the bank for camt.052, camt.053, camt.054, MT940 or CSV";
/** Every .xlsx is a ZIP archive; what else is one, the reader of tables refuses. */
const ZIP = "PK\u0003\u0004";

/** Beginnings of files that people take for a statement, and what to do with them. */
const STRANGERS: readonly (readonly [beginning: RegExp, what: string, wayOut: string])[] = [
  [/^%PDF/, "a PDF", `the figures of a PDF cannot be trusted to be read: ${ASK}`],
  [/^\u001f\u008b/, "a gzip archive", "unpack it and read what is inside"],
  [/^[[{]/, "JSON", ASK],
  [/^!(?:Type|Account):/i, "a QIF file", ASK],
];

/**
 * @param head The first bytes of the file, as many as SNIFFED_BYTES unless it is shorter.
 * @throws BankFileError `EMPTY`, `OFX`, `ENCODING_UNSUPPORTED`, `FORMAT_UNKNOWN`
 */
export function sniff(head: Uint8Array): FileFormat {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) throw utf16();
  const mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  // ISO 8859-1 has every byte; the first two bytes of gzip and the like are told apart as well.
  const text = TEXT.decode(mark ? head.subarray(3) : head).trimStart();
  if (text === "") throw empty();
  if (text.startsWith(ZIP)) return "table";
  if (SWIFT_BLOCK.test(text) || SWIFT_FIELD.test(text.replaceAll("\u0001", ""))) return "swift";
  if (text.startsWith("OFXHEADER") || text.startsWith("<OFX>")) throw ofx();
  if (text.startsWith("<")) return "xml";
  const stranger = STRANGERS.find(([beginning]) => beginning.test(text));
  if (stranger !== undefined) throw unknown(stranger[1], stranger[2]);
  const [first = ""] = text.split(/[\r\n]/, 1);
  if (DELIMITER.test(first)) return "table";
  throw unknown("in no format that banks write", ASK);
}

function unknown(what: string, wayOut: string): BankFileError {
  return new BankFileError("FORMAT_UNKNOWN", { field: "file", value: what, problem: `The file is ${what}`, wayOut });
}

function ofx(): BankFileError {
  return new BankFileError("OFX", { field: "file", value: "OFX", problem: "The file is an OFX file", wayOut: ASK });
}

function utf16(): BankFileError {
  const problem = "The file is in the encoding UTF-16";
  return new BankFileError("ENCODING_UNSUPPORTED", {
    field: "encoding",
    value: "UTF-16",
    problem,
    wayOut: "save it as UTF-8",
  });
}

function empty(): BankFileError {
  return new BankFileError("EMPTY", {
    field: "file",
    value: "",
    problem: "The file is empty",
    wayOut: "download it from the bank again",
  });
}
