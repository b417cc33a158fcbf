/** The watchlist over HTTP. */
import { ZERO_ADDRESS } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import { exceptionsBefore } from "../../store/limitExceptions.ts";
import { freezesBetween } from "../../store/limitFreezes.ts";
import {
  addWatchEntry,
  changedEntries,
  endWatchEntry,
  entriesToReview,
  eraseWatchWords,
  reviewEntry,
  reviewsOf,
  setWatchRules,
  watchEntriesAfter,
  watchEntryById,
  watchRulesOf,
} from "../../store/watchlist.ts";
import type { StoredWatchRules, WatchEntry, WatchPlace, WatchReview } from "../../store/watchlist.ts";
import { beginWatching, digestOf } from "../../store/watchlistHeads.ts";
import type { DigestSpan } from "../../store/watchlistHeads.ts";
import type { LIMIT_OPERATIONS } from "../../wire/operations/limits.ts";
import { idTaken, instantInvalid } from "../access/refusals.ts";
import { eraseTexts } from "../approvals/erasing.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";
import { exposureAnswer, standingAnswer } from "./looking.ts";
import { shownFreeze, shownLimitException } from "./showing.ts";

type Operations = typeof LIMIT_OPERATIONS;
type Own = "watchCustomer" | "listWatched" | "readWatchedCustomer" | "reviewWatched" | "endWatch" | "eraseWatchWords";
type Ruling = "setWatchRules" | "listWatchRules" | "readWatchDigest";

const DAY = 86_400;
const LONGEST_DAYS = 366;
const NO_ID = "00000000-0000-0000-0000-000000000000";
const MOST_RULES = 100;
const MOST_TOLD = 200;

export function watchHandlers(deps: GatewayDeps): Pick<Handlers<Operations>, Own | Ruling> {
  return { ...entryHandlers(deps), ...rulingHandlers(deps) };
}

function entryHandlers(deps: GatewayDeps): Pick<Handlers<Operations>, Own> {
  const { database, config, now } = deps;
  const cursors = createCursors(config.secret);
  return {
    watchCustomer: async ({ member: { organisation, account }, body: { id, customer, reason, reviewBy } }) => {
      const [entry, isNew] = await database.transaction(async (tx): Promise<[WatchEntry, boolean]> => {
        const known = await watchEntryById(tx, organisation, id);
        if (known !== undefined) {
          if (known.customer === customer && known.reason === reason) return [known, false];
          throw idTaken("another entry");
        }
        const reviewDay = reviewDayOf(reviewBy, now());
        const made = { id, organisation, customer, cause: "manual", reason, addedBy: account, since: now() } as const;
        if (!(await addWatchEntry(tx, { ...made, reviewDay })))
          throw idTaken("an entry of somebody's for this customer");
        await beginWatching(tx, organisation, now());
        return [await entryOf(tx, organisation, id), true];
      });
      return { status: isNew ? 201 : 200, body: shownEntry(entry, await reviewsOf(database, organisation, [id])) };
    },
    listWatched: async ({ member: { organisation }, query: { customer, ended, ...query } }) => {
      const filter = { customer, isStanding: ended === "false" };
      const list = JSON.stringify(["watchlist", organisation, filter]);
      const read = (after: WatchPlace, limit: number) =>
        watchEntriesAfter(database, organisation, filter, after, limit);
      const placeOf = ({ customer, id }: WatchEntry): WatchPlace => ({ customer, id });
      const first: WatchPlace = { customer: ZERO_ADDRESS, id: NO_ID };
      const { rows, next } = await pageOf({ cursors, list, first, placeOf, read }, query);
      return { status: 200, body: { items: await shownEntries(database, organisation, rows), next } };
    },
    readWatchedCustomer: async ({ member: { organisation }, params: { customer } }) => {
      const filter = { customer, isStanding: false };
      const first: WatchPlace = { customer: ZERO_ADDRESS, id: NO_ID };
      const rows = await watchEntriesAfter(database, organisation, filter, first, MOST_TOLD);
      const entries = await shownEntries(database, organisation, rows);
      const exposure = await exposureAnswer(deps, organisation, customer);
      const standing = await standingAnswer(deps, organisation, customer);
      return { status: 200, body: { customer, exposure, ...standing, entries } };
    },
    reviewWatched: async ({ member: { organisation, account }, params: { id }, body: { note, reviewBy } }) => {
      const review = { entry: id, note, reviewDay: reviewDayOf(reviewBy, now()), account, at: now() };
      if (!(await database.transaction((tx) => reviewEntry(tx, organisation, review)))) throw notFound();
      const entry = await entryOf(database, organisation, id);
      return { status: 200, body: shownEntry(entry, await reviewsOf(database, organisation, [id])) };
    },
    endWatch: async ({ member: { organisation, account }, params: { id }, body: { reason } }) => {
      const end = { by: account, reason, at: now() };
      await database.transaction((tx) => endWatchEntry(tx, organisation, id, end));
      const entry = await entryOf(database, organisation, id);
      return { status: 200, body: shownEntry(entry, await reviewsOf(database, organisation, [id])) };
    },
    eraseWatchWords: ({ member, params: { id } }) =>
      eraseTexts(deps, member, { kind: "watchlist entry", id, erase: eraseWatchWords }),
  };
}

