/**
 * What the same acts would come to if money had no smallest unit: nothing is rounded anywhere. It is what the rounded
 * reckoning is measured against.
 */
import { shareOn } from "../../src/audit/discount.ts";
import type { Act } from "../../src/audit/history.ts";
import { interestOf, segmentsOf, wasLate } from "../../src/audit/interest.ts";
import type { Tranche } from "../../src/audit/interest.ts";
import { ONE, ZERO, add, compare, larger, multiply, rational, smaller, sum } from "../../src/audit/rational.ts";
import type { Rational } from "../../src/audit/rational.ts";
import { MOST_CHARGES, dayOf, daysLateOn, principalOf, settlesPrincipalFirst } from "../../src/audit/terms.ts";
import type { AuditTerms } from "../../src/audit/terms.ts";
import { divide, subtract } from "./fractions.ts";

interface ExactPayment extends Tranche {
  readonly discount: Rational;
  readonly charges: Rational;
  readonly reference?: string;
}

interface ExactHistory {
  readonly payments: readonly ExactPayment[];
  readonly credited: Rational;
  readonly waived: Rational;
}

/** Minor units and fractions of them. `cash = principal - discount + charges`. */
export interface ExactTotals {
  readonly open: Rational;
  readonly cash: Rational;
  readonly principal: Rational;
  readonly discount: Rational;
  readonly charges: Rational;
  readonly credited: Rational;
  /** Charges that were let go. */
  readonly waived: Rational;
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
  const settled = add(history.waived, sum(history.payments.map(({ charges }) => charges)));
  const share = shareOn(terms, day);
  const owed = subtract(rational(principalOf(terms)), history.credited);
  return {
    open,
    share,
    discount: terms.discountOnParts ? multiply(share, open) : smaller(open, multiply(share, owed)),
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

/** The history with one act more, and the terms, which a debit changes. */
function settle(terms: AuditTerms, history: ExactHistory, act: Act): readonly [AuditTerms, ExactHistory] {
  const { payments } = history;
  switch (act.kind) {
    case "payment": {
      const payment = pay(terms, history, dayOf(terms, act.instant), rational(act.maxCash));
      return [terms, { ...history, payments: [...payments, payment] }];
    }
    case "receipt": {
      const receipt = { ...pay(terms, history, act.day, rational(act.cash)), reference: act.reference };
      return [terms, { ...history, payments: [...payments, receipt] }];
    }
    case "return":
      return [terms, { ...history, payments: payments.filter(({ reference }) => reference !== act.reference) }];
    case "credit": {
      const credited = add(history.credited, smaller(rational(act.amount), openOf(terms, history)));
      return [terms, { ...history, credited }];
    }
    case "waiver": {
      const { charges } = exactDue(terms, history, dayOf(terms, act.instant));
      return [terms, { ...history, waived: add(history.waived, smaller(rational(act.amount), charges)) }];
    }
    case "debit":
      return [{ ...terms, amount: terms.amount + act.amount }, history];
  }
}

/**
 * What acts come to exactly, in the order in which they are recorded. What goes beyond what is open or due, be it a
 * credit, a receipt or a waiver, counts as that.
 */
export function exactTotals(agreed: AuditTerms, acts: readonly Act[]): ExactTotals {
  const empty: ExactHistory = { payments: [], credited: ZERO, waived: ZERO };
  const [terms, history] = acts.reduce<readonly [AuditTerms, ExactHistory]>(
    ([before, earlier], act) => settle(before, earlier, act),
    [agreed, empty],
  );
  const { payments, credited, waived } = history;
  const principal = sum(payments.map((payment) => payment.principal));
  const discount = sum(payments.map((payment) => payment.discount));
  const charges = sum(payments.map((payment) => payment.charges));
  const cash = add(subtract(principal, discount), charges);
  return { open: openOf(terms, history), cash, principal, discount, charges, credited, waived };
}
