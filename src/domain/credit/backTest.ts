/**
 * What bands told of payment (A09): customers are banded by what the book knew on a day of the past, and beside each
 * band stands how late what fell due in the days after it was paid. Nothing that was recorded later is looked at when
 * a customer is banded.
 */
import type { Book, BookItem, Cut } from "../indicators/book.ts";
import { ppmOf, rounded } from "../indicators/exact.ts";
import { paymentsAt } from "../indicators/payments.ts";
import { dueAt, openAt } from "../indicators/standing.ts";
import { creditBehaviourOf } from "./behaviour.ts";
import type { InputKind, ScoreInput } from "./inputs.ts";
import { bandOf } from "./policy.ts";
import type { CreditPolicy } from "./policy.ts";
import { scoreOf } from "./score.ts";

const FEWEST_CASES = 5;
const LATE_DAYS = 30;

export interface BandOutcome {
  readonly band: string;
  /** That were in the band on the day. */
  readonly customers: number;
  /** Payments of, and what is unpaid of, items that fell due in the days after it. */
  readonly cases: number;
  /** Minor units. */
  readonly amount: bigint;
  /** Weighted by amount, rounded to whole days; undefined for fewer than five cases. */
  readonly daysLate: number | undefined;
  /** Ppm of the amount that came, or is, more than thirty days late; undefined for fewer than five cases. */
  readonly lateShare: bigint | undefined;
}

export interface BackTest {
  /** In the order of the policy, the lowest band first. */
  readonly bands: readonly BandOutcome[];
  /** Whether each band that has enough cases paid no later than the one below it; undefined for one alone. */
  readonly isOrdered: boolean | undefined;
}

export interface BackTestAsked {
  /** On which customers are banded, and the instant at which that day ended. */
  readonly past: Cut;
  /** What fell due in so many days after it is looked at. */
  readonly days: number;
  /** What is known of it now. */
  readonly now: Cut;
}

interface Case {
  readonly daysLate: number;
  readonly amount: bigint;
}

/** @param book Of all customers. What the party file told is no part of it, and is missing in every score. */
export function backTest(book: Book, policy: CreditPolicy, { past, days, now }: BackTestAsked): BackTest {
  const found = new Map<string, { customers: number; cases: Case[] }>();
  for (const items of Map.groupBy(book.items, ({ customer }) => customer).values()) {
    if (!items.some(({ day }) => day <= past.day)) continue;
    const { points } = scoreOf(policy.model, inputsAt({ ...book, items }, past), past.day);
    const { name } = bandOf(policy.bands, points);
    const band = found.get(name) ?? { customers: 0, cases: [] };
    found.set(name, band);
    band.customers += 1;
    band.cases.push(...items.flatMap((item) => casesOf(item, { from: past.day, to: past.day + days }, now)));
  }
  const bands = policy.bands.map(({ name }) => outcomeOf(name, found.get(name) ?? { customers: 0, cases: [] }));
  const told = bands.flatMap(({ daysLate }) => (daysLate === undefined ? [] : [daysLate]));
  const isOrdered = told.every((daysLate, place) => daysLate <= (told[place - 1] ?? daysLate));
  return { bands, isOrdered: told.length < 2 ? undefined : isOrdered };
}

function inputsAt(book: Book, past: Cut): readonly ScoreInput[] {
  const behaviour = creditBehaviourOf(book, past);
  const kinds: readonly (InputKind & keyof typeof behaviour)[] = ["daysLate", "onTimeShare", "disputeShare"];
  return kinds.map((kind) => {
    return { kind, value: behaviour[kind], source: "the book of that day", day: past.day, expires: undefined };
  });
}

/** What is due already and unpaid is as late as it is now. */
function casesOf(item: BookItem, window: { readonly from: number; readonly to: number }, now: Cut): readonly Case[] {
  const due = dueAt(item, now);
  if (due <= window.from || due > window.to || due > now.day) return [];
  const open = openAt(item, now);
  const unpaid: readonly Case[] = open > 0n ? [{ daysLate: now.day - due, amount: open }] : [];
  return [...paymentsAt({ items: [item] }, now), ...unpaid];
}

function outcomeOf(
  band: string,
  { customers, cases }: { readonly customers: number; readonly cases: readonly Case[] },
): BandOutcome {
  const sum = (of: readonly Case[], weight: (one: Case) => bigint): bigint =>
    of.reduce((total, one) => total + weight(one), 0n);
  const amount = sum(cases, (one) => one.amount);
  const weighted = sum(cases, (one) => one.amount * BigInt(one.daysLate));
  const late = cases.filter(({ daysLate }) => daysLate > LATE_DAYS);
  const isThin = cases.length < FEWEST_CASES;
  return {
    ...{ band, customers, cases: cases.length, amount },
    daysLate: isThin ? undefined : Number(rounded(weighted, amount)),
    lateShare: isThin
      ? undefined
      : ppmOf(
          sum(late, (one) => one.amount),
          amount,
        ),
  };
}
