/** What one event posts to the books of either side: sums by what accounts are for, above nought for debit. */
import type { LedgerEvent } from "../events.ts";
import type { Hex } from "../receivable.ts";
import { openIn } from "./book.ts";
import type { BookedDeal, BookHistory, BookState, BookStep } from "./book.ts";
import { cashOf } from "./bookMovements.ts";
import { ClaimReason, Source } from "./deal.ts";
import type { DealState } from "./dealFold.ts";
import type { ClaimRaised, DealPaid, DealReceiptReversed, ReceivablePurchased } from "./factoringEvents.ts";
import type { JournalRole, JournalSide } from "./journalChart.ts";

/** They are nought together. */
export type JournalSums = Readonly<Partial<Record<JournalRole, bigint>>>;

const NOTHING: JournalSums = {};

/** What a step needs beside itself. */
export interface PostingContext extends Pick<BookHistory, "opened"> {
  readonly state: BookState;
  readonly side: JournalSide;
}

/** What an event about a deal posts; fee and commission apart. */
export function dealSums(step: BookStep, { deal }: BookedDeal, context: PostingContext): JournalSums {
  const { event } = step.recorded;
  switch (event.name) {
    case "ReceivableSold": {
      const [open, advance] = [event.open, event.advance];
      return bySide(context, {
        factor: { receivables: open, settlement: advance - open, bank: -advance },
        seller: { bank: advance, settlement: -advance },
      });
    }
    case "ReceivablePaid":
    case "ReceiptRecorded":
      return settledSums(event, context, "transit");
    case "ReceiptReversed":
      return negated(settledSums(event, context, isTaken(step, event.bankRef) ? "transit" : "settlement"));
    case "DealPaid":
      return sharedSums(event, context);
    case "DealReceiptReversed":
      return returnedSums(event, context);
    case "ClaimRaised":
      return misdirectedSums(step, event, context);
    case "ReceivableReassigned": {
      const open = openIn(context.state, step.now, context.opened);
      return bySide(context, { factor: { receivables: -open, settlement: open }, seller: NOTHING });
    }
    default:
      return deal.live ? changedSums(step, context, "settlement") : NOTHING;
  }
}

/** What was earned of fee and commission. @param role Which of the two. */
export function earnedSums(amount: bigint, role: "fees" | "commissions", side: JournalSide): JournalSums {
  return side === "factor" ? { settlement: amount, [role]: -amount } : { [role]: amount, settlement: -amount };
}

/** Fee until a day and commission as they are earned: what a returned receipt left with the seller is no fee. */
export function earnedOn({ money, commission }: Pick<DealState, "money" | "commission">, due: bigint): bigint {
  return money.feesPaid + due - (money.commission - commission);
}

/** The sale itself. */
export function purchaseSums({ open, price }: ReceivablePurchased, side: JournalSide): JournalSums {
  return side === "factor"
    ? { receivables: open, bank: -price, discounts: price - open }
    : { bank: price, discounts: open - price, settlement: -open };
}

/** What an event posts while the factor itself holds what it bought; nothing of it is the seller's. */
export function heldSums(step: BookStep, context: PostingContext): JournalSums {
  const { event } = step.recorded;
  if (context.side === "seller") return NOTHING;
  switch (event.name) {
    case "ReceivablePaid":
    case "ReceiptRecorded":
      return ownSums(event);
    case "ReceiptReversed":
      return negated(ownSums(event));
    case "CashKept":
      return { transit: event.amount, bank: -event.amount };
    case "CashClaimed":
      return { transit: -event.amount, bank: event.amount };
    default:
      return changedSums(step, context, "reductions");
  }
}

/** A purchase leaves the book with what is open of it, or comes back. */
export function handedOnSums(step: BookStep, { state, opened, side }: PostingContext, isGone: boolean): JournalSums {
  if (side === "seller") return NOTHING;
  const open = openIn(state, step.now, opened);
  return isGone ? { receivables: -open, soldOn: open } : { receivables: open, soldOn: -open };
}

