/** Lines into fields and messages: MT940 and MT942, in the blocks of SWIFT or bare, as banks deliver them. */
import { BankFileError } from "../errors.ts";
import { MAX_FIELD_LINES } from "../limits.ts";

/** A field with its lines as written; the first has the text behind the tag. */
export interface Field {
  readonly tag: string;
  readonly lines: string[];
  /** Where it begins, counted from 1. */
  readonly line: number;
}

/** Takes the fields of one message after another. */
export interface FieldSink {
  /** @param type "940" or "942" where block 2 says so. */
  begin(type: string | undefined): void;
  field(field: Field): void;
  /** @param isMarked Whether the end of the message is written, as "-" or "-}". */
  finish(isMarked: boolean): void;
}

const TAG = /^:(\d{2}[A-Z]?|NS):/;
/** Fields of MT940 and MT942, and NS of German banks for what is not SWIFT's. */
const TAGS: ReadonlySet<string> = new Set([
  ...["13", "13D", "20", "21", "25", "25P", "28", "28C", "34F", "60F", "60M"],
  ...["61", "62F", "62M", "64", "65", "86", "90C", "90D", "NS"],
]);
/** What may follow on text that the payer wrote; a line that merely looks like another field continues the text. */
const AFTER_TEXT: ReadonlySet<string> = new Set(["61", "62F", "62M", "64", "65", "86", "90C", "90D", "NS"]);
const TEXTS: ReadonlySet<string> = new Set(["61", "86"]);
const SHAPES: ReadonlyMap<string, RegExp> = new Map([
  ["61", /^:61:\d{6}/],
  ...["60F", "60M", "62F", "62M", "64", "65"].map((tag): [string, RegExp] => [tag, /^:6\d[FM]?:[CD]\d{6}/]),
]);
/** The second line of a message: without it, ":20:" behind a text is a time of day. */
const SECOND = /^:(?:21|25P?|28C?|NS):/;
const BLOCK = /^\{\d:/;
const TYPE = /\{2:[IO](\d{3})/;
const END = /^-(?:\}|\s*$)/;

/** Must be told of each line and, to tell a tag from a time of day, of the line behind it. */
export class FieldReader {
  readonly #sink: FieldSink;
  #held: { readonly text: string; readonly line: number } | undefined;
  #field: Field | undefined;
  #open = false;
  #hasEntries = false;
  #type: string | undefined;

  constructor(sink: FieldSink) {
    this.#sink = sink;
  }

  line(text: string, line: number): void {
    const held = this.#held;
    this.#held = { text, line };
    if (held !== undefined) this.#take(held.text, held.line, text);
  }

  end(): void {
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined) this.#take(held.text, held.line, "");
    this.#finish(false);
  }

  #take(text: string, line: number, next: string): void {
    if (BLOCK.test(text)) this.#block(text);
    else if (END.test(text)) this.#finish(true);
    else {
      const tag = this.#tagOf(text, next);
      if (tag !== undefined) this.#begin(tag, text, line);
      else this.#continue(text, line);
    }
  }

  #block(text: string): void {
    this.#finish(false);
    this.#type = TYPE.exec(text)?.[1] ?? this.#type;
  }

  #tagOf(text: string, next: string): string | undefined {
    const tag = TAG.exec(text)?.[1];
    if (tag === undefined || !TAGS.has(tag) || SHAPES.get(tag)?.test(text) === false) return undefined;
    if (!this.#isInText()) return tag;
    if (tag === "20") return SECOND.test(next) ? tag : undefined;
    return AFTER_TEXT.has(tag) ? tag : undefined;
  }

  /** Before the first entry NS is about the account, and the fields of the account follow. */
  #isInText(): boolean {
    const tag = this.#field?.tag;
    return tag !== undefined && (TEXTS.has(tag) || (tag === "NS" && this.#hasEntries));
  }

  #begin(tag: string, text: string, line: number): void {
    this.#flush();
    if (tag === "20") this.#finish(false);
    if (!this.#open) {
      this.#sink.begin(this.#type);
      this.#open = true;
      this.#type = undefined;
      this.#hasEntries = false;
    }
    if (tag === "61") this.#hasEntries = true;
    this.#field = { tag, lines: [text.slice(tag.length + 2)], line };
  }

  /** Text outside of a field is what delivery put around the message: headers of the bank, blank lines. */
  #continue(text: string, line: number): void {
    if (this.#field === undefined) return;
    this.#field.lines.push(text);
    if (this.#field.lines.length > MAX_FIELD_LINES) throw tooManyLines(this.#field, line);
  }

  #flush(): void {
    if (this.#field !== undefined) this.#sink.field(this.#field);
    this.#field = undefined;
  }

  #finish(isMarked: boolean): void {
    this.#flush();
    if (this.#open) this.#sink.finish(isMarked);
    this.#open = false;
  }
}

function tooManyLines({ tag }: Field, line: number): BankFileError {
  return new BankFileError("TEXT_TOO_LONG", {
    field: `field ${tag}`,
    value: `more than ${MAX_FIELD_LINES} lines`,
    problem: `A field ${tag} has more than ${MAX_FIELD_LINES} lines`,
    wayOut: "no statement of a bank looks like this: download it again",
    line,
  });
}
