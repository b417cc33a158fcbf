/** Which hashes of what was told beside the chain the events of a collection have. */
import type { CollectionRecalled, CollectionStepTaken } from "../../domain/collections/recordEvents.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { CollectionContent, KeptContent } from "../../store/collectionContents.ts";
import type { StoredCollectionEvent } from "../../store/collectionEvents.ts";

type OfReceivable = StoredCollectionEvent["event"];

/** Of words: what was said, or why. */
export function contentHashIn(event: OfReceivable): Hex | undefined {
  switch (event.name) {
    case "CollectionRecorded":
      return event.entry.content;
    case "CollectionStepTaken":
      return event.content;
    case "CollectionRecalled":
      return event.reason;
    case "DebtorAnswered":
      return event.answer.content;
    default:
      return undefined;
  }
}

/**
 * The words that a reader is told, by their hashes. Steps, and why a placement ended, are said among those who collect.
 * What they were prepared for here decides, so that nobody is told a note for having its hash in another event sooner.
 * Of words that were handed in from outside the first event that has the hash decides.
 * @param events Of one receivable, in the order of the chain.
 */
export function toldContents(
  events: readonly { readonly event: OfReceivable }[],
  contents: ReadonlyMap<Hex, KeptContent>,
  reader: Address,
): ReadonlyMap<Hex, CollectionContent> {
  const told = new Map<Hex, CollectionContent>();
  const byHash = Map.groupBy(
    events.map(({ event }) => event),
    contentHashIn,
  );
  for (const [hash, { text, salt, isInternal }] of contents) {
    const saying = byHash.get(hash) ?? [];
    const internal = saying.filter(isOfCollectors);
    const [first] = isInternal === true ? internal : saying;
    if (first === undefined) continue;
    const isTold = isInternal === false || !isOfCollectors(first) || [first.creditor, first.collector].includes(reader);
    if (isTold) told.set(hash, { text, salt });
  }
  return told;
}

function isOfCollectors(event: OfReceivable): event is Extract<OfReceivable, CollectionStepTaken | CollectionRecalled> {
  return event.name === "CollectionStepTaken" || event.name === "CollectionRecalled";
}

/** Of a payment plan. */
export function planHashIn(event: OfReceivable): Hex | undefined {
  return event.name === "PlanAgreed" ? event.plan : undefined;
}

/** Of a sum and its day. */
export function paymentHashIn(event: OfReceivable): Hex | undefined {
  const hash = event.name === "DebtorAnswered" ? event.answer.payment : ZERO_HASH;
  return hash === ZERO_HASH ? undefined : hash;
}
