/** What the ledger and its satellites recorded of a case's receivables that clocks go by. */
import type { ClaimFact } from "../../domain/clocks/limitation.ts";
import { ANSWER_KINDS, RECORD_KINDS } from "../../domain/collections/record.ts";
import type { LedgerEvent } from "../../domain/events.ts";
import { localDay, openPrincipal } from "../../domain/money.ts";
import type { AgreedPlan } from "../../domain/plans/standing.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import { eventsOf } from "../../store/chainTables.ts";
import type { StoredEvent } from "../../store/chainTables.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import type { StoredCollectionEvent } from "../../store/collectionEvents.ts";
import type { Sql } from "../../store/database.ts";
import { factorsOf } from "../../store/desks.ts";
import { openingOf } from "../../store/openings.ts";
import { plansKept } from "../../store/paymentPlans.ts";
import { statesOf } from "../../store/readModel.ts";
import { statementEventsOf } from "../../store/statementEvents.ts";
import type { StoredStatementEvent } from "../../store/statementEvents.ts";
import { statementsOf } from "../../store/statements.ts";
import type { StoredState } from "../../store/stateRow.ts";
import { agreedPlansIn } from "../plans/agreed.ts";
import { plansOfWholes } from "../plans/wholes.ts";

/** A receivable of a case as it stands, with what was recorded of it. */
export interface CaseItem {
  readonly id: Hex;
  readonly stored: StoredState;
  /** Undefined while they are sealed to others. */
  readonly terms: Terms | undefined;
  readonly holder: Address;
  /** The holder, or the factor whose desk that is. */
  readonly creditor: Address;
  /** Days since 1970-01-01, where the terms are at home. */
  readonly invoiceDay: number;
  /** As it was agreed at first. */
  readonly firstDueDay: number | undefined;
  readonly open: bigint | undefined;
  /** Minor units that were paid since it was written off; undefined where it never was. */
  readonly recovered: bigint | undefined;
  readonly facts: readonly ClaimFact[];
  /** What both sides planned, in the order of the chain. */
  readonly plans: readonly AgreedPlan[];
  readonly events: readonly (StoredEvent & { readonly event: LedgerEvent })[];
}

const DAY = 86_400;
/** Statements of a pair that are looked at for acts about its debts. */
const MOST_STATEMENTS = 50;

/** Those of some receivables that there are. */
export async function caseItems(sql: Sql, ids: readonly Hex[]): Promise<readonly CaseItem[]> {
  if (ids.length === 0) return [];
  const states = await statesOf(sql, ids);
  const events = Map.groupBy(await eventsOf(sql, ids), ({ event }) => ("id" in event ? event.id : undefined));
  const collections = Map.groupBy(await collectionEventsOf(sql, ids), ({ event }) => event.id);
  const opened = await plansKept(sql, ids);
  const known = new Map([...states].map(([id, { state }]) => [id, state]));
  const ofWholes = await plansOfWholes(sql, known);
  const factors = await factorsOf(
    sql,
    [...known.values()].map(({ holder }) => holder),
  );
  const statements = await statementActs(sql, states.get(ids[0] ?? "0x"));
  const items: CaseItem[] = [];
  for (const id of ids) {
    const stored = states.get(id);
    if (stored?.state.agreed === undefined) continue;
    const told = { events: events.get(id) ?? [], collections: collections.get(id) ?? [], statements };
    const plans = agreedPlansIn(told.collections, opened.get(id), ofWholes.get(id));
    const { holder } = stored.state;
    items.push({ ...(await itemOf(sql, stored, told)), plans, creditor: factors.get(holder) ?? holder });
  }
  return items;
}

/** Those of which something is disputed. */
export function disputedAmong(items: readonly CaseItem[]): readonly Hex[] {
  return items.flatMap(({ id, stored: { state } }) => (state.disputed > 0n && !state.closed ? [id] : []));
}

interface Told {
  readonly events: readonly StoredEvent[];
  readonly collections: readonly StoredCollectionEvent[];
  readonly statements: readonly StatementAct[];
}

async function itemOf(sql: Sql, stored: StoredState, told: Told): Promise<Omit<CaseItem, "plans" | "creditor">> {
  const { id, state } = stored;
  const { agreed, commitment, holder } = state;
  if (agreed === undefined) throw new Error(`receivable ${id} was never issued`);
  const content = agreed.openTerms === undefined ? (await openingOf(sql, id, commitment)).content : undefined;
  const terms = agreed.openTerms ?? content?.receivable.terms;
  const issued = told.events[0]?.timestamp ?? 0;
  const issueDate = (content?.invoice as { readonly issueDate?: unknown } | null | undefined)?.issueDate;
  const first = told.events.find(({ event }) => event.name === "ReceivableIssued")?.event;
  return {
    ...{ id, stored, terms, holder },
    invoiceDay: typeof issueDate === "string" ? dayNumber(issueDate) : dayOf(terms, issued),
    firstDueDay: first?.name === "ReceivableIssued" ? first.terms.dueDay : terms?.dueDay,
    open: terms === undefined ? undefined : openPrincipal(terms, state),
    // Events that have the id of a receivable are the ledger's.
    events: told.events.map((one) => ({ ...one, event: one.event as LedgerEvent })),
    recovered: state.writtenOff ? recoveredSince(told.events) : undefined,
    facts: [
      ...payments(told.events, agreed.header.buyer, terms),
      ...answers(told.collections, terms),
      ...told.statements.filter((act) => concerns(act, terms, issued)).map(({ fact }) => fact),
    ],
  };
}

