/** The receivables that were written last, as they stand: most of what happens, happens soon after something else. */
import type { Hex } from "../domain/receivable.ts";
import type { StoredState } from "../store/stateRow.ts";

export interface Recent {
  get(id: Hex): StoredState | undefined;
  /** Takes over what is stored now. */
  keep(states: Iterable<StoredState>): void;
  forget(): void;
}

/** Sealed content may be of any size; a receivable with more of it is read again when it is needed. */
const LONGEST_CONTENT = 4_096;

/** @param limit How many are kept; what was written longest ago goes first. */
export function createRecent(limit: number): Recent {
  const kept = new Map<Hex, StoredState>();
  return {
    get: (id) => kept.get(id),
    keep(states) {
      for (const stored of states) {
        kept.delete(stored.id);
        if ((stored.state.agreed?.content.length ?? 0) <= LONGEST_CONTENT) kept.set(stored.id, stored);
      }
      for (const id of kept.keys()) {
        if (kept.size <= limit) break;
        kept.delete(id);
      }
    },
    forget: () => kept.clear(),
  };
}
