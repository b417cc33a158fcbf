import { expect } from "chai";
import fc from "fast-check";
import { bookOf } from "../../src/domain/account/book.ts";
import { AccountError } from "../../src/domain/account/movement.ts";
import type { Movement, Payee } from "../../src/domain/account/movement.ts";
import { paymentOrdersOf } from "../../src/domain/account/payList.ts";
import type { PayingAccount, PaymentOrder } from "../../src/domain/account/payList.ts";
import { standingAt, sumOf } from "../../src/domain/account/standing.ts";
import { fitOrders, pain001, PAIN_VERSIONS } from "../../src/documents/payments/pain001.ts";
import type { PainMessage } from "../../src/documents/payments/pain001.ts";
import { paymentText } from "../../src/documents/payments/sepaText.ts";
import { readBankFile } from "../../src/documents/bank/readBankFile.ts";
import { currency, day, FACTOR, invoice } from "../domain/accountMovements.ts";
import { camtOf, elementsOf, pathsOf } from "./pain001Xml.ts";

const SUPPLIER: Payee = {
  name: "Søren Müller & Co",
  account: { account: "DE75512108001245126199", bic: "SOLADEST600" },
};
const MESSAGE: PainMessage = {
  messageId: "PAY-2026-11-02",
  created: Date.UTC(2026, 10, 2, 9, 30) / 1000,
  debtor: "Żuraw & Söhne GmbH",
  version: "09",
  repertoire: "sepa",
  remittance: "structured",
};
const RUN: PayingAccount = {
  day: day("2026-11-04"),
  currency: currency("EUR"),
  debtorAccount: { account: "DE02120300000000202051" },
  supplier: SUPPLIER,
  run: "E2E-17",
  reference: "RF18539007547034",
};
const ITEMS: readonly Movement[] = [
  invoice("INV-1"),
  invoice("INV-2", { amount: 50_000n, discounts: [{ until: day("2026-11-05"), sum: 1_000n }] }),
  invoice("INV-3", { amount: 77_700n }),
  { kind: "creditNote", number: "CN-1", day: day("2026-10-12"), amount: 4_500n, reference: "" },
  { kind: "dispute", day: day("2026-10-05"), item: "INV-1", amount: 30_000n, reference: "" },
  { kind: "assignment", day: day("2026-10-06"), item: "INV-3", payee: FACTOR, reference: "" },
];

function orders(over: Partial<PayingAccount> = {}, movements = ITEMS): readonly PaymentOrder[] {
  const { items } = standingAt(bookOf(movements), over.day ?? RUN.day);
  return paymentOrdersOf(
    items.filter(({ rest }) => rest !== 0n),
    { ...RUN, ...over },
  );
}

describe("A pay list", () => {
  it("pays an assigned item to its holder and nothing else, less no credit of the supplier", () => {
    const [own, sold] = orders();
    expect(own).to.deep.include({ amount: 70_000n + 49_000n - 4_500n, reference: "RF18539007547034" });
    expect(own?.creditor.name).to.equal(SUPPLIER.name);
    expect(sold?.creditor).to.deep.equal({ name: FACTOR.name, account: FACTOR.account });
    expect(sold).to.include({ amount: 77_700n }).and.not.to.have.property("reference");
    expect(sold?.settlements.map(({ number }) => number)).to.deep.equal(["INV-3"]);
  });

  it("takes a discount on its last day and not on the day after", () => {
    const discountOn = (date: string): bigint =>
      sumOf(orders({ day: day(date) })[0]?.settlements ?? [], (s) => s.discount);
    expect([discountOn("2026-11-05"), discountOn("2026-11-06")]).to.deep.equal([1_000n, 0n]);
  });

  it("refuses a payee without an account, and credit notes that exceed what is paid", () => {
    expect(() => orders({ supplier: { name: "S" } })).to.throw(AccountError, "account");
    const credit = {
      kind: "creditNote",
      number: "CN-2",
      day: day("2026-10-12"),
      amount: 500_000n,
      reference: "",
    } as const;
    expect(() => orders({}, [...ITEMS, credit])).to.throw(AccountError, "amount");
  });
});

