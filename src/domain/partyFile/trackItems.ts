/**
 * How a buyer dealt with each invoice that it accepted, from the ledger's events alone: what a trade reference counts
 * (A18). What nobody accepted does not count, since anybody can issue a claim on anybody.
 */
import { afterEvent, effectiveDay, issuedAs } from "../account/ledgerPosition.ts";
import type { DatedEvent } from "../account/ledgerPosition.ts";
import { idOf } from "../commitment.ts";
import { parts } from "../derived.ts";
import { openPrincipal } from "../money.ts";
import { ZERO_ADDRESS } from "../receivable.ts";
import type { Address, Hex, Receivable } from "../receivable.ts";

/** Days since 1970-01-01, in the terms' own offset from UTC. Amounts in minor units. */
export interface TrackItem {
  readonly id: Hex;
  readonly supplier: Address;
  /** Who knows it beside the buyer: the supplier, and everybody who ever held it or a part of it. */
  readonly knownTo: readonly Address[];
  /** When it was recorded. */
  readonly day: number;
  readonly due: number;
  readonly amount: bigint;
  /** The value day (R11) of what settled the last of it; undefined while anything is open. */
  readonly settled: number | undefined;
  /** Whether the buyer ever disputed any of it. */
  readonly disputed: boolean;
}

const DAY = 86_400;
const MINUTE = 60;

/**
 * An invoice with its parts, as one item, however often it was divided. Undefined where it counts for nothing: nobody
 * accepted it, or all of it was credited and nothing paid.
 * @param events Of every receivable up to the same block, in the order of the chain.
 */
export function trackItemOf(
  issued: Receivable,
  events: ReadonlyMap<Hex, readonly DatedEvent[]>,
): TrackItem | undefined {
  const id = idOf(issued.header);
  const own = events.get(id) ?? [];
  const [first] = own;
  if (first === undefined || !own.some(({ event }) => event.name === "ReceivableAccepted")) return undefined;
  const leaves = leavesOf(issued, events);
  const counted = leaves.filter(({ state }) => state !== "credited");
  if (counted.length === 0) return undefined;
  const settled = counted.flatMap(({ paid, state }) => (state === "paid" ? [paid] : []));
  return {
    ...{ id, supplier: issued.header.supplier, amount: issued.terms.amount },
    day: dayIn(issued, first.timestamp),
    due: Math.max(...counted.map(({ due }) => due)),
    knownTo: [...new Set([issued.header.supplier, ...leaves.flatMap(({ holders }) => holders)])].sort(),
    settled: settled.length === counted.length ? Math.max(...settled) : undefined,
    disputed: leaves.some(({ disputed }) => disputed),
  };
}

/** A receivable that was not divided, or its events until it was. */
interface Leaf {
  readonly state: "open" | "paid" | "credited";
  /** The latest value day of its payments. */
  readonly paid: number;
  readonly due: number;
  readonly holders: readonly Address[];
  readonly disputed: boolean;
}

function leavesOf(receivable: Receivable, events: ReadonlyMap<Hex, readonly DatedEvent[]>): readonly Leaf[] {
  const own = events.get(idOf(receivable.header)) ?? [];
  const payments = new Map<string, number>();
  const holders = new Set<Address>();
  let [now, disputed] = [issuedAs(receivable.terms), false];
  for (const dated of own) {
    const { event } = dated;
    if (event.name === "ReceivableSplit") {
      const whole = { header: receivable.header, terms: now.terms, document: receivable.document };
      const below = parts(whole, now.position, event.amounts).flatMap((part) => leavesOf(part, events));
      return below.map((leaf) => ({
        ...leaf,
        disputed: leaf.disputed || disputed,
        holders: [...holders, ...leaf.holders],
      }));
    }
    notePayment(payments, receivable, dated);
    if (event.name === "Transfer" && event.to !== ZERO_ADDRESS) holders.add(event.to);
    if (event.name === "ReceivableDisputed" && event.disputed > 0n) disputed = true;
    now = afterEvent(now, event);
  }
  const isOpen = openPrincipal(now.terms, now.position) > 0n;
  const paid = Math.max(...payments.values());
  const state = isOpen ? "open" : payments.size === 0 ? "credited" : "paid";
  return [{ state, paid, due: now.terms.dueDay, holders: [...holders], disputed }];
}

/** What the bank took back is as if it had never been paid. */
function notePayment(payments: Map<string, number>, receivable: Receivable, dated: DatedEvent): void {
  const { event, transaction } = dated;
  const dayOf = (timestamp: number): number => dayIn(receivable, timestamp);
  const isMoney = event.name === "ReceivablePaid" || event.name === "ReceiptRecorded";
  if (isMoney && event.principal > 0n) {
    const reference = event.name === "ReceiptRecorded" ? event.bankRef : transaction;
    payments.set(reference, Math.max(effectiveDay(dated, dayOf, new Map()), payments.get(reference) ?? -Infinity));
  }
  if (event.name === "ReceiptReversed") payments.delete(event.bankRef);
}

function dayIn({ terms }: Receivable, timestamp: number): number {
  return Math.floor((timestamp + terms.utcOffset * MINUTE) / DAY);
}
