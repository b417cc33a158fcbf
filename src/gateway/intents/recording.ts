/** Which of the events that fit an intent is its own. */
import type { Place } from "../../domain/events.ts";
import type { Hex } from "../../domain/receivable.ts";

/** What is known of when an intent was carried out. */
export interface Since {
  /** Transactions that the gateway sent for it. */
  readonly sent: readonly Hex[];
  /** The last block of the index when it was prepared. */
  readonly afterBlock: number;
}

/**
 * One that the gateway sent, or else the first since it was prepared. @param isOnce Whether it can happen only once, so
 * that one from before the intent was prepared is it as well.
 */
export function chosen<Recorded extends { readonly at: Place }>(
  fitting: readonly Recorded[],
  isOnce: boolean,
  { sent, afterBlock }: Since,
): Recorded | undefined {
  const ours = fitting.find(({ at }) => sent.includes(at.transactionHash));
  return ours ?? fitting.find(({ at }) => isOnce || at.blockNumber > afterBlock);
}
