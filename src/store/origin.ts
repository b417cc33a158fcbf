/**
 * Where a receivable comes from: those that it is a part of, and what the ledger recorded of their splits and holders.
 */
import { originOf } from "../domain/origin.ts";
import type { EventInTime, Identity, Origin } from "../domain/origin.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { EVENT_FIELDS, eventIn } from "./eventRows.ts";
import type { EventRow } from "./eventRows.ts";
import { bytes } from "./values.ts";

export interface StoredOrigin extends Origin {
  /** Whether the first link is the one that was issued; otherwise there are more before it than are read. */
  readonly complete: boolean;
  /** Face of the first link as it was agreed last, minor units; null where it is sealed and was not opened here. */
  readonly face: bigint | null;
  /** Of the last link; null as the face. */
  readonly currency: Address | null;
}

interface Step extends Identity {
  readonly id: Hex;
  readonly currency: Address | null;
  readonly amount: bigint | null;
}

/** What splits and holders follow from. */
const TELLING: readonly string[] = ["ReceivableSplit", "Transfer"];

/** @param most So many links at most, the nearest ones. @returns undefined for what nobody has issued. */
export async function readOrigin(sql: Sql, id: Hex, most: number): Promise<StoredOrigin | undefined> {
  // One more than is told, since the split that made a part is an event of its whole.
  const path = await pathTo(sql, id, most + 1);
  const [first, last] = [path[0], path.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const { links, into } = originOf(path, await tellingEvents(sql, path));
  const complete = path.length <= most;
  return { links: complete ? links : links.slice(1), into, complete, face: first.amount, currency: last.currency };
}

/** What each of some receivables is a part of, the nearest one first; nothing of those that are no parts. */
export async function wholesOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, readonly Hex[]>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ readonly part: Hex; readonly whole: Hex }>(
    `with recursive path (part, whole, depth) as (
       select id, invoice, 1 from receivables where id = any($1) and part
       union all
       select path.part, r.invoice, depth + 1 from path join receivables r on r.id = path.whole where r.part
     )
     select part, whole from path order by part, depth`,
    [ids.map(bytes)],
  );
  const byPart = Map.groupBy(rows, ({ part }) => part);
  return new Map([...byPart].map(([part, path]) => [part, path.map(({ whole }) => whole)]));
}

/** The first one first. */
async function pathTo(sql: Sql, id: Hex, most: number): Promise<readonly Step[]> {
  return sql.query<Step>(
    `with recursive path (id, whole, depth) as (
       select id, case when part then invoice end, 1 from receivables where id = $1 and supplier is not null
       union all
       select r.id, case when r.part then r.invoice end, depth + 1
       from path join receivables r on r.id = whole where depth < $2
     )
     select r.id, r.supplier, r.buyer, r.invoice, r.line,
       coalesce(r.currency, o.currency) as currency, coalesce(r.amount, o.amount) as amount
     from path join receivables r using (id) left join openings o using (id) order by depth desc`,
    [bytes(id), most],
  );
}

async function tellingEvents(sql: Sql, path: readonly Step[]): Promise<readonly EventInTime[]> {
  const rows = await sql.query<EventRow>(
    `select ${EVENT_FIELDS} from events join blocks on number = block_number
     where receivable_id = any($1) and name = any($2) order by block_number, log_index`,
    [path.map(({ id }) => bytes(id)), TELLING],
  );
  // The ledger alone writes events of these names.
  return rows.map((row) => eventIn(row) as EventInTime);
}
