/**
 * Looks at the customers of each organisation once a day: who is to be watched, who no longer is, and what was issued
 * past the gateway; and tells of it once. Any number of processes may do so at once: an organisation is held by one of
 * them, some customers at a time, and where they came to is stored with what they found.
 */
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { usePpm } from "../../domain/exposure/limit.ts";
import { causesOf } from "../../domain/exposure/watch.ts";
import type { WatchCause, WatchFacts } from "../../domain/exposure/watch.ts";
import { ratioPpm } from "../../domain/factoring/figures.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { Database, Transaction } from "../../store/database.ts";
import { exceptionsBefore } from "../../store/limitExceptions.ts";
import { claimSumsOf } from "../../store/limitExposures.ts";
import { freezeOn, freezesBetween } from "../../store/limitFreezes.ts";
import { raiseNotice } from "../../store/notices.ts";
import {
  addWatchEntry,
  changedEntries,
  endWatchEntry,
  entriesToReview,
  standingEntriesOf,
  watchRulesOf,
} from "../../store/watchlist.ts";
import type { StoredWatchRules } from "../../store/watchlist.ts";
import {
  beginWatchingPolicies,
  customersToWatch,
  holdWatchHead,
  keepDigest,
  moveWatchHead,
} from "../../store/watchlistHeads.ts";
import type { WatchHead } from "../../store/watchlistHeads.ts";
import type { NoticeKind } from "../../wire/notice.ts";
import { findPastGateway, isPastGateway } from "./pastGateway.ts";
import { limitsInForce, usesOf } from "./using.ts";

const DAY = 86_400;
const NOTICE: NoticeKind = "WatchlistDigest";
/** At a time, so that no transaction lasts. */
const CUSTOMERS = 25;
const MOST_TOLD = 100_000;
const USUAL_REVIEW_DAYS = 30;
const TRIES = 2;

export interface WatchDeps {
  readonly database: Database;
  readonly logger: Logger;
  /** Unix seconds. */
  readonly now: () => number;
}

/** What a look is at: a customer, or the telling of an organisation's day. */
interface Place {
  readonly organisation: Address;
  readonly customer?: Address;
}

interface Held {
  place?: Place;
}

/**
 * Looks at some customers of one organisation; false where nobody is left for today. A customer with whom that fails
 * twice is passed over until the next day, and logged: it holds up no other. So is the telling of a day, of which the
 * next one then tells.
 */
export async function watchLimits(deps: WatchDeps): Promise<boolean> {
  const failed = new Map<string, number>();
  for (;;) {
    const held: Held = {};
    try {
      return await lookOnce(deps, failed, held);
    } catch (error) {
      if (held.place === undefined) throw error;
      const key = keyOf(held.place);
      const times = (failed.get(key) ?? 0) + 1;
      failed.set(key, times);
      if (times === TRIES) deps.logger.warn({ ...held.place, err: error }, "limits are not looked at, or told of");
    }
  }
}

function keyOf({ organisation, customer }: Place): string {
  return `${organisation} ${customer ?? "told"}`;
}

async function lookOnce(
  { database, now }: WatchDeps,
  failed: ReadonlyMap<string, number>,
  held: Held,
): Promise<boolean> {
  const at = now();
  const day = Math.floor(at / DAY);
  return database.transaction(async (tx) => {
    await beginWatchingPolicies(tx, at);
    const head = await holdWatchHead(tx, day);
    if (head === undefined) return false;
    // A look that took past midnight is ended as that of its own day.
    const current: WatchHead = head.isDone ? { ...head, day, isDone: false, after: null } : head;
    const { organisation, after } = current;
    const customers = await customersToWatch(tx, organisation, after, CUSTOMERS);
    const [rules] = await watchRulesOf(tx, organisation, 1);
    const isBroken = (place: Place): boolean => (failed.get(keyOf(place)) ?? 0) >= TRIES;
    for (const customer of customers) {
      if (isBroken({ organisation, customer })) continue;
      held.place = { organisation, customer };
      await lookAt(tx, current, customer, rules, at);
    }
    held.place = { organisation };
    const isDone = customers.length < CUSTOMERS;
    const isTold = isDone && !isBroken(held.place);
    if (isTold) await tell(tx, current, at);
    const reached = { after: customers.at(-1) ?? after, told: isTold ? at : current.told };
    await moveWatchHead(tx, { organisation, day: current.day, isDone, ...reached });
    return true;
  });
}

