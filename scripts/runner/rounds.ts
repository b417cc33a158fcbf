/** A round that was played: how much effort it had and how long it took. */
export interface Played {
  readonly factor: number;
  readonly seconds: number;
}

const ROUND_SECONDS = 120;
/** Below it too little is played for what the properties count: that rare cases came up at all. */
const LEAST_FACTOR = 0.25;
const MOST_FACTOR = 200;
const SHORTEST_SECONDS = 5;
/** A share of the time is kept back, since rounds of equal effort differ. */
const RESERVE = 0.85;
/** Less effort does not save this part of a round: chains and databases are brought up all the same. */
const FIXED_SHARE = 0.5;

/** The effort with which the next round comes near the wanted length; it at most doubles or halves. */
export function nextFactor({ factor, seconds }: Played): number {
  const ratio = Math.min(2, Math.max(0.5, ROUND_SECONDS / Math.max(seconds, 0.001)));
  return Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, factor * ratio));
}

/** The effort, not above the wanted one, that fits into what is left; undefined where no sensible round does. */
export function fittingFactor({ factor, seconds }: Played, wanted: number, secondsLeft: number): number | undefined {
  const usable = secondsLeft * RESERVE;
  if (usable < SHORTEST_SECONDS) return undefined;
  const fixed = seconds * FIXED_SHARE;
  const affordable = (factor * (usable - fixed)) / (seconds - fixed);
  const fitting = Math.min(wanted, affordable);
  return fitting < LEAST_FACTOR ? undefined : fitting;
}
