/** Which accounts of the books entries about sold receivables go to, on either side. */

export const JOURNAL_SIDES = ["factor", "seller"] as const;
export type JournalSide = (typeof JOURNAL_SIDES)[number];

/**
 * What accounts are for.
 * - `receivables`: what debtors owe on receivables in the book, open principal; the factor's only.
 * - `settlement`: between factor and seller: open amount less funds and fees due. The factor owes it, the seller has it
 *   to come; on the other side of nought it is what the seller owes.
 * - `bank`: cash, on chain or off; `waiting`: cash that a desk could not pay out and keeps.
 * - `transit`: cash that the ledger recorded and the desk has not shared out yet.
 * - `fees`, `commissions`: of deals; `discounts`: of outright purchases.
 * - `charges`: late interest and fixed sums, of deals the seller's, of purchases the factor's.
 * - `reductions`: credits and discounts on what the factor bought outright; `soldOn`: what it handed on.
 */
export const JOURNAL_ROLES = [
  "receivables",
  "settlement",
  "bank",
  "waiting",
  "transit",
  "fees",
  "commissions",
  "discounts",
  "charges",
  "reductions",
  "soldOn",
] as const;
export type JournalRole = (typeof JOURNAL_ROLES)[number];

/** An account of the books: its number, or whatever they call it. */
export type JournalChart = Readonly<Record<JournalRole, string>>;

const NOT_USED = "not used";

/** Charts for books that have none yet; the seller's has the accounts of `account/chart.ts` where both have one. */
export const JOURNAL_CHARTS: Readonly<Record<JournalSide, JournalChart>> = {
  factor: {
    receivables: "1200 Receivables from debtors",
    settlement: "2300 Due to sellers",
    bank: "1000 Bank",
    waiting: "1060 Cash waiting at the desk",
    transit: "1050 Collections not shared out yet",
    fees: "4000 Fees on funds in use",
    commissions: "4010 Commissions",
    discounts: "4020 Discounts of purchases",
    charges: "4030 Late interest and recovery costs",
    reductions: "6100 Credits and discounts on purchases",
    soldOn: "1290 Receivables handed on",
  },
  seller: {
    receivables: NOT_USED,
    settlement: "1250 Receivables assigned",
    bank: "1000 Bank",
    waiting: "1060 Cash waiting at the desk",
    transit: NOT_USED,
    fees: "6400 Factoring fees",
    commissions: "6410 Factoring commissions",
    discounts: "6420 Discounts of receivables sold",
    charges: "4500 Late interest and recovery costs",
    reductions: NOT_USED,
    soldOn: NOT_USED,
  },
};
