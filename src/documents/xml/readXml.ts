import { SaxesParser } from "saxes";
import type { SaxesTagNS } from "saxes";
import { DocumentError, shorten } from "../errors.ts";
import type { DocumentErrorCode } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { unsupportedEncoding } from "./decodeUtf8.ts";

/**
 * An element as it opens: its name by namespace, its attributes by their local names (`{namespace}local` where they
 * have a namespace), where it stands.
 */
export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
  readonly column: number;
}

/** What is told of a document while it is read. */
export interface XmlVisitor {
  /** Returns true when the text directly inside this element is wanted; other text is dropped unread. */
  open(element: XmlElement): boolean;
  text(text: string): void;
  close(): void;
}

/** A reader that is fed text and tells a visitor what it meets. */
export interface XmlReader {
  write(text: string): void;
  end(): void;
}

/** A place between two characters: how many stand before it, in which line, and how many of that line before it. */
interface Place {
  readonly position: number;
  readonly line: number;
  readonly column: number;
}

/** Characters that begin or end markup: a portion without them is plain text or the inside of one token. */
const MARKUP = /[<>&\]?-]/;

/**
 * Reads well-formed XML 1.0 with namespaces, within limits. A document type declaration is refused, and with it every
 * entity but the five of XML itself; nothing outside the document is ever fetched.
 *
 * @throws DocumentError at the first thing that is wrong.
 */
export function createXmlReader(visitor: XmlVisitor, limits: Limits): XmlReader {
  return new LimitedReader(visitor, limits);
}

class LimitedReader implements XmlReader {
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #visitor: XmlVisitor;
  readonly #limits: Limits;
  /** For each open element, whether its text is wanted. */
  readonly #wanted: boolean[] = [];
  readonly #listener = (text: string): void => this.#text(text);
  #elements = 0;
  #attributes = 0;
  #inTag = false;
  /** Whether the text so far ends between "<" and ">", or between "&" and ";". */
  #inToken = false;
  /** Whether something other than white space was there. */
  #begun = false;
  /** Where the text that is being read begins. */
  #portion: Place & { readonly text: string } = { position: 0, line: 1, column: 0, text: "" };
  /** Where the last markup ended that may stand outside the root. */
  #markupEnd: Place = { position: 0, line: 1, column: 0 };
  /** Characters since the last thing that the parser told of: the length of a token without an end. */
  #run = 0;

