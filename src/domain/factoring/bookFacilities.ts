/** Offers that several receivables are sold under, and how much of them is in use. Amounts are minor units. */
import { sumOf } from "../account/standing.ts";
import type { Address, Hex } from "../receivable.ts";
import type { BookState } from "./book.ts";
import { OfferKind } from "./offer.ts";

/** What the factor signed, where this gateway knows it. */
export interface KnownLimits {
  /** Of a facility the most funds in use at one time; of an offer for several the most advance on each. */
  readonly limit: bigint;
  /** Last instant, unix seconds. */
  readonly until: number;
  readonly buyers: ReadonlyMap<Address, bigint>;
}

export interface BuyerUse {
  readonly buyer: Address;
  readonly inUse: bigint;
  /** Undefined where it is not known here, and for offers that name no buyers. */
  readonly limit: bigint | undefined;
}

export interface FacilityUse {
  readonly offer: Hex;
  readonly desk: Address;
  readonly kind: "several" | "facility";
  readonly seller: Address;
  readonly currency: Address;
  /** Funds of all deals under it; the desk itself counts them of facilities alone. */
  readonly inUse: bigint;
  /** As {@link KnownLimits} has it; undefined where it is not known here. */
  readonly limit: bigint | undefined;
  readonly until: number | undefined;
  /** Of a facility, those under which anything was sold or that it names. */
  readonly buyers: readonly BuyerUse[];
  /** Live deals under it. */
  readonly deals: number;
}

/** Every offer under which more than one receivable can be sold, and something was; in the order of the hashes. */
export function facilitiesOf(state: BookState, limits: ReadonlyMap<Hex, KnownLimits>): readonly FacilityUse[] {
  const deals = [...state.deals.values()].flatMap(({ deal }) => (deal.kind === OfferKind.Single ? [] : [deal]));
  const byOffer = Map.groupBy(deals, ({ desk, offer }) => `${desk}/${offer}`);
  const all = [...byOffer.values()].flatMap((own): FacilityUse[] => {
    const [first] = own;
    if (first === undefined) return [];
    const { offer, desk, seller, currency } = first;
    const known = limits.get(offer);
    const isFacility = first.kind === OfferKind.Facility;
    const names = isFacility ? new Set([...own.map(({ buyer }) => buyer), ...(known?.buyers.keys() ?? [])]) : [];
    const fundsOf = (buyer: Address): bigint =>
      sumOf(
        own.filter((deal) => deal.buyer === buyer),
        ({ money }) => money.funds,
      );
    return [
      {
        ...{ offer, desk, seller, currency, kind: isFacility ? "facility" : "several" },
        inUse: sumOf(own, ({ money }) => money.funds),
        limit: known?.limit,
        until: known?.until,
        buyers: [...names].map((buyer) => ({ buyer, inUse: fundsOf(buyer), limit: known?.buyers.get(buyer) })),
        deals: own.filter(({ live }) => live).length,
      },
    ];
  });
  return all.toSorted((one, other) => (one.offer < other.offer ? -1 : 1));
}
