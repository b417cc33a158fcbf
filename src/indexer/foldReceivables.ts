/** The receivables that a batch touches, folded on from where they stand, or from their beginning. */
import type { Place, RecordedEvent } from "../domain/events.ts";
import { after, partsOf } from "../domain/foldReceivable.ts";
import type { EventOfReceivable } from "../domain/foldReceivable.ts";
import type { Hex } from "../domain/receivable.ts";
import { UNKNOWN_RECEIVABLE } from "../domain/receivableState.ts";
import type { ReceivableState } from "../domain/receivableState.ts";
import type { AnyEvent } from "../store/eventBody.ts";
import { receivableIdOf } from "../store/eventBody.ts";
import type { StoredState } from "../store/stateRow.ts";

type States = Map<Hex, StoredState>;

/** What a fold of receivables goes on from. */
export interface Standing {
  /** Those that are folded on from where they stand; one that is new has no entry. */
  readonly states: ReadonlyMap<Hex, StoredState>;
  /**
   * A split that is not above this block has been folded before: of its parts, those in `anew` follow from it once more
   * and the others stand as they are.
   */
  readonly fork: number;
  /** Those that are folded from their beginning. */
  readonly anew: ReadonlySet<Hex>;
}

/**
 * The receivables after some events in the order of the chain: every one that an event touched.
 * @param events All events of those in `anew`, and of the others those above the fork.
 */
export function foldReceivables(
  { states, fork, anew }: Standing,
  events: readonly RecordedEvent[],
): readonly StoredState[] {
  const folded: States = new Map();
  const standing = (id: Hex): StoredState | undefined => folded.get(id) ?? (anew.has(id) ? undefined : states.get(id));
  const put = (id: Hex, state: ReceivableState, { blockNumber, logIndex }: Place): void => {
    const issuedBlock = standing(id)?.issuedBlock ?? blockNumber;
    folded.set(id, { id, state, issuedBlock, changedBlock: blockNumber, changedLog: logIndex });
  };
  for (const { event, at } of events) {
    const id = receivableIdOf(event);
    if (id === undefined) continue;
    const before = standing(id)?.state ?? UNKNOWN_RECEIVABLE;
    if (event.name === "ReceivableSplit") {
      for (const [part, made] of partsOf(before, event)) {
        const isOther = at.blockNumber <= fork && !anew.has(part);
        if (!isOther) put(part, { ...(standing(part)?.state ?? UNKNOWN_RECEIVABLE), ...made }, at);
      }
    }
    put(id, isOfState(event) ? after(before, event) : before, at);
  }
  return [...folded.values()];
}

/** Cash that is kept or claimed is about a receivable and leaves it as it is. */
function isOfState(event: AnyEvent): event is EventOfReceivable {
  return "id" in event && event.name !== "CashKept" && event.name !== "CashClaimed";
}

/** The receivables that some events touch, the parts of what is split left out: each has an event of its own. */
export function touchedBy(events: readonly RecordedEvent[]): ReadonlySet<Hex> {
  const ids = new Set<Hex>();
  for (const { event } of events) {
    const id = receivableIdOf(event);
    if (id !== undefined) ids.add(id);
  }
  return ids;
}
