/** Cohorts: of what was invoiced in a month, how much was paid 30, 60, 90 and 120 days after the invoice. */
import { counts } from "./book.ts";
import type { Book, Cut, MoveKind } from "./book.ts";
import { lastDayOf, monthOf } from "./calendar.ts";
import type { Description } from "./description.ts";
import { ppmOf } from "./exact.ts";
import { isSale } from "./flows.ts";
import { nettedAt } from "./netting.ts";

/** Days after the day of the document. */
export const COHORT_DAYS = [30, 60, 90, 120] as const;

export const COHORTS = {
  name: "cohorts",
  unit: "ratePpm",
  formula: "paid within 30, 60, 90, 120 days of the document / (sales + transfers)",
  inputs: {
    paid: "money by its value day, without what was taken back; discounts and credits are not paid",
    sales: "invoices and debit notes of the items whose document is of the month",
    transfers: "what came of them by assignment less what was assigned away",
  },
  undefinedWhere: "so many days are not over for all of the month, or nothing was sold in it",
} as const satisfies Description;

export interface Cohort {
  /** Of the documents; see `monthOf`. */
  readonly month: number;
  /** That were sold or came by assignment; the parts of a divided one are paid for it. */
  readonly items: number;
  /** Sales and transfers, minor units. */
  readonly amount: bigint;
  /** Parts per million, in the order of {@link COHORT_DAYS}. */
  readonly paid: readonly (bigint | undefined)[];
}

/** The latest last; the month of the cut is the last one. @param months From 1 up. */
export function cohortsOf({ items }: Pick<Book, "items">, cut: Cut, months: number): readonly Cohort[] {
  const last = monthOf(cut.day);
  const drafts = Array.from({ length: months }, () => ({ items: 0, amount: 0n, paid: COHORT_DAYS.map(() => 0n) }));
  for (const item of items) {
    const draft = drafts[monthOf(item.day) - last + months - 1];
    if (draft === undefined) continue;
    const came = item.moves.filter((move) => counts(move, cut) && isIncome(move.kind));
    // What begins with a division is a part, which its whole is counted for.
    if (came[0] !== undefined && came[0].kind !== "division") draft.items += 1;
    for (const { kind, amount } of came) if (kind !== "division") draft.amount += amount;
    for (const payment of nettedAt(item, "payment", cut)) {
      for (const [place, days] of COHORT_DAYS.entries()) {
        if (payment.day - item.day <= days) draft.paid[place] = (draft.paid[place] ?? 0n) + payment.amount;
      }
    }
  }
  return drafts.map((draft, place) => {
    const month = last - months + 1 + place;
    const isOver = (days: number): boolean => lastDayOf(month) + days <= cut.day;
    const paid = COHORT_DAYS.map((days, column) =>
      isOver(days) ? ppmOf(draft.paid[column] ?? 0n, draft.amount) : undefined,
    );
    return { month, items: draft.items, amount: draft.amount, paid };
  });
}

/** How an item comes into a book, or goes out of it unpaid. */
function isIncome(kind: MoveKind): boolean {
  return isSale(kind) || kind === "transfer" || kind === "division";
}
