/** What can be sold under an offer as things stand, as far as the index tells; the chain itself has the last word. */
import { commitmentOf, idOf } from "../../domain/commitment.ts";
import { advanceOf, leavesAdvance, purchasePrice } from "../../domain/factoring/offerMoney.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { dealsOfReceivables, inUseOf } from "../../store/deals.ts";
import { spentDeskNonces } from "../../store/desks.ts";
import type { OfferBody, QuoteOffer } from "../../store/quoteOffers.ts";
import type { QuoteRequest } from "../../store/quoteRequests.ts";
import { locksOn } from "../../store/quoteTakings.ts";
import type { QuoteLock } from "../../store/quoteTakings.ts";
import { shownInstant } from "../receivables/showing.ts";
import { untaken } from "./conditions.ts";
import { openedOf, quotable, unsaleable } from "./opened.ts";
import type { Opened, Quotable } from "./opened.ts";

/** Receivables of a request as they stand. */
export interface Stock {
  readonly request: QuoteRequest;
  readonly opened: ReadonlyMap<Hex, Opened>;
  readonly locks: ReadonlyMap<Hex, QuoteLock>;
  /** Which desks have had a deal about a receivable. */
  readonly desksOf: (id: Hex) => readonly Address[];
  readonly now: number;
}

export async function stockOf(sql: Sql, request: QuoteRequest, now: number): Promise<Stock> {
  const { organisation, receivables } = request;
  const opened = await openedOf(sql, receivables);
  const locks = await locksOn(sql, organisation, receivables, now);
  const deals = await dealsOfReceivables(sql, receivables);
  return {
    ...{ request, opened, now },
    locks: new Map(locks.map((lock) => [lock.receivable, lock])),
    desksOf: (id) => deals.get(id)?.map(({ state }) => state.desk) ?? [],
  };
}

/** What an offer takes now, and why it does not take the rest. */
export interface Coverage {
  readonly offer: QuoteOffer;
  readonly covers: readonly Quotable[];
  /** In the order of the offer. */
  readonly refused: ReadonlyMap<Hex, Refusal>;
}

/** Why a receivable cannot be sold under an offer now. */
export interface Refusal {
  readonly why: string;
  /** Whether a taking is in the way, and nothing else. */
  readonly isLocked: boolean;
}

/** A receivable that an offer may be for, and the number that its sale would use. */
interface Candidate {
  readonly id: Hex;
  /** As the factor signed it; undefined of a facility, which takes it as it stands. */
  readonly named: Receivable | undefined;
  readonly nonce: bigint;
}

export async function coverageOf(sql: Sql, offer: QuoteOffer, stock: Stock): Promise<Coverage> {
  const { desk, body } = offer;
  const candidates = candidatesOf(offer, stock);
  const nonces = candidates.map(({ nonce }) => nonce);
  const spent = await spentDeskNonces(sql, desk, nonces);
  const limits = createLimits(body, await usesOf(sql, offer, stock));
  const covers: Quotable[] = [];
  const refused = new Map<Hex, Refusal>();
  for (const candidate of candidates) {
    const found = stock.opened.get(candidate.id);
    const one = found && quotable(found, stock.now);
    const refusal = one === undefined ? SEALED : refusalOf(one, candidate, { offer, stock, spent, limits });
    if (refusal === undefined && one !== undefined) covers.push(one);
    else refused.set(candidate.id, refusal ?? SEALED);
  }
  return { offer, covers, refused };
}

const SEALED: Refusal = { why: "its terms are not known here any more", isLocked: false };

function candidatesOf({ body, nonce }: QuoteOffer, { request, opened }: Stock): readonly Candidate[] {
  if (body.kind !== "facility") {
    return body.receivables.map((named, place) => ({ id: idOf(named.header), named, nonce: nonce + BigInt(place) }));
  }
  const isOwed = (id: Hex): boolean =>
    body.buyers.some(({ buyer }) => buyer === opened.get(id)?.state.agreed?.header.buyer);
  return request.receivables.filter(isOwed).map((id) => ({ id, named: undefined, nonce }));
}

interface Facts {
  readonly offer: QuoteOffer;
  readonly stock: Stock;
  readonly spent: ReadonlySet<bigint>;
  readonly limits: Limits;
}

function refusalOf(
  one: Quotable,
  { id, named, nonce }: Candidate,
  { offer, stock, spent, limits }: Facts,
): Refusal | undefined {
  const { body, desk } = offer;
  const why = unsaleable(one, stock.request.organisation) ?? boundsOf(body, one);
  if (why !== undefined) return { why, isLocked: false };
  if (named !== undefined && commitmentOf(named) !== one.state.commitment) {
    return { why: "it was amended since the offer was made", isLocked: false };
  }
  if (spent.has(nonce)) return { why: "the number of the offer was used or voided on the chain", isLocked: false };
  if (body.kind === "facility" && stock.desksOf(id).includes(desk)) {
    return { why: "the desk had it before: only an offer that names it takes it again", isLocked: false };
  }
  const lock = stock.locks.get(id);
  if (lock !== undefined) {
    return { why: `an offer for it is taken (${lock.taking}) until ${shownInstant(lock.expires)}`, isLocked: true };
  }
  return limits.draw(one) ? undefined : { why: "the limit of the offer does not cover it", isLocked: false };
}

function boundsOf(body: OfferBody, one: Quotable): string | undefined {
  if (body.kind === "facility" && !leavesAdvance(body.conditions.price, one.receivable.terms, one.open, one.today)) {
    return "its buyer may still deduct more than the facility keeps back: ask for an offer that names it";
  }
  if (body.kind !== "purchase") return untaken(one, body.conditions)?.message;
  const { discount } = body;
  const price = purchasePrice(discount, one.open, one.daysLeft);
  if (price <= 0n || price < discount.minPrice) return "less would be paid than the least price of the offer";
  return untaken(one, { minTenor: 0, maxTenor: one.daysLeft, advices: discount.advices })?.message;
}

/** Funds in use under a facility, and with each buyer under it, minor units. */
interface Uses {
  readonly total: bigint;
  readonly byBuyer: ReadonlyMap<Address, bigint>;
}

/** Of those buyers alone that owe something of the request: a factor may name many more. */
async function usesOf(sql: Sql, { desk, hash, body }: QuoteOffer, { opened }: Stock): Promise<Uses> {
  const byBuyer = new Map<Address, bigint>();
  if (body.kind !== "facility") return { total: 0n, byBuyer };
  const owing = new Set([...opened.values()].map(({ state }) => state.agreed?.header.buyer));
  for (const { buyer } of body.buyers) {
    if (owing.has(buyer)) byBuyer.set(buyer, await inUseOf(sql, desk, hash, buyer));
  }
  return { total: await inUseOf(sql, desk, hash), byBuyer };
}

interface Limits {
  /** Whether the advance on a receivable fits, in which case it counts where the offer is a facility. */
  draw(one: Quotable): boolean;
}

function createLimits(body: OfferBody, uses: Uses): Limits {
  if (body.kind === "purchase") return { draw: () => true };
  const { conditions, buyers, kind } = body;
  const drawn = new Map(uses.byBuyer);
  let { total } = uses;
  return {
    draw({ open, receivable: { header } }) {
      const advance = advanceOf(conditions.price, open);
      const used = (drawn.get(header.buyer) ?? 0n) + advance;
      const limit = buyers.find(({ buyer }) => buyer === header.buyer)?.limit ?? used;
      if (advance === 0n || total + advance > conditions.limit || used > limit) return false;
      if (kind === "facility") total += advance;
      drawn.set(header.buyer, used);
      return true;
    },
  };
}
