/** The policy of a receivable: whether its holder may sell it, and whether it may be split. Bits of `Header.policy`. */

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
}

const ASSIGNABILITY_MASK = 3;
const SPLITTABLE = 4;

/** The policy's bits: 0 and 1 assignability, 2 may be split. */
export function encodePolicy({ assignability, splittable }: Policy): number {
  return assignability | (splittable ? SPLITTABLE : 0);
}

/** What the bits of a policy say. @throws RangeError if they say nothing that the ledger issues. */
export function decodePolicy(policy: number): Policy {
  const bits = policy & ASSIGNABILITY_MASK;
  const assignability = Object.values(Assignability).find((known) => known === bits);
  if (assignability === undefined || !Number.isInteger(policy) || (policy & ~(ASSIGNABILITY_MASK | SPLITTABLE)) !== 0) {
    throw new RangeError(`policy is ${policy}; it is 0, 1 or 2, and 4 more if the receivable may be split`);
  }
  return { assignability, splittable: (policy & SPLITTABLE) !== 0 };
}

/** Whether the token is locked: it cannot change hands as it is. */
export function isLocked(policy: number): boolean {
  return (policy & ASSIGNABILITY_MASK) !== Assignability.Freely;
}
