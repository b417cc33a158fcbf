import hre from "hardhat";
import { decodeFunctionResult, encodeFunctionData } from "viem";
import type { Hex } from "viem";
import type { Allocation, Position, Quote, Terms } from "../../src/domain/receivable.ts";

export interface Reckoned {
  readonly due: Quote;
  readonly paid: Allocation;
}

/** The Solidity engine behind `Lens.reckon`, asked by `eth_call` without a client in between: it is asked often. */
export async function connectEngine(): Promise<{
  reckon: (terms: Terms, position: Position, day: number, maxCash: bigint) => Promise<Reckoned>;
  close: () => Promise<void>;
}> {
  const connection = await hre.network.create();
  const directory = await connection.viem.deployContract("Directory");
  const amendments = await connection.viem.deployContract("Amendments", [directory.address]);
  const code = await connection.viem.deployContract("Adjustments", [directory.address, amendments.address]);
  const receivables = await connection.viem.deployContract("Receivables", [directory.address, code.address]);
  const lens = await connection.viem.deployContract("Lens", [receivables.address]);
  const { abi } = lens;
  return {
    reckon: async (terms, position, day, maxCash) => {
      const data = encodeFunctionData({ abi, functionName: "reckon", args: [terms, position, BigInt(day), maxCash] });
      const result = (await connection.provider.request({
        method: "eth_call",
        params: [{ to: lens.address, data }, "latest"],
      })) as Hex;
      const [due, paid] = decodeFunctionResult({ abi, functionName: "reckon", data: result });
      return { due, paid };
    },
    close: () => connection.close(),
  };
}
