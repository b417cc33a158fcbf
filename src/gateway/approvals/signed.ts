/**
 * What gives something up takes the approvals that the organisation's tiers ask for before its signature is taken: a
 * credit, a waiver, a conceded dispute, a lower amount, a write-off. Each says for which sum and of which receivable.
 */
import { idOf } from "../../domain/commitment.ts";
import type { ApprovalKind } from "../../domain/duties/approvals.ts";
import { Outcome } from "../../domain/receivable.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import type { StoredIntent } from "../../store/intents.ts";
import { materialOf } from "../intents/material.ts";
import { isOfReceivable } from "../intents/plans.ts";
import type { ReceivablePlan } from "../intents/receivablePlans.ts";
import { useApproval } from "./using.ts";

const DAY = 86_400;
const YEAR_DAYS = 365;
const PPM = 1_000_000n;

/** Who signs, and for whom. */
interface Signing {
  readonly organisation: Address;
  readonly signer: Address;
}

/** Uses up the approval of what is about to be signed, with it. @throws ProblemError `ApprovalMissing` */
export async function approveSigned(
  tx: Transaction,
  intent: Pick<StoredIntent, "body" | "preparedBy">,
  { organisation, signer }: Signing,
  at: number,
): Promise<void> {
  const { plan } = materialOf(intent);
  if (plan === null || !isOfReceivable(plan)) return;
  const { header, terms } = plan.receivable;
  const given = givenUp(plan, Math.floor(at / DAY));
  // Whoever owes gives nothing up by signing it.
  if (given === undefined || header.buyer === organisation) return;
  const about = { subject: idOf(header), customer: header.buyer, currency: terms.currency };
  await useApproval(tx, { organisation, ...given, ...about, actor: signer, beneficiary: intent.preparedBy }, at);
}

/** What seller and factor give up of a claim that a desk holds. Money in minor units. */
interface Given {
  readonly organisation: Address;
  /** Whoever prepares it: the account of the organisation sends it itself. */
  readonly actor: Address;
  readonly receivable: Hex;
  readonly customer: Address;
  readonly amount: bigint;
  readonly currency: Address;
}

/** Uses up the approval of what nobody signs at a gateway, as it is prepared. @throws ProblemError `ApprovalMissing` */
export async function approveGiven(
  tx: Transaction,
  { receivable: subject, ...given }: Given,
  at: number,
): Promise<void> {
  await useApproval(tx, { ...given, kind: "credit", subject }, at);
}

/** @param today Counted from 1970-01-01. */
function givenUp(
  { deed, receivable: { terms } }: ReceivablePlan,
  today: number,
): { readonly kind: ApprovalKind; readonly amount: bigint } | undefined {
  switch (deed.verb) {
    case "credit":
    case "waive":
      return { kind: "credit", amount: deed.amount };
    case "resolve":
      return deed.outcome === Outcome.Conceded ? { kind: "credit", amount: deed.amount } : undefined;
    case "amend": {
      const less = lessOf(terms, deed.amended.terms, today);
      return less > 0n ? { kind: "credit", amount: less } : undefined;
    }
    case "writeOff":
      return { kind: "writeOff", amount: terms.amount };
    default:
      return undefined;
  }
}

/**
 * By how much less a claim comes to by amended terms, minor units: of its amount, by discounts that can still be
 * earned, of its fixed sum, and by a year of late interest beside what is late already.
 */
function lessOf(before: Terms, after: Terms, today: number): bigint {
  const base = before.amount < after.amount ? before.amount : after.amount;
  return worthOf(before, base, today) - worthOf(after, base, today);
}

/** @param base What interest is reckoned on, the same before and after. */
function worthOf(terms: Terms, base: bigint, today: number): bigint {
  const { amount, dueDay, slidingRate, lateRate, graceDays, fixedSum } = terms;
  const late = YEAR_DAYS + Math.max(0, today - dueDay) - graceDays;
  const sliding = yearly(base, slidingRate, { days: dueDay - today, basis: terms.basis });
  return (
    amount - earnable(terms, today) - sliding + fixedSum + yearly(base, lateRate, { days: late, basis: terms.basis })
  );
}

/** The largest discount that is not over. */
function earnable({ discountDay1, discount1, discountDay2, discount2 }: Terms, today: number): bigint {
  if (discountDay1 >= today) return discount1;
  return discountDay2 >= today ? discount2 : 0n;
}

/** @param rate Ppm a year. Rounded down. */
function yearly(
  base: bigint,
  rate: number,
  { days, basis }: { readonly days: number; readonly basis: number },
): bigint {
  return (base * BigInt(rate) * BigInt(Math.max(0, days))) / (PPM * BigInt(basis));
}
