/**
 * The movements of one receivable, from what the ledger recorded of it: what an act settled is what its event says.
 *
 * A receipt that was taken back counts as returned on the day of the return, or on its value day if that is later. What
 * was cancelled, or became parts, is credited on that day; the parts are items of their own. A rejected claim stands
 * and is disputed as a whole, until it is amended or cancelled.
 */
import type { LedgerEvent } from "../events.ts";
import { openPrincipal, quote } from "../money.ts";
import { ZERO_ADDRESS } from "../receivable.ts";
import type { Address, Hex, Terms } from "../receivable.ts";
import type { DayOf } from "../timeZone.ts";
import { afterEvent, effectiveDay, issuedAs } from "./ledgerPosition.ts";
import type { DatedEvent, LedgerPosition } from "./ledgerPosition.ts";
import type { DiscountOffer, Movement, Payee } from "./movement.ts";

/** A receivable of one account. Days since 1970-01-01, amounts minor units. */
export interface LedgerReceivable {
  /** The invoice's number; of an instalment, with its line; unique on the account. */
  readonly number: string;
  /** What the buyer calls it: its order. */
  readonly reference: string;
  /** The document's own day; of a part, the day of the split. */
  readonly day: number;
  /** The tax in the amount, where the document states it. */
  readonly tax?: bigint;
  /** As they were issued. */
  readonly terms: Terms;
  readonly supplier: Address;
  /** In the order of the chain. */
  readonly events: readonly DatedEvent[];
  /** In the zone whose midnight ends the account's days: value days are the bank's, all else is dated by it. */
  readonly dayOf: DayOf;
}

/** Whom a holder other than the supplier is to people, of a receivable by its id. */
export type PayeeOf = (holder: Address, id: Hex) => Payee;

/** What has been seen while the events are gone through. */
interface Walk {
  readonly item: LedgerReceivable;
  readonly payeeOf: PayeeOf;
  readonly valueDays: Map<string, number>;
  now: LedgerPosition;
  isAssigned: boolean;
  count: number;
}

/**
 * What moved the account of it, in the order of recording, with the charges due at the end of day `cutOff` as a memo.
 * Due day and discounts are those in force at the cut-off.
 */
export function movementsOfReceivable(item: LedgerReceivable, cutOff: number, payeeOf: PayeeOf): readonly Movement[] {
  const { number, reference, day, terms, tax } = item;
  const valueDays = new Map<string, number>();
  const walk: Walk = {
    ...{ item, payeeOf, valueDays, now: issuedAs(terms), isAssigned: false, count: 0 },
  };
  let then = issuedAs(terms);
  const moved: Movement[] = [];
  for (const dated of item.events) {
    const on = effectiveDay(dated, item.dayOf, valueDays);
    if (dated.event.name === "ReceiptRecorded") valueDays.set(dated.event.bankRef, dated.event.valueDay);
    const before = walk.now;
    walk.now = afterEvent(before, dated.event);
    if (on <= cutOff) then = afterEvent(then, dated.event);
    walk.count += 1;
    moved.push(...movementsOfEvent(walk, dated, before, on));
  }
  const { charges } = quote(then.terms, then.position, cutOff);
  const { dueDay: due } = then.terms;
  const document = { day, number, reference, amount: terms.amount, ...(tax === undefined ? {} : { tax }) };
  return [
    { kind: "invoice", ...document, due, discounts: discountsOf(then.terms, terms.amount) },
    ...lastOfDays(moved),
    ...(charges === 0n
      ? []
      : [{ kind: "interest", reference: "", item: number, day: cutOff, amount: charges } as const]),
  ];
}

