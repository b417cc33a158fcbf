/**
 * A receivable passed on in parts as payment, over HTTP: the supplier pays its own supplier with a part, which splits
 * it again, pays its haulier with a part of that and sells the rest to a factor; at maturity the buyer pays whoever
 * holds what, and everybody can see where each part comes from (R69).
 */
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { newViewingKey } from "../../src/clients/sealingKeys.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { fieldsOf } from "../gateway/intents/scene.ts";
import { addressOf, Role } from "../support/chain.ts";
import { ask, offered, take } from "./factoringQuotes.ts";
import { DAY, FACTOR, openFactoringStory, UNASKED, units } from "./factoringWorld.ts";
import type { FactoringStory } from "./factoringWorld.ts";
import { ok } from "./gatewayWorld.ts";

type Origin = components["schemas"]["Origin"];

const { Supplier, Buyer } = Role;
/** The supplier's own supplier, and who carries that one's goods; somebody who has no part in any of it. */
const [MAKER, HAULIER, STRANGER] = [Role.Registrar, Role.Relayer, UNASKED];
const DAYS = 60;

describe("The story of a receivable that is passed on", function () {
  this.timeout(300_000);
  let story: FactoringStory;
  let whole: Hex;
  /** The supplier's own, the maker's, and of that the one that is sold and the haulier's. */
  let [kept, passed, sold, hauled]: Hex[] = [];
  let atFirst: ReadonlyMap<Role, bigint>;

  before(async () => {
    story = await openFactoringStory();
    const { world } = story;
    for (const role of [MAKER, HAULIER]) await world.as(role);
    const { supplier, buyer } = world.stage;
    for (const party of [supplier, buyer]) await party.directory.setViewingKey((await newViewingKey()).publicKey);
    await caughtUp();
    whole = await issued("P-69", { assignability: "Freely", splittable: true, minimumPart: "100.00" });
    await opened(Supplier, whole);
    await world.act(Buyer, { verb: "accept", receivable: whole });
    atFirst = await balances();
  });

  after(() => story.world.close());

  /** One of 1,000.00 of the supplier's, sealed, due at maturity. */
  async function issued(number: string, policy: components["schemas"]["NewPolicy"]): Promise<Hex> {
    const { world } = story;
    const day = await story.today();
    const dates = { issueDate: dateOfDay(day), dueDate: dateOfDay(day + DAYS) };
    const agreed = { utcOffset: 0, currency: world.currency };
    const over = { agreed, policy, issuing: "sealed", counterparty: addressOf(Buyer) } as const;
    return world.issue(fieldsOf(number, over, dates));
  }

  async function balances(): Promise<ReadonlyMap<Role, bigint>> {
    const roles = [Supplier, Buyer, MAKER, HAULIER, FACTOR];
    return new Map(await Promise.all(roles.map(async (role) => [role, await story.balanceOf(role)] as const)));
  }

  /** The gateway has read what was sent without it. */
  async function caughtUp(): Promise<void> {
    const { world } = story;
    const [client, height] = [await world.as(Buyer), await world.stage.height()];
    await world.until(
      async () => ok(await client.GET("/v1/receivables", {})),
      ({ asOf }) => (asOf?.block ?? 0) >= height,
    );
  }

  /** The gateway has opened what was sealed to it. */
  async function opened(role: Role, id: Hex): Promise<void> {
    await story.world.until(
      () => story.world.detail(role, id),
      ({ content }) => content === "opened",
    );
  }

  async function origin(role: Role, id: string | undefined): Promise<{ status: number; data?: Origin }> {
    const client = await story.world.as(role);
    const path = { id: id as string };
    const { data, response } = await client.GET("/v1/receivables/{id}/origin", { params: { path } });
    return { status: response.status, ...(data && { data }) };
  }

  /** Splits what somebody holds; the parts in their order. */
  async function split(role: Role, receivable: Hex, ...amounts: string[]): Promise<Hex[]> {
    await story.world.act(role, { verb: "split", receivable, amounts });
    const { data } = await origin(role, receivable);
    expect(data?.parts?.parts.map(({ amount }) => amount)).to.deep.equal(amounts);
    const parts = data?.parts?.parts.map(({ id }) => id as Hex) ?? [];
    for (const id of parts) await opened(role, id);
    return parts;
  }

  /** What an act is refused with, as soon as it is prepared or as it is signed. */
  async function refusal(role: Role, body: components["schemas"]["Act"]): Promise<string | undefined> {
    const client = await story.world.as(role);
    const prepared = await client.POST("/v1/intents", { body });
    if (prepared.data === undefined) return prepared.error.type;
    const { id, message } = prepared.data;
    const signature = await story.world.signed(role, message);
    const params = { path: { id } };
    const refused = await client.POST("/v1/intents/{id}/signature", { params, body: { signature } });
    await client.POST("/v1/intents/{id}/withdrawal", { params });
    return refused.error?.type;
  }

  it("is split by its holder alone, and into no part below what the buyer agreed to", async () => {
    const small = { verb: "split", receivable: whole, amounts: ["950.00", "50.00"] } as const;
    expect(await refusal(Supplier, { ...small, amounts: [...small.amounts] })).to.equal("/problems/PartTooSmall");
    [kept, passed] = await split(Supplier, whole, "400.00", "600.00");
  });

  it("is passed on as payment, which the next holder can read although it was sealed to others", async () => {
    const { world } = story;
    const to = addressOf(MAKER);
    expect(await refusal(STRANGER, { verb: "transfer", receivable: passed as Hex, to })).to.equal("/problems/NotFound");
    expect(await refusal(Buyer, { verb: "transfer", receivable: passed as Hex, to })).to.equal(
      "/problems/NotAuthorised",
    );
    expect((await origin(MAKER, passed)).status, "before it holds it").to.equal(404);
    await story.send(Supplier, { verb: "transfer", receivable: passed as Hex, to });
    expect(await world.detail(MAKER, passed as Hex)).to.deep.include({ amount: "600.00", roles: ["holder"] });
    expect(
      await refusal(Supplier, { verb: "split", receivable: passed as Hex, amounts: ["300.00", "300.00"] }),
    ).to.equal("/problems/NotAuthorised");
  });

  it("is split and passed on again, and what is left is sold to a factor", async () => {
    const { world } = story;
    [sold, hauled] = await split(MAKER, passed as Hex, "350.00", "250.00");
    const toDesk = { verb: "transfer", receivable: sold as Hex, to: story.desk } as const;
    expect(await refusal(MAKER, toDesk), "without an offer").to.equal("/problems/HolderInvalid");
    await story.send(MAKER, { verb: "transfer", receivable: hauled as Hex, to: addressOf(HAULIER) });
    const request = await ask(world, [sold as Hex], [FACTOR], MAKER);
    const offer = await offered(world, FACTOR, request, { kind: "several", receivables: [sold as Hex] });
    await take(world, request, offer, MAKER);
    expect(await world.detail(FACTOR, sold as Hex)).to.deep.include({ holder: story.desk, amount: "350.00" });
  });

  it("shows each holder where its part comes from, and a stranger nothing", async () => {
    for (const [role, id, numbers] of [
      [Supplier, kept, [null, 1]],
      [MAKER, passed, [null, 2]],
      [HAULIER, hauled, [null, 2, 2]],
      [FACTOR, sold, [null, 2, 1]],
      [Buyer, hauled, [null, 2, 2]],
    ] as const) {
      const { data } = await origin(role, id);
      expect(data?.links.map(({ number }) => number)).to.deep.equal(numbers);
      expect([data?.links[0]?.id, data?.links[0]?.amount]).to.deep.equal([whole, "1000.00"]);
      for (const { split: made } of data?.links ?? []) {
        const sum = made?.parts.reduce((total, { amount }) => total + units(amount), 0n);
        expect(sum).to.equal(made ? units(made.whole) : undefined);
      }
      expect((await origin(STRANGER, id)).status).to.equal(404);
    }
    const { data } = await origin(HAULIER, hauled);
    const holders = data?.links.map((link) => link.holders.map(({ organisation, how }) => [organisation, how]));
    expect(holders).to.deep.equal([
      [[addressOf(Supplier), "issued"]],
      [
        [addressOf(Supplier), "split"],
        [addressOf(MAKER), "transferred"],
      ],
      [
        [addressOf(MAKER), "split"],
        [addressOf(HAULIER), "transferred"],
      ],
    ]);
    expect((await origin(HAULIER, sold)).status, "of another part").to.equal(404);
  });

  it("tells the buyer all parts and whom to pay each", async () => {
    const buyer = await story.world.as(Buyer);
    const query = { status: "Accepted", role: "buyer" } as const;
    const { items } = ok(await buyer.GET("/v1/receivables", { params: { query } }));
    const payees = items.map(({ id, open, assignment }) => [id, open, assignment?.payee ?? addressOf(Supplier)]);
    expect(payees).to.have.deep.members([
      [kept, "400.00", addressOf(Supplier)],
      [hauled, "250.00", addressOf(HAULIER)],
      [sold, "350.00", addressOf(FACTOR)],
    ]);
    const list = ok(await buyer.GET("/v1/pay-list", { params: { query: { currency: "DEM" } } }));
    expect(list.items.map(({ open, payee }) => [open, payee.toLowerCase()])).to.have.deep.members([
      ["400.00", ""],
      ["250.00", addressOf(HAULIER)],
      ["350.00", addressOf(FACTOR)],
    ]);
  });

  it("is redeemed at maturity: the buyer pays all parts, and everybody has exactly its money", async () => {
    const { world } = story;
    await world.pass(DAYS * DAY);
    for (const [receivable, due] of [
      [kept, "400.00"],
      [hauled, "250.00"],
      [sold, "350.00"],
    ] as const) {
      await world.act(Buyer, { verb: "pay", receivable: receivable as Hex, maxCash: due });
      expect(await world.detail(Buyer, receivable as Hex)).to.include({ closed: true, open: "0.00" });
    }
    const after = await balances();
    const gained = (role: Role): bigint => (after.get(role) ?? 0n) - (atFirst.get(role) ?? 0n);
    // 80 % of 350.00 at 8 % for 60 days by Act/360 is 3.73, and 0.5 % of 350.00 is 1.75.
    const cost = 373n + 175n;
    expect([Buyer, Supplier, HAULIER, MAKER, FACTOR].map(gained)).to.deep.equal([
      ...[-100_000n, 40_000n, 25_000n, 35_000n - cost, cost],
    ]);
  });

  it("goes only to whom the buyer consents where that is agreed", async () => {
    const { world } = story;
    const receivable = await issued("P-70", { assignability: "WithConsent", splittable: false });
    await world.act(Buyer, { verb: "accept", receivable });
    const passing = { verb: "transfer", receivable, to: addressOf(HAULIER) } as const;
    expect(await refusal(Supplier, passing)).to.equal("/problems/TransferLocked");
    await world.act(Buyer, { verb: "consentTransfer", receivable, to: addressOf(HAULIER) });
    expect(await refusal(Supplier, { ...passing, to: addressOf(MAKER) })).to.equal("/problems/TransferLocked");
    await story.send(Supplier, passing);
    expect(await world.detail(HAULIER, receivable)).to.deep.include({ holder: addressOf(HAULIER), roles: ["holder"] });
  });
});
