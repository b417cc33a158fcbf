/** A book as it is read: the history up to a block, folded, from one state of the tables. */
import { walkBook } from "../../domain/factoring/book.ts";
import type { BookHistory, BookState } from "../../domain/factoring/book.ts";
import { facilitiesOf } from "../../domain/factoring/bookFacilities.ts";
import type { FacilityUse, KnownLimits } from "../../domain/factoring/bookFacilities.ts";
import { rowsOf } from "../../domain/factoring/bookRows.ts";
import type { BookedRow } from "../../domain/factoring/bookRows.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { bookHistoryOf, lastKeptBlock, soldReceivables } from "../../store/factorBookEvents.ts";
import type { BookOwner } from "../../store/factorBookEvents.ts";
import { offersOf } from "../../store/factorBookOffers.ts";
import { ProblemError } from "../http/problems.ts";
import type { AsOf } from "./asOf.ts";

/** So many receivables are folded for one answer. */
export const MOST_BOOKED = 20_000;

export interface ReadBook {
  readonly asOf: AsOf;
  readonly owner: BookOwner;
  readonly history: BookHistory;
  readonly state: BookState;
  readonly rows: readonly BookedRow[];
}

const DAY = 86_400;
/** More than the twelve months that dilution looks back, whatever the zone. */
const DAYS_LOOKED_BACK = 400;

/**
 * A book without what was over long before its day, which is in none of its sums.
 * @throws ProblemError `AccountTooLong`
 */
export async function readBook(sql: Sql, owner: BookOwner, asOf: AsOf): Promise<ReadBook> {
  const long = await lastKeptBlock(sql, asOf.block, asOf.instant - DAYS_LOOKED_BACK * DAY);
  return readSince(sql, owner, asOf, long?.number ?? 0);
}

/** A book from the first sale on. @throws ProblemError `AccountTooLong` */
export function readWholeBook(sql: Sql, owner: BookOwner, asOf: AsOf): Promise<ReadBook> {
  return readSince(sql, owner, asOf, 0);
}

async function readSince(sql: Sql, owner: BookOwner, asOf: AsOf, since: number): Promise<ReadBook> {
  const sold = await soldReceivables(sql, owner, since, MOST_BOOKED + 1);
  if (sold.ids.length > MOST_BOOKED) throw tooLong();
  const history = await bookHistoryOf(sql, sold, asOf.block);
  const state = walkBook(history);
  const rows = rowsOf(state, history, asOf.dayOf).filter((row) => isOf(owner, row));
  return { asOf, owner, history, state, rows };
}

export function tooLong(): ProblemError {
  const wayOut = "ask for an earlier block, or read it from the chain";
  return new ProblemError("AccountTooLong", `the book is of more than ${MOST_BOOKED} receivables: ${wayOut}`);
}

/** Offers with their use; limits as far as they were signed by way of this gateway. */
export async function readFacilities(sql: Sql, { owner, state }: ReadBook): Promise<readonly FacilityUse[]> {
  return facilitiesOf(state, await limitsOf(sql, owner.party, state));
}

async function limitsOf(sql: Sql, factor: Address, { deals }: BookState): Promise<ReadonlyMap<Hex, KnownLimits>> {
  const hashes = new Set([...deals.values()].map(({ deal }) => deal.offer));
  return offersOf(sql, factor, [...hashes]);
}

/** What was sold to one factor may have been sold to another one before. */
function isOf({ role, party }: BookOwner, row: BookedRow): boolean {
  return row[role] === party;
}
