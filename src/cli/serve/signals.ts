/** How long a server runs. */
import { once } from "node:events";

const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"];

/** Waits for somebody to end this process, or for a worker that cannot go on. @throws whatever `failed` rejects with */
export async function untilSignal(failed: Promise<never>): Promise<void> {
  const stop = new AbortController();
  const signals = SIGNALS.map((name) => once(process, name, { signal: stop.signal }));
  try {
    await Promise.race([...signals, failed]);
  } finally {
    stop.abort();
    await Promise.allSettled(signals);
  }
}
