/** A factor's book: what it bought, what is due to it, what is wrong with it. */
import { z } from "zod";
import { BOOK_EXCEPTIONS } from "../domain/factoring/bookExceptions.ts";
import { pageQuery } from "./access.ts";
import { bookDilution, dilution, percent } from "./factorBookDilution.ts";
import { address, amount, blockNumber, cursor, date, hash, instant } from "./scalars.ts";
import { currency } from "./terms.ts";

const MOST_DIGITS = 15;
const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });
const count = z.int().min(0);

/** As of when. */
export const bookQuery = z
  .strictObject({
    date: date.optional().meta({
      description:
        "The day that fees accrue to and due dates are compared with; without a block only what was recorded until " +
        "its end in UTC counts. May be ahead of the chain: then what is known now is carried on. Default: the " +
        "block's day.",
    }),
    block: z
      .string()
      .regex(new RegExp(`^\\d{1,${MOST_DIGITS}}$`), "give the number of a block")
      .transform(Number)
      .optional()
      .meta({ description: "Only what was recorded up to this block counts. Default: all that is indexed." }),
  })
  .meta({ id: "BookQuery" });
export type BookQuery = z.output<typeof bookQuery>;

const listed = { ...pageQuery.shape, ...bookQuery.shape };

export const portfolioQuery = z.strictObject({
  ...listed,
  by: z.enum(["seller", "buyer"]).meta({ description: "Who sold, or who owes." }),
});
export const bookedQuery = z.strictObject({
  ...listed,
  seller: address.optional(),
  buyer: address.optional(),
});
export const exceptionQuery = z.strictObject({ ...listed, kind: z.enum(BOOK_EXCEPTIONS).optional() });
export const facilityQuery = z.strictObject(listed);
export const dilutionQuery = z.strictObject({ ...listed, by: z.enum(["pair", "seller", "buyer"]).default("pair") });

/** What a book ties to. */
export const bookAsOf = z
  .strictObject({
    block: blockNumber.meta({ description: "Events up to this block count." }),
    blockHash: hash
      .nullable()
      .meta({ description: "Null where the index keeps nothing of that block but its number." }),
    date,
  })
  .meta({ id: "BookAsOf" });

const sums = {
  receivables: count,
  open: amount.meta({ description: "What debtors owe, as the ledger keeps it." }),
  kept: amount.meta({ description: "Paid, and kept by the ledger until somebody claims it for the holder." }),
  disputed: amount,
  overdue: amount.meta({ description: "Open and past due." }),
  funds: amount.meta({ description: "Advances in use." }),
  feesAccrued: amount.meta({ description: "Fees until the date, and commissions, paid or not." }),
  feesPaid: amount,
  feesDue: amount.meta({ description: "What of fees and commissions is not paid." }),
  reserve: amount.meta({
    description:
      "What comes to the sellers of deals if all that is open is paid: of each one open + kept - funds - feesDue, " +
      "unless that is a gap.",
  }),
  gap: amount.meta({ description: "What open and kept amounts of deals do not cover of their funds and fees." }),
  claimed: amount.meta({ description: "What sellers owe under open claims." }),
  purchased: amount.meta({ description: "Prices of what was bought outright and is held." }),
};

const aging = z
  .strictObject({
    current: amount,
    days1To30: amount,
    days31To60: amount,
    days61To90: amount,
    daysOver90: amount,
    unknown: amount.meta({ description: "The terms are sealed to others." }),
  })
  .meta({ id: "BookAging", description: "Open amounts by days past due (R41)." });

const expected = z
  .strictObject({
    overdue: amount,
    within7: amount,
    within30: amount,
    within60: amount,
    within90: amount,
    later: amount,
    unknown: amount,
  })
  .meta({ id: "ExpectedCollections", description: "Open amounts by due date, each in the first span that it fits." });

const received = z
  .strictObject({
    from: date,
    debtors: amount.meta({ description: "Paid on the ledger." }),
    sellers: amount.meta({ description: "Repaid by sellers, or by anyone for them." }),
    receiptsOfFactor: amount.meta({ description: "Reached the factor outside the chain." }),
    receiptsOfSellers: amount.meta({ description: "Reached sellers outside the chain, and were turned over." }),
    purchases: amount.meta({ description: "Paid on what was bought outright." }),
    toFunds: amount,
    toFees: amount,
    toSellers: amount,
  })
  .meta({
    id: "ReceivedCollections",
    description: "Since the first of the date's month; less what the bank took back.",
  });

/** The book in one currency. */
const currencyBook = z
  .strictObject({
    currency,
    ...sums,
    aging,
    expected,
    received,
    dilution: bookDilution,
    waiting: amount.meta({ description: "Cash of the factor that its desk could not pay out, and keeps." }),
  })
  .meta({ id: "CurrencyBook" });

