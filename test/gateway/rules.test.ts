/** A buyer's rules: what equals order and receipt is offered to its agent, and nothing else is. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { verbSet } from "../../src/domain/directory.ts";
import { Verb } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { compareInvoice } from "../../src/gateway/rules/matching.ts";
import { contentOf } from "../../src/store/contents.ts";
import { relayOf } from "../../src/store/relays.ts";
import { accepting, issuing } from "./book.ts";
import { bodyOf, demoInvoice, openScene } from "./intents/scene.ts";
import type { Scene } from "./intents/scene.ts";
import { addressOf } from "./stage.ts";

type Rule = components["schemas"]["NewAcceptanceRule"];
type OrderLine = components["schemas"]["OrderLine"];

const PARTY = "V-1";
const ORDER = "PO-77";
const ACCEPTING = verbSet([Verb.Accept]);
const known = { party: PARTY, purchaseOrder: ORDER };
const ORDERED: OrderLine[] = [
  { ...known, line: 10, item: "Planetengetriebe PG 40", quantity: "8", price: "2250", currency: "EUR" },
  { ...known, line: 20, item: "Montagesatz", quantity: "8", price: "250.00", currency: "EUR" },
];

describe("Acceptance rules", () => {
  let scene: Scene;
  let supplier: string;
  let buyer: string;

  beforeEach(async () => {
    scene = await openScene();
    supplier = await scene.signIn("supplier");
    buyer = await scene.signIn("buyer");
    const file = `party,name,address\n${PARTY},Musterwerk,${addressOf("supplier")}\n`;
    const mapping = { party: "party", name: "name", address: "address" };
    const body = { id: randomUUID(), kind: "parties" as const, file: Buffer.from(file).toString("base64"), mapping };
    await scene.client(buyer).POST("/v1/imports", { body: { ...body, apply: true } });
    await scene.mandate("buyer", "agent", { verbs: ACCEPTING });
  });

  afterEach(() => scene.close());

  /** The demo's first invoice: 4 pieces of each line, 10,000.00 net, 11,900.00 to pay. */
  function text(number: string, order: string | null = ORDER): string {
    const reference = order === null ? "" : `<cac:OrderReference><cbc:ID>${order}</cbc:ID></cac:OrderReference>`;
    return demoInvoice()
      .replaceAll("MW-2026-1101", number)
      .replace("<cac:AccountingSupplierParty>", `${reference}<cac:AccountingSupplierParty>`);
  }

  async function issue(number: string, order?: string | null): Promise<Hex> {
    const intent = await scene.prepare(supplier, bodyOf(text(number, order), { counterparty: addressOf("buyer") }));
    const content = await contentOf(scene.database, intent.commitment as Hex);
    if (content === undefined) throw new Error("nothing was kept");
    await scene.book.write(...issuing(content.receivable));
    return content.id;
  }

  async function order(lines: OrderLine[] = ORDERED) {
    return (await scene.client(buyer).POST("/v1/orders", { body: { lines } })).data;
  }

  async function receive(quantity: string, receipt = "GR-1") {
    const lines = ORDERED.map(({ line }) => ({ ...known, receipt, line, quantity }));
    return (await scene.client(buyer).POST("/v1/goods-receipts", { body: { lines } })).data;
  }

  async function rule(over: Partial<Rule> = {}): Promise<Rule> {
    const body: Rule = {
      ...{ id: randomUUID(), agent: addressOf("agent"), currency: "EUR", absolute: "5", relative: "0.1" },
      ...{ cap: "20000", suppliers: null, ...over },
    };
    const { error } = await scene.client(buyer).POST("/v1/acceptance-rules", { body });
    if (error !== undefined) throw new Error(error.detail);
    return body;
  }

  async function evaluated() {
    return (await scene.client(buyer).POST("/v1/acceptances/evaluation")).data;
  }

  async function ready() {
    return (await scene.client(buyer).GET("/v1/acceptances/ready")).data?.items ?? [];
  }

  async function reasons(): Promise<readonly string[]> {
    await evaluated();
    const { data } = await scene.client(buyer).GET("/v1/acceptances/unmatched");
    return (data?.items ?? []).flatMap((item) => item.reasons.map(({ reason }) => reason));
  }

  it("offer what equals order and receipt to the buyer's agent, who signs it with its own key", async () => {
    await order();
    await receive("4");
    const { id } = await rule();
    const receivable = await issue("R-1");
    expect(await evaluated()).to.deep.equal({ ready: 1, unmatched: 0 });
    const [item] = await ready();
    expect(item).to.include({ receivable, rule: id, agent: addressOf("agent") });
    const intentId = item?.intent ?? "";
    const told = await scene.database.query("select kind, data from notices");
    expect(told).to.deep.equal([{ kind: "AcceptanceReady", data: { receivable, intent: intentId, rule: id } }]);
    // The gateway has signed and sent nothing.
    expect(await relayOf(scene.database, intentId)).to.equal(undefined);
    const agent = await scene.signIn("agent", addressOf("buyer"));
    const intent = await scene.read(agent, intentId);
    expect(intent).to.include({ verb: "accept", state: "prepared" });
    expect(await scene.sign(agent, intent, "agent")).to.deep.equal({ status: 200, code: undefined });
    const signed = await scene.read(agent, intentId);
    expect(signed.signed?.signer).to.equal(addressOf("agent"));
    expect(signed.signed?.mandate).not.to.equal(null);
    expect(await ready()).to.deep.equal([]);
    expect(await evaluated()).to.deep.equal({ ready: 0, unmatched: 0 });
  });

  it("never choose more than was received, however many invoices ask for it", async () => {
    await order();
    await receive("4");
    await rule();
    const first = await issue("R-1");
    await issue("R-2");
    expect(await evaluated()).to.deep.equal({ ready: 1, unmatched: 1 });
    expect((await ready()).map(({ receivable }) => receivable)).to.deep.equal([first]);
    expect(await reasons()).to.deep.equal(["quantityNotReceived", "quantityNotReceived"]);
    await receive("4", "GR-2");
    expect(await evaluated()).to.deep.equal({ ready: 1, unmatched: 0 });
    await issue("R-3");
    expect(await reasons()).to.deep.equal(["quantityNotReceived", "quantityNotReceived"]);
  });

  it("say why they choose nothing", async () => {
    await issue("R-1");
    expect(await reasons()).to.deep.equal(["noRule"]);
    const small = await rule({ cap: "11899.99" });
    expect(await reasons()).to.deep.equal(["amountAboveCap", "orderUnknown"]);
    await end(small);
    const foreign = await rule({ suppliers: [addressOf("another")] });
    expect(await reasons()).to.deep.equal(["noRule"]);
    await end(foreign);
    const nobody = await rule({ agent: addressOf("nobody") });
    await order();
    await receive("4");
    expect(await reasons()).to.deep.equal(["agentMandate"]);
    await end(nobody);
    await rule();
    await order(ORDERED.map((line) => ({ ...line, price: line.line === 10 ? "2240" : "250" })));
    expect(await reasons()).to.deep.equal(["priceDiffers", "priceDiffers"]);
    await order(ORDERED.map((line) => ({ ...line, item: line.line === 10 ? "Something else" : line.item })));
    expect(await reasons()).to.deep.equal(["lineUnknown"]);
    await order();
    await evaluated();
    expect(await ready()).to.have.length(1);
  });

  async function end({ id }: Rule): Promise<void> {
    await scene.client(buyer).DELETE("/v1/acceptance-rules/{id}", { params: { path: { id } } });
  }

  it("compare nothing that names no order, and no invoice that was told without lines", async () => {
    await order();
    await receive("4");
    await rule();
    await issue("R-1", null);
    expect(await reasons()).to.deep.equal(["orderMissing"]);
  });

  it("leave alone what people accepted", async () => {
    await order();
    await receive("8");
    await rule();
    const intent = await scene.prepare(supplier, bodyOf(text("R-1"), { counterparty: addressOf("buyer") }));
    const content = await contentOf(scene.database, intent.commitment as Hex);
    if (content === undefined) throw new Error("nothing was kept");
    await scene.book.write(...issuing(content.receivable), accepting(content.receivable));
    expect(await evaluated()).to.deep.equal({ ready: 0, unmatched: 0 });
  });

  it("are set by administrators, ended and never changed, and belong to their organisation", async () => {
    const body = await rule();
    const again = await scene.client(buyer).POST("/v1/acceptance-rules", { body });
    expect(again.response.status).to.equal(200);
    const changed = await scene.client(buyer).POST("/v1/acceptance-rules", { body: { ...body, cap: "1" } });
    expect(changed.error?.type).to.equal("/problems/IdTaken");
    const agent = await scene.signIn("agent", addressOf("buyer"));
    const refused = await scene.client(agent).POST("/v1/acceptance-rules", { body: { ...body, id: randomUUID() } });
    expect(refused.response.status).to.equal(403);
    expect((await scene.client(supplier).GET("/v1/acceptance-rules")).data?.items).to.deep.equal([]);
    await end(body);
    const { data } = await scene.client(buyer).GET("/v1/acceptance-rules");
    expect(data?.items[0]?.ended).not.to.equal(null);
  });

  it("rest on orders and receipts by POST or CSV, the same ones once, and all or none of a request", async () => {
    expect(await order()).to.deep.equal({ created: 2, updated: 0, unchanged: 0 });
    expect(await order()).to.deep.equal({ created: 0, updated: 0, unchanged: 2 });
    const wrong = [...ORDERED.slice(1), { ...ORDERED[0], party: "V-9", line: 30 } as OrderLine];
    const { error } = await scene.client(buyer).POST("/v1/orders", { body: { lines: wrong } });
    expect(error?.faults?.[0]?.at).to.equal("body.lines.1.party");
    const lines = ["10;4,5", "20;-1"].map((end) => `${PARTY};GR-1;${ORDER};${end}`);
    const csv = ["Lieferant;Lieferschein;Bestellnummer;Pos;Menge", ...lines].join("\n");
    const file = Buffer.from(csv).toString("base64");
    const shown = await scene.client(buyer).POST("/v1/imports", { body: { id: randomUUID(), kind: "receipts", file } });
    expect(shown.data).to.include({ created: 1, failed: 1, decimal: "comma" });
    const { mapping = {} } = shown.data ?? {};
    const declared = { mapping, decimal: "comma" as const, apply: true };
    await scene.client(buyer).POST("/v1/imports", { body: { id: randomUUID(), kind: "receipts", file, ...declared } });
    const [row] = await scene.database.query<{ quantity: string }>("select quantity from receipt_lines");
    expect(row?.quantity).to.equal("4.5");
  });

  it("allow a difference that is within both tolerances, upwards and downwards, and none in quantity", () => {
    const order = ORDERED.map((line) => ({ ...line, line: line.line.toString() }));
    const receipts = order.map(({ line }) => ({ ...known, receipt: "1", line, quantity: "4" }));
    const bought = { orders: order, receipts, used: [] };
    const of = (net: string, quantity: string, absolute: string, relative: string): readonly string[] => {
      const lines = [{ id: "1", name: "planetengetriebe  PG 40", quantity, net }];
      const invoice = { currency: "EUR", issueDate: "2026-11-20", purchaseOrder: ORDER, lines };
      return compareInvoice(invoice, bought, { absolute, relative }).reasons.map(({ reason }) => reason);
    };
    for (const [net, quantity, absolute, relative, expected] of [
      ["9000.00", "4", "0", "0", []],
      ["9009.00", "4", "9", "0.1", []],
      ["8991.00", "4", "9", "0.1", []],
      ["9009.01", "4", "9.01", "0.1", ["priceDiffers"]],
      ["9009.00", "4", "8.99", "0.1", ["priceDiffers"]],
      ["9002.25", "4.001", "100", "10", ["quantityNotReceived"]],
      ["-9000.00", "-4", "100", "10", ["lineUnknown"]],
    ] as const) {
      expect(of(net, quantity, absolute, relative), `${net} for ${quantity}`).to.deep.equal(expected);
    }
    const charged = { currency: "EUR", issueDate: "2026-11-20", purchaseOrder: ORDER, lines: [{}], charges: [{}] };
    expect(compareInvoice(charged, bought, { absolute: "0", relative: "0" }).reasons[0]?.reason).to.equal(
      "chargeNotOrdered",
    );
  });
});
