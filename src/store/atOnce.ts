/**
 * What an answer needs, in one statement: it sees one state, whatever is written meanwhile, and costs the database one
 * question instead of a transaction.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import { assignmentOver } from "./assignments.ts";
import type { Assignment } from "./assignments.ts";
import { captionsIn, captionsOver } from "./captions.ts";
import type { Captions, CaptionsJson } from "./captions.ts";
import type { StoredEvent } from "./chainTables.ts";
import type { Sql } from "./database.ts";
import { eventOf } from "./eventBody.ts";
import type { AnyEvent } from "./eventBody.ts";
import { isPartyOf } from "./holders.ts";
import { pageOf, statementOf } from "./listing.ts";
import type { PageRequest, ReceivableFilter, ReceivablePage, ReceivableSummary } from "./listing.ts";
import { STATES, storedOf } from "./readModel.ts";
import type { ReadState } from "./readModel.ts";
import { STANDING } from "./standing.ts";
import type { StoredState } from "./stateRow.ts";
import { bytes, hexOf } from "./values.ts";

/** A row, and whom it is to be paid to where it was assigned. */
export type AssignedRow = ReceivableSummary & { readonly assignment: Assignment | null };

/** A page, what its rows are called, and up to where it reaches. */
export interface PageAsOf extends Omit<ReceivablePage, "rows"> {
  readonly rows: readonly AssignedRow[];
  readonly captions: Captions;
  /** As `standing.ts` has it. */
  readonly standing: string | undefined;
}

/** A receivable with its events in the order of the chain. */
export interface OpenReceivable {
  readonly stored: StoredState;
  readonly events: readonly StoredEvent[];
  readonly assignment: Assignment | null;
  readonly captions: Captions;
  /** As `standing.ts` has it. */
  readonly standing: string | undefined;
}

type EventJson = readonly [
  blockNumber: number,
  logIndex: number,
  blockHash: string,
  transactionHash: string,
  address: string,
  name: string,
  body: unknown,
  timestamp: number,
];

const EVENTS =
  "(select json_agg(json_build_array(block_number, log_index, block_hash, transaction_hash, address, name, body, " +
  "timestamp) order by block_number, log_index) from events join blocks on number = block_number " +
  "where receivable_id = receivables.id)";

/** What of a receivable is read beside its state. */
const OPENED = `${EVENTS} as told, ${assignmentOver("receivables")} as assignment, ${STANDING} as standing`;

/** As `listReceivables`, with the captions and the standing of the same state. */
export async function listAsOf(sql: Sql, filter: ReceivableFilter, page: PageRequest): Promise<PageAsOf> {
  const { text, values, planning } = statementOf(filter, page);
  const [asking, isParty] = [`$${values.length + 1}`, `$${values.length + 2}`];
  // There is a row for the standing even where the page has none.
  const found = await sql.query<
    AssignedRow & {
      readonly standing: string | null;
      readonly captions: CaptionsJson;
      readonly row: number | null;
    }
  >(
    `with page as materialized (select *, ${assignmentOver("rows")} as assignment, row_number() over () as row
       from (${text}) as rows)
     select page.*, case when coalesce(row, 1) = 1 then ${STANDING} end as standing,
       case when row = 1 then ${captionsOver(asking, isParty)} end as captions
     from (select 1) as one left join page on true order by row`,
    [...values, bytes(filter.party), filter.shown === undefined],
    planning,
  );
  const rows = found.filter(({ row }) => row !== null);
  const captions = captionsIn(found[0]?.captions ?? null);
  const { next, rows: shown } = pageOf(rows, page);
  // Pages are made of the rows that were found.
  return { next, rows: shown as readonly AssignedRow[], captions, standing: found[0]?.standing ?? undefined };
}

/**
 * A receivable whose terms the chain shows, for somebody who takes part in it; undefined for any other, be there one or
 * not.
 */
export async function readOpenReceivable(sql: Sql, party: Address, id: Hex): Promise<OpenReceivable | undefined> {
  const [row] = await sql.query<
    ReadState & {
      readonly told: readonly EventJson[];
      readonly assignment: Assignment | null;
      readonly standing: string | null;
      readonly captions: CaptionsJson;
    }
  >(
    `with page as materialized (${STATES(OPENED)}
       where id = $1 and ${isPartyOf("$2")} and currency is not null)
     select page.*, ${captionsOver("$2", "true")} as captions from page`,
    [bytes(id), bytes(party)],
  );
  if (row === undefined) return undefined;
  return {
    stored: storedOf(row),
    events: row.told.map((told) => eventIn(id, told)),
    assignment: row.assignment,
    captions: captionsIn(row.captions),
    standing: row.standing ?? undefined,
  };
}

function eventIn(id: Hex, json: EventJson): StoredEvent {
  const [blockNumber, logIndex, blockHash, transactionHash, address, name, body, timestamp] = json;
  const place = { blockHash: hexOf(blockHash), transactionHash: hexOf(transactionHash), address: hexOf(address) };
  // What has the id of a receivable was written by the ledger.
  return { event: eventOf(name, id, body) as AnyEvent, at: { ...place, blockNumber, logIndex }, timestamp };
}
