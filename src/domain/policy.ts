/**
 * The policy of a receivable: whether its holder may sell it, whether it may be split, and how small a part may be.
 * Bits of `Header.policy`.
 */

/** Who decides about a sale. */
export const Assignability = {
  /** The holder alone. */
  Freely: 0,
  /** The holder with the buyer's consent. */
  WithConsent: 1,
  /** Nobody: it stays with its supplier. */
  NotAtAll: 2,
} as const;
export type Assignability = (typeof Assignability)[keyof typeof Assignability];

export interface Policy {
  readonly assignability: Assignability;
  readonly splittable: boolean;
  /** The least that a part of a split may have (R69), minor units: a power of ten, or 0n for no minimum. */
  readonly minimumPart: bigint;
}

/** The largest minimum is 10^27 minor units; no amount is ten times that. */
export const MAX_MINIMUM_EXPONENT = 27;

const ASSIGNABILITY_MASK = 3;
const SPLITTABLE = 4;
const MINIMUM_SHIFT = 3;

/**
 * The policy's bits: 0 and 1 assignability, 2 may be split, 3 to 7 the exponent of the minimum part.
 * @throws RangeError for a minimum that is no power of ten from 10 to 10^27, or without leave to split
 */
export function encodePolicy({ assignability, splittable, minimumPart }: Policy): number {
  const exponent = minimumPart === 0n ? 0 : minimumPart.toString().length - 1;
  const isPower = minimumPart === 0n || (exponent > 0 && minimumPart === 10n ** BigInt(exponent));
  if (!isPower || exponent > MAX_MINIMUM_EXPONENT || (exponent > 0 && !splittable)) {
    throw new RangeError(
      `minimumPart is ${minimumPart} minor units; it is a power of ten from 10 to 10^${MAX_MINIMUM_EXPONENT} where ` +
        `the receivable may be split, or 0 for none`,
    );
  }
  return assignability | (splittable ? SPLITTABLE : 0) | (exponent << MINIMUM_SHIFT);
}

/** What the bits of a policy say. @throws RangeError if they say nothing that the ledger issues. */
export function decodePolicy(policy: number): Policy {
  const bits = policy & ASSIGNABILITY_MASK;
  const assignability = Object.values(Assignability).find((known) => known === bits);
  const splittable = (policy & SPLITTABLE) !== 0;
  const exponent = policy >> MINIMUM_SHIFT;
  const isKnown = Number.isInteger(policy) && exponent >= 0 && exponent <= MAX_MINIMUM_EXPONENT;
  if (assignability === undefined || !isKnown || (exponent > 0 && !splittable)) {
    throw new RangeError(
      `policy is ${policy}; it is 0, 1 or 2, and 4 more if the receivable may be split, and then 8 x n more for ` +
        `parts of at least 10^n minor units, n up to ${MAX_MINIMUM_EXPONENT}`,
    );
  }
  return { assignability, splittable, minimumPart: exponent === 0 ? 0n : 10n ** BigInt(exponent) };
}

/** Whether the token is locked: it cannot change hands as it is. */
export function isLocked(policy: number): boolean {
  return (policy & ASSIGNABILITY_MASK) !== Assignability.Freely;
}
