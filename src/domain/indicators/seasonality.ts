/** Seasonality: which months of the year sell more, and in which payments are later. */
import type { Payment } from "./payments.ts";
import type { Cut } from "./book.ts";
import { lastDayOf, monthOf, ofYear } from "./calendar.ts";
import type { Description } from "./description.ts";
import type { Flows } from "./flows.ts";
import { hundredthsOf, ppmOf } from "./exact.ts";
import type { ItemStanding } from "./standing.ts";

const MONTHS = 12;
/** Fewer years than this are no season. */
const FEWEST_YEARS = 2;

export const SEASONALITY = {
  name: "seasonality",
  unit: "ratePpm",
  formula: "sales of a month of the year / all sales; late money of it / all late money; both over whole years",
  inputs: {
    sales: "invoices by the month of their document, debit notes by that of their record",
    "late money": "what came after its due day, or was open after it at the cut, by the month of the due day",
    "days late":
      "weighted by amount, of what was paid by the cut; of the last months the latest payments are not in it",
  },
  undefinedWhere: `sales go back less than ${FEWEST_YEARS * MONTHS} full months; one in which they began is not full`,
} as const satisfies Description;

export interface Season {
  /** From 0 for January. */
  readonly month: number;
  /** Minor units. */
  readonly sales: bigint;
  /** Parts per million. */
  readonly salesShare: bigint | undefined;
  /** Minor units that came late, or did not come yet. */
  readonly late: bigint;
  readonly lateShare: bigint | undefined;
  /** Of what was paid; hundredths of a day, below nought for early; undefined where nothing was. */
  readonly meanDaysLate: bigint | undefined;
}

/** Twelve months over the latest whole years that end with the last full month; undefined for fewer than two years. */
export function seasonalityOf(
  { salesByMonth, firstSale }: Pick<Flows, "salesByMonth" | "firstSale">,
  { payments, standings }: { readonly payments: readonly Payment[]; readonly standings: readonly ItemStanding[] },
  cut: Cut,
): readonly Season[] | undefined {
  const thisMonth = monthOf(cut.day);
  const last = lastDayOf(thisMonth) === cut.day ? thisMonth : thisMonth - 1;
  if (firstSale === undefined) return undefined;
  // Of a month in which sales began somewhere there is no whole.
  const first = monthOf(firstSale - 1) + 1;
  const years = Math.floor((last - first + 1) / MONTHS);
  if (years < FEWEST_YEARS) return undefined;
  const from = last - years * MONTHS + 1;
  const drafts = Array.from({ length: MONTHS }, () => ({ sales: 0n, late: 0n, paid: 0n, weighted: 0n }));
  for (const [month, amount] of salesByMonth) {
    const draft = drafts[ofYear(month)];
    if (draft !== undefined && month >= from && month <= last) draft.sales += amount;
  }
  for (const { day, daysLate, amount } of payments) {
    const month = monthOf(day - daysLate);
    const draft = drafts[ofYear(month)];
    if (draft === undefined || month < from || month > last) continue;
    draft.paid += amount;
    draft.weighted += amount * BigInt(daysLate);
    if (daysLate > 0) draft.late += amount;
  }
  for (const { open, due } of standings) {
    const month = monthOf(due);
    const draft = drafts[ofYear(month)];
    // What is open at the end of its due day comes late if it comes at all.
    if (draft !== undefined && open > 0n && month >= from && month <= last) draft.late += open;
  }
  const sales = drafts.reduce((sum, draft) => sum + draft.sales, 0n);
  const late = drafts.reduce((sum, draft) => sum + draft.late, 0n);
  return drafts.map((draft, month) => ({
    month,
    sales: draft.sales,
    salesShare: ppmOf(draft.sales, sales),
    late: draft.late,
    lateShare: ppmOf(draft.late, late),
    meanDaysLate: hundredthsOf(draft.weighted, draft.paid),
  }));
}
