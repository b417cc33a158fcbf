/** What must hold before anything is written: the chain is that of the address file, and so is the database. */
import type { BlockPoint } from "../store/chainTables.ts";
import { claim } from "../store/identity.ts";
import type { Leadership } from "../store/database.ts";
import { WrongChain } from "../chain/rpcErrors.ts";
import type { IndexerDeps } from "./deps.ts";
import { IndexRefusedError } from "./errors.ts";

/**
 * Checks chain id, code and deployment, and makes the database that of this ledger.
 * @returns The block before the deployment, where an index begins.
 * @throws IndexRefusedError; StoreRefusedError "ForeignDatabase"; ChainReadError and StoreRetryError, which pass
 */
export async function checkStart(
  { reader, addresses }: Pick<IndexerDeps, "reader" | "addresses">,
  leader: Pick<Leadership, "transaction">,
  signal: AbortSignal,
): Promise<BlockPoint> {
  const { chainId, ledger, directory, statements, factoring, collections, block, blockHash } = addresses;
  await checkChain(reader, chainId, signal);
  await checkContracts({ reader, addresses }, signal);
  const deployment = await reader.block(block, signal);
  if (deployment.hash !== blockHash.toLowerCase()) {
    const message =
      `block ${block}, in which the ledger was deployed, is ${blockHash} in the address file and ` +
      `${deployment.hash} on the chain: this is another chain of the same id, or one that was reset; ` +
      "name its address file";
    throw new IndexRefusedError("OtherChain", message);
  }
  await leader.transaction((tx) =>
    claim(tx, {
      ...{ chainId, ledger, directory, deploymentBlock: block, deploymentHash: deployment.hash },
      ...(statements !== undefined && { statements }),
      ...(factoring !== undefined && { factoring }),
      ...(collections !== undefined && { collections }),
    }),
  );
  return { number: block - 1, hash: deployment.parentHash };
}

async function checkContracts(
  { reader, addresses }: Pick<IndexerDeps, "reader" | "addresses">,
  signal: AbortSignal,
): Promise<void> {
  const { chainId, ledger, directory, statements, factoring, collections } = addresses;
  for (const [name, address] of Object.entries({ ledger, directory, statements, factoring, collections })) {
    if (address === undefined || (await reader.code(address, signal)) !== "0x") continue;
    const message =
      `there is no contract at ${address}, which the address file calls the ${name}, on chain ${chainId}: ` +
      "name the address file of that chain, or deploy the ledger there";
    throw new IndexRefusedError("NoContract", message);
  }
}

async function checkChain(reader: IndexerDeps["reader"], wanted: number, signal: AbortSignal): Promise<void> {
  const refuse = (message: string): never => {
    throw new IndexRefusedError("WrongChain", message);
  };
  try {
    const found = await reader.chainId(signal);
    if (found === wanted) return;
    refuse(`the node serves chain ${found}, and the address file is of chain ${wanted}: name a node of that chain`);
  } catch (error) {
    if (!(error instanceof WrongChain)) throw error;
    refuse(error.message);
  }
}