/** Cash that a desk keeps for this side, or handed to it since. */
export function waitingSums(amount: bigint): JournalSums {
  return { waiting: amount, bank: -amount };
}

type Settling = Pick<Extract<LedgerEvent, { name: "ReceivablePaid" }>, "principal" | "discount" | "charges">;

/** @param counter Where the cash went: it is shared out next, or the seller has it. */
function settledSums(event: Settling, { side }: PostingContext, counter: "transit" | "settlement"): JournalSums {
  const { principal, discount, charges } = event;
  const cash = cashOf(event);
  if (side === "factor") {
    const settlement = discount - charges + (counter === "settlement" ? cash : 0n);
    return { receivables: -principal, settlement, transit: counter === "transit" ? cash : 0n };
  }
  const own = counter === "settlement" ? cash : 0n;
  return { charges: -charges, bank: own, settlement: charges - own };
}

function ownSums(event: Settling): JournalSums {
  const { principal, discount, charges } = event;
  return { receivables: -principal, bank: cashOf(event), reductions: discount, charges: -charges };
}

function sharedSums({ source, shared }: DealPaid, context: PostingContext): JournalSums {
  const { toFunds, toFees, toSeller } = shared;
  const own = toFunds + toFees;
  if (source === Source.Repayment) {
    return bySide(context, {
      factor: { bank: own, settlement: -own },
      seller: { settlement: own, bank: -own },
    });
  }
  return bySide(context, {
    factor: { transit: -own - toSeller, bank: own, settlement: toSeller },
    seller: { bank: toSeller, settlement: -toSeller },
  });
}

/** What reached the factor, the bank took from the factor, and the seller keeps its part; else the other way round. */
function returnedSums({ receipt }: DealReceiptReversed, context: PostingContext): JournalSums {
  const { source, toFunds, toFees, toSeller } = receipt;
  const own = toFunds + toFees;
  const cash = own + toSeller;
  if (source === Source.FactorReceipt)
    return bySide(context, { factor: { transit: cash, bank: -cash }, seller: NOTHING });
  return bySide(context, {
    factor: { transit: cash, bank: -own, settlement: -toSeller },
    seller: { bank: -toSeller, settlement: toSeller },
  });
}

/** What the buyer paid to the seller, which kept it. */
function misdirectedSums({ now }: BookStep, { reason, evidence }: ClaimRaised, context: PostingContext): JournalSums {
  const receipt = reason === ClaimReason.Misdirected ? now.receipts.get(evidence) : undefined;
  const cash = receipt !== undefined && "recorded" in receipt ? cashOf(receipt.recorded) : 0n;
  return bySide(context, {
    factor: { transit: -cash, settlement: cash },
    seller: { bank: cash, settlement: -cash },
  });
}

/** A credit, a debit or an amendment moves what is open, and with it what is the factor's or the seller's at last. */
function changedSums(step: BookStep, { state, opened, side }: PostingContext, role: JournalRole): JournalSums {
  const { event } = step.recorded;
  if (side === "seller" || !CHANGING.has(event.name)) return NOTHING;
  const change = openIn(state, step.now, opened) - openIn(state, step.before, opened);
  return { receivables: change, [role]: -change };
}

const CHANGING: ReadonlySet<string> = new Set([
  "ReceivableCredited",
  "ReceivableDebited",
  "ReceivableAmended",
  "ReceivableCancelled",
  "ReceivableSplit",
]);

/** Whether the deal took the receipt in: then the desk tells of its return as well. */
function isTaken({ dealBefore }: BookStep, bankRef: Hex): boolean {
  return dealBefore?.deal.receipts.some((taken) => taken.bankRef === bankRef) === true;
}

function bySide({ side }: PostingContext, sums: Readonly<Record<JournalSide, JournalSums>>): JournalSums {
  return sums[side];
}

function negated(sums: JournalSums): JournalSums {
  return Object.fromEntries(Object.entries(sums).map(([role, sum]) => [role, -sum]));
}
