import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { lockCount } from "../../src/store/quotas.ts";
import { lendDatabase } from "../store/lending.ts";
import { DAY } from "./book.ts";
import { BUYER, CONTRACT, CONTRACTS_OWN, openReferenceScene, three } from "./partyFileReferenceScene.ts";
import type { ReferenceScene } from "./partyFileReferenceScene.ts";
import { signedConsent } from "./partyFileReferring.ts";
import { addressOf } from "./stage.ts";

describe("A consent to a trade reference", () => {
  let scene: ReferenceScene;

  beforeEach(async () => {
    scene = await openReferenceScene();
  });

  afterEach(() => scene.stage.close());

  it("needs the buyer's own signature on just these words", async () => {
    await scene.owe(...three(7));
    await scene.pass(33);
    const body = scene.consentBody();
    const real = await signedConsent("the buyer", body);
    const altered = [
      await signedConsent("the reader", body),
      { ...real, consent: { ...real.consent, to: "2027-12-31" } },
      { ...real, consent: { ...real.consent, until: "2030-01-01T00:00:00Z" } },
      { ...real, consent: { ...real.consent, id: randomUUID() } },
      { ...real, consent: { ...real.consent, currencies: [addressOf("a token")] } },
    ];
    const reader = await scene.as("the reader");
    for (const given of altered) {
      expect((await reader.POST("/v1/trade-references", { body: given })).response.status).to.equal(401);
    }
    const stranger = await scene.as("somebody else");
    const taken = { ...real, consent: { ...real.consent, reader: addressOf("somebody else") } };
    expect((await stranger.POST("/v1/trade-references", { body: taken })).response.status).to.equal(401);
    expect((await stranger.POST("/v1/trade-references", { body: real })).response.status).to.equal(404);
    const statuses = [await reader.POST("/v1/trade-references", { body: real })];
    statuses.push(await (await scene.as("the buyer")).POST("/v1/trade-references", { body: real }));
    expect(statuses.map(({ response }) => response.status)).to.deep.equal([201, 200]);
    expect((await scene.see(body.id, "somebody else")).response.status).to.equal(404);
    const message = await reader.POST("/v1/trade-references/message", { body: real.consent });
    expect(message.data?.message.primaryType).to.equal("TradeReferenceConsent");
  });

  it("may be let by a contract account (ERC-1271)", async () => {
    const body = scene.consentBody({ buyer: CONTRACT });
    const given = { consent: (await signedConsent("the reader", body)).consent, signature: CONTRACTS_OWN };
    const reader = await scene.as("the reader");
    const wrong = { ...given, signature: "0xc0ff" as const };
    expect((await reader.POST("/v1/trade-references", { body: wrong })).response.status).to.equal(401);
    expect((await reader.POST("/v1/trade-references", { body: given })).data?.state).to.equal("inForce");
  });

  it("ends when the consent does, or is taken back by the buyer and nobody else", async () => {
    await scene.owe(...three(7));
    await scene.pass(33);
    const [short, long] = [await scene.consent({ until: scene.stage.now + DAY }), await scene.consent()];
    expect((await scene.see(short)).response.status).to.equal(200);
    const params = { path: { id: long } };
    const revoke = async (name: string) =>
      (await (await scene.as(name)).POST("/v1/trade-references/{id}/revocation", { params })).response.status;
    expect([await revoke("the reader"), await revoke("somebody else")]).to.deep.equal([404, 404]);
    expect((await scene.see(long)).response.status).to.equal(200);
    expect(await revoke("the buyer")).to.equal(204);
    expect((await scene.see(long)).error?.type).to.equal("/problems/ReferenceOver");
    scene.stage.now += DAY + 1;
    expect((await scene.see(short)).error?.type).to.equal("/problems/ReferenceOver");
    const expired = await signedConsent("the buyer", scene.consentBody({ until: scene.stage.now - 1 }));
    const late = await (await scene.as("the reader")).POST("/v1/trade-references", { body: expired });
    expect(late.error?.type).to.equal("/problems/ReferenceOver");
  });

  it("ends at once where it is taken back while the record is made, in PostgreSQL", async () => {
    await scene.stage.close();
    scene = await openReferenceScene({ database: await lendDatabase("PostgreSQL") });
    const { database } = scene.stage;
    await scene.owe(...three(7));
    await scene.pass(33);
    const id = await scene.consent();
    const [locked, released] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
    const holding = database.transaction(async (tx) => {
      await lockCount(tx, `reference disclosures of ${BUYER}`);
      locked.resolve(null);
      await released.promise;
    });
    await locked.promise;
    const seen = scene.see(id);
    const waiting = "select 1 from pg_locks where locktype = 'advisory' and not granted";
    while ((await database.query(waiting)).length === 0) await pause(20);
    const params = { path: { id } };
    await (await scene.as("the buyer")).POST("/v1/trade-references/{id}/revocation", { params });
    released.resolve(null);
    await holding;
    expect((await seen).error?.type).to.equal("/problems/ReferenceOver");
    expect((await scene.own()).shown, "the buyer still sees what would be").not.to.equal(null);
  });
});
