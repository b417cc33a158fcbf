import { expect } from "chai";
import { findingsOf, party, read, rulesOf, ubl } from "./documents.ts";

async function ofNumber(number: string): ReturnType<typeof read> {
  return read(ubl({ number: `<cbc:ID>${number}</cbc:ID>` }));
}

async function ofBuyer(name: string): ReturnType<typeof read> {
  return read(ubl({ buyer: party("Customer", name) }));
}

describe("Characters that deceive", () => {
  const unseen = [
    ["a right-to-left override", "INV\u202e-1", "TEXT-BIDI", "\\u{202e} as character 4 of INV\\u{202e}-1"],
    ["an isolate", "INV\u2066-1", "TEXT-BIDI", "\\u{2066} as character 4 of INV\\u{2066}-1"],
    ["a zero-width space", "INV-\u200b1", "TEXT-UNSEEN", "\\u{200b} as character 5 of INV-\\u{200b}1"],
    ["a soft hyphen", "INV\u00ad-1", "TEXT-UNSEEN", "\\u{ad} as character 4 of INV\\u{ad}-1"],
    ["a tag character", "INV-1\u{e0041}", "TEXT-UNSEEN", "\\u{e0041} as character 6 of INV-1\\u{e0041}"],
    ["a C1 control", "INV-\u009b1", "TEXT-UNSEEN", "\\u{9b} as character 5 of INV-\\u{9b}1"],
    ["a tabulator", "INV\t-1", "TEXT-UNSEEN", "\\u{9} as character 4 of INV\\u{9}-1"],
  ] as const;
  for (const [what, number, rule, actual] of unseen) {
    it(`make a number with ${what} unusable, and the number stays as written`, async () => {
      const reading = await ofNumber(number);
      expect(reading.usable).to.equal(false);
      expect(reading.invoice.number).to.equal(number);
      expect(findingsOf(reading, rule)[0]).to.include({ severity: "fatal", field: "number", actual });
    });
  }

  it("in a name are a warning, and the name stays as written", async () => {
    const reading = await ofBuyer("Beispiel\u200b Anlagenbau\u202e SE");
    expect(reading.usable).to.equal(true);
    expect(reading.invoice.buyer.name).to.equal("Beispiel\u200b Anlagenbau\u202e SE");
    expect(reading.findings[0]).to.include({ rule: "TEXT-UNSEEN", severity: "warning", field: "buyer.name" });
  });

  it("include letters of another script that look Latin, inside one word of a name", async () => {
    const [finding] = findingsOf(await ofBuyer("Веispiel Anlagenbau SE"), "TEXT-MIXED-SCRIPT");
    expect(finding).to.include({ field: "buyer.name", actual: "\\u{412}\\u{435}ispiel" });
  });

  it("include letters of another script anywhere in a number", async () => {
    expect(rulesOf(await ofNumber("INV-\u041e1"))).to.deep.equal(["TEXT-MIXED-SCRIPT"]);
  });

  it("include so many of them that no ledger has room for them", async () => {
    expect(rulesOf(await ofNumber("1".repeat(200)))).to.deep.equal([]);
    const [finding] = (await ofNumber("1".repeat(201))).findings;
    expect(finding).to.include({ rule: "TEXT-LONG", severity: "fatal", actual: "201 characters" });
    expect(rulesOf(await ofBuyer("B".repeat(501)))).to.deep.equal(["TEXT-LONG"]);
  });

  it("include full-width characters and other forms of one text in a number", async () => {
    expect(findingsOf(await ofNumber("ＩＮＶ-1"), "TEXT-WIDE")[0]).to.include({ expected: "INV-1" });
    expect(rulesOf(await ofNumber("RE-Mu\u0308-1"))).to.deep.equal(["TEXT-NOT-NFC"]);
  });

  for (const name of [
    "示例重工集团（德国）股份有限公司",
    "Alfa Банк",
    "Αθήνα Α.Ε.",
    "Ünïté Ltd",
    "ООО «Пример»",
    "شركة المثال",
    "A\n        B GmbH",
  ]) {
    it(`are not found in the honest name ${JSON.stringify(name)}`, async () => {
      expect(rulesOf(await ofBuyer(name))).to.deep.equal([]);
    });
  }

  for (const number of ["2026/0001-A", "№ 17", "第001号", "RE_2026.11"]) {
    it(`are not found in the honest number ${number}`, async () => {
      expect(rulesOf(await ofNumber(number))).to.deep.equal([]);
    });
  }
});
