import { encodeAbiParameters, encodeFunctionData, keccak256, maxUint256, parseAbi, toHex } from "viem";
import type { Hex } from "viem";
import type { TypedMessage } from "../../src/domain/eip712.ts";
import { OfferKind } from "../../src/domain/factoring/offer.ts";
import type { Conditions, Discount, Sale } from "../../src/domain/factoring/offer.ts";
import {
  deskDomain,
  facility,
  offerRoot,
  purchaseOffer,
  singleOffer,
} from "../../src/domain/factoring/offerMessages.ts";
import { offerTree } from "../../src/domain/factoring/offerTree.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { SALE_PARAMETER } from "../../src/clients/saleParameter.ts";
import type { Item } from "../support/receivables.ts";
import type { GasTable } from "./measure.ts";
import { setStage } from "./stage.ts";

/**
 * The bars of the design, whole transactions on Osaka. Its 88,000 for an outright sale is not among them: what a desk
 * of the factor's own, the offer's signature and nonce, token and currency cost by themselves comes to nearly as much.
 */
export const FACTORING_BARS: GasTable = {
  "sale with reserve": 142_000,
  "sale with reserve, per item of ten": 75_000,
  "payment with its settlement": 115_000,
};

const SEND = parseAbi(["function safeTransferFrom(address from, address to, uint256 id, bytes data)"]);
const TEN = 10;
/** Each act is measured on its third use. */
const USES = 3;
const HASH = keccak256(toHex("a paper"));

/**
 * A stage on which the other account is a factor with a desk, cash, and the seller's approval. The seller keeps one
 * receivable throughout: a count that a sale brings to zero would give gas back that it does not give a going concern.
 */
async function setDesk(network: string) {
  const stage = await setStage(network);
  const { viem } = stage.connection;
  const { supplier, buyer, other: factor, ledger, coin, client } = stage;
  const gas = { gas: 400_000_000n };
  const code = await viem.deployContract("FactoringDesk", [ledger.address], gas);
  const factoring = await viem.deployContract("Factoring", [ledger.address, code.address], gas);
  await factoring.write.open([factor.account.address]);
  const whole = await viem.getContractAt("IReceivables", ledger.address);
  const desk = await viem.getContractAt("FactoringDesk", await factoring.read.deskOf([factor.account.address]));
  await coin.write.mint([factor.account.address, 10n ** 15n]);
  await coin.write.approve([desk.address, maxUint256], { account: factor.account });
  await coin.write.approve([desk.address, maxUint256], { account: supplier.account });
  await ledger.write.setApprovalForAll([desk.address, true]);
  const domain = deskDomain(await client.getChainId(), desk.address);
  const sign = (message: TypedMessage): Promise<Hex> => factor.signTypedData({ ...message, domain });
  const asBuyer = { account: buyer.account };
  let next = 0n;
  /** The first of as many that nobody has used. */
  const nonces = (count: number): bigint => {
    next += BigInt(count);
    return next - BigInt(count);
  };
  const accepted = async (): Promise<Item> => {
    const item = stage.make({ utcOffset: 60 });
    await ledger.write.issue([item.receivable, [], []]);
    await ledger.write.accept([item.header, [], []], asBuyer);
    return item;
  };
  await accepted();
  return { ...stage, whole, factor, factoring, desk, sign, nonces, accepted, asBuyer };
}

type Desk = Awaited<ReturnType<typeof setDesk>>;
type Acts = Readonly<Record<string, () => Promise<Hex>>>;

const PRICE = {
  advanceRate: 800_000,
  feeRate: 80_000,
  basis: 360,
  commissionRate: 5_000,
  minimumFee: 0n,
  recourseDays: 10,
} as const;

function conditionsOf({ supplier, coin, deadline }: Desk, nonce: bigint): Conditions {
  const parties = { seller: supplier.account.address, currency: coin.address };
  const bounds = { limit: 10n ** 15n, minTenor: 1, maxTenor: 180, advices: 0 };
  return { ...parties, price: PRICE, ...bounds, utcOffset: 60, until: Number(deadline), nonce };
}

function discountOf({ supplier, deadline }: Desk, nonce: bigint): Discount {
  const rates = { rate: 120_000, basis: 360, extraDays: 0, minPrice: 1n };
  return { seller: supplier.account.address, ...rates, advices: 0, until: Number(deadline), nonce };
}

/** What the seller sends, by each kind of offer. */
function salesOn(desk: Desk) {
  const { supplier, ledger, whole, sign, nonces, buyer } = desk;
  const rest = { index: 0, count: 0, proof: [], buyers: [] } as const;
  const call = (item: Item, sale: Sale): Hex => {
    const data = encodeAbiParameters([SALE_PARAMETER], [sale]);
    const args = [supplier.account.address, desk.desk.address, BigInt(item.id), data] as const;
    return encodeFunctionData({ abi: SEND, functionName: "safeTransferFrom", args });
  };
  const send = (data: Hex): Promise<Hex> => supplier.sendTransaction({ to: ledger.address, data });
  const sell = async (item: Item): Promise<Hex> => {
    const conditions = conditionsOf(desk, nonces(1));
    const signature = await sign(singleOffer(item.receivable, conditions));
    const sale = { receivable: item.receivable, conditions, kind: OfferKind.Single, ...rest, signature };
    return send(call(item, sale));
  };
  const buyers = [{ buyer: buyer.account.address, limit: 10n ** 15n }];
  const standing = conditionsOf(desk, 1_000_000n);
  const draw = async (item: Item): Promise<Hex> => {
    const signature = await sign(facility(buyers, standing));
    const named = { receivable: item.receivable, conditions: standing, kind: OfferKind.Facility };
    return send(call(item, { ...named, ...rest, buyers, signature }));
  };
  const sellMany = async (items: readonly Item[], isSent: boolean): Promise<Hex> => {
    const conditions = conditionsOf(desk, nonces(items.length));
    const { root, count, proofOf } = offerTree(items.map(({ commitment }) => commitment));
    const signature = await sign(offerRoot({ root, count }, conditions));
    const several = { conditions, kind: OfferKind.Several, count, buyers: [], signature };
    const parts = items.map((item, index) => {
      const once = index === 0 ? signature : "0x";
      return { item, sale: { receivable: item.receivable, index, proof: proofOf(index), ...several, signature: once } };
    });
    const sent = (): Promise<Hex> => whole.write.multicall([parts.map(({ item, sale }) => call(item, sale))]);
    const sales = parts.map(({ sale }) => sale);
    return isSent ? sent() : desk.desk.write.sellMany([sales], { account: supplier.account });
  };
  return { sell, draw, sellMany };
}

