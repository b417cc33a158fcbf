/** Who holds what for whom, since when, and who held it before: from the transfers that the ledger recorded. */
import { NoticeKind, NoticeReply } from "../domain/factoring/notice.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { EVENT_FIELDS, eventIn } from "./eventRows.ts";
import type { EventRow, StoredChainEvent } from "./eventRows.ts";
import { behind } from "./holders.ts";
import { bytes } from "./values.ts";

/** Where a receivable is. */
export interface Holding {
  /** The token's owner. */
  readonly holder: Address;
  /** The factor whose desk the holder is, or the holder itself. */
  readonly owner: Address;
  /** From whom it came to the holder, a factor for its desk; undefined where it was issued to the holder. */
  readonly before: Address | undefined;
  /** When it came there, unix seconds. */
  readonly since: number;
}

/** To whom a receivable is owed that was assigned, or of which a notice was given; instants are unix seconds. */
export interface Assignment {
  /** Whom to pay: whoever is behind the holder. */
  readonly payee: Address;
  /** When the holder got it. */
  readonly since: number;
  /**
   * The last notice since then that names the holder as payee, of those that the debtor answered if it did answer one:
   * to give it once more takes no answer back. Null before there is one.
   */
  readonly notice: {
    readonly hash: Hex;
    readonly kind: NoticeKind;
    readonly reply: NoticeReply;
    readonly given: number;
  } | null;
}

const hex = (column: string): string => `'0x' || encode(${column}, 'hex')`;

/** Nobody, from whom whatever is issued comes. */
const NOBODY = `'0x${"00".repeat(20)}'`;

/**
 * An expression for the {@link Assignment} of a row; null of what its supplier holds and nobody gave notice of. Anybody
 * can write a notice that names a holder as payee; only one that names who had it before as well is of this assignment.
 * @param r The row's table, of which it reads `id, supplier` and `holder`.
 */
export function assignmentOver(r: string): string {
  return `case when ${r}.holder <> ${r}.supplier or exists
      (select from notice_receivables n where n.id = ${r}.id) then (
    select json_build_object('payee', ${hex(behind(`${r}.holder`))}, 'since', b.timestamp, 'notice', (
      select json_build_object('hash', ${hex("n.hash")}, 'kind', n.kind, 'reply', n.reply, 'given', g.timestamp)
      from notice_receivables named join assignment_notices n on n.hash = named.hash
        join blocks g on g.number = n.given_block
      where named.id = ${r}.id and n.payee = ${r}.holder
        and case n.kind when ${NoticeKind.Assigned} then n.assignor else n.assignee end = ${senderOf("e", r)}
        and (n.given_block, n.given_log) > (e.block_number, e.log_index)
      order by n.reply > ${NoticeReply.Received} desc, n.given_block desc, n.given_log desc limit 1))
    from events e join blocks b on b.number = e.block_number
    where e.receivable_id = ${r}.id and e.name = 'Transfer' and e.body ->> 'from' <> e.body ->> 'to'
      and (${r}.holder <> ${r}.supplier or e.body ->> 'from' <> ${NOBODY})
    order by e.block_number desc, e.log_index desc limit 1) end`;
}

/** Who had a receivable before a transfer `e`; of a part that was born with its holder, the supplier. */
function senderOf(e: string, r: string): string {
  const sender = `decode(substr(${e}.body ->> 'from', 3), 'hex')`;
  return `case when ${e}.body ->> 'from' <> ${NOBODY} then ${behind(sender)} else ${r}.supplier end`;
}

/** Of each that was assigned, or of which a notice was given. */
export async function assignmentsOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, Assignment>> {
  const rows = await sql.query<{ readonly id: Hex; readonly assignment: Assignment | null }>(
    `select id, ${assignmentOver("receivables")} as assignment from receivables where id = any($1)`,
    [ids.map(bytes)],
  );
  return new Map(rows.flatMap(({ id, assignment }) => (assignment === null ? [] : [[id, assignment] as const])));
}

/** Of each that was issued. */
export async function holdingsOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, Holding>> {
  const rows = await sql.query<Omit<Holding, "before"> & { readonly id: Hex; readonly sender: Address | null }>(
    `select r.id, r.holder, ${behind("r.holder")} as owner, came.since,
       nullif(came.sender, ${behind("r.holder")}) as sender
     from receivables r cross join lateral (
       select b.timestamp as since, ${senderOf("e", "r")} as sender
       from events e join blocks b on b.number = e.block_number
       where e.receivable_id = r.id and e.name = 'Transfer' and e.body ->> 'from' <> e.body ->> 'to'
       order by e.block_number desc, e.log_index desc limit 1) as came
     where r.id = any($1)`,
    [ids.map(bytes)],
  );
  return new Map(rows.map(({ id, sender, ...rest }) => [id, { ...rest, before: sender ?? undefined }]));
}

/** The filings that a secured party stated, as events in the order of the chain. */
export async function filingEventsBy(sql: Sql, secured: Address): Promise<readonly StoredChainEvent[]> {
  const rows = await sql.query<EventRow>(
    `select ${EVENT_FIELDS} from filings f join events using (block_number, log_index)
       join blocks b on b.number = block_number
     where f.secured = $1 order by block_number, log_index`,
    [bytes(secured)],
  );
  return rows.map(eventIn);
}

/** When the ledger recorded that receivables went to an account, in the order of the chain. */
export async function transfersTo(sql: Sql, ids: readonly Hex[], to: Address): Promise<readonly StoredChainEvent[]> {
  const rows = await sql.query<EventRow>(
    `select ${EVENT_FIELDS} from events join blocks on number = block_number
     where receivable_id = any($1) and name = 'Transfer' and body ->> 'to' = $2 order by block_number, log_index`,
    [ids.map(bytes), to],
  );
  return rows.map(eventIn);
}

/** What a debtor said here in words, of replies to a notice that it signed or sent. */
export async function repliesSaid(sql: Sql, notice: Hex, debtor: Address): Promise<readonly string[]> {
  const rows = await sql.query<{ said: string | null }>(
    `select body ->> 'said' as said from intents
     where notice = $1 and organisation = $2 and verb = 'replyToNotice' and withdrawn is null order by prepared desc`,
    [bytes(notice), bytes(debtor)],
  );
  return rows.flatMap(({ said }) => said ?? []);
}
