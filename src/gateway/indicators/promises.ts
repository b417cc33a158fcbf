/** What customers promised to pay, as far as it was told to this gateway by an instant. */
import { ANSWER_KINDS } from "../../domain/collections/record.ts";
import type { BookPromise } from "../../domain/indicators/promises.ts";
import type { Address } from "../../domain/receivable.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import { paymentsKept } from "../../store/collectionContents.ts";
import type { Sql } from "../../store/database.ts";
import { promisedSince } from "../../store/dunningStatistics.ts";

const PROMISE = ANSWER_KINDS.indexOf("promiseToPay");

interface AskedPromises {
  readonly organisation: Address;
  /** Unix seconds. */
  readonly known: number;
  /** Those made before are left out, unix seconds; none unless told. */
  readonly since?: number | undefined;
  /** All receivables of the organisation unless told. */
  readonly customer?: Address | undefined;
}

/** In the order in which they were made for each receivable. */
export async function bookPromises(
  sql: Sql,
  { organisation, known, since = 0, customer }: AskedPromises,
): Promise<readonly BookPromise[]> {
  const promised = await promisedSince(sql, organisation, since, undefined, customer);
  const ids = promised.map(({ id }) => id);
  const [events, payments] = [await collectionEventsOf(sql, ids), await paymentsKept(sql, ids, known)];
  return events.flatMap(({ event, timestamp: madeAt }): BookPromise[] => {
    if (event.name !== "DebtorAnswered" || event.answer.kind !== PROMISE) return [];
    if (madeAt < since || madeAt > known) return [];
    const { payment: id } = event.answer;
    // Of a promise whose sum was told to somebody else nothing can be held against anybody.
    const kept = payments.get(event.id)?.get(id);
    return kept === undefined ? [] : [{ item: event.id, id, amount: kept.amount, day: kept.payBy, madeAt }];
  });
}
