/** What the operations are about by which quotes are asked, offered, compared and taken. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import type { components } from "../../generated/openapi.d.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import type { World } from "./actors.ts";
import { accepting, DAY, issuing } from "./book.ts";
import { deskOpened } from "./factoringObjects.ts";
import { signatureOf } from "./intents/scene.ts";
import { newOffer, openDesk } from "./quoteScene.ts";
import { addressOf, KNOWN_TOKEN } from "./stage.ts";

type Params = Readonly<Record<string, string>>;

const OWNER = "the organisation itself";
const BUYER = "the counterparty";
/** Sees nothing of the organisation's but what it is invited to. */
const FACTOR = "an auditor whose grant was taken back";
const FACTORS_NAME = "former auditor";
const OWN = { kind: "own" } as const;
const missing = { id: "00000000-0000-4000-8000-000000000000" };

async function post<Answered>(world: World, actor: string, path: string, body: unknown): Promise<Answered> {
  const answer = await world.ask(actor, "post", path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.body}`);
  return JSON.parse(answer.body) as Answered;
}

/** Accepted, due in 30 days. */
async function accepted({ stage }: World, supplier: string, buyer: string): Promise<Hex> {
  const terms = termsOf(KNOWN_TOKEN, Math.floor(stage.now / DAY));
  const receivable = receivableOf(headerOf(addressOf(supplier), addressOf(buyer)), terms);
  await stage.book.write(...issuing(receivable), accepting(receivable));
  return idOf(receivable.header);
}

const soon = ({ stage }: World): string => shownInstant(stage.now + DAY);

/** A request that the organisation makes. */
export async function quoteRequestBody(world: World): Promise<object> {
  const receivables = [await accepted(world, "supplier", "buyer")];
  const asked = { receivables, factors: [addressOf(FACTORS_NAME)], kinds: ["single", "facility"], until: soon(world) };
  return { id: randomUUID(), ...asked };
}

/** An offer of the organisation's to pay early what it owes. */
export async function earlyPaymentBody(world: World): Promise<object> {
  return {
    id: randomUUID(),
    receivables: [await accepted(world, "vendor", "supplier")],
    rate: "6",
    until: soon(world),
  };
}

const newRequest = async (world: World): Promise<Params> => {
  const { id } = await post<{ id: string }>(world, OWNER, "/v1/quote-requests", await quoteRequestBody(world));
  return { id };
};

/** What is to be sent beside the thing that was made last. */
const [offering, taking]: Record<string, unknown>[] = [{}, {}];

/** A request of the counterparty's that the organisation is invited to. */
const invitation = async (world: World): Promise<Params> => {
  await deskOpened(world);
  const receivable = await accepted(world, "buyer", "debtor");
  const asked = { receivables: [receivable], factors: [addressOf("supplier")], kinds: ["single"], until: soon(world) };
  const { id } = await post<{ id: string }>(world, BUYER, "/v1/quote-requests", { id: randomUUID(), ...asked });
  Object.assign(offering ?? {}, newOffer(world.stage, { kind: "single", receivable, until: soon(world) }));
  return { id };
};

const newOwnOffer = async (world: World): Promise<Params> => {
  const { id: request = "" } = await invitation(world);
  const { id } = await post<{ id: string }>(world, OWNER, `/v1/quote-requests/${request}/offers`, offering);
  return { id };
};

/** A request of the organisation's with an offer that can be taken. */
const offered = async (world: World): Promise<Params> => {
  await openDesk(world.stage, FACTORS_NAME);
  const { id } = await newRequest(world);
  const request = await world.ask(OWNER, "get", `/v1/quote-requests/${id ?? ""}`);
  const [first] = (JSON.parse(request.body) as components["schemas"]["QuoteRequest"]).receivables;
  const body = newOffer(world.stage, { kind: "single", receivable: first?.receivable ?? "", until: soon(world) });
  const path = `/v1/quote-requests/${id ?? ""}/offers`;
  const offer = await post<components["schemas"]["QuoteOffer"]>(world, FACTOR, path, body);
  const signature = await signatureOf(FACTORS_NAME, offer.message);
  await post(world, FACTOR, `/v1/quote-offers/${offer.id}/signature`, { signature });
  Object.assign(taking ?? {}, { id: randomUUID(), offers: [{ offer: offer.id }] });
  return { id: id ?? "" };
};

const newTaking = async (world: World): Promise<Params> => {
  const { id: request = "" } = await offered(world);
  const { id } = await post<{ id: string }>(world, OWNER, `/v1/quote-requests/${request}/takings`, taking);
  return { id };
};

const newEarlyPayment = async (world: World): Promise<Params> => {
  const { id } = await post<{ id: string }>(world, OWNER, "/v1/early-payment-offers", await earlyPaymentBody(world));
  return { id };
};

const request = { kind: "thing", make: newRequest, missing } as const;
const offer = { kind: "thing", make: newOwnOffer, missing } as const;
const taken = { kind: "thing", make: newTaking, missing } as const;

/** By the ids of the operations. */
export const QUOTE_OBJECTS = {
  askForQuotes: OWN,
  listQuoteRequests: OWN,
  readQuoteRequest: request,
  withdrawQuoteRequest: request,
  compareQuotes: request,
  prepareOffer: { kind: "thing", make: invitation, missing, body: offering },
  takeOffers: { kind: "thing", make: offered, missing, body: taking },
  readTaking: taken,
  releaseTaking: taken,
  listOffers: OWN,
  readOffer: offer,
  signOffer: { ...offer, body: { signature: `0x${"11".repeat(65)}` } },
  withdrawOffer: offer,
  offerEarlyPayment: OWN,
  listEarlyPayments: OWN,
  withdrawEarlyPayment: { kind: "thing", make: newEarlyPayment, missing },
} as const;
