import { expect } from "chai";
import { bankFixture, bankRefusal, entryAt, errorRules, mt940 } from "./bankFiles.ts";
import { statementIn, statementsIn, warningRules } from "./bankFiles.ts";
import type { BankDetail, BankEntry } from "../../src/domain/bankStatement.ts";

const LINE = ":61:2611021102C5,00NTRFNONREF//REF-1";

async function entryOf(...lines: readonly string[]): Promise<BankEntry> {
  return entryAt(await statementIn(mt940(lines)), 0);
}

async function detailOf(...lines: readonly string[]): Promise<BankDetail> {
  const [detail] = (await entryOf(LINE, ...lines)).details;
  if (detail === undefined) throw new Error("the entry has no detail");
  return detail;
}

describe("An MT940 of two pages", () => {
  it("is a statement for each page, whose balances follow from each other", async () => {
    const [first, second] = await statementsIn(bankFixture("pages.sta"));
    expect(first).to.include({ format: "MT940", messageId: "MW-940", statementId: "00207", balanced: true });
    expect(first?.page).to.deep.equal({ number: 1, last: undefined });
    expect(first?.account).to.deep.equal({
      ...{ iban: undefined, otherId: "37040044/0532013000EUR", currency: "EUR" },
      ...{ owner: undefined, bic: undefined },
    });
    expect(second).to.include({ balanced: true });
    expect(second?.balances.map(({ kind, amount }) => [kind, amount])).to.deep.equal([
      ["interimOpening", 1236200n],
      ["closing", 1265700n],
      ["closingAvailable", 1265700n],
    ]);
    for (const page of [first, second]) expect(page?.findings).to.deep.equal([]);
  });

  it("that does not go on from the balance of the page before is an error", async () => {
    const text = new TextDecoder().decode(bankFixture("pages.sta"));
    const changed = text.replace(":60M:C261102EUR12362,00", ":60M:C261102EUR12361,00");
    const [, second] = await statementsIn(changed.replace(/(:6[24]F?:C270102EUR)12657/g, "$112656"));
    expect(second?.balanced).to.equal(true);
    expect(second?.findings[0]).to.include({ rule: "BALANCE-PAGES", expected: "12362.00 EUR", actual: "12361.00 EUR" });
  });

  it("tells of a payment in the subfields of German banks", async () => {
    const [page] = await statementsIn(bankFixture("pages.sta"));
    const [entry] = page?.entries ?? [];
    expect(entry).to.include({ amount: 1166200n, bookingDate: "2026-11-02", bankReference: "BANK-1" });
    expect(entry?.transactionCode?.proprietary).to.equal("NTRF+166");
    const [detail] = entry?.details ?? [];
    expect(detail?.references.endToEndId).to.equal("E2E-1");
    expect(detail?.unstructured).to.deep.equal(["Rechnung MW-2026-1101 abz. 2 % Skonto"]);
    expect(detail?.counterparty).to.include({ name: "Beispiel Anlagenbau SE", iban: "FR1420041010050500013M02606" });
    expect(detail?.counterparty.bic).to.equal("PSSTFRPPPAR");
    expect(detail?.returned).to.equal(undefined);
  });

  it("marks a debit that is taken back, and finds the year of an entry date", async () => {
    const [, page] = await statementsIn(bankFixture("pages.sta"));
    const [back, charge] = page?.entries ?? [];
    expect(back).to.include({ amount: 30000n, reversal: true, status: "booked" });
    expect(back?.details[0]?.returned).to.deep.equal({ reason: "914", texts: [] });
    expect(charge).to.include({ amount: -500n, valueDate: "2026-12-31", bookingDate: "2027-01-02" });
    expect(charge?.additionalInformation).to.equal("/OCMT/EUR4,5//CHGS/EUR0,5/");
  });
});

describe("An MT942", () => {
  it("has expected entries, which are pending, and totals instead of balances", async () => {
    const statement = await statementIn(bankFixture("intraday.mt942.sta"));
    expect(statement).to.include({ format: "MT942", balanced: undefined });
    expect(statement.entries.map(({ status, amount }) => [status, amount])).to.deep.equal([
      ["booked", 25000n],
      ["pending", 7550n],
    ]);
    expect(statement.findings).to.deep.equal([]);
  });

  it("tells of payments in the codes of Dutch banks", async () => {
    const { entries } = await statementIn(bankFixture("intraday.mt942.sta"));
    const [first, second] = entries.map(({ details }) => details[0]);
    expect(first?.counterparty).to.include({ name: "Voorbeeld BV", iban: "NL91ABNA0417164300", bic: "ABNANL2AXXX" });
    expect(first).to.deep.include({ unstructured: ["Factuur MW-2026-1102"] });
    expect(first?.references.endToEndId).to.equal("E2E-7");
    expect(second?.counterparty).to.include({ name: "Klant NV", iban: "NL20INGB0001234567", bic: "INGBNL2A" });
    expect(second?.structured[0]?.creditorReference).to.deep.equal({
      ...{ type: "SCOR", issuer: "CUR", reference: "1234567812345678" },
    });
    expect(second?.references.mandateId).to.equal("M-1");
  });
});

