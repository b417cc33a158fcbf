import { expect } from "chai";
import type { DocumentErrorCode } from "../../src/documents/errors.ts";
import { readInvoice } from "../../src/documents/readInvoice.ts";
import { bytes, refusal, stream, ubl } from "./documents.ts";

const [HEAD = "", TAIL = ""] = ubl({ more: "|" }).split("|");

/** A valid document with something inserted where UBL allows any element that is not read. */
function withInside(text: string): string {
  return `${HEAD}${text}${TAIL}`;
}

interface Case {
  readonly what: string;
  readonly code: DocumentErrorCode;
  readonly text: string;
}

const MALFORMED: readonly Case[] = [
  { what: "an element that is never closed", code: "XML_MALFORMED", text: HEAD },
  { what: "a closing tag of another element", code: "XML_MALFORMED", text: withInside("<a></b>") },
  { what: "an attribute without quotes", code: "XML_MALFORMED", text: withInside("<a b=c/>") },
  { what: "an attribute twice", code: "XML_MALFORMED", text: withInside('<a b="1" b="2"/>') },
  {
    what: "an attribute twice by two prefixes",
    code: "XML_MALFORMED",
    text: withInside('<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>'),
  },
  { what: "a prefix without a namespace", code: "XML_MALFORMED", text: withInside("<x:a/>") },
  { what: "a bare ampersand", code: "XML_MALFORMED", text: withInside("<a>&</a>") },
  { what: "an entity of HTML", code: "XML_MALFORMED", text: withInside("<a>&nbsp;</a>") },
  { what: "a control character", code: "XML_MALFORMED", text: withInside("<a>\u0001</a>") },
  { what: "a NUL", code: "XML_MALFORMED", text: withInside("<a>\u0000</a>") },
  { what: "a reference to NUL", code: "XML_MALFORMED", text: withInside("<a>&#0;</a>") },
  { what: "a reference beyond Unicode", code: "XML_MALFORMED", text: withInside("<a>&#x110000;</a>") },
  { what: "text behind the root", code: "XML_MALFORMED", text: `${ubl()}more` },
  { what: "two roots", code: "XML_MALFORMED", text: `${ubl()}<a/>` },
  { what: "an XML declaration in the middle", code: "XML_MALFORMED", text: withInside('<?xml version="1.0"?>') },
  { what: "XML 1.1", code: "XML_MALFORMED", text: ubl().replace('version="1.0"', 'version="1.1"') },
  { what: "white space before its XML declaration", code: "XML_MALFORMED", text: ` ${ubl()}` },
  { what: "no root", code: "XML_MALFORMED", text: '<?xml version="1.0"?>\n<!-- nothing -->' },
];

const DOCTYPES: readonly Case[] = [
  { what: "a document type", code: "DOCTYPE_REFUSED", text: ubl().replace("<Invoice", "<!DOCTYPE Invoice>\n<Invoice") },
  {
    what: "an external entity (XXE)",
    code: "DOCTYPE_REFUSED",
    text: '<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice>&x;</Invoice>',
  },
  {
    what: "entities of entities (a billion laughs)",
    code: "DOCTYPE_REFUSED",
    text: '<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;"><!ENTITY n "&m;&m;&m;">]><a>&n;</a>',
  },
  {
    what: "a parameter entity",
    code: "DOCTYPE_REFUSED",
    text: '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1/">%p;]><a/>',
  },
];

const STRANGERS: readonly Case[] = [
  { what: "another vocabulary", code: "NOT_AN_INVOICE", text: "<html><body/></html>" },
  { what: "an invoice of no namespace", code: "NOT_AN_INVOICE", text: "<Invoice/>" },
  {
    what: "an order of UBL",
    code: "NOT_AN_INVOICE",
    text: '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>',
  },
  {
    what: "a bank statement",
    code: "NOT_AN_INVOICE",
    text: '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"/>',
  },
  { what: "ZUGFeRD 1.0", code: "NOT_AN_INVOICE", text: '<a xmlns="urn:ferd:CrossIndustryDocument:invoice:1p0"/>' },
];

