/** What a creditor allows its cash application to do by itself. Nothing here is guessed from the data. */

/** How far a payment may differ from what is open: the smaller of both limits decides. */
export interface Tolerance {
  /** Minor units. */
  readonly absolute: bigint;
  /** Parts per million of what is open. */
  readonly relative: bigint;
}

export interface Policy {
  /** By currency; a currency that is not named has none. */
  readonly tolerances: ReadonlyMap<string, Tolerance>;
  /** Parties that agreed that their payments settle the oldest items first. */
  readonly oldestFirst: ReadonlySet<string>;
  /** How many days before its issue an item may be paid. */
  readonly daysBeforeIssue: number;
  /** How many days after it is due an item is still looked for by its amount; a quoted number has no such limit. */
  readonly daysAfterDue: number;
  /** Same payer, amount and reference within so many days is a duplicate. */
  readonly duplicateDays: number;
  /** How many days lie between an advice and its payment at most. */
  readonly adviceDays: number;
  /** Basis points below which nothing is posted. */
  readonly postFrom: number;
  /** Whether a part that quotes a number whole is posted before the rest has come. */
  readonly postParts: boolean;
  readonly limits: Limits;
}

/** Bounds on work, so that no line costs more than another. */
export interface Limits {
  /** Items that one payment may settle by their sum alone. */
  readonly groupItems: number;
  /** Items among which a sum is searched. */
  readonly poolItems: number;
  /** Items whose numbers are compared with a damaged one. */
  readonly nearItems: number;
  /** Characters of a text that are read. */
  readonly textLength: number;
}

/** The usual small differences, in whole units of the currency. */
const USUAL_UNITS: readonly (readonly [number, string])[] = [
  [1, "AUD CAD CHF EUR GBP NZD SGD USD"],
  [5, "BRL CNY HKD ILS MYR PLN RON TRY"],
  [10, "CZK DKK MXN NOK SEK THB ZAR"],
  [100, "HUF INR JPY PHP"],
  [1_000, "CLP IDR KRW VND"],
];
const HALF_PER_CENT = 5_000n;

/**
 * The usual small differences of the great currencies: one unit of the dollar and its peers, but never more than half a
 * per cent.
 * @param exponentOf How many decimals the amounts of a currency carry.
 */
export function usualTolerances(exponentOf: (currency: string) => number): ReadonlyMap<string, Tolerance> {
  return new Map(
    USUAL_UNITS.flatMap(([units, currencies]) =>
      currencies
        .split(" ")
        .map((currency): [string, Tolerance] => [
          currency,
          { absolute: BigInt(units) * 10n ** BigInt(exponentOf(currency)), relative: HALF_PER_CENT },
        ]),
    ),
  );
}

/** No tolerance, no agreement on the oldest first, and nothing posted that is not nearly certain. */
export const SAFE_POLICY: Policy = {
  tolerances: new Map(),
  oldestFirst: new Set(),
  daysBeforeIssue: 0,
  daysAfterDue: 365,
  duplicateDays: 45,
  adviceDays: 30,
  postFrom: 9_990,
  postParts: true,
  limits: { groupItems: 12, poolItems: 24, nearItems: 256, textLength: 2_048 },
};
