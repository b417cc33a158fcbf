import type { Schemas } from "../../data/gateway.ts";

/** Parts per million of the limit of which most is used; undefined where there is none. */
export function highestUse({ currencies }: Schemas["ExposureAnswer"]): string | undefined {
  const uses = currencies.flatMap((one) => one.uses.map(({ use }) => use));
  return uses.toSorted((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1))[0];
}
