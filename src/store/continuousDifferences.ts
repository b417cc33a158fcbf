/** What became of each difference of a pair whose books are compared again and again. */
import type { ClearedWhy, DifferenceClass, Owner } from "../domain/ledgerDifference.ts";
import type { BookSide } from "../domain/ledgerItem.ts";
import type { Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema, after that of the continuous reconciliations. A difference that was cleared stays. */
export const CONTINUOUS_DIFFERENCE_TABLES: readonly string[] = [
  `create table continuous_differences (
    number bigint generated always as identity primary key,
    continuous bigint not null references continuous_reconciliations (number),
    key bytea not null,
    class text not null,
    owner text not null,
    amount numeric(80, 0) not null,
    due text,
    found bigint not null,
    changed bigint not null,
    cleared bigint,
    why text,
    gone_from jsonb,
    documents jsonb not null,
    follows bytea,
    body jsonb not null,
    unique (continuous, key)
  )`,
  "create index continuous_differences_open on continuous_differences (continuous, number) where cleared is null",
];

export interface StoredLife {
  readonly key: Hex;
  readonly class: DifferenceClass;
  readonly owner: Owner;
  /** Minor units. */
  readonly amount: bigint;
  /** `YYYY-MM-DD` */
  readonly due: string | null;
  /** Unix seconds. */
  readonly found: number;
  readonly changed: number;
  readonly cleared: { readonly at: number; readonly why: ClearedWhy; readonly from: readonly BookSide[] } | null;
  readonly documents: Readonly<Record<BookSide, readonly Hex[]>>;
  /** The key of one that was gone when this one was found, about one of its documents. */
  readonly follows: Hex | null;
  /** As it was shown when it was last found. */
  readonly body: unknown;
}

/** A difference with its place in lists. */
export interface PlacedLife extends StoredLife {
  readonly number: number;
}

const LIFE =
  "number, key, class, owner, amount, due, found, changed, documents, follows, body, " +
  "case when cleared is null then null else " +
  "json_build_object('at', cleared, 'why', why, 'from', gone_from) end as cleared";

/** All that were ever found. */
export async function livesOf(sql: Sql, continuous: number): Promise<readonly PlacedLife[]> {
  const text = `select ${LIFE} from continuous_differences where continuous = $1 order by number`;
  return sql.query<PlacedLife>(text, [continuous]);
}

/** The one about something. */
export async function lifeOf(sql: Sql, continuous: number, key: Hex): Promise<PlacedLife | undefined> {
  const text = `select ${LIFE} from continuous_differences where continuous = $1 and key = $2`;
  return (await sql.query<PlacedLife>(text, [continuous, bytes(key)]))[0];
}

export interface LifeFilter {
  readonly state: "open" | "cleared";
  readonly class?: DifferenceClass;
  readonly owner?: Owner;
}

/** In the order in which they were first found. */
export async function livesAfter(
  sql: Sql,
  continuous: number,
  filter: LifeFilter,
  after: number,
  limit: number,
): Promise<readonly PlacedLife[]> {
  return sql.query<PlacedLife>(
    `select ${LIFE} from continuous_differences
     where continuous = $1 and cleared is ${filter.state === "open" ? "" : "not"} null and number > $2
       and ($3::text is null or class = $3) and ($4::text is null or owner = $4) order by number limit $5`,
    [continuous, after, filter.class ?? null, filter.owner ?? null, limit],
  );
}

/** How many are open of each of some pairs. */
export async function openCounts(sql: Sql, continuous: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await sql.query<{ continuous: number; count: number }>(
    `select continuous, count(*)::int as count from continuous_differences
     where continuous = any($1) and cleared is null group by continuous`,
    [continuous],
  );
  return new Map(rows.map((row) => [row.continuous, row.count]));
}

/** Writes differences as they are now, whether they are new or known; each once. */
export async function putLives(tx: Transaction, continuous: number, lives: readonly StoredLife[]): Promise<void> {
  for (let start = 0; start < lives.length; start += BATCH) {
    const batch = lives.slice(start, start + BATCH);
    await tx.query(
      `insert into continuous_differences
         (continuous, key, class, owner, amount, due, found, changed, cleared, why, gone_from, documents,
          follows, body)
       select $1, * from unnest($2::bytea[], $3::text[], $4::text[], $5::numeric[], $6::text[], $7::bigint[],
         $8::bigint[], $9::bigint[], $10::text[], $11::jsonb[], $12::jsonb[], $13::bytea[], $14::jsonb[])
       on conflict (continuous, key) do update set class = excluded.class, owner = excluded.owner,
         amount = excluded.amount, due = excluded.due, changed = excluded.changed, cleared = excluded.cleared,
         why = excluded.why, gone_from = excluded.gone_from, documents = excluded.documents, body = excluded.body`,
      [
        continuous,
        batch.map(({ key }) => bytes(key)),
        batch.map((life) => life.class),
        batch.map(({ owner }) => owner),
        batch.map(({ amount }) => amount),
        batch.map(({ due }) => due),
        batch.map(({ found }) => found),
        batch.map(({ changed }) => changed),
        batch.map(({ cleared }) => cleared?.at ?? null),
        batch.map(({ cleared }) => cleared?.why ?? null),
        batch.map(({ cleared }) => (cleared === null ? null : JSON.stringify(cleared.from))),
        batch.map(({ documents }) => JSON.stringify(documents)),
        batch.map(({ follows }) => follows && bytes(follows)),
        batch.map(({ body }) => JSON.stringify(body)),
      ],
    );
  }
}

/** So many at once, so that no statement grows with what a file holds. */
const BATCH = 1_000;
