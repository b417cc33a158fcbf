/** What events of statements touch: the statements, and the nonces that were spent for them. */
import type { RecordedStatementEvent } from "../domain/statementEvents.ts";
import type { Dropped } from "../store/chainTables.ts";
import type { Transaction } from "../store/database.ts";
import { statementFactOf } from "../store/factKeys.ts";
import { replaceFacts } from "../store/facts.ts";
import type { FactKey } from "../store/factTables.ts";
import { statementEventsOf } from "../store/statementEvents.ts";
import { removeStatements, statementsByIds, upsertStatements } from "../store/statements.ts";
import { foldStatements } from "./foldStatements.ts";

/** Whether a fact follows from the contract of statements. */
export function isOfStatements(fact: FactKey): boolean {
  return fact.startsWith("statementNonces/");
}

/** @param events In the order of the chain; they are in the tables by now. */
export async function writeStatements(
  tx: Transaction,
  events: readonly RecordedStatementEvent[],
  dropped: Pick<Dropped, "statements" | "facts">,
): Promise<void> {
  const anew = new Set(dropped.statements);
  const ids = new Set(events.flatMap(({ event }) => ("id" in event && !anew.has(event.id) ? event.id : [])));
  if (anew.size + ids.size > 0) {
    const standing = await statementsByIds(tx, [...ids]);
    // Of what is folded anew the tables hold the new events by now.
    const ofOthers = events.filter(({ event }) => "id" in event && ids.has(event.id));
    const folded = foldStatements(standing, [...(await statementEventsOf(tx, [...anew])), ...ofOthers]);
    await removeStatements(tx, [...anew]);
    await upsertStatements(tx, folded);
  }
  await writeStatementNonces(tx, events, dropped.facts.filter(isOfStatements));
}

/** A nonce is spent once, so that no other event tells of one whose event was dropped. */
async function writeStatementNonces(
  tx: Transaction,
  events: readonly RecordedStatementEvent[],
  dropped: readonly FactKey[],
): Promise<void> {
  const spent = events.flatMap(({ event }) => (event.name === "NonceSpent" ? [event] : []));
  const keys = new Set([...dropped, ...spent.flatMap((event) => statementFactOf(event) ?? [])]);
  if (keys.size === 0) return;
  const statementNonces = spent.map(({ signer, nonce }) => ({ signer, nonce }));
  await replaceFacts(tx, [...keys], { statementNonces });
}
