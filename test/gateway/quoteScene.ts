/** A seller with receivables that two buyers accepted, and factors with desks, at one gateway. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { idOf } from "../../src/domain/commitment.ts";
import { NO_RECOURSE, OfferKind } from "../../src/domain/factoring/offer.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Header, Hex, Receivable, Terms } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { codeOf, signatureOf } from "./intents/scene.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Over, Stage } from "./stage.ts";

type Schemas = components["schemas"];
export type Request = Schemas["QuoteRequest"];
export type Offer = Schemas["QuoteOffer"];
export type NewOffer = Schemas["NewQuoteOffer"];
export type Taking = Schemas["QuoteTaking"];
export type Comparison = Schemas["QuoteComparison"];

/** A token with two decimals. */
export const TOKEN: Address = `0x${"70".repeat(20)}`;
export const FACTORS = ["factor one", "factor two"] as const;
export const TODAY = FIRST_INSTANT / DAY + 20;
/** 100,000.00, due in 60 days: the example of R54. */
export const FACE = 10_000_000n;

export interface Answer<Data> {
  readonly data?: Data;
  readonly error?: { readonly type: string; readonly detail: string };
  readonly response: Response;
}

export interface QuoteScene {
  readonly stage: Stage;
  /** What the chain is asked to try, and how it refuses. */
  readonly tried: { to: Address; data: Hex; from?: Address }[];
  readonly refuse: Map<Address, Error>;
  token(name: string): string;
  /** Accepted, in the open, held by the seller. */
  receivable(over?: Partial<Terms>, header?: Partial<Header>, buyer?: string): Promise<Receivable>;
  ask(receivables: readonly Receivable[], over?: Partial<Schemas["NewQuoteRequest"]>): Promise<Request>;
  /** An offer with the figures of R54, prepared by a factor. */
  prepare(factor: string, request: Request, offer: Partial<NewOffer>): Promise<Offer>;
  /** The same, signed. */
  offer(factor: string, request: Request, offer: Partial<NewOffer>): Promise<Offer>;
  sign(factor: string, offer: Offer, signer?: string): Promise<Answer<Offer>>;
  compare(request: Request, query?: Record<string, string>): Promise<Comparison>;
  take(request: Request, body: Partial<Schemas["NewQuoteTaking"]>): Promise<Answer<Taking>>;
  read(name: string, request: Request): Promise<Answer<Request>>;
  /** The index sees that a receivable was sold under an offer. */
  sold(receivable: Receivable, offer: Offer): Promise<void>;
  /** The index sees that numbers of a factor's were used. */
  spent(factor: string, nonces: readonly string[]): Promise<void>;
}

export function deskOfFactor(name: string): Address {
  return `0x${keccakOfText(`desk of ${name}`).slice(-40)}`;
}

/** Of which a factor has one: opened again, it is as it was. */
export async function openDesk({ book }: Stage, name: string): Promise<void> {
  await book.assign({ name: "DeskOpened", factor: addressOf(name), desk: deskOfFactor(name) });
}

export async function openQuoteScene(over: Over = {}): Promise<QuoteScene> {
  const tried: { to: Address; data: Hex; from?: Address }[] = [];
  const refuse = new Map<Address, Error>();
  const stage = await openStage({
    tokens: new Map([[TOKEN, { code: "EURX", decimals: 2 }]]),
    simulate: (call) => {
      tried.push(call);
      const refusal = refuse.get(call.to);
      return refusal === undefined ? Promise.resolve() : Promise.reject(refusal);
    },
    ...over,
    config: { sessionSeconds: 30 * DAY, ...over.config },
  });
  const tokens = new Map<string, string>();
  for (const name of ["seller", "buyer", "other buyer", "stranger", ...FACTORS]) {
    tokens.set(name, await stage.signIn(name));
  }
  for (const name of FACTORS) await openDesk(stage, name);
  const token = (name: string): string => tokens.get(name) ?? "";
  const acts = actsOf(stage, token);
  return { stage, tried, refuse, token, ...acts, ...chainOf(stage) };
}

type Acts = Pick<QuoteScene, "ask" | "prepare" | "offer" | "sign" | "compare" | "take" | "read">;

