/** What settled a receivable, as the working of its interest wants it: from the events, nothing reckoned anew. */
import type { LedgerEvent } from "../../domain/events.ts";
import type { HistoryEntry, Replayed, Step } from "../../domain/history.ts";
import { localDay } from "../../domain/money.ts";
import type { Allocation, Position, Terms } from "../../domain/receivable.ts";

/** An event, and when its block was made, unix seconds. */
export interface DatedEvent {
  readonly event: LedgerEvent;
  readonly timestamp: number;
}

interface Told {
  readonly terms: Terms;
  readonly position: Position;
  readonly closed: boolean;
  readonly events: readonly DatedEvent[];
}

/** The history of a receivable, whose steps are what the ledger recorded that they settled. */
export function historyOf({ terms, position, closed, events }: Told): Replayed {
  const steps = events.flatMap(({ event, timestamp }): Step[] => {
    switch (event.name) {
      case "ReceivablePaid": {
        const settled = settledBy(event);
        return [stepOf({ kind: "payment", day: localDay(terms, timestamp), cash: settled.cash }, settled)];
      }
      case "ReceiptRecorded": {
        const settled = settledBy(event);
        return [
          stepOf({ kind: "receipt", day: event.valueDay, cash: settled.cash, reference: event.bankRef }, settled),
        ];
      }
      case "ReceiptReversed": {
        const entry = { kind: "return", day: localDay(terms, timestamp), reference: event.bankRef } as const;
        return [stepOf(entry, settledBy(event))];
      }
      default:
        return [];
    }
  });
  return { terms, position, accrued: 0n, closed, steps };
}

type Settling = Pick<Allocation, "principal" | "discount" | "charges" | "lateDays" | "closed">;

function settledBy({ principal, discount, charges, lateDays, closed }: Settling): Allocation {
  return { cash: principal - discount + charges, principal, discount, charges, lateDays, carry: 0n, closed };
}

function stepOf(entry: HistoryEntry, settled: Allocation): Step {
  return { entry, settled, refused: undefined };
}
