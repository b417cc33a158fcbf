/** Somebody of another organisation, or of this one until a moment ago. */
import { createHash, randomUUID } from "node:crypto";
import { expect } from "chai";
import { RetryError } from "../../src/clients/errors.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import { commitmentOf } from "../../src/domain/commitment.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { codeOf, fieldsOf, openScene, signatureOf } from "./intents/scene.ts";
import type { Scene } from "./intents/scene.ts";
import { addressOf } from "./stage.ts";

const EUR = "0x00000000000000000000000000000000000003d2";

describe("Another organisation", () => {
  let scene: Scene;
  let supplier: string;
  let competitor: string;
  /** What asking the node comes to. */
  let silence: Error | undefined;

  before(async () => {
    scene = await openScene({
      resolve: () => Promise.resolve(["93.184.216.34"]),
      simulate: () => (silence === undefined ? Promise.resolve() : Promise.reject(silence)),
    });
    [supplier, competitor] = [await scene.signIn("supplier"), await scene.signIn("competitor")];
  });

  after(() => scene.close());

  /** The id that could be reckoned from what is public, if an intent's id followed from that alone. */
  function reckoned(subject: string): string {
    const text = `${addressOf("supplier")}/${keccakOfText(subject)}/0`;
    const hex = createHash("sha256").update(text).digest("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  async function tried(token: string, body: Parameters<Scene["prepare"]>[1]): Promise<string> {
    const { data, error } = await scene.client(token).POST("/v1/receivables", { body });
    return data?.state ?? codeOf(error?.type ?? "");
  }

  it("does not keep an invoice from being issued by taking the id that it would have", async () => {
    const id = reckoned(`issue ${addressOf("supplier")} ${invoiceHash("N-1001")} 0`);
    await tried(competitor, fieldsOf("mine", { id }));
    expect(await tried(supplier, fieldsOf("N-1001"))).to.equal("prepared");
  });

  it("does not learn which invoices a supplier prepares by trying their ids", async () => {
    const id = reckoned(`issue ${addressOf("supplier")} ${invoiceHash("N-1002")} 0`);
    expect(await tried(supplier, fieldsOf("N-1002"))).to.equal("prepared");
    expect(await tried(competitor, fieldsOf("other", { id }))).to.equal("prepared");
  });

  it("does not keep a receivable that everybody can read from being cancelled", async () => {
    const claim = receivableOf(headerOf(addressOf("supplier"), addressOf("buyer")), termsOf(EUR, FIRST_INSTANT / DAY));
    await scene.book.write(...issuing(claim));
    const id = reckoned(`cancel ${commitmentOf(claim)}`);
    await tried(competitor, fieldsOf("third", { id }));
    const receivable = [...scene.book.ids].at(-1) ?? "0x";
    const act = { verb: "cancel" as const, receivable, reason: "issued twice", openTerms: false };
    expect((await scene.act(supplier, act)).state).to.equal("prepared");
  });

  it("gets nothing by a webhook any more once its administrator was removed", async () => {
    const account = addressOf("leaver");
    await scene.client(supplier).POST("/v1/members", { body: { account, role: "administrator" } });
    const leaver = await scene.signIn("leaver", addressOf("supplier"));
    const hook = { id: randomUUID(), url: "https://leaver.example.com/", kinds: [] };
    expect((await scene.client(leaver).POST("/v1/webhooks", { body: hook })).response.status).to.equal(201);
    await scene.client(supplier).DELETE("/v1/members/{account}", { params: { path: { account } } });
    const path = { params: { path: { id: hook.id } } };
    const { data } = await scene.client(supplier).GET("/v1/webhooks/{id}", path);
    expect(data?.paused?.reason).to.match(/no member any more/);
    const resumed = await scene.client(supplier).POST("/v1/webhooks/{id}/resume", path);
    expect(resumed.data?.paused).to.equal(null);
  });

  it("is not told which machines the gateway asks", async () => {
    silence = new RetryError("NodeUnreachable", {}, "eth_call at http://10.1.2.3:8545: silence");
    const intent = await scene.prepare(supplier, fieldsOf("N-1003"));
    const answer = await fetch(`${scene.url}/v1/intents/${intent.id}/signature`, {
      method: "POST",
      headers: { authorization: `Bearer ${supplier}`, "content-type": "application/json" },
      body: JSON.stringify({ signature: await signatureOf("supplier", intent.message) }),
    });
    const told = await answer.text();
    expect(answer.status).to.equal(503);
    expect(told).to.include("NodeUnreachable").and.not.to.include("10.1.2.3");
    silence = undefined;
  });

  it("hides no contract of a pair behind five hundred proposals, and makes no more than twenty", async () => {
    const terms = {
      ...{ law: "DE", assignability: "Freely" as const, splittable: false, currency: "EUR", paymentTerms: "net 30" },
      ...{ endOfMonth: null, discountOnParts: false, lateRate: "0", basis: 365 as const, graceDays: 0 },
      ...{ fixedSum: "0", settlesFirst: "charges" as const, policy: null },
    };
    const propose = async (token: string, counterparty: Address): Promise<number> => {
      const from = new Date(scene.now * 1000).toISOString().slice(0, 10);
      const body = { id: randomUUID(), role: "supplier" as const, counterparty, from, terms };
      return (await scene.client(token).POST("/v1/contracts", { body })).response.status;
    };
    const asked = [];
    for (let count = 0; count < 21; count += 1) asked.push(await propose(competitor, addressOf("supplier")));
    expect(asked.slice(-2)).to.deep.equal([201, 409]);
    expect(await propose(supplier, addressOf("buyer"))).to.equal(201);
    const { data } = await scene.client(supplier).GET("/v1/contracts", { params: { query: {} } });
    expect(data?.items[0]?.proposedBy).to.equal(addressOf("supplier"));
  });

  it("alarms nobody by more than twenty accounts a day", async () => {
    const state = async (): Promise<string> => {
      const body = {
        ...{ id: randomUUID(), account: { scheme: "IBAN" as const, iban: "DE89370400440532013000" }, holder: "C" },
        ...{ currency: "EUR", since: new Date((scene.now + 60) * 1000).toISOString().replace(".000Z", "Z") },
      };
      const { data, error } = await scene.client(competitor).POST("/v1/accounts", { body });
      return data?.state ?? codeOf(error?.type ?? "");
    };
    const all = [];
    for (let count = 0; count < 21; count += 1) all.push(await state());
    expect([...new Set(all)]).to.deep.equal(["stated", "QuotaReached"]);
    scene.now += DAY;
    competitor = await scene.signIn("competitor");
    expect(await state()).to.equal("stated");
  });
});
