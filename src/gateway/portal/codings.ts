/** In which coding a file goes out: of those that it was compressed in, what the reader takes. RFC 9110, 12.5.3. */
export type Coding = "br" | "gzip";

/** The smaller one first, each with the ending of the file that the portal's build wrote. */
export const CODINGS: readonly { readonly coding: Coding; readonly ending: string }[] = [
  { coding: "br", ending: ".br" },
  { coding: "gzip", ending: ".gz" },
];

/**
 * @param accepted The header `accept-encoding`.
 * @returns undefined for the file as it is: nothing else is there, or the reader takes nothing else.
 */
export function codingFor(accepted: string, coded: ReadonlyMap<Coding, unknown>): Coding | undefined {
  const weights = new Map(accepted.split(",").map(weightOf));
  const weigh = (coding: Coding): number => weights.get(coding) ?? weights.get("*") ?? 0;
  const [best] = CODINGS.map(({ coding }) => coding)
    .filter((coding) => coded.has(coding) && weigh(coding) > 0)
    .sort((left, right) => weigh(right) - weigh(left));
  return best;
}

/** `gzip;q=0.5` as a name and its weight; 1 where none is told, 0 for one that is no number. */
function weightOf(item: string): readonly [name: string, weight: number] {
  const [name = "", ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice("q=".length);
  return [name, weight === undefined ? 1 : Number(weight) || 0];
}
