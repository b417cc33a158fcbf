/** What makes movements an account: every one of them can be what it says it is. */
import { dateOfDay } from "../terms.ts";
import { AccountError } from "./movement.ts";
import type { Movement } from "./movement.ts";

type Items = ReadonlyMap<string, Movement>;

/** Kinds that change an item only once it is there; money and credit notes may come first (advance payments). */
const NEEDS_ITEM_BEFORE: ReadonlySet<string> = new Set(["debitNote", "charge", "discount", "writeOff", "exchange"]);
/** A state of an item may be nothing, and an exchange difference may be negative. */
const MAY_BE_ZERO: ReadonlySet<string> = new Set(["dispute", "interest", "allowance"]);

/** Amounts are positive, numbers are not blank, and items that are named are claims of this account. */
export function checkItems(ordered: readonly Movement[], items: Items): void {
  for (const movement of ordered) {
    if ("amount" in movement) checkAmount(movement);
    if ("number" in movement && movement.number.trim() === "") {
      throw new AccountError("number", `blank for the ${movement.kind} of ${dateOfDay(movement.day)}`, "write it");
    }
    const named = "item" in movement ? movement.item : undefined;
    if (named === undefined) continue;
    const item = items.get(named);
    if (item !== undefined && item.kind !== "creditNote") continue;
    const fault = item === undefined ? "which is on no invoice or debit note here" : "which is a credit note";
    throw new AccountError(
      "item",
      `${shown(named)}, ${fault}`,
      `name an invoice or debit note for the ${movement.kind} of ${dateOfDay(movement.day)}, or add the missing one`,
    );
  }
}

function checkAmount(movement: Extract<Movement, { amount: bigint }>): void {
  const { kind, amount, day } = movement;
  const isFine = kind === "exchange" ? amount !== 0n : MAY_BE_ZERO.has(kind) ? amount >= 0n : amount > 0n;
  if (isFine) return;
  const which = `${amount.toString()} for the ${kind} of ${dateOfDay(day)}`;
  throw new AccountError("amount", which, "amounts are positive; what lowers the account is said by the kind");
}

/** What changes an item has no earlier day than the item; taxes are part of amounts; discounts come before due days. */
export function checkDates(ordered: readonly Movement[], items: Items): void {
  for (const movement of ordered) {
    const item = "item" in movement ? items.get(movement.item) : undefined;
    if (item !== undefined && movement.day < item.day && NEEDS_ITEM_BEFORE.has(movement.kind)) {
      throw new AccountError(
        "day",
        `${dateOfDay(movement.day)} for a ${movement.kind}, before its item of ${dateOfDay(item.day)}`,
        "correct one of the days",
      );
    }
    if ("tax" in movement && (movement.tax < 0n || movement.tax > movement.amount)) {
      const value = `${movement.tax.toString()} in an amount of ${movement.amount.toString()}`;
      throw new AccountError("tax", value, "write the tax that is part of the amount");
    }
    if (movement.kind !== "invoice") continue;
    const { discounts, amount } = movement;
    const rising = discounts.every(({ until }, i) => i === 0 || until > (discounts[i - 1]?.until ?? until));
    const sums = discounts.every(({ sum }) => sum > 0n && sum <= amount);
    if (!rising || !sums) {
      throw new AccountError(
        "discounts",
        `those of ${shown(movement.number)}`,
        "order them by day, sums within the amount",
      );
    }
  }
}

/** A return takes back a payment that is there, once and not before it came; what was paid out again stays. */
export function checkReturns(ordered: readonly Movement[]): void {
  const payments = new Map<string, number>();
  for (const movement of ordered) {
    if (movement.kind !== "payment") continue;
    for (const key of new Set([returnKey(movement), returnKey({ reference: movement.reference })])) {
      payments.set(key, movement.day);
    }
  }
  const refunded = new Set(ordered.filter(({ kind }) => kind === "refund").map(({ reference }) => reference));
  const returned = new Set<string>();
  const touched = new Set<string>();
  for (const movement of ordered) {
    if (movement.kind !== "return") continue;
    const { reference, day, item } = movement;
    const paid = payments.get(returnKey(movement));
    if (reference === "" || paid === undefined || paid > day) {
      const value = `${shown(reference)} for the return of ${dateOfDay(day)}`;
      throw new AccountError("reference", value, "write the bank's reference of a payment that came before it");
    }
    if (item === undefined && refunded.has(reference)) {
      throw new AccountError("reference", shown(reference), "it was paid out to the buyer: write a debit note instead");
    }
    const whole = returnKey({ reference });
    if (returned.has(whole) || returned.has(returnKey(movement)) || (item === undefined && touched.has(reference))) {
      throw new AccountError("reference", shown(reference), "it was taken back before: a payment comes back once");
    }
    returned.add(returnKey(movement));
    touched.add(reference);
  }
}

/** A return of the whole payment, or of what it settled of one item. */
function returnKey({ reference, item }: { readonly reference: string; readonly item?: string }): string {
  return JSON.stringify(item === undefined ? [reference] : [reference, item]);
}

interface Source {
  readonly kind: "payment" | "creditNote";
  left: bigint;
}

/** What is applied or refunded is there on its day: unapplied money of that reference, or a free credit note. */
export function checkSources(ordered: readonly Movement[], items: Items): void {
  const sources = new Map<string, Source>();
  for (const movement of ordered) {
    const { kind, reference, day } = movement;
    if (kind === "payment" || kind === "creditNote") {
      if (movement.item === undefined) fill(sources, kind, kind === "payment" ? reference : movement.number, movement);
    } else if (kind === "return" && !("item" in movement)) sources.delete(reference);
    else if (kind === "application" || kind === "refund") {
      const source = reference === "" ? undefined : sources.get(reference);
      if (source === undefined) {
        const value = `${shown(reference)} for the ${kind} of ${dateOfDay(day)}`;
        const wayOut = "write the reference of money that was unapplied then, or the number of a free credit note";
        throw new AccountError("reference", value, items.has(reference) ? `${wayOut}, not of a claim` : wayOut);
      }
      if (movement.amount > source.left) {
        const value = `${movement.amount.toString()} for the ${kind} of ${dateOfDay(day)}`;
        throw new AccountError("amount", value, `${shown(reference)} has ${source.left.toString()} left on that day`);
      }
      source.left -= movement.amount;
    }
  }
}

function fill(
  sources: Map<string, Source>,
  kind: Source["kind"],
  name: string,
  { amount }: { readonly amount: bigint },
): void {
  const known = sources.get(name);
  if (known !== undefined && known.kind !== kind) {
    throw new AccountError("number", shown(name), "a credit note and a payment share it: change one of them");
  }
  sources.set(name, { kind, left: (known?.left ?? 0n) + amount });
}

const STATES: ReadonlySet<string> = new Set(["assignment", "dispute", "interest", "allowance"]);

/** An item has one state of a kind at the end of a day. */
export function checkStates(ordered: readonly Movement[]): void {
  const seen = new Set<string>();
  for (const movement of ordered) {
    if (!STATES.has(movement.kind) || !("item" in movement)) continue;
    const key = JSON.stringify([movement.kind, movement.item, movement.day]);
    if (seen.has(key)) {
      const value = `${dateOfDay(movement.day)} for two of ${movement.kind} of ${shown(movement.item)}`;
      throw new AccountError("day", value, "keep the one that holds at the end of the day");
    }
    seen.add(key);
  }
}

function shown(value: string): string {
  return JSON.stringify(value.length <= 80 ? value : `${value.slice(0, 80)}…`);
}
