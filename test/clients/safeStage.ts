/** Safes on a chain of a test. */
import { readFileSync } from "node:fs";
import { encodeFunctionData, zeroAddress } from "viem";
import type { Abi } from "viem";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { Role, walletOf } from "../support/chain.ts";
import type { TestChain } from "../support/chain.ts";

interface Artifact {
  readonly abi: Abi;
  readonly bytecode: Hex;
}

/** A contract of Safe's, as its makers compiled it. */
function artifactOf(name: string): Artifact {
  const module = `@safe-global/safe-smart-account/build/artifacts/contracts/${name}.json`;
  return JSON.parse(readFileSync(new URL(import.meta.resolve(module)), "utf8")) as Artifact;
}

export const safeArtifact = artifactOf("Safe.sol/Safe");

/** A Safe of these owners, with the usual handler, which answers ERC-1271. */
export async function deploySafe(chain: TestChain, owners: readonly Address[], threshold: bigint): Promise<Address> {
  const deployer = walletOf(chain.provider, Role.Registrar);
  const deploy = async (name: string): Promise<{ readonly address: Address; readonly abi: Abi }> => {
    const { abi, bytecode } = artifactOf(name);
    const hash = await deployer.deployContract({ abi, bytecode, chain: null });
    const { contractAddress } = await chain.reader.getTransactionReceipt({ hash });
    if (typeof contractAddress !== "string") throw new Error("nothing was deployed");
    return { address: contractAddress, abi };
  };
  const singleton = await deploy("Safe.sol/Safe");
  const handler = await deploy("handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler");
  const factory = await deploy("proxies/SafeProxyFactory.sol/SafeProxyFactory");
  const setup = encodeFunctionData({
    abi: safeArtifact.abi,
    functionName: "setup",
    args: [owners, threshold, zeroAddress, "0x", handler.address, zeroAddress, 0n, zeroAddress],
  });
  const creation = { ...factory, functionName: "createProxyWithNonce", args: [singleton.address, setup, 1n] };
  const { result } = await chain.reader.simulateContract(creation);
  await deployer.writeContract({ ...creation, chain: null });
  return (result as Address).toLowerCase() as Address;
}
