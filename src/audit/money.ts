/** What a sum of cash settles, and what a credit takes off (R12, R29, R31, R32). */
import { mostPrincipal } from "./discount.ts";
import type { BoughtPart } from "./discount.ts";
import { dueOn, least } from "./due.ts";
import type { Due } from "./due.ts";
import { paymentsAmong, totalsOf } from "./history.ts";
import type { Act, CreditAct, Credited, Entry, Paid, PaymentAct } from "./history.ts";
import { dayOf, settlesPrincipalFirst } from "./terms.ts";
import type { AuditTerms } from "./terms.ts";

/** Principal that a sum of cash settles, charges apart. Enough for all that is open earns the discount of all. */
function boughtPart(terms: AuditTerms, entries: readonly Entry[], due: Due, cash: bigint): BoughtPart {
  if (cash >= due.open - due.discount) return { principal: due.open, discount: due.discount };
  if (!terms.discountOnParts) return { principal: cash, discount: 0n };
  // Rounding may leave a smallest part with nothing to pay, but whoever gives nothing settles nothing.
  if (cash === 0n) return { principal: 0n, discount: 0n };
  return mostPrincipal(paymentsAmong(entries), due.share, due.open, cash);
}

function isClosed(terms: AuditTerms, entries: readonly Entry[], day: number): boolean {
  const { open, charges } = dueOn(terms, entries, day);
  return open === 0n && charges === 0n;
}

/** What `maxCash` settles of what is due, before it is known whether that closes the receivable. */
function allocate(
  terms: AuditTerms,
  entries: readonly Entry[],
  due: Due,
  maxCash: bigint,
): BoughtPart & { charges: bigint } {
  if (settlesPrincipalFirst(terms)) {
    const part = boughtPart(terms, entries, due, maxCash);
    return { ...part, charges: least(maxCash - (part.principal - part.discount), due.charges) };
  }
  const charges = least(maxCash, due.charges);
  return { ...boughtPart(terms, entries, due, maxCash - charges), charges };
}

function pay(terms: AuditTerms, entries: readonly Entry[], { instant, maxCash }: PaymentAct): Entry {
  const due = dueOn(terms, entries, dayOf(terms, instant));
  const { day, daysLate, share } = due;
  const { principal, discount, charges } = allocate(terms, entries, due, maxCash);
  if (principal === 0n && charges === 0n) return { kind: "refused", reason: "NothingPaid" };
  const costs = least(charges, due.costs);
  const split = { principal, discount, charges, costs, interest: charges - costs };
  const cash = principal - discount + charges;
  const paid: Paid = { kind: "paid", day, daysLate, share, cash, ...split, closed: false };
  return { ...paid, closed: isClosed(terms, [...entries, paid], day) };
}

function credit(terms: AuditTerms, entries: readonly Entry[], { instant, amount }: CreditAct): Entry {
  if (amount === 0n || amount > totalsOf(terms, entries).open) return { kind: "refused", reason: "AmountOutOfRange" };
  const day = dayOf(terms, instant);
  const credited: Credited = { kind: "credited", day, principal: amount, closed: false };
  return { ...credited, closed: isClosed(terms, [...entries, credited], day) };
}

/** What an act does after a history. */
export function settle(terms: AuditTerms, entries: readonly Entry[], act: Act): Entry {
  if (totalsOf(terms, entries).closed) return { kind: "refused", reason: "AlreadyClosed" };
  return act.kind === "payment" ? pay(terms, entries, act) : credit(terms, entries, act);
}

/** What acts do, one after the other in the order in which they are recorded; one entry for each. */
export function replay(terms: AuditTerms, acts: readonly Act[]): Entry[] {
  return acts.reduce<Entry[]>((entries, act) => [...entries, settle(terms, entries, act)], []);
}
