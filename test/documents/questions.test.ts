import { expect } from "chai";
import { read, readFixture, ubl, within } from "./documents.ts";
import type { Pieces } from "./documents.ts";

async function codes(changes: Partial<Pieces>): Promise<readonly string[]> {
  return (await read(ubl(changes))).questions.map(({ code }) => code);
}

const PAYEE = (name: string): string => within("cac:PayeeParty/cac:PartyName/cbc:Name", name);

describe("Questions of an invoice", () => {
  it("are none when everything is said", async () => {
    expect(await codes({})).to.deep.equal([]);
  });

  it("ask whether the claim was assigned when the payee is not the seller (BG-10)", async () => {
    expect(await codes({ more: PAYEE("Fiktiva Factoring S.A.") })).to.deep.equal(["ALREADY_ASSIGNED"]);
    expect(await codes({ more: PAYEE("Musterwerk Getriebebau GmbH") })).to.deep.equal([]);
    const [question] = (await readFixture("everything.cii.xml")).questions;
    expect(question?.text).to.contain("Fiktiva Factoring S.A.");
  });

  it("ask whether the claim was assigned when the type code says factored (393)", async () => {
    const typeCode = "<cbc:InvoiceTypeCode>393</cbc:InvoiceTypeCode>";
    expect(await codes({ typeCode })).to.deep.equal(["ALREADY_ASSIGNED"]);
  });

  it("ask for the due date when neither BT-9 nor the terms give one", async () => {
    expect(await codes({ dueDate: "" })).to.deep.equal(["DUE_DATE_UNKNOWN"]);
    expect(await codes({ dueDate: "", terms: "14 Tage nach Erhalt der Rechnung" })).to.deep.equal(["DUE_DATE_UNKNOWN"]);
  });

  it("offer the three dates that days at the end of a month may mean (R3)", async () => {
    const issueDate = "<cbc:IssueDate>2026-01-31</cbc:IssueDate>";
    const { questions, dueDate } = await read(ubl({ issueDate, dueDate: "", terms: "net 30 EOM" }));
    expect(dueDate).to.equal(undefined);
    expect(questions[0]?.options).to.deep.equal(["2026-03-02", "2026-03-31", "2026-02-28"]);
  });

  it("ask nothing about the due date when the terms mean one day", async () => {
    const reading = await read(ubl({ dueDate: "", terms: "30 days net" }));
    expect(reading.questions).to.deep.equal([]);
    expect(reading.dueDate).to.equal("2026-12-02");
  });

  it("ask nothing that BT-9 answers", async () => {
    expect(await codes({ terms: "#SKONTO#TAGE=30#PROZENT=0.00#" })).to.deep.equal([]);
  });

  it("report terms that contradict BT-9, with both dates", async () => {
    const reading = await read(ubl({ terms: "Payment within 14 days" }));
    expect(reading.questions.map(({ code }) => code)).to.deep.equal(["DUE_CONTRADICTION"]);
    expect(reading.questions[0]?.options).to.deep.equal(["2026-12-02", "2026-11-16"]);
    expect(reading.dueDate).to.equal("2026-12-02");
  });

  it("report terms that contradict themselves", async () => {
    const reading = await read(ubl({ dueDate: "", terms: "Payment within 14 days. Payment within 30 days." }));
    expect(reading.questions.map(({ code }) => code)).to.deep.equal(["DUE_CONTRADICTION"]);
    expect(reading.dueDate).to.equal(undefined);
  });

  it("report a discount that outlives the due date", async () => {
    const terms = "#SKONTO#TAGE=60#PROZENT=2.00#BASISBETRAG=119.00#";
    expect(await codes({ terms })).to.deep.equal(["DISCOUNT_AFTER_DUE"]);
  });

  it("ask which amount a discount is taken of unless the terms say so (R10)", async () => {
    expect(await codes({ terms: "#SKONTO#TAGE=10#PROZENT=2.00#" })).to.deep.equal(["DISCOUNT_BASE"]);
  });

  it("ask which invoice a credit note credits (R32)", async () => {
    const typeCode = "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>";
    const reference = within("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID", "T-0");
    expect(await codes({ root: "CreditNote", typeCode, dueDate: "" })).to.deep.equal(["CREDIT_REFERENCE"]);
    expect(await codes({ root: "CreditNote", typeCode, dueDate: "", more: reference })).to.deep.equal([]);
  });

  it("ask the same of an invoice whose amount is negative", async () => {
    const negative = ubl({ dueDate: "" }).replaceAll(/>(100\.00|119\.00|19\.00)</g, ">-$1<");
    expect((await read(negative)).questions.map(({ code }) => code)).to.deep.equal(["CREDIT_REFERENCE"]);
  });

  it("show a payee's name with characters that do not show written out", async () => {
    const [question] = (await read(ubl({ more: PAYEE("Fiktiva \u202eS.A.") }))).questions;
    expect(question?.text).to.contain("Fiktiva \\u{202e}S.A.");
  });
});
