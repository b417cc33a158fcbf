/** The open items of a customer as the dunning engine reads them, from one state of the index. */
import type { DunningItem, ItemAnswer, SentLevel, Settlement } from "../../domain/collections/item.ts";
import type { LedgerEvent } from "../../domain/events.ts";
import { localDay, openPrincipal, quote } from "../../domain/money.ts";
import type { JudgedPlan, PlannedEvent } from "../../domain/plans/standing.ts";
import { Status } from "../../domain/receivable.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import { eventsOf } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { placementsOf } from "../../store/collections.ts";
import type { KnownPlacement } from "../../store/collections.ts";
import { openIdsOf } from "../../store/dunningItems.ts";
import { placedIdsOf } from "../../store/dunningPlaced.ts";
import type { PlacedId } from "../../store/dunningPlaced.ts";
import { firedLevelsOf } from "../../store/dunningReach.ts";
import type { FiredLevel } from "../../store/dunningReach.ts";
import { openedTermsOf } from "../../store/factorBookEvents.ts";
import { sealedTermsOf } from "../../store/pairItems.ts";
import { statesOf } from "../../store/readModel.ts";
import { plannedItem } from "../plans/agreed.ts";
import type { PlannedItem } from "../plans/agreed.ts";
import { itemFactsOf } from "./itemFacts.ts";
import type { ItemFacts } from "./itemFacts.ts";

/** An item, with what a notice says of it beside. */
export interface OpenItem {
  readonly item: DunningItem;
  readonly terms: Terms;
  readonly state: ReceivableState;
  /** In the order of the chain. */
  readonly events: readonly PlannedEvent[];
  /** In the order of the chain. */
  readonly plans: readonly JudgedPlan[];
  /** By which the organisation collects it for somebody else; undefined for what is its own, or was. */
  readonly placement: PlacementHere | undefined;
}

/** Whether the organisation knows the creditor: anybody may place with anybody. */
interface PlacementHere extends KnownPlacement, PlacedId {}

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
  const placed = asked.ids === undefined ? await placedHere(sql, asked) : new Map<Hex, PlacementHere>();
  const own = asked.ids ?? (await openIdsOf(sql, organisation, customer, MOST_ITEMS + 1));
  const found = [...own, ...placed.keys()];
  const ids = found.slice(0, MOST_ITEMS);
  const [states, opened] = [await statesOf(sql, ids), await openedTermsOf(sql, ids)];
  const [events, sent] = [await datedEvents(sql, ids), await firedLevelsOf(sql, organisation, ids)];
  const fired = Map.groupBy(sent, ({ item }) => item);
  const known = new Map([...states].map(([id, { state }]) => [id, state]));
  const facts = await itemFactsOf(sql, { ...asked, states: known });
  const issued = await sealedTermsOf(sql, ids);
  const [items, sealed]: [OpenItem[], Hex[]] = [[], []];
  for (const [id, { state }] of states) {
    const terms = state.agreed?.openTerms ?? opened.get(state.commitment);
    if (terms === undefined) {
      sealed.push(id);
      continue;
    }
    const told = events.get(id) ?? [];
    const creditor = facts.creditors.get(state.holder) ?? state.holder;
    const of = { terms, state, creditor, events: told };
    const planned = plannedItem(facts.plans.get(id) ?? [], of, asked.instant);
    const placement = placed.get(id);
    const read = {
      ...asked,
      id,
      state,
      terms,
      told,
      planned,
      placement,
      issued: issued.get(id),
      sent: fired.get(id) ?? [],
    };
    items.push({ item: itemOf(read, facts), terms, state, events: told, plans: planned.judged, placement });
  }
  return { items, sealed, isCut: found.length > ids.length };
}

async function placedHere(
  sql: Sql,
  { organisation, customer, instant }: AskedCustomer,
): Promise<ReadonlyMap<Hex, PlacementHere>> {
  const placed = await placedIdsOf(sql, organisation, customer, { instant, limit: MOST_ITEMS });
  const placements = await placementsOf(
    sql,
    placed.map(({ id }) => id),
  );
  const counting = placements.filter(
    ({ collector, isCreditors, until }) => collector === organisation && isCreditors && until >= instant,
  );
  const byId = new Map(counting.map((placement) => [placement.id, placement]));
  // In their order: what a stranger placed is the first that is too much.
  return new Map(
    placed.flatMap((one) => {
      const placement = byId.get(one.id);
      return placement === undefined ? [] : [[one.id, { ...placement, ...one }] as const];
    }),
  );
}

async function datedEvents(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, readonly PlannedEvent[]>> {
  const dated = new Map<Hex, PlannedEvent[]>();
  for (const { event, at, timestamp } of await eventsOf(sql, ids)) {
    if (!("id" in event)) continue;
    // What has the id of a receivable is an event of the ledger.
    const one = { event: event as LedgerEvent, at, timestamp };
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
  readonly planned: PlannedItem;
  readonly placement: PlacementHere | undefined;
  /** Of the first revision, where it was sealed. */
  readonly issued: Terms | undefined;
  readonly sent: readonly FiredLevel[];
}

function itemOf(
  { id, state, terms, told, planned, placement, issued, sent, ...asked }: Read,
  facts: ItemFacts,
): DunningItem {
  const open = openPrincipal(terms, state);
  const disputed = state.disputed > open ? open : state.disputed;
  const day = localDay(terms, asked.instant);
  const { charges } = quote(terms, state, day);
  const undisputed = quote(terms, { ...state, settled: state.settled + disputed }, day).charges;
  return {
    ...{ id, customer: asked.customer, segment: asked.segment, currency: terms.currency, dueDay: terms.dueDay },
    ...{ open, disputed, charges, contingent: charges > undisputed ? charges - undisputed : 0n },
    answer: ANSWERS[state.status] ?? "none",
    isAssignedAway: !asked.own.has(state.holder) && !facts.collected.has(id) && placement === undefined,
    isInsolvent: facts.isInsolvent || facts.insolvent.has(id),
    hasFixedSum: terms.fixedSum > 0n,
    isPlanned: planned.isPlanned,
    // Who was given it works on it by hand: nothing is sent by itself in the name of somebody else.
    isPlaced: facts.placed.has(id) || placement !== undefined,
    isWrittenOff: state.writtenOff,
    ...chaseOf(told, issued?.dueDay, planned),
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
 * The chase begins anew where the due date moved, where what had been settled is open again (R36), and where a plan was
 * not kept. @param sealedDueDay Of the first revision, where no event says it.
 */
function chaseOf(
  told: readonly DatedEvent[],
  sealedDueDay: number | undefined,
  { brokenAt, broken }: PlannedItem,
): Pick<DunningItem, "chase" | "brokenPlan"> {
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
  const owedSince = Math.max(issued, ...begun);
  const chase = { restart: begun.length + brokenAt.length, since: Math.max(owedSince, ...brokenAt), owedSince };
  return { chase, brokenPlan: brokenAt.at(-1) === chase.since ? broken : undefined };
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
