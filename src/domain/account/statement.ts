/**
 * The statement of account for people: one supplier, one buyer, one currency, one period, with every figure that either
 * layout prints. As of the end of the cut-off's day: what is dated later counts for nothing (R42, V32).
 */
import { agingOf } from "./aging.ts";
import type { Aging } from "./aging.ts";
import { bookOf } from "./book.ts";
import type { Book } from "./book.ts";
import { equationOf, postingsIn } from "./equation.ts";
import type { Equation } from "./equation.ts";
import { checkHeading } from "./heading.ts";
import type { Heading } from "./heading.ts";
import type { Movement, MovementKind, Payee } from "./movement.ts";
import { standingAt, sumOf } from "./standing.ts";
import type { Item, Unapplied } from "./standing.ts";

/** A line of the layout that brings a balance forward. Amounts are minor units. */
export interface AccountLine {
  readonly day: number;
  readonly kind: MovementKind;
  /** The document's number; "" for money. */
  readonly number: string;
  /** The items that it changed, where that is not the document's own. */
  readonly items: readonly string[];
  readonly reference: string;
  /** Where the document sets one. */
  readonly due: number | undefined;
  /** Signed, + raises what the buyer owes. */
  readonly amount: bigint;
  /** After it. */
  readonly balance: bigint;
}

/** What is owed to one payee, minor units; credits and unapplied money of the supplier are not taken off. */
export interface Share {
  /** Undefined for the supplier. */
  readonly payee: Payee | undefined;
  readonly dueNow: bigint;
  readonly dueLater: bigint;
}

/** What paying every item of one payee in full, by a day, would save; minor units. */
export interface DiscountTotal {
  /** Undefined for the supplier. */
  readonly payee: Payee | undefined;
  readonly until: number;
  readonly discount: bigint;
  /** What the items that earn it would then cost. */
  readonly payable: bigint;
}

export interface AccountStatement {
  readonly heading: Heading;
  readonly equation: Equation;
  /** The movements of the period. */
  readonly lines: readonly AccountLine[];
  /** The open lines at the cut-off, by due day. */
  readonly open: readonly Item[];
  readonly unapplied: readonly Unapplied[];
  readonly aging: Aging;
  /** Rests of the claims due on or before the cut-off; credits and unapplied money are not taken off. */
  readonly dueNow: bigint;
  readonly dueLater: bigint;
  /** Credit notes and unapplied money that may still be used; positive. */
  readonly credit: bigint;
  readonly disputed: bigint;
  /** Memo: in no balance until it is billed (R27). */
  readonly interest: bigint;
  /** The supplier's first, then by name. */
  readonly shares: readonly Share[];
  /** By payee as the shares, then by day; none if nothing can be saved any more. */
  readonly discounts: readonly DiscountTotal[];
}

/** @throws AccountError for movements that contradict each other, and for a heading that cannot be. */
export function statementOf(heading: Heading, movements: readonly Movement[]): AccountStatement {
  checkHeading(heading);
  const book = bookOf(movements);
  const { from, cutOff } = heading;
  const standing = standingAt(book, cutOff);
  const equation = equationOf(book, from, cutOff);
  const open = standing.items.filter(({ rest }) => rest !== 0n).toSorted(byDueDay);
  const claims = open.filter(({ kind }) => kind !== "creditNote");
  const aging = agingOf(standing, cutOff);
  return {
    heading,
    equation,
    lines: linesOf(book, heading, equation.opening),
    open,
    unapplied: standing.unapplied,
    aging,
    dueNow: sumOf(claims, (item) => (item.due <= cutOff ? item.rest : 0n)),
    dueLater: sumOf(claims, (item) => (item.due > cutOff ? item.rest : 0n)),
    credit: aging.unapplied - aging.credits,
    disputed: sumOf(claims, ({ disputed }) => disputed),
    interest: sumOf(claims, ({ interest }) => interest),
    shares: sharesOf(claims, cutOff),
    discounts: byPayee(claims).flatMap((own) => discountsOf(own, cutOff)),
  };
}

function byDueDay(left: Item, right: Item): number {
  return left.due - right.due || left.day - right.day || (left.number < right.number ? -1 : 1);
}

/** What moves the balance in the period; the parts of one payment, by value day and reference, are one line. */
function linesOf(book: Book, { from, cutOff }: Heading, opening: bigint): readonly AccountLine[] {
  const lines: (Omit<AccountLine, "items"> & { readonly items: string[] })[] = [];
  let balance = opening;
  let last: Movement | undefined;
  for (const { movement, change, effects } of postingsIn(book, from, cutOff)) {
    if (effects.length === 0 || movement.kind === "application") continue;
    balance += change;
    const before = lines.at(-1);
    const items = "item" in movement ? [movement.item] : [];
    if (before !== undefined && last !== undefined && isOnePayment(last, movement)) {
      before.items.push(...items);
      lines[lines.length - 1] = { ...before, amount: before.amount + change, balance };
    } else {
      const { kind, day, reference } = movement;
      const number = "number" in movement ? movement.number : "";
      const due = "due" in movement ? movement.due : undefined;
      lines.push({ day, kind, number, items, reference, due, amount: change, balance });
    }
    last = movement;
  }
  return lines;
}

function isOnePayment(left: Movement, right: Movement): boolean {
  const both = left.kind === "payment" && right.kind === "payment";
  return both && left.day === right.day && left.reference === right.reference && left.reference !== "";
}

function sharesOf(claims: readonly Item[], cutOff: number): readonly Share[] {
  return byPayee(claims).map((own) => ({
    payee: own[0]?.payee,
    dueNow: sumOf(own, ({ due, rest }) => (due <= cutOff ? rest : 0n)),
    dueLater: sumOf(own, ({ due, rest }) => (due > cutOff ? rest : 0n)),
  }));
}

/** A payee is one by its name and its account: whoever has two accounts is paid on each. None is without a claim. */
function byPayee(claims: readonly Item[]): readonly (readonly Item[])[] {
  const own = Map.groupBy(claims, ({ payee }) => payeeKey(payee));
  return [...own].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, items]) => items);
}

/** What tells payees apart; "" is the supplier. */
export function payeeKey(payee: Payee | undefined): string {
  if (payee === undefined) return "";
  return [payee.name, payee.legalId?.value ?? "", payee.account?.account ?? ""].join("\u0000");
}

/** What one payee's claims earn on each day ahead on which a discount ends; in one pass over the days. */
function discountsOf(claims: readonly Item[], cutOff: number): readonly DiscountTotal[] {
  const payee = claims[0]?.payee;
  const ends = new Map<number, { discount: bigint; rest: bigint }>();
  let [discount, rest] = [0n, 0n];
  for (const claim of claims) {
    const ahead = claim.discounts.filter(({ until }) => until > cutOff);
    const sums = ahead.map(({ sum }) => (sum < claim.rest ? sum : claim.rest));
    if (sums.length > 0) rest += claim.rest;
    discount += sums[0] ?? 0n;
    for (const [i, { until }] of ahead.entries()) {
      const end = ends.get(until) ?? { discount: 0n, rest: 0n };
      end.discount += (sums[i] ?? 0n) - (sums[i + 1] ?? 0n);
      if (i === ahead.length - 1) end.rest += claim.rest;
      ends.set(until, end);
    }
  }
  return [...ends]
    .toSorted(([left], [right]) => left - right)
    .map(([until, end]): DiscountTotal => {
      const total = { payee, until, discount, payable: rest - discount };
      discount -= end.discount;
      rest -= end.rest;
      return total;
    });
}
