/** From an invoice to what its supplier signs, and from the signature to what is sent. */
import { Agent, request as httpRequest } from "node:http";
import { expect } from "chai";
import { decodeFunctionData, hashTypedData } from "viem";
import { ledgerAbi } from "../../../generated/abi.ts";
import { decodeContent, open } from "../../../src/clients/sealing.ts";
import { commitmentOf, commitmentOfHeader } from "../../../src/domain/commitment.ts";
import { digestOf } from "../../../src/domain/eip712.ts";
import { documentRoot, fieldsOf as fieldsOfInvoice } from "../../../src/domain/document.ts";
import { contentHash, issuance, signingDomain } from "../../../src/domain/messages.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { contentOf } from "../../../src/store/contents.ts";
import { originalOf } from "../../../src/store/documents.ts";
import { relayOf } from "../../../src/store/relays.ts";
import { accepting, issuing, LEDGER } from "../book.ts";
import { addressOf, CHAIN_ID } from "../stage.ts";
import { bodyOf, demoInvoice, fieldsOf, openScene, rowsOf, signatureOf } from "./scene.ts";
import type { Intent, Scene } from "./scene.ts";

describe("A receivable from an invoice", () => {
  let scene: Scene;
  let token: string;

  beforeEach(async () => {
    scene = await openScene();
    token = await scene.signIn("supplier");
  });

  afterEach(() => scene.close());

  it("is sealed to supplier, buyer and gateway unless somebody says otherwise, and each of them opens it", async () => {
    const keys = [await scene.giveViewingKey("supplier"), await scene.giveViewingKey("buyer"), scene.viewingKey];
    const { invoice, agreed } = bodyOf(demoInvoice());
    const intent = await scene.prepare(token, { invoice, agreed, counterparty: addressOf("buyer") });
    const content = await contentOf(scene.database, intent.commitment as Hex);
    if (content === undefined || intent.call === null) throw new Error("nothing was kept");
    const { functionName, args } = decodeFunctionData({ abi: ledgerAbi, data: intent.call.data as Hex });
    if (functionName !== "issueSealed") throw new Error(functionName);
    const [opened, sealed] = args;
    expect(commitmentOfHeader(opened)).to.equal(intent.commitment);
    for (const { secret } of keys) {
      const bytes = await open(sealed, secret);
      const found = bytes && decodeContent(bytes, content.receivable);
      expect(found).to.deep.equal({ receivable: content.receivable, documentSecret: content.documentSecret });
    }
    expect(JSON.stringify(intent.message)).to.contain(contentHash(sealed));
    expect(JSON.stringify([intent.call])).not.to.contain("11900");
  });

  it(
    "keeps the original by its hash, the document's root over its fields, and terms that match the " + "commitment",
    async () => {
      const text = demoInvoice();
      const intent = await scene.prepare(token, bodyOf(text, { counterparty: addressOf("buyer") }));
      const content = await contentOf(scene.database, intent.commitment as Hex);
      if (!content?.documentSecret || !content.original) throw new Error("nothing was kept");
      expect(commitmentOf(content.receivable)).to.equal(intent.commitment);
      const fields = fieldsOfInvoice(content.invoice as Parameters<typeof fieldsOfInvoice>[0]);
      expect(documentRoot(fields, content.documentSecret)).to.equal(content.receivable.document);
      const original = await originalOf(scene.database, content.original);
      expect(Buffer.from(original?.bytes ?? []).toString("utf8")).to.equal(text);
    },
  );

  it("reads the same document as text and as bytes, and as one intent", async () => {
    const buyer = { counterparty: addressOf("buyer") };
    const text = demoInvoice("MW-2026-1102.cii.xml");
    const first = await scene.prepare(token, bodyOf(text, buyer));
    const base64 = Buffer.from(text).toString("base64");
    const again = await scene.prepare(token, bodyOf("-", { ...buyer, invoice: { kind: "file", base64 } }));
    expect(again).to.deep.equal(first);
  });

  it("reads 数电票, whose parties go by their 统一社会信用代码", async () => {
    const intent = await scene.prepare(token, {
      ...bodyOf(demoInvoice("26990000000000000001.cn.xml"), { counterparty: addressOf("buyer") }),
      agreed: { utcOffset: 480, dueDate: "2027-02-28", lateRate: "18.25" },
      answered: ["TERMS_UNREAD"],
    });
    expect(intent.currency.code).to.equal("CNY");
    expect(intent.state).to.equal("prepared");
  });

  it("shows the message that the ledger checks, to the digest, and its JSON signs to the same", async () => {
    const intent = await scene.prepare(token, fieldsOf("A-1"));
    const content = await contentOf(scene.database, intent.commitment as Hex);
    if (content === undefined || intent.message === null) throw new Error("nothing was kept");
    const { nonce, deadline } = intent.message.message as { nonce: string; deadline: string };
    const validity = { nonce: BigInt(nonce), deadline: BigInt(deadline) };
    const expected = digestOf(
      signingDomain(CHAIN_ID, LEDGER),
      issuance(content.receivable, contentHash(undefined), validity),
    );
    expect(hashTypedData(intent.message as unknown as Parameters<typeof hashTypedData>[0])).to.equal(expected);
    expect(Number(deadline)).to.equal(Date.parse(intent.deadline) / 1000);
  });

  it("is queued for the relayer with the signature as its consent, once it is signed", async () => {
    const intent = await scene.prepare(token, fieldsOf("A-1"));
    expect(await scene.sign(token, intent, "supplier")).to.deep.equal({ status: 200, code: undefined });
    const relay = await relayOf(scene.database, intent.id);
    expect(relay).to.include({ organisation: addressOf("supplier"), to: LEDGER, state: "queued" });
    const { functionName, args } = decodeFunctionData({ abi: ledgerAbi, data: relay?.data ?? "0x" });
    if (functionName !== "issue") throw new Error(functionName);
    const [consent] = args[1];
    expect(consent?.signature).to.equal(await signatureOf("supplier", intent.message));
    expect(consent?.signer.toLowerCase()).to.equal(addressOf("supplier"));
    const signed = await scene.read(token, intent.id);
    expect(signed).to.deep.include({ state: "signed", transactions: [], block: null });
    expect(signed.signed).to.deep.include({ signer: addressOf("supplier"), mandate: null });
  });

  it("is recorded once the index saw it, whoever sent it", async () => {
    const intent = await scene.prepare(token, fieldsOf("A-1"));
    const content = await contentOf(scene.database, intent.commitment as Hex);
    if (content === undefined) throw new Error("nothing was kept");
    await scene.book.write(...issuing(content.receivable), accepting(content.receivable));
    const recorded = await scene.read(token, intent.id);
    expect(recorded).to.deep.include({ state: "recorded", block: 1, sentDirectly: true });
  });

  it("is one intent for a thousand posts at once, and one original", async () => {
    const body = JSON.stringify(bodyOf(demoInvoice(), { counterparty: addressOf("buyer") }));
    const post = poster(new URL(`${scene.url}/v1/receivables`), token, body);
    const answers = await Promise.all(Array.from({ length: 1000 }, post));
    expect(new Set(answers.map(({ id }) => id)).size).to.equal(1);
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([...Array<number>(999).fill(200), 201]);
    expect(await rowsOf(scene)).to.include({ intents: 1, contents: 1, documents: 1 });
  }).timeout(300_000);

  it("has the id that its sender made, and no other content goes by that id or that invoice", async () => {
    const id = "0b0f1f9a-1111-4222-8333-444455556666";
    const first = await scene.prepare(token, fieldsOf("A-1", { id }));
    expect(first.id).to.equal(id);
    expect(await scene.prepare(token, fieldsOf("A-1", { id }))).to.deep.equal(first);
    for (const body of [
      fieldsOf("A-1", { id }, { payable: "1.00" }),
      fieldsOf("A-2", { id }),
      fieldsOf("A-1", {}, { payable: "1.00" }),
    ]) {
      const { error } = await scene.client(token).POST("/v1/receivables", { body });
      expect(error?.type).to.equal("/problems/IntentExists");
    }
    expect(await rowsOf(scene)).to.include({ intents: 1 });
  });

  it("can be prepared anew once it was withdrawn or has expired, under another id", async () => {
    const first = await scene.prepare(token, fieldsOf("A-1"));
    const path = { params: { path: { id: first.id } } };
    const { data } = await scene.client(token).POST("/v1/intents/{id}/withdrawal", path);
    expect(data?.state).to.equal("withdrawn");
    const second = await scene.prepare(token, fieldsOf("A-1", {}, { payable: "5.00" }));
    expect(second.id).not.to.equal(first.id);
    scene.now += 40 * 86_400;
    const later = await scene.signIn("supplier");
    expect((await scene.read(later, second.id)).state).to.equal("expired");
    const third = await scene.prepare(later, fieldsOf("A-1"));
    expect(new Set([first.id, second.id, third.id]).size).to.equal(3);
  });

  it("is listed to its own organisation alone, the newest first, page by page", async () => {
    const made: Intent[] = [];
    for (const number of ["A-1", "A-2", "A-3"]) {
      made.unshift(await scene.prepare(token, fieldsOf(number)));
      scene.now += 1;
    }
    const client = scene.client(token);
    const { data: first } = await client.GET("/v1/intents", { params: { query: { limit: "2" } } });
    expect(first?.items.map(({ id }) => id)).to.deep.equal(made.slice(0, 2).map(({ id }) => id));
    const query = { limit: "2", cursor: first?.next ?? "" };
    const { data: second } = await client.GET("/v1/intents", { params: { query } });
    expect(second).to.deep.equal({ items: made.slice(2), next: null });
    const buyer = await scene.signIn("buyer");
    const { data: others } = await scene.client(buyer).GET("/v1/intents");
    expect(others?.items).to.deep.equal([]);
    const foreign = { params: { path: { id: made[0]?.id ?? "" } } };
    expect((await scene.client(buyer).GET("/v1/intents/{id}", foreign)).response.status).to.equal(404);
  });
});

/** Posts the same again and again over as many connections as a machine has room for. */
function poster(url: URL, token: string, body: string): () => Promise<{ status: number; id: string }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return () =>
    new Promise((resolve, reject) => {
      const request = httpRequest(url, { method: "POST", agent, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const { id } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { id: string };
          resolve({ status: answer.statusCode ?? 0, id });
        });
      });
      request.on("error", reject);
      request.end(body);
    });
}
