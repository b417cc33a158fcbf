import { setTimeout as sleep } from "node:timers/promises";
import { RpcUnreachable } from "../../src/chain/rpcErrors.ts";

const TRIES = 3;
const PAUSE_MILLISECONDS = 20;

/**
 * Asks again where the connection was closed before the question reached the node: while this process was busy, the
 * node in it gave up a connection that had been idle, and the client did not know yet.
 */
export async function again<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isLost(error) || tries === TRIES) throw error;
      await sleep(PAUSE_MILLISECONDS);
    }
  }
}

/** Whoever handed it on, and in whatever words. */
function isLost(error: unknown): boolean {
  for (let layer = error; layer instanceof Error; layer = layer.cause) {
    if (layer instanceof RpcUnreachable || (layer instanceof TypeError && layer.message === "fetch failed"))
      return true;
  }
  return false;
}
