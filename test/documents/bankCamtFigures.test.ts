import { expect } from "chai";
import { bal, BALANCES, camt053, entryAt, errorRules, ntry, statementIn, warningRules } from "./bankFiles.ts";

describe("The balances of a camt.053", () => {
  it("add up over booked entries alone", async () => {
    const others = ["PDNG", "INFO", "FUTR"].map((status) => ntry("7.00", "", "CRDT", "EUR", status)).join("");
    const statement = await statementIn(camt053(BALANCES + ntry("5.00") + others));
    expect(statement.balanced).to.equal(true);
    const statuses = statement.entries.map(({ status }) => status);
    expect(statuses).to.deep.equal(["booked", "pending", "information", "pending"]);
  });

  it("that do not add up are an error with both figures", async () => {
    const { balanced, findings } = await statementIn(camt053(BALANCES + ntry("4.99")));
    expect(balanced).to.equal(false);
    expect(findings[0]).to.include({ rule: "BALANCE-SUM", severity: "error" });
    expect(findings[0]).to.include({ expected: "14.99 EUR", actual: "15.00 EUR" });
  });

  it("begin with the closing balance of the day before where there is no opening one", async () => {
    const statement = await statementIn(camt053(bal("PRCD", "10") + bal("CLBD", "5", "DBIT") + ntry("15", "", "DBIT")));
    expect(statement.balanced).to.equal(true);
  });

  it("of several days are those of the first and of the last, in whatever order", async () => {
    const [first, second] = ["2026-11-02", "2026-11-03"];
    const opening = bal("OPBD", "15", "CRDT", "EUR", second) + bal("OPBD", "10", "CRDT", "EUR", first);
    const closing = bal("CLBD", "20", "CRDT", "EUR", second) + bal("CLBD", "15", "CRDT", "EUR", first);
    const statement = await statementIn(camt053(opening + closing + ntry("5.00") + ntry("5.00")));
    expect(statement.balanced).to.equal(true);
  });

  it("are compared in each currency of their own", async () => {
    const second = bal("OPBD", "100", "CRDT", "JPY") + bal("CLBD", "90", "CRDT", "JPY");
    const entries = ntry("5.00") + ntry("10", "", "DBIT", "JPY");
    expect((await statementIn(camt053(BALANCES + second + entries))).balanced).to.equal(true);
    const wrong = await statementIn(camt053(BALANCES + second + ntry("5.00") + ntry("11", "", "DBIT", "JPY")));
    expect(errorRules(wrong)).to.deep.equal(["BALANCE-SUM"]);
  });

  it("say nothing where one is missing, or of another currency", async () => {
    for (const balances of [bal("OPBD", "10"), bal("OPBD", "10") + bal("CLBD", "15", "CRDT", "SEK")]) {
      const statement = await statementIn(camt053(balances + ntry("5")));
      expect(statement.balanced).to.equal(undefined);
      expect(errorRules(statement)).to.deep.equal([]);
    }
  });

  it("of one page of several may be those of all, so a difference is a warning", async () => {
    const page = "<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>";
    const totals = "<TxsSummry><TtlNtries><NbOfNtries>9</NbOfNtries></TtlNtries></TxsSummry>";
    const statement = await statementIn(camt053(page + BALANCES + totals + ntry("1.00")));
    expect(errorRules(statement)).to.deep.equal([]);
    expect(statement.page).to.deep.equal({ number: 1, last: false });
    expect(statement.balanced).to.equal(undefined);
    expect(warningRules(statement)).to.deep.equal(["BALANCE-PART"]);
  });

  it("of a page that has interim ones are those", async () => {
    const page = "<StmtPgntn><PgNb>2</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>";
    const balances = bal("ITBD", "15.00") + bal("ITBD", "20.00");
    const statement = await statementIn(camt053(page + balances + ntry("5.00")));
    expect(statement.balances.map(({ kind }) => kind)).to.deep.equal(["interimOpening", "interimClosing"]);
    expect(statement.balanced).to.equal(true);
    const first = await statementIn(camt053(page + bal("OPBD", "10.00") + balances + ntry("10.00")));
    expect(first.balances.map(({ kind }) => kind)).to.deep.equal(["opening", "interim", "interimClosing"]);
    expect(first.balanced).to.equal(true);
  });
});

describe("The totals of a camt.053", () => {
  const totals = (count: string, sum: string): string =>
    `<TxsSummry><TtlNtries><NbOfNtries>${count}</NbOfNtries><Sum>${sum}</Sum></TtlNtries></TxsSummry>`;

  it("that agree with all entries, or with the booked ones, are right", async () => {
    const entries = ntry("5.00") + ntry("2.5", "", "DBIT", "EUR", "PDNG");
    for (const summary of [totals("2", "7.50"), totals("1", "05.000")]) {
      expect(errorRules(await statementIn(camt053(summary + entries)))).to.deep.equal([]);
    }
  });

  it("that disagree are errors of count and of sum", async () => {
    const statement = await statementIn(camt053(totals("3", "5.01") + ntry("5.00")));
    expect(errorRules(statement)).to.deep.equal(["TOTALS-COUNT", "TOTALS-SUM"]);
  });
});

