import { Interface } from "ethers";
import { statementsAbi } from "../../../generated/abi.ts";
import type { Statements } from "../../../generated/ethers/Statements.d.ts";
import { hex, postedOf } from "../answers.ts";
import { attempt } from "../failures.ts";
import { checkChain } from "../shared.ts";
import { statementsClient, statementsOf } from "../statements.ts";
import type { StatementsClient, StatementsLibrary } from "../statements.ts";
import type { EthersOptions } from "./client.ts";
import { ethersConnection } from "./connection.ts";
import { contractAt } from "./contract.ts";

const STATEMENTS = new Interface(statementsAbi);

/**
 * Connects to the statements of an address file through ethers.
 * @throws LedgerError if it knows none, or if the node's chain is not that of the addresses.
 */
export async function createEthersStatements({
  addresses,
  waiting,
  provider,
  signer,
}: EthersOptions): Promise<StatementsClient> {
  const connection = await ethersConnection({ provider, signer });
  const contract = contractAt(statementsOf(addresses), statementsAbi, provider) as Statements;
  await checkChain(connection, addresses);
  const views = {
    postedOf: (...of) => attempt("asking", async () => postedOf(await contract.postedOf(...of))),
    isSameRoot: (...of) => attempt("asking", () => contract.isSameRoot(...of)),
    isSpent: (...of) => attempt("asking", () => contract.isSpent(...of)),
    proveLine: (...of) => attempt("asking", () => contract.proveLine(...of)),
  } satisfies StatementsLibrary["views"];
  const encode: StatementsLibrary["encode"] = (name, args) => hex(STATEMENTS.encodeFunctionData(name, args));
  return statementsClient(connection, addresses, { encode, views }, waiting);
}
