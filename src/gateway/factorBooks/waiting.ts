/** Cash that desks could not pay out, as of the block of a book. */
import type { Address } from "../../domain/receivable.ts";
import type { ReadBook } from "./reading.ts";

/** What waits for the owner of a book at the desks of its history, by currency, minor units. */
export function waitingFor({ history, owner }: Pick<ReadBook, "history" | "owner">): ReadonlyMap<Address, bigint> {
  const waiting = new Map<Address, bigint>();
  for (const { event } of history.desk) {
    if (event.name !== "CashOwed" && event.name !== "CashWithdrawn") continue;
    if (event.account !== owner.party) continue;
    const change = event.name === "CashOwed" ? event.amount : -event.amount;
    waiting.set(event.currency, (waiting.get(event.currency) ?? 0n) + change);
  }
  return waiting;
}
