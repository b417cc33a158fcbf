/** What goes on beside the answers: following the chain, sending what was signed, telling who asked to be told. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Registry } from "prom-client";
import { followedContracts } from "../../chain/addresses.ts";
import type { Addresses } from "../../chain/addresses.ts";
import { createBlockReader } from "../../chain/blocks.ts";
import { ACCOUNT_FACTORY } from "../../clients/organisation/passkeyAccounts.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { runStatementSchedule } from "../../gateway/accountStatements/scheduling.ts";
import { tendCash } from "../../gateway/cash/tending.ts";
import { runCashJob } from "../../gateway/cash/working.ts";
import { judgeDunning } from "../../gateway/dunning/judging.ts";
import { runDunning } from "../../gateway/dunning/scheduling.ts";
import { watchIndirectPayments } from "../../gateway/factoring/watching.ts";
import { openContents } from "../../gateway/contents/opening.ts";
import type { GatewayDeps } from "../../gateway/deps.ts";
import { beginRuns } from "../../gateway/reconciliations/continuing.ts";
import { runReconciliation } from "../../gateway/reconciliations/running.ts";
import type { ReconcilingDeps } from "../../gateway/reconciliations/running.ts";
import { workOnStatements } from "../../gateway/statementBooks/working.ts";
import { createIndexer } from "../../indexer/indexer.ts";
import type { Indexer } from "../../indexer/indexer.ts";
import type { IndexSettings } from "../../indexer/deps.ts";
import { DEFAULT_SETTINGS } from "../../notifier/deps.ts";
import { createSmsSender } from "../../notifier/dunningSms.ts";
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
import { watchers } from "./watchers.ts";

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
  const all: Worker[] = [
    (signal) => indexer.run(signal),
    notifying(parts),
    opening(parts),
    reconciling(parts),
    stating(parts),
    scheduling(parts),
    dunning(parts),
    ...watchers(parts),
    applyingCash(parts, metrics),
  ];
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
  const { chainId } = addresses;
  return createBlockReader({ rpcs, chainId, addresses: followedContracts(addresses), finalityDepth });
}

function relaying(parts: ServerParts, gasKey: Hex, metrics: Registry): Worker {
  const { database, addresses, logger, rpcs, finalityDepth, pollMilliseconds } = parts;
  const relayer = createRelayer({
    database,
    node: createRelayNode({ rpcs, chainId: addresses.chainId, finalityDepth }),
    account: createGasAccount(gasKey),
    destinations: destinationsOf(addresses),
    clock: clockOf(parts),
    logger,
    settings: { ...RELAY, ...parts.relaySettings, pollMilliseconds },
  });
  registerRelayFigures(metrics, () => relayer.status());
  return (signal) => relayer.run(signal);
}

/** The contracts that take what parties signed, and the one that makes accounts for passkeys. */
function destinationsOf({ ledger, statements, factoring, collections }: Addresses): ReadonlySet<Address> {
  const all = [ledger, statements, factoring, collections, ACCOUNT_FACTORY];
  return new Set(all.flatMap((contract) => (contract === undefined ? [] : [contract.toLowerCase() as Address])));
}

function notifying(parts: ServerParts): Worker {
  const { database, logger, config, mailServer, smsGateway } = parts;
  const rules = config.targets ?? PUBLIC_TARGETS;
  const notifier = createNotifier({
    database,
    clock: clockOf(parts),
    logger,
    secret: config.secret,
    origin: config.origin,
    sendWebhook: createWebhookSender({ rules }),
    sendMail: mailServer && createMailSender(mailServer),
    sendSms: smsGateway && createSmsSender(smsGateway, { rules }),
    judgeDunning: (claimed, now) => judgeDunning({ database, behindSeconds: config.behindSeconds }, claimed, now),
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

/** Begins what has to be compared again, and works off the reconciliations that wait, one after another. */
function reconciling({ database, logger, now, pollMilliseconds }: ServerParts): Worker {
  return async (signal) => {
    while (!signal.aborted) {
      const isDone = await reconcileNext({ database, logger, now }).catch((error: unknown) => {
        logger.warn({ err: error }, "reconciliations go on later");
        return false;
      });
      if (!isDone) await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  };
}

async function reconcileNext(deps: ReconcilingDeps): Promise<boolean> {
  await beginRuns(deps);
  return runReconciliation(deps);
}

/** Reads the books of statements that wait and compares them, one after another. */
function stating({ database, config: { secret }, logger, now, pollMilliseconds }: ServerParts): Worker {
  return async (signal) => {
    while (!signal.aborted) {
      const isDone = await workOnStatements({ database, secret, logger, now }).catch((error: unknown) => {
        logger.warn({ err: error }, "books of statements are read later");
        return false;
      });
      if (!isDone) await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  };
}

/** Makes the statements of account that are due. */
function scheduling({ database, tokens, config, logger, now, pollMilliseconds }: ServerParts): Worker {
  const { secret, behindSeconds } = config;
  return async (signal) => {
    while (!signal.aborted) {
      const deps = { database, tokens, secret, behindSeconds, logger, now };
      const isDone = await runStatementSchedule(deps).catch((error: unknown) => {
        logger.warn({ err: error }, "scheduled account statements are made later");
        return false;
      });
      if (!isDone) await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  };
}

/** Looks at customers, one after another, and has sent what is due of them. */
function dunning({ database, tokens, config, logger, now, pollMilliseconds }: ServerParts): Worker {
  const { secret, origin, behindSeconds } = config;
  return async (signal) => {
    while (!signal.aborted) {
      const deps = { database, tokens, secret, origin, behindSeconds, logger, now };
      const isDone = await runDunning(deps).catch((error: unknown) => {
        logger.warn({ err: error }, "customers are dunned later");
        return false;
      });
      if (!isDone) await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  };
}

/** Reads files of banks, applies cash, prepares the intents that tell the ledger of it, and sees what went astray. */
function applyingCash(parts: ServerParts, metrics: Registry): Worker {
  const { database, config, addresses, tokens, viewingKey, logger, now, pollMilliseconds } = parts;
  const isNotAsked = (): Promise<never> => Promise.reject(new Error("cash application signs and sends nothing"));
  const deps: GatewayDeps = {
    ...{ database, config, addresses, tokens, viewingKey, logger, metrics, now, portal: undefined },
    ...{ simulate: isNotAsked, signedByContract: isNotAsked },
  };
  return async (signal) => {
    while (!signal.aborted) {
      const isDone = await cashNext(deps).catch((error: unknown) => {
        logger.warn({ err: error }, "cash is applied later");
        return false;
      });
      if (!isDone) await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  };
}

async function cashNext(deps: GatewayDeps): Promise<boolean> {
  const isTended = await tendCash(deps);
  const isDone = await runCashJob(deps);
  return (await watchIndirectPayments(deps)) || isDone || isTended;
}
