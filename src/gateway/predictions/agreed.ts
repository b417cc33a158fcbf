/** What customers promised and planned of what is open, and how they kept their word. */
import { adjust, WEEKENDS } from "../../domain/businessDays.ts";
import type { Book, BookItem, Cut } from "../../domain/indicators/book.ts";
import { promisesAt, promisesKept } from "../../domain/indicators/promises.ts";
import type { BookPromise, JudgedBookPromise } from "../../domain/indicators/promises.ts";
import type { JudgedPlan } from "../../domain/plans/standing.ts";
import type { Agreed } from "../../domain/prediction/awaited.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import { deskOf } from "../../store/desks.ts";
import { promisedSince } from "../../store/dunningStatistics.ts";
import { plannedReceivables } from "../../store/predictionItems.ts";
import { statesOf } from "../../store/readModel.ts";
import { itemFactsOf } from "../dunning/itemFacts.ts";
import { readOpenItems } from "../dunning/items.ts";
import { UTC_DAYS } from "../portfolio/days.ts";
import type { ForecastTask } from "./tasks.ts";

const DAY = 86_400;
/** How far back promises tell how a word is kept. */
const LOOK_BACK_DAYS = 731;
/** So many promised receivables, and planned ones, are looked at. */
const MOST = 10_000;

export interface ReadAgreed extends Pick<ForecastTask, "agreed" | "kept" | "keptByAll"> {
  /** Of all promises that came due. */
  readonly promises: { readonly kept: number; readonly of: number };
}

/** A plan takes the place of a promise. @param cut Of now. */
export async function readAgreed(sql: Sql, organisation: Address, book: Book, cut: Cut): Promise<ReadAgreed> {
  const desk = await deskOf(sql, organisation);
  const own = new Set(desk === undefined ? [organisation] : [organisation, desk]);
  const judged = await judgedPromises(sql, { organisation, own }, book, cut);
  const items = new Map(book.items.map((item) => [item.id, item]));
  const agreed = new Map<string, readonly Agreed[]>();
  for (const { promise, state } of judged) {
    const item = items.get(promise.item);
    if (state !== "open" || item === undefined || promise.day <= cut.day) continue;
    const amount = promise.amount - settledSince(item, promise.madeAt, cut);
    // They come in the order in which they were made: the last word counts.
    if (amount > 0n) agreed.set(item.id, [{ amount, day: promise.day }]);
  }
  for (const [item, instalments] of await plannedInstalments(sql, { organisation, own }, cut))
    agreed.set(item, instalments);
  const all = promisesKept(judged);
  const byCustomer = Map.groupBy(judged, ({ customer }) => customer);
  return {
    agreed,
    kept: new Map(
      [...byCustomer].flatMap(([customer, rows]) => {
        const { rate } = promisesKept(rows);
        return rate === undefined ? [] : [[customer, rate]];
      }),
    ),
    keptByAll: all.rate,
    promises: { kept: all.hits, of: all.of },
  };
}

interface Asking {
  readonly organisation: Address;
  /** The holders that the organisation is: itself, and its desk. */
  readonly own: ReadonlySet<Address>;
}

async function judgedPromises(
  sql: Sql,
  { organisation, own }: Asking,
  book: Book,
  cut: Cut,
): Promise<readonly JudgedBookPromise[]> {
  const promised = await promisedSince(sql, organisation, cut.known - LOOK_BACK_DAYS * DAY, MOST);
  const found = await statesOf(
    sql,
    promised.map(({ id }) => id),
  );
  const states = new Map([...found].map(([id, { state }]) => [id, state]));
  const { promises } = await itemFactsOf(sql, { organisation, own, states, instant: cut.known });
  const made = [...promises].flatMap(([item, rows]) => rows.map((one): BookPromise => ({ ...one, item })));
  const workedFrom = (day: number): number => dayNumber(adjust(dateOfDay(day), "following", WEEKENDS));
  return promisesAt(book, made, cut, { dayOf: UTC_DAYS, workedFrom });
}

/** What took off the item since an instant, by payment or otherwise. */
function settledSince({ moves }: BookItem, instant: number, { known }: Cut): bigint {
  let settled = 0n;
  for (const { at, amount, kind } of moves) {
    const isSettling = kind === "payment" || kind === "discount" || kind === "credit";
    if (isSettling && at >= instant && at <= known) settled -= amount;
  }
  return settled;
}

async function plannedInstalments(
  sql: Sql,
  { organisation, own }: Asking,
  cut: Cut,
): Promise<ReadonlyMap<string, readonly Agreed[]>> {
  const planned = await plannedReceivables(sql, organisation, MOST);
  const instalments = new Map<string, readonly Agreed[]>();
  for (const [customer, rows] of Map.groupBy(planned, (one) => one.customer)) {
    const ids = rows.map(({ id }) => id);
    const asked = { organisation, customer, segment: undefined, own, ids, instant: cut.known, dayOf: () => UTC_DAYS };
    for (const { item, plans } of (await readOpenItems(sql, asked)).items) {
      const left = plans.flatMap((plan) => (plan.putsOff ? instalmentsLeft(plan, cut.day) : []));
      if (left.length > 0) instalments.set(item.id, left);
    }
  }
  return instalments;
}

/** Those to come, without what was paid of them. Of a plan that nobody here can open, or of a whole, none is known. */
function instalmentsLeft({ plan, standing }: JudgedPlan, day: number): readonly Agreed[] {
  if (plan === undefined || standing === undefined) return [];
  let paid = standing.paid;
  return plan.instalments.flatMap(({ amount, payBy }): readonly Agreed[] => {
    const left = amount > paid ? amount - paid : 0n;
    paid = paid > amount ? paid - amount : 0n;
    return left > 0n && payBy > day ? [{ amount: left, day: payBy }] : [];
  });
}
