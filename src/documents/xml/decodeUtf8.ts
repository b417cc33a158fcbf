import { DocumentError } from "../errors.ts";
import type { Limits } from "../limits.ts";

/** Turns the bytes of a document into text, portion by portion; XML of the e-invoice standards is UTF-8. */
export interface Utf8Decoder {
  write(bytes: Uint8Array): string;
  end(): string;
}

interface Signature {
  readonly bytes: readonly number[];
  readonly name: string;
}

/** First bytes of the encodings that XML may be in besides UTF-8 (XML 1.0, appendix F). */
const OTHER_ENCODINGS: readonly Signature[] = [
  { bytes: [0x00, 0x00, 0xfe, 0xff], name: "UTF-32" },
  { bytes: [0xff, 0xfe, 0x00, 0x00], name: "UTF-32" },
  { bytes: [0xfe, 0xff], name: "UTF-16" },
  { bytes: [0xff, 0xfe], name: "UTF-16" },
  { bytes: [0x00, 0x3c], name: "UTF-16" },
  { bytes: [0x3c, 0x00], name: "UTF-16" },
  { bytes: [0x4c, 0x6f, 0xa7, 0x94], name: "EBCDIC" },
];

/** First bytes of files that people take for an e-invoice, and what to do with them. */
const OTHER_FILES: readonly (Signature & { readonly wayOut: string })[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], name: "PDF", wayOut: "save the XML attached to the PDF and read that" },
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: "ZIP", wayOut: "unpack it and read the XML inside" },
  { bytes: [0x1f, 0x8b], name: "gzip", wayOut: "unpack it and read the XML inside" },
];

const HEAD = 4;

/**
 * A decoder that refuses what is not UTF-8: other encodings by their first bytes, invalid, overlong and truncated
 * sequences wherever they stand, and more than `limits.bytes` bytes. A byte order mark is skipped.
 */
export function createUtf8Decoder(limits: Limits): Utf8Decoder {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let head: Uint8Array | undefined = new Uint8Array(0);
  let total = 0;

  function decode(bytes: Uint8Array, stream: boolean): string {
    try {
      return decoder.decode(bytes, { stream });
    } catch {
      throw invalidEncoding(total, bytes.length);
    }
  }

  return {
    write(bytes) {
      total += bytes.length;
      if (total > limits.bytes) throw tooLarge(limits.bytes);
      if (head === undefined) return decode(bytes, true);
      head = joined(head, bytes);
      if (head.length < HEAD) return "";
      const first = head;
      head = undefined;
      refuseOtherFormats(first);
      return decode(first, true);
    },
    end() {
      if (total === 0) throw empty();
      const first = head ?? new Uint8Array(0);
      refuseOtherFormats(first);
      return decode(first, false);
    },
  };
}

/** Refuses a document that is longer than `limits.bytes`, for callers that know its length beforehand. */
export function tooLarge(bytes: number): DocumentError {
  return new DocumentError("TOO_LARGE", {
    field: "document",
    value: `more than ${bytes} bytes`,
    problem: `The document has more than ${bytes} bytes`,
    wayOut: "send it without its attachments, or in several invoices",
  });
}

function refuseOtherFormats(head: Uint8Array): void {
  const file = OTHER_FILES.find((known) => startsWith(head, known.bytes));
  if (file !== undefined) {
    throw new DocumentError("NOT_XML", {
      field: "document",
      value: file.name,
      problem: `The document is a ${file.name} file, not XML`,
      wayOut: file.wayOut,
    });
  }
  const encoding = OTHER_ENCODINGS.find((known) => startsWith(head, known.bytes));
  if (encoding !== undefined) throw unsupportedEncoding(encoding.name);
}

/** Refuses an encoding other than UTF-8, found in the first bytes or declared by the XML declaration. */
export function unsupportedEncoding(name: string): DocumentError {
  return new DocumentError("ENCODING_UNSUPPORTED", {
    field: "encoding",
    value: name,
    problem: `The document is in the encoding ${name}`,
    wayOut: "save it as UTF-8 and declare that encoding",
  });
}

function invalidEncoding(total: number, length: number): DocumentError {
  return new DocumentError("ENCODING_INVALID", {
    field: "encoding",
    value: `bytes ${Math.max(0, total - length)} to ${total}`,
    problem: `The document is not valid UTF-8 between bytes ${Math.max(0, total - length)} and ${total}`,
    wayOut: "save it as UTF-8; a file in another encoding must be converted, not renamed",
  });
}

function empty(): DocumentError {
  return new DocumentError("EMPTY", {
    field: "document",
    value: "",
    problem: "The document is empty",
    wayOut: "send the e-invoice again",
  });
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return bytes.length >= prefix.length && prefix.every((byte, index) => bytes[index] === byte);
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
