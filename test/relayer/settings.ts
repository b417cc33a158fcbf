/** How the relayers of the tests are set. */
import type { RelaySettings } from "../../src/relayer/deps.ts";

/** How many blocks below the latest are final. */
export const FINALITY = 4;
const GWEI = 10n ** 9n;

export const SETTINGS: RelaySettings = {
  tipWei: GWEI,
  feeCapWei: 100n * GWEI,
  dailyWei: 10n ** 19n,
  lowBalanceWei: 10n ** 17n,
  bumpSeconds: 60,
  resendSeconds: 30,
  underWay: 16,
  refusals: 3,
  pollMilliseconds: 5,
  pauseMilliseconds: 1,
  longestPauseMilliseconds: 20,
};
