/** Everything about one receivable, for somebody who may see it. */
import type { z } from "zod";
import { termsHash } from "../../domain/commitment.ts";
import { localDay } from "../../domain/money.ts";
import { Assignability, decodePolicy } from "../../domain/policy.ts";
import { ReceiptStatus } from "../../domain/receipts.ts";
import type { ReceiptState } from "../../domain/receipts.ts";
import { Status } from "../../domain/receivable.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { cursorIn } from "../../store/standing.ts";
import type { receipt, ReceivableDetail } from "../../wire/receivable.ts";
import type { Policy, terms as shownTermsShape } from "../../wire/terms.ts";
import { payoffOn } from "./payoff.ts";
import type { Claim } from "./payoff.ts";
import { shownCursor } from "./reading.ts";
import type { ReadReceivable } from "./reading.ts";
import { nameIn, shownAccount, shownAmount, shownCurrency, shownRate } from "./showing.ts";
import type { ShownCurrency, Tokens } from "./showing.ts";
import { rowOf, summaryOf } from "./summary.ts";
import { timelineOf } from "./timeline.ts";

/** Who asks, when, and for which day beside today. */
export interface Question {
  readonly organisation: Address;
  /** Unix seconds. */
  readonly now: number;
  /** ISO 8601. */
  readonly at: string | undefined;
}

export function detailOf(
  { stored, shownBy, opening, events, assignment, captions, standing }: ReadReceivable,
  { organisation, now, at }: Question,
  tokens: Tokens,
): ReceivableDetail {
  const { state } = stored;
  const cursor = cursorIn(standing);
  const summary = summaryOf(rowOf(stored, opening, assignment), { organisation, shownBy }, { tokens, captions });
  const { agreed } = state;
  if (agreed === undefined) throw new Error(`receivable ${stored.id} was never issued`);
  const terms = agreed.openTerms ?? opening?.content?.receivable.terms;
  const currency = shownCurrency(terms?.currency, tokens);
  const claim: Claim | undefined =
    terms && canFallDue(state.status) ? { terms, position: state, closed: state.closed, currency, events } : undefined;
  return {
    ...summary,
    commitment: state.commitment,
    document: agreed.document,
    termsHash: agreed.terms ?? (terms && termsHash(terms)) ?? null,
    sealedContent: agreed.content,
    policy: shownPolicy(agreed.header.policy, currency),
    approved: shownAccount(state.approved),
    transferee: shownAccount(state.transferee),
    listening: state.listening,
    advices: state.advices,
    chargesSettled: shownAmount(state.chargesSettled, currency),
    lateDays: state.lateDays.toString(),
    discounted: state.discounted,
    terms: terms === undefined ? null : shownTerms(terms, currency),
    receipts: [...state.receipts].map(([bankRef, one]) => shownReceipt(bankRef, one, currency)),
    payoff: claim === undefined ? null : payoffOn(claim, localDay(claim.terms, now)),
    payoffAt: claim === undefined || at === undefined ? null : payoffOn(claim, dayNumber(at)),
    timeline: timelineOf(events, currency, cursor),
    asOf: shownCursor(cursor),
  };
}

function shownPolicy(bits: number, currency: ShownCurrency): Policy {
  const { assignability, splittable, minimumPart } = decodePolicy(bits);
  const least = minimumPart === 0n ? null : shownAmount(minimumPart, currency);
  return { assignability: nameIn(Assignability, assignability), splittable, minimumPart: least };
}

/** What was rejected, cancelled or split leaves nothing to pay. */
function canFallDue(status: Status): boolean {
  return status === Status.Issued || status === Status.Queried || status === Status.Accepted;
}

function shownTerms(terms: Terms, currency: ShownCurrency): z.output<typeof shownTermsShape> {
  const { discountDay1, discount1, discountDay2, discount2, allocation, accelerationDays } = terms;
  const tiers = [
    { day: discountDay1, sum: discount1 },
    { day: discountDay2, sum: discount2 },
  ];
  return {
    amount: shownAmount(terms.amount, currency),
    dueDate: dateOfDay(terms.dueDay),
    utcOffset: terms.utcOffset,
    discounts: tiers
      .filter(({ sum }) => sum !== 0n)
      .map(({ day, sum }) => ({ until: dateOfDay(day), sum: shownAmount(sum, currency) })),
    slidingRate: shownRate(terms.slidingRate),
    discountOnParts: terms.discountOnParts,
    lateRate: shownRate(terms.lateRate),
    basis: terms.basis,
    graceDays: terms.graceDays,
    fixedSum: shownAmount(terms.fixedSum, currency),
    settlesFirst: allocation === 0 ? "charges" : "principal",
    accelerationDays: accelerationDays === 0 ? null : accelerationDays,
    salt: terms.salt,
  };
}

function shownReceipt(bankRef: Hex, state: ReceiptState, currency: ShownCurrency): z.output<typeof receipt> {
  switch (state.status) {
    case ReceiptStatus.Advised: {
      const { cash, valueDay } = state.advice;
      return { status: "Advised", bankRef, cash: shownAmount(cash, currency), valueDate: dateOfDay(valueDay) };
    }
    case ReceiptStatus.Recorded: {
      const { holder, principal, discount, charges } = state.recorded;
      const show = (units: bigint): string => shownAmount(units, currency);
      const sums = { principal: show(principal), discount: show(discount), charges: show(charges) };
      return { status: "Recorded", bankRef, holder, ...sums };
    }
    case ReceiptStatus.Reversed:
      return { status: "Reversed", bankRef };
  }
}