function dayOf(terms: Terms | undefined, instant: number): number {
  return terms === undefined ? Math.floor(instant / DAY) : localDay(terms, instant);
}

/** A write-off is no waiver (R49): what comes in after it is told. */
function recoveredSince(events: readonly StoredEvent[]): bigint {
  const written = events.findLastIndex(({ event }) => event.name === "ReceivableWrittenOff");
  return events.slice(written + 1).reduce((sum, { event }) => {
    if (event.name === "ReceivablePaid" || event.name === "ReceiptRecorded") {
      return sum + event.principal - event.discount + event.charges;
    }
    return event.name === "ReceiptReversed" ? sum - event.principal + event.discount - event.charges : sum;
  }, 0n);
}

/** What the debtor did itself: paid, or said that it paid. What the creditor says it received is entered by hand. */
function payments(events: readonly StoredEvent[], buyer: Address, terms: Terms | undefined): ClaimFact[] {
  return events.flatMap(({ event, at, timestamp }): ClaimFact[] => {
    const isBuyers =
      (event.name === "ReceivablePaid" && event.payer === buyer) ||
      (event.name === "ReceiptAdvised" && event.cash > 0n);
    const evidence = `${event.name} in block ${at.blockNumber}`;
    return isBuyers ? [{ kind: "partPayment", day: dayOf(terms, timestamp), evidence }] : [];
  });
}

/** Of a demand the chain shows that it was sent, and not that it arrived: that is entered by hand. */
function answers(events: readonly StoredCollectionEvent[], terms: Terms | undefined): ClaimFact[] {
  return events.flatMap(({ event, at, timestamp }): ClaimFact[] => {
    const [day, evidence] = [dayOf(terms, timestamp), `${event.name} in block ${at.blockNumber}`];
    if (event.name === "CollectionRecorded" && RECORD_KINDS[event.entry.kind] === "demand") {
      return [{ kind: "demand", day, evidence }];
    }
    if (event.name === "PlanAgreed") return [{ kind: "plan", day, evidence }];
    if (event.name !== "DebtorAnswered") return [];
    const answer = ANSWER_KINDS[event.answer.kind];
    if (answer === "promiseToPay") return [{ kind: "promise", day, evidence }];
    return answer === "extensionRequest" ? [{ kind: "extensionRequest", day, evidence }] : [];
  });
}

interface StatementAct {
  readonly fact: ClaimFact;
  readonly cutOff: number;
  readonly currency: Address;
}

/** A statement is of what was open at its cut-off, in its currency. */
function concerns({ cutOff, currency }: StatementAct, terms: Terms | undefined, issued: number): boolean {
  return issued <= cutOff && terms?.currency === currency;
}

const ACTS: Readonly<Record<string, ClaimFact["kind"]>> = {
  DebtAcknowledged: "acknowledgement",
  DemandReceived: "demand",
  BalanceAgreed: "balanceConfirmation",
  BalanceAgreedExcept: "balanceConfirmation",
};

async function statementActs(sql: Sql, stored: StoredState | undefined): Promise<readonly StatementAct[]> {
  const header = stored?.state.agreed?.header;
  if (header === undefined) return [];
  const filter = { role: "supplier", counterparty: header.buyer } as const;
  const statements = await statementsOf(sql, header.supplier, filter, undefined, MOST_STATEMENTS);
  const byId = new Map(statements.map(({ state }) => [state.id, state.statement]));
  const events = byId.size === 0 ? [] : await statementEventsOf(sql, [...byId.keys()]);
  return events.flatMap(({ event, at, timestamp }): StatementAct[] => {
    const kind = ACTS[event.name];
    const statement = byId.get(event.id);
    if (kind === undefined || statement === undefined || !isBuyers(event, header.buyer)) return [];
    const day = Math.floor(timestamp / DAY);
    // The debtor signs that it received a demand on the ledger, so that the day of that is proven.
    const received = kind === "demand" ? { receivedOn: day } : {};
    const fact = { kind, day, ...received, evidence: `${event.name} in block ${at.blockNumber}` };
    return [{ fact, cutOff: statement.cutOff, currency: statement.currency }];
  });
}

/** What the creditor acknowledges is another debt. */
function isBuyers(event: StoredStatementEvent["event"], buyer: Address): boolean {
  return !("debtor" in event) || event.debtor === buyer;
}
