/**
 * A receivable is quoted, sold with a reserve, notified and acknowledged, and paid sixty days later. Supplier and
 * factor are at the supplier's gateway, the buyer is at its own; what moves a party's money that party sends itself.
 */
import { randomUUID } from "node:crypto";
import { encodeFunctionData, maxUint256 } from "viem";
import type { components } from "../../../generated/openapi.d.ts";
import { erc20Abi } from "../../chain/erc20.ts";
import { idOf } from "../../domain/commitment.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { told, until } from "./firm.ts";
import type { Act, Firm } from "./firm.ts";
import type { Imported } from "./importing.ts";
import type { World } from "./world.ts";

type Schemas = components["schemas"];
type Request = Schemas["QuoteRequest"];
type Offer = Schemas["QuoteOffer"];
type Quote = Schemas["ComparedQuote"];
type Book = Schemas["CurrencyBook"];

export interface Parties {
  readonly supplier: Firm;
  readonly buyer: Firm;
  readonly factor: Firm;
}

/** A sale as the chain has it. Amounts are minor units. */
export interface Sold {
  readonly receivable: Hex;
  readonly desk: Address;
  /** What the offer came to before it was taken, if the buyer pays on the due date. */
  readonly quote: Quote;
  /** What the supplier had at once. */
  readonly advance: bigint;
  /** Of the notice, and what the buyer replied to it. */
  readonly notice: Hex;
  readonly reply: string;
  readonly book: Book;
}

/** A payment as it was shared out in the buyer's own transaction. Minor units. */
export interface SharedOut {
  readonly paid: bigint;
  readonly toFactor: bigint;
  readonly toSupplier: bigint;
  readonly transaction: string;
  readonly book: Book;
}

/** R54: 80 % at once, 8 % a year on that by act/360, half a per cent of commission. */
const PRICE = { advanceRate: "80", feeRate: "8", basis: 360, commissionRate: "0.5", recourseDays: null } as const;
const LONGEST_TENOR = 90;
const OFFICE_UTC_OFFSET = 60;
const WEEK = 7 * 86_400;

/** From the question to the acknowledged notice. */
export async function sellToFactor(world: World, parties: Parties, subject: Imported): Promise<Sold> {
  const { supplier, factor } = parties;
  const receivable = idOf(subject.receivable.header);
  const { currency } = subject.receivable.terms;
  await sendSelf(world, factor, { verb: "openDesk" });
  const latest = shown((await world.chain.now()) + WEEK);
  const request = await asked(parties, receivable, latest);
  const offer = await signedOffer(parties, request, { receivable, until: latest });
  const data = encodeFunctionData({
    abi: erc20Abi,
    functionName: "approve",
    args: [offer.desk as Address, maxUint256],
  });
  await world.send(factor.name, { to: currency, data });
  const quote = await compared(supplier, request, offer);
  const before = await world.balanceOf(supplier.name, currency);
  await taken(world, supplier, request, offer);
  const advance = (await world.balanceOf(supplier.name, currency)) - before;
  const { notice, reply } = await notified(parties, receivable, offer);
  return { receivable, desk: offer.desk as Address, quote, advance, notice, reply, book: await bookOf(world, factor) };
}

/** The buyer pays at its gateway, and everybody has their part in the same transaction. */
export async function payFactor(world: World, parties: Parties, subject: Imported): Promise<SharedOut> {
  const { supplier, buyer, factor } = parties;
  const receivable = idOf(subject.receivable.header);
  const { currency } = subject.receivable.terms;
  const balances = async (): Promise<readonly bigint[]> =>
    Promise.all([buyer, factor, supplier].map(({ name }) => world.balanceOf(name, currency)));
  const before = await balances();
  const params = { path: { id: receivable } };
  const detail = told(await buyer.gateway.GET("/v1/receivables/{id}", { params }));
  const maxCash = detail.payoff?.payoff ?? "";
  const [transaction = ""] = await buyer.act({ verb: "pay", receivable, maxCash });
  const after = await balances();
  const [paid = 0n, toFactor = 0n, toSupplier = 0n] = after.map((balance, place) => balance - (before[place] ?? 0n));
  if (paid + toFactor + toSupplier !== 0n) throw new Error(`the payment leaves ${paid + toFactor + toSupplier} units`);
  return { paid: -paid, toFactor, toSupplier, transaction, book: await bookOf(world, factor) };
}