describe("A credit transfer initiation (pain.001)", () => {
  for (const version of PAIN_VERSIONS) {
    it(`in version ${version} has its elements in the order of the schema, each as often as it allows`, () => {
      expect(pathsOf(pain001(orders(), { ...MESSAGE, version }), version)).to.deep.equal([]);
    });
  }

  it("counts and sums its payments, in the message and in each group of currency, day and account", () => {
    const later = orders({ day: day("2026-11-06"), run: "E2E-18" });
    const xml = pain001([...orders(), ...later], MESSAGE);
    expect(elementsOf(xml, "NbOfTxs")).to.deep.equal(["4", "2", "2"]);
    expect(elementsOf(xml, "CtrlSum")).to.deep.equal(["3854.00", "1922.00", "1932.00"]);
    expect(elementsOf(xml, "InstdAmt")).to.deep.equal(["1145.00", "777.00", "1155.00", "777.00"]);
    expect(elementsOf(xml, "PmtInfId")).to.deep.equal(["PAY-2026-11-02-1", "PAY-2026-11-02-2"]);
  });

  it("says for each document what was due, discounted and remitted, and what a credit note takes off", () => {
    const xml = pain001(orders().slice(0, 1), MESSAGE);
    expect(elementsOf(xml, "Nb")).to.deep.equal(["INV-1", "INV-2", "CN-1"]);
    expect(elementsOf(xml, "Cd").slice(1)).to.deep.equal(["SCOR", "CINV", "CINV", "CREN"]);
    expect(elementsOf(xml, "DuePyblAmt")).to.deep.equal(["700.00", "500.00"]);
    expect(elementsOf(xml, "RmtdAmt")).to.deep.equal(["700.00", "490.00"]);
    expect(elementsOf(xml, "CdtNoteAmt")).to.deep.equal(["45.00"]);
  });

  it("writes names in the letters that SEPA carries, and Chinese names outside it", () => {
    expect(elementsOf(pain001(orders(), MESSAGE), "Nm")[0]).to.equal("Zuraw + Sohne GmbH");
    const supplier = { ...SUPPLIER, name: "云帆样例精密制造有限公司" };
    expect(() => pain001(orders({ supplier }), MESSAGE)).to.throw(AccountError, "creditor");
    const chinese = pain001(orders({ supplier }), { ...MESSAGE, repertoire: "unicode" });
    expect(elementsOf(chinese, "Nm")).to.include("云帆样例精密制造有限公司");
  });

  it("comes back as a bank line with the references, documents and amounts that it was sent with", async () => {
    for (const remittance of ["structured", "short"] as const) {
      const sent = orders();
      const xml = pain001(sent, { ...MESSAGE, remittance });
      const file = await readBankFile(Buffer.from(camtOf(xml)));
      if (file.kind !== "statements") throw new Error("no statement");
      const details = file.statements[0]?.entries.flatMap((entry) => entry.details) ?? [];
      expect(details.map(({ references }) => references.endToEndId)).to.deep.equal(["E2E-17-1", "E2E-17-2"]);
      expect(details.map(({ money }) => money?.amount)).to.deep.equal(sent.map(({ amount }) => amount));
      const references = details.flatMap(({ structured }) =>
        structured.map((block) => block.creditorReference?.reference),
      );
      expect(references.filter((reference) => reference !== undefined)).to.deep.equal(["RF18539007547034"]);
      const numbers = details.flatMap(({ structured, unstructured }) => [
        ...structured.flatMap(({ documents }) => documents.map(({ number }) => number)),
        ...unstructured,
      ]);
      expect(numbers).to.deep.equal(remittance === "short" ? ["INV-3"] : ["INV-1", "INV-2", "CN-1", "INV-3"]);
    }
  });

  const wrong: readonly (readonly [string, Partial<PaymentOrder>, Partial<PainMessage>])[] = [
    ["a sum that is not that of its documents", { amount: 1n }, {}],
    ["an end-to-end id that banks change", { endToEndId: "Ü-1" }, {}],
    ["an id of 36 characters", { endToEndId: "1".repeat(36) }, {}],
    ["an id that begins with a slash", { endToEndId: "/1" }, {}],
    ["a reference with wrong check digits", { reference: "RF19539007547034" }, {}],
    ["another currency in SEPA", { currency: currency("USD") }, {}],
    ["an account in SEPA that is no IBAN", { debtorAccount: { account: "DE02120300000000202052" } }, {}],
    ["a BIC of another form", { debtorAccount: { account: "DE02120300000000202051", bic: "bad" } }, {}],
    ["a message id that leaves no room for groups", {}, { messageId: "1".repeat(35) }],
    ["a debtor without a name", {}, { debtor: " " }],
  ];
  for (const [what, over, message] of wrong) {
    it(`refuses ${what}`, () => {
      const [first] = orders();
      if (first === undefined) throw new Error("no order");
      expect(() => pain001([{ ...first, ...over }], { ...MESSAGE, ...message })).to.throw(AccountError);
    });
  }

  it("refuses a number that SEPA does not carry, an empty list, and an end-to-end id used twice", () => {
    expect(() => pain001(orders({}, [invoice("发票1")]), MESSAGE)).to.throw(AccountError, "number");
    expect(() => pain001([], MESSAGE)).to.throw(AccountError, "orders");
    expect(() => pain001([...orders(), ...orders()], MESSAGE)).to.throw(AccountError, "endToEndId");
  });

  it("never writes an account of another scheme without its bank, and leaves that payment alone out", () => {
    const other = orders().map((order, place) => {
      const creditor = { name: "中国工厂", account: { account: "6222020200112233445", bank: "ICBC (102290000017)" } };
      return place === 0 ? { ...order, creditor } : order;
    });
    const message = { ...MESSAGE, repertoire: "unicode" } as const;
    expect(() => pain001(other, message)).to.throw(AccountError, "bic");
    const { fit, unfit } = fitOrders(other, message);
    expect([fit, unfit.map(({ order }) => order)]).to.deep.equal([other.slice(1), other.slice(0, 1)]);
  });

  it("carries any text outside SEPA as it was, and refuses what does not show", () => {
    const name = fc.string({ unit: fc.constantFrom("&", "<", ">", '"', "'", "]]>", "云", "é", "a"), minLength: 1 });
    fc.assert(
      fc.property(name, (debtor) => {
        const xml = pain001(orders(), { ...MESSAGE, debtor, repertoire: "unicode" });
        expect(elementsOf(xml, "Nm")[0]).to.equal(debtor.normalize("NFC"));
      }),
      { numRuns: 50 },
    );
    expect(() => paymentText("creditor", "A\u202eB", 70, "unicode")).to.throw(AccountError);
  });
});
