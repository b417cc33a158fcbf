/** The open items of a customer as the dunning engine reads them, from one state of the index. */
import type { DunningItem, ItemAnswer, SentLevel, Settlement } from "../../domain/collections/item.ts";
import type { LedgerEvent } from "../../domain/events.ts";
import { localDay, openPrincipal, quote } from "../../domain/money.ts";
import { Status } from "../../domain/receivable.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import { eventsOf } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { openIdsOf } from "../../store/dunningItems.ts";
import { firedLevelsOf } from "../../store/dunningReach.ts";
import type { FiredLevel } from "../../store/dunningReach.ts";
import { openedTermsOf } from "../../store/factorBookEvents.ts";
import { sealedTermsOf } from "../../store/pairItems.ts";
import { statesOf } from "../../store/readModel.ts";
import { itemFactsOf } from "./itemFacts.ts";
import type { ItemFacts } from "./itemFacts.ts";

/** An item, with what a notice says of it beside. */
export interface OpenItem {
  readonly item: DunningItem;
  readonly terms: Terms;
  readonly state: ReceivableState;
  /** In the order of the chain. */
  readonly events: readonly DatedEvent[];
}

export interface DatedEvent {
  readonly event: LedgerEvent;
  /** Unix seconds. */
  readonly timestamp: number;
}

interface AskedCustomer {
  readonly organisation: Address;
  readonly customer: Address;
  readonly segment: string | undefined;
  /** The holders that the organisation is: itself, and its desk. */
  readonly own: ReadonlySet<Address>;
  /** These instead of what is open. */
  readonly ids?: readonly Hex[] | undefined;
  /** For which interest is reckoned; unix seconds. */
  readonly instant: number;
  /** The days of the zone of a policy. */
  readonly dayOf: (policy: string) => DayOf;
}

/** A customer with more is chased in the order of ids, the first ones: nobody is left out in silence. */
const MOST_ITEMS = 5_000;

export interface OpenItems {
  readonly items: readonly OpenItem[];
  /** Sealed to others: nothing is known of what is owed. */
  readonly sealed: readonly Hex[];
  readonly isCut: boolean;
}

export async function readOpenItems(sql: Sql, asked: AskedCustomer): Promise<OpenItems> {
  const { organisation, customer } = asked;
  const found = asked.ids ?? (await openIdsOf(sql, organisation, customer, MOST_ITEMS + 1));
  const ids = found.slice(0, MOST_ITEMS);
  const [states, opened] = [await statesOf(sql, ids), await openedTermsOf(sql, ids)];
  const [events, sent] = [await datedEvents(sql, ids), await firedLevelsOf(sql, organisation, ids)];
  const fired = Map.groupBy(sent, ({ item }) => item);
  const commitments = new Map([...states].map(([id, { state }]) => [id, state.commitment]));
  const facts = await itemFactsOf(sql, { organisation, commitments, instant: asked.instant });
  const issued = await sealedTermsOf(sql, ids);
  const [items, sealed]: [OpenItem[], Hex[]] = [[], []];
  for (const [id, { state }] of states) {
    const terms = state.agreed?.openTerms ?? opened.get(state.commitment);
    if (terms === undefined) {
      sealed.push(id);
      continue;
    }
    const told = events.get(id) ?? [];
    const item = itemOf({ ...asked, id, state, terms, told, issued: issued.get(id), sent: fired.get(id) ?? [] }, facts);
    items.push({ item, terms, state, events: told });
  }
  return { items, sealed, isCut: found.length > ids.length };
}

