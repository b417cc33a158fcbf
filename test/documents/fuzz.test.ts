import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { DocumentError } from "../../src/documents/errors.ts";
import { readInvoice } from "../../src/documents/readInvoice.ts";
import type { InvoiceReading } from "../../src/documents/readInvoice.ts";
import { bytes, fixture } from "./documents.ts";

/** Reading ends in a reading or in the one typed error, whatever the bytes are. */
async function outcome(content: Uint8Array): Promise<InvoiceReading | DocumentError> {
  try {
    return await readInvoice(content);
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
}

const DOCUMENTS = ["everything.ubl.xml", "everything.cii.xml", "red-letter.cn.xml"] as const;
const names = fc.constantFrom(...DOCUMENTS);
const place = fc.double({ min: 0, max: 1, noNaN: true });
const SNIPPETS = [
  "<",
  ">",
  "&",
  "&#x202e;",
  "]]>",
  "<!--",
  "<![CDATA[",
  "<!DOCTYPE a>",
  "<?xml?>",
  "\u0000",
  "\uffff",
  '"',
  "</",
  "<a:b/>",
];

describe("Reading a document that was damaged", () => {
  for (const name of DOCUMENTS) {
    it(`by cutting ${name} short never gives a reading`, async () => {
      const whole = fixture(name);
      const end = whole.lastIndexOf(0x3e) + 1;
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: end - 1 }), async (length) => {
          expect(await outcome(whole.subarray(0, length))).to.be.instanceOf(DocumentError);
        }),
        { numRuns: runs(200) },
      );
    });
  }

  it("by changing bytes ends in a reading or in the typed error", async () => {
    const changes = fc.array(fc.tuple(place, fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(names, changes, async (name, list) => {
        const content = Uint8Array.from(fixture(name));
        for (const [at, byte] of list) content[Math.floor(at * (content.length - 1))] = byte;
        await outcome(content);
      }),
      { numRuns: runs(400) },
    );
  });

  it("by inserting markup ends in a reading or in the typed error", async () => {
    const snippet = fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ unit: "binary", maxLength: 12 }));
    await fc.assert(
      fc.asyncProperty(names, place, snippet, async (name, at, inserted) => {
        const text = new TextDecoder().decode(fixture(name));
        const index = Math.floor(at * text.length);
        await outcome(bytes(text.slice(0, index) + inserted + text.slice(index)));
      }),
      { numRuns: runs(400) },
    );
  });

  it("by moving a piece elsewhere ends in a reading or in the typed error", async () => {
    await fc.assert(
      fc.asyncProperty(names, place, place, place, async (name, from, length, to) => {
        const text = new TextDecoder().decode(fixture(name));
        const start = Math.floor(from * text.length);
        const piece = text.slice(start, start + Math.floor(length * 400));
        const rest = text.slice(0, start) + text.slice(start + piece.length);
        const index = Math.floor(to * rest.length);
        await outcome(bytes(rest.slice(0, index) + piece + rest.slice(index)));
      }),
      { numRuns: runs(400) },
    );
  });

  it("by replacing the text of one element never hides the figure that was written", async () => {
    const value = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom("", "0", "-1", "1e9", "999999999999999999999"),
    );
    await fc.assert(
      fc.asyncProperty(value, async (written) => {
        const escaped = written.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
        const text = new TextDecoder().decode(fixture("everything.ubl.xml")).replace(/>759\.00</, () => `>${escaped}<`);
        const result = await outcome(bytes(text));
        const same = written.trim() === "759.00";
        if (!(result instanceof DocumentError)) expect(result.usable, written).to.equal(same);
      }),
      { numRuns: runs(200) },
    );
  });

  it("from random bytes ends in the typed error", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (content) => {
        expect(await outcome(content)).to.be.instanceOf(DocumentError);
      }),
      { numRuns: runs(300) },
    );
  });
});
