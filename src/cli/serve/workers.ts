/** What goes on beside the answers: following the chain, sending what was signed, telling who asked to be told. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Registry } from "prom-client";
import { createBlockReader } from "../../chain/blocks.ts";
import type { Hex } from "../../domain/receivable.ts";
import { openContents } from "../../gateway/contents/opening.ts";
import { runReconciliation } from "../../gateway/reconciliations/running.ts";
import { createIndexer } from "../../indexer/indexer.ts";
import type { Indexer } from "../../indexer/indexer.ts";
import type { IndexSettings } from "../../indexer/deps.ts";
import { DEFAULT_SETTINGS } from "../../notifier/deps.ts";
import { createMailSender } from "../../notifier/mailSender.ts";
import { createNotifier } from "../../notifier/notifier.ts";
import { createWebhookSender } from "../../notifier/webhookSender.ts";
import { createGasAccount } from "../../relayer/account.ts";
import type { RelaySettings } from "../../relayer/deps.ts";
import { createRelayNode } from "../../relayer/node.ts";
import { createRelayer } from "../../relayer/relayer.ts";
import { PUBLIC_TARGETS } from "../../wire/targets.ts";
import { registerIndexFigures, registerRelayFigures } from "./figures.ts";
import type { ServerParts } from "./parts.ts";

/** Goes on until the signal is aborted. Rejects where it cannot go on at all. */
export type Worker = (signal: AbortSignal) => Promise<void>;

export interface Workers {
  readonly indexer: Indexer;
  readonly all: readonly Worker[];
}

const INDEX: Omit<IndexSettings, "seed" | "pollMilliseconds"> = {
  windowBlocks: 20_000,
  bulkBlocks: 1_000,
  liveBlocks: 64,
  concurrency: 8,
  verifiedPart: 0.02,
  pauseMilliseconds: 250,
  longestPauseMilliseconds: 30_000,
};

const GWEI = 10n ** 9n;
const RELAY: Omit<RelaySettings, "pollMilliseconds"> = {
  tipWei: GWEI,
  feeCapWei: 200n * GWEI,
  // Anybody may sign in, with as many keys as they like: nothing is paid for whom the operator gave no budget.
  dailyWei: 0n,
  lowBalanceWei: 2n * 10n ** 17n,
  bumpSeconds: 60,
  resendSeconds: 30,
  underWay: 16,
  refusals: 5,
  pauseMilliseconds: 250,
  longestPauseMilliseconds: 30_000,
};

/** @throws Error for a setting that makes no sense, or a key that is none. */
export function createWorkers(parts: ServerParts, metrics: Registry): Workers {
  const { database, addresses, logger, pollMilliseconds, gasKey } = parts;
  const clock = clockOf(parts);
  const indexer = createIndexer({
    database,
    reader: readerOf(parts),
    addresses,
    clock,
    logger,
    settings: { ...INDEX, pollMilliseconds, seed: randomBytes(16).toString("hex") },
  });
  registerIndexFigures(metrics, () => indexer.status());
  const all: Worker[] = [(signal) => indexer.run(signal), notifying(parts), opening(parts), reconciling(parts)];
  if (gasKey !== undefined) all.push(relaying(parts, gasKey, metrics));
  return { indexer, all };
}

interface Clock {
  now(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

function clockOf({ now }: ServerParts): Clock {
  return { now, sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }) };
}

function readerOf({ rpcs, addresses, finalityDepth }: ServerParts): ReturnType<typeof createBlockReader> {
  const { chainId, ledger, directory } = addresses;
  return createBlockReader({ rpcs, chainId, addresses: [ledger, directory], finalityDepth });
}

function relaying(parts: ServerParts, gasKey: Hex, metrics: Registry): Worker {
  const { database, addresses, logger, rpcs, finalityDepth, pollMilliseconds } = parts;
  const relayer = createRelayer({
    database,
    node: createRelayNode({ rpcs, chainId: addresses.chainId, finalityDepth }),
    account: createGasAccount(gasKey),
    destinations: new Set([addresses.ledger]),
    clock: clockOf(parts),
    logger,
    settings: { ...RELAY, ...parts.relaySettings, pollMilliseconds },
  });
  registerRelayFigures(metrics, () => relayer.status());
  return (signal) => relayer.run(signal);
}

function notifying(parts: ServerParts): Worker {
  const { database, logger, config, mailServer } = parts;
  const notifier = createNotifier({
    database,
    clock: clockOf(parts),
    logger,
    secret: config.secret,
    origin: config.origin,
    sendWebhook: createWebhookSender({ rules: config.targets ?? PUBLIC_TARGETS }),
    sendMail: mailServer && createMailSender(mailServer),
    random: Math.random,
    settings: DEFAULT_SETTINGS,
  });
  return (signal) => notifier.run(signal);
}

/** Opens what is sealed to this gateway, as the index brings it. */
function opening({ database, viewingKey, logger, now, pollMilliseconds }: ServerParts): Worker {
  return async (signal) => {
    while (viewingKey !== undefined && !signal.aborted) {
      await openContents({ database, viewingKey, logger, now }).catch((error: unknown) => {
        logger.warn({ err: error }, "contents are opened later");
      });
      await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  };
}

/** Works off the reconciliations that wait, one after another. */
function reconciling({ database, logger, now, pollMilliseconds }: ServerParts): Worker {
  return async (signal) => {
    while (!signal.aborted) {
      const isDone = await runReconciliation({ database, logger, now }).catch((error: unknown) => {
        logger.warn({ err: error }, "reconciliations go on later");
        return false;
      });
      if (!isDone) await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  };
}