describe("The line of an entry (field 61)", () => {
  const marks: readonly (readonly [mark: string, amount: bigint, reversal: boolean, status: string])[] = [
    ["C", 500n, false, "booked"],
    ["D", -500n, false, "booked"],
    ["CR", 500n, false, "booked"],
    ["DR", -500n, false, "booked"],
    ["RC", -500n, true, "booked"],
    ["RD", 500n, true, "booked"],
    ["RCR", -500n, true, "booked"],
    ["EC", 500n, false, "pending"],
    ["ED", -500n, false, "pending"],
  ];
  for (const [mark, amount, reversal, status] of marks) {
    it(`marked ${mark} is ${status}, ${amount} cents, ${reversal ? "taking back" : "on its own"}`, async () => {
      expect(await entryOf(`:61:261102${mark}5,NTRFNONREF`)).to.include({ amount, reversal, status });
    });
  }

  it("is read as banks write it, without an entry date, with blanks for it, broken in two, or padded", async () => {
    const lines = [":61:261102C5,00NTRFX", ":61:261102    C5,NTRFX", ":61:2611021102C\r\n5,00NTRFX"];
    for (const line of [...lines, ":61:261102C00000000005,00NTRFX", ":61:261102C5NTRFX"]) {
      expect(await entryOf(line)).to.include({ amount: 500n, reference: "X", valueDate: "2026-11-02" });
    }
  });

  it("keeps the owner's reference and the bank's apart, and takes no placeholder for one", async () => {
    const own = await entryOf(":61:261102C5,NTRFRE 1/2//B//1");
    expect(own).to.include({ reference: "RE 1/2", bankReference: "B//1" });
    for (const nothing of ["NONREF//", "NONREF//0000", "//NONREF", "KREF+//NOTPROVIDED"]) {
      const entry = await entryOf(`:61:261102C5,NTRF${nothing}`);
      expect(entry).to.include({ reference: undefined, bankReference: undefined });
    }
  });

  it("that cannot be read is an error, and the entry is left out and counted", async () => {
    for (const line of [":61:261102X5,00NTRF", ":61:261102C1.2.3NTRF", ":61:261102Cfive"]) {
      const statement = await statementIn(mt940([line, LINE]));
      expect(statement).to.include({ entryCount: 2, balanced: undefined });
      expect(statement.entries).to.have.length(1);
      expect(errorRules(statement)).to.deep.equal(["FORMAT-ENTRY"]);
    }
  });

  it("with 30 February is read without a value date, with a warning", async () => {
    const statement = await statementIn(mt940([":61:2702300301C5,NTRFX"]));
    expect(entryAt(statement, 0)).to.include({ valueDate: undefined, bookingDate: "2027-03-01" });
    expect(warningRules(statement)).to.include("FORMAT-DATE");
  });
});

