/** What the gateway says of itself. */
import { z } from "zod";
import { address, blockNumber, hash, instant } from "./scalars.ts";

/** The process answers. */
export const health = z.strictObject({ status: z.literal("up") }).meta({ id: "Health" });

/** The chain as far as answers reach. */
export const asOf = z
  .strictObject({
    block: blockNumber.meta({ description: "The last block that the answer takes into account." }),
    blockHash: hash,
    safe: blockNumber.meta({ description: "Up to this block nothing is expected to be taken back." }),
    finalised: blockNumber.meta({ description: "Up to this block nothing can be taken back any more." }),
    basis: z.enum(["tags", "depth"]).meta({
      description: "Who says what is safe and finalised: the chain, or a number of blocks below its latest.",
    }),
  })
  .meta({ id: "AsOf", description: "Which state of the chain an answer comes from; null before any block was read." });

/** Which ledger is served, for whoever checks the gateway against the chain. */
export const deployment = z
  .strictObject({
    chainId: z.int().positive(),
    ledger: address,
    directory: address,
    lens: address,
    statements: address.nullable(),
    factoring: address.nullable(),
    collections: address.nullable(),
    block: blockNumber.meta({ description: "The block of the first deployment: where reading begins." }),
    blockHash: hash.meta({ description: "Its hash, which tells this chain from another one." }),
    tokens: z
      .array(z.strictObject({ address, code: z.string(), decimals: z.int().min(0) }))
      .meta({ description: "Tokens that amounts are shown in, as the operator named them." }),
    rpc: z.url().nullable().meta({
      description:
        "Where the chain may be read without this gateway, if its operator names a place. Better take your own.",
    }),
  })
  .meta({
    id: "Deployment",
    description: "The gateway's word, like all that it says: compare the ledger's address with one from elsewhere.",
  });

/** Why an index stops: names of what it met. */
export const STOP_KINDS = [
  "ReorganisedBelowFinality",
  "ProviderDishonest",
  "ProvidersDisagree",
  "EventUnreadable",
  "StoreRefused",
] as const;

/** Whether the gateway can answer questions about receivables. */
export const readiness = z
  .strictObject({
    ready: z.boolean(),
    database: z.enum(["up", "down"]),
    index: z.enum(["following", "behind", "stopped", "empty", "unknown"]).meta({
      description: "`stopped`: it goes no further until somebody has looked; what it verified before is served on.",
    }),
    stopped: z
      .strictObject({
        kind: z.enum(STOP_KINDS).meta({ description: "What it met." }),
        wayOut: z.string().meta({ description: "What the operator does about it; the log has the rest." }),
        since: instant,
      })
      .nullable()
      .meta({ description: "Why the index of this process has stopped; null unless it has." }),
    asOf: asOf.nullable(),
    blockTime: instant.nullable().meta({ description: "When that block was made." }),
    closing: z.boolean().meta({ description: "Whether the gateway is shutting down." }),
  })
  .meta({ id: "Readiness" });

export type Deployment = z.output<typeof deployment>;
