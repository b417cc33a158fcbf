/** How long a server runs. */
import { once } from "node:events";

const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"];

/**
 * Waits for somebody to end this process. An index that stops does not: what it verified is served on.
 * @param indexing Rejects if the index cannot be what it should; that ends the wait.
 */
export async function untilSignal(indexing: Promise<void>): Promise<void> {
  const stop = new AbortController();
  const signals = SIGNALS.map((name) => once(process, name, { signal: stop.signal }));
  try {
    await Promise.race([...signals, indexing.then(() => new Promise<never>(() => undefined))]);
  } finally {
    stop.abort();
    await Promise.allSettled(signals);
  }
}
