/** The index of a ledger: one process leads and writes it, the others wait until that one is gone. */
import { ChainDisagreement, ChainDishonest, ChainReadError, WrongChain } from "../chain/rpcErrors.ts";
import { cursorOf } from "../store/chainTables.ts";
import type { Leadership } from "../store/database.ts";
import { StoreRefusedError, StoreRetryError } from "../store/errors.ts";
import { checkStart } from "./checks.ts";
import { checkReader, checkSettings } from "./deps.ts";
import type { IndexerDeps } from "./deps.ts";
import { ChainMovedError, IndexStoppedError } from "./errors.ts";
import { createFollower } from "./follow.ts";
import type { Step } from "./follow.ts";
import { createBoard } from "./status.ts";
import type { Board, IndexStatus } from "./status.ts";
import { takeOn } from "./takeOn.ts";

export interface Indexer {
  /**
   * Leads as soon as nobody else does, checks chain and database, and follows the chain. Faults that pass are waited
   * for. Resolves when the signal is aborted, or when the index has stopped; `status` then says why, and what is in
   * the tables stays.
   * @throws IndexRefusedError and StoreRefusedError where chain or database are not those of the addresses
   */
  run(signal: AbortSignal): Promise<void>;
  status(): IndexStatus;
}

/** @throws Error if a setting makes no sense, or the reader leaves out a contract */
export function createIndexer(deps: IndexerDeps): Indexer {
  checkSettings(deps.settings);
  checkReader(deps);
  const board = createBoard();
  return {
    status: () => board.read(),
    async run(signal) {
      try {
        while (!signal.aborted && board.read().stopped === undefined) await lead(deps, board, signal);
      } finally {
        if (board.read().stopped === undefined) board.role("closed");
      }
    },
  };
}

/** Waits for the right to lead, and leads until it is lost, the index stops, or the signal is aborted. */
async function lead(deps: IndexerDeps, board: Board, signal: AbortSignal): Promise<void> {
  const { database, clock, settings, logger } = deps;
  let leader: Leadership | undefined;
  try {
    leader = await database.lead();
    if (leader === undefined) {
      board.role("waiting");
      board.cursor(await cursorOf(database));
    }
  } catch (error) {
    if (!(error instanceof StoreRetryError)) throw error;
    board.fault(error.message);
    logger.warn({ fault: error.message }, "the database does not answer");
  }
  if (leader === undefined) {
    await clock.sleep(settings.pollMilliseconds, signal).catch(unlessAborted(signal));
    return;
  }
  try {
    await follow(deps, leader, board, AbortSignal.any([signal, leader.lost]));
  } finally {
    await leader.release();
  }
}

/** Leads until the signal is aborted or the index stops. */
async function follow(deps: IndexerDeps, leader: Leadership, board: Board, signal: AbortSignal): Promise<void> {
  const { clock, settings, logger } = deps;
  let step = async (): Promise<Step> => {
    const beginning = await checkStart(deps, leader, signal);
    board.role("leading");
    await takeOn(deps, leader, signal);
    const follower = createFollower(deps, leader, beginning, board);
    step = () => follower.step(signal);
    return step();
  };
  let failures = 0;
  while (!signal.aborted) {
    try {
      const outcome = await step();
      failures = 0;
      board.fault(outcome === "behind" ? behind(board.read()) : undefined);
      if (outcome !== "written") await clock.sleep(settings.pollMilliseconds, signal);
    } catch (error) {
      if (isOver(signal)) return;
      const isLeading = board.read().role === "leading";
      const stop = isLeading ? stopOf(error) : undefined;
      if (stop !== undefined) {
        halt(deps, board, stop);
        return;
      }
      if (!passes(error)) throw error;
      failures += 1;
      board.fault(error.message);
      logger.warn({ fault: error.message, failures }, "the index waits and tries again");
      await clock.sleep(pauseAfter(failures, settings), signal).catch(unlessAborted(signal));
    }
  }
}

function behind({ heads, indexed }: IndexStatus): string {
  const [theirs, ours] = [heads?.latest.number ?? "unknown", indexed?.number ?? "unknown"];
  return `the node's latest block is ${theirs} and the index has block ${ours}: the index waits for the node`;
}

/** Asked anew, since it may have been aborted while a step ran. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

function halt({ clock, logger }: IndexerDeps, board: Board, stop: IndexStoppedError): void {
  const { kind, message, provider, wayOut } = stop;
  board.stopped({ kind, message, provider, wayOut, at: clock.now() });
  logger.error({ kind, provider, fault: message, indexed: board.read().indexed }, "the index has stopped");
}

/** What a person has to look at, before anything else is written. */
function stopOf(error: unknown): IndexStoppedError | undefined {
  if (error instanceof IndexStoppedError) return error;
  if (error instanceof ChainDishonest) {
    return new IndexStoppedError("ProviderDishonest", error.message, { provider: error.provider, cause: error });
  }
  if (error instanceof ChainDisagreement || error instanceof WrongChain) {
    return new IndexStoppedError("ProvidersDisagree", error.message, { provider: error.provider, cause: error });
  }
  if (error instanceof StoreRefusedError) {
    return new IndexStoppedError("StoreRefused", error.message, { cause: error });
  }
  return undefined;
}

function passes(error: unknown): error is Error {
  return error instanceof ChainReadError || error instanceof StoreRetryError || error instanceof ChainMovedError;
}

function pauseAfter(failures: number, settings: IndexerDeps["settings"]): number {
  return Math.min(settings.longestPauseMilliseconds, settings.pauseMilliseconds * 2 ** (failures - 1));
}

function unlessAborted(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}
