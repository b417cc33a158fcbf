/** The lines of a file that SWIFT would carry, in whatever encoding the bank wrote them. */
import { BankFileError } from "../errors.ts";
import { MAX_LINE } from "../limits.ts";

const LINE_FEED = 0x0a;
const UTF8 = new TextDecoder("utf-8", { fatal: true });
const WINDOWS_1252 = new TextDecoder("windows-1252");
/** What frames a message on the wire, STX and ETX among it; no field may contain it. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** Takes a line, counted from 1, without its end. */
export type LineSink = (text: string, line: number) => void;

/** Cuts bytes into lines and decodes each: as UTF-8, or as Windows-1252 where it is none. */
export class LineReader {
  readonly #sink: LineSink;
  #rest: Uint8Array[] = [];
  #restLength = 0;
  #line = 0;
  #total = 0;
  readonly #encodings: Set<string>;
  readonly #bytes: number;

  /**
   * @param encodings Is told which encodings beyond ASCII are met.
   * @param bytes The most that the file may have.
   */
  constructor(sink: LineSink, encodings: Set<string>, bytes: number) {
    this.#sink = sink;
    this.#encodings = encodings;
    this.#bytes = bytes;
  }

  write(bytes: Uint8Array): void {
    this.#total += bytes.length;
    if (this.#total > this.#bytes) throw tooLarge(this.#bytes);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      this.#keep(bytes.subarray(start, end));
      this.#flush();
      start = end + 1;
    }
    this.#keep(bytes.subarray(start));
  }

  end(): void {
    if (this.#restLength > 0) this.#flush();
  }

  #keep(bytes: Uint8Array): void {
    this.#restLength += bytes.length;
    if (this.#restLength > MAX_LINE) throw tooLong(this.#line + 1);
    // The caller may use its buffer again.
    if (bytes.length > 0) this.#rest.push(bytes.slice());
  }

  #flush(): void {
    const [only, ...more] = this.#rest;
    const bytes = more.length === 0 ? only : Buffer.concat(this.#rest);
    this.#rest = [];
    this.#restLength = 0;
    this.#line += 1;
    const text = bytes === undefined ? "" : this.#decode(bytes);
    // Some banks end a line with a carriage return alone.
    for (const part of withoutReturn(text).split("\r")) this.#sink(part.replace(CONTROLS, ""), this.#line);
  }

  #decode(bytes: Uint8Array): string {
    try {
      const text = UTF8.decode(bytes);
      if (text.length < bytes.length) this.#encodings.add("utf-8");
      return text;
    } catch {
      this.#encodings.add("windows-1252");
      return WINDOWS_1252.decode(bytes);
    }
  }
}

function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

function tooLarge(bytes: number): BankFileError {
  return new BankFileError("TOO_LARGE", {
    field: "file",
    value: `more than ${bytes} bytes`,
    problem: `The file has more than ${bytes} bytes`,
    wayOut: "ask the bank for a shorter period",
  });
}

function tooLong(line: number): BankFileError {
  return new BankFileError("TEXT_TOO_LONG", {
    field: "line",
    value: `more than ${MAX_LINE} bytes`,
    problem: `A line is longer than ${MAX_LINE} bytes`,
    wayOut: "no statement of a bank looks like this: download it again",
    line,
  });
}
