/** How often a property is tried: `n` times in `npm test`, more in a campaign, which sets COUNTERSIGN_FUZZ_FACTOR. */
export function runs(n: number): number {
  return Math.max(1, Math.round(n * Number(process.env["COUNTERSIGN_FUZZ_FACTOR"] ?? 1)));
}
