/** The clocks of a dispute towards the factor that a receivable was assigned to (R64). Days since 1970-01-01. */
import { twoFactorClocks } from "../factoring/bookClocks.ts";
import type { Clock, TwoFactorCase } from "../factoring/bookClocks.ts";

/**
 * Of what is open. Whether an import factor approved it is between the two factors, and in their books alone.
 */
export type AssignedDispute = Pick<TwoFactorCase, "dueDay" | "isDisputed"> & {
  readonly disputedOn: number;
  /** The day since which the factor has held it. */
  readonly assignedOn: number;
};

export type FactorDisputeClock = Pick<Clock, "due" | "state" | "text" | "source"> & {
  readonly clock: Clock["clock"] | "disputeNotice";
};

const NOTICE =
  "From then on the factor can see the dispute: it holds the receivable, and the ledger shows it there. It tells the " +
  "factor on the debtor's side, if there is one.";
const SOURCE = "FCI General Rules for International Factoring (GRIF 2013), as its training material tells them";

/** In the order in which they are due. */
export function factorDisputeClocks(found: AssignedDispute, day: number): readonly FactorDisputeClock[] {
  const { disputedOn, assignedOn } = found;
  const due = Math.max(disputedOn, assignedOn);
  const notice = { clock: "disputeNotice", due, state: "met", text: NOTICE, source: SOURCE } as const;
  const clocks = twoFactorClocks({ ...found, approved: false, isPaid: false }, day).map(
    ({ clock, due: by, state, text, source }): FactorDisputeClock => ({ clock, due: by, state, text, source }),
  );
  return [notice, ...clocks].sort((one, other) => one.due - other.due);
}
