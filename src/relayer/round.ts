/** What one look at chain and tables has in common. */
import type { Slot } from "../store/relayOutbox.ts";
import type { Leadership } from "../store/database.ts";
import type { RelayAlarm } from "../store/relays.ts";
import type { RelayerDeps } from "./deps.ts";
import type { Fees } from "./fees.ts";
import type { Head } from "./node.ts";

export interface Round {
  readonly deps: RelayerDeps;
  readonly leader: Pick<Leadership, "transaction">;
  readonly signal: AbortSignal;
  /** Unix seconds. */
  readonly now: number;
  readonly head: Head;
  /** How many transactions the key had sent at the head. */
  readonly count: number;
  /** Told as they are met. */
  readonly alarms: Map<RelayAlarm["kind"], string>;
}

/** Whether a nonce is still to be used: no block that is known of holds a transaction of it. */
export function isUnderWay({ block, taken }: Slot): boolean {
  return block === null && taken === null;
}

export function feesInWords({ maxFee, tip }: Fees): string {
  return `${maxFee} wei per gas, ${tip} of them as a tip`;
}