function actsOf(stage: Stage, token: (name: string) => string): Acts {
  const acts: Acts = {
    async ask(receivables, given = {}) {
      const ids = receivables.map(({ header }) => idOf(header));
      const body = { id: randomUUID(), receivables: ids, factors: FACTORS.map(addressOf), ...ALL_KINDS, ...given };
      const asked = { until: shownInstant(stage.now + 7 * DAY), ...body };
      return told(await stage.client(token("seller")).POST("/v1/quote-requests", { body: asked }));
    },
    async prepare(factor, { id }, offer) {
      const body = newOffer(stage, offer);
      const path = "/v1/quote-requests/{id}/offers" as const;
      return told(await stage.client(token(factor)).POST(path, { params: { path: { id } }, body }));
    },
    async offer(factor, request, offer) {
      return told(await acts.sign(factor, await acts.prepare(factor, request, offer)));
    },
    async sign(factor, { id, message }, signer = factor) {
      const body = { signature: await signatureOf(signer, message) };
      const path = "/v1/quote-offers/{id}/signature" as const;
      return stage.client(token(factor)).POST(path, { params: { path: { id } }, body });
    },
    async compare({ id }, query = {}) {
      const path = "/v1/quote-requests/{id}/offers" as const;
      return told(await stage.client(token("seller")).GET(path, { params: { path: { id }, query } }));
    },
    take({ id }, given) {
      const body = { id: randomUUID(), offers: [], ...given };
      const path = "/v1/quote-requests/{id}/takings" as const;
      return stage.client(token("seller")).POST(path, { params: { path: { id } }, body });
    },
    read: (name, { id }) => stage.client(token(name)).GET("/v1/quote-requests/{id}", { params: { path: { id } } }),
  };
  return acts;
}

function chainOf(stage: Stage): Pick<QuoteScene, "receivable" | "sold" | "spent"> {
  return {
    async receivable(terms = {}, header = {}, buyer = "buyer") {
      const plain = { amount: FACE, dueDay: TODAY + 60, utcOffset: 0, discountDay1: 0, discount1: 0n };
      const receivable = receivableOf(
        headerOf(addressOf("seller"), addressOf(buyer), header),
        termsOf(TOKEN, TODAY, { ...plain, ...terms }),
      );
      await stage.book.write(...issuing(receivable), accepting(receivable));
      return receivable;
    },
    async sold({ header }, { desk, factor, kind, offer, nonce }) {
      const [id, seller] = [idOf(header), addressOf("seller")];
      const to = (kind === "purchase" ? factor : desk) as Address;
      const common = { id, offer: offer as Hex, nonce: BigInt(nonce), currency: TOKEN, open: FACE };
      await stage.book.write({ name: "Transfer", from: seller, to, id });
      await stage.book.trade(
        desk as Address,
        kind === "purchase"
          ? { name: "ReceivablePurchased", ...common, seller, price: FACE }
          : { name: "ReceivableSold", ...common, ...SALE, buyer: header.buyer, terms: { ...TERMS, seller } },
      );
    },
    async spent(factor, nonces) {
      const events = nonces.map((nonce) => ({ name: "NonceSpent", nonce: BigInt(nonce) }) as const);
      await stage.book.trade(deskOfFactor(factor), ...events);
    },
  };
}

const SALE = { kind: OfferKind.Single, advance: 8_000_000n, commission: 50_000n, day: TODAY };
const TERMS = { feeRate: 80_000, basis: 360, recourseDays: NO_RECOURSE, utcOffset: 0 };
const ALL_KINDS = { kinds: ["single", "several", "facility", "purchase"] as ("single" | "purchase")[] };

/** What the factor of R54 asks, with some of it changed. */
export function newOffer(stage: Stage, offer: Partial<NewOffer>): NewOffer {
  const common = { id: randomUUID(), until: shownInstant(stage.now + 3 * DAY) };
  if (offer.kind === "purchase") return { ...common, rate: "8", basis: 360, ...offer } as NewOffer;
  const price = { advanceRate: "80", feeRate: "8", basis: 360, commissionRate: "0.5", recourseDays: null };
  return { ...common, ...price, maxTenor: 180, utcOffset: 0, ...offer } as NewOffer;
}

/** What was answered; it must be a success. */
export function told<Data>({ data, error }: Answer<Data>): Data {
  if (data === undefined) throw new Error(`${error?.type ?? ""}: ${error?.detail ?? ""}`);
  return data;
}

/** The code of the problem that a request ends in, which must be one. */
export function refused({ error }: Answer<unknown>): string {
  expect(error, "a problem").not.to.equal(undefined);
  return codeOf(error?.type ?? "");
}
