/** What customers promised to pay, as far as it was told to this gateway. */
import { ANSWER_KINDS } from "../../domain/collections/record.ts";
import type { BookPromise } from "../../domain/indicators/promises.ts";
import type { Address } from "../../domain/receivable.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import { paymentsKept } from "../../store/collectionContents.ts";
import type { Sql } from "../../store/database.ts";
import { promisedSince } from "../../store/dunningStatistics.ts";

const PROMISE = ANSWER_KINDS.indexOf("promiseToPay");
const MOST = 100_000;

/** Of all receivables of an organisation, or of one customer. */
export async function bookPromises(
  sql: Sql,
  organisation: Address,
  customer?: Address,
): Promise<readonly BookPromise[]> {
  const promised = await promisedSince(sql, organisation, 0, MOST, customer);
  const ids = promised.map(({ id }) => id);
  const [events, payments] = [await collectionEventsOf(sql, ids), await paymentsKept(sql, ids)];
  return events.flatMap(({ event, timestamp: madeAt }): BookPromise[] => {
    if (event.name !== "DebtorAnswered" || event.answer.kind !== PROMISE) return [];
    const { payment: id } = event.answer;
    // Of a promise whose sum was told to somebody else nothing can be held against anybody.
    const kept = payments.get(event.id)?.get(id);
    return kept === undefined ? [] : [{ item: event.id, id, amount: kept.amount, day: kept.payBy, madeAt }];
  });
}