  constructor(visitor: XmlVisitor, limits: Limits) {
    this.#visitor = visitor;
    this.#limits = limits;
    const parser = this.#parser;
    parser.on("error", (error) => {
      const problem = error.message.replace(/^\d+:\d+: /, "").replace(/\.$/, "");
      const place = OUTSIDE_ROOT.test(problem) ? this.#textOutside() : parser;
      throw this.#error("XML_MALFORMED", "document", problem, `The XML is not well-formed: ${problem}`, RESEND, place);
    });
    parser.on("xmldecl", ({ version, encoding }) => this.#declaration(version, encoding));
    parser.on("doctype", () => {
      throw this.#error("DOCTYPE_REFUSED", "document", "<!DOCTYPE", "The document declares a document type", NO_DTD);
    });
    parser.on("opentagstart", (tag) => this.#openStart(tag.name));
    parser.on("attribute", () => this.#attribute());
    parser.on("opentag", (tag) => this.#open(tag));
    parser.on("closetag", () => this.#close());
    parser.on("cdata", (text) => this.#text(text));
    parser.on("processinginstruction", () => this.#markupEnded());
    // A comment is told of at its second hyphen; only ">" can follow.
    parser.on("comment", () => this.#markupEnded(1));
  }

  write(text: string): void {
    this.#portion = { ...this.#place(), text };
    if (!this.#begun) this.#begin(text);
    // Text that nobody wants is not kept by the parser, so an attachment of many megabytes may pass; anything that
    // might be part of a token is counted.
    const inText = !this.#inTag && !this.#inToken && !MARKUP.test(text);
    if (!inText || this.#wanted.at(-1) !== false) this.#run += text.length;
    this.#parser.write(text);
    if (!inText) this.#inToken = endsInToken(text, this.#inToken);
    if (this.#run > this.#limits.text + text.length) throw this.#tooLong();
  }

  end(): void {
    this.#parser.close();
  }

  /** XML begins with "<", whatever else is wrong with it. */
  #begin(text: string): void {
    const first = text.search(/\S/);
    if (first < 0) return;
    this.#begun = true;
    if (text[first] === "<") return;
    const problem = `The document begins with ${shorten(text.slice(first, first + SHOWN_BEGINNING))}, so it is not XML`;
    throw this.#error("NOT_XML", "document", text.slice(first), problem, RESEND, this.#textOutside());
  }

  #place(): Place {
    const { position, line, column } = this.#parser;
    return { position, line, column };
  }

  /** The first character that is no white space since the last markup, or since the portion began. */
  #textOutside(): Pick<Place, "line" | "column"> {
    const start = this.#markupEnd.position > this.#portion.position ? this.#markupEnd : this.#portion;
    const rest = this.#portion.text.slice(start.position - this.#portion.position);
    const blank = rest.slice(0, Math.max(0, rest.search(/\S/))).split(/\r\n?|\n/);
    const column = (blank.at(-1) ?? "").length + 1;
    return { line: start.line + blank.length - 1, column: blank.length === 1 ? start.column + column : column };
  }

  #declaration(version: string | undefined, encoding: string | undefined): void {
    this.#markupEnded();
    if (version !== undefined && version !== "1.0") {
      throw this.#error("XML_MALFORMED", "XML version", version, `The document is XML ${version}`, "send XML 1.0");
    }
    if (encoding !== undefined && !/^(utf-8|us-ascii)$/i.test(encoding)) throw unsupportedEncoding(encoding);
  }

  #openStart(name: string): void {
    this.#told();
    this.#inTag = true;
    this.#attributes = 0;
    this.#elements += 1;
    const { depth, elements } = this.#limits;
    if (this.#wanted.length >= depth) {
      throw this.#error("TOO_DEEP", `element ${name}`, name, `Elements stand more than ${depth} deep`, NO_INVOICE);
    }
    if (this.#elements > elements) {
      throw this.#error(
        "TOO_MANY_ELEMENTS",
        `element ${name}`,
        name,
        `There are more than ${elements} elements`,
        SPLIT,
      );
    }
  }

  #attribute(): void {
    this.#told();
    this.#attributes += 1;
    const { attributes } = this.#limits;
    if (this.#attributes > attributes) {
      const problem = `An element has more than ${attributes} attributes`;
      throw this.#error("TOO_MANY_ATTRIBUTES", "attributes", String(this.#attributes), problem, NO_INVOICE);
    }
  }

  #open(tag: SaxesTagNS): void {
    this.#told();
    this.#inTag = false;
    const attributes = new Map<string, string>();
    for (const attribute of Object.values(tag.attributes)) {
      const { uri, local, value } = attribute;
      attributes.set(uri === "" ? local : `{${uri}}${local}`, value);
    }
    const { line, column } = this.#parser;
    this.#wanted.push(this.#visitor.open({ uri: tag.uri, local: tag.local, attributes, line, column }));
    this.#listen();
  }

  #close(): void {
    this.#markupEnded();
    this.#wanted.pop();
    this.#visitor.close();
    this.#listen();
  }

  /** Text is kept by the parser only while somebody listens, so it is told of wanted text alone. */
  #listen(): void {
    if (this.#wanted.at(-1) === true) this.#parser.on("text", this.#listener);
    else this.#parser.off("text");
  }

  #text(text: string): void {
    this.#told();
    if (text.length > this.#limits.text) throw this.#tooLong();
    if (this.#wanted.at(-1) === true) this.#visitor.text(text);
  }

  #told(): void {
    this.#run = 0;
  }

  #markupEnded(ahead = 0): void {
    this.#told();
    const { position, line, column } = this.#place();
    this.#markupEnd = { position: position + ahead, line, column: column + ahead };
  }

  #tooLong(): DocumentError {
    const { text } = this.#limits;
    const problem = `A text or a piece of markup is longer than ${text} characters`;
    return this.#error("TEXT_TOO_LONG", "text", `more than ${text} characters`, problem, NO_INVOICE);
  }

  #error(
    code: DocumentErrorCode,
    field: string,
    value: string,
    problem: string,
    wayOut: string,
    { line, column }: Pick<Place, "line" | "column"> = this.#parser,
  ): DocumentError {
    return new DocumentError(code, { field, value, problem, wayOut, line, column });
  }
}

function endsInToken(text: string, before: boolean): boolean {
  const begun = Math.max(text.lastIndexOf("<"), text.lastIndexOf("&"));
  const ended = Math.max(text.lastIndexOf(">"), text.lastIndexOf(";"));
  return begun === ended ? before : begun > ended;
}

/** What the parser says of text before or behind the root, which it has read to its end by then. */
const OUTSIDE_ROOT = /^text data outside of root node/;
const SHOWN_BEGINNING = 20;
const RESEND = "send it as the invoicing system wrote it";
const NO_DTD = "remove the <!DOCTYPE …> line; e-invoices have none";
const NO_INVOICE = "no e-invoice looks like this; send it as the invoicing system wrote it";
const SPLIT = "split it into several invoices";