/** @throws ProblemError `NotFound` */
async function entryOf(sql: Sql, organisation: Address, id: string): Promise<WatchEntry> {
  const entry = await watchEntryById(sql, organisation, id);
  if (entry === undefined) throw notFound();
  return entry;
}

/** @throws ProblemError `RequestInvalid` for a day that is over or too far away */
function reviewDayOf(date: string, now: number): number {
  const [day, today] = [dayNumber(date), Math.floor(now / DAY)];
  if (day >= today && day <= today + LONGEST_DAYS) return day;
  throw instantInvalid("body.reviewBy", `give a day in the next ${LONGEST_DAYS}`);
}

function rulingHandlers(deps: GatewayDeps): Pick<Handlers<Operations>, Ruling> {
  const { database, now } = deps;
  const rules = async (organisation: Address) => ({
    items: (await watchRulesOf(database, organisation, MOST_RULES)).map(shownRules),
  });
  return {
    setWatchRules: async ({ member: { organisation, account }, body }) => {
      await database.transaction(async (tx) => {
        await setWatchRules(tx, organisation, { ...body, setBy: account, at: now() });
        await beginWatching(tx, organisation, now());
      });
      return { status: 200, body: await rules(organisation) };
    },
    listWatchRules: async ({ member: { organisation } }) => ({ status: 200, body: await rules(organisation) }),
    readWatchDigest: async ({ member: { organisation }, params: { day } }) => {
      const span = await digestOf(database, organisation, dayNumber(day));
      if (span === undefined) throw notFound();
      return { status: 200, body: { day, ...(await shownDigest(deps, organisation, dayNumber(day), span)) } };
    },
  };
}

function shownRules({ at, ...rules }: StoredWatchRules) {
  return { ...rules, at: shownInstant(at) };
}

async function shownDigest({ database, tokens }: GatewayDeps, organisation: Address, day: number, span: DigestSpan) {
  const changed = await changedEntries(database, organisation, span, 2 * MOST_TOLD);
  const added = changed.filter(({ since }) => since > span.after && since <= span.until);
  const ended = changed.filter(({ ended }) => ended !== null && ended > span.after && ended <= span.until);
  const toReview = await entriesToReview(database, organisation, day, MOST_TOLD);
  const last = { found: span.until + 1, receivable: "0x" } as const;
  const exceptions = await exceptionsBefore(database, organisation, span.after + 1, last, MOST_TOLD);
  const shown = (rows: readonly WatchEntry[]) => shownEntries(database, organisation, rows.slice(0, MOST_TOLD));
  return {
    ...{ after: shownInstant(span.after), until: shownInstant(span.until) },
    ...{ added: await shown(added), ended: await shown(ended), toReview: await shown(toReview) },
    freezes: (await freezesBetween(database, organisation, span, MOST_TOLD)).map(shownFreeze),
    exceptions: exceptions.map((row) => shownLimitException(row, tokens)),
  };
}

async function shownEntries(sql: Sql, organisation: Address, rows: readonly WatchEntry[]) {
  const ids = rows.map(({ id }) => id);
  const reviews = Map.groupBy(await reviewsOf(sql, organisation, ids), ({ entry }) => entry);
  return rows.map((row) => shownEntry(row, reviews.get(row.id) ?? []));
}

function shownEntry(entry: WatchEntry, reviews: readonly WatchReview[]) {
  const { id, customer, cause, reason, addedBy, since, reviewDay, ended, endedBy, endReason } = entry;
  return {
    ...{ id, customer, cause, reason, addedBy, since: shownInstant(since), reviewBy: dateOfDay(reviewDay) },
    reviews: reviews.map(({ note, reviewDay: next, account, at }) => ({
      ...{ note, reviewBy: dateOfDay(next), account, at: shownInstant(at) },
    })),
    ended: ended === null ? null : { at: shownInstant(ended), by: endedBy, reason: endReason ?? "" },
  };
}
