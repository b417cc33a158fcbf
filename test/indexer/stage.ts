/** A Hardhat node behind HTTP with a ledger on it, and a client for everybody who plays a part. */
import hre from "hardhat";
import { createPublicClient, custom, maxUint256 } from "viem";
import { demoCurrencyAbi } from "../../generated/abi.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { addressOf, connectViem, Role, walletOf } from "../support/chain.ts";
import type { Provider, TestChain } from "../support/chain.ts";
import { startNode } from "../support/faultProxyNode.ts";
import type { Node } from "../support/faultProxyNode.ts";
import { headerOf, itemOf, receivableOf, termsOf } from "../support/receivables.ts";
import { address } from "../support/stage.ts";
import { again } from "./again.ts";
import type { Stage } from "../support/stage.ts";

/** A stage on a node that others reach too. */
export interface ServedStage extends Stage {
  readonly node: Node;
  /** Mines empty blocks. */
  pass(blocks: number): Promise<void>;
  /** Remembers the chain as it is, and puts it back. */
  bookmark(): Promise<() => Promise<void>>;
  height(): Promise<number>;
  close(): Promise<void>;
}

const RICHES = 10n ** 20n;
const DAY = 86_400;

/** What a node refuses, as wallets hand it on. */
class NodeError extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor({ code, message, data }: { readonly code: number; readonly message: string; readonly data?: unknown }) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

function providerOf(url: string): Provider {
  return {
    async request({ method, params = [] }) {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
      const headers = { "content-type": "application/json" };
      const response = await again(() => fetch(url, { method: "POST", headers, body }));
      const answer = (await response.json()) as {
        result?: unknown;
        error?: ConstructorParameters<typeof NodeError>[0];
      };
      if (answer.error !== undefined) throw new NodeError(answer.error);
      return answer.result;
    },
  };
}

function patient(node: Node): Node {
  const request: Node["request"] = (method, ...params) => again(() => node.request(method, ...params));
  return {
    ...node,
    request,
    async mine(...transactions) {
      // What it sends must not be sent twice, so the connection is tried first.
      await request("eth_blockNumber");
      await node.mine(...transactions);
    },
  };
}

async function serveChain(node: Node): Promise<TestChain> {
  const provider = providerOf(node.url);
  const reader = createPublicClient({
    transport: custom(provider, { retryCount: 0 }),
    pollingInterval: 10,
    cacheTime: 0,
  });
  const deployer = walletOf(provider, Role.Registrar);
  const deploy = async (name: string, args: readonly unknown[]): Promise<Address> => {
    const { abi, bytecode } = await hre.artifacts.readArtifact(name);
    const hash = await deployer.deployContract({ abi, bytecode: bytecode as Hex, args, chain: null });
    return (await reader.getTransactionReceipt({ hash })).contractAddress ?? "0x";
  };
  const currency = await deploy("DemoCurrency", ["Demo", "DEM", 2]);
  const freezing = await deploy("FreezingCurrency", []);
  const permitting = await deploy("PermitCurrency", []);
  const { abi: freezingAbi } = await hre.artifacts.readArtifact("FreezingCurrency");
  for (const role of [Role.Buyer, Role.Agent]) {
    for (const token of [currency, freezing]) {
      const call = { address: token, abi: demoCurrencyAbi, chain: null } as const;
      await deployer.writeContract({ ...call, functionName: "mint", args: [addressOf(role), RICHES] });
      const args = [node.addresses.ledger, maxUint256] as const;
      await walletOf(provider, role).writeContract({ ...call, functionName: "approve", args });
    }
  }
  return {
    provider,
    reader,
    addresses: node.addresses,
    currency,
    freezing,
    permitting,
    async freeze(account, frozen) {
      const args = [account, frozen];
      await deployer.writeContract({ address: freezing, abi: freezingAbi, functionName: "freeze", args, chain: null });
    },
    now: async () => Number((await reader.getBlock()).timestamp),
    async wait(seconds) {
      await node.request("evm_increaseTime", seconds);
      await node.request("evm_mine");
    },
    close: () => node.close(),
  };
}

/** Every act is a block of its own. */
export async function serveStage(): Promise<ServedStage> {
  // What it deploys goes through connections of its own.
  const node = patient(await again(startNode));
  await node.request("evm_setAutomine", true);
  const chain = await serveChain(node);
  const [supplier, buyer] = [await connectViem(chain, Role.Supplier), await connectViem(chain, Role.Buyer)];
  const draft: Stage["draft"] = async ({ header, terms } = {}) => {
    const today = Math.floor((await chain.now()) / DAY);
    const agreed = termsOf(chain.currency, today, terms);
    return itemOf(receivableOf(headerOf(address.supplier, address.buyer, header), agreed));
  };
  const issued: Stage["issued"] = async (over) => {
    const item = await draft(over);
    await supplier.issue(item.receivable);
    return item;
  };
  return {
    node,
    chain,
    supplier,
    buyer,
    factor: await connectViem(chain, Role.Factor),
    agent: await connectViem(chain, Role.Agent),
    relayer: await connectViem(chain, Role.Relayer),
    registrar: await connectViem(chain, Role.Registrar),
    stranger: await connectViem(chain, Role.Stranger),
    onlooker: await connectViem(chain, undefined),
    draft,
    issued,
    async accepted(over) {
      const item = await issued(over);
      await buyer.accept(item.receivable);
      return item;
    },
    async pass(blocks) {
      for (let block = 0; block < blocks; block += 1) await node.request("evm_mine");
    },
    async bookmark() {
      const point = await node.request<string>("evm_snapshot");
      return async () => {
        await node.request("evm_revert", point);
      };
    },
    height: async () => Number(await node.request("eth_blockNumber")),
    close: () => node.close(),
  };
}
