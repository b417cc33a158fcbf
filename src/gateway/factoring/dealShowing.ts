/** Deals as the interface writes them. */
import { ledgerAbi } from "../../../generated/abi.ts";
import { callIn } from "../../clients/viem/decode.ts";
import { ClaimReason } from "../../domain/factoring/deal.ts";
import { claimOpenOn, foldDeal } from "../../domain/factoring/dealFold.ts";
import type { DealState } from "../../domain/factoring/dealFold.ts";
import type { DealEvent } from "../../domain/factoring/factoringEvents.ts";
import { NO_RECOURSE, OfferKind } from "../../domain/factoring/offer.ts";
import { factorDay, feesDue, feeUntil } from "../../domain/factoring/waterfall.ts";
import { PARTS_PER_MILLION } from "../../domain/money.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { Captions } from "../../store/captions.ts";
import type { StoredDeal } from "../../store/dealRow.ts";
import type { StoredFactoringEvent } from "../../store/factoringEvents.ts";
import type { DealDetail, ShownDeal } from "../../wire/deal.ts";
import { proposalUntil } from "../intents/dealing.ts";
import { nameIn, shownAmount, shownCurrency, shownInstant, shownRate } from "../receivables/showing.ts";
import type { ShownCurrency, Tokens } from "../receivables/showing.ts";

/** Who asks, as of when, and what parties are called. */
export interface DealShowing {
  readonly organisation: Address;
  readonly tokens: Tokens;
  /** Unix seconds. */
  readonly instant: number;
  readonly names: Pick<Captions, "profiles" | "own">;
}

export function shownDeal(
  { state, factor, soldBlock, changedBlock }: StoredDeal,
  { organisation, tokens, instant, names }: DealShowing,
): ShownDeal {
  const { id, desk, number, seller, buyer, offer, kind, terms, live, released } = state;
  const currency = shownCurrency(state.currency, tokens);
  const show = (units: bigint): string => shownAmount(units, currency);
  const nameOf = (party: Address): string | null => names.own.get(party) ?? names.profiles.get(party) ?? null;
  const day = factorDay(terms.utcOffset, instant);
  return {
    ...{ receivable: id, desk, number, role: organisation === factor ? "factor" : "seller", factor, seller, buyer },
    names: { factor: nameOf(factor), seller: nameOf(seller), buyer: nameOf(buyer) },
    ...{ offer, kind: nameIn(OfferKind, kind), currency, feeRate: shownRate(terms.feeRate), basis: terms.basis },
    recourseDays: terms.recourseDays === NO_RECOURSE ? null : terms.recourseDays,
    utcOffset: terms.utcOffset,
    ...{ open: show(state.open), advance: show(state.advance), commission: show(state.commission) },
    ...{ soldOn: dateOfDay(state.money.startDay), soldBlock, changedBlock, live, released: show(released) },
    claims: state.claims.map((claim) => ({
      reason: nameIn(ClaimReason, claim.reason),
      ...{ amount: show(claim.amount), left: show(claimOpenOn(state, claim, day)), evidence: claim.evidence },
    })),
    outstanding: outstandingAt(state, instant, currency),
  };
}

/** What the factor has to get, reckoned as the desk does: one rate on the sum of funds x days, rounded once (R54). */
function outstandingAt(
  { money, terms }: DealState,
  instant: number,
  currency: ShownCurrency,
): ShownDeal["outstanding"] {
  const day = factorDay(terms.utcOffset, instant);
  const show = (units: bigint): string => shownAmount(units, currency);
  const fees = feesDue(money, terms, day);
  const inUse = day > money.startDay ? BigInt(day - money.startDay) : 0n;
  const fundDays = money.fundDays + money.funds * inUse;
  const [numerator, denominator] = [BigInt(terms.feeRate) * fundDays, PARTS_PER_MILLION * BigInt(terms.basis)];
  return {
    ...{ at: shownInstant(instant), day: dateOfDay(day), total: show(money.funds + fees), funds: show(money.funds) },
    ...{ fees: show(fees), fee: show(feeUntil(money, terms, day)), commission: show(money.commission) },
    feesPaid: show(money.feesPaid),
    working: {
      ...{ fundDays: fundDays.toString(), percent: shownRate(terms.feeRate), basis: terms.basis },
      exact: { numerator: numerator.toString(), denominator: denominator.toString() },
    },
  };
}

/**
 * A deal as its events up to an instant tell it; undefined where it was not yet sold then. @param number Which sale.
 * @param instant Unix seconds.
 */
export function dealAsOf(
  { state, ...stored }: StoredDeal,
  events: readonly StoredFactoringEvent<DealEvent>[],
  instant: number,
): StoredDeal | undefined {
  let folded: DealState | undefined;
  let found: DealState | undefined;
  for (const { event, timestamp } of events) {
    if (timestamp > instant) break;
    folded = foldDeal(folded, state.desk, event);
    if (folded.number === state.number) found = folded;
  }
  return found && { ...stored, state: found };
}

/** What waits for the other side's word. @param events Of the deal. */
export function shownProposals(
  { proposals }: DealState,
  events: readonly StoredFactoringEvent<DealEvent>[],
): DealDetail["proposals"] {
  return proposals.map((proposal) => {
    const { act, by, call } = proposal;
    const until = shownInstant(proposalUntil(events, proposal));
    return { act, by, function: callIn(ledgerAbi, call)?.functionName ?? null, call, until };
  });
}
