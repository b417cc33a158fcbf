/** Differences of a comparison as the panes sort them. */
import type { Schemas } from "../../data/gateway.ts";
import type { BookItem } from "./bridge.ts";

export type Difference = Schemas["BookDifference"];

/** Whose differences are asked: those of one comparison, or of a pair that is compared again and again. */
export interface DifferenceSource {
  readonly kind: "run" | "pair";
  readonly id: string;
}

export function isOneSided({ supplier, buyer }: Difference): boolean {
  return supplier.length === 0 || buyer.length === 0;
}

/** How a document is called: by its number, and where the book has none by where it stands. */
export function nameOf({ number, place }: BookItem): string {
  return number === "" ? place : number;
}

/** By its first document, the supplier's before the buyer's. */
export function nameOfDifference({ supplier, buyer }: Pick<Difference, "supplier" | "buyer">): string {
  const [first] = [...supplier, ...buyer];
  return first === undefined ? "" : nameOf(first);
}
