/** Up to which block the page tells, at its foot. */
import { part } from "./dom.ts";
import type { AsOf } from "./gateway.ts";

/** @param asOf Null before the gateway has read a block. */
export function showAsOf(asOf: AsOf | null): void {
  part("as-of").replaceChildren(asOf === null ? "" : wordsOf(asOf));
}

function wordsOf({ block, safe, finalised, basis }: AsOf): string {
  const final = basis === "depth" ? "final, by its depth alone," : "final";
  return `As of block ${block}; safe up to block ${safe}, ${final} up to block ${finalised}.`;
}
