/** What a sum of cash settles, and what else moves a claim (R11, R12, R29, R31, R32, R36). */
import { GRAINS, grainsOf, mostPrincipal } from "./discount.ts";
import type { BoughtPart } from "./discount.ts";
import { dueOn, least } from "./due.ts";
import type { Due } from "./due.ts";
import { carriedAmong, knowsReference, paymentsAmong, termsAfter, totalsOf } from "./history.ts";
import type { Act, Entry, Paid, Past, ReceiptAct, Refused } from "./history.ts";
import { MOST_PRINCIPAL, dayOf, settlesPrincipalFirst } from "./terms.ts";
import type { AuditTerms } from "./terms.ts";

/** Principal that a sum of cash settles, charges apart. Enough for all that is open earns the discount of all. */
function boughtPart(terms: AuditTerms, entries: readonly Past[], due: Due, cash: bigint): BoughtPart {
  if (cash >= due.open - due.discount) return { principal: due.open, discount: due.discount };
  if (!terms.discountOnParts) return { principal: cash, discount: 0n };
  // Rounding may leave a smallest part with nothing to pay, but whoever gives nothing settles nothing.
  if (cash === 0n) return { principal: 0n, discount: 0n };
  return mostPrincipal(carriedAmong(entries), due.share, due.open, cash);
}

function isClosed(terms: AuditTerms, entries: readonly Past[], day: number): boolean {
  const { open, charges } = dueOn(terms, entries, day);
  return open === 0n && charges === 0n;
}

function refused(reason: Refused["reason"]): Refused {
  return { kind: "refused", reason };
}

/** What `maxCash` settles of what is due, before it is known whether that closes the receivable. */
function allocate(
  terms: AuditTerms,
  entries: readonly Past[],
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

function pay(terms: AuditTerms, entries: readonly Past[], day: number, maxCash: bigint, reference?: string): Entry {
  const due = dueOn(terms, entries, day);
  const { daysLate, share } = due;
  const { principal, discount, charges } = allocate(terms, entries, due, maxCash);
  if (principal === 0n && charges === 0n) return refused("NothingPaid");
  const costs = least(charges, due.costs);
  const split = { principal, discount, charges, costs, interest: charges - costs };
  const cash = principal - discount + charges;
  const earned = terms.discountOnParts ? grainsOf({ principal, share }) : discount * GRAINS;
  const paid: Paid = { kind: "paid", day, daysLate, share, cash, ...split, earned, reference, closed: false };
  return { ...paid, closed: isClosed(terms, [...entries, paid], day) };
}

/** Reckoned on its value day, on what is recorded so far. What exceeds the payoff is the payer's (R35). */
function receive(terms: AuditTerms, entries: readonly Past[], { day, cash, reference }: ReceiptAct): Entry {
  if (cash === 0n || cash > dueOn(terms, entries, day).payoff) return refused("AmountOutOfRange");
  return pay(terms, entries, day, cash, reference);
}

/** What was credited since may leave nothing due even so; once nothing is open, charges depend on no day. */
function takeBack(terms: AuditTerms, entries: readonly Past[], reference: string): Entry {
  const stands = paymentsAmong(entries).some((paid) => paid.reference === reference);
  if (!stands) return refused("ReceiptUnknown");
  const returned = { kind: "returned", reference, closed: false } as const;
  return { ...returned, closed: isClosed(terms, [...entries, returned], terms.dueDay) };
}

function credit(terms: AuditTerms, entries: readonly Past[], day: number, amount: bigint): Entry {
  if (amount === 0n || amount > totalsOf(terms, entries).open) return refused("AmountOutOfRange");
  const credited = { kind: "credited", principal: amount, closed: false } as const;
  return { ...credited, closed: isClosed(terms, [...entries, credited], day) };
}

function waive(terms: AuditTerms, entries: readonly Past[], day: number, amount: bigint): Entry {
  if (amount === 0n || amount > dueOn(terms, entries, day).charges) return refused("AmountOutOfRange");
  const waived = { kind: "waived", charges: amount, closed: false } as const;
  return { ...waived, closed: isClosed(terms, [...entries, waived], day) };
}

/** The sums of discounts stay as they were agreed. */
function debit(terms: AuditTerms, entries: readonly Past[], amount: bigint): Entry {
  if (amount === 0n || termsAfter(terms, entries).amount + amount > MOST_PRINCIPAL) return refused("AmountOutOfRange");
  return { kind: "debited", amount, closed: false };
}

/** What an act does after a history. Once nothing is due any more, nothing but a return is possible. */
export function settle(terms: AuditTerms, entries: readonly Past[], act: Act): Entry {
  if (act.kind === "return") return takeBack(terms, entries, act.reference);
  if (act.kind === "receipt" && knowsReference(entries, act.reference)) return refused("ReceiptKnown");
  if (totalsOf(terms, entries).closed) return refused("AlreadyClosed");
  switch (act.kind) {
    case "payment":
      return pay(terms, entries, dayOf(terms, act.instant), act.maxCash);
    case "receipt":
      return receive(terms, entries, act);
    case "credit":
      return credit(terms, entries, dayOf(terms, act.instant), act.amount);
    case "waiver":
      return waive(terms, entries, dayOf(terms, act.instant), act.amount);
    case "debit":
      return debit(terms, entries, act.amount);
  }
}

/** What acts do, one after the other in the order in which they are recorded; one entry for each. */
export function replay(terms: AuditTerms, acts: readonly Act[]): Entry[] {
  return acts.reduce<Entry[]>((entries, act) => [...entries, settle(terms, entries, act)], []);
}