describe("The text behind an entry (field 86)", () => {
  it("does not end at what merely looks like a field, and no account is taken from it", async () => {
    const lines = ["Miete am 12-09-2014T16", ":20:37 und", ":12:11", ":25:166?00", ":28:3", ":61:kein Posten"];
    const statement = await statementIn(mt940([LINE, `:86:${lines.join("\r\n")}`]));
    expect(statement.account.iban).to.equal("DE89370400440532013000");
    expect(statement.entries).to.have.length(1);
    expect(entryAt(statement, 0).details[0]?.unstructured).to.deep.equal(lines);
  });

  it("that forges the head of another statement leaves this one cut off, which is an error", async () => {
    const forged = [":20:X", ":25:NL91ABNA0417164300", ":60F:C261102EUR0,", ":61:261102C9,NTRFX", ":62F:C261102EUR9,"];
    const [own] = await statementsIn(mt940([LINE, ":86:Text", ...forged], "C261102EUR0,", "C261102EUR5,"));
    expect(own === undefined ? [] : errorRules(own)).to.deep.equal(["STATEMENT-CUT"]);
  });

  it("ends at a message that begins without a separator", async () => {
    const text = mt940([LINE, ":86:Text"]).replace(/\r\n-$/, "");
    expect(await statementsIn(`${text}\r\n${mt940([LINE])}`)).to.have.length(2);
  });

  it("keeps a question mark that numbers nothing", async () => {
    const { unstructured } = await detailOf(":86:166?20Wie viel ?99 oder ?1?21Danke");
    expect(unstructured).to.deep.equal(["Wie viel ?99 oder ?1", "Danke"]);
  });

  it("takes keywords before the payer's words, and none from them", async () => {
    const detail = await detailOf(":86:166?20EREF+E-1 MREF+M-1?21SVWZ+zahle EREF+E-2?22KREF+K-1");
    expect(detail.references).to.include({ endToEndId: "E-1", mandateId: "M-1", paymentInformationId: "K-1" });
    expect(detail.unstructured).to.deep.equal(["zahle EREF+E-2"]);
    const forged = await detailOf(":86:166?20MREF+M-1?21SVWZ+zahle EREF+E-2");
    expect(forged.references.endToEndId).to.equal(undefined);
  });

  it("goes on where a subfield or a line is full, and begins anew where it is not", async () => {
    const full = "x".repeat(25);
    expect((await detailOf(`:86:166?20${full}RE?21-7?22Danke`)).unstructured).to.deep.equal([`${full}RE-7`, "Danke"]);
    const line = `/REMI/${"y".repeat(57)}RE`;
    expect((await detailOf(`:86:${line}`, "-7", "Danke/EREF/E")).unstructured).to.deep.equal([
      `${"y".repeat(57)}RE-7 Danke`,
    ]);
  });

  it("joins a name and a bank with its account", async () => {
    const { counterparty } = await detailOf(":86:051?00X?3070050000?31123456?32MUELLER?33UND SOHN");
    expect(counterparty).to.deep.equal({
      ...{ name: "MUELLER UND SOHN", iban: undefined, otherId: "70050000/123456", bic: undefined },
    });
  });

  it("of plain lines is those lines", async () => {
    expect((await detailOf(":86:911 TRANSAKCJA", "  OD: JAN", "")).unstructured).to.deep.equal([
      "911 TRANSAKCJA",
      "OD: JAN",
    ]);
  });

  it("tells what was ordered and what was charged", async () => {
    const { instructed, charges } = await detailOf(":86:/EREF/X/OCMT/USD10,5/CHGS/EUR0,5/");
    expect(instructed).to.deep.equal({ amount: 1050n, currency: "USD", exponent: 2 });
    expect(charges.map(({ amount, currency }) => [amount, currency])).to.deep.equal([[-50n, "EUR"]]);
  });

  it("may be the field NS of German home banking", async () => {
    const detail = await detailOf(":NS:01Rechnung 7", "02Danke", "15Empfänger", "3370050000", "34123456");
    expect(detail.unstructured).to.deep.equal(["Rechnung 7", "Danke"]);
    expect(detail.counterparty).to.include({ name: "Empfänger", otherId: "70050000/123456" });
  });
});

describe("An MT940", () => {
  it("whose balances do not add up is an error with both figures", async () => {
    const statement = await statementIn(mt940([LINE], "C261102EUR1,", "D261102EUR6,"));
    expect(statement.findings[0]).to.include({ rule: "BALANCE-SUM", expected: "6.00 EUR", actual: "-6.00 EUR" });
  });

  it("is read in UTF-8 and in Windows-1252, and mixed with a warning", async () => {
    const text = mt940([LINE, ":86:Müller"], "C261102EUR0,", "C261102EUR5,");
    const latin = Uint8Array.from(text, (character) => character.charCodeAt(0));
    for (const source of [text, latin]) {
      const statement = await statementIn(source);
      expect(entryAt(statement, 0).details[0]?.unstructured).to.deep.equal(["Müller"]);
      expect(statement.findings).to.deep.equal([]);
    }
    const mixed = Buffer.concat([latin.subarray(0, -1), Buffer.from(":86:Ende Ü\r\n-", "utf8")]);
    expect(warningRules(await statementIn(mixed))).to.deep.equal(["ENCODING-MIXED"]);
  });

  it("that is a piece of a statement is refused", async () => {
    expect((await bankRefusal(":61:261102C5,NTRFX")).code).to.equal("NO_STATEMENT");
  });

  it("that the file breaks off is an error, and one that ends without a closing balance a warning", async () => {
    const whole = mt940([LINE]);
    expect(errorRules(await statementIn(whole.replace(/-$/, "")))).to.deep.equal(["STATEMENT-CUT"]);
    expect(warningRules(await statementIn(whole))).to.deep.equal(["SCHEMA-MISSING"]);
  });

  it("without an account cannot be used", async () => {
    expect(errorRules(await statementIn(":20:X\n:60F:C261102EUR0,\n-"))).to.deep.equal(["ACCOUNT-MISSING"]);
  });
});
