/**
 * A receivable's life over HTTP: the client is generated from the document, the chain is real, nobody gives a key
 * away.
 */
import { expect } from "chai";
import { demoCurrencyAbi } from "../../generated/abi.ts";
import { newViewingKey } from "../../src/clients/sealingKeys.ts";
import { EnrolmentChannel } from "../../src/domain/directory.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { demoInvoice, fieldsOf } from "../gateway/intents/scene.ts";
import type { NewReceivable } from "../gateway/intents/scene.ts";
import { approveWriteOff } from "../gateway/writeOffs.ts";
import { addressOf, Role } from "../support/chain.ts";
import { ok, openGatewayWorld } from "./gatewayWorld.ts";
import type { GatewayWorld } from "./gatewayWorld.ts";

const LEI = "000000BEISPIELSE0251";
const FAR = 4_000_000_000;
const { Supplier, Buyer } = Role;

describe("The gateway's story", function () {
  this.timeout(300_000);
  let world: GatewayWorld;

  before(async () => {
    world = await openGatewayWorld();
    const { supplier, buyer, registrar } = world.stage;
    for (const party of [supplier, buyer]) await party.directory.setViewingKey((await newViewingKey()).publicKey);
    const legalId = keccakOfText(`salt: ${LEI}`);
    const paper = { evidence: keccakOfText("extract"), enroller: addressOf(Role.Registrar) };
    const voucher = { legalId, ...paper, channel: EnrolmentChannel.InPerson, until: FAR };
    await registrar.directory.vouch(addressOf(Buyer), voucher);
  });

  after(() => world.close());

  /** A receivable of the supplier's on the buyer, in the currency of the chain. */
  function invoice(
    number: string,
    over: Partial<NewReceivable> = {},
    told: Record<string, unknown> = {},
  ): NewReceivable {
    const agreed = { utcOffset: 60, currency: world.currency };
    return fieldsOf(number, { agreed, issuing: "sealed", counterparty: addressOf(Buyer), ...over }, told);
  }

  async function standing(id: string): Promise<string> {
    return (await world.detail(Buyer, id)).status;
  }

  it("goes from an e-invoice to the money: found, sealed, signed, relayed, accepted, paid", async () => {
    const buyer = await world.as(Buyer);
    const opening = { value: LEI, opening: "salt: " };
    await world.until(
      () => buyer.POST("/v1/legal-ids", { body: opening }),
      ({ data }) => data !== undefined,
    );
    const body = {
      invoice: { kind: "xml", text: demoInvoice() },
      agreed: { utcOffset: 60, currency: world.currency },
    } as NewReceivable;
    const supplier = await world.as(Supplier);
    const prepared = await world.until(
      () => supplier.POST("/v1/receivables", { body }),
      ({ data }) => data !== undefined,
    );
    const intent = ok(prepared);
    expect(intent).to.include({ state: "prepared", counterparty: addressOf(Buyer), invitation: null });

    const issued = await world.carry(Supplier, intent);
    expect(issued).to.include({ state: "recorded", sentDirectly: false, error: null });
    expect(issued.transactions).to.have.length(1);

    const id = intent.receivable as Hex;
    const { data: list } = await buyer.GET("/v1/receivables");
    expect(list?.items).to.have.length(1);
    expect(list?.items[0]).to.include({ id, status: "Issued", amount: intent.amount });
    await world.act(Buyer, { verb: "accept", receivable: id });
    expect(await standing(id)).to.equal("Accepted");

    const token = { address: world.currency, abi: demoCurrencyAbi } as const;
    const balance = (): Promise<bigint> =>
      world.stage.chain.reader.readContract({ ...token, functionName: "balanceOf", args: [addressOf(Supplier)] });
    const before = await balance();
    const due = (await world.detail(Buyer, id)).payoff?.payoff ?? "";
    await world.act(Buyer, { verb: "pay", receivable: id, maxCash: due });
    const paid = await world.detail(Supplier, id);
    expect(paid).to.include({ status: "Accepted", closed: true, open: "0.00" });
    expect(paid.timeline.map(({ name }) => name)).to.include.members([
      "ReceivableSealed",
      "ReceivableAccepted",
      "ReceivablePaid",
    ]);
    expect((await balance()) - before).to.equal(BigInt(due.replace(".", "")));
  });

  it("disputes, resolves either way, credits and pays the rest", async () => {
    const id = await world.issue(invoice("B-1"));
    await world.act(Buyer, { verb: "accept", receivable: id });
    await world.act(Buyer, { verb: "dispute", receivable: id, amount: "300.00", code: 5 });
    expect(await world.detail(Supplier, id)).to.include({ disputed: "300.00" });
    await world.act(Buyer, { verb: "resolve", receivable: id, amount: "100.00", outcome: "Withdrawn" });
    await world.act(Supplier, { verb: "resolve", receivable: id, amount: "200.00", outcome: "Conceded" });
    await world.act(Supplier, { verb: "credit", receivable: id, amount: "50.00", reason: "credit note 7" });
    expect(await world.detail(Buyer, id)).to.include({ disputed: "0.00", credited: "250.00", open: "750.00" });
    await world.act(Buyer, { verb: "pay", receivable: id, maxCash: "5000.00" });
    expect(await world.detail(Buyer, id)).to.include({ closed: true });
  });

  it("ends a dispute by one outcome: the debtor withdraws a part, the supplier credits the rest", async () => {
    const id = await world.issue(invoice("B-2"));
    await world.act(Buyer, { verb: "accept", receivable: id });
    await world.act(Buyer, { verb: "dispute", receivable: id, amount: "300.00", code: 5 });
    const supplier = await world.as(Supplier);
    const params = { path: { id } };
    const body = { id: "0190f1de-3a55-7000-8000-0000000000d1", side: "creditor", credit: "100.00" } as const;
    const { dispute } = ok(await supplier.POST("/v1/receivables/{id}/dispute/outcome", { params, body }));
    const [credit] = dispute?.outcome?.parts ?? [];
    const buyer = await world.as(Buyer);
    const theirs = ok(await buyer.GET("/v1/receivables/{id}/dispute", { params })).dispute?.outcome?.parts[1];
    const read = async (client: typeof buyer, intent: string) =>
      ok(await client.GET("/v1/intents/{id}", { params: { path: { id: intent } } }));
    await world.carry(Buyer, await read(buyer, theirs?.intent ?? ""));
    expect(await world.detail(Supplier, id)).to.include({ disputed: "100.00", open: "1000.00" });
    await world.carry(Supplier, await read(supplier, credit?.intent ?? ""));
    expect(await world.detail(Buyer, id)).to.include({ disputed: "0.00", credited: "100.00", open: "900.00" });
    const over = ok(await buyer.GET("/v1/receivables/{id}/dispute", { params })).dispute;
    expect([over?.state, over?.outcome?.state]).to.deep.equal(["settled", "settled"]);
  });

  it("queries, rejects for good, and is cancelled", async () => {
    const id = await world.issue(invoice("C-1"));
    const why = { reason: "QTY", action: "PIN", text: "Where are the other two boxes?" } as const;
    await world.act(Buyer, { verb: "query", receivable: id, ...why });
    expect(await standing(id)).to.equal("Queried");
    await world.act(Buyer, { verb: "reject", receivable: id, reason: "ITM", action: "NIN" });
    expect(await standing(id)).to.equal("Rejected");
    await world.act(Supplier, { verb: "cancel", receivable: id, reason: "wrong goods" });
    expect(await standing(id)).to.equal("Cancelled");
  });

  it("settles by bank: advised, recorded, taken back, and written off by two members", async () => {
    const id = await world.issue(invoice("D-1", { agreed: { utcOffset: 60 }, issuing: "open" }));
    await world.act(Buyer, { verb: "accept", receivable: id });
    const entry = { bankReference: "NTRF-1", cash: "400.00", valueDate: "2026-11-20" };
    await world.act(Buyer, { verb: "advise", receivable: id, ...entry });
    await world.act(Supplier, { verb: "recordReceipt", receivable: id, ...entry });
    expect(await world.detail(Supplier, id)).to.include({ open: "600.00" });
    await world.act(Supplier, { verb: "reverseReceipt", receivable: id, bankReference: "NTRF-1" });
    expect(await world.detail(Supplier, id)).to.include({ open: "1000.00" });
    const supplier = await world.as(Supplier);
    const written = { verb: "writeOff", receivable: id, reason: "insolvent" } as const;
    const alone = await supplier.POST("/v1/intents", { body: written });
    expect(alone.error?.type).to.equal("/problems/WriteOffUnapproved");
    const about = { customer: addressOf(Buyer), receivable: id };
    await approveWriteOff(supplier, await world.member(Role.Agent, Supplier), about);
    await world.act(Supplier, written);
    expect(await world.detail(Supplier, id)).to.include({ writtenOff: true, open: "1000.00" });
  });

  it("waives charges, calls a later line due, lets go to another holder, and is split", async () => {
    const late = { issueDate: "2026-01-05", dueDate: "2026-02-05" };
    const agreed = { utcOffset: 60, currency: world.currency, lateRate: "9.0", accelerationDays: 30 };
    const first = await world.issue(invoice("E-1", { agreed }, late));
    const second = await world.issue(invoice("E-1", { agreed, line: 1 }, { ...late, dueDate: "2028-02-05" }));
    for (const receivable of [first, second]) await world.act(Buyer, { verb: "accept", receivable });
    await world.act(Supplier, { verb: "waive", receivable: first, amount: "1.00", reason: "goodwill" });
    expect(await world.detail(Buyer, first)).to.include({ chargesSettled: "1.00" });
    await world.act(Supplier, { verb: "accelerate", receivable: second, overdue: first });
    expect((await world.detail(Buyer, second)).revision).to.equal(1);
    const policy = { assignability: "WithConsent", splittable: true, minimumPart: "100.00" } as const;
    const third = await world.issue(invoice("E-3", { policy }));
    await world.act(Buyer, { verb: "accept", receivable: third });
    await world.act(Buyer, { verb: "consentTransfer", receivable: third, to: addressOf(Role.Factor) });
    const told = { policy, transferee: addressOf(Role.Factor), listening: false };
    expect(await world.detail(Buyer, third)).to.deep.include(told);
    await world.act(Supplier, { verb: "split", receivable: third, amounts: ["400.00", "600.00"] });
    expect(await standing(third)).to.equal("Split");
  });

  it("is noticed where a party sends the call itself instead of signing", async () => {
    const supplier = await world.as(Supplier);
    const intent = ok(await supplier.POST("/v1/receivables", { body: invoice("F-1") }));
    await world.send(Supplier, intent.call);
    const params = { path: { id: intent.id } };
    const recorded = await world.until(
      async () => ok(await supplier.GET("/v1/intents/{id}", { params })),
      ({ state }) => state === "recorded",
    );
    expect(recorded).to.deep.include({ sentDirectly: true, signed: null, transactions: [] });
  });

  it("takes one signature for many: each is issued, and each accepted, with its proof under one root", async () => {
    for (const [role, prepare] of [
      [Supplier, issues],
      [Buyer, acceptances],
    ] as const) {
      const client = await world.as(role);
      const intents = await prepare();
      const batch = ok(await client.POST("/v1/intents/batches", { body: { intents } }));
      const params = { path: { id: batch.id } };
      const body = { signature: await world.signed(role, batch.message) };
      ok(await client.POST("/v1/intents/batches/{id}/signature", { params, body }));
      const done = await world.until(
        async () => ok(await client.GET("/v1/intents/batches/{id}", { params })),
        (told) => told.intents.every(({ state }) => state === "recorded" || state === "refused"),
      );
      expect(done.intents.map(({ state }) => state)).to.deep.equal(["recorded", "recorded", "recorded"]);
    }
  });

  async function issues(): Promise<string[]> {
    const supplier = await world.as(Supplier);
    const ids: string[] = [];
    for (const number of ["G-1", "G-2", "G-3"]) {
      ids.push(ok(await supplier.POST("/v1/receivables", { body: invoice(number) })).id);
    }
    return ids;
  }

  async function acceptances(): Promise<string[]> {
    const buyer = await world.as(Buyer);
    const query = { status: "Issued", sort: "changed", limit: "3" } as const;
    const { items } = ok(await buyer.GET("/v1/receivables", { params: { query } }));
    const ids: string[] = [];
    for (const { id } of items) {
      ids.push(ok(await buyer.POST("/v1/intents", { body: { verb: "accept", receivable: id } })).id);
    }
    return ids;
  }

  it("says by the Solidity error's name what the chain would refuse, and sends nothing", async () => {
    const id = await world.issue(invoice("H-1"));
    const client = await world.as(Buyer);
    const body = { verb: "dispute" as const, receivable: id, amount: "1.00", code: 1 };
    const intent = ok(await client.POST("/v1/intents", { body }));
    const params = { path: { id: intent.id } };
    const signature = await world.signed(Buyer, intent.message);
    const { error, response } = await client.POST("/v1/intents/{id}/signature", { params, body: { signature } });
    expect(response.status).to.equal(409);
    expect(error?.type).to.equal("/problems/StatusForbids");
    expect(error?.detail).to.contain("let its buyer accept it first");
  });
});
