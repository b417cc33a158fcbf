/** Splits as the ledger records them, without a chain. */
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { parts } from "../../src/domain/derived.ts";
import type { LedgerEvent } from "../../src/domain/events.ts";
import { NEW_POSITION } from "../../src/domain/money.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Address, Position, Receivable } from "../../src/domain/receivable.ts";

/** The parts, and what the ledger records of their making. @param amounts Together all that is open. */
export function splitting(
  whole: Receivable,
  holder: Address,
  amounts: readonly bigint[],
  position: Position = NEW_POSITION,
): { readonly parts: readonly Receivable[]; readonly events: readonly LedgerEvent[] } {
  const made = parts(whole, position, amounts);
  const minted = made.map(({ header }): LedgerEvent => {
    return { name: "Transfer", from: ZERO_ADDRESS, to: holder, id: idOf(header) };
  });
  const commitments = made.map(commitmentOf);
  const id = idOf(whole.header);
  return { parts: made, events: [...minted, { name: "ReceivableSplit", id, by: holder, amounts, commitments }] };
}
