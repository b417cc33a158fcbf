/** The checklist before issuing. */
import { expect } from "chai";
import { addressOf } from "./stage.ts";
import { codeOf, fieldsOf, openScene } from "./intents/scene.ts";
import type { Scene } from "./intents/scene.ts";

describe("The onboarding checklist", () => {
  let scene: Scene;
  let supplier: string;

  beforeEach(async () => {
    scene = await openScene();
    supplier = await scene.signIn("supplier");
  });

  afterEach(() => scene.close());

  async function done(counterparty?: string): Promise<Record<string, boolean>> {
    const query = counterparty === undefined ? {} : { counterparty: addressOf(counterparty) };
    const { data } = await scene.client(supplier).GET("/v1/onboarding", { params: { query } });
    for (const { done: isDone, wayOut } of data?.items ?? []) expect(wayOut === null).to.equal(isDone);
    return Object.fromEntries((data?.items ?? []).map(({ item, done: isDone }) => [item, isDone]));
  }

  it("follows from what is recorded, item by item", async () => {
    expect(await done()).to.deep.equal({ vouched: false, viewingKey: false, people: false, bankAccount: false });
    await scene.vouch("supplier", "HRB 1");
    await scene.giveViewingKey("supplier");
    await scene.mandate("supplier", "agent");
    expect(await done()).to.deep.equal({ vouched: true, viewingKey: true, people: true, bankAccount: false });
    const pair = { counterpartyKnown: false, counterpartyViewingKey: false, frameContract: false };
    expect(await done("buyer")).to.deep.include(pair);
    await scene.signIn("buyer");
    await scene.giveViewingKey("buyer");
    expect(await done("buyer")).to.deep.include({ ...pair, counterpartyKnown: true, counterpartyViewingKey: true });
  });

  it("counts no voucher of a registrar that nobody relies on, and no mandate that has ended", async () => {
    await scene.close();
    scene = await openScene({ config: { registrars: [addressOf("another registrar")] } });
    supplier = await scene.signIn("supplier");
    await scene.mandate("supplier", "agent", { until: scene.now - 1 });
    await scene.vouch("supplier", "HRB 1");
    expect(await done()).to.include({ people: false, vouched: false });
  });

  it("keeps an organisation from issuing while something is missing that its administrator wants", async () => {
    const prepare = (number: string) => scene.client(supplier).POST("/v1/receivables", { body: fieldsOf(number) });
    const before = await scene.prepare(supplier, fieldsOf("A-0"));
    const body = { items: ["viewingKey" as const, "counterpartyKnown" as const] };
    await scene.client(supplier).POST("/v1/onboarding/blocking", { body });
    const { error, response } = await prepare("A-1");
    expect([response.status, codeOf(error?.type ?? "")]).to.deep.equal([409, "OnboardingIncomplete"]);
    expect(error?.faults?.map(({ at }) => at)).to.deep.equal(["onboarding.viewingKey", "onboarding.counterpartyKnown"]);
    // What was prepared before is not signed either.
    expect((await scene.sign(supplier, before, "supplier")).code).to.equal("OnboardingIncomplete");
    await scene.giveViewingKey("supplier");
    await scene.signIn("buyer");
    expect((await prepare("A-1")).response.status).to.equal(201);
    expect((await scene.sign(supplier, before, "supplier")).status).to.equal(200);
  });

  it("is made to block by administrators alone, and for their organisation alone", async () => {
    await scene.client(supplier).POST("/v1/members", { body: { account: addressOf("clerk"), role: "preparer" } });
    const clerk = await scene.signIn("clerk", addressOf("supplier"));
    const body = { items: ["vouched" as const] };
    const refused = await scene.client(clerk).POST("/v1/onboarding/blocking", { body });
    expect(refused.response.status).to.equal(403);
    await scene.client(supplier).POST("/v1/onboarding/blocking", { body });
    const other = await scene.signIn("other");
    expect((await scene.client(other).GET("/v1/onboarding")).data).to.include({ ready: true });
    expect((await scene.client(supplier).GET("/v1/onboarding")).data).to.include({ ready: false });
    await scene.client(supplier).POST("/v1/onboarding/blocking", { body: { items: [] } });
    expect((await scene.client(supplier).GET("/v1/onboarding")).data).to.include({ ready: true });
  });
});
