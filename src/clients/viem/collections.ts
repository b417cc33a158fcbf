import { collectionsAbi } from "../../../generated/abi.ts";
import { collectionsClient, collectionsOf } from "../collections.ts";
import type { CollectionsClient, CollectionsLibrary } from "../collections.ts";
import { attempt } from "../failures.ts";
import { checkChain } from "../shared.ts";
import type { ViemOptions } from "./client.ts";
import { viemConnection } from "./connection.ts";
import { encode } from "./encode.ts";

/**
 * Connects to the collections of an address file through viem.
 * @throws LedgerError if it knows none, or if the node's chain is not that of the addresses.
 */
export async function createViemCollections({
  addresses,
  waiting,
  reader,
  wallet,
}: ViemOptions): Promise<CollectionsClient> {
  const connection = viemConnection({ reader, wallet });
  const at = { address: collectionsOf(addresses), abi: collectionsAbi } as const;
  await checkChain(connection, addresses);
  const views = {
    async agreedOf(...args) {
      const ask = () => reader.readContract({ ...at, functionName: "agreedOf", args });
      const [isAgreed, schedule] = await attempt("asking", ask);
      return isAgreed ? schedule : undefined;
    },
    async adoptedOf(...args) {
      const ask = () => reader.readContract({ ...at, functionName: "adoptedOf", args });
      const [isAdopted, adopted] = await attempt("asking", ask);
      return isAdopted ? adopted : undefined;
    },
    earliestOf: (...args) => attempt("asking", () => reader.readContract({ ...at, functionName: "earliestOf", args })),
    async placedOf({ id, creditor, collector }) {
      const args = [id, creditor, collector] as const;
      const ask = () => reader.readContract({ ...at, functionName: "placedOf", args });
      const [scope, until] = await attempt("asking", ask);
      return { scope, until };
    },
    isSpent: (...args) => attempt("asking", () => reader.readContract({ ...at, functionName: "isSpent", args })),
  } satisfies CollectionsLibrary["views"];
  const library: CollectionsLibrary = { encode: (name, args) => encode(collectionsAbi, name, args), views };
  return collectionsClient(connection, addresses, library, waiting);
}
