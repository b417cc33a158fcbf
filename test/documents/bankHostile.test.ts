import { expect } from "chai";
import { fromCodes } from "../../src/documents/bank/swift/codes.ts";
import { FindingLog } from "../../src/documents/bank/findingLog.ts";
import { fromNonSwift } from "../../src/documents/bank/swift/nonSwift.ts";
import { fromSubfields } from "../../src/documents/bank/swift/subfields.ts";
import { statementLineOf } from "../../src/documents/bank/swift/statementLine.ts";
import { balanceOf } from "../../src/documents/bank/swift/values.ts";
import { readBankParts } from "../../src/documents/bank/readBankFile.ts";
import { sniff } from "../../src/documents/bank/sniff.ts";
import { looksLikeIban, reference } from "../../src/documents/bank/text.ts";
import { BALANCES, bankRefusal, camt053, mt940, ntry, statementIn } from "./bankFiles.ts";
import { bytes, stream } from "./documents.ts";

/** What somebody sends who is no bank. */

describe("A file that is no statement", () => {
  const pain = "urn:iso:std:iso:20022:tech:xsd:pain.00";
  const files: readonly (readonly [what: string, content: string, code: string])[] = [
    ["a payment order", `<Document xmlns="${pain}1.001.03"><CstmrCdtTrfInitn/></Document>`, "PAYMENT_ORDER"],
    ["a direct debit order", `<Document xmlns="${pain}8.001.02"><CstmrDrctDbtInitn/></Document>`, "PAYMENT_ORDER"],
    ["a payment status", `<Document xmlns="${pain}2.001.03"><CstmrPmtStsRpt/></Document>`, "PAYMENT_STATUS"],
    ["OFX", "OFXHEADER:100\nDATA:OFXSGML\n<OFX></OFX>", "OFX"],
    ["OFX as XML", '<?xml version="1.0"?><OFX><BANKMSGSRSV1/></OFX>', "OFX"],
    ["an e-invoice", "<Invoice/>", "FORMAT_UNKNOWN"],
    ["JSON", '{"entries":[]}', "FORMAT_UNKNOWN"],
    ["a PDF", "%PDF-1.7", "FORMAT_UNKNOWN"],
    ["a ZIP archive", "PK\u0003\u0004", "TABLE_UNREADABLE"],
    ["QIF", "!Type:Bank\nD1/2/2026", "FORMAT_UNKNOWN"],
    ["prose", "Dear customer", "FORMAT_UNKNOWN"],
    ["nothing", "", "EMPTY"],
    ["white space", " \r\n ", "EMPTY"],
    ["XML that breaks off", camt053(BALANCES).slice(0, -20), "XML_MALFORMED"],
    ["XML with a document type", `<!DOCTYPE a [<!ENTITY b "c">]>${camt053(BALANCES)}`, "DOCTYPE_REFUSED"],
    ["XML that refers to a file", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "DOCTYPE_REFUSED"],
    ["XML with an entity of HTML", camt053(ntry("1", "<AddtlNtryInf>&nbsp;</AddtlNtryInf>")), "XML_MALFORMED"],
    ["XML in another encoding", `<?xml version="1.0" encoding="ISO-8859-1"?>${camt053("")}`, "ENCODING_UNSUPPORTED"],
    ["XML too deep", `${"<a>".repeat(100)}${"</a>".repeat(100)}`, "TOO_DEEP"],
  ];
  for (const [what, content, code] of files) {
    it(`but ${what} is refused as ${code}, with a way out for people of banks`, async () => {
      const error = await bankRefusal(content);
      expect(error.code).to.equal(code);
      expect(error.wayOut).not.to.equal("").and.not.to.include("invoic");
      expect(error.message).to.include(error.wayOut).and.not.to.include("invoic");
    });
  }

  it("but UTF-16 is refused, and bytes that are no UTF-8 in XML too", async () => {
    expect((await bankRefusal(Uint8Array.of(0xff, 0xfe, 0x3c, 0))).code).to.equal("ENCODING_UNSUPPORTED");
    const broken = Buffer.concat([bytes("<Document>"), Uint8Array.of(0xc3, 0x28)]);
    expect((await bankRefusal(broken)).code).to.equal("ENCODING_INVALID");
  });

  it("leaves no file open", async () => {
    let isClosed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield* stream("Dear customer", " and so on", 200_000, "");
      } finally {
        isClosed = true;
      }
    }
    await bankRefusal(source());
    expect(isClosed).to.equal(true);
  });
});

