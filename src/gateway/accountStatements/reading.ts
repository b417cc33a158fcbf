/** The account of a pair from the index, as of one state of the tables. */
import type { PayeeOf } from "../../domain/account/fromLedger.ts";
import { movementsOfAccount } from "../../domain/account/ledgerAccount.ts";
import type { Caption, IssuedReceivable } from "../../domain/account/ledgerAccount.ts";
import type { DatedEvent } from "../../domain/account/ledgerPosition.ts";
import type { Movement, Payee } from "../../domain/account/movement.ts";
import { parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import type { LedgerEvent } from "../../domain/events.ts";
import { invoiceHash, InvoiceNumberError } from "../../domain/invoiceNumber.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import { dayNumber, TermsError } from "../../domain/terms.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import { assignmentsOf } from "../../store/assignments.ts";
import { eventsOf } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { factorsOf } from "../../store/desks.ts";
import { documentFactsOf, itemsOfPair, sealedTermsOf } from "../../store/pairItems.ts";
import type { DocumentFacts, Pair, PairItem } from "../../store/pairItems.ts";
import { ProblemError } from "../http/problems.ts";
import { unappliedCash, withBankReferences } from "./cash.ts";
import type { LedgerCurrency } from "./currency.ts";
import { noticeStanding, payeeOf } from "./parties.ts";

const MOST_ITEMS = 10_000;
const MOST_PAYEES = 50;
const DAY = 86_400;

export interface AskedAccount extends Pair {
  readonly asking: Address;
  readonly currency: LedgerCurrency;
  /** Days since 1970-01-01. */
  readonly from: number;
  readonly cutOff: number;
  /** In the statement's zone. */
  readonly dayOf: DayOf;
}

export interface ReadAccount {
  readonly movements: readonly Movement[];
  /** Any receivable of the pair; undefined where there is none. */
  readonly first: Hex | undefined;
}

/**
 * What moved the account, and who is paid. @throws ProblemError `AccountTooLong`, and `ContentSealed` where the terms
 * of a receivable are not known here: a statement without it would be wrong.
 */
export async function readAccount(sql: Sql, asked: AskedAccount): Promise<ReadAccount> {
  const { from, cutOff, currency, dayOf } = asked;
  // A day of any time zone lies within two days of UTC.
  const items = await itemsOfPair(sql, asked, (from - 2) * DAY, MOST_ITEMS + 1);
  if (items.length > MOST_ITEMS) {
    const detail = `more than ${MOST_ITEMS} receivables of the pair move this account: begin the period later`;
    throw new ProblemError("AccountTooLong", detail);
  }
  const ids = items.map(({ id }) => id);
  const events = await datedEvents(sql, ids);
  const [sealed, facts] = [await sealedTermsOf(sql, ids), await documentFactsOf(sql, ids)];
  const issued = items.flatMap((item): IssuedReceivable[] => {
    if (item.part) return [];
    const terms = issuedTerms(events.get(item.id) ?? [], sealed.get(item.id), item.id);
    if (terms.currency !== currency.address) return [];
    return [issuedReceivable(asked, item, terms, { facts: facts.get(item.id), events: events.get(item.id) ?? [] })];
  });
  const account = { issued, events, payeeOf: await payeesOf(sql, asked, items, events), dayOf };
  const movements = movementsOfAccount(account, cutOff);
  if (asked.asking !== asked.supplier) return { movements, first: ids[0] };
  const waiting = await unappliedCash(sql, { ...asked, currency: currency.code });
  return { movements: [...(await withBankReferences(sql, asked.supplier, ids, movements)), ...waiting], first: ids[0] };
}

/** By the ids of the receivables; one to which nothing happened has no entry. */
export async function datedEvents(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, readonly DatedEvent[]>> {
  const dated = new Map<Hex, DatedEvent[]>();
  for (const { event, at, timestamp } of await eventsOf(sql, ids)) {
    if (!("id" in event)) continue;
    // What has the id of a receivable is an event of the ledger.
    const one = { event: event as LedgerEvent, timestamp, transaction: at.transactionHash };
    const known = dated.get(event.id);
    if (known === undefined) dated.set(event.id, [one]);
    else known.push(one);
  }
  return dated;
}

/** With which a receivable was issued; undefined for one whose terms were sealed. */
export function openTerms(events: readonly DatedEvent[]): Terms | undefined {
  for (const { event } of events) if (event.name === "ReceivableIssued") return event.terms;
  return undefined;
}

function issuedTerms(events: readonly DatedEvent[], sealed: Terms | undefined, id: Hex): Terms {
  const terms = openTerms(events) ?? sealed;
  if (terms !== undefined) return terms;
  const wayOut = "give this gateway its content, or have it sealed to its viewing key";
  throw new ProblemError("ContentSealed", `the terms of ${id} are not known here: ${wayOut}`);
}

interface Known {
  readonly facts: DocumentFacts | undefined;
  readonly events: readonly DatedEvent[];
}

function issuedReceivable(
  { supplier, buyer, currency, dayOf }: AskedAccount,
  { id, invoice, line, policy, document }: PairItem,
  terms: Terms,
  { facts, events }: Known,
): IssuedReceivable {
  const header = { supplier, buyer, invoice, line, policy, revision: 0 };
  const said = factsOf(facts, invoice);
  const recorded = dayOf(events[0]?.timestamp ?? 0);
  return {
    ...{ header, document, terms, number: numberOf(said, { id, line }), reference: said?.order ?? "" },
    day: dayOfDocument(said) ?? recorded,
    ...taxOf(said, terms, currency.exponent),
  };
}

/** Enough to find a receivable by, and so short that a bank carries it with the places of parts behind it. */
const SHORT_ID = 26;

/** What people call a receivable: the invoice's number, with the line of an instalment; or the beginning of its id. */
export function numberOf(
  facts: DocumentFacts | undefined,
  { id, line }: { readonly id: Hex; readonly line: number },
): string {
  const number = facts?.number ?? id.slice(0, SHORT_ID);
  return line === 0 || facts === undefined ? number : `${number}/${line}`;
}

/** What was given as a receivable's document, if the ledger has the hash of its number. */
export function factsOf(facts: DocumentFacts | undefined, invoice: Hex): DocumentFacts | undefined {
  const number = facts?.number ?? undefined;
  return number !== undefined && isNumberOf(number, invoice) ? facts : undefined;
}

/** When the document says it was issued; days since 1970-01-01. What it says may be no day of the calendar. */
export function dayOfDocument(facts: DocumentFacts | undefined): number | undefined {
  const date = facts?.issueDate ?? undefined;
  try {
    return date === undefined ? undefined : dayNumber(date);
  } catch (error) {
    if (error instanceof TermsError) return undefined;
    throw error;
  }
}

function isNumberOf(number: string, invoice: Hex): boolean {
  try {
    return invoiceHash(number) === invoice;
  } catch (error) {
    if (error instanceof InvoiceNumberError) return false;
    throw error;
  }
}

/** The tax of a document that claims just what the receivable is of; of any other, nobody knows the part. */
function taxOf(facts: DocumentFacts | undefined, { amount }: Terms, exponent: number): Pick<Caption, "tax"> {
  const units = (text: string | null | undefined): bigint | undefined => {
    const value = parseDecimal(text ?? "");
    return value === undefined || value.scale > exponent ? undefined : toMinorUnits(value, exponent, "tax");
  };
  const [gross, net, payable] = [units(facts?.withTax), units(facts?.withoutTax), units(facts?.payable)];
  if (gross === undefined || net === undefined || payable !== amount || gross !== amount || net > gross) return {};
  return { tax: gross - net };
}

/** @throws ProblemError `AccountTooLong` */
async function payeesOf(
  sql: Sql,
  { asking, supplier, buyer }: AskedAccount,
  items: readonly PairItem[],
  events: ReadonlyMap<Hex, readonly DatedEvent[]>,
): Promise<PayeeOf> {
  const holders = new Map<Address, Hex>();
  for (const { id } of items) {
    for (const { event } of events.get(id) ?? []) {
      if (event.name === "Transfer" && event.to !== supplier) holders.set(event.to, id);
    }
  }
  if (holders.size > MOST_PAYEES) {
    throw new ProblemError("AccountTooLong", `the items were held by ${holders.size} payees: begin the period later`);
  }
  const factors = await factorsOf(sql, [...holders.keys()]);
  const payees = new Map<Address, Payee>();
  for (const [holder, id] of holders) {
    payees.set(holder, await payeeOf(sql, asking, factors.get(holder) ?? holder, { id, supplier, buyer }));
  }
  const assignments = await assignmentsOf(
    sql,
    items.map(({ id }) => id),
  );
  const now = new Map(items.map(({ id, holder }) => [id, holder]));
  return (holder, id) => {
    const assignment = now.get(id) === holder ? assignments.get(id) : undefined;
    const notice = assignment === undefined ? {} : { notice: noticeStanding(assignment) };
    return { ...(payees.get(holder) ?? { name: holder }), ...notice };
  };
}
