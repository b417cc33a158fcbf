/** As of when a book is asked for: up to which block events count, and to which day fees accrue. */
import { dayAt } from "../../domain/factoring/bookRows.ts";
import type { DayOfBook } from "../../domain/factoring/bookRows.ts";
import type { Hex } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { cursorOf } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { lastKeptBlock } from "../../store/factorBookEvents.ts";
import type { BookQuery } from "../../wire/factorBook.ts";
import { instantInvalid } from "../access/refusals.ts";

const DAY = 86_400;
const LAST = Number.MAX_SAFE_INTEGER;

export interface AsOf {
  readonly block: number;
  /** Null where the index keeps nothing of the block but its number. */
  readonly hash: Hex | null;
  /** Unix seconds: of the block, or the end of the day that was asked for. */
  readonly instant: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly dayOf: DayOfBook;
}

export interface ShownAsOf {
  readonly block: number;
  readonly blockHash: Hex | null;
  readonly date: string;
}

/**
 * Undefined before the first block that counts. The clock of the gateway has no part in it.
 * @throws ProblemError `RequestInvalid` for a block that is not indexed, or a day before its block.
 */
export async function asOfBook(
  sql: Sql,
  { date, block }: Pick<BookQuery, "date" | "block">,
): Promise<AsOf | undefined> {
  const head = (await cursorOf(sql))?.folded.number;
  if (head === undefined) return undefined;
  if (block !== undefined && block > head) {
    throw instantInvalid("query.block", `the index has read up to ${head}: give that one or an earlier one`);
  }
  const end = date === undefined ? LAST : (dayNumber(date) + 1) * DAY - 1;
  const kept = await lastKeptBlock(sql, block ?? head, block === undefined ? end : LAST);
  if (kept === undefined) return undefined;
  const made = Math.floor(kept.timestamp / DAY);
  const number = block ?? kept.number;
  const hash = kept.number === number ? kept.hash : null;
  if (date === undefined) {
    if (hash === null) {
      throw instantInvalid("query.date", `the index keeps no time of block ${number}: give the day as well`);
    }
    const { timestamp } = kept;
    return { block: number, hash, instant: timestamp, date: dateOfDay(made), dayOf: dayAt(timestamp) };
  }
  const day = dayNumber(date);
  if (day < made) throw instantInvalid("query.date", `block ${number} is of ${dateOfDay(made)}: give no earlier day`);
  return { block: number, hash, instant: end, date, dayOf: () => day };
}

/** All that was recorded up to a block, for what has days of its own. @throws ProblemError `RequestInvalid` */
export async function asOfBlock(sql: Sql, block: number | undefined): Promise<AsOf | undefined> {
  const head = (await cursorOf(sql))?.folded.number;
  const kept = head === undefined ? undefined : await lastKeptBlock(sql, Math.min(block ?? head, head), LAST);
  if (kept === undefined) return undefined;
  return asOfBook(sql, { block: block ?? head, date: dateOfDay(Math.floor(kept.timestamp / DAY)) });
}

export function shownAsOf(asOf: AsOf | undefined): ShownAsOf | null {
  return asOf === undefined ? null : { block: asOf.block, blockHash: asOf.hash, date: asOf.date };
}
