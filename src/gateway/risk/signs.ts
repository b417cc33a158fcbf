/** What the rules of early warning read beside the book. */
import { adjust, WEEKENDS } from "../../domain/businessDays.ts";
import { insolvencyNotices } from "../../domain/collections/insolvency.ts";
import type { Book } from "../../domain/indicators/book.ts";
import { promisesAt } from "../../domain/indicators/promises.ts";
import type { BookPromise } from "../../domain/indicators/promises.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sign } from "../../domain/risk/warnings.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import type { Sql } from "../../store/database.ts";
import { deskOf } from "../../store/desks.ts";
import { promisedSince } from "../../store/dunningStatistics.ts";
import { statesOf } from "../../store/readModel.ts";
import { insolvencyStepsOf, strayPaymentsOf, toldInsolvent } from "../../store/riskSigns.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { itemFactsOf } from "../dunning/itemFacts.ts";

const DAY = 86_400;
/** So many promised receivables are looked at. */
const MOST_PROMISED = 10_000;
/** Working days after its day in which a promise is late and not broken (R46). */
const GRACE = 2;

export interface AskedSigns {
  readonly organisation: Address;
  readonly currency: LedgerCurrency;
  /** Unix seconds. */
  readonly now: number;
}

/** Promises that were broken, as the book shows it. @param since Those made before are left out, unix seconds. */
export async function brokenPromises(
  sql: Sql,
  { organisation, now }: AskedSigns,
  book: Book,
  since: number,
): Promise<readonly Sign[]> {
  const promised = await promisedSince(sql, organisation, since, MOST_PROMISED);
  const ids = promised.map(({ id }) => id);
  const states = await statesOf(sql, ids);
  const own = await ownOf(sql, organisation);
  const asked = new Map([...states].map(([id, { state }]) => [id, state]));
  const facts = await itemFactsOf(sql, { organisation, own, states: asked, instant: now });
  const promises = [...facts.promises].flatMap(([item, made]) => made.map((one): BookPromise => ({ ...one, item })));
  const clock = { dayOf: (instant: number) => Math.floor(instant / DAY), workedFrom };
  const cut = { day: Math.floor(now / DAY), known: now };
  return promisesAt(book, promises, cut, clock).flatMap(({ promise, customer, state }): Sign[] => {
    if (state !== "broken") return [];
    const day = graceEnd(promise.day) + 1;
    return [{ kind: "brokenPromises", customer, day, at: day * DAY, reference: promise.id }];
  });
}

function graceEnd(day: number): number {
  let end = day;
  for (let days = 0; days < GRACE; days += 1) end = workedFrom(end + 1);
  return end;
}

function workedFrom(day: number): number {
  return dayNumber(adjust(dateOfDay(day), "following", WEEKENDS));
}

async function ownOf(sql: Sql, organisation: Address): Promise<ReadonlySet<Address>> {
  const desk = await deskOf(sql, organisation);
  return new Set(desk === undefined ? [organisation] : [organisation, desk]);
}

/**
 * Notices of insolvency that count: the organisation's own, on whatever of its receivables, with those that were
 * withdrawn since, and what a seller told it and did not take back: when it was told the rest is not kept. Anybody may
 * transfer a receivable with a notice on it to whom they like: that is nobody's word here.
 */
export async function insolvencySigns(sql: Sql, { organisation }: AskedSigns): Promise<readonly Sign[]> {
  const own = await ownOf(sql, organisation);
  const steps = await insolvencyStepsOf(sql, organisation);
  const customers = new Map(steps.map(({ id, customer }) => [id, customer]));
  const events = await collectionEventsOf(
    sql,
    steps.map(({ id }) => id),
  );
  const noticed = insolvencyNotices(events).flatMap(({ notice: { event, timestamp }, withdrawal }): Insolvent[] => {
    const customer = customers.get(event.id);
    const isOwn = own.has(event.creditor) || own.has(event.collector);
    return customer !== undefined && isOwn ? [{ customer, at: timestamp, until: withdrawal?.timestamp }] : [];
  });
  const told = (await toldInsolvent(sql, organisation)).map((one) => ({ ...one, until: undefined }));
  return [...Map.groupBy([...noticed, ...told], ({ customer }) => customer).values()].flatMap(insolvencies);
}

interface Insolvent {
  readonly customer: Address;
  /** Unix seconds. */
  readonly at: number;
  /** Undefined while it stands. */
  readonly until: number | undefined;
}

/**
 * The same customer is reported once, however many of its receivables carry a notice: until the last of those that
 * stood together was withdrawn. A notice after that is another one.
 */
function insolvencies(notices: readonly Insolvent[]): readonly Sign[] {
  const joined: Insolvent[] = [];
  for (const one of notices.toSorted((left, right) => left.at - right.at)) {
    const last = joined.at(-1);
    if (last === undefined || (last.until !== undefined && last.until < one.at)) joined.push(one);
    else joined[joined.length - 1] = { ...last, until: laterOf(last.until, one.until) };
  }
  return joined.map(({ customer, at, until }): Sign => {
    const day = Math.floor(at / DAY);
    const sign = { kind: "insolvency", customer, day, at, reference: `insolvency ${dateOfDay(day)}` } as const;
    return until === undefined ? sign : { ...sign, until };
  });
}

function laterOf(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : Math.max(one, other);
}

/** Payments to whoever is no longer to be paid. */
export async function payeeSigns(sql: Sql, { organisation, currency }: AskedSigns): Promise<readonly Sign[]> {
  const stray = await strayPaymentsOf(sql, organisation, currency.address);
  return stray.map(({ id, debtor, valueDay, opened, dismissed }): Sign => {
    const sign = { kind: "oldPayeePaid", customer: debtor, day: valueDay, at: opened, reference: id } as const;
    return dismissed === null ? sign : { ...sign, until: dismissed };
  });
}
