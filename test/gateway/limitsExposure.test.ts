/** What counts as owed: by the ledger, by what is prepared, by the firm's own cash and books. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { exposuresOf } from "../../src/gateway/limits/exposures.ts";
import { limitUse } from "../../src/gateway/limits/using.ts";
import { keepAllocations } from "../../src/store/cashAllocations.ts";
import type { Sql } from "../../src/store/database.ts";
import { putOpenItems } from "../../src/store/openItems.ts";
import { putParties } from "../../src/store/parties.ts";
import { bytes } from "../../src/store/values.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, issuing, sealing } from "./book.ts";
import { putOnAccount } from "./limitPolicies.ts";
import { BUYER, EUR, openLimitScene, SUPPLIER } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";
import { addressOf } from "./stage.ts";

describe("An exposure at a gateway", () => {
  let scene: LimitScene;

  beforeEach(async () => {
    scene = await openLimitScene();
  });

  afterEach(() => scene.close());

  async function exposure(customer?: Address) {
    const { currencies, ...rest } = await scene.exposure(customer);
    return { ...rest, ...currencies.find(({ currency }) => currency.code === "EUR")?.exposure };
  }

  it("is by state what the ledger has, and counts what is not answered as pending", async () => {
    await scene.owe("RE-1", 30);
    await scene.owe("RE-2", -10);
    const pending = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, Math.floor(scene.now / DAY)));
    await scene.book.write(...issuing(pending));
    expect(await exposure()).to.deep.include({
      ...{ pending: "1000.00", notDue: "1000.00", overdue: "1000.00", total: "3000.00", items: 3, sealed: 0 },
    });
  });

  it("is current on the due day itself, where the debt is payable, and overdue on the next", async () => {
    const due = await scene.owe("RE-1", 0, { utcOffset: 0 });
    const midnight = due.terms.dueDay * DAY;
    scene.now = midnight + DAY - 1;
    expect((await exposure()).overdue).to.equal("0.00");
    scene.now = midnight + DAY;
    expect((await exposure()).overdue).to.equal("1000.00");
    const ahead = await scene.owe("RE-2", 1, { utcOffset: 60 });
    scene.now = (ahead.terms.dueDay + 1) * DAY - 3_600;
    expect((await exposure()).overdue).to.equal("2000.00");
    scene.now -= 1;
    expect((await exposure()).overdue).to.equal("1000.00");
  });

  it("falls by what is paid, and by nothing that another supplier is owed", async () => {
    const owed = await scene.owe("RE-1");
    const stranger = receivableOf(headerOf(addressOf("stranger"), BUYER), owed.terms);
    await scene.book.write(...issuing(stranger));
    const paid = { name: "ReceivablePaid" as const, id: idOf(owed.header), payer: BUYER, holder: SUPPLIER };
    const sums = { principal: 30_000n, discount: 0n, charges: 0n, lateDays: 0n, closed: false };
    await scene.book.write({ ...paid, ...sums });
    expect((await exposure()).total).to.equal("700.00");
  });

  it("counts what is sealed to others, and guesses no sum of it", async () => {
    const sealed = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, Math.floor(scene.now / DAY)));
    await scene.book.write(...sealing(sealed, "0x00"));
    const { sealed: count, total } = await exposure();
    expect([count, total]).to.deep.equal([1, undefined]);
  });

  it("counts what was sold with recourse, and not what was sold without or given away", async () => {
    const desk = addressOf("desk");
    await scene.database.query("insert into desks values ($1, $2)", [bytes(desk), bytes(addressOf("factor"))]);
    const [back, gone, given] = [await scene.owe("RE-1"), await scene.owe("RE-2"), await scene.owe("RE-3")];
    const hand = (id: Hex, to: Address) => ({ name: "Transfer" as const, from: SUPPLIER, to, id });
    await scene.book.write(hand(idOf(back.header), desk), hand(idOf(gone.header), desk));
    await scene.book.write(hand(idOf(given.header), addressOf("a cousin")));
    await deal(desk, idOf(back.header), 60);
    await deal(desk, idOf(gone.header), 65_535);
    expect(await exposure()).to.deep.include({ recourse: "1000.00", assigned: "2000.00", total: "1000.00" });
  });

  async function deal(desk: Address, id: Hex, recourseDays: number): Promise<void> {
    await scene.database.query(
      `insert into deals select $1, $2, 1, $3, $4, $5, $2, 0, 0, 0, 360, $6, 0, $7, 100000, 0, 0, 0, 0, 0, 0, 0, 0,
         '[]', '[]', '[]', true, 1, 1, 1`,
      [...[desk, id, addressOf("factor"), SUPPLIER, BUYER].map(bytes), recourseDays, bytes(EUR)],
    );
  }

  it("has what the firm's own books say is open and no ledger knows, once", async () => {
    const party = { party: "D-1", name: "Buyer SE", legalId: "", vatId: "", country: "DE", address: BUYER };
    await putParties(scene.database, SUPPLIER, [party], scene.now);
    await scene.owe("RE-1");
    await scene.issue("RE-2");
    const item = (number: string, open: string) => ({
      ...{ party: "D-1", invoice: number, line: "0", number, issueDate: "2026-11-01", dueDate: "2026-12-01" },
      ...{ currency: "EUR", amount: open, open, purchaseOrder: "" },
    });
    const rows = [item("RE-1", "1000.00"), item("RE-2", "1000.00"), item("RE-3", "250.50"), item("CN-1", "-50.00")];
    await putOpenItems(scene.database, SUPPLIER, "receivable", rows, scene.now);
    await putOpenItems(scene.database, SUPPLIER, "payable", [item("AP-1", "9.00")], scene.now);
    expect(await exposure()).to.deep.include({ offLedger: "200.50", prepared: "1000.00", total: "2200.50" });
    expect(invoiceHash("RE-1")).to.equal(invoiceHash("re-1"));
  });

  it("is zero for whom nothing is known, and says how much of each limit is used", async () => {
    expect(await exposure(addressOf("nobody"))).to.deep.include({ frozen: false, group: null, sealed: 0 });
    await scene.limit("4000.00");
    await scene.owe("RE-1");
    const { currencies } = await scene.exposure();
    expect(currencies[0]?.uses).to.deep.equal([
      { source: "customer", limit: "4000.00", exposure: "1000.00", use: "250000", until: null },
    ]);
    const [use] = await limitUse(scene.database, SUPPLIER, BUYER, scene.now);
    expect(use).to.include({ currency: EUR, usePpm: 250_000n, limit: 400_000n, exposure: 100_000n });
  });

  it("uses a limit of nought in a currency of which nothing is said, and is seen and watched there", async () => {
    await scene.owe("US-1", 30, { currency: "0x0000000000000000000000000000000000000348" });
    await scene.limit("4000.00");
    const { currencies } = await scene.exposure();
    const uses = currencies.map(({ currency, uses: of }) => [currency.code, of.map(({ limit, use }) => [limit, use])]);
    expect(uses).to.deep.equal([
      ["USD", [["0.00", "1000000000"]]],
      ["EUR", [["4000.00", "0"]]],
    ]);
  });

  it("is nobody else's to see: not the customer's, and not another supplier's of the same customer", async () => {
    await scene.limit("4000.00");
    await scene.owe("RE-1");
    for (const other of ["buyer", "stranger"]) {
      const client = scene.client(await scene.signIn(other));
      const asked = { params: { path: { customer: BUYER } } };
      const { data } = await client.GET("/v1/limits/exposures/{customer}", asked);
      expect(data?.currencies, other).to.deep.equal([]);
      expect((await client.GET("/v1/limits")).data?.items, other).to.deep.equal([]);
    }
  });

  it("of one customer with 10,000 open items is read by as many statements as that of one item", async () => {
    await scene.owe("RE-1");
    const one = await statements();
    await scene.database.query(
      `insert into receivables (id, ${COPIED}) select sha256(convert_to(n::text, 'utf8')), ${COPIED}
       from receivables, generate_series(1, 9999) as n where invoice = $1`,
      [bytes(invoiceHash("RE-1"))],
    );
    expect(await exposure()).to.deep.include({ items: 10_000, notDue: "10000000.00" });
    expect(await statements()).to.equal(one);
    expect(await scene.limit("10000000.00", { id: randomUUID() })).to.equal(201);
    expect((await scene.issue("RE-9", { payable: "0.01" })).code).to.equal("CreditLimitExceeded");
  }).timeout(30_000);

  it("of a group of 40 with cash and books is read by as many statements as that of one customer", async () => {
    await owing(BUYER);
    const one = await statements([BUYER]);
    const group = [BUYER, ...Array.from({ length: 39 }, (_, n) => addressOf(`affiliate ${n}`))];
    for (const customer of group.slice(1)) await owing(customer);
    expect(await statements(group)).to.equal(one);
    const { byCurrency } = await exposuresOf(scene.database, {
      organisation: SUPPLIER,
      customers: group,
      at: scene.now,
    });
    // Of each 1,000.00 on the ledger and 250.00 in the books, less 100.00 in cash.
    expect(byCurrency.get(EUR)).to.include({ offLedger: 1_000_000n, unapplied: 400_000n, total: 4_600_000n });
  }).timeout(60_000);

  /** One claim on the ledger, an item of the books alone, and money on account under the name that the books have. */
  async function owing(customer: Address): Promise<void> {
    const named = {
      party: `D-${customer}`,
      name: "Buyer SE",
      legalId: "",
      vatId: "",
      country: "DE",
      address: customer,
    };
    await putParties(scene.database, SUPPLIER, [named], scene.now);
    await scene.owe("RE-1", 30, {}, customer);
    const invoice = `ERP-${customer}`;
    const item = {
      ...{ party: named.party, invoice, line: "0", number: invoice, issueDate: "2026-11-01", dueDate: "2026-12-01" },
      ...{ currency: "EUR", amount: "250.00", open: "250.00", purchaseOrder: "" },
    };
    await putOpenItems(scene.database, SUPPLIER, "receivable", [item], scene.now);
    await putOnAccount(scene, `PAY ${customer}`, 10_000n, named.party);
  }

  it("is lowered by money that was posted long ago and never signed for, until the ledger has it", async () => {
    const id = idOf((await scene.owe("RE-1")).header);
    await putOnAccount(scene, "PAY 1", 10_000n);
    const [row] = await scene.database.query<{ number: number }>(
      "update cash_matches set decided = 0 returning number",
    );
    const sums = { cash: 10_000n, settled: 10_000n, bankReference: "PAY 1", valueDate: "2026-11-20" };
    const put = { match: row?.number ?? 0, organisation: SUPPLIER, item: "RE-1", receivable: id, ...sums };
    await scene.database.transaction((tx) => keepAllocations(tx, [put]));
    expect(await exposure()).to.deep.include({ notDue: "1000.00", unapplied: "100.00", total: "900.00" });
    const receipt = {
      bankRef: keccakOfText("PAY 1"),
      valueDay: 20_000,
      advised: false,
      holder: SUPPLIER,
      by: SUPPLIER,
    };
    const settled = { principal: 10_000n, discount: 0n, charges: 0n, lateDays: 0n, closed: false };
    await scene.book.write({ name: "ReceiptRecorded", id, ...receipt, ...settled });
    expect(await exposure()).to.deep.include({ notDue: "900.00", unapplied: "0.00", total: "900.00" });
  });

  it("is lowered by a credit of the books no further than by what the books alone have", async () => {
    const party = { party: "D-1", name: "Buyer SE", legalId: "", vatId: "", country: "DE", address: BUYER };
    await putParties(scene.database, SUPPLIER, [party], scene.now);
    await scene.owe("RE-1");
    const credit = {
      ...{ party: "D-1", invoice: "CN-1", line: "0", number: "CN-1", issueDate: "2026-11-01", currency: "EUR" },
      ...{ dueDate: "2026-12-01", amount: "-9000.00", open: "-9000.00", purchaseOrder: "" },
    };
    await putOpenItems(scene.database, SUPPLIER, "receivable", [credit], scene.now);
    expect(await exposure()).to.deep.include({ offLedger: "0.00", total: "1000.00" });
  });

  async function statements(customers: readonly Address[] = [BUYER]): Promise<number> {
    let count = 0;
    const counting: Sql = {
      query: (...asked) => {
        count += 1;
        return scene.database.query(...asked);
      },
    };
    await exposuresOf(counting, { organisation: SUPPLIER, customers, at: scene.now });
    return count;
  }
});

const COPIED = [
  ...["supplier", "buyer", "invoice", "line", "policy", "revision", "terms", "document", "content", "currency"],
  ...["amount", "due_day", "utc_offset", "commitment", "status", "holder", "approved", "locked", "transferee"],
  ...["closed", "detailed", "disputed", "written_off", "part", "advices", "settled", "credited", "late_days"],
  ...["charges_settled", "carry", "discounted", "issued_block", "changed_block", "changed_log"],
].join(", ");
