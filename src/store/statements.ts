/** The statements as they stand on chain. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Standing } from "../domain/statementFold.ts";
import type { Sql, Transaction } from "./database.ts";
import { rowOfStatement, STATEMENT_COLUMNS, statementOfRow } from "./statementRow.ts";
import type { StatementRow, StoredStatement } from "./statementRow.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

const SIDE_COLUMNS = ["supplier", "buyer"].map(
  (side) =>
    `${side}_root bytea, ${side}_version integer, ${side}_keys bytea, ${side}_reply_by bigint, ` +
    `${side}_reply smallint, ${side}_result bytea, ${side}_exceptions bigint`,
);

/**
 * A step of the schema. Events of statements lie with all others, so that one order and one feed hold both; the
 * contract counts its nonces apart from the ledger's, and so do the tables. Who follows no statements has none.
 */
export const STATEMENT_TABLES: readonly string[] = [
  "alter table identity add column statements bytea",
  "alter table events add column statement_id bytea",
  `create index events_of_statement on events (statement_id, block_number, log_index)
    where statement_id is not null`,
  // The last of a kind is found at once, however often a side does something else.
  `create index events_of_statement_by_name on events (statement_id, name, block_number, log_index)
    where statement_id is not null`,
  "alter table retractions add column statement_id bytea",
  `create table statements (
    id bytea primary key,
    supplier bytea not null,
    buyer bytea not null,
    currency bytea not null,
    cut_off bigint not null,
    standing text not null,
    ${SIDE_COLUMNS.join(",\n    ")},
    posted_block bigint not null,
    changed_block bigint not null,
    changed_log integer not null
  )`,
  "create index statements_of_supplier on statements (supplier, cut_off, id)",
  "create index statements_of_buyer on statements (buyer, cut_off, id)",
  `create table spent_statement_nonces (
    signer bytea not null,
    nonce numeric(80, 0) not null,
    primary key (signer, nonce)
  )`,
];

/** Which statements of an organisation; what is left out is not asked. */
export interface StatementFilter {
  /** What the organisation is to them; either if left out. */
  readonly role?: "supplier" | "buyer";
  /** The other side. */
  readonly counterparty?: Address;
  readonly standing?: Standing;
  /** Unix seconds, both included. */
  readonly cutOffFrom?: number;
  readonly cutOffTo?: number;
}

/** Where a page ended. */
export interface StatementPlace {
  readonly cutOff: number;
  readonly id: Hex;
}

const COLUMNS = STATEMENT_COLUMNS.join(", ");

/** One statement as it stands; undefined if nobody has posted it. */
export async function statementOf(sql: Sql, id: Hex): Promise<StoredStatement | undefined> {
  return (await statementsByIds(sql, [id])).get(id);
}

/** Statements as they stand; one that nobody has posted has no entry. */
export async function statementsByIds(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, StoredStatement>> {
  const rows = await sql.query<StatementRow>(`select ${COLUMNS} from statements where id = any($1)`, [ids.map(bytes)]);
  return new Map(rows.map((row) => [row.id, statementOfRow(row)]));
}

/** All statements, in the order of their ids, page by page. */
export async function statementsAfter(sql: Sql, id: Hex, limit: number): Promise<readonly StoredStatement[]> {
  const text = `select ${COLUMNS} from statements where id > $1 order by id limit $2`;
  return (await sql.query<StatementRow>(text, [bytes(id), limit])).map(statementOfRow);
}

/**
 * Statements of which an organisation is the supplier or the buyer, the latest cut-off first, so many after a place.
 * Pages never repeat a statement or leave one out, since neither cut-off nor id of one ever changes.
 */
export async function statementsOf(
  sql: Sql,
  organisation: Address,
  filter: StatementFilter,
  after: StatementPlace | undefined,
  limit: number,
): Promise<readonly StoredStatement[]> {
  const values: SqlValue[] = [];
  const parameter = (value: SqlValue): string => `$${values.push(value)}`;
  const conditions = conditionsOf(filter, parameter);
  if (after !== undefined) {
    conditions.push(`(cut_off, id) < (${parameter(after.cutOff)}, ${parameter(bytes(after.id))})`);
  }
  const [own, most] = [parameter(bytes(organisation)), parameter(limit)];
  const other = filter.counterparty && parameter(bytes(filter.counterparty));
  const order = `order by cut_off desc, id desc limit ${most}`;
  // Each role is a stretch of an index of its own, and nobody is both.
  const stretches = ROLES.filter(([role]) => (filter.role ?? role) === role).map(([role, otherRole]) => {
    const all = [`${role} = ${own}`, ...(other === undefined ? [] : [`${otherRole} = ${other}`]), ...conditions];
    return `(select ${COLUMNS} from statements where ${all.join(" and ")} ${order})`;
  });
  const text = `select * from (${stretches.join(" union all ")}) as found ${order}`;
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (await sql.query<StatementRow>(text, values, isFiltered ? "anew" : "kept")).map(statementOfRow);
}

const ROLES = [
  ["supplier", "buyer"],
  ["buyer", "supplier"],
] as const;

function conditionsOf(
  { standing, cutOffFrom, cutOffTo }: StatementFilter,
  parameter: (value: SqlValue) => string,
): string[] {
  return [
    ...(standing === undefined ? [] : [`standing = ${parameter(standing)}`]),
    ...(cutOffFrom === undefined ? [] : [`cut_off >= ${parameter(cutOffFrom)}`]),
    ...(cutOffTo === undefined ? [] : [`cut_off <= ${parameter(cutOffTo)}`]),
  ];
}

/** Whether a signer's nonce was used or voided for statements; the ledger counts its own. */
export async function isStatementNonceSpent(sql: Sql, signer: Address, nonce: bigint): Promise<boolean> {
  const [row] = await sql.query("select 1 from spent_statement_nonces where signer = $1 and nonce = $2", [
    bytes(signer),
    nonce,
  ]);
  return row !== undefined;
}

/** Writes statements as they stand now, whether they are new or known. An id comes once. */
export async function upsertStatements(tx: Transaction, statements: readonly StoredStatement[]): Promise<void> {
  await removeStatements(
    tx,
    statements.map(({ state }) => state.id),
  );
  await tx.copy("statements", STATEMENT_COLUMNS, statements.map(rowOfStatement));
}

/** Removes statements that no event tells of any more. */
export async function removeStatements(tx: Transaction, ids: readonly Hex[]): Promise<void> {
  await tx.query("delete from statements where id = any($1)", [ids.map(bytes)]);
}
