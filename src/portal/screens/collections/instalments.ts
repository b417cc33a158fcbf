/** Equal instalments of a sum, as a plan is proposed. */
const MILLISECONDS_OF_DAY = 86_400_000;
const DAY_CHARACTERS = 10;

export interface Instalment {
  /** Minor units. */
  readonly units: bigint;
  /** YYYY-MM-DD. */
  readonly payBy: string;
}

/**
 * What does not divide is paid with the last one. @param sum Minor units. @param count At least 1.
 * @param first YYYY-MM-DD. @param gap Days between two.
 */
export function instalmentsOf(sum: bigint, count: number, first: string, gap: number): readonly Instalment[] {
  const each = sum / BigInt(count);
  return Array.from({ length: count }, (_, place) => ({
    units: place === count - 1 ? sum - each * BigInt(count - 1) : each,
    payBy: new Date(Date.parse(first) + place * gap * MILLISECONDS_OF_DAY).toISOString().slice(0, DAY_CHARACTERS),
  }));
}
