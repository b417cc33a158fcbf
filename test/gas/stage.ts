import hre from "hardhat";
import { keccak256, maxUint256, toHex } from "viem";
import type { Hex } from "viem";
import { commitmentOf, idOf, openHeader, openTerms } from "../../src/domain/commitment.ts";
import type { OpenHeader, OpenTerms, Receivable, Terms } from "../../src/domain/receivable.ts";

/** A receivable with everything that calls open of it. */
export interface Prepared {
  readonly receivable: Receivable;
  readonly id: Hex;
  readonly commitment: Hex;
  readonly header: OpenHeader;
  readonly terms: OpenTerms;
}

/** A Monday, so that every run of the measurement has the same calldata. */
const START = "2026-11-02T08:00:00Z";
/** The gas cap of a transaction and the block's limit are no part of what is measured. */
const NO_LIMITS = { blockGasLimit: 1_000_000_000, transactionGasCap: false, initialDate: START } as const;
const DEPLOY_GAS = 400_000_000n;

/** A fresh chain with the ledger, a plain OpenZeppelin ERC-20, and a buyer with an infinite allowance. */
export async function setStage(network: string) {
  const connection = await hre.network.create({ network, override: NO_LIMITS });
  const { viem } = connection;
  const client = await viem.getPublicClient();
  const [supplier, buyer, relayer, other] = await viem.getWalletClients();
  if (!supplier || !buyer || !relayer || !other) throw new Error("the chain has too few accounts");
  const gas = { gas: DEPLOY_GAS };
  const directory = await viem.deployContract("Directory", [], gas);
  const ledger = await viem.deployContract("Receivables", [directory.address], gas);
  const coin = await viem.deployContract("DemoCurrency", ["Demo", "DEM", 2], gas);
  await coin.write.mint([buyer.account.address, 10n ** 15n]);
  await coin.write.mint([supplier.account.address, 10n ** 6n]);
  await coin.write.approve([ledger.address, maxUint256], { account: buyer.account });
  const { timestamp } = await client.getBlock();
  const today = Number(timestamp / 86_400n);
  let made = 0;

  /** An invoice of two discount tiers, late interest and a fixed sum. */
  const make = (over: Partial<Terms> = {}): Prepared => {
    made += 1;
    const header = {
      supplier: supplier.account.address,
      buyer: buyer.account.address,
      invoice: keccak256(toHex(`invoice ${made}`)),
      line: 0,
      policy: 0,
      revision: 0,
    };
    const receivable = {
      header,
      terms: { ...terms(coin.address, today), salt: keccak256(toHex(`salt ${made}`)), ...over },
      document: keccak256(toHex(`document ${made}`)),
    };
    return {
      receivable,
      id: idOf(header),
      commitment: commitmentOf(receivable),
      header: openHeader(receivable),
      terms: openTerms(receivable),
    };
  };
  const used = async (hash: Promise<Hex>): Promise<bigint> =>
    (await client.waitForTransactionReceipt({ hash: await hash })).gasUsed;
  const deadline = timestamp + 10_000_000n;
  return { connection, client, supplier, buyer, relayer, other, ledger, coin, today, deadline, make, used };
}

export type Stage = Awaited<ReturnType<typeof setStage>>;

function terms(currency: Hex, today: number): Omit<Terms, "salt"> {
  return {
    currency,
    amount: 1_234_567n,
    dueDay: today + 30,
    utcOffset: 60,
    discountDay1: today + 10,
    discount1: 24_691n,
    discountDay2: today + 20,
    discount2: 12_346n,
    slidingRate: 0,
    discountOnParts: false,
    lateRate: 101_500,
    basis: 365,
    graceDays: 0,
    fixedSum: 4_000n,
    allocation: 0,
    accelerationDays: 0,
  };
}
