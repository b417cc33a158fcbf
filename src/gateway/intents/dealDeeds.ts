/** What an intent about a deal is to do, in the domain's words. */
import { ClaimReason, Recipient, Source } from "../../domain/factoring/deal.ts";
import { outstandingOn } from "../../domain/factoring/dealFold.ts";
import { factorDay } from "../../domain/factoring/waterfall.ts";
import { openTerms } from "../../domain/commitment.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { ReceiptStatus } from "../../domain/receipts.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { ActOnReceivable, DealAct } from "../../wire/act.ts";
import { ProblemError } from "../http/problems.ts";
import type { Tokens } from "../receivables/showing.ts";
import { minorUnits } from "./amounts.ts";
import type { Dealing } from "./dealing.ts";
import type { DealDeed } from "./dealPlans.ts";

type OfReceipt = Extract<ActOnReceivable, { readonly verb: "recordReceipt" | "reverseReceipt" }>;
type OfDeal = Extract<DealAct, { readonly verb: "repay" | "buyBack" | "reassign" | "agreeAct" | "chargeBack" }>;

interface Asking {
  readonly organisation: Address;
  readonly tokens: Tokens;
  /** Now and until when it may be sent, unix seconds. */
  readonly instant: number;
  readonly latest: number;
}

/** A deed, and what it moves; minor units. */
interface Deeded {
  readonly deed: DealDeed;
  readonly amount: bigint;
}

/** @throws ProblemError `NotAuthorised` for the other side's acts, `AmountUnfit`, `ReceiptUnknown` */
export function dealDeedOf(act: OfDeal | OfReceipt, dealing: Dealing, asking: Asking): Deeded {
  const { deal, receivable } = dealing;
  const of = { id: deal.id, opened: openTerms(receivable) };
  const outstanding = (instant: number): bigint => outstandingOn(deal, factorDay(deal.terms.utcOffset, instant));
  switch (act.verb) {
    case "repay": {
      sellers(dealing, asking);
      const maxCash = minorUnits(act.maxCash, receivable.terms.currency, asking.tokens, "body.maxCash");
      return { deed: { verb: act.verb, ...of, maxCash }, amount: maxCash };
    }
    case "buyBack":
      sellers(dealing, asking);
      return { deed: { verb: act.verb, ...of, most: outstanding(asking.latest) }, amount: outstanding(asking.instant) };
    case "reassign": {
      const final = deal.receipts.length === 0;
      // What the bank may still take back is for the factor to wait for.
      if (!final) factors(dealing, asking);
      return { deed: { verb: act.verb, ...of, final }, amount: 0n };
    }
    case "agreeAct": {
      const proposal = deal.proposals.find((one) => one.act === act.act && one.by !== asking.organisation);
      if (proposal === undefined) {
        throw new ProblemError(
          "NotFound",
          "the other side has proposed no such act: look at the proposals of the deal",
        );
      }
      return { deed: { verb: act.verb, id: deal.id, call: proposal.call }, amount: receivable.terms.amount };
    }
    case "chargeBack": {
      factors(dealing, asking);
      const { verb, reason, evidence } = act;
      return { deed: { verb, ...of, reason: ClaimReason[reason], evidence }, amount: outstanding(asking.instant) };
    }
    case "recordReceipt":
      return recording(act, dealing, asking);
    case "reverseReceipt":
      return reversing(act, dealing, asking);
  }
}

function recording(
  { bankReference, cash: text, valueDate, recipient: told }: Extract<OfReceipt, { verb: "recordReceipt" }>,
  dealing: Dealing,
  asking: Asking,
): Deeded {
  const { deal, receivable, factor } = dealing;
  const usual = asking.organisation === factor ? Recipient.Factor : Recipient.SellerTurnedOver;
  const recipient = told === undefined ? usual : Recipient[told];
  if (recipient === Recipient.SellerTurnedOver) sellers(dealing, asking);
  else factors(dealing, asking);
  const cash = minorUnits(text, receivable.terms.currency, asking.tokens, "body.cash");
  const receipt = { bankRef: keccakOfText(bankReference), cash, valueDay: dayNumber(valueDate) };
  const of = { id: deal.id, opened: openTerms(receivable) };
  // The seller keeps what is its own; no more than all of it can be the factor's.
  return { deed: { verb: "recordReceipt", ...of, receipt, recipient, most: cash }, amount: cash };
}

function reversing(
  { bankReference, evidence = ZERO_HASH }: Extract<OfReceipt, { verb: "reverseReceipt" }>,
  dealing: Dealing,
  asking: Asking,
): Deeded {
  factors(dealing, asking);
  const { deal, receivable, state } = dealing;
  const bankRef = keccakOfText(bankReference);
  const found = state.receipts.get(bankRef);
  if (found?.status !== ReceiptStatus.Recorded) {
    throw new ProblemError("ReceiptUnknown", "no receipt stands under this bank reference: give that of the entry");
  }
  const { recorded } = found;
  const taken = deal.receipts.find((one) => one.bankRef === bankRef);
  // What the seller kept never entered the deal.
  const receipt = taken ?? { source: Source.Payment, toFunds: 0n, toFees: 0n, toSeller: 0n, day: 0 };
  const amount = recorded.principal - recorded.discount + recorded.charges;
  const of = { id: deal.id, opened: openTerms(receivable) };
  return { deed: { verb: "reverseReceipt", ...of, recorded, receipt, evidence }, amount };
}

function sellers({ deal, factor }: Dealing, { organisation }: Asking): void {
  if (organisation !== deal.seller) throw othersAct(deal.seller, factor);
}

function factors({ deal, factor }: Dealing, { organisation }: Asking): void {
  if (organisation !== factor) throw othersAct(factor, deal.seller);
}

function othersAct(whose: Address, notOf: Address): ProblemError {
  return new ProblemError("NotAuthorised", `this is for ${whose} to do, and not for ${notOf}: sign in for that one`);
}
