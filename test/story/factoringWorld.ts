/**
 * Three organisations at one gateway, a supplier, a buyer and a factor, with another factor and one that nobody asks.
 */
import { expect } from "chai";
import { maxUint256 } from "viem";
import { demoCurrencyAbi } from "../../generated/abi.ts";
import type { components } from "../../generated/openapi.d.ts";
import type { DealView } from "../../src/clients/desk.ts";
import { createViemFactoring } from "../../src/clients/viem/factoring.ts";
import { EnrolmentChannel } from "../../src/domain/directory.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import type { DealJournalFile } from "../../src/wire/factorBookReports.ts";
import { fieldsOf } from "../gateway/intents/scene.ts";
import { addressOf, Role, walletOf } from "../support/chain.ts";
import { ok, openGatewayWorld } from "./gatewayWorld.ts";
import type { GatewayWorld, Intent } from "./gatewayWorld.ts";

type Schemas = components["schemas"];
export type Act = Schemas["Act"];

/** Who plays the factors: the one who is taken, a dearer one, and one that nobody asks. */
export const [FACTOR, DEARER, UNASKED] = [Role.Factor, Role.Agent, Role.Stranger];
export const DAY = 86_400;
const TEN_O_CLOCK = 10 * 3600;
const WEALTH = 10n ** 11n;
const FAR = 4_000_000_000;

export interface FactoringStory {
  readonly world: GatewayWorld;
  /** Of the factor. */
  readonly desk: Address;
  /** The day of the chain in UTC, where everybody here lives. */
  today(): Promise<number>;
  /** A receivable of the supplier's that the buyer has accepted. @param days Until it is due. */
  accepted(number: string, payable: string, days: number): Promise<Hex>;
  /** Prepares an act that nobody signs, and sends what it takes as the organisation's own account. */
  send(role: Role, act: Act): Promise<Intent>;
  /** The same of what is prepared already. */
  sendPrepared(role: Role, intent: Intent): Promise<Intent>;
  balanceOf(role: Role): Promise<bigint>;
  /** What the desk itself says of a deal. */
  dealOf(id: Hex): Promise<DealView>;
  /** The factor's book, which must say what desk and ledger say of its deals. @param live Those that must be in it. */
  tied(live: readonly Hex[]): Promise<Schemas["CurrencyBook"] | undefined>;
}

/** The clock stands at ten in the morning, desks are open, and factors let them move their money. */
export async function openFactoringStory(): Promise<FactoringStory> {
  const world = await openGatewayWorld();
  const { chain } = world.stage;
  const now = await chain.now();
  await world.pass(DAY - (now % DAY) + TEN_O_CLOCK);
  await introduce(world);
  for (const role of [FACTOR, DEARER, UNASKED]) await send(world, role, { verb: "openDesk" });
  const factoring = await createViemFactoring({ addresses: chain.addresses, reader: chain.reader });
  for (const role of [FACTOR, DEARER]) await fund(world, role, await factoring.deskOf(addressOf(role)));
  await fund(world, Role.Supplier, undefined);
  const desk = await factoring.deskOf(addressOf(FACTOR));
  const today = async (): Promise<number> => Math.floor((await chain.now()) / DAY);
  const dealOf = async (id: Hex): Promise<DealView> => factoring.desk(desk).dealOf(id, await chain.now());
  return {
    ...{ world, desk, today, dealOf },
    accepted: (number, payable, days) => accepted(world, today, { number, payable, days }),
    send: (role, act) => send(world, role, act),
    sendPrepared: (role, intent) => sendPrepared(world, role, intent),
    balanceOf: (role) => balanceOf(world, addressOf(role)),
    tied: (live) => tied(world, dealOf, live),
  };
}

/** Everybody signs in once, since only then does the gateway know them; a registrar vouches for the buyer's key. */
async function introduce(world: GatewayWorld): Promise<void> {
  for (const role of [Role.Supplier, Role.Buyer, FACTOR, DEARER, UNASKED]) await world.as(role);
  const paper = { evidence: keccakOfText("extract"), enroller: addressOf(Role.Registrar) };
  const voucher = { legalId: keccakOfText("salt: a buyer"), ...paper, channel: EnrolmentChannel.InPerson, until: FAR };
  await world.stage.registrar.directory.vouch(addressOf(Role.Buyer), voucher);
}

