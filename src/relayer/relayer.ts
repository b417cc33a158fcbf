/**
 * The relayer: carries what parties signed to the chain, with a key of its own that pays the gas and can do nothing
 * else. One process leads, the others wait until it is gone.
 */
import { ChainReadError } from "../chain/rpcErrors.ts";
import { RetryError } from "../clients/errors.ts";
import type { Leadership } from "../store/database.ts";
import { StoreRetryError } from "../store/errors.ts";
import { identityOf } from "../store/identity.ts";
import { checkSettings } from "./deps.ts";
import type { RelayerDeps } from "./deps.ts";
import { createBoard } from "./status.ts";
import type { Board, RelayerStatus } from "./status.ts";
import { createStepper } from "./steps.ts";

export interface Relayer {
  /**
   * Leads as soon as nobody else does, and relays. Faults that pass are waited for. Resolves when the signal is
   * aborted; what is under way then is taken up by whoever leads next.
   * @throws Error if the database is the index of another chain; StoreRefusedError
   */
  run(signal: AbortSignal): Promise<void>;
  status(): RelayerStatus;
}

/** @throws Error if a setting makes no sense */
export function createRelayer(deps: RelayerDeps): Relayer {
  checkSettings(deps.settings);
  const board = createBoard(deps.account.address);
  return {
    status: () => board.read(),
    async run(signal) {
      try {
        while (!signal.aborted) await lead(deps, board, signal);
      } finally {
        board.set({ role: "closed" });
      }
    },
  };
}

/** Waits for the right to lead, and leads until it is lost or the signal is aborted. */
async function lead(deps: RelayerDeps, board: Board, signal: AbortSignal): Promise<void> {
  const { database, clock, settings, logger } = deps;
  let leader: Leadership | undefined;
  try {
    leader = await database.lead("relays");
    board.set({ fault: undefined, ...(leader === undefined && { role: "waiting" }) });
  } catch (error) {
    if (!(error instanceof StoreRetryError)) throw error;
    board.set({ role: "waiting", fault: error.message });
    logger.warn({ fault: error.message }, "the database does not answer");
  }
  if (leader === undefined) {
    await clock.sleep(settings.pollMilliseconds, signal).catch(unlessAborted(signal));
    return;
  }
  try {
    board.set({ role: "leading" });
    await relay(deps, leader, board, AbortSignal.any([signal, leader.lost]));
  } finally {
    await leader.release();
  }
}

async function relay(deps: RelayerDeps, leader: Leadership, board: Board, signal: AbortSignal): Promise<void> {
  const { clock, settings, logger } = deps;
  let failures = 0;
  const pause = (): number => Math.min(settings.longestPauseMilliseconds, settings.pauseMilliseconds * 2 ** failures);
  const stepper = createStepper(deps, leader, board);
  let isChecked = false;
  while (!signal.aborted) {
    try {
      if (!isChecked) await checkChain(deps);
      isChecked = true;
      await stepper.step(signal);
      failures = 0;
      board.set({ fault: undefined });
      await clock.sleep(settings.pollMilliseconds, signal);
    } catch (error) {
      if (isOver(signal)) return;
      if (!passes(error)) throw error;
      board.set({ fault: error.message });
      logger.warn({ fault: error.message, failures }, "the relayer waits and tries again");
      await clock.sleep(pause(), signal).catch(unlessAborted(signal));
      failures += 1;
    }
  }
}

/** What the database knows of another chain must not be sent to this one. */
async function checkChain({ database, node }: RelayerDeps): Promise<void> {
  const identity = await identityOf(database);
  if (identity === undefined || identity.chainId === node.chainId) return;
  throw new Error(
    `the database is the index of chain ${identity.chainId}, and the relayer's node serves chain ${node.chainId}: ` +
      "name a node of that chain, or another database",
  );
}

/** Asked anew, since it may have been aborted while a step ran. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

function passes(error: unknown): error is Error {
  return error instanceof ChainReadError || error instanceof RetryError || error instanceof StoreRetryError;
}

function unlessAborted(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}