function movementsOfEvent(walk: Walk, dated: DatedEvent, before: LedgerPosition, day: number): readonly Movement[] {
  const { number: item } = walk.item;
  const { event } = dated;
  const memo = { reference: "", item, day };
  switch (event.name) {
    case "ReceivablePaid":
      return cashMovements(walk, event, day, dated.transaction);
    case "ReceiptRecorded":
      return cashMovements(walk, event, day, event.bankRef);
    case "ReceiptReversed":
      return [{ kind: "return", reference: event.bankRef, item, day: laterOf(walk, day) }];
    case "ReceivableCredited":
      return changed(walk, -event.principal, day);
    case "ReceivableDebited":
      return [...changed(walk, event.amount, day), { kind: "dispute", ...memo, amount: event.disputed }];
    case "ReceivableAmended": {
      const dispute = { kind: "dispute", ...memo, amount: event.disputed } as const;
      return [...changed(walk, event.terms.amount - before.terms.amount, day), dispute];
    }
    case "ReceivableRejected":
      return [{ kind: "dispute", ...memo, amount: openOf(before) }];
    case "ReceivableCancelled":
    case "ReceivableSplit":
      return changed(walk, -openOf(before), day);
    case "ReceivableDisputed":
    case "DisputeResolved":
      return [{ kind: "dispute", ...memo, amount: event.disputed }];
    case "ReceivableWrittenOff":
      return [{ kind: "allowance", ...memo, amount: openOf(before) }];
    case "Transfer":
      return assigned(walk, event, day);
    default:
      return [];
  }
}

function openOf({ terms, position }: LedgerPosition): bigint {
  return openPrincipal(terms, position);
}

/** What only an item that is there can have. */
function laterOf({ item }: Walk, day: number): number {
  return Math.max(day, item.day);
}

/** A credit note or a debit note by which the amount of the item moved. */
function changed(walk: Walk, amount: bigint, on: number): readonly Movement[] {
  const { number: item } = walk.item;
  const [day, number] = [laterOf(walk, on), `${item}/${walk.count}`];
  if (amount === 0n) return [];
  if (amount < 0n) return [{ kind: "creditNote", reference: "", item, day, number, amount: -amount }];
  return [{ kind: "debitNote", reference: "", item, day, number, amount, due: walk.now.terms.dueDay }];
}

type Settling = Pick<Extract<LedgerEvent, { name: "ReceivablePaid" }>, "principal" | "discount" | "charges">;

function cashMovements(
  walk: Walk,
  { principal, discount, charges }: Settling,
  day: number,
  reference: string,
): readonly Movement[] {
  const { number: item } = walk.item;
  const part = { day: laterOf(walk, day), reference, item };
  const parts: readonly Movement[] = [
    { kind: "charge", ...part, amount: charges },
    { kind: "payment", ...part, day, amount: principal - discount + charges },
    { kind: "discount", ...part, amount: discount },
  ];
  return parts.filter((movement) => "amount" in movement && movement.amount !== 0n);
}

/** The first transfer is the issue. */
function assigned(
  walk: Walk,
  { to, id }: Extract<LedgerEvent, { name: "Transfer" }>,
  day: number,
): readonly Movement[] {
  const { number: item, supplier } = walk.item;
  const isOwn = to === supplier || to === ZERO_ADDRESS;
  if (isOwn && !walk.isAssigned) return [];
  walk.isAssigned = !isOwn;
  const moved = { kind: "assignment", reference: "", item, day } as const;
  return [isOwn ? moved : { ...moved, payee: walk.payeeOf(to, id) }];
}

const STATES: ReadonlySet<Movement["kind"]> = new Set(["dispute", "assignment", "allowance"]);

/** Of each state of the item, what held at the end of each day; all else as it is. */
function lastOfDays(movements: readonly Movement[]): readonly Movement[] {
  const last = new Map(movements.map((movement) => [`${movement.kind} ${movement.day}`, movement]));
  return movements.filter((movement) => {
    return !STATES.has(movement.kind) || last.get(`${movement.kind} ${movement.day}`) === movement;
  });
}

/** Tiers alone: what slides is no sum. None is more than the document's amount. */
function discountsOf(terms: Terms, most: bigint): readonly DiscountOffer[] {
  const tiers = [
    { until: terms.discountDay1, sum: terms.discount1 },
    { until: terms.discountDay2, sum: terms.discount2 },
  ];
  return tiers.filter(({ sum }) => sum > 0n && sum <= most).toSorted((left, right) => left.until - right.until);
}
