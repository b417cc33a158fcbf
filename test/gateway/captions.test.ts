/** Numbers of invoices and names of parties, where the gateway knows them. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { contentOf } from "../../src/store/contents.ts";
import { addGrant } from "../../src/store/grants.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing, sealing } from "./book.ts";
import { fieldsOf, openScene } from "./intents/scene.ts";
import type { Scene } from "./intents/scene.ts";
import { addressOf } from "./stage.ts";

const [SUPPLIER, BUYER] = [addressOf("supplier"), addressOf("buyer")];

describe("Captions of receivables", () => {
  let scene: Scene;
  let given: Hex;
  let unknown: Hex;
  let sealed: Receivable;

  before(async () => {
    scene = await openScene();
    const intent = await scene.prepare(await scene.signIn("supplier"), fieldsOf("RE 2026/7"));
    const content = await contentOf(scene.database, intent.commitment as Hex);
    if (content === undefined) throw new Error("nothing was kept");
    given = content.id;
    sealed = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(addressOf("token"), FIRST_INSTANT / DAY));
    unknown = idOf(sealed.header);
    await scene.book.write(...issuing(content.receivable), ...sealing(sealed, "0xabcdef"));
    const audit = { kind: "audit", counterparty: null, receivables: null, issuedFrom: null, issuedTo: null } as const;
    const grant = { ...audit, grantor: SUPPLIER, grantee: addressOf("auditor"), since: 0, until: 2 ** 40 };
    expect(await addGrant(scene.database, { ...grant, id: randomUUID(), account: SUPPLIER }, 5)).to.equal("added");
  });

  after(() => scene.close());

  /** Number, supplier and buyer, the same in the list and in the detail. */
  async function captions(name: string, id: Hex, role?: "auditor"): Promise<readonly (string | null | undefined)[]> {
    const client = scene.client(await scene.signIn(name));
    const { data } = await client.GET("/v1/receivables/{id}", { params: { path: { id } } });
    const query = role === undefined ? {} : { role };
    const list = await client.GET("/v1/receivables", { params: { query } });
    const row = list.data?.items.find((item) => item.id === id);
    expect([row?.invoiceNumber, row?.names]).to.deep.equal([data?.invoiceNumber, data?.names]);
    return [data?.invoiceNumber, data?.names.supplier, data?.names.buyer];
  }

  async function profile(name: string, legalName: string, audience: "counterparties" | "everybody"): Promise<void> {
    const body = { legalName, identifiers: [], audience, contacts: [], contactsAudience: "nobody" as const };
    await scene.client(await scene.signIn(name)).POST("/v1/profile", { body });
  }

  it("are those of the invoice, to both parties and to whom one of them lets see it", async () => {
    const told = ["RE 2026/7", "Supplier GmbH", "Buyer SE"];
    expect(await captions("supplier", given)).to.deep.equal(told);
    expect(await captions("buyer", given)).to.deep.equal(told);
    expect(await captions("auditor", given, "auditor")).to.deep.equal(told);
  });

  it("are missing where the content is sealed and nobody said anything", async () => {
    expect(await captions("buyer", unknown)).to.deep.equal([null, null, null]);
  });

  it("are what a party calls itself, to those whom it tells", async () => {
    await profile("supplier", "Supplier Holding", "counterparties");
    await profile("buyer", "Buyer Group", "everybody");
    expect(await captions("buyer", unknown)).to.deep.equal([null, "Supplier Holding", "Buyer Group"]);
    expect(await captions("auditor", unknown, "auditor")).to.deep.equal([null, null, "Buyer Group"]);
    expect(await captions("auditor", given, "auditor")).to.deep.equal(["RE 2026/7", "Supplier GmbH", "Buyer Group"]);
  });

  it("are not what a buyer calls itself for its counterparties, to whoever merely issued to it", async () => {
    await profile("buyer", "Buyer Group", "counterparties");
    expect(await captions("supplier", unknown)).to.deep.equal([null, "Supplier Holding", null]);
    expect(await captions("buyer", unknown)).to.deep.equal([null, "Supplier Holding", "Buyer Group"]);
    await scene.book.write(accepting(sealed));
    expect(await captions("supplier", unknown)).to.deep.equal([null, "Supplier Holding", "Buyer Group"]);
    await profile("buyer", "Buyer Group", "everybody");
  });

  it("are first of all what whoever asks calls them in its own books", async () => {
    const file = Buffer.from(`party,name,address\nV-1,Our good supplier,${SUPPLIER}\n`).toString("base64");
    const mapping = { party: "party", name: "name", address: "address" };
    const body = { id: randomUUID(), kind: "parties" as const, file, mapping, apply: true };
    const { response } = await scene.client(await scene.signIn("buyer")).POST("/v1/imports", { body });
    expect(response.status).to.equal(201);
    expect((await captions("buyer", given))[1]).to.equal("Our good supplier");
    expect((await captions("supplier", given))[1]).to.equal("Supplier Holding");
  });

  it("are not believed where the number has another hash than the ledger's", async () => {
    await scene.database.query("update contents set invoice = jsonb_set(invoice, '{number}', '\"RE 2026/8\"')");
    expect(await captions("auditor", given, "auditor")).to.deep.equal([null, null, "Buyer Group"]);
  });
});
