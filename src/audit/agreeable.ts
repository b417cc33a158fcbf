/** Which terms parties may newly agree, in the sentences of the specification: others are opened, but never issued. */
import type { OpenedTerms } from "./commitment.ts";
import { contradiction } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import type { Hex } from "./hashing.ts";
import { NOBODY } from "./state.ts";
import { MOST_PRINCIPAL, PARTS_PER_WHOLE } from "./terms.ts";

const LAST_DUE_DAY = 2 ** 20 - 1;
const LONGEST_GRACE = 365;
const LONGEST_DEFAULT = 365;
const HIGHEST_RATE = Number(PARTS_PER_WHOLE);
/** Minutes ahead of UTC. */
const [FURTHEST_WEST, FURTHEST_EAST] = [-12 * 60, 14 * 60];

interface Sentence {
  readonly field: keyof OpenedTerms;
  readonly wanted: string;
  readonly isBrokenBy: (terms: OpenedTerms) => boolean;
}

/** One of day and sum without the other, or a day when no discount is left. */
function isHalf(day: number, sum: bigint, { dueDay }: OpenedTerms): boolean {
  return day > 0 !== sum > 0n || day > dueDay;
}

const MONEY_AND_TIME: readonly Sentence[] = [
  { field: "currency", wanted: "a currency", isBrokenBy: ({ currency }) => currency === NOBODY },
  {
    field: "amount",
    wanted: `an amount from 1 to ${MOST_PRINCIPAL}`,
    isBrokenBy: ({ amount }) => amount < 1n || amount > MOST_PRINCIPAL,
  },
  {
    field: "dueDay",
    wanted: `a due day from 1 to ${LAST_DUE_DAY}`,
    isBrokenBy: ({ dueDay }) => dueDay < 1 || dueDay > LAST_DUE_DAY,
  },
  {
    field: "utcOffset",
    wanted: "a time zone of this world",
    isBrokenBy: ({ utcOffset }) => utcOffset < FURTHEST_WEST || utcOffset > FURTHEST_EAST,
  },
];

const COST_OF_TIME: readonly Sentence[] = [
  {
    field: "slidingRate",
    wanted: "at most 100 % a year",
    isBrokenBy: ({ slidingRate }) => slidingRate > HIGHEST_RATE,
  },
  { field: "lateRate", wanted: "at most 100 % a year", isBrokenBy: ({ lateRate }) => lateRate > HIGHEST_RATE },
  { field: "basis", wanted: "a year of 360 or 365 days", isBrokenBy: ({ basis }) => ![360, 365].includes(basis) },
  {
    field: "graceDays",
    wanted: `at most ${LONGEST_GRACE} days of grace`,
    isBrokenBy: ({ graceDays }) => graceDays > LONGEST_GRACE,
  },
  {
    field: "fixedSum",
    wanted: `a fixed sum of at most ${MOST_PRINCIPAL}`,
    isBrokenBy: ({ fixedSum }) => fixedSum > MOST_PRINCIPAL,
  },
  { field: "allocation", wanted: "charges (0) or principal (1) first", isBrokenBy: ({ allocation }) => allocation > 1 },
  {
    field: "accelerationDays",
    wanted: `at most ${LONGEST_DEFAULT} days of default`,
    isBrokenBy: ({ accelerationDays }) => accelerationDays > LONGEST_DEFAULT,
  },
];

const DISCOUNTS: readonly Sentence[] = [
  {
    field: "discountDay1",
    wanted: "a day until the due day with a sum, or neither",
    isBrokenBy: (terms) => isHalf(terms.discountDay1, terms.discount1, terms),
  },
  {
    field: "discount1",
    wanted: "a discount of at most the amount",
    isBrokenBy: ({ discount1, amount }) => discount1 > amount,
  },
  {
    field: "discountDay2",
    wanted: "a day until the due day with a sum, or neither",
    isBrokenBy: (terms) => isHalf(terms.discountDay2, terms.discount2, terms),
  },
  {
    field: "discountDay2",
    wanted: "a second tier that ends after the first",
    isBrokenBy: ({ discountDay1, discountDay2 }) => discountDay2 > 0 && discountDay2 <= discountDay1,
  },
  {
    field: "discount2",
    wanted: "a second tier below the first",
    isBrokenBy: ({ discount1, discount2 }) => discount2 > 0n && discount2 >= discount1,
  },
  {
    field: "discountOnParts",
    wanted: "a discount that parts can earn",
    isBrokenBy: ({ discountOnParts, discount1, slidingRate }) =>
      discountOnParts && discount1 === 0n && slidingRate === 0,
  },
];

/** A contradiction if the terms break one of the sentences: the first of them, and its field. */
export function mustBeAgreeable(id: Hex, terms: OpenedTerms): Contradiction | undefined {
  const broken = [...MONEY_AND_TIME, ...COST_OF_TIME, ...DISCOUNTS].find(({ isBrokenBy }) => isBrokenBy(terms));
  return broken === undefined ? undefined : contradiction("TermsInvalid", id, broken.field, broken.wanted);
}
