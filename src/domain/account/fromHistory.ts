/** The movements of an account from what the ledger recorded of its receivables. */
import { LEDGER_ENGINE } from "../engine.ts";
import type { Engine } from "../engine.ts";
import { replay } from "../history.ts";
import type { HistoryEntry, Step } from "../history.ts";
import type { Allocation, Terms } from "../receivable.ts";
import type { DiscountOffer, Movement, Payee } from "./movement.ts";

/** A receivable of the ledger as an account needs it. Days since 1970-01-01, amounts minor units. */
export interface RecordedItem {
  /** The invoice's number; of an instalment, with its line. */
  readonly number: string;
  readonly reference: string;
  /** The invoice's own day. */
  readonly day: number;
  /** As they were issued. */
  readonly terms: Terms;
  /** In the order of recording. */
  readonly entries: readonly HistoryEntry[];
  /** The disputed amount from a day on. */
  readonly disputes: readonly { readonly day: number; readonly amount: bigint }[];
  /** Whom it belongs to from a day on; no payee for the supplier. */
  readonly transfers: readonly { readonly day: number; readonly payee?: Payee }[];
  /** When its holder wrote it off in its books; the claim stays (R49). */
  readonly writtenOff?: number;
}

/**
 * The movements of one receivable: what an act settled as the money engine reckons it, charges that were paid as part
 * of the claim, and as memos the charges due at the end of `cutOff`, disputes, and what is held for lost. A receipt
 * that was taken back counts as returned on the day of the return, or on its value day if that is later. Nothing is
 * refused: acts that the ledger refuses are no movements.
 */
export function movementsOf(item: RecordedItem, cutOff: number, engine: Engine = LEDGER_ENGINE): readonly Movement[] {
  const { number, reference, day, terms, entries } = item;
  const { amount, dueDay: due } = terms;
  const known = entries.filter((entry) => entry.day <= cutOff);
  const charges = engine.quote(replay(terms, known, engine), cutOff).charges;
  const { steps } = replay(terms, entries, engine);
  const lost = item.writtenOff === undefined ? [] : [{ day: item.writtenOff, amount: openOn(item, item.writtenOff) }];
  const memo = { reference: "", item: number };
  return [
    { kind: "invoice", day, number, reference, amount, due, discounts: discountsOf(terms) },
    ...steps.flatMap((step, i) => (step.refused === undefined ? movementsOfStep(step, i, item, steps) : [])),
    ...lastOfDays(item.disputes).map((dispute): Movement => ({ kind: "dispute", ...memo, ...dispute })),
    ...lastOfDays(item.transfers).map((transfer): Movement => ({ kind: "assignment", ...memo, ...transfer })),
    ...lost.map((allowance): Movement => ({ kind: "allowance", ...memo, ...allowance })),
    ...(charges === 0n ? [] : [{ kind: "interest", ...memo, day: cutOff, amount: charges } as const]),
  ];
}

/** What held at the end of each day. */
function lastOfDays<Row extends { readonly day: number }>(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [row.day, row])).values()];
}

function openOn({ terms, entries }: RecordedItem, day: number): bigint {
  const before = entries.filter((entry) => entry.day <= day);
  const { terms: now, position } = replay(terms, before);
  return now.amount - position.settled;
}

function discountsOf({ discountDay1, discount1, discountDay2, discount2 }: Terms): readonly DiscountOffer[] {
  const tiers = [
    { until: discountDay1, sum: discount1 },
    { until: discountDay2, sum: discount2 },
  ];
  return tiers.filter(({ sum }) => sum > 0n).toSorted((left, right) => left.until - right.until);
}

function movementsOfStep(
  { entry, settled }: Step,
  place: number,
  { number, terms }: RecordedItem,
  steps: readonly Step[],
): readonly Movement[] {
  const { day } = entry;
  const note = { day, number: `${number}/${place + 1}`, item: number };
  switch (entry.kind) {
    case "payment":
      return settled === undefined ? [] : cashMovements(settled, { day, reference: "", item: number });
    case "receipt":
      return settled === undefined ? [] : cashMovements(settled, { day, reference: entry.reference, item: number });
    case "return": {
      const { reference } = entry;
      const arrived = steps.find(
        (step) => step.settled !== undefined && step.entry.kind === "receipt" && step.entry.reference === reference,
      );
      return [{ kind: "return", day: Math.max(day, arrived?.entry.day ?? day), reference, item: number }];
    }
    case "credit":
      return [{ kind: "creditNote", reference: "", ...note, amount: entry.amount }];
    case "debit":
      return [{ kind: "debitNote", reference: "", ...note, amount: entry.amount, due: terms.dueDay }];
    case "waiver":
      return [];
  }
}

function cashMovements(
  { cash, discount, charges }: Allocation,
  told: { readonly day: number; readonly reference: string; readonly item: string },
): readonly Movement[] {
  const parts: readonly Movement[] = [
    { kind: "charge", ...told, amount: charges },
    { kind: "payment", ...told, amount: cash },
    { kind: "discount", ...told, amount: discount },
  ];
  return parts.filter((part) => "amount" in part && part.amount !== 0n);
}
