/** Has cases looked at, one after another, each once a day. */
import { setTimeout as sleep } from "node:timers/promises";
import { watchCase } from "../../gateway/cases/watching.ts";
import type { ServerParts } from "./parts.ts";

/** Goes on until the signal is aborted. */
export function watchingCases({
  database,
  logger,
  now,
  pollMilliseconds,
}: ServerParts): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    while (!signal.aborted) {
      const isDone = await watchCase({ database, now }).catch((error: unknown) => {
        logger.warn({ err: error }, "cases are looked at later");
        return false;
      });
      if (!isDone) await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  };
}