// eslint-disable-next-line @typescript-eslint/require-await -- a stream is asynchronous by its type
async function* fromPieces(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

function refuses({ what, code, text }: Case): void {
  it(`with ${what} is refused as ${code}`, async () => {
    const error = await refusal(bytes(text));
    expect(error.code).to.equal(code);
    expect(error.wayOut).to.not.equal("");
    expect(error.line).to.be.at.least(1);
    expect(error.message).to.contain(error.wayOut);
  });
}

describe("A document that is not well-formed", () => {
  MALFORMED.forEach(refuses);
});

describe("A document that declares a document type", () => {
  DOCTYPES.forEach(refuses);
});

describe("A document that is no invoice", () => {
  STRANGERS.forEach(refuses);

  const files: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ["a PDF", bytes("%PDF-1.7 …"), /XML attached to the PDF/],
    ["a ZIP file", Uint8Array.of(0x50, 0x4b, 3, 4, 0), /unpack it/],
    ["a gzip file", Uint8Array.of(0x1f, 0x8b, 8, 0), /unpack it/],
    ["plain text", bytes("Rechnung Nr. 1"), /./],
    ["JSON", bytes('{"invoice":1}'), /./],
  ];
  for (const [what, content, wayOut] of files) {
    it(`but ${what} is refused with a way out`, async () => {
      const error = await refusal(content);
      expect(error.code).to.equal("NOT_XML");
      expect(error.wayOut).to.match(wayOut);
    });
  }

  it("but empty, or white space, is refused", async () => {
    expect((await refusal(new Uint8Array(0))).code).to.equal("EMPTY");
    expect((await refusal(stream("", "x", 0, ""))).code).to.equal("EMPTY");
    expect((await refusal(bytes(" \n "))).code).to.equal("XML_MALFORMED");
    expect((await refusal(bytes("<"))).code).to.equal("XML_MALFORMED");
  });
});

describe("Text that stands where none may", () => {
  const blank = "\n".repeat(3);
  const cases: readonly (readonly [string, string, string, number, number])[] = [
    ["at the very beginning", "Rechnung Nr. 1", "NOT_XML", 1, 1],
    ["behind blank lines", `${blank}  \r\n  {"invoice":1}`, "NOT_XML", 5, 3],
    ["of many lines", `one\ntwo\nthree<a/>`, "NOT_XML", 1, 1],
    ["behind the declaration", '<?xml version="1.0"?>\n oops\nmore <a/>', "XML_MALFORMED", 2, 2],
    ["behind a comment", "<!-- a\nb --> c <a/>", "XML_MALFORMED", 2, 7],
    ["behind an instruction", "<?a\nb?> c <a/>", "XML_MALFORMED", 2, 5],
    ["behind the root", `${ubl()}\n\n  more\nand more`, "XML_MALFORMED", ubl().split("\n").length + 2, 3],
    ["right behind the root", `${ubl()}more`, "XML_MALFORMED", 0, 0],
  ];
  for (const [where, text, code, line, column] of cases) {
    it(`${where} is reported where it begins, however the document is cut`, async () => {
      const lines = ubl().split("\n");
      const place = line === 0 ? [lines.length, (lines.at(-1) ?? "").length + 1] : [line, column];
      const pieces = Array.from(text, (character) => bytes(character));
      for (const source of [bytes(text), fromPieces(pieces)]) {
        const error = await refusal(source);
        expect(error.code).to.equal(code);
        expect([error.line, error.column]).to.deep.equal(place);
      }
    });
  }
});

describe("A source that breaks", () => {
  it("passes its own error on", async () => {
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream is asynchronous by its type
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield bytes(HEAD);
      throw new Error("connection lost");
    }
    let message = "";
    await readInvoice(broken()).catch((error: unknown) => {
      message = String(error);
    });
    expect(message).to.equal("Error: connection lost");
  });
});
