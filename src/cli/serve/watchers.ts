/** What looks at rows that are due, each in a loop of its own: one after another, and later where it fails. */
import { setTimeout as sleep } from "node:timers/promises";
import { watchApproval } from "../../gateway/approvals/watching.ts";
import { watchLimits } from "../../gateway/limits/watching.ts";
import { watchRisks } from "../../gateway/risk/watching.ts";
import { runScores } from "../../gateway/scores/watching.ts";
import { watchingCases } from "./caseWatch.ts";
import type { ServerParts } from "./parts.ts";

type Worker = (signal: AbortSignal) => Promise<void>;

export function watchers(parts: ServerParts): readonly Worker[] {
  return [
    watchingCases(parts),
    watching(parts, watchApproval, "requests for approval are looked at later"),
    watching(parts, runScores, "customers are scored later"),
    watching(parts, watchLimits, "limits are looked at later"),
    watching(parts, watchingRisks, "early warnings are looked for later"),
  ];
}

const watchingRisks = ({ config, ...parts }: ServerParts): Promise<boolean> =>
  watchRisks({ ...parts, behindSeconds: config.behindSeconds });

/** @param look Looks at one; false if nothing was due. @param later What is logged where that fails. */
function watching(parts: ServerParts, look: (parts: ServerParts) => Promise<boolean>, later: string): Worker {
  const { logger, pollMilliseconds } = parts;
  return async (signal) => {
    while (!signal.aborted) {
      const isDone = await look(parts).catch((error: unknown) => {
        logger.warn({ err: error }, later);
        return false;
      });
      if (!isDone) await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  };
}
