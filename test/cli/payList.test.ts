/** `countersign pay-list`: from open payables to the order to the bank, and back as a line that matches itself. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { readPayables } from "../../src/cli/payList/payablesFile.ts";
import { TermsError } from "../../src/domain/terms.ts";
import { camtOf, elementsOf, pathsOf } from "../documents/pain001Xml.ts";
import { countersign } from "./run.ts";

const HEADERS =
  "supplier,supplierAccount,supplierBic,creditorReference,kind,number,issued,due,open,disputed,discount," +
  "discountUntil,payee,payeeAccount,currency";
const ALPHA = "Alpha Metall GmbH,DE75 5121 0800 1245 1261 99,SOLADEST600,,";
const PAYABLES = `${HEADERS}
${ALPHA}invoice,INV-2026-0811,2026-10-01,2026-11-04,1190.00,,,,,,EUR
${ALPHA}invoice,INV-2026-0812,2026-10-28,2026-11-27,500.00,,10.00,2026-11-07,,,EUR
${ALPHA}invoice,INV-2026-0813,2026-10-02,2026-11-05,777.00,,,,Nordhafen Factoring AG,DE02 1203 0000 0000 2020 51,EUR
${ALPHA}creditNote,CN-2026-0031,2026-10-12,,45.50,,,,,,EUR
${ALPHA}invoice,INV-2026-0814,2026-10-30,2026-12-30,60.00,,,,,,EUR
${ALPHA}invoice,INV-2026-0815,2026-10-02,2026-11-02,80.00,80.00,,,,,EUR
${ALPHA}unapplied,BANK-77,2026-10-20,,250.00,,,,,,EUR
Beta Logistik SE,DE89370400440532013000,,RF18539007547034,invoice,B-17,2026-10-05,2026-11-04,99.90,,,,,,EUR
Gamma Ltd,,,,invoice,G-1,2026-10-05,2026-11-04,10.00,,,,,,EUR
`;
const DEBTOR = ["--debtor", "Buyer SE", "--account", "DE02 1203 0000 0000 2020 51"];
const WHEN = ["--day", "2026-11-04", "--through", "2026-11-10", "--run", "PAY-17"];

interface Answer {
  readonly orders: readonly {
    readonly endToEndId: string;
    readonly amount: string;
    readonly discount: string;
    readonly creditor: { readonly name: string };
  }[];
  readonly left: readonly { readonly number: string; readonly reason: string }[];
  readonly discounts: readonly unknown[];
  readonly waiting: readonly unknown[];
}

describe("countersign pay-list", () => {
  let folder: string;
  const file = (name: string, text: string): string => {
    const found = path.join(folder, name);
    writeFileSync(found, text);
    return found;
  };
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "pay-list-"))));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("pays each payee what has to be paid now, and says of everything else why not", async () => {
    const ran = await countersign(["pay-list", "--payables", file("p.csv", PAYABLES), ...DEBTOR, ...WHEN, "--json"]);
    expect(ran).to.include({ status: 0, err: "" });
    const { orders, left, discounts, waiting } = JSON.parse(ran.out) as Answer;
    expect(
      orders.map(({ endToEndId, creditor, amount, discount }) => [endToEndId, creditor.name, amount, discount]),
    ).to.deep.equal([
      ["PAY-17-1", "Alpha Metall GmbH", "1634.50", "10.00"],
      ["PAY-17-2", "Nordhafen Factoring AG", "777.00", "0.00"],
      ["PAY-17-3", "Beta Logistik SE", "99.90", "0.00"],
    ]);
    expect(left.map(({ number, reason }) => [number, reason])).to.deep.equal([
      ["INV-2026-0814", "notDue"],
      ["INV-2026-0815", "disputed"],
      ["G-1", "noAccount"],
    ]);
    expect(discounts).to.deep.equal([
      {
        ...{ supplier: "Alpha Metall GmbH", number: "INV-2026-0812", sum: "10.00", until: "2026-11-07" },
        percentAYear: "37.24",
      },
    ]);
    expect(waiting).to.deep.equal([{ supplier: "Alpha Metall GmbH", currency: "EUR", amount: "250.00" }]);
  });

  for (const version of ["09", "03"] as const) {
    it(`orders it as pain.001 version ${version}, and what comes back from the bank matches itself`, async () => {
      const out = path.join(folder, `pay-${version}.xml`);
      const payables = file("p.csv", PAYABLES);
      const say = ["--pain-version", version, "--out", out];
      const ran = await countersign(["pay-list", "--payables", payables, ...DEBTOR, ...WHEN, ...say]);
      expect(ran.status, ran.err).to.equal(0);
      expect(ran.out).to.include("250.00 EUR of yours wait unapplied at Alpha Metall GmbH").and.to.include("37.24 %");
      const xml = readFileSync(out, "utf8");
      expect(pathsOf(xml, version)).to.deep.equal([]);
      expect(elementsOf(xml, "CtrlSum")[0]).to.equal("2511.40");
      const items = `number;payer;currency;open;issued;due;references;discount percent;discount until
INV-2026-0811;C1;EUR;1190.00;2026-10-01;2026-11-04;;;
INV-2026-0812;C1;EUR;500.00;2026-10-28;2026-11-27;;2;2026-11-07
INV-2026-0813;C1;EUR;777.00;2026-10-02;2026-11-05;;;
CN-2026-0031;C1;EUR;-45.50;2026-10-12;2026-10-12;;;
INV-2026-0814;C1;EUR;60.00;2026-10-30;2026-12-30;;;
B-17;C1;EUR;99.90;2026-10-05;2026-11-04;RF18539007547034;;
`;
      const bank = file("statement.xml", camtOf(xml));
      const matched = await countersign(["match", "--bank", bank, "--items", file("items.csv", items), "--json"]);
      expect(matched.status, matched.err).to.equal(0);
      const { decisions } = JSON.parse(matched.out) as {
        readonly decisions: readonly {
          readonly disposition: string;
          readonly rule: string;
          readonly allocations: readonly { readonly item: string }[];
        }[];
      };
      expect(decisions.map(({ rule, disposition }) => [rule, disposition])).to.deep.equal([
        ["DISCOUNT", "POST"],
        ["STRUCTURED_REFERENCE", "POST"],
        ["STRUCTURED_REFERENCE", "POST"],
      ]);
      const numbers = decisions.map(({ allocations }) => allocations.map(({ item }) => item).toSorted());
      expect(numbers).to.deep.equal([["CN-2026-0031", "INV-2026-0811", "INV-2026-0812"], ["INV-2026-0813"], ["B-17"]]);
    });
  }

  it("names the file, the place and the way out of what cannot be paid, and exits with 3", async () => {
    const payables = file("twice.csv", PAYABLES.replace("INV-2026-0812", "INV-2026-0811"));
    const ran = await countersign(["pay-list", "--payables", payables, ...DEBTOR, "--json"]);
    expect(ran.status).to.equal(3);
    expect(ran.err).to.include("PAYABLES_INVALID").and.to.include('twice.csv: line 3, number is \\"INV-2026-0811\\"');
  });
});

describe("A payables file", () => {
  const row = (over: Readonly<Record<string, string>>): Buffer => {
    const base = { supplier: "A", number: "1", issued: "2026-01-01", due: "2026-02-01", currency: "EUR", open: "1.00" };
    return Buffer.from(JSON.stringify({ items: [{ ...base, ...over }] }));
  };
  const faults: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ["items[0], open", { open: "-1.00" }],
    ["items[0], open", { open: "0.00" }],
    ["items[0], open", { open: "1.001" }],
    ["items[0], currency", { currency: "XXX" }],
    ["items[0], kind", { kind: "bill" }],
    ["items[0], due", { due: "2026-02-30" }],
    ["items[0], disputed", { disputed: "2.00" }],
    ["items[0], supplierAccount", { supplierAccount: "DE75512108001245126198" }],
    ["items[0], payee", { payeeAccount: "DE75512108001245126199" }],
    ["items[0], payeeNotice", { payee: "B", payeeNotice: "refuzed" }],
    ["items[0].colour", { colour: "blue" }],
  ];
  for (const [field, over] of faults) {
    it(`is refused for ${JSON.stringify(over)}`, async () => {
      const failure: unknown = await readPayables(row(over)).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(TermsError).with.property("field", field);
    });
  }

  it("says which notice of an assignment was refused, of whatever else a gateway tells of a payee", async () => {
    const told = { payee: "B", payeeSince: "2026-01-05", payeeChanged: "yes" };
    for (const [payeeNotice, refused] of [["none"], ["acknowledged"], ["refused", true]] as const) {
      const [account] = await readPayables(row({ ...told, payeeNotice }));
      expect(account?.items[0]?.noticeRefused, payeeNotice).to.equal(refused);
    }
  });

  it("pays one supplier on one account, wherever its lines name it, and refuses a second", async () => {
    const rest = "invoice,B,2026-10-01,2026-11-04,1.00,,,,,,EUR";
    const text = `${HEADERS}\n${ALPHA}${rest}\nAlpha Metall GmbH,,,,${rest.replace("B", "C")}\n`;
    const [account, ...others] = await readPayables(Buffer.from(text));
    expect(others).to.deep.equal([]);
    expect(account?.supplier.account?.account).to.equal("DE75512108001245126199");
    expect(account?.items).to.have.length(2);
    const astray = `${text}Alpha Metall GmbH,DE89370400440532013000,,,${rest.replace("B", "D")}\n`;
    const failure: unknown = await readPayables(Buffer.from(astray)).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(TermsError).with.property("field", "line 4, supplierAccount");
  });
});