async function asked({ supplier, factor }: Parties, receivable: Hex, latest: string): Promise<Request> {
  const kinds: Schemas["NewQuoteRequest"]["kinds"] = ["single"];
  const body = { id: randomUUID(), receivables: [receivable], factors: [factor.address], kinds, until: latest };
  // Its index may be a block behind the acceptance.
  const asking = async (): Promise<Request | undefined> =>
    (await supplier.gateway.POST("/v1/quote-requests", { body })).data;
  const request = await until(asking, (answer) => answer !== undefined);
  if (request === undefined) throw new Error("nobody was asked");
  return request;
}

/** The factor's own account signs, and nobody can for it. */
async function signedOffer(
  { factor }: Parties,
  { id }: Request,
  about: { readonly receivable: Hex; readonly until: string },
): Promise<Offer> {
  const times = { maxTenor: LONGEST_TENOR, utcOffset: OFFICE_UTC_OFFSET };
  const body = { id: randomUUID(), kind: "single", ...about, ...PRICE, ...times } as Schemas["NewQuoteOffer"];
  const path = { params: { path: { id } }, body };
  const prepared = told(await factor.gateway.POST("/v1/quote-requests/{id}/offers", path));
  const signature = await factor.signature(prepared.message);
  const params = { path: { id: prepared.id } };
  return told(await factor.gateway.POST("/v1/quote-offers/{id}/signature", { params, body: { signature } }));
}

async function compared({ gateway }: Firm, { id }: Request, { id: offer }: Offer): Promise<Quote> {
  const { items } = told(await gateway.GET("/v1/quote-requests/{id}/offers", { params: { path: { id } } }));
  const found = items.find((one) => one.offer === offer);
  if (found === undefined) throw new Error("the offer is not in the list");
  return found;
}

/** The supplier sends the receivable to the desk, which pays the advance in the same transaction. */
async function taken(world: World, { name, gateway }: Firm, { id }: Request, { id: offer }: Offer): Promise<void> {
  const body = { id: randomUUID(), offers: [{ offer }] };
  const path = { params: { path: { id } }, body };
  const taking = told(await gateway.POST("/v1/quote-requests/{id}/takings", path));
  for (const { to, data } of taking.calls) await world.send(name, { to: to as Address, data: data as Hex });
  const params = { path: { id: taking.id } };
  await until(
    async () => told(await gateway.GET("/v1/quote-takings/{id}", { params })),
    ({ state }) => state === "recorded",
  );
}

/** The factor gives notice at one gateway, the buyer acknowledges it at the other: they share the chain. */
async function notified(
  { factor, buyer }: Parties,
  receivable: Hex,
  { offer: proof }: Offer,
): Promise<Pick<Sold, "notice" | "reply">> {
  await factor.act({ verb: "giveNotice", kind: "Assigned", receivables: [receivable], proof });
  const params = { path: { id: receivable } };
  const seen = async (): Promise<Schemas["Assignment"] | null> =>
    told(await buyer.gateway.GET("/v1/receivables/{id}", { params })).assignment;
  const notice = (await until(seen, (assignment) => (assignment?.notice ?? null) !== null))?.notice?.hash ?? "";
  await buyer.act({ verb: "replyToNotice", notice, reply: "Acknowledged" });
  const reply = (await seen())?.notice?.reply ?? "";
  return { notice: notice as Hex, reply };
}

/** The factor's book, once it is of the latest block. */
async function bookOf({ chain }: World, { gateway }: Firm): Promise<Book> {
  const height = await chain.blockNumber();
  const { currencies } = await until(
    async () => told(await gateway.GET("/v1/factor-book", {})),
    ({ asOf }) => (asOf?.block ?? 0) >= height,
  );
  const [book] = currencies;
  if (book === undefined) throw new Error("the factor's book is empty");
  return book;
}

/** Prepares an act that nobody signs, and sends it from the firm's own account. */
async function sendSelf(world: World, { name, gateway }: Firm, act: Act): Promise<void> {
  const { id, before, call } = told(await gateway.POST("/v1/intents", { body: act }));
  for (const one of [...before, ...(call === null ? [] : [call])]) {
    await world.send(name, { to: one.to as Address, data: one.data as Hex });
  }
  const params = { path: { id } };
  await until(
    async () => told(await gateway.GET("/v1/intents/{id}", { params })),
    ({ state }) => state === "recorded",
  );
}

function shown(instant: number): string {
  return new Date(instant * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}
