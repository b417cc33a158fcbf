/** Quotes over HTTP and sales on a chain: what factors signed is what their desks take, and the index says so. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { demoCurrencyAbi } from "../../generated/abi.ts";
import { openDeskCall } from "../../src/clients/factoringCalls.ts";
import { encode } from "../../src/clients/viem/encode.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { fieldsOf } from "../gateway/intents/scene.ts";
import { CLOCK } from "../indexer/driving.ts";
import { addressOf, Role } from "../support/chain.ts";
import { ok, openGatewayWorld } from "./gatewayWorld.ts";
import type { GatewayWorld } from "./gatewayWorld.ts";

const { Supplier, Buyer, Factor, Agent } = Role;
const DAY = 86_400;
type Schemas = components["schemas"];
type NewOffer = Schemas["NewQuoteOffer"];

describe("Quotes, on a chain", function () {
  this.timeout(300_000);
  let world: GatewayWorld;

  before(async () => {
    world = await openGatewayWorld();
    for (const role of [Factor, Agent]) {
      await world.as(role);
      const to = world.stage.chain.addresses.factoring ?? expect.fail("there is no factoring");
      await world.send(role, { to, data: await openDeskCall(addressOf(role)) });
      const riches = encode(demoCurrencyAbi, "mint", [addressOf(role), 10n ** 12n]);
      await world.send(role, { to: world.currency, data: riches });
    }
  });

  after(() => world.close());

  async function accepted(number: string): Promise<Hex> {
    const agreed = { utcOffset: 60, currency: world.currency };
    const id = await world.issue(fieldsOf(number, { agreed, counterparty: addressOf(Buyer) }));
    await world.act(Buyer, { verb: "accept", receivable: id });
    return id;
  }

  async function asked(receivables: readonly Hex[]): Promise<Schemas["QuoteRequest"]> {
    const client = await world.as(Supplier);
    const body = {
      ...{ id: randomUUID(), receivables: [...receivables], factors: [addressOf(Factor), addressOf(Agent)] },
      ...{ kinds: ["single", "several", "facility", "purchase"] as "single"[] },
      until: shownInstant(CLOCK.now() + DAY),
    };
    return ok(await client.POST("/v1/quote-requests", { body }));
  }

  /** Prepared once the index knows the desk, and signed as a wallet does; the desk may move the factor's money. */
  async function offered(
    role: typeof Factor | typeof Agent,
    id: string,
    terms: object,
  ): Promise<Schemas["QuoteOffer"]> {
    const client = await world.as(role);
    const body = { id: randomUUID(), until: shownInstant(CLOCK.now() + DAY), ...terms } as NewOffer;
    const path = "/v1/quote-requests/{id}/offers" as const;
    const prepared = await world.until(
      () => client.POST(path, { params: { path: { id } }, body }),
      ({ error }) => error?.type !== "/problems/DeskMissing",
    );
    const offer = ok(prepared);
    const allowance = encode(demoCurrencyAbi, "approve", [offer.desk, 2n ** 255n]);
    await world.send(role, { to: world.currency, data: allowance });
    const signature = await world.signed(role, offer.message);
    const params = { path: { id: offer.id } };
    return ok(await client.POST("/v1/quote-offers/{id}/signature", { params, body: { signature } }));
  }

  const balanceOf = (role: Role): Promise<bigint> =>
    world.stage.chain.reader.readContract({
      ...{ address: world.currency, abi: demoCurrencyAbi },
      ...{ functionName: "balanceOf", args: [addressOf(role)] },
    });

  const PRICE = { advanceRate: "80", feeRate: "8", basis: 360, commissionRate: "0.5", recourseDays: 30 };
  const CONDITIONS = { ...PRICE, maxTenor: 365, utcOffset: 60 };

  it("are asked, offered by two factors, compared, taken in one go, sold and seen as sold", async () => {
    const [one, two, three] = [await accepted("Q-1"), await accepted("Q-2"), await accepted("Q-3")];
    const request = await asked([one, two, three]);
    const several = await offered(Factor, request.id, { kind: "several", receivables: [one, two], ...CONDITIONS });
    const purchase = { kind: "purchase", receivable: three, rate: "8", basis: 360 };
    const outright = await offered(Agent, request.id, purchase);
    const client = await world.as(Supplier);
    const params = { path: { id: request.id } };
    const { items } = ok(await client.GET("/v1/quote-requests/{id}/offers", { params }));
    expect(items.map(({ offer, cash }) => [offer, offer === several.id ? cash : null])).to.have.deep.members([
      [several.id, "1600.00"],
      [outright.id, null],
    ]);
    const body = { id: randomUUID(), offers: [{ offer: several.id }, { offer: outright.id }] };
    const taking = ok(await client.POST("/v1/quote-requests/{id}/takings", { params, body }));
    expect(taking.calls.map(({ does }) => does)).to.deep.equal(["sell", "purchase"]);
    const before = await balanceOf(Supplier);
    for (const call of taking.calls) await world.send(Supplier, call);
    const price = items.find(({ offer }) => offer === outright.id)?.cash ?? "";
    const paid = 160_000n + BigInt(price.replace(".", ""));
    expect((await balanceOf(Supplier)) - before, "to the cent").to.equal(paid);
    const recorded = await world.until(
      async () => ok(await client.GET("/v1/quote-takings/{id}", { params: { path: { id: taking.id } } })),
      ({ state }) => state === "recorded",
    );
    expect(recorded.receivables.map(({ sold }) => sold)).to.deep.equal([true, true, true]);
    const shown = ok(await client.GET("/v1/quote-requests/{id}", { params }));
    expect(shown.receivables.map(({ soldTo }) => soldTo)).to.deep.equal([
      ...[addressOf(Factor), addressOf(Factor), addressOf(Agent)],
    ]);
    expect((await world.detail(Agent, three)).holder).to.equal(addressOf(Agent));
  });

  it("are sold one by one under an offer for several, and drawn from a facility within its limits", async () => {
    const [one, two, three] = [await accepted("Q-4"), await accepted("Q-5"), await accepted("Q-6")];
    const request = await asked([one, two, three]);
    const several = await offered(Factor, request.id, { kind: "several", receivables: [one, two], ...CONDITIONS });
    const buyers = [{ buyer: addressOf(Buyer), limit: "800.00" }];
    const facility = { kind: "facility", buyers, limit: "2000.00", ...CONDITIONS };
    const standing = await offered(Agent, request.id, facility);
    const client = await world.as(Supplier);
    const params = { path: { id: request.id } };
    const offers = [
      { offer: several.id, receivables: [two] },
      { offer: standing.id, receivables: [one] },
    ];
    const body = { id: randomUUID(), offers };
    const taking = ok(await client.POST("/v1/quote-requests/{id}/takings", { params, body }));
    for (const call of taking.calls) await world.send(Supplier, call);
    await world.until(
      async () => ok(await client.GET("/v1/quote-takings/{id}", { params: { path: { id: taking.id } } })),
      ({ state }) => state === "recorded",
    );
    const { unavailable } = ok(await client.GET("/v1/quote-requests/{id}/offers", { params }));
    expect(unavailable.map(({ offer }) => offer)).to.have.members([several.id, standing.id]);
    const third = { id: randomUUID(), offers: [{ offer: standing.id, receivables: [three] }] };
    const refused = await client.POST("/v1/quote-requests/{id}/takings", { params, body: third });
    expect(refused.error?.detail).to.match(/the limit of the offer does not cover it/);
  });

  it("are void once the factor sends the call that it was given", async () => {
    const id = await accepted("Q-7");
    const request = await asked([id]);
    const offer = await offered(Factor, request.id, { kind: "single", receivable: id, ...CONDITIONS });
    const client = await world.as(Supplier);
    const params = { path: { id: request.id } };
    const take = () => {
      const body = { id: randomUUID(), offers: [{ offer: offer.id }] };
      return client.POST("/v1/quote-requests/{id}/takings", { params, body });
    };
    const taking = ok(await take());
    await client.DELETE("/v1/quote-takings/{id}", { params: { path: { id: taking.id } } });
    await world.send(Factor, offer.revocation);
    const shown = await world.until(
      async () => ok(await client.GET("/v1/quote-offers/{id}", { params: { path: { id: offer.id } } })),
      ({ state }) => state === "spent",
    );
    expect(shown.revocation).to.equal(null);
    expect((await take()).error?.type).to.equal("/problems/ReceivableUnfit");
    const [call] = taking.calls;
    const sent = await world.send(Supplier, call ?? null).then(
      () => "it went through",
      (error: unknown) => String(error),
    );
    expect(sent, "the call that was handed out before").to.match(/NonceAlreadySpent|revert/);
  });

  it("lock nothing where the chain refuses: a factor that has taken its allowance back is told as such", async () => {
    const id = await accepted("Q-8");
    const request = await asked([id]);
    const offer = await offered(Agent, request.id, { kind: "single", receivable: id, ...CONDITIONS });
    const allowance = encode(demoCurrencyAbi, "approve", [offer.desk, 0n]);
    await world.send(Agent, { to: world.currency, data: allowance });
    const client = await world.as(Supplier);
    const params = { path: { id: request.id } };
    const body = { id: randomUUID(), offers: [{ offer: offer.id }] };
    const refused = await client.POST("/v1/quote-requests/{id}/takings", { params, body });
    expect(refused.error?.type).to.equal("/problems/ERC20InsufficientAllowance");
    const shown = ok(await client.GET("/v1/quote-requests/{id}", { params }));
    expect(shown.receivables[0]?.state).to.equal("open");
  });
});