export const factorBook = z
  .strictObject({
    asOf: bookAsOf.nullable().meta({ description: "Null while nothing is indexed." }),
    desk: address.nullable().meta({ description: "Null for who has opened none." }),
    currencies: z.array(currencyBook),
  })
  .meta({ id: "FactorBook" });
export type ShownFactorBook = z.output<typeof factorBook>;
export type ShownCurrencyBook = z.output<typeof currencyBook>;

const portfolioRow = z
  .strictObject({
    party: address,
    currency,
    ...sums,
    share: percent
      .nullable()
      .meta({ description: "Of all that is open in the currency (R50); null where nothing is." }),
  })
  .meta({ id: "PortfolioRow" });
export const portfolioPage = z
  .strictObject({ items: z.array(portfolioRow), next, asOf: bookAsOf.nullable() })
  .meta({ id: "PortfolioPage" });
export type ShownPortfolioRow = z.output<typeof portfolioRow>;

const bookedReceivable = z
  .strictObject({
    receivable: hash,
    kind: z.enum(["advance", "purchase"]).meta({ description: "With a reserve, or outright." }),
    number: count.meta({ description: "Which sale of it to the desk, from 1; 0 of a purchase." }),
    seller: address.meta({ description: "Who sold it, the supplier or a later holder." }),
    buyer: address,
    offer: hash,
    currency,
    soldAt: instant,
    sold: amount.meta({ description: "Open amount at the sale." }),
    open: amount,
    kept: amount,
    disputed: amount,
    dueDate: date.nullable(),
    daysPastDue: count,
    advance: amount.meta({ description: "Of a purchase its price." }),
    funds: amount,
    feesAccrued: amount,
    feesPaid: amount,
    feesDue: amount,
    reserve: amount,
    gap: amount,
    released: amount.meta({ description: "What the seller got of collections." }),
    claimed: amount,
    recourseDays: count
      .nullable()
      .meta({ description: "Days past due beyond which it can be charged back; null without recourse." }),
    recourseFrom: date
      .nullable()
      .meta({ description: "The first such day; null without recourse, and where the due date is sealed to others." }),
    writtenOff: z.boolean(),
  })
  .meta({ id: "BookedReceivable" });
export const bookedPage = z
  .strictObject({ items: z.array(bookedReceivable), next, asOf: bookAsOf.nullable() })
  .meta({ id: "BookedReceivablePage" });
export type ShownBookedReceivable = z.output<typeof bookedReceivable>;

const bookException = z
  .strictObject({
    kind: z.enum(BOOK_EXCEPTIONS),
    receivable: hash.nullable().meta({ description: "Null where it is about a facility." }),
    offer: hash.nullable().meta({ description: "The facility; null where it is about a receivable." }),
    party: address.meta({ description: "Whom it is about: the debtor, or the seller." }),
    currency,
    amount: amount.meta({ description: "How much is touched." }),
    text: z.string(),
  })
  .meta({ id: "BookException" });
export const exceptionPage = z
  .strictObject({ items: z.array(bookException), next, asOf: bookAsOf.nullable() })
  .meta({ id: "BookExceptionPage" });
export type ShownBookException = z.output<typeof bookException>;

const facility = z
  .strictObject({
    offer: hash.meta({ description: "Struct hash of what the factor signed." }),
    kind: z.enum(["several", "facility"]),
    seller: address,
    currency,
    inUse: amount.meta({ description: "Funds of its deals; of a facility also what `inUse` of the desk says." }),
    limit: amount.nullable().meta({
      description:
        "Of a facility the most in use at one time, of an offer for several the most advance on each; null for one " +
        "that was not signed by way of this gateway.",
    }),
    until: instant.nullable(),
    buyers: z.array(
      z.strictObject({ buyer: address, inUse: amount, limit: amount.nullable() }).meta({ id: "FacilityBuyer" }),
    ),
    deals: count.meta({ description: "How many live deals there are under it." }),
  })
  .meta({ id: "BookedFacility" });
export const facilityPage = z
  .strictObject({ items: z.array(facility), next, asOf: bookAsOf.nullable() })
  .meta({ id: "BookedFacilityPage" });
export type ShownFacility = z.output<typeof facility>;

const dilutionRow = z
  .strictObject({ seller: address.nullable(), buyer: address.nullable(), currency, ...dilution })
  .meta({ id: "DilutionRow" });
export const dilutionPage = z
  .strictObject({ items: z.array(dilutionRow), next, asOf: bookAsOf.nullable() })
  .meta({ id: "DilutionPage" });
export type ShownDilutionRow = z.output<typeof dilutionRow>;
