/** What stands of a deal, from the events of its desk alone; the same as the desk keeps. */
import { keccak256 } from "../hash.ts";
import { ReceiptStatus } from "../receipts.ts";
import type { ReceiptState } from "../receipts.ts";
import type { Address, Hex } from "../receivable.ts";
import type { DealReceipt, DealTerms } from "./deal.ts";
import { ClaimReason, Source } from "./deal.ts";
import type { ClaimRaised, DealEvent, ReceivableSold } from "./factoringEvents.ts";
import type { OfferKind } from "./offer.ts";
import { afterReturn, afterShare, feesDue, newDeal } from "./waterfall.ts";
import type { DealMoney } from "./waterfall.ts";

/**
 * What the factor claimed of the seller; minor units. Of each reason there is one, which names the whole again whenever
 * it is raised: all that is outstanding, or all that was credited since the sale. Of money that the seller kept there
 * is one for each receipt.
 */
export interface Claim {
  readonly reason: ClaimReason;
  /** As it was raised last. */
  readonly amount: bigint;
  readonly evidence: Hex;
  /** What the deal had repaid by then, less what had been paid on the same claim before. */
  readonly repaidBefore: bigint;
}

/** A receipt that a deal took in and that stands. */
export interface TakenReceipt extends DealReceipt {
  readonly bankRef: Hex;
}

/** So long one side's word for an act waits for the other's, as `Acting.sol` has it. */
export const PROPOSAL_SECONDS = 30 * 86_400;

/** A call of the ledger that one side has consented to, and the other has not yet. */
export interface ProposedAct {
  readonly by: Address;
  /** keccak256 of the call. */
  readonly act: Hex;
  readonly call: Hex;
}

export interface DealState {
  readonly desk: Address;
  readonly id: Hex;
  /** Which sale of the receivable to this desk, from 1: it may come back after a reassignment. */
  readonly number: number;
  readonly seller: Address;
  readonly buyer: Address;
  readonly offer: Hex;
  readonly kind: OfferKind;
  readonly nonce: bigint;
  readonly terms: DealTerms;
  readonly currency: Address;
  /** Open amount at the sale, what the seller got then, and the commission agreed; minor units. */
  readonly open: bigint;
  readonly advance: bigint;
  readonly commission: bigint;
  readonly money: DealMoney;
  /** What the seller got of cash that came since and keeps, minor units. */
  readonly released: bigint;
  readonly claims: readonly Claim[];
  /** In the order of recording. */
  readonly receipts: readonly TakenReceipt[];
  /**
   * What waits for the other side, each side's word for each call once; void {@link PROPOSAL_SECONDS} after its event.
   */
  readonly proposals: readonly ProposedAct[];
  /** Whether the desk still has the deal: until it is reassigned. */
  readonly live: boolean;
}

/**
 * One event more. @param state Undefined before the first sale of the receivable to the desk.
 * @throws RangeError for an event about a receivable that the desk has no live deal about, and for a receipt's return
 * that was never taken in.
 */
export function foldDeal(state: DealState | undefined, desk: Address, event: DealEvent): DealState {
  if (event.name === "ReceivableSold") return sold(state, desk, event);
  if (state?.live !== true) throw new RangeError(`${event.name} is about ${event.id}, no live deal of ${desk}`);
  const { money } = state;
  switch (event.name) {
    case "DealPaid": {
      const { shared, day, bankRef, source } = event;
      const isReceipt = source === Source.FactorReceipt || source === Source.SellerReceipt;
      return {
        ...state,
        money: afterShare(money, shared, day),
        released: state.released + shared.toSeller,
        receipts: isReceipt ? [...state.receipts, { ...shared, source, day, bankRef }] : state.receipts,
      };
    }
    case "DealReceiptReversed":
      return returned(state, event.bankRef, event.receipt);
    case "ClaimRaised":
      return { ...state, claims: claimsWith(state, event) };
    case "ActProposed": {
      const { by, call } = event;
      const act = keccak256(call);
      const others = state.proposals.filter((one) => one.by !== by || one.act !== act);
      return { ...state, proposals: [...others, { by, act, call }] };
    }
    case "ActDone":
      return { ...state, proposals: state.proposals.filter(({ act }) => act !== event.act) };
    case "ReceivableReassigned":
      return { ...state, live: false, proposals: [] };
  }
}

