/**
 * An account whose movements agree with each other, in the order of their days, each with what it changes: the one
 * source of balances, statements and journals.
 */
import { AccountError, opensItem } from "./movement.ts";
import type {
  ApplicationMovement,
  ChargeMovement,
  CreditNoteMovement,
  DebitNoteMovement,
  InvoiceMovement,
  LoweringMovement,
  Movement,
  MovementKind,
  PaymentMovement,
  RefundMovement,
} from "./movement.ts";
import { checkDates, checkItems, checkReturns, checkSources, checkStates } from "./checks.ts";

/** A change of one open item, or of the unapplied money of one reference; minor units, + raises what the buyer owes. */
export interface Effect {
  /** The number of the item; undefined for unapplied money. */
  readonly item: string | undefined;
  /** The reference of unapplied money; unread for an item. */
  readonly reference: string;
  readonly amount: bigint;
  /** What kind of movement this is, or undoes. */
  readonly cause: MovementKind;
}

/** A movement with what it changes. */
export interface Posting {
  readonly movement: Movement;
  readonly effects: readonly Effect[];
  /** The sum of its effects: how the balance moves. */
  readonly change: bigint;
}

export type OpeningMovement = InvoiceMovement | DebitNoteMovement | CreditNoteMovement;

export interface Book {
  /** By day, then by kind, number, reference and item: the order of input leaves no trace. */
  readonly postings: readonly Posting[];
  /** What opened each item, by its number. */
  readonly items: ReadonlyMap<string, OpeningMovement>;
}

/** On one day, what is owed stands before what settles it. */
const ORDER: Readonly<Record<MovementKind, number>> = {
  invoice: 0,
  debitNote: 1,
  charge: 2,
  creditNote: 3,
  payment: 4,
  discount: 5,
  application: 6,
  return: 7,
  refund: 8,
  writeOff: 9,
  exchange: 10,
  assignment: 11,
  dispute: 12,
  interest: 13,
  allowance: 14,
};

/** @throws AccountError naming the movement, what contradicts what, and the way out. */
export function bookOf(movements: readonly Movement[]): Book {
  const ordered = inOrder(movements);
  const items = new Map<string, OpeningMovement>();
  for (const movement of ordered) {
    if (!opensItem(movement)) continue;
    if (items.has(movement.number)) {
      throw new AccountError(
        "number",
        JSON.stringify(movement.number),
        "each document has a number of its own; remove the copy",
      );
    }
    items.set(movement.number, movement);
  }
  checkItems(ordered, items);
  checkDates(ordered, items);
  checkStates(ordered);
  checkReturns(ordered);
  checkSources(ordered, items);
  const returned = settledByReference(ordered);
  const postings = ordered.map((movement): Posting => {
    const effects = effectsOf(movement, items, returned);
    return { movement, effects, change: effects.reduce((sum, { amount }) => sum + amount, 0n) };
  });
  return { postings, items };
}

/** Movements in the order in which an account tells them. */
function inOrder(movements: readonly Movement[]): readonly Movement[] {
  const keyed = movements.map((movement) => ({ movement, rank: ORDER[movement.kind], key: orderKey(movement) }));
  keyed.sort(
    (left, right) =>
      left.movement.day - right.movement.day || left.rank - right.rank || compareText(left.key, right.key),
  );
  return keyed.map(({ movement }) => movement);
}

function orderKey(movement: Movement): string {
  const number = "number" in movement ? movement.number : "";
  const item = "item" in movement ? (movement.item ?? "") : "";
  const amount = "amount" in movement ? movement.amount.toString().padStart(40, "0") : "";
  return [number, movement.reference, item, amount].join("\u0000");
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** What a return undoes: payments, the discounts and charges that came with them, how unapplied money was applied. */
type Settling = PaymentMovement | ApplicationMovement | LoweringMovement | ChargeMovement;
const UNDONE: ReadonlySet<MovementKind> = new Set(["payment", "discount", "charge", "application"]);

function isSettling(movement: Movement): movement is Settling {
  return UNDONE.has(movement.kind);
}

function settledByReference(ordered: readonly Movement[]): ReadonlyMap<string, readonly Settling[]> {
  const payments = new Set<string>();
  for (const { kind, reference } of ordered) if (kind === "payment") payments.add(reference);
  const settled = new Map<string, Settling[]>();
  for (const movement of ordered) {
    const { reference } = movement;
    if (!isSettling(movement) || reference === "" || !payments.has(reference)) continue;
    const list = settled.get(reference);
    if (list === undefined) settled.set(reference, [movement]);
    else list.push(movement);
  }
  return settled;
}

function effectsOf(
  movement: Movement,
  items: ReadonlyMap<string, OpeningMovement>,
  settled: ReadonlyMap<string, readonly Settling[]>,
): readonly Effect[] {
  const { kind: cause, reference } = movement;
  switch (movement.kind) {
    case "invoice":
      return [{ item: movement.number, reference, amount: movement.amount, cause }];
    case "debitNote":
      return [{ item: movement.item ?? movement.number, reference, amount: movement.amount, cause }];
    case "creditNote":
      return [{ item: movement.item ?? movement.number, reference, amount: -movement.amount, cause }];
    case "charge":
    case "exchange":
      return [{ item: movement.item, reference, amount: movement.amount, cause }];
    case "discount":
    case "writeOff":
    case "payment":
      return [{ item: movement.item, reference, amount: -movement.amount, cause }];
    case "application":
      return [{ item: movement.item, reference, amount: -movement.amount, cause }, drawn(movement, items)];
    case "refund":
      return [drawn(movement, items)];
    case "return":
      return (settled.get(reference) ?? [])
        .filter((undone) => undone.day <= movement.day && isOfItem(undone, movement.item))
        .flatMap((undone) => effectsOf(undone, items, settled))
        .map((effect) => ({ ...effect, amount: -effect.amount }));
    case "assignment":
    case "dispute":
    case "interest":
    case "allowance":
      return [];
  }
}

/** Money that was applied from a pool belongs to the pool. */
function isOfItem(undone: Settling, item: string | undefined): boolean {
  return item === undefined || (undone.kind !== "application" && undone.item === item);
}

/** What leaves a credit note, or unapplied money. */
function drawn(
  { kind, reference, amount }: ApplicationMovement | RefundMovement,
  items: ReadonlyMap<string, OpeningMovement>,
): Effect {
  const isCreditNote = items.get(reference)?.kind === "creditNote";
  return { item: isCreditNote ? reference : undefined, reference, amount, cause: kind };
}
