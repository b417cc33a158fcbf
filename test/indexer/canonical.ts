/** What a node says happened, read and decoded by other code than the index's. */
import { decodeEventLog } from "viem";
import type { Abi, PublicClient } from "viem";
import { collectionsAbi, deskAbi, directoryAbi, factoringAbi, ledgerAbi, statementsAbi } from "../../generated/abi.ts";
import type { AuditEvent } from "../../src/audit/fold.ts";
import { followedContracts } from "../../src/chain/addresses.ts";
import type { Addresses } from "../../src/chain/addresses.ts";
import type { Hex } from "../../src/domain/receivable.ts";

/** An event, and where exactly it stands. */
export interface CanonicalEvent extends AuditEvent {
  readonly args: Readonly<Record<string, unknown>>;
  readonly address: Hex;
  readonly blockNumber: number;
  readonly logIndex: number;
  readonly timestamp: number;
  readonly blockHash: Hex;
  readonly transactionHash: Hex;
}

/** A chain as the tables are compared with it. */
export interface Canon {
  readonly addresses: Addresses;
  /** All events of our contracts up to a block, in the order of the chain. */
  events(to: number): Promise<readonly CanonicalEvent[]>;
  block(number: number): Promise<{ readonly hash: Hex; readonly parentHash: Hex; readonly timestamp: number }>;
}

/** The chain that a node has. */
export function canonOf(reader: PublicClient, addresses: Addresses): Canon {
  return {
    addresses,
    events: (to) => canonicalEvents(reader, addresses, to),
    async block(number) {
      const { hash, parentHash, timestamp } = await reader.getBlock({ blockNumber: BigInt(number) });
      return { hash, parentHash, timestamp: Number(timestamp) };
    },
  };
}

/** All events of our contracts up to a block, in the order of the chain. */
async function canonicalEvents(
  reader: PublicClient,
  addresses: Addresses,
  to: number,
): Promise<readonly CanonicalEvent[]> {
  const range = { fromBlock: 0n, toBlock: BigInt(to) };
  const { factoring } = addresses;
  const opened = factoring === undefined ? [] : await reader.getLogs({ address: factoring, ...range });
  const desks = opened.flatMap((log) => deskOpenedBy(log, addresses) ?? []);
  const logs = await reader.getLogs({ address: [...followedContracts(addresses), ...desks], ...range });
  const instants = new Map<bigint, number>();
  for (const blockNumber of new Set(logs.map((log) => log.blockNumber))) {
    instants.set(blockNumber, Number((await reader.getBlock({ blockNumber })).timestamp));
  }
  return logs.map(({ address, topics, data, blockNumber, logIndex, blockHash, transactionHash }) => {
    return {
      ...decoded({ address, topics, data }, addresses),
      address: address.toLowerCase() as Hex,
      blockNumber: Number(blockNumber),
      logIndex,
      timestamp: instants.get(blockNumber) ?? 0,
      blockHash,
      transactionHash,
    };
  });
}

/** A log of one of our contracts. */
export interface PlainLog {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

/** The name of an event and its arguments. */
export function decoded(
  { address, topics, data }: PlainLog,
  { ledger, directory, statements, factoring, collections }: Addresses,
): Pick<CanonicalEvent, "name" | "args"> {
  const isOf = (contract: Hex | undefined): boolean => address.toLowerCase() === contract?.toLowerCase();
  const abis = [
    ...([
      [ledger, ledgerAbi],
      [directory, directoryAbi],
      [statements, statementsAbi],
    ] as const),
    ...([
      [factoring, factoringAbi],
      [collections, collectionsAbi],
    ] as const),
  ];
  // Whatever else is read is a desk's.
  const abi: Abi = abis.find(([contract]) => isOf(contract))?.[1] ?? deskAbi;
  const { eventName, args } = decodeEventLog({ abi, topics: topics as [Hex, ...Hex[]], data });
  return { name: String(eventName), args: args as unknown as Readonly<Record<string, unknown>> };
}

/** The desk that a log tells was opened. */
export function deskOpenedBy(log: PlainLog, addresses: Addresses): Hex | undefined {
  if (log.address.toLowerCase() !== addresses.factoring?.toLowerCase()) return undefined;
  const { name, args } = decoded(log, addresses);
  return name === "DeskOpened" ? (String(args["desk"]).toLowerCase() as Hex) : undefined;
}

/** The receivable or statement that an event is about, the receivable of a deal included. */
export function idIn({ args }: CanonicalEvent): Hex | undefined {
  const { id } = args;
  if (typeof id === "bigint") return `0x${id.toString(16).padStart(64, "0")}`;
  return typeof id === "string" ? (id as Hex) : undefined;
}
