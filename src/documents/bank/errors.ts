import { shorten } from "../errors.ts";
import type { DocumentError, DocumentErrorCode, DocumentErrorDetails } from "../errors.ts";

/** Why a bank file was refused: what every document is refused for, and what is no statement or advice of a bank. */
export type BankFileErrorCode =
  | Exclude<DocumentErrorCode, "NOT_AN_INVOICE">
  /** The format is none that banks write, or none that is read here. */
  | "FORMAT_UNKNOWN"
  /** A payment order: pain.001, pain.008. */
  | "PAYMENT_ORDER"
  /** What the bank answers to an order: pain.002. */
  | "PAYMENT_STATUS"
  /** OFX and QFX. */
  | "OFX"
  /** The format is right and no statement is in it. */
  | "NO_STATEMENT"
  /** A table whose columns, decimal mark or dates nobody has told, and that does not say them itself. */
  | "MAPPING_UNCLEAR"
  | "TOO_MANY_PARTS";

/** The one error of reading bank files. Whatever is wrong inside a statement is in its findings. */
export class BankFileError extends Error {
  readonly code: BankFileErrorCode;
  readonly field: string;
  readonly value: string;
  readonly wayOut: string;
  readonly line: number | undefined;

  constructor(code: BankFileErrorCode, details: DocumentErrorDetails, options?: ErrorOptions) {
    const { field, value, problem, wayOut, line } = details;
    super(`${problem}${line === undefined ? "" : ` (line ${line})`}: ${wayOut}`, options);
    this.name = "BankFileError";
    this.code = code;
    this.field = field;
    this.value = shorten(value);
    this.wayOut = wayOut;
    this.line = line;
  }
}

const AGAIN = "download it from the bank again";

/**
 * What is wrong with a file by the code of the document reader, and what to do about it where banks write the files.
 */
const WORDS: Readonly<Partial<Record<DocumentErrorCode, readonly [problem: string, wayOut: string]>>> = {
  EMPTY: ["The file is empty", AGAIN],
  NOT_XML: ["The file begins like no XML", AGAIN],
  ENCODING_UNSUPPORTED: ["The file is in another encoding than UTF-8", "save it as UTF-8 and declare that encoding"],
  ENCODING_INVALID: ["The file is not valid UTF-8", `${AGAIN}; a file in another encoding must be converted`],
  XML_MALFORMED: ["The XML is not well-formed", AGAIN],
  DOCTYPE_REFUSED: ["The file declares a document type", `${AGAIN}; messages of banks have no <!DOCTYPE …>`],
  TOO_LARGE: ["The file is too large", "ask the bank for a shorter period"],
  TOO_DEEP: ["Elements stand too deep inside one another", AGAIN],
  TOO_MANY_ELEMENTS: ["The file has too many elements", "ask the bank for a shorter period"],
  TOO_MANY_ATTRIBUTES: ["An element has too many attributes", AGAIN],
  TEXT_TOO_LONG: ["A text or a piece of markup is too long", AGAIN],
};

/** The same refusal in the words of bank files. */
export function fromDocumentError(error: DocumentError): BankFileError {
  const { code, field, value, line } = error;
  if (code === "NOT_AN_INVOICE") throw error;
  const own = WORDS[code];
  const problem = own === undefined ? error.message.replace(`: ${error.wayOut}`, "") : withValue(own[0], value);
  const wayOut = own?.[1] ?? error.wayOut;
  const details = { field, value, problem, wayOut };
  return new BankFileError(code, line === undefined ? details : { ...details, line }, { cause: error });
}

function withValue(problem: string, value: string): string {
  return value === "" ? problem : `${problem} (${value})`;
}
