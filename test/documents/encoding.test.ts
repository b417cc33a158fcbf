import { expect } from "chai";
import type { DocumentErrorCode } from "../../src/documents/errors.ts";
import { bytes, refusal, ubl } from "./documents.ts";

const [HEAD = "", TAIL = ""] = ubl({ more: "|" }).split("|");

/** A valid document with something inserted where UBL allows any element that is not read. */
function withInside(text: string): string {
  return `${HEAD}${text}${TAIL}`;
}

describe("A document in another encoding", () => {
  const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");
  const cases: readonly (readonly [string, Uint8Array, DocumentErrorCode])[] = [
    ["UTF-16 with a byte order mark", utf16(`\ufeff${ubl()}`), "ENCODING_UNSUPPORTED"],
    ["UTF-16 without one", utf16(ubl()), "ENCODING_UNSUPPORTED"],
    ["UTF-16, big end first", utf16(`\ufeff${ubl()}`).swap16(), "ENCODING_UNSUPPORTED"],
    ["UTF-32", Uint8Array.of(0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c), "ENCODING_UNSUPPORTED"],
    ["EBCDIC", Uint8Array.of(0x4c, 0x6f, 0xa7, 0x94, 0x93), "ENCODING_UNSUPPORTED"],
    ["ISO 8859-1 by its declaration", bytes(ubl().replace("UTF-8", "ISO-8859-1")), "ENCODING_UNSUPPORTED"],
    ["GB 18030 by its declaration", bytes(ubl().replace("UTF-8", "GB18030")), "ENCODING_UNSUPPORTED"],
    ["ISO 8859-1 that claims to be UTF-8", Buffer.from(withInside("<a>Präzision</a>"), "latin1"), "ENCODING_INVALID"],
  ];
  for (const [what, content, code] of cases) {
    it(`${what}, is refused as ${code}`, async () => {
      expect((await refusal(content)).code).to.equal(code);
    });
  }

  const sequences: readonly (readonly [string, readonly number[]])[] = [
    ["an overlong form", [0xc0, 0xaf]],
    ["an overlong NUL", [0xc0, 0x80]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["a number beyond Unicode", [0xf4, 0x90, 0x80, 0x80]],
    ["a continuation alone", [0x80]],
    ["a sequence cut short", [0xe4, 0xb8]],
  ];
  for (const [what, sequence] of sequences) {
    it(`UTF-8 with ${what}, is refused as ENCODING_INVALID`, async () => {
      const content = Buffer.concat([bytes(`${HEAD}<a>`), Uint8Array.from(sequence), bytes(`</a>${TAIL}`)]);
      const error = await refusal(content);
      expect(error).to.include({ code: "ENCODING_INVALID", field: "encoding" });
      expect(error.value).to.match(/^bytes \d+ to \d+$/);
    });
  }

  it("that ends within a character is refused", async () => {
    expect((await refusal(Buffer.concat([bytes(ubl()), Uint8Array.of(0xe4)]))).code).to.equal("ENCODING_INVALID");
  });
});
