/** What an intent about a deal is to do, in the domain's words. */
import { ClaimReason, Recipient, Source } from "../../domain/factoring/deal.ts";
import { outstandingOn } from "../../domain/factoring/dealFold.ts";
import type { DealState, ProposedAct } from "../../domain/factoring/dealFold.ts";
import { factorDay } from "../../domain/factoring/waterfall.ts";
import { openTerms } from "../../domain/commitment.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { ReceiptStatus } from "../../domain/receipts.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import { dealEventsOf } from "../../store/factoringEvents.ts";
import type { ActOnReceivable, DealAct } from "../../wire/act.ts";
import { ProblemError } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import { minorUnits } from "./amounts.ts";
import { hasTakenReceipts, proposalUntil } from "./dealing.ts";
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

/**
 * @throws ProblemError `NotAuthorised` for the other side's acts, `ReceiptsReversible`, `NotFound`, `ProposalOver`,
 * `AmountUnfit`, `ReceiptUnknown`
 */
export async function dealDeedOf(sql: Sql, act: OfDeal | OfReceipt, dealing: Dealing, asking: Asking): Promise<Deeded> {
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
      // It would be refused only after the allowance is given.
      if (await isFactorsToEnd(sql, deal)) throw factorsEnd(dealing);
      return { deed: { verb: act.verb, ...of, most: outstanding(asking.latest) }, amount: outstanding(asking.instant) };
    case "reassign":
      if (await isFactorsToEnd(sql, deal)) factors(dealing, asking);
      return { deed: { verb: act.verb, ...of }, amount: 0n };
    case "agreeAct": {
      const { call } = await proposalFor(sql, act.act, deal, asking);
      return { deed: { verb: act.verb, id: deal.id, call }, amount: receivable.terms.amount };
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

/** What a bank may still take back is for the factor to wait for. */
async function isFactorsToEnd(sql: Sql, deal: DealState): Promise<boolean> {
  return hasTakenReceipts(await dealEventsOf(sql, [deal]));
}

/**
 * What the other side has consented to and can still be done. @throws ProblemError `NotFound`, `ProposalOver`, and
 * `NotAuthorised` for the factor once all is repaid for good: its word would be one more proposal
 */
async function proposalFor(
  sql: Sql,
  act: Hex,
  deal: DealState,
  { organisation, instant }: Asking,
): Promise<ProposedAct> {
  // Whoever is not the seller speaks for the factor, which has agents.
  const isOthers = ({ by }: ProposedAct): boolean => (by === deal.seller) !== (organisation === deal.seller);
  const proposals = deal.proposals.filter((one) => one.act === act && isOthers(one));
  if (proposals.length === 0) {
    throw new ProblemError("NotFound", "the other side has proposed no such act: look at the proposals of the deal");
  }
  const events = await dealEventsOf(sql, [deal]);
  const isRepaid = outstandingOn(deal, factorDay(deal.terms.utcOffset, instant)) === 0n && !hasTakenReceipts(events);
  if (isRepaid && organisation !== deal.seller) {
    const detail = `nothing is outstanding, so that ${deal.seller} alone does this: it needs no word of the factor`;
    throw new ProblemError("NotAuthorised", detail);
  }
  const timely = proposals.find((one) => proposalUntil(events, one) >= instant);
  if (timely !== undefined) return timely;
  const until = Math.max(...proposals.map((one) => proposalUntil(events, one)));
  const detail = `the other side's word was good until ${shownInstant(until)}: propose the act yourself, or ask it to`;
  throw new ProblemError("ProposalOver", detail);
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

function factorsEnd({ factor }: Dealing): ProblemError {
  const detail = `repay what is outstanding, and ask ${factor} to reassign`;
  return new ProblemError("ReceiptsReversible", `the deal took in a receipt, and ends by its factor alone: ${detail}`);
}

function othersAct(whose: Address, notOf: Address): ProblemError {
  return new ProblemError("NotAuthorised", `this is for ${whose} to do, and not for ${notOf}: sign in for that one`);
}
