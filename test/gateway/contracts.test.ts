/** Frame contracts of a pair: signed by both, cited by what is issued under them, and held against what differs. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { hashTypedData } from "viem";
import type { components } from "../../generated/openapi.d.ts";
import { disclose, documentRoot, fieldsOf as fieldsOfInvoice, isDisclosed } from "../../src/domain/document.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { contentOf } from "../../src/store/contents.ts";
import { addressOf } from "./stage.ts";
import { codeOf, fieldsOf, openScene, signatureOf } from "./intents/scene.ts";
import type { Intent, Scene } from "./intents/scene.ts";

type FrameTerms = components["schemas"]["FrameTerms"];
type FrameContract = components["schemas"]["FrameContract"];

const TERMS: FrameTerms = {
  ...{ law: "German law", assignability: "Freely", splittable: false, currency: "EUR" },
  ...{ paymentTerms: "net 30", endOfMonth: null, discountOnParts: false, lateRate: "9.5", basis: 365 },
  ...{ graceDays: 0, fixedSum: "40", settlesFirst: "charges", policy: null },
};

describe("Frame contracts", () => {
  let scene: Scene;
  let supplier: string;
  let buyer: string;
  let today: string;

  beforeEach(async () => {
    scene = await openScene();
    supplier = await scene.signIn("supplier");
    buyer = await scene.signIn("buyer");
    today = new Date(scene.now * 1000).toISOString().slice(0, 10);
  });

  afterEach(() => scene.close());

  function tried(over: Partial<components["schemas"]["NewFrameContract"]> = {}, token = supplier) {
    const body = { id: randomUUID(), role: "supplier" as const, counterparty: addressOf("buyer"), from: today };
    return scene.client(token).POST("/v1/contracts", { body: { ...body, terms: TERMS, ...over } });
  }

  async function propose(over: Parameters<typeof tried>[0] = {}): Promise<FrameContract> {
    const { data, error } = await tried(over);
    if (data === undefined) throw new Error(`${error.type}: ${error.detail}`);
    return data;
  }

  async function sign(token: string, { id, message }: FrameContract, name: string) {
    const body = { signature: await signatureOf(name, message), signer: addressOf(name) };
    const { data, error } = await scene
      .client(token)
      .POST("/v1/contracts/{id}/signature", { params: { path: { id } }, body });
    return { contract: data, code: error && codeOf(error.type) };
  }

  async function agreed(over: Parameters<typeof tried>[0] = {}): Promise<FrameContract> {
    const contract = await propose(over);
    await sign(supplier, contract, "supplier");
    const { contract: signed } = await sign(buyer, contract, "buyer");
    if (signed === undefined) throw new Error("not signed");
    return signed;
  }

  /** As agreed, on the day from which the contract is in force, unless it is told otherwise. */
  function invoice(number: string, over: Record<string, unknown> = {}, agreedOver: Record<string, unknown> = {}) {
    const due = new Date((scene.now + 30 * 86_400) * 1000).toISOString().slice(0, 10);
    const terms = { utcOffset: 60, lateRate: "9.50", fixedSum: "40.00", ...agreedOver };
    return fieldsOf(number, { agreed: terms }, { issueDate: today, dueDate: due, ...over });
  }

  async function fieldOf(intent: Intent): Promise<string | undefined> {
    const content = await contentOf(scene.database, intent.commitment as Hex);
    const fields = fieldsOfInvoice(content?.invoice as Parameters<typeof fieldsOfInvoice>[0]);
    const secret = content?.documentSecret ?? "0x";
    expect(documentRoot(fields, secret)).to.equal(content?.receivable.document);
    if (!fields.some(({ path }) => path === "frameContract")) return undefined;
    const disclosed = disclose(fields, secret, "frameContract");
    expect(isDisclosed(content?.receivable.document ?? "0x", disclosed)).to.equal(true);
    return disclosed.field.value;
  }

  it("are in force once both signed the same message, whose digest is their hash", async () => {
    const contract = await propose();
    expect(contract).to.include({ state: "proposed", version: 1, previous: null });
    expect(hashTypedData(contract.message as unknown as Parameters<typeof hashTypedData>[0])).to.equal(contract.hash);
    for (const word of ["German law", "net 30", "适用法律", "9.5"]) expect(contract.text).to.contain(word);
    expect(contract.message.message["text"]).to.equal(contract.text);
    expect((await sign(supplier, contract, "supplier")).contract?.state).to.equal("proposed");
    const { contract: signed } = await sign(buyer, contract, "buyer");
    expect(signed?.state).to.equal("inForce");
    expect(signed?.signatures.map(({ organisation }) => organisation)).to.have.members(
      ["supplier", "buyer"].map(addressOf),
    );
  });

  it("are signed by the organisation, its administrators or its contract account, and by nobody else", async () => {
    const contract = await propose();
    await scene.mandate("supplier", "agent");
    expect((await sign(supplier, contract, "agent")).code).to.equal("NotAuthorised");
    expect((await sign(supplier, contract, "buyer")).code).to.equal("NotAuthorised");
    const body = { signature: await signatureOf("buyer", contract.message), signer: addressOf("supplier") };
    const path = { params: { path: { id: contract.id } } };
    const forged = await scene.client(supplier).POST("/v1/contracts/{id}/signature", { ...path, body });
    expect(codeOf(forged.error?.type ?? "")).to.equal("SignatureInvalid");
    await scene.client(supplier).POST("/v1/members", { body: { account: addressOf("head"), role: "administrator" } });
    const { contract: signed } = await sign(supplier, contract, "head");
    expect(signed?.signatures[0]).to.include({ signer: addressOf("head"), power: "administrator" });
    const wallet = await openScene({
      signedByContract: (account) => Promise.resolve(account === addressOf("supplier")),
    });
    try {
      const client = wallet.client(await wallet.signIn("supplier"));
      const proposal = { id: randomUUID(), role: "supplier" as const, counterparty: addressOf("buyer"), from: today };
      const { data } = await client.POST("/v1/contracts", { body: { ...proposal, terms: TERMS } });
      const at = { params: { path: { id: data?.id ?? "" } } };
      const { response } = await client.POST("/v1/contracts/{id}/signature", { ...at, body: { signature: "0x1234" } });
      expect(response.status).to.equal(200);
    } finally {
      await wallet.close();
    }
  });

  it("replace each other from a day on, and stay as they were", async () => {
    const first = await agreed();
    const from = new Date((scene.now + 10 * 86_400) * 1000).toISOString().slice(0, 10);
    const second = await agreed({ from, terms: { ...TERMS, paymentTerms: "net 45" } });
    expect(second).to.include({ version: 2, previous: first.hash, state: "agreed" });
    const states = async (token: string) => {
      const { data } = await scene.client(token).GET("/v1/contracts");
      return data?.items.map(({ version, state }) => [version, state]);
    };
    expect(await states(buyer)).to.deep.equal([
      [2, "agreed"],
      [1, "inForce"],
    ]);
    scene.now += 10 * 86_400;
    const later = await scene.signIn("buyer");
    expect(await states(later)).to.deep.equal([
      [2, "inForce"],
      [1, "replaced"],
    ]);
  });

  it("are taken back or turned down until both signed, and by nobody afterwards", async () => {
    const contract = await propose();
    await sign(supplier, contract, "supplier");
    const path = { params: { path: { id: contract.id } } };
    const { data } = await scene.client(buyer).POST("/v1/contracts/{id}/withdrawal", path);
    expect(data?.state).to.equal("withdrawn");
    expect((await sign(buyer, contract, "buyer")).code).to.equal("ContractOver");
    const other = await agreed();
    const late = await scene
      .client(buyer)
      .POST("/v1/contracts/{id}/withdrawal", { params: { path: { id: other.id } } });
    expect(codeOf(late.error?.type ?? "")).to.equal("ContractOver");
    const stranger = scene.client(await scene.signIn("stranger"));
    for (const { id } of [contract, other]) {
      expect((await stranger.GET("/v1/contracts/{id}", { params: { path: { id } } })).response.status).to.equal(404);
    }
  });

  it("are proposed for a day to come, with terms that can be read, once by one id", async () => {
    const id = randomUUID();
    expect((await tried({ id })).response.status).to.equal(201);
    expect((await tried({ id })).response.status).to.equal(200);
    expect((await tried({ id, from: "2090-01-01" })).error?.type).to.equal("/problems/IdTaken");
    for (const [over, at] of [
      [{ from: "2020-01-01" }, "body.from"],
      [{ counterparty: addressOf("supplier") }, "body.counterparty"],
      [{ terms: { ...TERMS, paymentTerms: "when we like" } }, "body.terms.paymentTerms"],
      [{ terms: { ...TERMS, paymentTerms: "net 30 EOM" } }, "body.terms.endOfMonth"],
      [{ terms: { ...TERMS, fixedSum: "40.005" } }, "body.terms.fixedSum"],
    ] as const) {
      const { error } = await tried(over);
      expect(error?.faults?.[0]?.at, at).to.equal(at);
    }
  });

  it("are cited by every receivable under them, in a field that is disclosed alone", async () => {
    const without = await scene.prepare(supplier, invoice("A-0"));
    expect(await fieldOf(without)).to.equal(undefined);
    const contract = await agreed();
    const intent = await scene.prepare(supplier, invoice("A-1"));
    expect(await fieldOf(intent)).to.equal(contract.hash);
    expect(await scene.sign(supplier, intent, "supplier")).to.deep.equal({ status: 200, code: undefined });
  });

  it("hold an invoice that differs until a second member approves it, and name every difference", async () => {
    await agreed({ terms: { ...TERMS, paymentTerms: "2/10 net 30", assignability: "WithConsent" } });
    const due = new Date((scene.now + 60 * 86_400) * 1000).toISOString().slice(0, 10);
    const intent = await scene.prepare(supplier, invoice("A-1", { dueDate: due }, { lateRate: "12" }));
    const path = { params: { path: { id: intent.id } } };
    const { data } = await scene.client(supplier).GET("/v1/intents/{id}/approval", path);
    const agreedDue = new Date((scene.now + 30 * 86_400) * 1000).toISOString().slice(0, 10);
    const discountDay = new Date((scene.now + 10 * 86_400) * 1000).toISOString().slice(0, 10);
    expect(data?.differences).to.have.deep.members([
      { term: "assignability", contract: "WithConsent", invoice: "Freely" },
      { term: "lateRate", contract: "9.5", invoice: "12" },
      { term: "dueDate", contract: agreedDue, invoice: due },
      { term: "discounts", contract: `20.00 until ${discountDay}`, invoice: "none" },
    ]);
    const { error } = await scene.client(supplier).POST("/v1/intents/{id}/signature", {
      ...path,
      body: { signature: await signatureOf("supplier", intent.message) },
    });
    expect(error?.type).to.equal("/problems/TermsHeld");
    expect(error?.faults?.map(({ at }) => at)).to.have.members(
      data?.differences.map(({ term }) => `terms.${term}`) ?? [],
    );
    const own = await scene.client(supplier).POST("/v1/intents/{id}/approval", path);
    expect(codeOf(own.error?.type ?? "")).to.equal("CheckerMissing");
    await scene.client(supplier).POST("/v1/members", { body: { account: addressOf("second"), role: "preparer" } });
    const second = await scene.signIn("second", addressOf("supplier"));
    expect((await scene.client(second).GET("/v1/held-intents")).data?.items).to.have.length(1);
    const approved = await scene.client(second).POST("/v1/intents/{id}/approval", path);
    expect(approved.data?.approvedBy).to.equal(addressOf("second"));
    expect((await scene.client(second).GET("/v1/held-intents")).data?.items).to.deep.equal([]);
    expect(await scene.sign(supplier, intent, "supplier")).to.deep.equal({ status: 200, code: undefined });
    const foreign = await scene.client(buyer).GET("/v1/intents/{id}/approval", path);
    expect(foreign.response.status).to.equal(404);
  });

  it("hold a batch as they hold one, and nothing that is as agreed", async () => {
    await agreed();
    const same = await scene.prepare(supplier, invoice("A-1"));
    const other = await scene.prepare(supplier, invoice("A-2", {}, { fixedSum: "50.00" }));
    expect(
      (await scene.client(supplier).GET("/v1/held-intents")).data?.items.map(({ intent }) => intent),
    ).to.deep.equal([other.id]);
    const { data: batch } = await scene
      .client(supplier)
      .POST("/v1/intents/batches", { body: { intents: [same.id, other.id] } });
    if (batch === undefined) throw new Error("no batch");
    const { error } = await scene.client(supplier).POST("/v1/intents/batches/{id}/signature", {
      params: { path: { id: batch.id } },
      body: { signature: await signatureOf("supplier", batch.message) },
    });
    expect(error?.type).to.equal("/problems/TermsHeld");
  });
});
