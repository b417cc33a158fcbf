/**
 * What the same acts would come to if money had no smallest unit: nothing is rounded anywhere. It is what the rounded
 * reckoning is measured against.
 */
import { exactClosingDiscount, shareOn } from "./discount.ts";
import type { Act } from "./history.ts";
import { interestOf, segmentsOf, wasLate } from "./interest.ts";
import type { Tranche } from "./interest.ts";
import { ONE, ZERO, add, compare, divide, larger, multiply, rational, smaller, subtract, sum } from "./rational.ts";
import type { Rational } from "./rational.ts";
import { MOST_CHARGES, dayOf, daysLateOn, principalOf, settlesPrincipalFirst } from "./terms.ts";
import type { AuditTerms } from "./terms.ts";

interface ExactPayment extends Tranche {
  readonly discount: Rational;
  readonly charges: Rational;
}

interface ExactHistory {
  readonly payments: readonly ExactPayment[];
  readonly credited: Rational;
}

/** Minor units and fractions of them. `cash = principal - discount + charges`. */
export interface ExactTotals {
  readonly open: Rational;
  readonly cash: Rational;
  readonly principal: Rational;
  readonly discount: Rational;
  readonly charges: Rational;
  readonly credited: Rational;
}

interface ExactDue {
  readonly open: Rational;
  readonly share: Rational;
  readonly discount: Rational;
  readonly charges: Rational;
}

function openOf(terms: AuditTerms, { payments, credited }: ExactHistory): Rational {
  const paid = sum(payments.map(({ principal }) => principal));
  return subtract(subtract(rational(principalOf(terms)), credited), paid);
}

function exactDue(terms: AuditTerms, history: ExactHistory, day: number): ExactDue {
  const open = openOf(terms, history);
  const tranches = [...history.payments, { principal: open, daysLate: daysLateOn(terms, day) }];
  const costs = rational(wasLate(tranches) ? terms.fixedSum : 0n);
  const everCharged = smaller(rational(MOST_CHARGES), add(interestOf(segmentsOf(terms, tranches)), costs));
  const settled = sum(history.payments.map(({ charges }) => charges));
  const share = shareOn(terms, day);
  const owed = subtract(rational(principalOf(terms)), history.credited);
  return {
    open,
    share,
    discount: terms.discountOnParts ? multiply(share, open) : exactClosingDiscount(share, owed, open),
    charges: larger(ZERO, subtract(everCharged, settled)),
  };
}

/** Principal that a sum of cash settles, with its discount. */
function part(terms: AuditTerms, due: ExactDue, cash: Rational): { principal: Rational; discount: Rational } {
  if (compare(cash, subtract(due.open, due.discount)) >= 0) return { principal: due.open, discount: due.discount };
  if (!terms.discountOnParts) return { principal: cash, discount: ZERO };
  const principal = divide(cash, subtract(ONE, due.share));
  return { principal, discount: multiply(due.share, principal) };
}

function pay(terms: AuditTerms, history: ExactHistory, day: number, maxCash: Rational): ExactPayment {
  const due = exactDue(terms, history, day);
  const daysLate = daysLateOn(terms, day);
  if (settlesPrincipalFirst(terms)) {
    const { principal, discount } = part(terms, due, maxCash);
    const rest = subtract(maxCash, subtract(principal, discount));
    return { principal, discount, charges: smaller(rest, due.charges), daysLate };
  }
  const charges = smaller(maxCash, due.charges);
  return { ...part(terms, due, subtract(maxCash, charges)), charges, daysLate };
}

function settle(terms: AuditTerms, history: ExactHistory, act: Act): ExactHistory {
  const day = dayOf(terms, act.instant);
  if (act.kind === "payment") {
    return { ...history, payments: [...history.payments, pay(terms, history, day, rational(act.maxCash))] };
  }
  const credited = smaller(rational(act.amount), openOf(terms, history));
  return { ...history, credited: add(history.credited, credited) };
}

/** What acts come to exactly, in the order in which they are recorded. A credit beyond what is open counts as that. */
export function exactTotals(terms: AuditTerms, acts: readonly Act[]): ExactTotals {
  const empty: ExactHistory = { payments: [], credited: ZERO };
  const history = acts.reduce((earlier, act) => settle(terms, earlier, act), empty);
  const principal = sum(history.payments.map((payment) => payment.principal));
  const discount = sum(history.payments.map((payment) => payment.discount));
  const charges = sum(history.payments.map((payment) => payment.charges));
  const cash = add(subtract(principal, discount), charges);
  return { open: openOf(terms, history), cash, principal, discount, charges, credited: history.credited };
}
