/** Collections with a client for everybody who plays a part, and whatever a test says about a receivable. */
import { createEthersCollections } from "../../src/clients/ethers/collections.ts";
import type { CollectionsClient } from "../../src/clients/collections.ts";
import { createViemCollections } from "../../src/clients/viem/collections.ts";
import { NEVER, RECORD_KINDS } from "../../src/domain/collections/record.ts";
import type { CollectionRecord, Schedule } from "../../src/domain/collections/record.ts";
import { CHANNELS, STAGES } from "../../src/domain/collections/policy.ts";
import type { Stage as CollectionStage } from "../../src/domain/collections/policy.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ethersPartsOf, walletOf } from "./chain.ts";
import type { Role, TestChain } from "./chain.ts";

const WAITING = { interval: 10, limit: 5_000 };

export type ConnectCollections = (chain: TestChain, role: Role | undefined) => Promise<CollectionsClient>;

/** Both implementations of the port; every behaviour is that of both. */
export const COLLECTION_CLIENTS = {
  viem: ({ provider, reader, addresses }, role) => {
    const wallet = role === undefined ? undefined : walletOf(provider, role);
    return createViemCollections({ addresses, waiting: WAITING, reader, wallet });
  },
  ethers: ({ provider, addresses }, role) =>
    createEthersCollections({ addresses, waiting: WAITING, ...ethersPartsOf(provider, role) }),
} as const satisfies Readonly<Record<string, ConnectCollections>>;

/** From three days before the due date; agencies never; again every thirty days. */
export const SCHEDULE: Schedule = {
  ...{ preDueDay: -3, friendlyDay: 1, firmDay: 10, finalDay: 20, preLegalDay: 30, legalDay: 45 },
  ...{ agencyDay: NEVER, cycleDays: 30 },
};

export const CONTENT = keccakOfText("what the debtor was told, and a salt");

/** A record of a stage that happened at an instant, unix seconds. */
export function recordOf(stage: CollectionStage, at: number, over: Partial<CollectionRecord> = {}): CollectionRecord {
  const words = { kind: RECORD_KINDS.indexOf("contact"), channel: CHANNELS.indexOf("email"), outcome: 0 };
  return { ...words, stage: STAGES.indexOf(stage), doneAt: at, nextDay: 0, content: CONTENT, ...over };
}
