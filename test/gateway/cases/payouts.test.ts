/** What an insurer paid for a claim of a case, and whose the claim is then. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../../generated/openapi.d.ts";
import { idOf } from "../../../src/domain/commitment.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { LedgerEvent } from "../../../src/domain/events.ts";
import type { Address, Hex, Receivable } from "../../../src/domain/receivable.ts";
import { dateOfDay } from "../../../src/domain/terms.ts";
import { sha256 } from "../../../src/gateway/http/secrets.ts";
import { lendDatabase } from "../../store/lending.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "../book.ts";
import { addressOf, openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

type Entry = components["schemas"]["NewCaseEntry"]["entry"];
type Policy = Extract<Entry, { kind: "insurance" }>["insurance"];

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const USD: Address = "0x0000000000000000000000000000000000000348";
const [SUPPLIER, BUYER] = ["supplier", "buyer"].map(addressOf) as [Address, Address];
const EVIDENCE: Hex = `0x${sha256("advice of payment").toString("hex")}`;

describe("A payout of an insurer", () => {
  let stage: Stage;
  let one: Receivable;
  let caseId: string;
  let token: string;

  async function begin(engine: "PGlite" | "PostgreSQL"): Promise<void> {
    stage = await openStage({ database: await lendDatabase(engine) });
    one = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, FIRST_INSTANT / DAY));
    await stage.book.write(...issuing(one), accepting(one));
    token = await stage.signIn("supplier");
    const content = Buffer.from("advice of payment").toString("base64");
    await client().POST("/v1/documents", { body: { content, mediaType: "text/plain", kind: "other" } });
    caseId = randomUUID();
    const about = { customer: BUYER, title: "Overdue", jurisdiction: "CN" as const };
    await client().POST("/v1/cases", { body: { id: caseId, ...about, receivables: [idOf(one.header)] } });
  }
  beforeEach(() => begin("PGlite"));
  afterEach(() => stage.close());

  const client = () => stage.client(token);
  async function enter(entry: Entry) {
    const asked = { params: { path: { id: caseId } }, body: { id: randomUUID(), entry } };
    const { data, error, response } = await client().POST("/v1/cases/{id}/entries", asked);
    return { status: response.status, problem: error?.type, item: data?.receivables[0], body: data };
  }

  const insurance = (recoveries: NonNullable<Policy["recoveries"]> | null): Entry => ({
    kind: "insurance",
    insurance: {
      ...{ policy: "TCI-7", currency: EUR, insuredShare: 900_000, buyerLimit: "1000.00", lossPayee: null },
      ...{ coveredFrom: "2026-01-01", coveredUntil: "2027-12-31", maximumExtensionDays: 60, payoutDays: 30 },
      ...{ notification: { days: 30, from: "due" as const }, waiting: { days: 150, from: "notice" as const } },
      ...{ countsInvoiceDay: true, insurer: null, recoveries },
    },
  });
  /** Entered on day 20 of the book; the ledger's blocks are a day each from its first on. */
  const payout = (over: Partial<Extract<Entry, { kind: "insurancePayout" }>> = {}): Entry => ({
    ...{ kind: "insurancePayout", receivable: idOf(one.header), amount: "900.00", currency: EUR },
    ...{ day: dateOfDay(FIRST_INSTANT / DAY + 1), insurer: "Credit Insurance AG", evidence: EVIDENCE },
    ...over,
  });
  const received = (bank: string, principal: bigint, valueDay = FIRST_INSTANT / DAY + 2): LedgerEvent => ({
    ...{ name: "ReceiptRecorded", id: idOf(one.header), by: SUPPLIER, holder: SUPPLIER, bankRef: keccakOfText(bank) },
    ...{ principal, discount: 0n, charges: 0n, lateDays: 0n, valueDay, advised: false },
    closed: false,
  });

  it("is entered with its document, in the currency of a policy that stands, and of no later day", async () => {
    expect(await enter(payout())).to.include({ status: 400, problem: "/problems/RequestInvalid" });
    await enter(insurance(null));
    expect(await enter(payout({ evidence: keccakOfText("nothing") }))).to.include({ status: 404 });
    for (const over of [{ currency: USD }, { amount: "0" }, { amount: "1000.01" }, { day: "2027-01-01" }]) {
      expect(await enter(payout(over)), JSON.stringify(over)).to.include({ status: 400 });
    }
    expect(await enter(payout())).to.include({ status: 201 });
    expect(await enter(payout({ amount: "100.01" })), "together more than was open").to.include({ status: 400 });
    expect(await enter(payout({ amount: "100.00" }))).to.include({ status: 201 });
  });

  it("passes its part to the insurer and leaves the debtor owing as much as before", async () => {
    await enter(insurance(null));
    const { item, body } = await enter(payout());
    expect(item?.open).to.equal("1000.00");
    expect(item?.subrogation).to.deep.include({ paid: "900.00", insurers: "900.00", creditors: "100.00" });
    expect(item?.subrogation).to.deep.include({ rule: "proRata", dueToInsurer: "0.00", overpaid: "0.00" });
    expect(item?.subrogation?.why).to.contain("names no order");
    expect(item?.subrogation?.payouts[0]).to.deep.include({ insurer: "Credit Insurance AG", policy: "TCI-7" });
    expect(body?.entries.at(-1)?.entry).to.deep.equal(payout());
    const asked = { params: { path: { id: idOf(one.header) } } };
    const { data } = await stage.client(await stage.signIn("buyer")).GET("/v1/receivables/{id}", asked);
    expect(data?.open).to.equal("1000.00");
  });

  it("shares what comes in later as its policy says, whatever policy is entered afterwards", async () => {
    await enter(insurance("insurerFirst"));
    await enter(payout());
    await enter(insurance("insuredFirst"));
    await stage.book.write(received("A", 30_000n));
    await stage.book.write(received("B", 20_000n));
    const reversal = { name: "ReceiptReversed", id: idOf(one.header), by: SUPPLIER } as const;
    const sums = { principal: 20_000n, discount: 0n, charges: 0n, lateDays: 0n, closed: false } as const;
    await stage.book.write({
      ...{ ...reversal, ...sums, bankRef: keccakOfText("B"), evidence: keccakOfText("recalled") },
    });
    const { item } = await enter({ kind: "note", text: "What came in?" });
    expect(item?.open).to.equal("700.00");
    expect(item?.subrogation).to.deep.include({ insurers: "600.00", creditors: "100.00", dueToInsurer: "300.00" });
    expect(item?.subrogation?.recoveries, "what was taken back is as if never paid").to.have.length(1);
  });

  it("goes by the value day of receipts, whenever they were recorded", async () => {
    await enter(insurance("insurerFirst"));
    await enter(payout({ amount: "500.00" }));
    // Its block is of the payout's day.
    await stage.book.write(received("A", 60_000n, FIRST_INSTANT / DAY));
    const { item } = await enter({ kind: "note", text: "It had paid before." });
    expect(item?.subrogation).to.deep.include({ overpaid: "100.00", dueToInsurer: "0.00", insurers: "400.00" });
    expect(item?.subrogation?.recoveries).to.deep.equal([]);
  });

  it("is of a claim that was not split: its parts are claims of their own", async () => {
    await enter(insurance(null));
    await enter(payout());
    const parts = { amounts: [50_000n, 50_000n], commitments: [keccakOfText("one"), keccakOfText("two")] };
    await stage.book.write({ name: "ReceivableSplit", id: idOf(one.header), by: SUPPLIER, ...parts });
    const { item } = await enter({ kind: "note", text: "It was split." });
    expect(item?.subrogation).to.equal(null);
    expect(await enter(payout({ amount: "1.00" }))).to.include({ status: 400 });
  });

  it("is entered once, in whichever case of the customer's, and at one moment too", async () => {
    await stage.close();
    await begin("PostgreSQL");
    await enter(insurance(null));
    const first = caseId;
    caseId = randomUUID();
    const about = { customer: BUYER, title: "Again", jurisdiction: "CN" as const };
    await client().POST("/v1/cases", { body: { id: caseId, ...about, receivables: [idOf(one.header)] } });
    await enter(insurance(null));
    const answers = await Promise.all(
      [first, caseId].map(async (id) => {
        const asked = { params: { path: { id } }, body: { id: randomUUID(), entry: payout() } };
        return (await client().POST("/v1/cases/{id}/entries", asked)).response.status;
      }),
    );
    expect(answers.sort()).to.deep.equal([201, 400]);
  });

  it("meets what is due of the insurer once it is all that is covered, and by no part of it", async () => {
    await enter(insurance(null));
    await enter({ kind: "insuranceNotice", receivable: idOf(one.header), day: dateOfDay(FIRST_INSTANT / DAY + 1) });
    const stateAfter = async (amount: string) => {
      const { item } = await enter(payout({ amount }));
      return item?.deadlines.find(({ kind }) => kind === "insurancePayout")?.state;
    };
    expect(await stateAfter("0.01")).to.equal("running");
    expect(await stateAfter("899.98")).to.equal("running");
    expect(await stateAfter("0.01")).to.equal("met");
  });
});
