/** What was decided about bank entries, by which rule or by whom; nothing of it is ever forgotten. */
import { randomUUID } from "node:crypto";
import type { CashRule, MatchState, ShortReason, UndoCause } from "../domain/cashMatch.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { taggedJson, untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";

/** Why a payer kept something back, and who says so. */
export interface StatedReason {
  readonly code: ShortReason;
  readonly text: string;
  readonly account: Address;
  /** Unix seconds. */
  readonly at: number;
}

export interface NewCashMatch {
  /** A UUID; made up where nobody has named it. */
  readonly id?: string;
  readonly organisation: Address;
  /** The number of the entry. */
  readonly entry: number;
  /** The number of the job that decided; null where somebody did. */
  readonly run: number | null;
  readonly state: MatchState;
  /** Null where somebody matched by hand. */
  readonly rule: CashRule | null;
  /** Basis points. */
  readonly confidence: number;
  /** The party that paid, by the id of {@link MatchItem}s; "" where nobody knows. */
  readonly party: string;
  /** Hash of what it settles: the same decision again has the same. */
  readonly content: Hex;
  /** Allocations and explanation; bigints allowed. */
  readonly body: unknown;
  readonly decidedBy: Address | null;
  /** Unix seconds. */
  readonly decided: number;
  /** The number of the proposal that somebody confirmed. */
  readonly before: number | null;
}

export interface CashMatch extends NewCashMatch {
  readonly number: number;
  readonly id: string;
  readonly cause: UndoCause | null;
  readonly undoneBy: Address | null;
  readonly undone: number | null;
  readonly reason: StatedReason | null;
  readonly tending: boolean;
}

const MATCH =
  "number, organisation, id, entry, run, state, rule, confidence, party, content, body, " +
  'decided_by as "decidedBy", decided, before, cause, undone_by as "undoneBy", undone, reason, tending';

function read(rows: readonly CashMatch[]): readonly CashMatch[] {
  return rows.map((row) => ({ ...row, body: untagged(row.body) }));
}

/** Rows of one statement. */
const MOST_ROWS = 2_000;

/** Writes decisions, one for each entry, and has them stand. @returns their numbers by those of the entries */
export async function insertCashMatches(
  tx: Transaction,
  matches: readonly NewCashMatch[],
): Promise<ReadonlyMap<number, number>> {
  const numbers = new Map<number, number>();
  for (let first = 0; first < matches.length; first += MOST_ROWS) {
    const rows = matches.slice(first, first + MOST_ROWS);
    const written = await tx.query<{ number: number; entry: number }>(
      `with written as (insert into cash_matches (organisation, id, entry, run, state, rule, confidence, party, content,
         body, decided_by, decided, before)
       select * from unnest($1::bytea[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::int[],
         $8::text[], $9::bytea[], $10::jsonb[], $11::bytea[], $12::bigint[], $13::bigint[]) returning number, entry)
       update cash_entries set match = written.number from written where cash_entries.number = written.entry
       returning written.number, written.entry`,
      [
        rows.map(({ organisation }) => bytes(organisation)),
        rows.map(({ id }) => id ?? randomUUID()),
        rows.map(({ entry }) => entry),
        rows.map(({ run }) => run),
        rows.map(({ state }) => state),
        rows.map(({ rule }) => rule),
        rows.map(({ confidence }) => confidence),
        rows.map(({ party }) => party),
        rows.map(({ content }) => bytes(content)),
        rows.map(({ body }) => taggedJson(body)),
        rows.map(({ decidedBy }) => (decidedBy === null ? null : bytes(decidedBy))),
        rows.map(({ decided }) => decided),
        rows.map(({ before }) => before),
      ],
    );
    for (const { number, entry } of written) numbers.set(entry, number);
  }
  return numbers;
}

export async function cashMatchesOf(sql: Sql, numbers: readonly number[]): Promise<ReadonlyMap<number, CashMatch>> {
  const text = `select ${MATCH} from cash_matches where number = any($1)`;
  const rows = numbers.length === 0 ? [] : await sql.query<CashMatch>(text, [numbers]);
  return new Map(read(rows).map((match) => [match.number, match]));
}

export async function cashMatchBy(sql: Sql, id: string): Promise<CashMatch | undefined> {
  return read(await sql.query<CashMatch>(`select ${MATCH} from cash_matches where id = $1`, [id]))[0];
}

/** All that was ever decided about an entry, the latest first. */
export async function historyOf(sql: Sql, entry: number, limit: number): Promise<readonly CashMatch[]> {
  const text = `select ${MATCH} from cash_matches where entry = $1 order by number desc limit $2`;
  return read(await sql.query<CashMatch>(text, [entry, limit]));
}

/** Decisions that somebody undid or refused, of entries that nothing is posted for. */
export async function rejectedOf(
  sql: Sql,
  organisation: Address,
): Promise<readonly Pick<CashMatch, "entry" | "state" | "content">[]> {
  return sql.query(
    `select m.entry, m.state, m.content from cash_matches m where m.organisation = $1
       and m.state in ('undone', 'refused')
       and not exists (select from cash_matches p where p.entry = m.entry and p.state = 'posted')`,
    [bytes(organisation)],
  );
}

/** Another decision takes the place of one that only proposed. */
export async function supersede(tx: Transaction, numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return;
  await tx.query("update cash_matches set state = 'superseded' where number = any($1)", [numbers]);
}

/** Moves a decision to another state. */
export async function setMatchState(
  tx: Transaction,
  number: number,
  {
    state,
    cause = null,
    by = null,
    now,
  }: {
    readonly state: MatchState;
    readonly cause?: UndoCause | null;
    readonly by?: Address | null;
    readonly now: number;
  },
): Promise<void> {
  const isOver = state === "undone" || state === "refused";
  await tx.query("update cash_matches set state = $2, cause = $3, undone_by = $4, undone = $5 where number = $1", [
    number,
    state,
    cause,
    by === null ? null : bytes(by),
    isOver ? now : null,
  ]);
}

export async function stateReason(tx: Transaction, number: number, reason: StatedReason): Promise<void> {
  await tx.query("update cash_matches set reason = $2 where number = $1", [number, JSON.stringify(reason)]);
}

/** A line that somebody matched or confirmed with items of a party. */
export interface ConfirmedLine {
  /** The id of the entry. */
  readonly reference: string;
  readonly payerName: string;
  readonly payerAccount: string;
  readonly party: string;
  readonly decidedBy: Address;
}

/** What people decided and what stands: the latest first. */
export async function confirmedLines(
  sql: Sql,
  organisation: Address,
  limit: number,
): Promise<readonly ConfirmedLine[]> {
  return sql.query<ConfirmedLine>(
    `select e.id as reference, e.payer_name as "payerName", e.payer_account as "payerAccount", m.party,
       m.decided_by as "decidedBy" from cash_matches m join cash_entries e on e.number = m.entry
     where m.organisation = $1 and m.state = 'posted' and m.decided_by is not null and m.party <> ''
     order by m.number desc limit $2`,
    [bytes(organisation), limit],
  );
}