describe("A file without end", () => {
  const [head = "", tail = ""] = camt053("|").split("|");
  const cases: readonly (readonly [what: string, head: string, piece: string, tail: string, code: string])[] = [
    ["of one entry with elements", `${head}<Ntry>`, "<a/>", "</Ntry>", "TOO_MANY_ELEMENTS"],
    ["of one entry with transactions", `${head}<Ntry>`, "<TxDtls/>", "</Ntry>", "TOO_MANY_PARTS"],
    ["of balances", head, BALANCES, tail, "TOO_MANY_PARTS"],
    ["of one text", `${head}<Id>`, "x", "</Id>", "TEXT_TOO_LONG"],
    ["of one line", ":20:", "x", "", "TEXT_TOO_LONG"],
    ["of one field", ":20:X\n:61:261102C5,NTRFX\n:86:", "x\n", "", "TEXT_TOO_LONG"],
    ["of balances in MT940", ":20:X\n:25:1\n", ":65:C261102EUR1,\n", "", "TOO_MANY_PARTS"],
  ];
  for (const [what, begin, piece, end, code] of cases) {
    it(`${what} is refused as ${code}`, async () => {
      const error = await bankRefusal(stream(begin, piece, 4_000_000, end));
      expect(error.code).to.equal(code);
    });
  }

  it("is refused at the limit that a caller sets", async () => {
    for (const text of [camt053(BALANCES), mt940([`:86:${"x".repeat(100)}`])]) {
      expect((await bankRefusal(text, { limits: { bytes: 100 } })).code).to.equal("TOO_LARGE");
    }
  });

  it("raises no more findings than are kept, and no flood of warnings hides an error", async () => {
    const warned = ntry("1.00").replace(/<BkTxCd>.*<\/BkTxCd>/, "");
    const { findings } = await statementIn(camt053(warned.repeat(400) + ntry("1.001").repeat(400)));
    expect(findings.filter(({ severity }) => severity === "error")).to.have.length(250);
    expect(findings).to.have.length(500);
  });
});

describe("Twenty thousand entries", () => {
  const [begin = "", end = ""] = camt053("|").split("|");
  for (const [name, head, piece, tail] of [
    ["camt.053", begin, ntry("1.00"), end],
    ["MT940", ":20:X\r\n:25:1\r\n:60F:C261102EUR0,\r\n", ":61:261102C1,NTRFX//R\r\n:86:Text\r\n", "-"],
  ] as const) {
    it(`in ${name} are passed on one by one, while the file is still being read`, async () => {
      let sent = 0;
      async function* counted(): AsyncGenerator<Uint8Array> {
        for await (const chunk of stream(head, piece, 20_000 * piece.length, tail)) {
          sent += chunk.length;
          yield chunk;
        }
      }
      let entries = 0;
      let sentAtFirst = 0;
      for await (const part of readBankParts(counted())) {
        if (part.kind === "entry") entries += 1;
        if (entries === 1 && sentAtFirst === 0) sentAtFirst = sent;
      }
      expect(entries).to.be.within(19_000, 23_000);
      expect(sentAtFirst).to.be.lessThan(sent / 2);
    });
  }
});

describe("Patterns over text that strangers write", () => {
  const LENGTH = 100_000;
  const MILLISECONDS = 250;
  const log = new FindingLog();
  const field = (tag: string, text: string): { tag: string; lines: string[]; line: number } => {
    return { tag, lines: text.split("\n"), line: 1 };
  };
  const readers: Readonly<Record<string, (text: string) => unknown>> = {
    fromCodes: (text) => fromCodes(text.split("\n")),
    fromSubfields: (text) => fromSubfields([`166?20${text}`]),
    fromNonSwift: (text) => fromNonSwift(text.split("\n")),
    statementLineOf: (text) => statementLineOf(field("61", text), "EUR", "entry", log),
    balanceOf: (text) => balanceOf(field("62F", text), "EUR", log),
    sniff: (text) => {
      try {
        return sniff(bytes(text));
      } catch {
        return undefined;
      }
    },
    reference,
    looksLikeIban,
  };
  const pieces = [
    "0",
    "1",
    "A",
    " ",
    "\n",
    "?",
    "?20",
    "?2",
    "/",
    "//",
    "/EREF/",
    "/REMI",
    "EREF+",
    "SVWZ+ ",
    ":61:",
    "C",
    ",",
  ];
  for (const [name, reader] of Object.entries(readers)) {
    it(`take time linear in its length: ${name}`, () => {
      for (const piece of pieces) {
        const text = piece.repeat(Math.ceil(LENGTH / piece.length));
        for (const whole of [text, `261102C1,NTRF${text}`, `${text}!`]) {
          const start = performance.now();
          reader(whole);
          expect(performance.now() - start, JSON.stringify(piece)).to.be.lessThan(MILLISECONDS);
        }
      }
    });
  }
});
