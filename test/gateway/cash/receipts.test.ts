/** Cash that pays receivables of the ledger: matched by rule, told by intents, and taken back. */
import { expect } from "chai";
import { idOf } from "../../../src/domain/commitment.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { dayNumber } from "../../../src/domain/terms.ts";
import { payerEntries } from "../../../src/store/pairCash.ts";
import { addressOf } from "../stage.ts";
import { bankTable, openCashDesk } from "./desk.ts";
import type { CashDesk, Entry } from "./desk.ts";

const ACCOUNT = "DE02120300000000202051";
const DAY = "2026-11-20";

describe("Cash that pays a receivable", () => {
  let desk: CashDesk;

  before(async () => {
    desk = await openCashDesk();
  });

  after(() => desk.close());

  /** A payment of the buyer is read, and a run posts it. */
  async function paid(reference: string, amount: string, text: string): Promise<Entry> {
    await desk.give(bankTable([reference, DAY, amount, "Buyer SE", ACCOUNT, text]));
    await desk.run();
    return desk.entry(reference);
  }

  /** The ledger has recorded the receipt that a match prepared. */
  async function recorded(id: Hex, reference: string, cash: bigint): Promise<void> {
    const holder = addressOf("supplier");
    await desk.book.write({
      ...{ name: "ReceiptRecorded", id, holder, bankRef: keccakOfText(reference), by: holder },
      ...{ valueDay: dayNumber(DAY), principal: cash, discount: 0n, charges: 0n, lateDays: 0n },
      ...{ advised: false, closed: true },
    });
  }

  /** What is read of the buyer's money to tell how much of it settled nothing, by the bank's references. */
  async function waiting(): Promise<readonly string[]> {
    const [organisation, parties] = [addressOf("supplier"), [addressOf("buyer")]];
    const asked = { organisation, parties, currencies: ["EUR"], through: DAY, decisions: ["posted"] } as const;
    return (await payerEntries(desk.database, asked, 10)).map(({ reference }) => reference);
  }

  it("is posted once, with a receipt for a member to sign, however often it is run", async () => {
    const receivable = await desk.owe("INV-2026-0001");
    const entry = await paid("A1", "1000.00", "your invoice INV-2026-0001");
    expect(entry).to.deep.include({ state: "posted", leftOut: null });
    expect(entry.match).to.deep.include({ rule: "REFERENCE", decidedBy: null, unapplied: "0.00", contested: false });
    const [receipt, ...others] = entry.match?.receipts ?? [];
    expect(others).to.deep.equal([]);
    expect(receipt).to.deep.include({
      ...{ receivable: idOf(receivable.header), bankReference: "A1", cash: "1000.00", valueDate: DAY },
      ...{ state: "prepared", reversal: null, problem: null },
    });
    const intent = await desk.read(desk.token, receipt?.intent ?? "");
    expect(intent).to.deep.include({ verb: "recordReceipt", amount: "1000.00", preparedBy: addressOf("supplier") });
    expect((await desk.run()).counts).to.deep.include({ entries: 0, posted: 0 });
    expect(await desk.entry("A1")).to.deep.equal(entry);
    const listed = await desk.client(desk.token).GET("/v1/intents", { params: { query: { verb: "recordReceipt" } } });
    expect(listed.data?.items).to.have.length(1);
  });

  it("follows what becomes of its receipt", async () => {
    const entry = await desk.entry("A1");
    const intent = await desk.read(desk.token, entry.match?.receipts[0]?.intent ?? "");
    expect((await desk.sign(desk.token, intent, "supplier")).status).to.equal(200);
    expect((await desk.entry("A1")).match?.receipts[0]?.state).to.equal("signed");
    const id = (intent.receivable ?? "0x") as Hex;
    expect(await waiting()).to.deep.equal(["A1"]);
    await recorded(id, "A1", 100_000n);
    expect(await waiting(), "nothing of it can be unapplied any more").to.deep.equal([]);
    expect((await desk.entry("A1")).match?.receipts[0]?.state).to.equal("recorded");
  });

  it("is known as paid twice when it comes again", async () => {
    const entry = await paid("A2", "1000.00", "INV-2026-0001");
    expect([entry.state, entry.match?.rule]).to.deep.equal(["exception", "DUPLICATE"]);
  });

  it("that is taken back has the reversal prepared, and is posted by no run again", async () => {
    const posted = await desk.entry("A1");
    const undone = await desk.decide(posted, "undo");
    expect(undone).to.deep.include({ state: "unmatched", match: null });
    expect(await desk.problem(posted, "undo"), "twice is once").to.equal("none");
    const path = { id: posted.id };
    const { data } = await desk.client(desk.token).GET("/v1/cash/entries/{id}/matches", { params: { path } });
    const [match] = data?.items ?? [];
    expect(match).to.deep.include({ state: "undone", cause: "member", undoneBy: addressOf("supplier") });
    expect(match?.receipts[0]).to.deep.include({ state: "recorded", reversalState: "prepared" });
    const reversal = await desk.read(desk.token, match?.receipts[0]?.reversal ?? "");
    expect(reversal.verb).to.equal("reverseReceipt");
  });

  it("that is undone before anybody signed has its receipt withdrawn, and is only proposed from then on", async () => {
    await desk.owe("INV-2026-0003");
    const posted = await paid("A3", "1000.00", "INV-2026-0003");
    await desk.decide(posted, "undo");
    const intent = await desk.read(desk.token, posted.match?.receipts[0]?.intent ?? "");
    expect(intent.state).to.equal("withdrawn");
    await desk.run();
    const proposed = await desk.entry("A3");
    expect([proposed.state, proposed.match?.rule]).to.deep.equal(["proposed", "REFERENCE"]);
    const confirmed = await desk.decide(proposed, "confirm");
    expect(confirmed.match).to.deep.include({ state: "posted", decidedBy: addressOf("supplier") });
    expect(confirmed.match?.receipts[0]).to.deep.include({ state: "prepared", bankReference: "A3" });
    expect(confirmed.match?.receipts[0]?.intent).to.not.equal(intent.id);
    expect(await desk.problem(proposed, "confirm"), "twice is once").to.equal("none");
  });

  it("is prepared anew where its receipt was withdrawn", async () => {
    const entry = await desk.entry("A3");
    const path = { id: entry.match?.receipts[0]?.intent ?? "" };
    await desk.client(desk.token).POST("/v1/intents/{id}/withdrawal", { params: { path } });
    expect((await desk.entry("A3")).match?.receipts[0]?.state).to.equal("withdrawn");
    const renewed = await desk.decide(entry, "receipts");
    expect(renewed.match?.receipts[0]).to.deep.include({ state: "prepared", problem: null });
    expect(renewed.match?.receipts[0]?.intent).to.not.equal(path.id);
  });

  it("that goes back is undone by the bank's own entry", async () => {
    await desk.owe("INV-2026-0004");
    const posted = await paid("A4", "1000.00", "INV-2026-0004");
    expect(posted.state).to.equal("posted");
    const given = await desk.give(taken("A4"), {});
    expect(given, given.fault ?? "").to.deep.include({ step: "done", returned: 1 });
    const after = (await desk.entries()).find(({ id }) => id === posted.id);
    expect(after).to.deep.include({ state: "leftOut", leftOut: "RETURNED", match: null });
    const back = (await desk.entries()).find(({ id }) => id === after?.counterpart);
    expect(back).to.deep.include({ leftOut: "RETURN", amount: "-1000.00", counterpart: posted.id });
    const intent = await desk.read(desk.token, posted.match?.receipts[0]?.intent ?? "");
    expect(intent.state).to.equal("withdrawn");
    expect((await desk.run()).counts?.posted).to.equal(0);
  });

  it("less than a discount that has expired is left to people, who say why it is short", async () => {
    await desk.owe("INV-2026-0005");
    const short = await paid("A5", "980.00", "INV-2026-0005");
    expect(short.match).to.deep.include({ state: "exception", rule: "SHORT" });
    expect(short.match?.allocations[0]?.reason).to.equal("UNEARNED_DISCOUNT");
    const said = await desk.decide(short, "reason", { code: "unearnedDiscount", text: "two days late" });
    expect(said.match?.reason).to.deep.include({ code: "unearnedDiscount", account: addressOf("supplier") });
    expect((await desk.decide(said, "confirm")).match).to.deep.include({ state: "posted", unapplied: "0.00" });
  });

  it("is nothing for a receivable that somebody else holds, although the books still have it", async () => {
    const sold = await desk.owe("INV-2026-0006");
    const [from, to] = [addressOf("supplier"), addressOf("factor")];
    await desk.book.write({ name: "Transfer", from, to, id: idOf(sold.header) });
    await desk.importItems(["buyer", "INV-2026-0006", "1000.00"]);
    const entry = await paid("A6", "1000.00", "INV-2026-0006");
    const numbers = entry.match?.allocations.map(({ item }) => item.number) ?? [];
    expect([entry.state === "posted", numbers.includes("INV-2026-0006")]).to.deep.equal([false, false]);
  });
});

/** The bank takes a payment back under its own reference. */
function taken(reference: string): string {
  const balance = (code: string, amount: string, sign: string): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd>
    <Dt><Dt>2026-11-21</Dt></Dt></Bal>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<GrpHdr><MsgId>M9</MsgId><CreDtTm>2026-11-22T06:00:00</CreDtTm></GrpHdr>
<Stmt><Id>S9</Id><CreDtTm>2026-11-22T06:00:00</CreDtTm><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>
${balance("OPBD", "1000.00", "CRDT")}${balance("CLBD", "0.00", "CRDT")}
<Ntry><Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-11-21</Dt></BookgDt><ValDt><Dt>2026-11-21</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef></Ntry>
</Stmt></BkToCstmrStmt></Document>`;
}