async function lookAt(
  tx: Transaction,
  head: WatchHead,
  customer: Address,
  rules: StoredWatchRules | undefined,
  at: number,
): Promise<void> {
  const { organisation } = head;
  const facts = await factsOf(tx, head, customer, at);
  const causes = causesOf(stated(rules), facts);
  const standing = await standingEntriesOf(tx, organisation, customer);
  for (const cause of causes) {
    if (standing.some((entry) => entry.cause === cause)) continue;
    const reviewDay = head.day + (rules?.reviewDays ?? USUAL_REVIEW_DAYS);
    const made = { id: randomUUID(), organisation, customer, cause, reason: reasonOf(cause, facts) };
    await addWatchEntry(tx, { ...made, addedBy: null, since: at, reviewDay });
  }
  for (const { id, cause, addedBy } of standing) {
    if (addedBy !== null || causes.includes(cause)) continue;
    await endWatchEntry(tx, organisation, id, { by: null, reason: "the rule holds no more", at });
  }
}

function stated(rules: StoredWatchRules | undefined) {
  return {
    limitUse: rules?.limitUse ?? undefined,
    daysOverdue: rules?.daysOverdue ?? undefined,
    disputedShare: rules?.disputedShare ?? undefined,
  };
}

function reasonOf(cause: WatchCause, { usePpm: use = 0n, daysOverdue, disputedPpm }: WatchFacts): string {
  switch (cause) {
    case "limitUse":
      return `${use} parts per million of a limit are used`;
    case "daysOverdue":
      return `${daysOverdue} days past due`;
    case "disputedShare":
      return `${disputedPpm} parts per million of what is owed are disputed`;
    case "frozen":
      return "its limit is frozen";
    case "pastGateway":
      return "beyond its limit by what was issued past the gateway";
    case "manual":
      return "";
  }
}

async function factsOf(
  tx: Transaction,
  { organisation, since }: WatchHead,
  customer: Address,
  at: number,
): Promise<WatchFacts> {
  const { limits, standing } = await limitsInForce(tx, organisation, customer, at);
  const asked = { organisation, customer, since, at };
  if (limits.length > 0 || standing !== undefined) await findPastGateway(tx, asked, limits);
  const uses = await usesOf(tx, organisation, limits, at);
  const claims = await claimSumsOf(tx, { organisation, customers: [customer], at });
  const own = claims.filter(({ place, currency }) => place !== "away" && currency !== null);
  const byCurrency = Map.groupBy(own, ({ currency }) => currency);
  const shares = [...byCurrency.values()].map((same) => {
    const open = same.reduce((sum, claim) => sum + claim.open, 0n);
    return open === 0n
      ? 0n
      : ratioPpm(
          same.reduce((sum, claim) => sum + claim.disputed, 0n),
          open,
        );
  });
  const largest = (values: readonly bigint[]) => values.reduce((most, one) => (one > most ? one : most), 0n);
  return {
    usePpm: uses.length === 0 ? undefined : largest(uses.map((use) => usePpm(use.exposure, use.limit))),
    daysOverdue: Math.max(0, ...own.map(({ daysPast }) => daysPast)),
    disputedPpm: largest(shares),
    isFrozen: (await freezeOn(tx, organisation, customer)) !== undefined,
    isPastGateway: await isPastGateway(tx, asked, limits),
  };
}

/** Nothing to tell is no mail. */
async function tell(tx: Transaction, { organisation, day, told }: WatchHead, at: number): Promise<void> {
  const span = { after: told, until: at };
  const changed = await changedEntries(tx, organisation, span, MOST_TOLD);
  const last = { found: at + 1, receivable: "0x" } as const;
  const counts = {
    added: changed.filter(({ since }) => since > told).length,
    ended: changed.filter(({ ended }) => ended !== null).length,
    toReview: (await entriesToReview(tx, organisation, day, MOST_TOLD)).length,
    frozen: (await freezesBetween(tx, organisation, span, MOST_TOLD)).length,
    exceptions: (await exceptionsBefore(tx, organisation, told + 1, last, MOST_TOLD)).length,
  };
  if (Object.values(counts).every((count) => count === 0)) return;
  await keepDigest(tx, organisation, day, span);
  const data = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count.toString()]));
  const notice = { key: `${NOTICE} ${organisation} ${day}`, kind: NOTICE, data: { day: dateOfDay(day), ...data }, at };
  await raiseNotice(tx, notice, { organisations: [organisation], isAlarm: false });
}
