/** Takes posted matches back: the entry is what it was before, and the ledger is told by intents of its own. */
import type { UndoCause } from "../../domain/cashMatch.ts";
import type { Address } from "../../domain/receivable.ts";
import { setTending } from "../../store/cashAllocations.ts";
import { changeEntry } from "../../store/cashEntries.ts";
import { cashMatchesOf, setMatchState } from "../../store/cashMatches.ts";
import type { CashMatch } from "../../store/cashMatches.ts";
import type { Transaction } from "../../store/database.ts";

export interface Undoing {
  readonly cause: UndoCause;
  /** Who undid it; null of what a bank's file undid. */
  readonly by: Address | null;
  /** Unix seconds. */
  readonly now: number;
}

/** Undoes a posted match. What it confirmed is a proposal again, unless the money is gone. */
export async function undoMatch(tx: Transaction, match: CashMatch, { cause, by, now }: Undoing): Promise<void> {
  await setMatchState(tx, match.number, { state: "undone", cause, by, now });
  await setTending(tx, [match.number], true);
  const isBack = cause === "member" && match.before !== null;
  if (isBack) await setMatchState(tx, match.before, { state: "proposed", now });
  await changeEntry(tx, match.entry, { match: isBack ? match.before : null });
}

/** Undoes whatever is posted for entries whose money went back. @returns how many matches that were */
export async function undoReturned(
  tx: Transaction,
  matches: readonly number[],
  undoing: Omit<Undoing, "cause">,
): Promise<number> {
  const found = [...(await cashMatchesOf(tx, matches)).values()];
  const posted = found.filter(({ state }) => state === "posted");
  for (const match of posted) await undoMatch(tx, match, { ...undoing, cause: "returned" });
  for (const { number, entry, state } of found) {
    if (state === "posted") continue;
    await setMatchState(tx, number, { state: "superseded", now: undoing.now });
    await changeEntry(tx, entry, { match: null });
  }
  return posted.length;
}
