/** What customers promised and planned of what is open, and how they kept their word, as it was known at an instant. */
import { adjust, WEEKENDS } from "../../domain/businessDays.ts";
import type { Book, BookItem, Cut } from "../../domain/indicators/book.ts";
import { promisesAt, promisesKept } from "../../domain/indicators/promises.ts";
import type { BookPromise } from "../../domain/indicators/promises.ts";
import { openAt, standingsAt } from "../../domain/indicators/standing.ts";
import { judgePlans } from "../../domain/plans/standing.ts";
import type { AgreedPlan, JudgedPlan, PlannedReceivable } from "../../domain/plans/standing.ts";
import type { Agreed } from "../../domain/prediction/awaited.ts";
import type { LedgerEvent } from "../../domain/events.ts";
import type { Address, Terms } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import { eventsOf } from "../../store/chainTables.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import type { Sql } from "../../store/database.ts";
import { openedTermsOf } from "../../store/factorBookEvents.ts";
import { plansKept } from "../../store/paymentPlans.ts";
import { plannedReceivables } from "../../store/predictionItems.ts";
import { statesOf } from "../../store/readModel.ts";
import { bookPromises } from "../indicators/promises.ts";
import { agreedPlansIn } from "../plans/agreed.ts";
import type { ForecastTask } from "./tasks.ts";

const DAY = 86_400;
/** How far back promises tell how a word is kept. */
const LOOK_BACK_DAYS = 731;
/** So many planned receivables are looked at. */
const MOST = 10_000;

/** What is known of promises and plans by an instant, read from one state of the tables. */
export interface ReadWords {
  readonly promises: readonly BookPromise[];
  readonly planned: readonly PlannedWord[];
}

interface PlannedWord extends Pick<PlannedReceivable, "creditor" | "events"> {
  readonly id: string;
  readonly terms: Terms;
  readonly state: PlannedReceivable["state"];
  readonly agreed: readonly AgreedPlan[];
}

export interface WordsAgreed extends Pick<ForecastTask, "agreed" | "kept" | "keptByAll"> {
  /** Of all promises that came due. */
  readonly promises: { readonly kept: number; readonly of: number };
}

export async function readWords(sql: Sql, organisation: Address, known: number): Promise<ReadWords> {
  const promises = await bookPromises(sql, { organisation, known, since: sinceOf(known) });
  return { promises, planned: await plannedWords(sql, organisation, known) };
}

function sinceOf(known: number): number {
  return known - LOOK_BACK_DAYS * DAY;
}

/** What was recorded later is left out, so that the state of the receivable is that of the book. */
export async function plannedWords(sql: Sql, organisation: Address, known: number): Promise<readonly PlannedWord[]> {
  const ids = await plannedReceivables(sql, organisation, known, MOST);
  const [states, opened] = [await statesOf(sql, ids), await openedTermsOf(sql, ids)];
  const told = (await collectionEventsOf(sql, ids)).filter(({ timestamp }) => timestamp <= known);
  const byId = Map.groupBy(told, ({ event }) => event.id);
  const recorded = (await eventsOf(sql, ids)).filter(({ timestamp }) => timestamp <= known);
  const events = Map.groupBy(recorded, ({ event }) => ("id" in event ? event.id : undefined));
  const kept = await plansKept(sql, ids, known);
  return [...states].flatMap(([id, { state }]): PlannedWord[] => {
    const terms = state.agreed?.openTerms ?? opened.get(state.commitment);
    if (terms === undefined) return [];
    // Whatever has the id of a receivable was written by the ledger. Of a plan of a whole no part has instalments.
    const own = (events.get(id) ?? []).map((one) => ({ ...one, event: one.event as LedgerEvent }));
    const agreed = agreedPlansIn(byId.get(id) ?? [], kept.get(id), undefined);
    return [{ id, terms, state, creditor: state.holder, events: own, agreed }];
  });
}

/** A plan takes the place of a promise. @param cut At which the words were read. @param dayOf Of the book. */
export function agreedOf(read: ReadWords, book: Book, cut: Cut, dayOf: DayOf): WordsAgreed {
  const workedFrom = (day: number): number => dayNumber(adjust(dateOfDay(day), "following", WEEKENDS));
  const promises = read.promises.filter(({ madeAt }) => madeAt >= sinceOf(cut.known));
  const judged = promisesAt(book, promises, cut, { dayOf, workedFrom });
  const items = new Map(book.items.map((item) => [item.id, item]));
  const agreed = new Map<string, readonly Agreed[]>();
  for (const { promise, state } of judged) {
    const item = items.get(promise.item);
    if (state !== "open" || item === undefined || promise.day <= cut.day) continue;
    const amount = promise.amount - settledSince(item, promise.madeAt, cut);
    // They come in the order in which they were made: the last word counts.
    if (amount > 0n) agreed.set(item.id, [{ amount, day: promise.day }]);
  }
  for (const word of read.planned) {
    const item = items.get(word.id);
    const left = item === undefined ? [] : instalmentsOf(word, item, cut);
    if (left.length > 0) agreed.set(word.id, left);
  }
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

/** What took off the item since an instant, by payment or otherwise. */
function settledSince({ moves }: BookItem, instant: number, { known }: Cut): bigint {
  let settled = 0n;
  for (const { at, amount, kind } of moves) {
    const isSettling = kind === "payment" || kind === "discount" || kind === "credit";
    if (isSettling && at >= instant && at <= known) settled -= amount;
  }
  return settled;
}

function instalmentsOf({ agreed, ...of }: PlannedWord, item: BookItem, cut: Cut): readonly Agreed[] {
  const open = openAt(item, cut);
  if (open <= 0n) return [];
  const [standing] = standingsAt({ items: [item] }, cut);
  const position = { settled: of.terms.amount - open, disputed: standing?.disputed ?? 0n, closed: false };
  const plans = judgePlans(agreed, { ...of, state: { ...of.state, ...position } }, cut.known);
  return plans.flatMap((plan) => (plan.putsOff ? instalmentsLeft(plan, cut.day) : []));
}

/** Those to come, without what was paid of them. Of a plan that nobody here can open none is known. */
function instalmentsLeft({ plan, standing }: JudgedPlan, day: number): readonly Agreed[] {
  if (plan === undefined || standing === undefined) return [];
  let paid = standing.paid;
  return plan.instalments.flatMap(({ amount, payBy }): readonly Agreed[] => {
    const left = amount > paid ? amount - paid : 0n;
    paid = paid > amount ? paid - amount : 0n;
    return left > 0n && payBy > day ? [{ amount: left, day: payBy }] : [];
  });
}
