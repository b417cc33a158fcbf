/** What is paid per gas, in wei (EIP-1559). */

export interface Fees {
  readonly maxFee: bigint;
  readonly tip: bigint;
}

export interface FeePolicy {
  /** What a block's maker is given at first. */
  readonly tip: bigint;
  /** Nothing is ever signed at more than this per gas. */
  readonly cap: bigint;
}

/** Nodes take a transaction in another's place if both its fees are higher by a tenth; some ask for an eighth. */
const BUMP_DIVISOR = 8n;

/**
 * Room for the base fee to double, within the cap.
 * @returns undefined while not even the present base fee and the tip fit under the cap
 */
export function firstFees({ tip, cap }: FeePolicy, baseFee: bigint): Fees | undefined {
  if (baseFee + tip > cap) return undefined;
  return { maxFee: least(2n * baseFee + tip, cap), tip };
}

/**
 * Fees that a node takes in place of others: each is higher by an eighth at least, and what would be bid at first if
 * that is more.
 * @returns undefined where the cap leaves no room
 */
export function bumpedFees(policy: FeePolicy, baseFee: bigint, before: Fees): Fees | undefined {
  const floor = { maxFee: raised(before.maxFee), tip: raised(before.tip) };
  if (floor.maxFee > policy.cap) return undefined;
  const fresh = least(2n * baseFee + policy.tip, policy.cap);
  const maxFee = most(floor.maxFee, fresh);
  const tip = most(floor.tip, policy.tip);
  return { maxFee, tip: least(tip, maxFee) };
}

/** An eighth more, rounded up, one at least. */
function raised(fee: bigint): bigint {
  const more = (fee + BUMP_DIVISOR - 1n) / BUMP_DIVISOR;
  return fee + most(more, 1n);
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

function most(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
