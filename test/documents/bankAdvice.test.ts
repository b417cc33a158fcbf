import { expect } from "chai";
import { bankFixture, bankRefusal, readBank } from "./bankFiles.ts";
import { adviceTotal, remittedBy } from "../../src/domain/remittanceSums.ts";
import type { BankAmount } from "../../src/domain/bankAmount.ts";
import type { RemittanceAdvice, StructuredRemittance } from "../../src/domain/remittance.ts";

const FIXTURE = new TextDecoder().decode(bankFixture("advice.remt001.xml"));

async function adviceIn(text: string): Promise<RemittanceAdvice> {
  const file = await readBank(text);
  const [only, other] = file.kind === "advices" ? file.advices : [];
  if (only === undefined || other !== undefined) throw new Error("the file does not hold one advice");
  return only;
}

const eur = (amount: bigint): BankAmount => ({ amount, currency: "EUR", exponent: 2 });

function block(amounts: Partial<StructuredRemittance["amounts"]>, type = "CINV"): StructuredRemittance {
  const none = { due: undefined, credited: undefined, remitted: undefined, discounts: [], taxes: [], adjustments: [] };
  const documents = [{ type, number: "1", date: undefined }];
  return { creditorReference: undefined, documents, amounts: { ...none, ...amounts }, additional: [] };
}

describe("A remittance advice (remt.001)", () => {
  it("names the payment, both parties and each document with its figures", async () => {
    const advice = await adviceIn(FIXTURE);
    expect(advice).to.include({ message: "remt.001.001.05", messageId: "BA-REMT-1", adviceId: "AVIS-1" });
    expect(advice.payer).to.include({ name: "Beispiel Anlagenbau SE", iban: "FR1420041010050500013M02606" });
    expect(advice.payee).to.include({ name: "Musterwerk Getriebebau GmbH", iban: "DE89370400440532013000" });
    expect(advice.payment).to.deep.equal({
      ...{ amount: eur(1200000n), date: "2026-11-02", endToEndId: "E2E-1" },
      ...{ instructionId: undefined, transactionId: undefined, uetr: undefined },
    });
    expect(advice.unstructured).to.deep.equal(["Zahllauf KW 45"]);
    expect(advice.lines.flatMap(({ documents }) => documents)).to.deep.equal([
      { type: "CINV", number: "MW-2026-1101", date: "2026-10-23" },
      { type: "CINV", number: "MW-2026-1102", date: undefined },
      { type: "CREN", number: "MW-GS-9", date: undefined },
    ]);
    const [, deduction] = advice.lines;
    expect(deduction?.amounts.adjustments).to.deep.equal([{ ...eur(-2000n), reason: "FRGT", text: "Frachtschaden" }]);
    expect(advice.findings).to.deep.equal([]);
  });

  it("with an adjustment that has no sign lowers what is remitted by it", async () => {
    const unsigned = FIXTURE.replace("20.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>", "20.00</Amt>");
    expect((await adviceIn(unsigned)).lines[1]?.amounts.adjustments[0]?.amount).to.equal(-2000n);
  });

  it("whose documents do not make its payment is an error with both figures", async () => {
    const { findings } = await adviceIn(FIXTURE.replace(">12000.00<", ">12000.01<"));
    expect(findings).to.have.length(1);
    expect(findings[0]).to.include({ rule: "ADVICE-SUM", severity: "error" });
    expect(findings[0]).to.include({ expected: "12000.01 EUR", actual: "12000.00 EUR" });
  });

  it("with a payment that cannot be read is an error, and with a figure that cannot a warning", async () => {
    const payment = await adviceIn(FIXTURE.replace(">12000.00<", ">a lot<"));
    expect(payment.findings.map(({ rule, severity }) => [rule, severity])).to.deep.equal([["FORMAT-AMOUNT", "error"]]);
    const figure = await adviceIn(FIXTURE.replace('<DuePyblAmt Ccy="EUR">500.00', '<DuePyblAmt Ccy="EUR">?'));
    expect(figure.findings.map(({ severity }) => severity)).to.deep.equal(["warning"]);
  });

  it("without a payment is refused", async () => {
    expect((await bankRefusal("<RmtAdvc><GrpHdr/></RmtAdvc>")).code).to.equal("NO_STATEMENT");
  });
});

describe("What a block of an advice comes to", () => {
  it("is what it says is remitted, taken away by a credit note", () => {
    expect(remittedBy(block({ remitted: eur(5n), due: eur(9n) }))).to.deep.equal(eur(5n));
    expect(remittedBy(block({ remitted: eur(5n) }, "CREN"))).to.deep.equal(eur(-5n));
  });

  it("is else due - discounts - credited + adjustments", () => {
    const adjustments = [{ ...eur(-3n), reason: "X", text: undefined }];
    const amounts = { due: eur(100n), discounts: [eur(2n), eur(1n)], credited: eur(10n), adjustments };
    expect(remittedBy(block(amounts))).to.deep.equal(eur(84n));
  });

  it("is unknown without figures, and over two currencies", () => {
    expect(remittedBy(block({}))).to.equal(undefined);
    const yen = { amount: 1n, currency: "JPY", exponent: 0 };
    expect(remittedBy(block({ due: eur(1n), discounts: [yen] }))).to.equal(undefined);
    expect(adviceTotal({ lines: [block({ due: eur(1n) }), block({})] })).to.equal(undefined);
    expect(adviceTotal({ lines: [block({ due: eur(1n) }), block({ due: yen })] })).to.equal(undefined);
  });
});
