import { expect } from "chai";
import { BALANCES, bankFixture, bankRefusal, camt053, entryAt, errorRules, ntry } from "./bankFiles.ts";
import { statementIn, statementsIn } from "./bankFiles.ts";
import { formatDecimal } from "../../src/domain/decimal.ts";

const eur = (amount: bigint): object => ({ amount, currency: "EUR", exponent: 2 });

describe("A camt.053 of a day", () => {
  it("says whose account it is about, when, and with which balances", async () => {
    const day = await statementIn(bankFixture("day.camt053.xml"));
    expect(day).to.include({ format: "camt.053", message: "camt.053.001.08", messageId: "MW-053-0001" });
    expect(day).to.include({ statementId: "2026-207", sequence: "207", from: "2026-11-02", to: "2026-11-02" });
    expect(day.account).to.deep.equal({
      iban: "DE89370400440532013000",
      otherId: undefined,
      currency: "EUR",
      owner: "Musterwerk Getriebebau GmbH",
      bic: "COBADEFFXXX",
    });
    const balances = day.balances.map(({ kind, amount, date }) => `${kind} ${amount} ${date ?? ""}`);
    expect(balances).to.deep.equal([
      "opening 100000 2026-11-02",
      "closing 1341250 2026-11-02",
      "closingAvailable 1300000 2026-11-02",
    ]);
    expect(day).to.include({ balanced: true, entryCount: 5 });
    expect(day.findings).to.deep.equal([]);
  });

  it("tells of a payment who pays, for whom, for which document, with which discount", async () => {
    const entry = entryAt(await statementIn(bankFixture("day.camt053.xml")), 0);
    expect(entry).to.include({ amount: 1166200n, currency: "EUR", exponent: 2, status: "booked", reversal: false });
    expect(entry).to.include({ bankReference: "BANK-1", reference: "1", index: 1, line: 23 });
    expect(entry.transactionCode).to.deep.equal({
      ...{ domain: "PMNT", family: "RCDT", subFamily: "ESCT" },
      ...{ proprietary: "NTRF+166", issuer: "DK" },
    });
    const [detail] = entry.details;
    expect(detail?.references).to.include({ endToEndId: "E2E-1", transactionId: "TX-1" });
    expect(detail?.references.uetr).to.equal("3f5bb7c5-6a4e-4a35-9d26-6d2ef1b9b1f3");
    expect(detail?.counterparty).to.deep.equal({
      ...{ name: "Beispiel Anlagenbau SE", iban: "FR1420041010050500013M02606" },
      ...{ otherId: undefined, bic: "PSSTFRPPPAR" },
    });
    expect(detail?.ultimateCounterparty).to.equal("Beispiel Holding AG");
    expect(detail?.unstructured).to.deep.equal(["Rechnung MW-2026-1101", "abz. 2 % Skonto"]);
    expect(detail?.structured).to.deep.equal([
      {
        creditorReference: { type: "SCOR", issuer: "ISO", reference: "RF18539007547034" },
        documents: [{ type: "CINV", number: "MW-2026-1101", date: "2026-10-23" }],
        amounts: {
          ...{ due: eur(1190000n), discounts: [eur(23800n)], credited: undefined, taxes: [] },
          adjustments: [{ ...eur(0n), reason: "ROUN", text: "Rundung" }],
          remitted: eur(1166200n),
        },
        additional: ["mit Dank"],
      },
    ]);
  });

  it("keeps the transactions of a batch, and its day as the bank wrote it", async () => {
    const entry = entryAt(await statementIn(bankFixture("day.camt053.xml")), 1);
    expect(entry.batch).to.deep.equal({
      ...{ messageId: "SDD-9", paymentInformationId: "SDD-9-1", count: 2 },
      total: eur(148800n),
    });
    expect(entry.details.map(({ money }) => money?.amount)).to.deep.equal([118800n, 30000n]);
    // Half an hour before midnight is the day after in some zones; the bank's own day counts.
    expect(entry).to.include({ bookingDate: "2026-11-02", valueDate: "2026-11-02" });
  });

  it("marks a return, with its reason, and names the debtor of the payment that comes back", async () => {
    const entry = entryAt(await statementIn(bankFixture("day.camt053.xml")), 2);
    expect(entry).to.include({ amount: -30000n, reversal: true });
    const [detail] = entry.details;
    expect(detail?.returned).to.deep.equal({ reason: "AM04", texts: ["Deckung fehlt"] });
    expect(detail?.counterparty.name).to.equal("Klein & Söhne OHG");
  });

  it("keeps what was ordered, its rate and its charges apart from what was booked", async () => {
    const entry = entryAt(await statementIn(bankFixture("day.camt053.xml")), 3);
    expect(entry).to.include({ amount: -63750n, additionalInformation: "Auslandszahlung" });
    expect(entry.charges).to.deep.equal([{ ...eur(-1250n), included: true, bearer: "DEBT" }]);
    const [detail] = entry.details;
    expect(detail?.references).to.include({ endToEndId: undefined, instructionId: "PAY-77" });
    expect(detail?.instructed).to.deep.equal({ amount: 100000n, currency: "JPY", exponent: 0 });
    expect(detail?.counterValue).to.deep.equal(eur(62500n));
    expect(detail?.exchange?.rate).to.satisfy((rate: { units: bigint; scale: number }) => {
      return formatDecimal(rate) === "0.00625";
    });
    expect(detail?.counterparty).to.include({ name: "東京銀行", otherId: "1234567" });
  });

  it("passes over what banks add by agreement, whatever it is called", async () => {
    const entry = entryAt(await statementIn(bankFixture("day.camt053.xml")), 4);
    expect(entry).to.include({ amount: 20000n, bankReference: undefined });
    expect(entry.details).to.deep.equal([]);
  });

  it("is read the same in any namespace, in none, and in an envelope", async () => {
    const content = BALANCES + ntry("5.00");
    const expected = await statementIn(camt053(content, ""));
    expect(expected.message).to.equal(undefined);
    for (const version of ["01", "02", "06", "13"]) {
      const name = `camt.053.001.${version}`;
      const own = await statementIn(camt053(content, `urn:iso:std:iso:20022:tech:xsd:${name}`));
      expect(own).to.deep.equal({ ...expected, message: name });
    }
    const enveloped = await statementIn(`<Env><AppHdr><Id>x</Id></AppHdr>${camt053(content, "urn:bank")}</Env>`);
    expect(enveloped).to.deep.equal(expected);
  });
});

