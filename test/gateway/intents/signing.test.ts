/** Signatures that come back: whose they may be, and for what. */
import { expect } from "chai";
import { RetryError } from "../../../src/clients/errors.ts";
import { refusal } from "../../../src/clients/failures.ts";
import { verbSet } from "../../../src/domain/directory.ts";
import { Verb } from "../../../src/domain/receivable.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { relayOf } from "../../../src/store/relays.ts";
import { FIRST_INSTANT, DAY } from "../book.ts";
import { addressOf } from "../stage.ts";
import { fieldsOf, openScene, signatureOf } from "./scene.ts";
import type { Intent, Scene } from "./scene.ts";

describe("The signature of an intent", () => {
  let scene: Scene;
  let token: string;
  let intent: Intent;
  /** What the chain says to a call that is tried. */
  let refusing: Error | undefined;
  let tried = 0;

  beforeEach(async () => {
    refusing = undefined;
    tried = 0;
    const simulate = (): Promise<void> => {
      tried += 1;
      return refusing === undefined ? Promise.resolve() : Promise.reject(refusing);
    };
    scene = await openScene({ simulate });
    token = await scene.signIn("supplier");
    intent = await scene.prepare(token, fieldsOf("A-1"));
  });

  afterEach(() => scene.close());

  /** It stands as it stood, and nothing is sent. */
  async function untouched(): Promise<void> {
    expect((await scene.read(token, intent.id)).signed).to.equal(null);
    expect(await relayOf(scene.database, intent.id)).to.equal(undefined);
  }

  it("is refused if it is somebody else's, or over something else", async () => {
    const path = "/v1/intents/{id}/signature" as const;
    const params = { path: { id: intent.id } };
    const stranger = await signatureOf("stranger", intent.message);
    const other = await scene.prepare(token, fieldsOf("A-2"));
    for (const signature of [stranger, await signatureOf("supplier", other.message), "0x1234"]) {
      const { error } = await scene.client(token).POST(path, { params, body: { signature } });
      expect(error?.type).to.equal("/problems/SignatureInvalid");
    }
    expect(tried).to.equal(0);
    await untouched();
  });

  it("is refused if it was made for another chain, and says which chain it is for", async () => {
    const message = intent.message as unknown as { domain: Record<string, unknown> };
    const elsewhere = { ...message, domain: { ...message.domain, chainId: 1 } };
    const signature = await signatureOf("supplier", elsewhere as unknown as Intent["message"]);
    const path = "/v1/intents/{id}/signature" as const;
    const { error } = await scene
      .client(token)
      .POST(path, { params: { path: { id: intent.id } }, body: { signature } });
    expect(error?.type).to.equal("/problems/SignatureInvalid");
    expect(error?.detail).to.contain("chain 31337");
    await untouched();
  });

  it("is refused once the deadline has passed", async () => {
    scene.now = Date.parse(intent.deadline) / 1000 + 1;
    token = await scene.signIn("supplier");
    expect(await scene.sign(token, intent, "supplier")).to.deep.equal({ status: 409, code: "ConsentExpired" });
    await untouched();
  });

  it("may be an agent's whose mandate is in force, for the verb and without a cap; we learn which", async () => {
    await scene.mandate("supplier", "clerk");
    expect(await scene.sign(token, intent, "clerk")).to.deep.equal({ status: 200, code: undefined });
    const { signed } = await scene.read(token, intent.id);
    expect(signed).to.deep.include({ signer: addressOf("clerk"), handedInBy: addressOf("supplier") });
    expect(signed?.mandate?.document).to.match(/^0x/);
  });

  it("is refused if it is a revoked agent's, one of another verb, one with a cap, or one before its time", async () => {
    const refusals = [
      async () => {
        await scene.mandate("supplier", "revoked");
        const organisation = addressOf("supplier");
        await scene.book.write({ name: "MandateRevoked", organisation, agent: addressOf("revoked") });
        return "revoked";
      },
      async () => {
        await scene.mandate("supplier", "other", { verbs: verbSet([Verb.Accept, Verb.Pay]) });
        return "other";
      },
      async () => {
        await scene.mandate("supplier", "capped", { cap: 10_000_000n });
        return "capped";
      },
      async () => {
        await scene.mandate("supplier", "late", { until: FIRST_INSTANT + DAY });
        return "late";
      },
      () => Promise.resolve("nobody"),
    ];
    for (const arrange of refusals) {
      const name = await arrange();
      expect(await scene.sign(token, intent, name), name).to.deep.equal({ status: 403, code: "NotAuthorised" });
    }
    await untouched();
  });

  it("may be a contract account's, which is asked (ERC-1271)", async () => {
    await scene.close();
    const asked: string[] = [];
    scene = await openScene({
      signedByContract: (account, _hash, signature) => {
        asked.push(account);
        return Promise.resolve(signature === "0xbeef");
      },
    });
    token = await scene.signIn("supplier");
    intent = await scene.prepare(token, fieldsOf("A-1"));
    const path = "/v1/intents/{id}/signature" as const;
    const send = (signature: Hex): Promise<{ response: Response }> =>
      scene.client(token).POST(path, { params: { path: { id: intent.id } }, body: { signature } });
    expect((await send("0xdead")).response.status).to.equal(401);
    expect((await send("0xbeef")).response.status).to.equal(200);
    expect(asked).to.deep.equal([addressOf("supplier"), addressOf("supplier")]);
  });

  it("sends nothing where the ledger would refuse, and the problem has the Solidity error's name", async () => {
    const id = intent.receivable ?? "0x";
    refusing = refusal({ name: "AlreadyIssued", values: { id } });
    expect(await scene.sign(token, intent, "supplier")).to.deep.equal({ status: 409, code: "AlreadyIssued" });
    await untouched();
    refusing = undefined;
    expect(await scene.sign(token, intent, "supplier")).to.include({ status: 200 });
  });

  it("is taken once: again it changes nothing, and another one is refused", async () => {
    expect(await scene.sign(token, intent, "supplier")).to.include({ status: 200 });
    expect(await scene.sign(token, intent, "supplier")).to.include({ status: 200 });
    await scene.mandate("supplier", "clerk");
    expect(await scene.sign(token, intent, "clerk")).to.deep.equal({ status: 409, code: "AlreadySigned" });
    expect(tried).to.equal(1);
  });

  it("of many handed in at once, one is sent", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => scene.sign(token, intent, "supplier")));
    expect(all.filter(({ status }) => status === 200)).not.to.be.empty;
    expect(all.every(({ status, code }) => status === 200 || code === "AlreadySigned")).to.equal(true);
    const rows = await scene.database.query("select id from relays");
    expect(rows).to.have.length(1);
  });

  it("is nobody else's to hand in, and tells a stranger nothing", async () => {
    const stranger = await scene.signIn("stranger");
    expect(await scene.sign(stranger, intent, "supplier")).to.deep.equal({ status: 404, code: "NotFound" });
  });

  it("can be withdrawn until it is sent, and the call that voids it on the chain comes along", async () => {
    await scene.sign(token, intent, "supplier");
    const path = { params: { path: { id: intent.id } } };
    const { data } = await scene.client(token).POST("/v1/intents/{id}/withdrawal", path);
    expect(data).to.include({ state: "withdrawn" });
    expect(data?.revocation?.data).to.match(/^0x[0-9a-f]{72}$/);
    expect((await relayOf(scene.database, intent.id))?.state).to.equal("withdrawn");
    expect(await scene.sign(token, intent, "supplier")).to.deep.equal({ status: 409, code: "IntentOver" });
  });

  it("is not lost where the node is silent: the caller is told to try again", async () => {
    refusing = new RetryError("NodeUnreachable", {}, "the node did not answer: try again");
    const path = `${scene.url}/v1/intents/${intent.id}/signature`;
    const body = JSON.stringify({ signature: await signatureOf("supplier", intent.message) });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(path, { method: "POST", headers, body });
    expect(response.status).to.equal(503);
    expect(await response.text()).to.contain("/problems/NodeUnreachable");
    await untouched();
  });
});
