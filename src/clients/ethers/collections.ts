import { Interface } from "ethers";
import { collectionsAbi } from "../../../generated/abi.ts";
import type { Collections } from "../../../generated/ethers/Collections.d.ts";
import { SCHEDULE_DAYS } from "../../domain/collections/record.ts";
import type { Schedule } from "../../domain/collections/record.ts";
import { hex } from "../answers.ts";
import { collectionsClient, collectionsOf } from "../collections.ts";
import type { CollectionsClient, CollectionsLibrary } from "../collections.ts";
import { attempt } from "../failures.ts";
import { checkChain } from "../shared.ts";
import type { EthersOptions } from "./client.ts";
import { ethersConnection } from "./connection.ts";
import { contractAt } from "./contract.ts";

const COLLECTIONS = new Interface(collectionsAbi);

/**
 * Connects to the collections of an address file through ethers.
 * @throws LedgerError if it knows none, or if the node's chain is not that of the addresses.
 */
export async function createEthersCollections({
  addresses,
  waiting,
  provider,
  signer,
}: EthersOptions): Promise<CollectionsClient> {
  const connection = await ethersConnection({ provider, signer });
  const contract = contractAt(collectionsOf(addresses), collectionsAbi, provider) as Collections;
  await checkChain(connection, addresses);
  const views = {
    async agreedOf(...of) {
      const [isAgreed, schedule] = await attempt("asking", () => contract.agreedOf(...of));
      return isAgreed ? scheduleOf(schedule) : undefined;
    },
    async adoptedOf(id) {
      const [isAdopted, adopted] = await attempt("asking", () => contract.adoptedOf(id));
      if (!isAdopted) return undefined;
      return {
        schedule: scheduleOf(adopted.schedule),
        dueDay: Number(adopted.dueDay),
        utcOffset: Number(adopted.utcOffset),
        cycles: adopted.cycles.map(Number),
        isCurrent: adopted.isCurrent,
      };
    },
    earliestOf: (...of) => attempt("asking", () => contract.earliestOf(...of)),
    async placedOf({ id, creditor, collector }) {
      const [scope, until] = await attempt("asking", () => contract.placedOf(id, creditor, collector));
      return { scope: Number(scope), until: Number(until) };
    },
    isSpent: (...of) => attempt("asking", () => contract.isSpent(...of)),
  } satisfies CollectionsLibrary["views"];
  const encode: CollectionsLibrary["encode"] = (name, args) => hex(COLLECTIONS.encodeFunctionData(name, args));
  return collectionsClient(connection, addresses, { encode, views }, waiting);
}

function scheduleOf(answered: Readonly<Record<keyof Schedule, bigint>>): Schedule {
  const fields = [...Object.values(SCHEDULE_DAYS), "cycleDays"] as const;
  // Every field of a schedule is one of these.
  return Object.fromEntries(fields.map((field) => [field, Number(answered[field])])) as unknown as Schedule;
}
