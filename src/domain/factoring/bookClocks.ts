/**
 * The clocks of two-factor business (R64): the export factor is with the supplier, the import factor with the debtor.
 * Dates with their source, and no money: who owes what to whom is between the two factors.
 */

export const FACTOR_ROLES = ["exportFactor", "importFactor"] as const;
export type FactorRole = (typeof FACTOR_ROLES)[number];

export const TWO_FACTOR_CLOCKS = [
  "disputeFacts",
  "disputeBeforePayment",
  "paymentUnderApproval",
  "disputeAfterPayment",
] as const;
export type TwoFactorClock = (typeof TWO_FACTOR_CLOCKS)[number];

/** What is known of a receivable that two factors deal with. Days since 1970-01-01. */
export interface TwoFactorCase {
  readonly dueDay: number;
  /** Whether the import factor has approved it, and so takes the debtor's credit risk. */
  readonly approved: boolean;
  /** The day on which its last dispute began, settled or not; undefined if there was none. */
  readonly disputedOn: number | undefined;
  /** Whether the dispute stands. */
  readonly isDisputed: boolean;
  /** Whether nothing is open any more. */
  readonly isPaid: boolean;
}

export interface Clock {
  readonly clock: TwoFactorClock;
  readonly from: number;
  readonly days: number;
  readonly due: number;
  /** Running; over; met, for what it waits for has happened; suspended by a dispute. */
  readonly state: "running" | "over" | "met" | "suspended";
  /** Who has to act by then. */
  readonly whose: FactorRole;
  readonly text: string;
  readonly source: string;
}

const SOURCE = "FCI General Rules for International Factoring (GRIF 2013), as its training material tells them";
const FACTS_DAYS = 60;
const APPROVAL_DAYS = 90;
const AFTER_PAYMENT_DAYS = 180;

/** The clocks of a case on a day, in the order of {@link TWO_FACTOR_CLOCKS}. */
export function twoFactorClocks(found: TwoFactorCase, day: number): readonly Clock[] {
  const { dueDay, disputedOn, isDisputed, isPaid, approved } = found;
  // A dispute that is notified later neither frees the import factor nor suspends what was due by then.
  const inTime = disputedOn !== undefined && disputedOn <= dueDay + APPROVAL_DAYS;
  const afterwards = disputedOn !== undefined && !inTime && disputedOn <= dueDay + AFTER_PAYMENT_DAYS;
  const clock = (
    told: Pick<Clock, "clock" | "from" | "days" | "whose" | "text">,
    met: boolean,
    held: boolean,
  ): Clock => {
    const due = told.from + told.days;
    const state = met ? "met" : held ? "suspended" : day > due ? "over" : "running";
    return { ...told, due, state, source: SOURCE };
  };
  const facts: readonly Clock[] =
    disputedOn === undefined
      ? []
      : [
          clock(
            {
              ...{ clock: "disputeFacts", from: disputedOn, days: FACTS_DAYS, whose: "importFactor" },
              text: "Who gave notice of the dispute tells more of it; the approval is suspended until it is settled.",
            },
            !isDisputed,
            false,
          ),
        ];
  const payment: readonly Clock[] = approved
    ? [
        clock(
          {
            ...{ clock: "paymentUnderApproval", from: dueDay, days: APPROVAL_DAYS, whose: "importFactor" },
            text: "If the debtor has not paid and disputes nothing, the import factor pays under its approval.",
          },
          isPaid,
          isDisputed && inTime,
        ),
      ]
    : [];
  return [
    ...facts,
    clock(
      {
        ...{ clock: "disputeBeforePayment", from: dueDay, days: APPROVAL_DAYS, whose: "importFactor" },
        text: "A dispute that is notified by then frees the import factor from paying until it is settled.",
      },
      inTime || isPaid,
      false,
    ),
    ...payment,
    clock(
      {
        ...{ clock: "disputeAfterPayment", from: dueDay, days: AFTER_PAYMENT_DAYS, whose: "exportFactor" },
        text: "Of a dispute by then the import factor that paid gets its money back; the export factor settles it.",
      },
      afterwards || isPaid,
      false,
    ),
  ];
}