function actsOn(desk: Desk): Acts {
  const { accepted, sign, nonces, supplier, factor, ledger, asBuyer } = desk;
  const { sell, draw, sellMany } = salesOn(desk);
  const sold = async (): Promise<Item> => {
    const item = await accepted();
    await sell(item);
    return item;
  };
  const asFactor = { account: factor.account };
  return {
    "outright sale by signed offer": async () => {
      const { receivable } = await accepted();
      const discount = discountOf(desk, nonces(1));
      const signature = await sign(purchaseOffer(receivable, discount));
      return desk.desk.write.purchase([receivable, discount, signature], { account: supplier.account });
    },
    "sale with reserve": async () => sell(await accepted()),
    "sale with reserve, under a facility": async () => draw(await accepted()),
    "sale with reserve, per item of ten": async () => {
      const items: Item[] = [];
      for (let item = 0; item < TEN; item += 1) items.push(await accepted());
      return sellMany(items, false);
    },
    "sale with reserve, sent one by one, per item of ten": async () => {
      const items: Item[] = [];
      for (let item = 0; item < TEN; item += 1) items.push(await accepted());
      return sellMany(items, true);
    },
    "payment with its settlement": async () => {
      const { id, terms } = await sold();
      return ledger.write.pay([id, terms, maxUint256, []], asBuyer);
    },
    "first partial payment with its settlement": async () => {
      const { id, terms } = await sold();
      return ledger.write.pay([id, terms, 1_000n, []], asBuyer);
    },
    "receipt of the factor": async () => {
      const { id, terms } = await sold();
      const receipt = { bankRef: HASH, cash: 1_000_000n, valueDay: desk.today };
      return desk.desk.write.recordReceipt([id, terms, receipt, 0], asFactor);
    },
    "buy-back": async () => {
      const { id, terms } = await sold();
      return desk.desk.write.buyBack([id, terms], { account: supplier.account });
    },
    "nonce voided": () => desk.desk.write.spendNonces([nonces(1), 1n], asFactor),
  };
}

function noticesOn({ supplier, buyer, factor, desk, factoring, accepted, client, ...stage }: Desk): Acts {
  const parties = { assignor: supplier.account.address, assignee: factor.account.address, payee: desk.address };
  const noticeOf = async (ids: readonly Hex[]) => {
    const { timestamp } = await client.getBlock();
    const hashed = { receivables: keccak256(`0x${ids.map((id) => id.slice(2)).join("")}`), proof: HASH };
    return { kind: 0, ...parties, debtor: buyer.account.address, ...hashed, givenAt: Number(timestamp) };
  };
  const { sell } = salesOn({ supplier, buyer, factor, desk, factoring, accepted, client, ...stage });
  const given = async () => {
    const item = await accepted();
    await sell(item);
    return { item, notice: await noticeOf([item.id]) };
  };
  const give = ({ item, notice }: Awaited<ReturnType<typeof given>>): Promise<Hex> => {
    const args = [notice, [item.header], parties.assignee, []] as const;
    return factoring.write.giveNotice(args, { account: factor.account });
  };
  return {
    "notice of assignment": async () => give(await given()),
    "notice acknowledged": async () => {
      const one = await given();
      await give(one);
      return factoring.write.replyToNotice([one.notice, 2, ZERO_HASH, []], { account: buyer.account });
    },
    "filing stated": async () => {
      const { timestamp } = await client.getBlock();
      const times = { filedAt: Number(timestamp), until: 0 };
      const about = { secured: parties.assignee, debtor: parties.assignor, collateral: ZERO_HASH, document: HASH };
      const filing = { register: "ZDW", office: "", number: "07654321001234567890", ...times, ...about };
      return factoring.write.recordFiling([filing, [], []], { account: factor.account });
    },
  };
}

/** Measures every act of factoring on its third use. */
export async function measureFactoringGas(network: "default" | "amsterdam"): Promise<GasTable> {
  const desk = await setDesk(network);
  const measured: [string, number][] = [];
  for (const [name, act] of Object.entries({ ...actsOn(desk), ...noticesOn(desk) })) {
    let hash: Hex = "0x";
    for (let use = 0; use < USES; use += 1) hash = await act();
    const gas = Number(await desk.used(Promise.resolve(hash)));
    measured.push([name, name.endsWith("of ten") ? Math.ceil(gas / TEN) : gas]);
  }
  await desk.connection.close();
  return Object.fromEntries(measured);
}
