import { visible } from "./visible.ts";

/** Why a document was refused. Every code but NOT_AN_INVOICE is about the file; none of them is worth a retry. */
export type DocumentErrorCode =
  | "EMPTY"
  | "NOT_XML"
  | "ENCODING_UNSUPPORTED"
  | "ENCODING_INVALID"
  | "XML_MALFORMED"
  | "DOCTYPE_REFUSED"
  | "TOO_LARGE"
  | "TOO_DEEP"
  | "TOO_MANY_ELEMENTS"
  | "TOO_MANY_ATTRIBUTES"
  | "TEXT_TOO_LONG"
  | "NOT_AN_INVOICE"
  | "TABLE_UNREADABLE";

export interface DocumentErrorDetails {
  /** What was looked at: "document", "encoding", "element cac:Party". */
  readonly field: string;
  /** The value that offended, shortened. */
  readonly value: string;
  /** What is wrong, one sentence without a full stop. */
  readonly problem: string;
  /** What the person can do about it, one sentence without a full stop. */
  readonly wayOut: string;
  /** Where, counted from 1; absent when the file was refused before its text was read. */
  readonly line?: number;
  readonly column?: number;
}

/**
 * The one error of reading documents. A document that can be read but not used is no error: it is a reading with
 * findings. Errors of the source itself (a broken download) pass through as they are.
 */
export class DocumentError extends Error {
  readonly code: DocumentErrorCode;
  readonly field: string;
  readonly value: string;
  readonly wayOut: string;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(code: DocumentErrorCode, details: DocumentErrorDetails) {
    const place = details.line === undefined ? "" : ` (line ${details.line}, column ${details.column ?? 1})`;
    super(`${details.problem}${place}: ${details.wayOut}`);
    this.name = "DocumentError";
    this.code = code;
    this.field = details.field;
    this.value = shorten(details.value);
    this.wayOut = details.wayOut;
    this.line = details.line;
    this.column = details.column;
  }
}

const SHOWN_CHARACTERS = 80;

/** A value as far as it is worth showing, with unseen characters made visible. */
export function shorten(value: string): string {
  return visible(value.length <= SHOWN_CHARACTERS ? value : `${value.slice(0, SHOWN_CHARACTERS)}…`);
}
