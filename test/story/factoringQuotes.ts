/** Asking for quotes, answering them and taking one, as the programs of the parties do. */
import { randomUUID } from "node:crypto";
import type { components } from "../../generated/openapi.d.ts";
import { addressOf, Role } from "../support/chain.ts";
import { ok } from "./gatewayWorld.ts";
import type { GatewayWorld } from "./gatewayWorld.ts";

type Schemas = components["schemas"];
export type Request = Schemas["QuoteRequest"];
export type Offer = Schemas["QuoteOffer"];
type NewOffer = Schemas["NewQuoteOffer"];

const WEEK = 7 * 86_400;

/** The factors are shown the receivables until the end of the week. @param seller Who holds them. */
export async function ask(
  world: GatewayWorld,
  receivables: readonly string[],
  factors: readonly Role[],
  seller: Role = Role.Supplier,
): Promise<Request> {
  const until = await weekAfter(world);
  const kinds = ["several", "facility"] as const;
  const body = {
    id: randomUUID(),
    receivables: [...receivables],
    factors: factors.map(addressOf),
    kinds: [...kinds],
    until,
  };
  return ok(await (await world.as(seller)).POST("/v1/quote-requests", { body }));
}

/** What the factor of R54 asks: 8 % a year on 80 %, Act/360, commission 0.5 %; recourse after ten days. */
export async function offered(
  world: GatewayWorld,
  factor: Role,
  { id }: Request,
  terms: Partial<NewOffer>,
): Promise<Offer> {
  const client = await world.as(factor);
  const price = { advanceRate: "80", feeRate: "8", basis: 360, commissionRate: "0.5", recourseDays: 10 };
  const common = { id: randomUUID(), until: await weekAfter(world), maxTenor: 90, utcOffset: 0 };
  const body = { ...common, ...price, ...terms } as NewOffer;
  const prepared = ok(await client.POST("/v1/quote-requests/{id}/offers", { params: { path: { id } }, body }));
  const signature = await world.signed(factor, prepared.message);
  const params = { path: { id: prepared.id } };
  return ok(await client.POST("/v1/quote-offers/{id}/signature", { params, body: { signature } }));
}

/** The offer is taken for what it covers, and the seller's own account sends the calls. */
export async function take(
  world: GatewayWorld,
  request: Request,
  { id: offer }: Offer,
  seller: Role = Role.Supplier,
): Promise<void> {
  const client = await world.as(seller);
  const body = { id: randomUUID(), offers: [{ offer }] };
  const params = { path: { id: request.id } };
  const { id, calls } = ok(await client.POST("/v1/quote-requests/{id}/takings", { params, body }));
  for (const call of calls) await world.send(seller, call);
  await world.until(
    async () => ok(await client.GET("/v1/quote-takings/{id}", { params: { path: { id } } })),
    ({ state }) => state === "recorded",
  );
}

async function weekAfter({ stage }: GatewayWorld): Promise<string> {
  return new Date(((await stage.chain.now()) + WEEK) * 1000).toISOString().replace(".000Z", "Z");
}
