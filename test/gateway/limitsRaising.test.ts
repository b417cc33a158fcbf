/** Letting more be granted takes the signatures that the tiers ask for, whichever steps lead there. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { setPolicy } from "./limitPolicies.ts";
import { BUYER, EUR, openLimitScene } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";
import { addressOf } from "./stage.ts";

const USD: Address = "0x0000000000000000000000000000000000000348";
const NORDWIND = { subject: { kind: "group", group: "Nordwind" } } as const;
const IN_USD = { currency: "USD" };

describe("A limit that is raised", () => {
  const sister = addressOf("sister");
  let scene: LimitScene;

  beforeEach(async () => {
    scene = await openLimitScene();
    await oneSigns();
  });

  afterEach(() => scene.close());

  /** From a cent on. */
  async function oneSigns(): Promise<void> {
    const tier = { kind: "limitChange" as const, from: "0.01", approvers: 1, hours: 48 };
    const duty = { duty: "approveCredit" as const, escalatesTo: null };
    const tiers = [EUR, USD].map((currency) => ({ ...tier, ...duty, currency }));
    const body = { reason: "House rules", windowDays: 0, tiers };
    expect((await scene.client(scene.token).POST("/v1/approval-policies", { body })).response.status).to.be.below(300);
  }

  const inAMinute = (): string => new Date((scene.now + 60) * 1_000).toISOString().replace(/\.\d{3}Z$/, "Z");

  const code = async (number: string, payable: string, over: Record<string, string> = {}, counterparty = BUYER) =>
    (await scene.issue(number, { payable, ...over }, { counterparty })).code;

  async function stateGroup(customer: Address): Promise<void> {
    const body: components["schemas"]["NewPartyFact"] = {
      ...{ id: randomUUID(), customer, value: { kind: "group", text: "Nordwind" } },
      ...{ asOf: "2026-11-01", observed: "2026-11-20", source: { kind: "register", name: "Handelsregister" } },
    };
    expect((await scene.client(scene.token).POST("/v1/party-facts", { body })).response.status).to.equal(201);
  }

  async function approve(subject: string, amount: string | null): Promise<void> {
    const sum = amount === null ? {} : { amount, currency: EUR };
    await scene.approve({ kind: "limitChange", subject: `limit ${BUYER} ${subject}`, customer: BUYER, ...sum });
  }

  it("is not ended unsigned behind another one that is nought for a minute", async () => {
    expect(await scene.limit("1000.00")).to.equal(201);
    expect(await scene.limit(null)).to.equal(403);
    expect(await scene.limit("0.00", { ...IN_USD, until: inAMinute() })).to.equal(201);
    expect(await scene.limit(null)).to.equal(403);
    expect(await scene.limit("900.00", { until: inAMinute() })).to.equal(403);
    scene.now += 61;
    expect(await code("RE-1", "1000.01")).to.equal("CreditLimitExceeded");
  });

  it("of a group is not ended unsigned behind another one either", async () => {
    for (const one of [BUYER, sister]) await stateGroup(one);
    expect(await scene.limit("1500.00", NORDWIND)).to.equal(201);
    await scene.owe("RE-0");
    expect(await scene.limit("0.00", { ...NORDWIND, ...IN_USD, until: inAMinute() })).to.equal(201);
    expect(await scene.limit(null, NORDWIND)).to.equal(403);
    scene.now += 61;
    expect(await code("RE-1", "500.01", {}, sister)).to.equal("CreditLimitExceeded");
  });

  it("stays nought in a currency that its group opens, whether it is in the group before or after that", async () => {
    expect(await scene.limit("1000.00")).to.equal(201);
    expect(await scene.limit("500.00", IN_USD)).to.equal(403);
    await stateGroup(BUYER);
    expect(await scene.limit("999999.00", { ...NORDWIND, ...IN_USD })).to.equal(201);
    expect(await code("US-1", "0.01", IN_USD)).to.equal("CreditLimitExceeded");
    const only = { subject: { kind: "customer" as const, customer: sister } };
    expect(await scene.limit("1000.00", only)).to.equal(201);
    await stateGroup(sister);
    expect(await code("US-2", "0.01", IN_USD, sister)).to.equal("CreditLimitExceeded");
  });

  it("asks beside one of another currency that is still to begin", async () => {
    expect(await scene.limit("0.00", { ...IN_USD, from: inAMinute() })).to.equal(201);
    expect(await scene.limit("1000000.00")).to.equal(403);
  });

  it("is signed for whatever may be granted once it lapses, and not for what it says until then", async () => {
    expect(await scene.limit("1000.00")).to.equal(201);
    const until = inAMinute();
    await approve(`EUR until ${until}`, "1.00");
    expect(await scene.limit("1.00", { until })).to.equal(403);
    await approve(`EUR until ${until}`, null);
    expect(await scene.limit("1.00", { until })).to.equal(201);
  });

  it("is signed for its currency and its time, and used for no other", async () => {
    for (const over of [{}, IN_USD]) expect(await scene.limit("0.00", over)).to.equal(201);
    await approve(`EUR until ${inAMinute()}`, "2000.00");
    expect(await scene.limit("2000.00")).to.equal(403);
    await approve("USD ends", null);
    expect(await scene.limit(null)).to.equal(403);
    await approve(`EUR from ${inAMinute()} until never`, "2000.00");
    expect(await scene.limit("2000.00")).to.equal(403);
    expect(await scene.limit("2000.00", { from: inAMinute() })).to.equal(201);
  });

  it("asks where an own one would outlive its band, and falls with the band where there is none", async () => {
    await setPolicy(scene, 1);
    expect(await scene.limit("5000.00")).to.equal(403);
    expect(await scene.limit("0.01")).to.equal(403);
    expect(await scene.limit("0.00", { until: inAMinute() }), "the band's comes back").to.equal(201);
    scene.now += 61;
    expect(await code("RE-1", "1000.00")).to.equal(undefined);
    await setPolicy(scene, 2, { limits: [{ currency: EUR, amount: 0n, salesShare: undefined }] });
    expect(await code("RE-2", "0.01")).to.equal("CreditLimitExceeded");
  });

  it("asks where it would outlive a policy that is still to come", async () => {
    await setPolicy(scene, 1, {}, {}, scene.now + 60);
    expect(await scene.limit("5000.00")).to.equal(403);
    scene.now += 61;
    expect(await code("RE-1", "5000.01")).to.equal("CreditLimitExceeded");
  });

  it("is signed for what its band gives where the own one ends", async () => {
    expect(await scene.limit("1000.00")).to.equal(201);
    await setPolicy(scene, 1);
    expect(await scene.limit(null)).to.equal(403);
    await approve("EUR ends", "5000.00");
    expect(await scene.limit(null)).to.equal(201);
    expect(await code("RE-1", "5000.00")).to.equal(undefined);
  });
});
