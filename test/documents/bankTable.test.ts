import { expect } from "chai";
import { zipSync } from "fflate";
import { bytes } from "./documents.ts";
import { bankFixture, bankRefusal, entryAt, errorRules, readBank, statementIn, statementsIn } from "./bankFiles.ts";
import type { BankFileOptions } from "../../src/documents/bank/readBankFile.ts";

const ACCOUNT = "DE89370400440532013000";

function csv(...lines: readonly string[]): string {
  return lines.join("\r\n");
}

async function amounts(source: string): Promise<readonly bigint[]> {
  return (await statementIn(source)).entries.map(({ amount }) => amount);
}

describe("A bank's table", () => {
  it("is read by its own headers, decimal mark and dates, and says how", async () => {
    const file = await readBank(bankFixture("umsaetze.csv"));
    if (file.kind !== "statements") throw new Error("no statements");
    expect(file.table).to.deep.include({ decimal: "comma", dates: "DD.MM.YYYY", debitsAreNegative: false });
    expect(file.table?.columns).to.include({ bookingDate: "Buchungstag", amount: "Betrag", account: "Auftragskonto" });
    const statement = await statementIn(bankFixture("umsaetze.csv"));
    expect(statement).to.include({ format: "CSV", from: "2026-11-02", to: "2026-11-03", balanced: true });
    expect(statement.account).to.include({ iban: ACCOUNT, currency: "EUR" });
    expect(statement.balances.map(({ kind, amount }) => [kind, amount])).to.deep.equal([
      ["opening", 100000n],
      ["closing", 1265700n],
    ]);
    const entry = entryAt(statement, 1);
    expect(entry).to.include({ amount: 1166200n, valueDate: "2026-11-02", line: 3, bankReference: undefined });
    expect(entry.details[0]).to.deep.include({ unstructured: ["GUTSCHRIFT MW-2026-1101; Skonto"] });
    expect(entry.details[0]?.counterparty.name).to.equal("Beispiel Anlagenbau SE");
  });

  const signs: readonly (readonly [what: string, table: string])[] = [
    ["with one signed column", csv("Date,Amount,Currency,Account", "2026-11-02,5.00,EUR,1", "2026-11-02,-2.50,EUR,1")],
    [
      "with columns of debit and credit",
      csv("Date,Debit,Credit,Currency,Account", "2026-11-02,,5.00,EUR,1", "2026-11-02,2.50,0.00,EUR,1"),
    ],
    [
      "whose debits have a minus themselves",
      csv("Date;Débit;Crédit;Devise;Compte", "2026-11-02;;5,00;EUR;1", "2026-11-02;-2,50;;EUR;1"),
    ],
    [
      "with a column of signs",
      csv("Datum;Bedrag;Af Bij;Muntsoort;Rekening", "20261102;5,00;Bij;EUR;1", "20261102;2,50;Af;EUR;1"),
    ],
    [
      "in Chinese",
      csv("交易日期,借方发生额,贷方发生额,币种,账号", "2026年11月2日,,5.00,CNY,1", "2026年11月2日,2.50,,CNY,1"),
    ],
  ];
  for (const [what, table] of signs) {
    it(`${what} has money in above zero and money out below`, async () => {
      expect(await amounts(table)).to.deep.equal([500n, -250n]);
    });
  }

  it("may be the first sheet of a workbook", async () => {
    const row = (cells: readonly string[]): string => {
      return `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join("")}</row>`;
    };
    const rows = [
      ["Buchungstag", "Betrag", "Währung", "Konto"],
      ["02.11.2026", "-1.234,56", "EUR", "7"],
    ];
    const sheet = `<worksheet><sheetData>${rows.map(row).join("")}</sheetData></worksheet>`;
    const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const parts = {
      "xl/workbook.xml": `<workbook xmlns:r="${relationships}"><sheets><sheet r:id="a"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a" Target="worksheets/s.xml"/></Relationships>',
      "xl/worksheets/s.xml": sheet,
    };
    const file = zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, bytes(text)])));
    const statement = await statementIn(file);
    expect(statement).to.include({ format: "XLSX", from: "2026-11-02" });
    expect(entryAt(statement, 0)).to.include({ amount: -123456n, line: 2 });
  });

  it("of several accounts and currencies is a statement for each", async () => {
    const rows = ["2026-11-02,1.00,EUR,A", "2026-11-02,2,JPY,A", "2026-11-02,3.00,EUR,B", "2026-11-03,4.00,EUR,A"];
    const statements = await statementsIn(csv("Date,Amount,Currency,Account", ...rows));
    const shown = statements.map(({ account, entries }) => [
      account.otherId,
      account.currency,
      ...entries.map(({ amount }) => amount),
    ]);
    expect(shown).to.deep.equal([
      ["A", "EUR", 100n, 400n],
      ["A", "JPY", 2n],
      ["B", "EUR", 300n],
    ]);
  });

  it("takes what is the bank's reference by name for one, and no other reference", async () => {
    const head = "Date,Amount,Currency,Account,Transaction ID,Reference";
    const entry = entryAt(await statementIn(csv(head, "2026-11-02,1.00,EUR,A,T-1,RE 7")), 0);
    expect(entry).to.include({ bankReference: "T-1", reference: "RE 7" });
  });

  it("whose balances do not follow from its amounts is an error", async () => {
    const rows = ["2026-11-02,1.00,EUR,A,10.00", "2026-11-02,1.00,EUR,A,12.00"];
    const statement = await statementIn(csv("Date,Amount,Currency,Account,Balance", ...rows));
    expect(statement.balanced).to.equal(false);
    expect(errorRules(statement)).to.deep.equal(["BALANCE-SUM"]);
  });

  const faults: readonly (readonly [what: string, row: string, rule: string])[] = [
    ["an amount that is none", "2026-11-02,12..34,,,EUR,A", "FORMAT-AMOUNT"],
    ["an amount finer than its currency", "2026-11-02,1.234,,,EUR,A", "MINOR-UNITS"],
    ["a day that is none", "2026-02-30,1.00,,,EUR,A", "FORMAT-DATE"],
    ["too few cells", "2026-11-02,1.00", "FORMAT-ENTRY"],
    ["a currency that never was", "2026-11-02,1.00,,,QQQ,A", "CURRENCY-UNKNOWN"],
  ];
  for (const [what, row, rule] of faults) {
    it(`with ${what} in a row leaves it out, counts it, and is not usable (${rule})`, async () => {
      const table = csv("Date,Amount,Valuta,Memo,Currency,Account", "2026-11-02,1.00,,,EUR,A", row);
      const statements = await statementsIn(table);
      expect(statements.flatMap(({ entries }) => entries)).to.have.length(1);
      expect(statements.reduce((sum, { entryCount }) => sum + entryCount, 0)).to.equal(2);
      expect(statements.flatMap(errorRules)).to.include(rule);
    });
  }

  it("in which both of debit and credit are filled, or neither, says so", async () => {
    const rows = ["2026-11-02,1.00,2.00,EUR,A", "2026-11-02,,,EUR,A"];
    const statement = await statementIn(csv("Date,Debit,Credit,Currency,Account", ...rows));
    expect(errorRules(statement)).to.deep.equal(["FORMAT-SIGN", "FORMAT-SIGN"]);
  });

  it("without an account cannot be used until one is declared", async () => {
    const table = csv("Date,Amount,Currency", "2026-11-02,1.00,EUR");
    expect(errorRules(await statementIn(table))).to.deep.equal(["ACCOUNT-MISSING"]);
    expect(errorRules(await statementIn(table, { table: { account: ACCOUNT } }))).to.deep.equal([]);
  });
});

describe("A table that leaves open how it is to be read", () => {
  const cases: readonly (readonly [what: string, table: string, said: BankFileOptions["table"]])[] = [
    ["by its amounts", csv("Date,Amount,Currency,Account", '2026-11-02,"1,234",EUR,A'), { decimal: "point" }],
    ["by its dates", csv("Date,Amount,Currency,Account", "02/11/2026,1.00,EUR,A"), { dates: "DD/MM/YYYY" }],
    [
      "by its headers",
      csv("When,What,Currency,Account", "2026-11-02,1.00,EUR,A"),
      { columns: { bookingDate: "When", amount: "What" } },
    ],
    ["by its currency", csv("Date,Amount,Account", "2026-11-02,1.00,A"), { currency: "EUR" }],
  ];
  for (const [what, table, said] of cases) {
    it(`${what} is refused, and read once that is declared`, async () => {
      const error = await bankRefusal(table);
      expect(error.code).to.equal("MAPPING_UNCLEAR");
      expect(error.message).to.include(error.wayOut);
      const statement = await statementIn(table, said === undefined ? {} : { table: said });
      expect(entryAt(statement, 0)).to.include({ bookingDate: "2026-11-02", currency: "EUR" });
    });
  }

  it("by a column that is declared and not there names those that are", async () => {
    const error = await bankRefusal(csv("Date,Amount,Currency", "2026-11-02,1,EUR"), {
      table: { columns: { text: "X" } },
    });
    expect(error.message).to.include('no column "X"').and.include("Date, Amount, Currency");
  });

  it("because some debits have a minus and some have none is refused", async () => {
    const rows = ["2026-11-02,1.00,,EUR,A", "2026-11-02,-1.00,,EUR,A"];
    expect((await bankRefusal(csv("Date,Debit,Credit,Currency,Account", ...rows))).field).to.equal("debit");
  });

  it("because it has no rows, or is in another encoding, is refused", async () => {
    const head = "Date,Amount,Currency";
    expect((await bankRefusal(head)).code).to.be.oneOf(["NO_STATEMENT", "MAPPING_UNCLEAR"]);
    const latin = Uint8Array.from(`${head},Währung`, (character) => character.charCodeAt(0));
    expect((await bankRefusal(latin)).code).to.equal("ENCODING_UNSUPPORTED");
  });
});
