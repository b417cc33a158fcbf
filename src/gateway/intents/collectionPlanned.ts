/** What an act about collection comes to. */
import type { PromisedPayment } from "../../domain/collections/record.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { CollectionDeed, CollectionPlan } from "./collectionPlans.ts";
import type { Said } from "./collectionWords.ts";

/** What an act comes to, given the tables. */
export interface PlannedCollection extends Pick<CollectionPlan, "between"> {
  readonly deed: CollectionDeed;
  /** Null of what is about a pair. */
  readonly id: Hex | null;
  readonly commitment: Hex | null;
  readonly said?: Said;
  /** Words for the other side, of which the chain is told nothing. */
  readonly note?: string;
  readonly payment?: PromisedPayment;
  readonly money?: { readonly currency: Address; readonly amount: bigint };
  /** What it is about, where it can be wanted only once. */
  readonly once?: string;
  /** The proposal whose place it takes. */
  readonly counters?: string;
}
