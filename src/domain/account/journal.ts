/**
 * The account as double entry, for the supplier's books and, mirrored, for the buyer's.
 *
 * Every entry balances. At the end of every day the control account holds the rests of the items that are owed to that
 * side of the books (for the supplier those that it has not assigned), and the account for unapplied money what waits
 * there. What a payee of an assigned item receives is in neither's bank but the payee's; the supplier's entries of such
 * an item are between it and the payee, and settled between them.
 */
import { dateOfDay } from "../terms.ts";
import type { Book, Effect, Posting } from "./book.ts";
import { DEFAULT_CHARTS } from "./chart.ts";
import type { Chart, Role, Side } from "./chart.ts";
import { createItemLedger } from "./itemLedger.ts";
import type { ItemLedger } from "./itemLedger.ts";
import type { Movement, MovementKind } from "./movement.ts";

/** Minor units, one of the two is zero and none is negative. */
export interface EntryLine {
  readonly account: string;
  readonly debit: bigint;
  readonly credit: bigint;
}

export interface Entry {
  /** The same for the same movement, whatever else is on the account. */
  readonly id: string;
  readonly day: number;
  readonly kind: MovementKind;
  /** The document's number, or of money the item's. */
  readonly number: string;
  readonly reference: string;
  readonly lines: readonly EntryLine[];
}

/** Sums by role as the supplier sees them, + for debit. */
type Sums = Map<Role, bigint>;

/** The entries of a book in its order; movements that change nothing in the books of this side have none. */
export function journalOf(book: Book, side: Side, chart: Chart = DEFAULT_CHARTS[side]): readonly Entry[] {
  const ledger = createItemLedger(book);
  const ids = new Map<string, number>();
  return book.postings.flatMap((posting): Entry[] => {
    const { movement } = posting;
    const sums = side === "supplier" ? supplierSums(posting, ledger) : buyerSums(posting, ledger);
    const id = numbered(ids, idOf(side, movement));
    const lines = linesOf(sums, side, chart);
    if (lines.length === 0) return [];
    const { day, kind, reference } = movement;
    return [{ id, day, kind, number: numberOf(movement), reference, lines }];
  });
}

function numberOf(movement: Movement): string {
  if ("number" in movement) return movement.number;
  return "item" in movement ? (movement.item ?? "") : "";
}

function idOf(side: Side, movement: Movement): string {
  const item = "item" in movement ? (movement.item ?? "") : "";
  const number = "number" in movement ? movement.number : "";
  const parts = [side, movement.kind, dateOfDay(movement.day), number, movement.reference, item];
  return parts.map((part) => encodeURIComponent(part.toWellFormed())).join("/");
}

/** The second movement that nothing tells from the first is "…#2". */
function numbered(ids: Map<string, number>, id: string): string {
  const count = (ids.get(id) ?? 0) + 1;
  ids.set(id, count);
  return count === 1 ? id : `${id}#${count}`;
}

/** The buyer owes the same whomever it is owed to, and holds nothing for lost. */
function buyerSums(posting: Posting, ledger: ItemLedger): Sums {
  const sums: Sums = new Map();
  for (const effect of posting.effects) {
    const { rest, waiting } = ledger.apply(effect);
    add(sums, "control", rest);
    add(sums, "unapplied", waiting);
    counter(sums, effect, posting.movement, effect.amount);
  }
  return sums;
}

function supplierSums({ movement, effects }: Posting, ledger: ItemLedger): Sums {
  const sums: Sums = new Map();
  if (movement.kind === "assignment") {
    const { rest, waiting } = ledger.assign(movement.item, movement.payee !== undefined);
    add(sums, "control", rest);
    add(sums, "unapplied", waiting);
    add(sums, "assigned", -rest - waiting);
  }
  for (const effect of effects) {
    const isAssigned = ledger.isAssigned(effect.item);
    const { rest, waiting } = ledger.apply(effect);
    if (isAssigned) add(sums, "assigned", isOfSupplier(effect, ledger) ? effect.amount : 0n);
    else {
      add(sums, "control", rest);
      add(sums, "unapplied", waiting);
    }
    if (isOfSupplier(effect, ledger)) counter(sums, effect, movement, effect.amount);
    else if (!isAssigned) add(sums, "assigned", -effect.amount);
  }
  const touched = movement.kind === "allowance" || movement.kind === "assignment" ? movement.item : undefined;
  const lost = movement.kind === "allowance" ? movement.amount : undefined;
  for (const change of ledger.allowances(touched, lost, effects)) {
    add(sums, "allowance", -change);
    add(sums, change > 0n || touched !== undefined ? "impairment" : "recoveries", change);
  }
  return sums;
}

/**
 * What the payee of an assigned item receives is its own; what the supplier bills, grants or applies stays the
 * supplier's.
 */
function isOfSupplier(effect: Effect, ledger: ItemLedger): boolean {
  if (effect.cause === "payment") return !ledger.wentToPayee(effect);
  return !ledger.isAssigned(effect.item) || BILLED.has(effect.cause);
}

const BILLED: ReadonlySet<MovementKind> = new Set(["invoice", "debitNote", "creditNote", "discount", "application"]);

/** The other side of a change of the account by `amount`. An application is both sides of itself. */
function counter(sums: Sums, { cause }: Effect, movement: Movement, amount: bigint): void {
  switch (cause) {
    case "invoice":
    case "debitNote":
      divide(sums, "sales", movement, amount);
      break;
    case "creditNote":
      divide(sums, "credits", movement, amount);
      break;
    case "payment":
    case "refund":
      add(sums, "bank", -amount);
      break;
    case "discount":
      add(sums, "discounts", -amount);
      break;
    case "charge":
      add(sums, "charges", -amount);
      break;
    case "exchange":
      add(sums, "exchange", -amount);
      break;
    case "writeOff":
      add(sums, "writeOffs", -amount);
      break;
    default:
  }
}

/** Net and tax where the document states its tax; otherwise all of it is to be divided. */
function divide(sums: Sums, role: "sales" | "credits", movement: Movement, amount: bigint): void {
  if (!("tax" in movement)) {
    add(sums, "clearing", -amount);
    return;
  }
  const tax = amount < 0n ? -movement.tax : movement.tax;
  add(sums, "tax", -tax);
  add(sums, role, tax - amount);
}

function add(sums: Sums, role: Role, amount: bigint): void {
  sums.set(role, (sums.get(role) ?? 0n) + amount);
}

/** One line for each account that changes; what the supplier debits the buyer credits. */
function linesOf(sums: Sums, side: Side, chart: Chart): readonly EntryLine[] {
  const byAccount = new Map<string, bigint>();
  for (const [role, sum] of sums) {
    const signed = side === "supplier" ? sum : -sum;
    byAccount.set(chart[role], (byAccount.get(chart[role]) ?? 0n) + signed);
  }
  return [...byAccount].flatMap(([account, sum]): EntryLine[] => {
    if (sum === 0n) return [];
    return [{ account, debit: sum > 0n ? sum : 0n, credit: sum < 0n ? -sum : 0n }];
  });
}
