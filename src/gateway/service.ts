/** What the gateway says of itself: whether it can answer, and its figures. */
import { Gauge, Histogram } from "prom-client";
import type { z } from "zod";
import { cursorOf, latestInstant } from "../store/chainTables.ts";
import type { Cursor } from "../store/chainTables.ts";
import type { Sql } from "../store/database.ts";
import type { readiness } from "../wire/service.ts";
import type { GatewayDeps, IndexStop } from "./deps.ts";
import type { Observe } from "./http/requests.ts";
import { shownCursor } from "./receivables/reading.ts";
import { shownInstant } from "./receivables/showing.ts";

export type Readiness = z.output<typeof readiness>;

interface Reach {
  readonly cursor: Cursor;
  /** When its block was made, unix seconds; undefined if the block is not kept. */
  readonly blockTime: number | undefined;
}

/** @param isClosing Whether the gateway is shutting down; asked last, since the database may take its time. */
export async function readinessOf(deps: GatewayDeps, isClosing: () => boolean): Promise<Readiness> {
  const reach = await reachOf(deps.database).catch((error: unknown) => {
    deps.logger.error({ err: error }, "the database does not answer");
    return "down" as const;
  });
  const closing = isClosing();
  const stopped = shownStop(deps.indexStopped?.());
  const nothing = { stopped, asOf: null, blockTime: null, closing };
  if (reach === "down") return { ready: false, database: "down", index: "unknown", ...nothing };
  if (reach === undefined) {
    return { ready: false, database: "up", index: stopped === null ? "empty" : "stopped", ...nothing };
  }
  const { cursor, blockTime } = reach;
  const isBehind = blockTime !== undefined && deps.now() - blockTime > deps.config.behindSeconds;
  return {
    ready: !closing,
    database: "up",
    // What was verified before it stopped is answered from.
    index: stopped !== null ? "stopped" : isBehind ? "behind" : "following",
    stopped,
    asOf: shownCursor(cursor),
    blockTime: blockTime === undefined ? null : shownInstant(blockTime),
    closing,
  };
}

function shownStop(stop: IndexStop | undefined): Readiness["stopped"] {
  return stop === undefined ? null : { kind: stop.kind, wayOut: stop.wayOut, since: shownInstant(stop.at) };
}

async function reachOf(sql: Sql): Promise<Reach | undefined> {
  const cursor = await cursorOf(sql);
  if (cursor === undefined) return undefined;
  return { cursor, blockTime: await latestInstant(sql) };
}

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Puts the gateway's figures into the registry. @returns what tells them of an answer. */
export function createFigures({ metrics, database }: GatewayDeps): Observe {
  const answers = new Histogram({
    name: "countersign_answer_seconds",
    help: "How long answers took, by operation and status.",
    labelNames: ["operation", "status"],
    buckets: SECONDS,
    registers: [metrics],
  });
  new Gauge({
    name: "countersign_index_block",
    help: "The last block that answers take into account.",
    registers: [metrics],
    async collect() {
      const cursor = await cursorOf(database).catch(() => undefined);
      if (cursor !== undefined) this.set(cursor.folded.number);
    },
  });
  return (operation, status, seconds) => answers.observe({ operation, status }, seconds);
}