describe("The counterparty of a transaction", () => {
  const parties =
    "<RltdPties><Dbtr><Nm>Debtor</Nm></Dbtr><DbtrAcct><Id><IBAN>{D}</IBAN></Id></DbtrAcct>" +
    "<Cdtr><Nm>Creditor</Nm></Cdtr><CdtrAcct><Id><IBAN>{C}</IBAN></Id></CdtrAcct></RltdPties>";
  const other = "NL91ABNA0417164300";
  const own = "DE89370400440532013000";
  const named = async (sign: string, more: string, debtor: string, creditor: string): Promise<string | undefined> => {
    const details = `<TxDtls>${parties.replace("{D}", debtor).replace("{C}", creditor)}</TxDtls>`;
    const entry = ntry("5.00", `${more}<NtryDtls>${details}</NtryDtls>`, sign);
    return entryAt(await statementIn(camt053(entry)), 0).details[0]?.counterparty.name;
  };

  it("is the end that is not the account's own, whichever way the money goes", async () => {
    for (const sign of ["CRDT", "DBIT"]) {
      expect(await named(sign, "", own, other)).to.equal("Creditor");
      expect(await named(sign, "", other, own)).to.equal("Debtor");
    }
  });

  it("is told by the direction where no account is, and turned round by a reversal", async () => {
    const reversal = "<RvslInd>true</RvslInd>";
    const returned = "<NtryDtls><TxDtls><RtrInf/><RltdPties><Dbtr><Nm>D</Nm></Dbtr></RltdPties></TxDtls></NtryDtls>";
    const [detail] = entryAt(await statementIn(camt053(ntry("5.00", returned, "DBIT"))), 0).details;
    expect(detail?.counterparty.name).to.equal("D");
    expect(await named("CRDT", "", other, other)).to.equal("Debtor");
    expect(await named("DBIT", "", other, other)).to.equal("Creditor");
    expect(await named("CRDT", reversal, other, other)).to.equal("Creditor");
    expect(await named("DBIT", reversal, other, other)).to.equal("Debtor");
  });
});

describe("A message of ISO 20022", () => {
  it("of several statements is each of them", async () => {
    const two = camt053(BALANCES + ntry("5.00")).replace("</Stmt>", "</Stmt><Stmt><Id>T</Id></Stmt>");
    const [first, second] = await statementsIn(two);
    expect(first).to.include({ statementId: "S", balanced: true });
    expect(second).to.include({ statementId: "T", entryCount: 0 });
    if (second !== undefined) expect(errorRules(second)).to.deep.equal(["ACCOUNT-MISSING"]);
  });

  it("without a statement is refused", async () => {
    const error = await bankRefusal("<Document><BkToCstmrStmt><GrpHdr/></BkToCstmrStmt></Document>");
    expect(error.code).to.equal("NO_STATEMENT");
  });
});
