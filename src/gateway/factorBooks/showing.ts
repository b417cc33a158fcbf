/** Books as the interface writes them. */
import { formatDecimal, shortest } from "../../domain/decimal.ts";
import type { BookException } from "../../domain/factoring/bookExceptions.ts";
import type { FacilityUse } from "../../domain/factoring/bookFacilities.ts";
import type { BookedRow } from "../../domain/factoring/bookRows.ts";
import type { BookSums, PortfolioRow } from "../../domain/factoring/bookSums.ts";
import type { Dilution, Period } from "../../domain/factoring/dilution.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type {
  ShownBookedReceivable,
  ShownBookException,
  ShownDilutionRow,
  ShownFacility,
  ShownPortfolioRow,
} from "../../wire/factorBook.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";

const PERCENT_SCALE = 4;

/** Parts per million as per cent. */
export function shownPart(ppm: bigint): string {
  return formatDecimal(shortest({ units: ppm, scale: PERCENT_SCALE }));
}

/** Amounts of a currency as text. */
export function amountsIn(currency: Address, tokens: Tokens): (units: bigint) => string {
  const shown = shownCurrency(currency, tokens);
  return (units) => shownAmount(units, shown);
}

type ShownSums = Omit<ShownPortfolioRow, "party" | "currency" | "share">;

export function shownSums(sums: BookSums, amount: (units: bigint) => string): ShownSums {
  return {
    receivables: sums.count,
    open: amount(sums.open),
    kept: amount(sums.kept),
    disputed: amount(sums.disputed),
    overdue: amount(sums.overdue),
    funds: amount(sums.funds),
    feesAccrued: amount(sums.feesAccrued),
    feesPaid: amount(sums.feesPaid),
    feesDue: amount(sums.feesDue),
    reserve: amount(sums.reserve),
    gap: amount(sums.gap),
    claimed: amount(sums.claimed),
    purchased: amount(sums.price),
  };
}

export function shownPortfolioRow(row: PortfolioRow, currency: Address, tokens: Tokens): ShownPortfolioRow {
  const amount = amountsIn(currency, tokens);
  const share = row.share === undefined ? null : shownPart(row.share);
  return { party: row.party, currency: shownCurrency(currency, tokens), ...shownSums(row, amount), share };
}

const NOTHING = { number: 0, funds: 0n, feesAccrued: 0n, feesPaid: 0n, feesDue: 0n, reserve: 0n, gap: 0n };

export function shownBooked(row: BookedRow, tokens: Tokens): ShownBookedReceivable {
  const amount = amountsIn(row.currency, tokens);
  const deal = row.kind === "advance" ? row : { ...NOTHING, released: 0n, claimed: 0n, recourseDays: undefined };
  const { recourseDays } = deal;
  const recourse = recourseDays === undefined || row.dueDay === undefined ? undefined : row.dueDay + recourseDays + 1;
  return {
    ...{ receivable: row.id, kind: row.kind, number: deal.number, seller: row.seller, buyer: row.buyer },
    ...{ offer: row.offer, currency: shownCurrency(row.currency, tokens), soldAt: shownInstant(row.soldAt) },
    ...{ sold: amount(row.sold), open: amount(row.open), kept: amount(row.kept), disputed: amount(row.disputed) },
    dueDate: row.dueDay === undefined ? null : dateOfDay(row.dueDay),
    daysPastDue: row.daysPastDue,
    advance: amount(row.kind === "advance" ? row.advance : row.price),
    ...{ funds: amount(deal.funds), feesAccrued: amount(deal.feesAccrued), feesPaid: amount(deal.feesPaid) },
    ...{ feesDue: amount(deal.feesDue), reserve: amount(deal.reserve), gap: amount(deal.gap) },
    ...{ released: amount(deal.released), claimed: amount(deal.claimed) },
    recourseDays: recourseDays ?? null,
    recourseFrom: recourse === undefined ? null : dateOfDay(recourse),
    writtenOff: row.writtenOff,
  };
}

export function shownException(found: BookException, tokens: Tokens): ShownBookException {
  const { kind, id, offer, party, currency, text } = found;
  const amount = amountsIn(currency, tokens)(found.amount);
  const about = { receivable: id ?? null, offer: offer ?? null, party };
  return { kind, ...about, currency: shownCurrency(currency, tokens), amount, text };
}

export function shownFacility({ offer, kind, seller, currency, ...use }: FacilityUse, tokens: Tokens): ShownFacility {
  const amount = amountsIn(currency, tokens);
  const limitOf = (limit: bigint | undefined): string | null => (limit === undefined ? null : amount(limit));
  return {
    ...{ offer, kind, seller, currency: shownCurrency(currency, tokens) },
    ...{ inUse: amount(use.inUse), limit: limitOf(use.limit), deals: use.deals },
    until: use.until === undefined ? null : shownInstant(use.until),
    buyers: use.buyers.map(({ buyer, inUse, limit }) => ({ buyer, inUse: amount(inUse), limit: limitOf(limit) })),
  };
}

type ShownDilution = Omit<ShownDilutionRow, "seller" | "buyer" | "currency">;

export function shownDilution(
  { sales, byKind, reductions, ppm }: Pick<Dilution, "sales" | "byKind" | "reductions" | "ppm">,
  { from, through }: Period,
  amount: (units: bigint) => string,
): ShownDilution {
  return {
    ...{ from: dateOfDay(from), through: dateOfDay(through), sales: amount(sales), reductions: amount(reductions) },
    byKind: { credit: amount(byKind.credit), discount: amount(byKind.discount) },
    percent: ppm === undefined ? null : shownPart(ppm),
  };
}
