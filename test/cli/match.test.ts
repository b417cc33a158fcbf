/** `countersign match`: a statement of a bank against open items, no chain. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { countersign } from "./run.ts";

interface Entry {
  readonly reference: string;
  readonly amount: string;
  readonly payer: string;
  readonly text: string;
}

const FULL: Entry = { reference: "B1", amount: "1000.00", payer: "Acme Ltd", text: "your INV-2024-0815" };
const ENTRIES: readonly Entry[] = [
  FULL,
  { reference: "B3", amount: "490.00", payer: "ACME LTD.", text: "INV-2024-0816 less 2 %" },
  { reference: "B4", amount: "77.70", payer: "Bolt & Sons", text: "=cmd()" },
  { reference: "B5", amount: "1000.00", payer: "Acme Ltd", text: "INV-2024-0815" },
];

const ITEMS = `Invoice number;Customer;Customer name;Currency;Open;Invoice date;Due date;Discount percent;Discount until
INV-2024-0815;C1;Acme Ltd.;EUR;1000,00;01.05.2026;31.05.2026;;
INV-2024-0816;C1;Acme Ltd.;EUR;500,00;01.05.2026;31.05.2026;2;15.05.2026
INV-2024-0817;C2;Bolt & Sons;EUR;99,90;01.05.2026;31.05.2026;;
`;

function entryOf({ reference, amount, payer, text }: Entry): string {
  const escaped = (value: string): string => value.replaceAll("&", "&amp;");
  return `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
    <BookgDt><Dt>2026-05-12</Dt></BookgDt><ValDt><Dt>2026-05-12</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef>
    <NtryDtls><TxDtls><RltdPties><Dbtr><Nm>${escaped(payer)}</Nm></Dbtr></RltdPties>
    <RmtInf><Ustrd>${escaped(text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
}

function statementOf(entries: readonly Entry[], closing: string): string {
  const balance = (code: string, amount: string): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt>
    <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-05-12</Dt></Dt></Bal>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-05-13T06:00:00</CreDtTm></GrpHdr>
<Stmt><Id>S1</Id><CreDtTm>2026-05-13T06:00:00</CreDtTm><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>
${balance("OPBD", "0.00")}${balance("CLBD", closing)}${entries.map(entryOf).join("\n")}
</Stmt></BkToCstmrStmt></Document>`;
}

interface Answer {
  readonly decisions: readonly {
    readonly line: string;
    readonly disposition: string;
    readonly rule: string;
    readonly unapplied: string;
    readonly because: string;
  }[];
  readonly sums: readonly Readonly<Record<string, string | number>>[];
  readonly leftOut: readonly { readonly amount: string; readonly reason: string }[];
}

describe("countersign match", () => {
  let folder: string;
  const file = (name: string, text: string): string => {
    const target = path.join(folder, name);
    writeFileSync(target, text);
    return target;
  };

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "countersign-match-"));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("says what would be posted, proposed and excepted, with sums that tie", async () => {
    const bank = file("bank.xml", statementOf(ENTRIES, "2567.70"));
    const items = file("items.csv", ITEMS);
    const { status, out, err } = await countersign(["match", "--bank", bank, "--items", items]);
    expect(status, err).to.equal(0);
    expect(out).to.match(/Would be posted: 2/);
    expect(out).to.match(/B3\S* .* 490\.00 EUR +INV-2024-0816 +DISCOUNT +the amount is what is open less a discount/);
    expect(out).to.match(/Exceptions: 2/);
    expect(out).to.match(/B5\S* .*DUPLICATE/);
    expect(out).to.contain("EUR: 4 lines, posted + proposed + exceptions = 1,490.00 + 0.00 + 1,077.70 = 2,567.70");
  });

  it("gives the same as JSON, in minor units", async () => {
    const bank = file("bank.xml", statementOf(ENTRIES, "2567.70"));
    const items = file("items.csv", ITEMS);
    const { out } = await countersign(["match", "--bank", bank, "--items", items, "--json"]);
    const { decisions, sums } = JSON.parse(out) as Answer;
    expect(decisions.map(({ disposition, rule }) => `${disposition} ${rule}`)).to.deep.equal([
      "POST REFERENCE",
      "POST DISCOUNT",
      "EXCEPTION UNAPPLIED",
      "EXCEPTION DUPLICATE",
    ]);
    expect(decisions[0]?.line).to.equal("DE89370400440532013000/B1/2026-05-12/100000");
    expect(sums).to.deep.equal([
      { currency: "EUR", lines: 4, cash: "256770", posted: "149000", proposed: "0", excepted: "107770" },
    ]);
  });

  it("applies neither a payment that was taken back nor its taking back, and lists both", async () => {
    const taken = entryOf(FULL).replace("CRDT", "DBIT").replace("<Sts>", "<RvslInd>true</RvslInd><Sts>");
    const other = { reference: "B9", amount: "77.70", payer: "Bolt & Sons", text: "thanks" };
    const bank = statementOf([FULL, other], "77.70").replace("</Stmt>", `${taken}</Stmt>`);
    const args = ["match", "--bank", file("taken.xml", bank), "--items", file("items.csv", ITEMS)];
    const { out } = await countersign([...args, "--json"]);
    const { decisions, leftOut } = JSON.parse(out) as Answer;
    expect(decisions.map(({ line }) => line)).to.deep.equal(["DE89370400440532013000/B9/2026-05-12/7770"]);
    expect(leftOut.map(({ amount, reason }) => [amount, reason])).to.deep.equal([
      ["100000", "RETURNED"],
      ["-100000", "RETURN"],
    ]);
    expect((await countersign(args)).out).to.match(/-1,000\.00 +EUR +it takes back a payment/);
  });

  it("takes equal entries for one only where the bank calls them the same", async () => {
    const nameless = (name: string): string =>
      file(
        name,
        statementOf([FULL], "1000.00")
          .replace(/<AcctSvcrRef>.*<\/AcctSvcrRef>/, "")
          .replace("S1", name),
      );
    const named = [file("once.xml", statementOf([FULL], "1000.00")), file("again.xml", statementOf([FULL], "1000.00"))];
    const found = async (files: readonly string[]): Promise<unknown> => {
      const { out } = await countersign(["match", "--bank", ...files, "--items", file("items.csv", ITEMS), "--json"]);
      const { decisions, leftOut } = JSON.parse(out) as Answer;
      return [decisions.map(({ rule }) => rule), leftOut.map(({ reason }) => reason)];
    };
    expect(await found(named)).to.deep.equal([["REFERENCE"], ["TOLD_BEFORE"]]);
    expect(await found([nameless("may"), nameless("june")])).to.deep.equal([["REFERENCE", "DUPLICATE"], []]);
  });

  it("applies what is booked although it was told before it was", async () => {
    const early = statementOf([FULL], "0.00").replace("BOOK", "PDNG").replace("S1", "S0");
    const files = [file("early.xml", early), file("late.xml", statementOf([FULL], "1000.00"))];
    const { out } = await countersign(["match", "--bank", ...files, "--items", file("items.csv", ITEMS), "--json"]);
    const { decisions, leftOut } = JSON.parse(out) as Answer;
    expect([decisions.map(({ rule }) => rule), leftOut.map(({ reason }) => reason)]).to.deep.equal([
      ["REFERENCE"],
      ["NOT_BOOKED"],
    ]);
  });

  it("tolerates what the policy says, and no more", async () => {
    const bank = file("short.xml", statementOf([{ ...FULL, amount: "999.50" }], "999.50"));
    const items = file("items.csv", ITEMS);
    const policy = file("policy.json", '{ "tolerances": { "EUR": { "amount": "0.50", "percent": "1" } } }');
    const args = ["match", "--bank", bank, "--items", items, "--json"];
    const rules = async (more: readonly string[]): Promise<unknown> => {
      const { decisions } = JSON.parse((await countersign([...args, ...more])).out) as Answer;
      return decisions.map(({ rule }) => rule);
    };
    expect(await rules(["--policy", policy])).to.deep.equal(["TOLERANCE"]);
    expect(await rules([])).to.deep.equal(["PARTS"]);
    const usual = file("usual.json", '{ "tolerances": "usual" }');
    expect(await rules(["--policy", usual])).to.deep.equal(["TOLERANCE"]);
  });

  it("reads a bank's table as it is declared, and names what is left open", async () => {
    const table = "Ref,Day,Sum,Who,Why\nB1,12/05/2026,1000.00,Acme Ltd,your INV-2024-0815\n";
    const args = ["match", "--bank", file("bank.csv", table), "--items", file("items.csv", ITEMS), "--json"];
    const columns = "bankReference=Ref,valueDate=Day,amount=Sum,counterparty=Who,text=Why";
    const declared = ["--columns", columns, "--dates", "DD/MM/YYYY", "--currency", "EUR", "--account", "1"];
    const { out, err } = await countersign([...args, ...declared]);
    const { decisions } = JSON.parse(out) as Answer;
    expect(
      decisions.map(({ line, rule }) => [line, rule]),
      err,
    ).to.deep.equal([["1/B1/2026-05-12/100000", "REFERENCE"]]);
    const unsaid = await countersign(args);
    expect([unsaid.status, unsaid.err]).to.satisfy(([status, text]: [number, string]) => {
      return status === 3 && text.includes("bank.csv");
    });
    const wrong = await countersign([...args, "--columns", "sum=Sum"]);
    expect(wrong.status).to.equal(2);
    expect(`${wrong.out}${wrong.err}`).to.match(/--columns is .*sum.*: write one of bookingDate/);
  });

  it("joins a remittance advice with its payment", async () => {
    const advice = fileURLToPath(new URL("../fixtures/bank/advice.remt001.xml", import.meta.url));
    const owed = `number,payer,payer name,currency,open,issued,due,discount percent,discount until
MW-2026-1101,C9,Beispiel Anlagenbau SE,EUR,11900.00,2026-04-23,2026-06-23,2,2026-05-12
MW-2026-1102,C9,Beispiel Anlagenbau SE,EUR,500.00,2026-04-23,2026-06-23,,
MW-GS-9,C9,Beispiel Anlagenbau SE,EUR,-142.00,2026-04-23,2026-06-23,,
`;
    const entry = { reference: "B7", amount: "12000.00", payer: "Beispiel Anlagenbau SE", text: "AVIS-1" };
    const bank = file("advised.xml", statementOf([entry], "12000.00"));
    const args = ["match", "--bank", bank, "--items", file("owed.csv", owed), "--remittance", advice];
    const policy = file("patient.json", '{ "adviceDays": 200 }');
    const { out, err } = await countersign([...args, "--policy", policy]);
    expect(out, err).to.match(/B7\S* .*12,000\.00 EUR +MW-2026-1101, MW-2026-1102, MW-GS-9 +REMITTANCE_ADVICE/);
    const waiting = await countersign(args);
    expect(waiting.out).to.match(/Advices that wait for their money: AVIS-1/);
    const text = readFileSync(advice, "utf8");
    const foreign = text.replace(/(<RmtdAmt Ccy=")EUR/, "$1USD");
    expect(foreign).to.not.equal(text);
    const unused = await countersign([...args.slice(0, -1), file("foreign.xml", foreign), "--policy", policy]);
    expect(unused.out, unused.err).not.to.match(/REMITTANCE_ADVICE/);
    expect(unused.out).to.match(/Advice AVIS-1 is not used: /);
  });

  it("names file, line, field and way out of what it cannot use", async () => {
    const bank = file("bank.xml", statementOf(ENTRIES, "2567.70"));
    const wrong = file("wrong.csv", ITEMS.replace("99,90", "99,905").replace(";EUR;500,00", ";EUX;500,00"));
    const items = file("items.csv", ITEMS);
    const faulty = await countersign(["match", "--bank", bank, "--items", wrong]);
    expect(faulty.status).to.equal(3);
    expect(faulty.err).to.match(/line 3, currency "EUX": write a code of ISO 4217/);
    expect(faulty.err).to.match(/line 4, open "99,905": write an amount with at most 2 decimals/);
    const policy = file("policy.json", '{ "tolerance": {} }');
    const refused = await countersign(["match", "--bank", bank, "--items", items, "--policy", policy]);
    expect(refused.status).to.equal(3);
    expect(refused.err).to.match(/policy\.json: .*tolerance/);
  });

  it("applies nothing of a statement whose balances do not agree", async () => {
    const bank = file("torn.xml", statementOf(ENTRIES, "2567.71"));
    const items = file("items.csv", ITEMS);
    const { status, err } = await countersign(["match", "--bank", bank, "--items", items]);
    expect(status).to.equal(3);
    expect(err).to.match(/torn\.xml/);
  });
});
