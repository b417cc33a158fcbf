import { statementsAbi } from "../../../generated/abi.ts";
import { postedOf } from "../answers.ts";
import { attempt } from "../failures.ts";
import { checkChain } from "../shared.ts";
import { statementsClient, statementsOf } from "../statements.ts";
import type { StatementsClient, StatementsLibrary } from "../statements.ts";
import type { ViemOptions } from "./client.ts";
import { viemConnection } from "./connection.ts";
import { encode } from "./encode.ts";

/**
 * Connects to the statements of an address file through viem.
 * @throws LedgerError if it knows none, or if the node's chain is not that of the addresses.
 */
export async function createViemStatements({
  addresses,
  waiting,
  reader,
  wallet,
}: ViemOptions): Promise<StatementsClient> {
  const connection = viemConnection({ reader, wallet });
  const at = { address: statementsOf(addresses), abi: statementsAbi } as const;
  await checkChain(connection, addresses);
  const views = {
    postedOf: (...args) =>
      attempt("asking", async () => postedOf(await reader.readContract({ ...at, functionName: "postedOf", args }))),
    isSameRoot: (...args) => attempt("asking", () => reader.readContract({ ...at, functionName: "isSameRoot", args })),
    isSpent: (...args) => attempt("asking", () => reader.readContract({ ...at, functionName: "isSpent", args })),
    proveLine: (...args) => attempt("asking", () => reader.readContract({ ...at, functionName: "proveLine", args })),
  } satisfies StatementsLibrary["views"];
  const library: StatementsLibrary = { encode: (name, args) => encode(statementsAbi, name, args), views };
  return statementsClient(connection, addresses, library, waiting);
}
