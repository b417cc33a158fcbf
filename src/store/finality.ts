/** How firmly a block of the tables stands. */

/** Who says what is safe and what is final: the chain, by its tags, or a number of blocks that the operator chose. */
export type FinalityBasis = "tags" | "depth";

/** `latest` may be taken back any time, `safe` is not expected to be, `finalised` never will be. */
export type Certainty = "finalised" | "safe" | "latest";

/** Beside the last final block, the cursor says which is the last that is safe, and who says so. */
export const FINALITY_COLUMNS: readonly string[] = [
  "alter table cursor add column safe_number bigint, add column safe_hash bytea, add column finality text",
  // What was written before knew of nothing safe but what was final.
  "update cursor set safe_number = final_number, safe_hash = final_hash, finality = 'tags'",
  `alter table cursor alter column safe_number set not null, alter column safe_hash set not null,
    alter column finality set not null`,
];

interface Heads {
  readonly safe: { readonly number: number };
  readonly final: { readonly number: number };
}

/**
 * How firmly a block stands. @param cursor Undefined before anything was read; then nothing is more than the latest.
 */
export function certaintyOf(cursor: Heads | undefined, blockNumber: number): Certainty {
  if (cursor === undefined || blockNumber > cursor.safe.number) return "latest";
  return blockNumber > cursor.final.number ? "safe" : "finalised";
}