async function fund({ stage: { chain } }: GatewayWorld, role: Role, desk: Address | undefined): Promise<void> {
  const token = { address: chain.currency, abi: demoCurrencyAbi, chain: null } as const;
  const wallet = walletOf(chain.provider, role);
  await wallet.writeContract({ ...token, functionName: "mint", args: [addressOf(role), WEALTH] });
  if (desk === undefined) return;
  await wallet.writeContract({ ...token, functionName: "approve", args: [desk, maxUint256] });
}

function balanceOf({ stage: { chain } }: GatewayWorld, account: Address): Promise<bigint> {
  const token = { address: chain.currency, abi: demoCurrencyAbi } as const;
  return chain.reader.readContract({ ...token, functionName: "balanceOf", args: [account] });
}

async function send(world: GatewayWorld, role: Role, act: Act): Promise<Intent> {
  return sendPrepared(world, role, ok(await (await world.as(role)).POST("/v1/intents", { body: act })));
}

async function sendPrepared(world: GatewayWorld, role: Role, intent: Intent): Promise<Intent> {
  const client = await world.as(role);
  for (const call of [...intent.before, intent.call]) await world.send(role, call);
  const over = await world.until(
    async () => ok(await client.GET("/v1/intents/{id}", { params: { path: { id: intent.id } } })),
    ({ state }) => state === "recorded" || state === "refused",
  );
  expect(over, over.detail ?? over.verb).to.include({ state: "recorded", sentDirectly: true });
  return over;
}

async function accepted(
  world: GatewayWorld,
  today: FactoringStory["today"],
  { number, payable, days }: { readonly number: string; readonly payable: string; readonly days: number },
): Promise<Hex> {
  const day = await today();
  const dates = { issueDate: dateOfDay(day), dueDate: dateOfDay(day + days) };
  const agreed = { utcOffset: 0, currency: world.currency };
  const over = { agreed, issuing: "open", counterparty: addressOf(Role.Buyer) } as const;
  const id = await world.issue(fieldsOf(number, over, { ...dates, payable }));
  await world.act(Role.Buyer, { verb: "accept", receivable: id });
  return id;
}

/** Compares the book with the chain, line by line, and reads the journal, whose entries must balance. */
async function tied(
  world: GatewayWorld,
  dealOf: FactoringStory["dealOf"],
  live: readonly Hex[],
): Promise<Schemas["CurrencyBook"] | undefined> {
  const factor = await world.as(FACTOR);
  const height = await world.stage.height();
  const { currencies, asOf } = await world.until(
    async () => ok(await factor.GET("/v1/factor-book", {})),
    (book) => (book.asOf?.block ?? 0) >= height,
  );
  const query = { block: String(asOf?.block) };
  const { items } = ok(await factor.GET("/v1/factor-book/receivables", { params: { query } }));
  expect(items.map(({ receivable }) => receivable)).to.have.members(live);
  let [funds, fees] = [0n, 0n];
  for (const row of items) {
    const deal = await dealOf(row.receivable as Hex);
    expect(units(row.funds), row.receivable).to.equal(deal.funds);
    expect(units(row.feesDue), row.receivable).to.equal(deal.fees);
    funds += deal.funds;
    fees += deal.fees;
  }
  const [book] = currencies;
  expect([units(book?.funds ?? "0.00"), units(book?.feesDue ?? "0.00")]).to.deep.equal([funds, fees]);
  for (const side of ["factor", "seller"] as const) await balanced(world, side);
  return book;
}

/** Every entry of the year's journal balances, and so do its accounts. */
async function balanced(world: GatewayWorld, side: "factor" | "seller"): Promise<void> {
  const client = await world.as(side === "factor" ? FACTOR : Role.Supplier);
  const today = Math.floor((await world.stage.chain.now()) / DAY);
  const query = { side, from: dateOfDay(today - 300), through: dateOfDay(today), format: "json" } as const;
  const text = ok(await client.GET("/v1/deal-journal", { params: { query }, parseAs: "text" }));
  const { entries, balances } = JSON.parse(text) as DealJournalFile;
  for (const { id, lines } of entries) {
    expect(sumOf(lines.map(({ debit }) => debit)), `${side}, ${id}`).to.equal(sumOf(lines.map(({ credit }) => credit)));
  }
  expect(sumOf(balances.map(({ closing }) => closing)), `balances of the ${side}`).to.equal(0n);
}

function sumOf(amounts: readonly string[]): bigint {
  return amounts.reduce((sum, amount) => sum + units(amount), 0n);
}

/** Minor units of an amount with two decimals. */
export function units(amount: string): bigint {
  return BigInt(amount.replace(".", ""));
}