/** A claim of a reason takes the place of the one before. Of a credit that was paid already nothing is owed again. */
function claimsWith(state: DealState, { reason, amount, evidence }: ClaimRaised): readonly Claim[] {
  const repaid = repaidOf(state);
  const isSame = (one: Claim): boolean => one.reason === reason && reason !== ClaimReason.Misdirected;
  const before = state.claims.find(isSame);
  const paid = before === undefined || reason !== ClaimReason.Dilution ? 0n : paidOn(before, repaid);
  const others = state.claims.filter((one) => !isSame(one));
  return [...others, { reason, amount, evidence, repaidBefore: repaid - paid }];
}

function paidOn({ amount, repaidBefore }: Claim, repaid: bigint): bigint {
  const since = repaid > repaidBefore ? repaid - repaidBefore : 0n;
  return since < amount ? since : amount;
}

/** A claim for money that the seller kept falls with its receipt. @param receipts What the ledger has of them. */
export function withoutFallen(deal: DealState, receipts: ReadonlyMap<Hex, ReceiptState> | undefined): DealState {
  const isFallen = ({ reason, evidence }: Claim): boolean =>
    reason === ClaimReason.Misdirected && receipts?.get(evidence)?.status === ReceiptStatus.Reversed;
  return { ...deal, claims: deal.claims.filter((claim) => !isFallen(claim)) };
}

function sold(before: DealState | undefined, desk: Address, event: ReceivableSold): DealState {
  if (before?.live === true) throw new RangeError(`${event.id} was sold to ${desk} while a deal about it lives`);
  const { id, buyer, offer, kind, nonce, terms, currency, open, advance, commission, day } = event;
  return {
    ...{ desk, id, number: (before?.number ?? 0) + 1, seller: terms.seller, buyer, offer, kind, nonce, terms },
    ...{ currency, open, advance, commission, money: newDeal(advance, commission, day), released: 0n },
    ...{ claims: [], receipts: [], proposals: [], live: true },
  };
}

/**
 * Of what had reached the factor, the seller keeps its part and owes it from now on; what the seller had turned over
 * goes back to it, so that its own part never left it.
 */
function returned(state: DealState, bankRef: Hex, receipt: DealReceipt): DealState {
  const receipts = state.receipts.filter((taken) => taken.bankRef !== bankRef);
  if (receipts.length === state.receipts.length) throw new RangeError(`${bankRef} is no receipt of ${state.id}`);
  const kept = receipt.source === Source.FactorReceipt ? receipt.toSeller : 0n;
  return {
    ...state,
    money: afterReturn(state.money, receipt, receipt.day, kept),
    released: state.released - (receipt.toSeller - kept),
    receipts,
  };
}

/** What the deal has repaid of advance and fees, minor units. */
export function repaidOf({ advance, money }: Pick<DealState, "advance" | "money">): bigint {
  return advance - money.funds + money.feesPaid;
}

/** Funds and fees that are outstanding until a day, minor units; what a buy-back costs. */
export function outstandingOn({ money, terms }: Pick<DealState, "money" | "terms">, day: number): bigint {
  return money.funds + feesDue(money, terms, day);
}

/** What the seller owes under all claims of a deal on a day, which is never more than what is outstanding. */
export function claimedOn(deal: DealState, day: number): bigint {
  const sum = deal.claims.reduce((total, claim) => total + claimOpenOn(deal, claim, day), 0n);
  const outstanding = outstandingOn(deal, day);
  return sum < outstanding ? sum : outstanding;
}

/** What is left of a claim: what was paid on the deal since, from any side, lessens it; never beyond what is due. */
export function claimOpenOn(deal: DealState, claim: Claim, day: number): bigint {
  const left = claim.amount - paidOn(claim, repaidOf(deal));
  const outstanding = outstandingOn(deal, day);
  return left < outstanding ? left : outstanding;
}
