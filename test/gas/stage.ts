import hre from "hardhat";
import { keccak256, maxUint256, parseAbi, toHex } from "viem";
import type { Hex } from "viem";
import type { Header, Terms } from "../../src/domain/receivable.ts";
import { headerOf, itemOf, termsOf } from "../support/receivables.ts";
import type { Item } from "../support/receivables.ts";

/** A Monday, so that every run of the measurement has the same calldata. */
const START = "2026-11-02T08:00:00Z";
/** The gas cap of a transaction and the block's limit are no part of what is measured. */
const NO_LIMITS = { blockGasLimit: 1_000_000_000, transactionGasCap: false, initialDate: START } as const;
const DEPLOY_GAS = 400_000_000n;

const FREEZING = parseAbi([
  "function mint(address to, uint256 amount)",
  "function approve(address spender, uint256 amount)",
  "function freeze(address account, bool frozen)",
]);

const twoTiers = (today: number): Partial<Terms> => ({
  amount: 1_234_567n,
  discount1: 24_691n,
  discountDay2: today + 20,
  discount2: 12_346n,
});

/** A fresh chain with the ledger, a plain OpenZeppelin ERC-20, and a buyer with an infinite allowance. */
export async function setStage(network: string) {
  const connection = await hre.network.create({ network, override: NO_LIMITS });
  const { viem } = connection;
  const client = await viem.getPublicClient();
  const [supplier, buyer, relayer, other] = await viem.getWalletClients();
  if (!supplier || !buyer || !relayer || !other) throw new Error("the chain has too few accounts");
  const gas = { gas: DEPLOY_GAS };
  const directory = await viem.deployContract("Directory", [], gas);
  const amendments = await viem.deployContract("Amendments", [directory.address], gas);
  const code = await viem.deployContract("Adjustments", [directory.address, amendments.address], gas);
  const ledger = await viem.deployContract("Receivables", [directory.address, code.address], gas);
  const coin = await viem.deployContract("DemoCurrency", ["Demo", "DEM", 2], gas);
  await coin.write.mint([buyer.account.address, 10n ** 15n]);
  await coin.write.mint([supplier.account.address, 10n ** 6n]);
  await coin.write.approve([ledger.address, maxUint256], { account: buyer.account });
  const frozen = (await viem.deployContract("FreezingCurrency", [], gas)).address;
  const freezing = { address: frozen, abi: FREEZING } as const;
  await buyer.writeContract({ ...freezing, functionName: "mint", args: [buyer.account.address, 10n ** 15n] });
  await buyer.writeContract({ ...freezing, functionName: "approve", args: [ledger.address, maxUint256] });
  /** Whether the supplier can receive the currency that freezes accounts. */
  const freeze = (yes: boolean): Promise<Hex> =>
    buyer.writeContract({ ...freezing, functionName: "freeze", args: [supplier.account.address, yes] });
  const { timestamp } = await client.getBlock();
  const today = Number(timestamp / 86_400n);
  let made = 0;

  /** An invoice of two discount tiers, late interest and a fixed sum; hashes as they were measured first. */
  const make = (over: Partial<Terms> = {}, header: Partial<Header> = {}): Item => {
    made += 1;
    const invoice = keccak256(toHex(`invoice ${made}`));
    const salt = keccak256(toHex(`salt ${made}`));
    return itemOf({
      header: headerOf(supplier.account.address, buyer.account.address, { invoice, ...header }),
      terms: termsOf(coin.address, today, { ...twoTiers(today), salt, ...over }),
      document: keccak256(toHex(`document ${made}`)),
    });
  };
  const used = async (hash: Promise<Hex>): Promise<bigint> =>
    (await client.waitForTransactionReceipt({ hash: await hash })).gasUsed;
  const deadline = timestamp + 10_000_000n;
  const people = { supplier, buyer, relayer, other };
  return { connection, client, ...people, directory, ledger, coin, frozen, freeze, today, deadline, make, used };
}

export type Stage = Awaited<ReturnType<typeof setStage>>;
