import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import type { DocumentErrorCode } from "../../src/documents/errors.ts";
import { LIMITS } from "../../src/documents/limits.ts";
import { readInvoice } from "../../src/documents/readInvoice.ts";
import { bytes, line, read, refusal, stream, ubl, within } from "./documents.ts";

const MEGABYTE = 1024 * 1024;
const [HEAD = "", TAIL = ""] = ubl({ more: "|" }).split("|");

/** A valid document with something inserted where UBL allows any element that is not read. */
function withInside(text: string): string {
  return `${HEAD}${text}${TAIL}`;
}

const OBJECT = "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject";
const [BEFORE = "", AFTER = ""] = ubl({ more: within(OBJECT, "|") }).split("|");
const ATTACHMENT = { head: BEFORE, tail: AFTER };

describe("A document beyond a limit", () => {
  it("of bytes is refused before it is looked at, or as soon as the stream passes it", async () => {
    expect((await refusal(new Uint8Array(LIMITS.bytes + 1))).code).to.equal("TOO_LARGE");
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for await (const chunk of stream(`${HEAD}<a>`, "A", 100 * MEGABYTE, `</a>${TAIL}`)) {
        sent += chunk.length;
        yield chunk;
      }
    }
    expect((await refusal(endless())).code).to.equal("TOO_LARGE");
    expect(sent).to.be.within(LIMITS.bytes, LIMITS.bytes + MEGABYTE);
  });

  const nested = (depth: number): string => `${"<a>".repeat(depth)}${"</a>".repeat(depth)}`;
  const elements = "<a/>".repeat(LIMITS.elements);
  const cases: readonly (readonly [string, string, DocumentErrorCode])[] = [
    ["of depth", withInside(nested(10_000)), "TOO_DEEP"],
    ["of elements", withInside(elements), "TOO_MANY_ELEMENTS"],
    [
      "of attributes",
      withInside(`<a ${Array.from({ length: 1_000_000 }, (_, i) => `a${i}=""`).join(" ")}/>`),
      "TOO_MANY_ATTRIBUTES",
    ],
    ["of text", ubl({ number: `<cbc:ID>${"1".repeat(2 * MEGABYTE)}</cbc:ID>` }), "TEXT_TOO_LONG"],
    ["of text made of entities", ubl({ number: `<cbc:ID>${"&lt;".repeat(MEGABYTE)}</cbc:ID>` }), "TEXT_TOO_LONG"],
    ["of CDATA", ubl({ number: `<cbc:ID><![CDATA[${"]x".repeat(MEGABYTE)}]]></cbc:ID>` }), "TEXT_TOO_LONG"],
    ["of an attribute", withInside(`<a b="${"1".repeat(2 * MEGABYTE)}"/>`), "TEXT_TOO_LONG"],
    ["of a comment", withInside(`<!--${"a-".repeat(MEGABYTE)}-->`), "TEXT_TOO_LONG"],
    ["of a processing instruction", withInside(`<?p ${"?a".repeat(MEGABYTE)}?>`), "TEXT_TOO_LONG"],
    ["of a name", withInside(`<${"n".repeat(2 * MEGABYTE)}/>`), "TEXT_TOO_LONG"],
    ["of an entity's name", withInside(`<a>&${"n".repeat(2 * MEGABYTE)}`), "TEXT_TOO_LONG"],
    ["of white space in a tag", withInside(`<a${" ".repeat(2 * MEGABYTE)}/>`), "TEXT_TOO_LONG"],
    ["of a document type", `<!DOCTYPE a [${"<!ENTITY a 'b'>".repeat(200_000)}`, "TEXT_TOO_LONG"],
  ];
  for (const [what, text, code] of cases) {
    it(`${what} is refused as ${code}`, async () => {
      expect((await refusal(bytes(text))).code).to.equal(code);
    });
  }

  it("is read as long as it stays within it", async () => {
    const { depth, attributes } = LIMITS;
    const most = `${nested(depth - 1)}<a ${Array.from({ length: attributes }, (_, i) => `a${i}=""`).join(" ")}/>`;
    expect((await read(withInside(most))).usable).to.equal(true);
    expect((await refusal(bytes(withInside(nested(depth))))).code).to.equal("TOO_DEEP");
  });

  it("can be allowed to somebody who is known to need it", async () => {
    const text = withInside(nested(100));
    expect((await read(text, { limits: { depth: 200 } })).usable).to.equal(true);
    expect((await refusal(bytes(ubl()), { limits: { bytes: 100 } })).code).to.equal("TOO_LARGE");
  });

  it("of the text of a term does not hold for an attachment, which is passed over", async () => {
    const reading = await readInvoice(stream(ATTACHMENT.head, "JVBERi0xLjQK", 4 * MEGABYTE, ATTACHMENT.tail));
    expect(reading.usable).to.equal(true);
  });

  it("of bytes may be raised: 100 MB are read in a heap of 48", () => {
    const script = fileURLToPath(new URL("readLargeDocument.ts", import.meta.url));
    const input = JSON.stringify(ATTACHMENT);
    const child = spawnSync(process.execPath, ["--max-old-space-size=48", script], { input, encoding: "utf8" });
    expect(child.stderr).to.equal("");
    expect(child.stdout).to.equal("usable: true");
  });

  it("of findings still says that the document is unusable", async () => {
    const lines = line("x");
    const reading = await read(ubl({ lines: lines.repeat(2000) }));
    expect(reading.usable).to.equal(false);
    expect(reading.findings).to.have.length(500);
  });
});