describe("An entry of a camt.053", () => {
  const cases: readonly (readonly [what: string, entry: string, rule: string])[] = [
    ["an amount that is no number", ntry("12..34"), "FORMAT-AMOUNT"],
    ["an amount with a sign of its own", ntry("-5.00"), "FORMAT-AMOUNT"],
    ["an amount with an exponent", ntry("1e3"), "FORMAT-AMOUNT"],
    ["an amount of nineteen digits", ntry("1234567890123456789"), "FORMAT-AMOUNT"],
    ["an amount finer than its currency", ntry("1.234"), "MINOR-UNITS"],
    ["decimals of a currency that has none", ntry("100.5", "", "CRDT", "JPY"), "MINOR-UNITS"],
    ["a currency that never was", ntry("1.00", "", "CRDT", "QQQ"), "CURRENCY-UNKNOWN"],
    ["no sign", ntry("1.00", "", "BOTH"), "FORMAT-SIGN"],
    ["an unknown status", ntry("1.00", "", "CRDT", "EUR", "MAYB"), "FORMAT-STATUS"],
    ["a status named like a property of objects", ntry("1.00", "", "CRDT", "EUR", "constructor"), "FORMAT-STATUS"],
  ];
  for (const [what, entry, rule] of cases) {
    it(`with ${what} is left out, counted, and an error (${rule})`, async () => {
      const statement = await statementIn(camt053(BALANCES + ntry("5.00") + entry));
      expect(statement.entries).to.have.length(1);
      expect(statement.entryCount).to.equal(2);
      expect(errorRules(statement)).to.deep.equal([rule]);
      expect(statement.balanced).to.equal(undefined);
      expect(statement.findings[0]?.field).to.match(/^entries\[2\]/);
    });
  }

  it("without an amount is one too", async () => {
    const statement = await statementIn(camt053("<Ntry><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts></Ntry>"));
    expect(errorRules(statement)).to.deep.equal(["AMOUNT-MISSING"]);
  });

  it("with zeros behind its decimals loses nothing", async () => {
    const entries = ntry("5.000") + ntry("2700.00", "", "CRDT", "JPY") + ntry("1.250", "", "CRDT", "KWD");
    const { entries: read } = await statementIn(camt053(entries));
    expect(read.map(({ amount, exponent }) => [amount, exponent])).to.deep.equal([
      [500n, 2],
      [2700n, 0],
      [1250n, 3],
    ]);
  });

  it("whose transactions do not make its amount, or are not counted right, is a warning", async () => {
    const parts = "<TxDtls><Amt Ccy='EUR'>2.00</Amt></TxDtls><TxDtls><Amt Ccy='EUR'>2.00</Amt></TxDtls>";
    const batch = "<Btch><NbOfTxs>3</NbOfTxs></Btch>";
    const statement = await statementIn(camt053(BALANCES + ntry("5.00", `<NtryDtls>${batch}${parts}</NtryDtls>`)));
    expect(warningRules(statement)).to.deep.equal(["DETAILS-SUM", "DETAILS-COUNT"]);
    expect(statement.balanced).to.equal(true);
  });

  it("of several batches counts the transactions of all", async () => {
    const batch = "<NtryDtls><Btch><MsgId>B</MsgId><NbOfTxs>1</NbOfTxs></Btch><TxDtls/></NtryDtls>";
    const statement = await statementIn(camt053(BALANCES + ntry("5.00", batch + batch)));
    expect(entryAt(statement, 0).batch).to.deep.include({ messageId: "B", count: 2, total: undefined });
    expect(statement.findings).to.deep.equal([]);
  });

  it("without a code, or with a text too long, breaches the schema, which is a warning", async () => {
    const long = `<AddtlNtryInf>${"x".repeat(501)}</AddtlNtryInf>`;
    const bare = ntry("5.00", long).replace(/<BkTxCd>.*<\/BkTxCd>/, "");
    const statement = await statementIn(camt053(BALANCES + bare));
    expect(warningRules(statement)).to.have.members(["SCHEMA-MISSING", "SCHEMA-LENGTH"]);
    expect(entryAt(statement, 0).additionalInformation).to.have.length(501);
  });

  it("with a day that no calendar has is read without it, which is a warning", async () => {
    const entry = ntry("5.00").replace("<ValDt><Dt>2026-11-02", "<ValDt><Dt>2026-02-30");
    const statement = await statementIn(camt053(BALANCES + entry));
    expect(entryAt(statement, 0).valueDate).to.equal(undefined);
    expect(warningRules(statement)).to.deep.equal(["FORMAT-DATE"]);
  });
});
