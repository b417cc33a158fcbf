/** The statements that a batch touches, folded on from where they stand, or from their beginning. */
import type { Hex } from "../domain/receivable.ts";
import type { RecordedStatementEvent } from "../domain/statementEvents.ts";
import { foldStatement } from "../domain/statementFold.ts";
import type { StoredStatement } from "../store/statementRow.ts";

/**
 * The statements after some events, every one that an event touched. @param standing Those that are folded on; one that
 * is new, or is folded from its beginning, has no entry.
 * @param events Of each statement in the order of the chain; all events of those that have no entry.
 */
export function foldStatements(
  standing: ReadonlyMap<Hex, StoredStatement>,
  events: readonly RecordedStatementEvent[],
): readonly StoredStatement[] {
  const folded = new Map<Hex, StoredStatement>();
  for (const { event, at } of events) {
    if (!("id" in event)) continue;
    const before = folded.get(event.id) ?? standing.get(event.id);
    folded.set(event.id, {
      state: foldStatement(before?.state, event),
      postedBlock: before?.postedBlock ?? at.blockNumber,
      changedBlock: at.blockNumber,
      changedLog: at.logIndex,
    });
  }
  return [...folded.values()];
}
