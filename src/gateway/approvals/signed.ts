/**
 * What gives something up takes the approvals that the organisation's tiers ask for before its signature is taken: a
 * credit, a waiver, a conceded dispute, a cancelled claim, terms that come to less, a write-off. Each says for which
 * sum and of which receivable. What a payment plan gives up is under the limit for plans.
 */
import { ledgerAbi } from "../../../generated/abi.ts";
import { callIn } from "../../clients/viem/decode.ts";
import { idOf } from "../../domain/commitment.ts";
import { Outcome } from "../../domain/receivable.ts";
import type { Address, Hex, Receivable, Terms } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import type { StoredIntent } from "../../store/intents.ts";
import { materialOf } from "../intents/material.ts";
import { isOfReceivable } from "../intents/plans.ts";
import type { ReceivablePlan } from "../intents/receivablePlans.ts";
import { useApproval } from "./using.ts";
import type { ApprovalNeed } from "./using.ts";

const DAY = 86_400;
const YEAR_DAYS = 365;
const PPM = 1_000_000n;

/** Who signs, and for whom. */
interface Signing {
  readonly organisation: Address;
  readonly signer: Address;
}

type People = Pick<ApprovalNeed, "organisation" | "actor" | "beneficiary" | "preparers">;
/** Money in minor units. */
type GivenUp = Pick<ApprovalNeed, "kind" | "amount">;

/** Uses up the approval of what is about to be signed, with it. @throws ProblemError `ApprovalMissing` */
export async function approveSigned(
  tx: Transaction,
  intent: Pick<StoredIntent, "body" | "preparedBy" | "parties">,
  { organisation, signer }: Signing,
  at: number,
): Promise<void> {
  const { plan } = materialOf(intent);
  if (plan === null || !isOfReceivable(plan)) return;
  const given = givenUp(plan.deed, plan.receivable.terms, Math.floor(at / DAY));
  // Whoever took up for the organisation what another one prepared stands for it as its preparer does.
  const preparers = intent.parties.flatMap(({ party, preparedBy }) =>
    party === organisation && preparedBy !== null ? [preparedBy] : [],
  );
  const people = { organisation, actor: signer, beneficiary: intent.preparedBy, preparers };
  await approve(tx, plan.receivable, given, people, at);
}

/**
 * Uses up the approval of what seller and factor do together to a claim that a desk holds, as one of them prepares its
 * word: nobody signs that at a gateway. @param call Of the ledger. @throws ProblemError `ApprovalMissing`
 */
export async function approveCalled(
  tx: Transaction,
  { receivable, call }: { readonly receivable: Receivable; readonly call: Hex },
  people: People,
  at: number,
): Promise<void> {
  const { terms } = receivable;
  // What cannot be read may give up all of it.
  const given = givenUp(deedIn(call) ?? { verb: "credit", amount: terms.amount }, terms, Math.floor(at / DAY));
  await approve(tx, receivable, given, people, at);
}

async function approve(
  tx: Transaction,
  { header, terms }: Receivable,
  given: GivenUp | undefined,
  people: People,
  at: number,
): Promise<void> {
  // Whoever owes gives nothing up by signing it.
  if (given === undefined || header.buyer === people.organisation) return;
  const about = { subject: idOf(header), customer: header.buyer, currency: terms.currency };
  await useApproval(tx, { ...people, ...given, ...about }, at);
}

type GivingUp =
  | { readonly verb: "credit" | "waive"; readonly amount: bigint }
  | { readonly verb: "resolve"; readonly amount: bigint; readonly outcome: Outcome }
  | { readonly verb: "amend"; readonly amended: Pick<Receivable, "terms"> };

/** What one of a desk's two sides may propose to the other. */
function deedIn(data: Hex): GivingUp | undefined {
  const call = callIn(ledgerAbi, data);
  switch (call?.functionName) {
    case "credit":
    case "waive":
      return { verb: call.functionName, amount: call.args[2] };
    case "resolve":
      return { verb: "resolve", amount: call.args[1], outcome: call.args[2] as Outcome };
    case "amend":
      return { verb: "amend", amended: call.args[1] };
    default:
      return undefined;
  }
}

/** @param today Counted from 1970-01-01. */
function givenUp(deed: ReceivablePlan["deed"] | GivingUp, terms: Terms, today: number): GivenUp | undefined {
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
    case "cancel":
      return { kind: "credit", amount: terms.amount };
    case "writeOff":
      return { kind: "writeOff", amount: terms.amount };
    default:
      return undefined;
  }
}

/**
 * By how much less a claim comes to by amended terms, minor units: of its amount less discounts that can still be
 * earned, of its fixed sum, and of a year of late interest beside what is late already. What one of them gains makes up
 * for no loss in another: a penalty is due only of whoever pays late.
 */
function lessOf(before: Terms, after: Terms, today: number): bigint {
  const base = before.amount < after.amount ? before.amount : after.amount;
  const parts = partsOf(after, base, today);
  return partsOf(before, base, today)
    .map((part, place) => part - (parts[place] ?? 0n))
    .reduce((sum, less) => (less > 0n ? sum + less : sum), 0n);
}

/** @param base What interest is reckoned on, the same before and after. */
function partsOf(terms: Terms, base: bigint, today: number): readonly bigint[] {
  const { amount, dueDay, slidingRate, lateRate, graceDays, fixedSum, basis } = terms;
  const late = YEAR_DAYS + Math.max(0, today - dueDay) - graceDays;
  const sliding = yearly(base, slidingRate, { days: dueDay - today, basis });
  return [amount - earnable(terms, today) - sliding, fixedSum, yearly(base, lateRate, { days: late, basis })];
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
