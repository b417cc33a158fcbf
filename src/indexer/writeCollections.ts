/** What events of collections touch: schedules that were agreed and adopted, placements, plans, spent nonces. */
import type { RecordedCollectionEvent } from "../domain/collections/recordEvents.ts";
import { foldCollections } from "../domain/collections/recordFold.ts";
import { keyOf } from "../domain/fold.ts";
import type { Dropped } from "../store/chainTables.ts";
import { collectionEventsOfFacts } from "../store/collectionEvents.ts";
import type { Transaction } from "../store/database.ts";
import { collectionFactOf } from "../store/factKeys.ts";
import { factsOf, replaceFacts } from "../store/facts.ts";
import type { FactKey } from "../store/factTables.ts";

const KINDS = ["agreedSchedules/", "adoptedSchedules/", "placements/", "agreedPlans/", "collectionNonces/"];

/** Whether a fact follows from collections. */
export function isOfCollections(fact: FactKey): boolean {
  return KINDS.some((kind) => fact.startsWith(kind));
}

/** @param events In the order of the chain; they are in the tables by now. */
export async function writeCollections(
  tx: Transaction,
  events: readonly RecordedCollectionEvent[],
  dropped: Pick<Dropped, "facts">,
): Promise<void> {
  const anew = new Set(dropped.facts.filter(isOfCollections));
  const own = events.map(({ event }) => event).filter((event) => collectionFactOf(event) !== undefined);
  const others = new Set(own.flatMap((event) => collectionFactOf(event) ?? []).filter((key) => !anew.has(key)));
  if (anew.size + others.size === 0) return;
  const { agreedSchedules, adoptedSchedules, placements, agreedPlans } = await factsOf(tx, [...others]);
  const standing = {
    agreed: new Map(agreedSchedules.map((row) => [keyOf(row.supplier, row.buyer), row])),
    adopted: new Map(adoptedSchedules.map((row) => [row.id, row])),
    placements: new Map(placements.map((row) => [keyOf(row.id, row.creditor, row.collector), row])),
    plans: new Map(agreedPlans.map((row) => [row.id, row])),
    nonces: new Map(),
  };
  // The tables hold the new events of what is folded anew by now.
  const kept = (await collectionEventsOfFacts(tx, [...anew])).map(({ event }) => event);
  const ofOthers = own.filter((event) => others.has(collectionFactOf(event) ?? "placements/"));
  // No event is about two facts, so that the order between the two lists does not matter.
  const after = foldCollections(standing, [...kept, ...ofOthers]);
  await replaceFacts(tx, [...anew, ...others], {
    agreedSchedules: [...after.agreed.values()],
    adoptedSchedules: [...after.adopted.values()],
    placements: [...after.placements.values()],
    agreedPlans: [...after.plans.values()],
    collectionNonces: [...after.nonces.values()],
  });
}
