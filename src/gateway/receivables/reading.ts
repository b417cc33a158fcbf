/** What the gateway reads of receivables: always one state of the index, and only what concerns who asks. */
import type { z } from "zod";
import type { LedgerEvent } from "../../domain/events.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { assignmentsOf } from "../../store/assignments.ts";
import type { Assignment } from "../../store/assignments.ts";
import { captionsOf } from "../../store/captions.ts";
import type { Captions } from "../../store/captions.ts";
import { eventsOf } from "../../store/chainTables.ts";
import type { Cursor, StoredEvent } from "../../store/chainTables.ts";
import { openingOf } from "../../store/openings.ts";
import type { Opening } from "../../store/openings.ts";
import type { Database, Sql } from "../../store/database.ts";
import { deskOf } from "../../store/desks.ts";
import type { GrantKind } from "../../store/grants.ts";
import { listAsOf, readOpenReceivable } from "../../store/atOnce.ts";
import type { PageEnd } from "../../store/listing.ts";
import { grantsThatShow, maySee } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import { cursorIn, standingOf } from "../../store/standing.ts";
import type { StoredState } from "../../store/stateRow.ts";
import type { ListQuery, ReceivablePage } from "../../wire/receivable.ts";
import type { asOf } from "../../wire/service.ts";
import { ProblemError } from "../http/problems.ts";
import type { Made } from "../http/rendered.ts";
import type { Cursors } from "./cursors.ts";
import { filterOf } from "./filtering.ts";
import type { Tokens } from "./showing.ts";
import { rowOf, summaryOf } from "./summary.ts";

/** All there is to tell of one receivable. */
export interface ReadReceivable {
  readonly stored: StoredState;
  /** By which kinds of grants it is shown; none where the organisation takes part. */
  readonly shownBy: readonly GrantKind[];
  /** Undefined where the terms are in the open. */
  readonly opening: Opening | undefined;
  readonly events: readonly (StoredEvent & { readonly event: LedgerEvent })[];
  /** Null of what its supplier holds and nobody gave notice of. */
  readonly assignment: Assignment | null;
  readonly captions: Captions;
  /** Of the tables when it was read, as `standing.ts` has it. */
  readonly standing: string | undefined;
}

/** One receivable; undefined if there is none, or none that the organisation may see. @param now Unix seconds. */
export async function readReceivable(
  database: Database,
  organisation: Address,
  id: Hex,
  now: number,
): Promise<ReadReceivable | undefined> {
  const open = await readOpenReceivable(database, organisation, id);
  if (open !== undefined) return { ...open, events: open.events.filter(isOfLedger), shownBy: [], opening: undefined };
  if (!(await maySee(database, organisation, id, now))) return undefined;
  return atOneInstant(database, async (sql) => {
    const stored = (await statesOf(sql, [id])).get(id);
    if (stored === undefined) return undefined;
    const { header } = stored.state.agreed ?? {};
    const assignment = (await assignmentsOf(sql, [id])).get(id) ?? null;
    const { holder } = stored.state;
    const isParty = [header?.supplier, header?.buyer, holder, assignment?.payee].includes(organisation);
    const shownBy = isParty ? [] : await grantsThatShow(sql, organisation, id, now);
    // It may have been taken back, or sold, since the first look.
    if (!isParty && shownBy.length === 0) return undefined;
    const events = await eventsOf(sql, [id]);
    const { agreed, commitment } = stored.state;
    const opening = agreed?.openTerms === undefined ? await openingOf(sql, id, commitment) : undefined;
    const captions = await captionsOf(sql, { asking: organisation, isParty }, rowOf(stored, opening, assignment));
    const standing = await standingOf(sql);
    return { stored, shownBy, opening, events: events.filter(isOfLedger), assignment, captions, standing };
  });
}

/**
 * A page of an organisation's list; what grants show is that of an instant, and not to be kept.
 * @throws ProblemError `CursorInvalid`, `CurrencyUnknown`
 */
export async function readPage(
  database: Database,
  organisation: Address,
  query: ListQuery,
  { cursors, tokens, now }: { readonly cursors: Cursors; readonly tokens: Tokens; readonly now: number },
): Promise<Made<ReceivablePage>> {
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
  const { counterparty } = query;
  const counterpartyDesk = counterparty && (await deskOf(database, counterparty));
  const filter = { ...filterOf(organisation, query, { tokens, now }), ...(counterpartyDesk && { counterpartyDesk }) };
  const shownBy = filter.shown === undefined ? [] : [filter.shown.by];
  const { rows, next, captions, standing } = await listAsOf(database, filter, page);
  const body = {
    items: rows.map((row) => summaryOf(row, { organisation, shownBy }, { tokens, captions })),
    next: next === undefined ? null : cursors.seal(name, next),
    asOf: shownCursor(cursorIn(standing)),
  };
  return { standing: shownBy.length === 0 ? standing : undefined, body };
}

/** Up to which block an answer reaches. */
export function shownCursor(cursor: Cursor | undefined): z.output<typeof asOf> | null {
  if (cursor === undefined) return null;
  const { folded, safe, final, basis } = cursor;
  return { block: folded.number, blockHash: folded.hash, safe: safe.number, finalised: final.number, basis };
}

/** All questions of one answer see one state, whatever the index writes meanwhile. */
export function atOneInstant<Result>(database: Database, read: (sql: Sql) => Promise<Result>): Promise<Result> {
  return database.transaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read, read only");
    return read(tx);
  });
}

/** The directory's events are about no receivable. */
function isOfLedger(stored: StoredEvent): stored is StoredEvent & { readonly event: LedgerEvent } {
  return "id" in stored.event;
}
