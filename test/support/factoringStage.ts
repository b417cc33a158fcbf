/**
 * A stage with factoring on it: a client for everybody who plays a part, a desk of the factor, and what each lets move.
 */
import { maxUint256 } from "viem";
import { demoCurrencyAbi } from "../../generated/abi.ts";
import type { DeskClient } from "../../src/clients/desk.ts";
import { createEthersFactoring } from "../../src/clients/ethers/factoring.ts";
import type { FactoringClient } from "../../src/clients/factoring.ts";
import { createViemFactoring } from "../../src/clients/viem/factoring.ts";
import type { Conditions, Price, Sale } from "../../src/domain/factoring/offer.ts";
import { OfferKind } from "../../src/domain/factoring/offer.ts";
import { NoticeKind, idsHash } from "../../src/domain/factoring/notice.ts";
import type { AssignmentNotice } from "../../src/domain/factoring/notice.ts";
import { offerTree } from "../../src/domain/factoring/offerTree.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { addressOf, ethersPartsOf, Role, walletOf } from "./chain.ts";
import type { TestChain } from "./chain.ts";
import type { Item } from "./receivables.ts";
import { address } from "./stage.ts";
import type { Stage } from "./stage.ts";

type Connect = (chain: TestChain, role: Role | undefined) => Promise<FactoringClient>;

const WAITING = { interval: 10, limit: 5_000 };
const FAR = 4_000_000_000;
const DAY = 86_400;

/** Both implementations; every behaviour is that of both. */
export const FACTORING_CLIENTS = {
  viem: ({ provider, reader, addresses }, role) => {
    const wallet = role === undefined ? undefined : walletOf(provider, role);
    return createViemFactoring({ addresses, waiting: WAITING, reader, wallet });
  },
  ethers: ({ provider, addresses }, role) =>
    createEthersFactoring({ addresses, waiting: WAITING, ...ethersPartsOf(provider, role) }),
} as const satisfies Readonly<Record<string, Connect>>;

/** The price of R54. */
export const PRICE: Price = {
  ...{ advanceRate: 800_000, feeRate: 80_000, basis: 360 },
  ...{ commissionRate: 5_000, minimumFee: 0n, recourseDays: 90 },
};

export interface FactoringStage {
  readonly stage: Pick<Stage, "chain" | "accepted" | "supplier" | "buyer">;
  readonly desk: Address;
  readonly supplier: FactoringClient;
  readonly buyer: FactoringClient;
  readonly factor: FactoringClient;
  readonly stranger: FactoringClient;
  /** The desk, called by each. */
  readonly asSupplier: DeskClient;
  readonly asFactor: DeskClient;
  readonly asStranger: DeskClient;
  /** Conditions for the supplier, with a nonce of their own. */
  conditions(over?: Partial<Omit<Conditions, "price">> & { readonly price?: Partial<Price> }): Conditions;
  /** A sale of one receivable that the factor signed for. */
  single(item: Item, conditions?: Conditions): Promise<Sale>;
  /** Sales of several that it signed one root for. */
  several(items: readonly Item[], conditions?: Conditions): Promise<readonly Sale[]>;
  /** A sale under a facility for one buyer. */
  drawn(item: Item, conditions: Conditions, limit?: bigint): Promise<Sale>;
  /** A notice that items are the desk's. */
  notice(items: readonly Item[], over?: Partial<AssignmentNotice>): Promise<AssignmentNotice>;
}

/** @param role Of the factor: whose desk it is. */
export async function setFactoring(
  stage: FactoringStage["stage"],
  connect: Connect = FACTORING_CLIENTS.viem,
  role: Role = Role.Factor,
): Promise<FactoringStage> {
  const { chain } = stage;
  const client = (of: Role): Promise<FactoringClient> => connect(chain, of);
  const [supplier, factor, stranger] = [await client(Role.Supplier), await client(role), await client(Role.Stranger)];
  const desk = await stranger.deskOf(addressOf(role));
  await stranger.open(addressOf(role));
  for (const [of, currencies] of [
    [role, [chain.currency, chain.freezing]],
    [Role.Supplier, [chain.currency, chain.freezing]],
    [Role.Stranger, [chain.currency]],
  ] as const) {
    for (const currency of currencies) await allow(chain, of, currency, desk);
  }
  let nonce = BigInt(role) * 1_000_000n;
  const conditions: FactoringStage["conditions"] = ({ price, ...over } = {}) => {
    // A root takes as many nonces as it has items.
    nonce += 100n;
    return {
      ...{ seller: address.supplier, currency: chain.currency, price: { ...PRICE, ...price } },
      ...{ limit: 10n ** 12n, minTenor: 0, maxTenor: 400, advices: 0, utcOffset: 0, until: FAR, nonce },
      ...over,
    };
  };
  const of = { kind: OfferKind.Single, index: 0, count: 0, proof: [], buyers: [] };
  return {
    ...{ stage, desk, supplier, factor, stranger, conditions, buyer: await client(Role.Buyer) },
    ...{ asSupplier: supplier.desk(desk), asFactor: factor.desk(desk), asStranger: stranger.desk(desk) },
    async single({ receivable }, agreed = conditions({ currency: receivable.terms.currency })) {
      const signature = await factor.sign.offer(desk, receivable, agreed);
      return { ...of, receivable, conditions: agreed, signature };
    },
    async several(items, agreed = conditions()) {
      const receivables = items.map(({ receivable }) => receivable);
      const signature = await factor.sign.offerForSeveral(desk, receivables, agreed);
      const { count, proofOf } = offerTree(items.map(({ commitment }) => commitment));
      return receivables.map((receivable, index) => {
        const place = { kind: OfferKind.Several, index, count, proof: proofOf(index), buyers: [] };
        return { ...place, receivable, conditions: agreed, signature };
      });
    },
    async drawn({ receivable }, agreed, limit = 10n ** 12n) {
      const buyers = [{ buyer: receivable.header.buyer, limit }];
      const signature = await factor.sign.facility(desk, buyers, agreed);
      return { ...of, kind: OfferKind.Facility, receivable, conditions: agreed, buyers, signature };
    },
    async notice(items, over = {}) {
      return {
        ...{ kind: NoticeKind.Assigned, assignor: address.supplier, assignee: addressOf(role), debtor: address.buyer },
        ...{ payee: desk, receivables: idsHash(items.map(({ id }) => id)), proof: keccakOfText("an agreement") },
        givenAt: await chain.now(),
        ...over,
      };
    },
  };
}

/** Lets a desk move an account's money. */
async function allow({ provider }: TestChain, role: Role, currency: Address, desk: Address): Promise<void> {
  const call = { address: currency, abi: demoCurrencyAbi, functionName: "approve", chain: null } as const;
  await walletOf(provider, role).writeContract({ ...call, args: [desk, maxUint256] });
}

/** The day of the latest block in UTC. */
export async function today(chain: TestChain): Promise<number> {
  return Math.floor((await chain.now()) / DAY);
}

/** 100,000.00, due in so many days, without discount or interest. */
export async function plainTerms(chain: TestChain, days: number): Promise<Readonly<Record<string, unknown>>> {
  return {
    ...{ amount: 10_000_000n, dueDay: (await today(chain)) + days, utcOffset: 0, discountDay1: 0, discount1: 0n },
    ...{ lateRate: 0, fixedSum: 0n },
  };
}

/** What the events of an act are called. */
export function namesOf({ events }: { readonly events: readonly { readonly event: { readonly name: string } }[] }) {
  return events.map(({ event }) => event.name);
}

export const EVIDENCE: Hex = keccakOfText("what supports it");
