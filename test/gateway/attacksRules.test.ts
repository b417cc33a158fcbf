/** A cheating supplier before a buyer's acceptance rules: order and receipt are equalled, and more is asked for. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import { Verb } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { compareInvoice } from "../../src/gateway/rules/matching.ts";
import { contentOf } from "../../src/store/contents.ts";
import { issuing } from "./book.ts";
import { bodyOf, demoInvoice, openScene } from "./intents/scene.ts";
import type { NewReceivable, Scene } from "./intents/scene.ts";
import { addressOf } from "./stage.ts";

const known = { party: "V-1", purchaseOrder: "PO-77" };
const ORDERED = [
  { ...known, line: 10, item: "Planetengetriebe PG 40", quantity: "80", price: "2250", currency: "EUR" },
  { ...known, line: 20, item: "Montagesatz", quantity: "80", price: "250.00", currency: "EUR" },
];

describe("A cheating supplier's invoice is accepted by no rule", () => {
  let scene: Scene;
  let supplier: string;
  let buyer: string;

  before(async () => {
    scene = await openScene();
    [supplier, buyer] = [await scene.signIn("supplier"), await scene.signIn("buyer")];
    const file = Buffer.from(`party,name,address\nV-1,Musterwerk,${addressOf("supplier")}\n`).toString("base64");
    const mapping = { party: "party", name: "name", address: "address" };
    const client = scene.client(buyer);
    await client.POST("/v1/imports", { body: { id: randomUUID(), kind: "parties", file, mapping, apply: true } });
    await scene.mandate("buyer", "agent", { verbs: verbSet([Verb.Accept]), cap: UNCAPPED });
    await client.POST("/v1/orders", { body: { lines: ORDERED } });
    const lines = ORDERED.map(({ line }) => ({ ...known, receipt: "GR-1", line, quantity: "80" }));
    await client.POST("/v1/goods-receipts", { body: { lines } });
    const tolerance = { absolute: "5", relative: "0.1", cap: "20000", suppliers: null };
    const rule = { id: randomUUID(), agent: addressOf("agent"), currency: "EUR", ...tolerance };
    await client.POST("/v1/acceptance-rules", { body: rule });
  });

  after(() => scene.close());

  /** Issues the demo's first invoice, 11,900.00 to pay, with something changed. @returns why it was not chosen */
  async function reasons(
    number: string,
    change: (text: string) => string,
    agreed: Partial<NewReceivable["agreed"]> = {},
  ): Promise<readonly string[]> {
    const order = "<cac:OrderReference><cbc:ID>PO-77</cbc:ID></cac:OrderReference><cac:AccountingSupplierParty>";
    const text = demoInvoice().replaceAll("MW-2026-1101", number).replace("<cac:AccountingSupplierParty>", order);
    const body = bodyOf(change(text), { counterparty: addressOf("buyer"), agreed: { utcOffset: 60, ...agreed } });
    const { commitment } = await scene.prepare(supplier, body);
    const content = await contentOf(scene.database, commitment as Hex);
    if (content === undefined) throw new Error("nothing was kept");
    await scene.book.write(...issuing(content.receivable));
    await scene.client(buyer).POST("/v1/acceptances/evaluation");
    const { data } = await scene.client(buyer).GET("/v1/acceptances/unmatched");
    const found = data?.items.find(({ receivable }) => receivable === content.id);
    return found?.reasons.map(({ reason }) => reason) ?? [];
  }

  const asItIs = (text: string): string => text;

  it("where it asks for more than its lines and their tax, as a rounding", async () => {
    const more = (text: string): string =>
      text.replace(
        /<cbc:PayableAmount currencyID="EUR">11900\.00<\/cbc:PayableAmount>/,
        '<cbc:PayableRoundingAmount currencyID="EUR">5000.00</cbc:PayableRoundingAmount>' +
          '<cbc:PayableAmount currencyID="EUR">16900.00</cbc:PayableAmount>',
      );
    expect(await reasons("R-0", asItIs)).to.deep.equal([]);
    expect(await reasons("R-1", more)).to.deep.equal(["priceDiffers"]);
  });

  it("where no contract allows what lateness is to cost, or that it is due before its own date", async () => {
    expect(await reasons("R-2", asItIs, { fixedSum: "1000000.00" })).to.deep.equal(["frameContract"]);
    expect(await reasons("R-3", asItIs, { lateRate: "100" })).to.deep.equal(["frameContract"]);
    expect(await reasons("R-4", asItIs, { accelerationDays: 1 })).to.deep.equal(["frameContract"]);
  });

  it("where a line is taxed as nothing is", () => {
    const order = ORDERED.map((line) => ({ ...line, line: line.line.toString() }));
    const bought = { orders: order, receipts: order.map((line) => ({ ...line, receipt: "1" })), used: [] };
    const of = (taxRate: string, payable: string): readonly string[] => {
      const lines = [{ id: "1", name: "Montagesatz", quantity: "4", net: "1000.00", taxRate }];
      const invoice = { currency: "EUR", issueDate: "2026-11-20", purchaseOrder: "PO-77", lines, totals: { payable } };
      return compareInvoice(invoice, bought, { absolute: "0", relative: "0" }).reasons.map(({ reason }) => reason);
    };
    expect(of("19", "1190.00")).to.deep.equal([]);
    expect(of("19", "1190.02")).to.deep.equal(["priceDiffers"]);
    expect(of("27.01", "1270.10")).to.deep.equal(["priceDiffers"]);
  });
});
