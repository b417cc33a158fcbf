/** What a relayer is made of. All of it comes from whoever composes the process; nothing is read from elsewhere. */
import type { Logger } from "pino";
import type { Address } from "../domain/receivable.ts";
import type { Database } from "../store/database.ts";
import type { GasAccount } from "./account.ts";
import type { RelayNode } from "./node.ts";

export interface Clock {
  /** Unix seconds. */
  now(): number;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Wei, seconds and milliseconds as the names say. */
export interface RelaySettings {
  /** What a block's maker is given per gas, at first. */
  readonly tipWei: bigint;
  /** Nothing is signed at more than this per gas. */
  readonly feeCapWei: bigint;
  /** What is relayed for an organisation in a day (UTC) may cost this much, if it has no budget of its own. */
  readonly dailyWei: bigint;
  /** Below this the balance is an alarm. */
  readonly lowBalanceWei: bigint;
  /** How long a transaction may wait for a block before it is signed again at a higher fee. */
  readonly bumpSeconds: number;
  /** How long after it was sent a transaction that is in no block is sent once more, in case nodes forgot it. */
  readonly resendSeconds: number;
  /** How many transactions may be on their way at a time; nodes keep few of one account (geth: 16). */
  readonly underWay: number;
  /** How often a node may refuse a transaction for a reason that does not pass before the relay is given up. */
  readonly refusals: number;
  /** How long to wait for the next block, and for the right to lead. */
  readonly pollMilliseconds: number;
  /** The first pause after a failure; each failure in a row doubles it. */
  readonly pauseMilliseconds: number;
  readonly longestPauseMilliseconds: number;
}

export interface RelayerDeps {
  /** Its tables are there; see `migrate`. */
  readonly database: Database;
  readonly node: RelayNode;
  readonly account: GasAccount;
  /** The contracts that may be called, in lower case; a relay to anything else is refused. */
  readonly destinations: ReadonlySet<Address>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, "info" | "warn" | "error">;
  readonly settings: RelaySettings;
}

/** @throws Error that names the setting, its value and what is allowed */
export function checkSettings(settings: RelaySettings): void {
  const { tipWei, feeCapWei, dailyWei, lowBalanceWei, ...counts } = settings;
  for (const [name, value] of Object.entries({ tipWei, dailyWei, lowBalanceWei })) {
    if (value < 0n) throw settingError(name, value, "0 or more wei");
  }
  if (feeCapWei <= tipWei) throw settingError("feeCapWei", feeCapWei, `more than tipWei, which is ${tipWei}`);
  for (const [name, value] of Object.entries(counts)) {
    if (!Number.isSafeInteger(value) || value <= 0) throw settingError(name, value, "a whole number above 0");
  }
}

function settingError(name: string, value: bigint | number, allowed: string): Error {
  return new Error(`the relayer's ${name} is ${value}: give ${allowed}`);
}
