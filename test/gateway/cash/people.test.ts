/** What people decide about cash: confirming, refusing, matching by hand, and what is learned from them. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { addressOf } from "../stage.ts";
import { bankTable, openCashDesk } from "./desk.ts";
import type { CashDesk, Entry } from "./desk.ts";

const DAY = "2026-11-20";

describe("A member who applies cash", () => {
  let desk: CashDesk;

  before(async () => {
    desk = await openCashDesk();
    await desk.importItems(
      ["V1", "R-1001", "100.00"],
      ["V1", "R-1002", "100.00"],
      ["V1", "R-1003", "-30.00"],
      ["V1", "R-1004", "100.00"],
    );
    await desk.importItems(["V2", "R-2001", "70.07"], ["V2", "R-2002", "80.08"], ["V3", "R-3001", "90.09"]);
    await desk.give(
      bankTable(
        ["P1", DAY, "100.00", "V1 Ltd", "", ""],
        ["P2", DAY, "100.00", "V1 Ltd", "", ""],
        ["P3", DAY, "70.07", "Somebody Else", "DE00ELSE", ""],
        ["P4", DAY, "80.08", "Somebody Else", "DE00ELSE", ""],
        ["P5", DAY, "90.09", "Somebody Else", "DE00ELSE", ""],
        ["P6", DAY, "70.00", "V1 Ltd", "", "R-1002"],
      ),
    );
    await desk.run();
  });

  after(() => desk.close());

  const item = (party: string, number: string): object => ({ party, number });

  async function matched(entry: Entry, ...allocations: readonly object[]): Promise<Entry> {
    return desk.decide(entry, "match", { match: randomUUID(), allocations });
  }

  it("sees what is proposed, why, and that two proposals are alternatives", async () => {
    const [one, other] = [await desk.entry("P1"), await desk.entry("P2")];
    for (const { state, match } of [one, other]) {
      expect([state, match?.rule, match?.contested]).to.deep.equal(["proposed", "EXACT_AMOUNT", true]);
      expect(match?.solutions).to.equal(3);
      expect(match?.party).to.equal("V1");
    }
  });

  it("confirms one of two alternatives, after which the other has nothing to take", async () => {
    const [one, other] = [await desk.entry("P1"), await desk.entry("P2")];
    const taken = one.match?.allocations[0]?.item.number;
    expect(other.match?.allocations[0]?.item.number).to.equal(taken);
    const confirmed = await desk.decide(one, "confirm");
    expect(confirmed.match).to.deep.include({ state: "posted", decidedBy: addressOf("supplier") });
    expect(await desk.problem(other, "confirm")).to.equal("MatchUnfit");
    await desk.run();
    const next = await desk.entry("P2");
    expect(next.match?.allocations[0]?.item.number).to.not.equal(taken);
  });

  it("undoes what was confirmed, and it is proposed as it was", async () => {
    const posted = await desk.entry("P1");
    const undone = await desk.decide(posted, "undo");
    expect([undone.state, undone.match?.rule]).to.deep.equal(["proposed", "EXACT_AMOUNT"]);
    expect((await desk.decide(undone, "confirm")).state).to.equal("posted");
  });

  it("refuses a proposal, which no run makes again", async () => {
    const proposed = await desk.entry("P2");
    expect((await desk.decide(proposed, "refuse")).state).to.equal("unmatched");
    expect(await desk.problem(proposed, "refuse"), "twice is once").to.equal("none");
    expect(await desk.problem(proposed, "confirm")).to.equal("MatchOver");
    await desk.run();
    const after = await desk.entry("P2");
    expect([after.state, after.match?.allocations]).to.deep.equal(["exception", []]);
  });

  it("matches by hand, with a credit note, once under an id", async () => {
    const entry = await desk.entry("P6");
    const allocations = [
      { item: item("V1", "R-1002"), cash: "100.00" },
      { item: item("V1", "R-1003"), cash: "-30.00" },
    ];
    const body = { match: randomUUID(), allocations };
    const posted = await desk.decide(entry, "match", body);
    expect(posted.match).to.deep.include({ rule: null, state: "posted", unapplied: "0.00", party: "V1" });
    expect((await desk.decide(entry, "match", body)).match?.id).to.equal(body.match);
    expect(await desk.problem(entry, "match", { ...body, match: randomUUID() })).to.equal("MatchStands");
    const less = { match: body.match, allocations: allocations.slice(0, 1) };
    expect(await desk.problem(entry, "match", less)).to.equal("IdTaken");
  });

  it("cannot take more than came in or than is open, nor what is nobody's", async () => {
    const entry = await desk.entry("P2");
    const refused = (...allocations: readonly object[]): Promise<string> =>
      desk.problem(entry, "match", { match: randomUUID(), allocations });
    expect(await refused({ item: item("V3", "R-3001"), cash: "90.10" })).to.equal("MatchUnfit");
    expect(
      await refused({ item: item("V2", "R-2002"), cash: "80.08" }, { item: item("V3", "R-3001"), cash: "90.09" }),
    ).to.equal("MatchUnfit");
    expect(await refused({ item: item("V9", "R-2002"), cash: "80.08" })).to.equal("MatchUnfit");
    expect(await refused({ item: item("V3", "R-3001"), cash: "1.001" })).to.equal("AmountUnfit");
    const twice = { item: item("V3", "R-3001"), cash: "1.00" };
    expect(await refused(twice, twice)).to.equal("MatchUnfit");
  });

  it("puts a part of an entry to items and leaves the rest on account", async () => {
    const posted = await matched(await desk.entry("P2"), { item: item("V3", "R-3001"), cash: "60.00" });
    expect(posted.match?.unapplied).to.equal("40.00");
    const { data } = await desk.client(desk.token).GET("/v1/cash/sums");
    const sum = data?.items.find(({ state }) => state === "posted");
    expect(sum).to.deep.equal({ currency: "EUR", state: "posted", count: 3, amount: "270.00", applied: "230.00" });
    await desk.decide(posted, "undo");
  });

  it("teaches under which name a party pays: by two cases and never by one, and only to be proposed", async () => {
    const aliases = async () => {
      const { data } = await desk.client(desk.token).GET("/v1/cash/aliases");
      return data?.items.filter(({ party }) => party === "V2") ?? [];
    };
    const [first, second] = [await desk.entry("P3"), await desk.entry("P4")];
    expect([first.match?.rule, second.match?.rule]).to.deep.equal(["UNIDENTIFIED", "UNIDENTIFIED"]);
    await matched(first, { item: item("V2", "R-2001"), cash: "70.07" });
    expect(await aliases()).to.deep.equal([]);
    const posted = await matched(second, { item: item("V2", "R-2002"), cash: "80.08" });
    const learned = await aliases();
    expect(learned.map(({ name, account, party }) => [name, account, party])).to.deep.equal([
      ["Somebody Else", "", "V2"],
      ["", "DE00ELSE", "V2"],
    ]);
    expect(learned[0]).to.deep.include({ confirmedBy: [addressOf("supplier")] });
    expect(learned[0]?.entries).to.have.members([first.id, second.id]);
    await desk.importItems(["V2", "R-2003", "90.09"]);
    await desk.run();
    const proposed = await desk.entry("P5");
    expect([proposed.state, proposed.match?.payer]).to.deep.equal(["proposed", "ALIAS"]);
    expect(proposed.match?.allocations[0]?.item.number).to.equal("R-2003");
    await desk.decide(posted, "undo");
    expect(await aliases(), "what is undone teaches nothing").to.deep.equal([]);
  });

  it("is not overtaken: a run that somebody decided beside is of what they left", async () => {
    await desk.give(bankTable(["P7", DAY, "80.08", "V2 Ltd", "", "R-2002"]));
    const id = randomUUID();
    await desk.client(desk.token).POST("/v1/cash/runs", { body: { id } });
    const entry = await desk.entry("P4");
    const body = { match: randomUUID(), allocations: [{ item: item("V2", "R-2002"), cash: "80.08" }] };
    await desk.workBeside(() => desk.decide(entry, "match", body));
    expect((await desk.entry("P4")).state).to.equal("posted");
    expect((await desk.entry("P7")).state, "the item is paid already").to.equal("exception");
  });
});

describe("A bill that a firm received", () => {
  let desk: CashDesk;

  before(async () => {
    desk = await openCashDesk();
    await desk.owe("INV-2026-0100");
  });

  after(() => desk.close());

  async function noted(number: string): Promise<Entry> {
    const body = {
      ...{ id: randomUUID(), number, amount: "1000.00", currency: "EUR", received: DAY, maturity: "2027-02-20" },
      ...{ payerName: "Buyer SE", text: "INV-2026-0100" },
    };
    const client = desk.client(desk.token);
    const { data } = await client.POST("/v1/cash/bills", { body });
    expect((await client.POST("/v1/cash/bills", { body })).data?.id, "twice is once").to.equal(data?.id);
    await desk.run();
    return desk.entry(`bill/${number}`);
  }

  it("is matched and pays nothing until it is honoured; dishonoured, what it was for is open again", async () => {
    const received = await noted("77");
    expect([received.state, received.bill?.state]).to.deep.equal(["posted", "BILL_RECEIVED"]);
    expect(received.match?.receipts[0]).to.deep.include({ intent: null, problem: null });
    const back = await desk.decide(received, "dishonour");
    expect(back).to.deep.include({ state: "leftOut", leftOut: "DISHONOURED", match: null });
    expect(await desk.problem(back, "honour", { bankReference: "H1", valueDate: "2027-02-20" })).to.equal("BillOver");
    const again = await noted("78");
    expect(again.match?.allocations[0]?.item.number, "it is owed again").to.equal("INV-2026-0100");
    const paid = await desk.decide(again, "honour", { bankReference: "H2", valueDate: "2027-02-20" });
    expect(paid.match?.receipts[0]).to.deep.include({
      bankReference: "H2",
      valueDate: "2027-02-20",
      state: "prepared",
    });
    expect(await desk.problem(paid, "undo")).to.equal("BillOver");
    expect(await desk.problem(paid, "dishonour")).to.equal("BillOver");
  });

  it("is no bill where it came by the bank", async () => {
    await desk.give(bankTable(["C1", DAY, "5.00", "X", "", ""]));
    expect(await desk.problem(await desk.entry("C1"), "dishonour")).to.equal("BillOver");
  });
});
