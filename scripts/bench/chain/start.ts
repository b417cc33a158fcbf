/** Starts the node of the benchmark in a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Addresses } from "../../../src/chain/addresses.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { DEPLOYMENT } from "./blocks.ts";
import { DIRECTORY, LEDGER } from "./story.ts";

export interface ServedChain {
  readonly url: string;
  readonly events: number;
  readonly height: number;
  readonly addresses: Addresses;
  stop(): Promise<void>;
}

const SERVER = fileURLToPath(new URL("server.ts", import.meta.url));
const CHAIN_ID = 31_337;

/** @param events At least so many. */
export async function serveChain(events: number, eventsInABlock: number): Promise<ServedChain> {
  const child = spawn(process.execPath, [SERVER, events.toString(), eventsInABlock.toString()], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    once(child, "exit").then(() => [""]),
  ])) as [string];
  const { url, height, deployment, ...made } = JSON.parse(line) as {
    readonly url: string;
    readonly events: number;
    readonly height: number;
    readonly deployment: Hex;
  };
  return {
    url,
    height,
    events: made.events,
    addresses: {
      chainId: CHAIN_ID,
      ledger: LEDGER,
      directory: DIRECTORY,
      lens: DIRECTORY,
      block: DEPLOYMENT,
      blockHash: deployment,
    },
    async stop() {
      child.kill();
      await once(child, "exit");
    },
  };
}
