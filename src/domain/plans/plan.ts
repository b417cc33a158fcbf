/**
 * Payment plans and extensions (F04 to F07): what may be agreed, and how a plan stands that was. An extension is a plan
 * of one instalment. A plan changes no terms: if it is not kept, the original terms count as if there had been none.
 * Money is in minor units of the debt's currency, days are counted from 1970-01-01.
 */
import type { Instalment, PaymentPlan } from "../collections/paymentPlan.ts";
import { dateOfDay } from "../terms.ts";

/** What both sides sign, but for the salt of its hash. */
export type PlanTerms = Omit<PaymentPlan, "salt">;

/** So many plans may be agreed for one receivable where its creditor has set no other number (F06). */
export const USUAL_PLANS = 3;
export const MOST_INSTALMENTS = 60;
export const MOST_GRACE_DAYS = 90;
/** The last instalment is at most so far away. */
const MOST_DAYS = 3_650;

/** What is wrong with a plan: the field at fault, its value and the way out. */
export class PlanError extends Error {
  readonly field: string;

  constructor(field: string, value: string, wayOut: string) {
    super(`${field} is ${value}: ${wayOut}`);
    this.name = "PlanError";
    this.field = field;
  }
}

/** What a plan is held against on the day on which it is proposed or signed. */
export interface PlannedDebt {
  readonly today: number;
  /** Principal that is open and not disputed: a plan is of all of it, or nobody could tell what the rest does. */
  readonly undisputed: bigint;
  /** Open principal with the charges of the day: nobody plans to pay more. */
  readonly owed: bigint;
  /** Plans that were agreed for the receivable before. */
  readonly agreed: number;
  /** So many may be. */
  readonly mostPlans: number;
}

/** @param shown Writes an amount for whoever reads the error. @throws PlanError at the first fault */
export function checkPlan(plan: PlanTerms, of: PlannedDebt, shown: (units: bigint) => string = String): void {
  if (of.agreed >= of.mostPlans) {
    const wayOut = `${of.mostPlans} may be: keep to what was agreed, or amend the terms themselves`;
    throw new PlanError("plans", `${of.agreed} that were agreed before`, wayOut);
  }
  const { debt } = plan;
  const least = of.undisputed > 0n ? of.undisputed : 1n;
  if (debt < least || debt > of.owed) {
    const wayOut = `give the ${shown(least)} that is open and undisputed, or up to ${shown(of.owed)} with charges`;
    throw new PlanError("debt", shown(debt), wayOut);
  }
  checkTerms(plan, of.today, shown);
}

/** Whether a plan that was agreed can be paid as it says. @param agreedOn Its day; it may have been proposed before. */
export function isPayable(plan: PlanTerms, agreedOn: number): boolean {
  try {
    checkTerms(plan, Math.min(agreedOn, plan.instalments[0]?.payBy ?? agreedOn), String);
    return true;
  } catch (error) {
    if (error instanceof PlanError) return false;
    throw error;
  }
}

function checkTerms({ debt, instalments, interest, graceDays }: PlanTerms, today: number, shown: Shown): void {
  const count = instalments.length;
  if (count === 0 || count > MOST_INSTALMENTS) {
    throw new PlanError("instalments", `${count}`, `give 1 to ${MOST_INSTALMENTS}`);
  }
  if (graceDays < 0 || graceDays > MOST_GRACE_DAYS) {
    throw new PlanError("graceDays", `${graceDays}`, `give 0 to ${MOST_GRACE_DAYS}`);
  }
  let before = today - 1;
  for (const [index, { payBy, amount }] of instalments.entries()) {
    const at = `instalments.${index}`;
    if (amount <= 0n) throw new PlanError(`${at}.amount`, shown(amount), "give more than 0");
    const day = dateOfDay(payBy);
    if (payBy <= before)
      throw new PlanError(`${at}.payBy`, day, `give rising days, ${dateOfDay(today)} at the earliest`);
    if (payBy > today + MOST_DAYS) throw new PlanError(`${at}.payBy`, day, "give a day in the next ten years");
    before = payBy;
  }
  if (interest.kind === "sum" && interest.amount <= 0n) {
    throw new PlanError("interest.amount", shown(interest.amount), "give more than 0, or let interest rest");
  }
  const sum = total(instalments);
  const expected = debt + (interest.kind === "sum" ? interest.amount : 0n);
  if (sum !== expected) {
    throw new PlanError("instalments", `${shown(sum)} together`, `they have to come to ${shown(expected)}`);
  }
}

type Shown = (units: bigint) => string;

function total(instalments: readonly Instalment[]): bigint {
  return instalments.reduce((sum, { amount }) => sum + amount, 0n);
}

/** What was paid since a plan was agreed, by its value day; a credit note counts as paid. */
export interface PlanPayment {
  readonly day: number;
  /** Principal and charges; below 0 where what was paid before the plan was taken back. */
  readonly amount: bigint;
  /** The part of it that went to charges. */
  readonly charges: bigint;
}

export interface PlanStanding {
  readonly state: "running" | "completed" | "broken";
  /** The day after grace of the first instalment that was not paid. */
  readonly brokenOn: number | undefined;
  /** Paid up to the day. */
  readonly paid: bigint;
  /** What had to be paid by the day and is not. */
  readonly behind: bigint;
  /** The first instalment that is not covered; undefined once all are, or the plan is broken. */
  readonly next: Instalment | undefined;
  /** Whether late interest of the original terms counts for the time of the plan. */
  readonly interestCounts: boolean;
}

/**
 * How a plan stands at the end of a day. Payments cover instalments in their order. A broken plan stays broken, however
 * much is paid later: both may agree on another.
 */
export function planStanding(plan: PlanTerms, payments: readonly PlanPayment[], day: number): PlanStanding {
  const known = payments.filter((payment) => payment.day <= day);
  const paidBy = (last: number): bigint =>
    known.reduce((sum, payment) => (payment.day <= last ? sum + payment.amount : sum), 0n);
  let due = 0n;
  let brokenOn: number | undefined;
  let next: Instalment | undefined;
  let behind = 0n;
  const paid = paidBy(day);
  for (const instalment of plan.instalments) {
    due += instalment.amount;
    const latest = instalment.payBy + plan.graceDays;
    if (brokenOn === undefined && day > latest && paidBy(latest) < due) brokenOn = latest + 1;
    if (instalment.payBy <= day && paid < due) behind = due - paid;
    if (paid < due) next ??= instalment;
  }
  const isBroken = brokenOn !== undefined;
  const state = isBroken ? "broken" : next === undefined ? "completed" : "running";
  return {
    ...{ state, brokenOn, paid, behind, next: isBroken ? undefined : next },
    interestCounts: isBroken || plan.interest.kind === "stands",
  };
}