async function datedEvents(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, readonly DatedEvent[]>> {
  const dated = new Map<Hex, DatedEvent[]>();
  for (const { event, timestamp } of await eventsOf(sql, ids)) {
    if (!("id" in event)) continue;
    // What has the id of a receivable is an event of the ledger.
    const one = { event: event as LedgerEvent, timestamp };
    const known = dated.get(event.id);
    if (known === undefined) dated.set(event.id, [one]);
    else known.push(one);
  }
  return dated;
}

const ANSWERS: Readonly<Record<number, ItemAnswer>> = {
  [Status.Accepted]: "accepted",
  [Status.Queried]: "queried",
  [Status.Rejected]: "rejected",
};

interface Read extends AskedCustomer {
  readonly id: Hex;
  readonly state: ReceivableState;
  readonly terms: Terms;
  readonly told: readonly DatedEvent[];
  /** Of the first revision, where it was sealed. */
  readonly issued: Terms | undefined;
  readonly sent: readonly FiredLevel[];
}

function itemOf({ id, state, terms, told, issued, sent, ...asked }: Read, facts: ItemFacts): DunningItem {
  const open = openPrincipal(terms, state);
  const disputed = state.disputed > open ? open : state.disputed;
  const day = localDay(terms, asked.instant);
  const { charges } = quote(terms, state, day);
  const undisputed = quote(terms, { ...state, settled: state.settled + disputed }, day).charges;
  return {
    ...{ id, customer: asked.customer, segment: asked.segment, currency: terms.currency, dueDay: terms.dueDay },
    ...{ open, disputed, charges, contingent: charges > undisputed ? charges - undisputed : 0n },
    answer: ANSWERS[state.status] ?? "none",
    isAssignedAway: !asked.own.has(state.holder) && !facts.collected.has(id),
    isInsolvent: facts.isInsolvent,
    hasFixedSum: terms.fixedSum > 0n,
    isPlanned: false,
    isPlaced: facts.placed.has(id),
    isWrittenOff: state.writtenOff,
    chase: chaseOf(told, issued?.dueDay),
    promises: facts.promises.get(id) ?? [],
    settlements: settlementsOf(terms, told),
    sent: sent.map((row) => sentLevel(row, asked.dayOf)),
    schedule: facts.schedules.get(id),
  };
}

function sentLevel({ policy, level, stage, cycle, made }: FiredLevel, dayOf: AskedCustomer["dayOf"]): SentLevel {
  return { policy, level, stage, cycle, day: dayOf(policy)(made) };
}

/**
 * The chase begins anew where the due date moved, and where what had been settled is open again (R36).
 * @param sealedDueDay Of the first revision, where no event says it.
 */
function chaseOf(told: readonly DatedEvent[], sealedDueDay: number | undefined): DunningItem["chase"] {
  const begun: number[] = [];
  let dueDay = sealedDueDay;
  let isClosed = false;
  for (const { event, timestamp } of told) {
    const due = dueDayIn(event);
    if (due !== undefined && dueDay !== undefined && due !== dueDay) begun.push(timestamp);
    dueDay = due ?? dueDay;
    if (event.name === "ReceiptReversed" && isClosed) begun.push(timestamp);
    if ("closed" in event) isClosed = event.closed;
  }
  const issued = told[0]?.timestamp ?? 0;
  return { restart: begun.length, since: Math.max(issued, ...begun) };
}

function dueDayIn(event: LedgerEvent): number | undefined {
  if (event.name === "ReceivableIssued" || event.name === "ReceivableAmended") return event.terms.dueDay;
  return event.name === "ReceivableAccelerated" ? event.dueDay : undefined;
}

/** What settled principal and was not taken back since. */
export function settlementsOf(terms: Terms, told: readonly DatedEvent[]): readonly Settlement[] {
  const settled = new Map<string, Settlement>();
  for (const [place, { event, timestamp: at }] of told.entries()) {
    const day = localDay(terms, at);
    if (event.name === "ReceivablePaid") {
      settled.set(place.toString(), { kind: "payment", amount: event.principal, day, at });
    } else if (event.name === "ReceiptRecorded") {
      settled.set(event.bankRef, { kind: "payment", amount: event.principal, day: event.valueDay, at });
    } else if (event.name === "ReceiptReversed") {
      settled.delete(event.bankRef);
    } else if (event.name === "ReceivableCredited") {
      settled.set(place.toString(), { kind: "credit", amount: event.principal, day, at });
    }
  }
  return [...settled.values()];
}
