/** What the gateway reads of receivables: always one state of the index, and only what takes part in concerns. */
import type { z } from "zod";
import type { LedgerEvent } from "../../domain/events.ts";
import { Status } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import { cursorOf, eventsOf } from "../../store/chainTables.ts";
import type { Cursor, StoredEvent } from "../../store/chainTables.ts";
import { openingOf } from "../../store/openings.ts";
import type { Opening } from "../../store/openings.ts";
import type { Database, Sql } from "../../store/database.ts";
import { listReceivables } from "../../store/listing.ts";
import type { PageEnd, ReceivableFilter } from "../../store/listing.ts";
import { takesPart } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import type { StoredState } from "../../store/stateRow.ts";
import type { ListQuery, receivablePage } from "../../wire/receivable.ts";
import type { asOf } from "../../wire/service.ts";
import { ProblemError } from "../http/problems.ts";
import type { Cursors } from "./cursors.ts";
import type { Tokens } from "./showing.ts";
import { summaryOf } from "./summary.ts";

/** All there is to tell of one receivable. */
export interface ReadReceivable {
  readonly stored: StoredState;
  /** Undefined where the terms are in the open. */
  readonly opening: Opening | undefined;
  readonly events: readonly (StoredEvent & { readonly event: LedgerEvent })[];
  readonly cursor: Cursor | undefined;
}

/** One receivable; undefined if there is none, or none in which the organisation takes part. */
export async function readReceivable(
  database: Database,
  organisation: Address,
  id: Hex,
): Promise<ReadReceivable | undefined> {
  if (!(await takesPart(database, organisation, id))) return undefined;
  return atOneInstant(database, async (sql) => {
    const stored = (await statesOf(sql, [id])).get(id);
    if (stored === undefined) return undefined;
    const events = await eventsOf(sql, [id]);
    const { agreed, commitment } = stored.state;
    const opening = agreed?.openTerms === undefined ? await openingOf(sql, id, commitment) : undefined;
    return { stored, opening, events: events.filter(isOfLedger), cursor: await cursorOf(sql) };
  });
}

/** A page of an organisation's list. @throws ProblemError `CursorInvalid` */
export async function readPage(
  database: Database,
  organisation: Address,
  query: ListQuery,
  { cursors, tokens }: { readonly cursors: Cursors; readonly tokens: Tokens },
): Promise<z.output<typeof receivablePage>> {
  const { cursor: given, limit, ...list } = query;
  const name = JSON.stringify([organisation, list]);
  const after = given === undefined ? undefined : cursors.open(name, given);
  if (given !== undefined && after === undefined) {
    throw new ProblemError("CursorInvalid", "pass `next` back unchanged, with the same filters and order");
  }
  const page = {
    order: query.sort,
    isDescending: query.order === "desc",
    limit,
    // Whatever opens was sealed here.
    ...(after === undefined ? {} : { after: after as PageEnd }),
  };
  return atOneInstant(database, async (sql) => {
    const { rows, next } = await listReceivables(sql, filterOf(organisation, query), page);
    return {
      items: rows.map((row) => summaryOf(row, organisation, tokens)),
      next: next === undefined ? null : cursors.seal(name, next),
      asOf: shownCursor(await cursorOf(sql)),
    };
  });
}

/** Up to which block an answer reaches. */
export function shownCursor(cursor: Cursor | undefined): z.output<typeof asOf> | null {
  if (cursor === undefined) return null;
  const { folded, safe, final, basis } = cursor;
  return { block: folded.number, blockHash: folded.hash, safe: safe.number, finalised: final.number, basis };
}

function filterOf(party: Address, query: ListQuery): ReceivableFilter {
  const { role, status, closed, disputed, dueFrom, dueTo } = query;
  return {
    party,
    ...(role === undefined ? {} : { role }),
    ...(status === undefined ? {} : { statuses: [Status[status]] }),
    ...(closed === undefined ? {} : { closed }),
    ...(disputed === undefined ? {} : { disputed }),
    ...(dueFrom === undefined ? {} : { dueFrom: dayNumber(dueFrom) }),
    ...(dueTo === undefined ? {} : { dueTo: dayNumber(dueTo) }),
  };
}

/** Statements of one answer see one state, whatever the index writes meanwhile. */
function atOneInstant<Result>(database: Database, read: (sql: Sql) => Promise<Result>): Promise<Result> {
  return database.transaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read, read only");
    return read(tx);
  });
}

/** The directory's events are about no receivable. */
function isOfLedger(stored: StoredEvent): stored is StoredEvent & { readonly event: LedgerEvent } {
  return "id" in stored.event;
}
