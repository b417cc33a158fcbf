/** Made-up histories of customers with habits, from a seed: what is known of how they pay is known to nobody else. */
import type { Book, BookItem, Move } from "../../../src/domain/indicators/book.ts";

const DAY = 86_400;
/** 2023-01-01. */
export const FIRST_DAY = 19_358;

/** Uniform numbers from 0 up to 1 from a seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface World {
  readonly seed: number;
  readonly customers: number;
  readonly days: number;
  /** Items of the busiest customer; the others have ever fewer. */
  readonly busiest: number;
  /** By how many days the habits of customers, and of segments, lie apart. */
  readonly apart: number;
  readonly segmentsApart: number;
  /** By how many days a customer's own payments lie apart. */
  readonly spread: number;
  /** Customers, in a hundred, whose habit becomes worse half-way. */
  readonly drifting: number;
  /** Items, in a hundred, that are never paid. */
  readonly lost: number;
  /** Days from the value day of money to its record. */
  readonly lag: number;
}

export const USUAL: World = {
  ...{ seed: 1, customers: 60, days: 900, busiest: 60, apart: 15, segmentsApart: 8 },
  ...{ spread: 9, drifting: 20, lost: 2, lag: 0 },
};

/** Customers that do not differ: nothing is to be learned of them one by one. */
export const NOISE: World = { ...USUAL, apart: 0, segmentsApart: 0, drifting: 0 };

export const SEGMENTS = ["public", "retail", "trade"] as const;

export function segmentIn(customer: string): string | undefined {
  return SEGMENTS[Number(customer.slice(1)) % SEGMENTS.length];
}

/** A book over all days of a world; whoever reads it cuts it. */
export function bookIn(world: World): Book {
  const roll = dice(world.seed);
  // The sum of four throws is near enough to what many small causes make.
  const normal = (): number => (roll() + roll() + roll() + roll() - 2) * 1.73;
  const segments = SEGMENTS.map(() => world.segmentsApart * normal());
  const items: BookItem[] = [];
  for (let place = 0; place < world.customers; place += 1) {
    const habit = 4 + (segments[place % SEGMENTS.length] ?? 0) + world.apart * normal();
    const drift = roll() * 100 < world.drifting ? 35 : 0;
    const net = [14, 30, 30, 60][Math.floor(roll() * 4)] ?? 30;
    const count = Math.max(2, Math.round(world.busiest / (1 + place / 4)));
    for (let number = 0; number < count; number += 1) {
      const day = FIRST_DAY + Math.floor(roll() * world.days);
      const isAfter = day - FIRST_DAY > world.days / 2;
      const tail = roll() < 0.1 ? roll() * 60 : 0;
      const late = Math.round(habit + (isAfter ? drift : 0) + world.spread * normal() + tail);
      const isLost = roll() * 100 < world.lost;
      const paidOn = isLost ? undefined : Math.max(day, day + net + late);
      items.push(itemOf(`C${place}`, number, { day, due: day + net, paidOn, amount: amountFrom(roll) }, world.lag));
    }
  }
  return { currency: "EUR", exponent: 2, items, unapplied: [] };
}

function amountFrom(roll: () => number): bigint {
  return BigInt(1_000 + Math.floor(10_000_000 * roll() ** 4));
}

interface Told {
  readonly day: number;
  readonly due: number;
  readonly paidOn: number | undefined;
  readonly amount: bigint;
}

export function itemOf(customer: string, number: number, { day, due, paidOn, amount }: Told, lag = 0): BookItem {
  const id = `${customer}-${number}`;
  const moves = [moveOf("invoice", day, amount)];
  if (paidOn !== undefined) moves.push({ ...moveOf("payment", paidOn, -amount), at: endOf(paidOn + lag) });
  return { id, number: id, customer, day, due, moves, changes: [] };
}

export function moveOf(kind: Move["kind"], day: number, amount: bigint): Move {
  return { kind, day, at: endOf(day), amount, reference: "" };
}

export function endOf(day: number): number {
  return (day + 1) * DAY - 1;
}
