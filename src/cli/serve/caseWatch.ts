/** Has cases looked at, one after another, each once a day, and tells of insolvencies that the ledger shows. */
import { setTimeout as sleep } from "node:timers/promises";
import { watchInsolvency } from "../../gateway/cases/insolvency.ts";
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
      const later = (error: unknown): boolean => {
        logger.warn({ err: error }, "cases are looked at later");
        return false;
      };
      const isTold = await watchInsolvency({ database, now }).catch(later);
      const isDone = await watchCase({ database, now }).catch(later);
      if (!isDone && !isTold) await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  };
}
