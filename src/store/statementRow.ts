/** How a statement lies in its row: what it is about, each side in columns of its own, and where the two stand. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { BalanceReply } from "../domain/statement.ts";
import { standingOf } from "../domain/statementFold.ts";
import type { Side, Standing, StatementState } from "../domain/statementFold.ts";
import { bytes } from "./values.ts";
import type { SqlScalar } from "./values.ts";

/** A statement as it stands, and which events brought it there. */
export interface StoredStatement {
  readonly state: StatementState;
  /** The block of its first event. */
  readonly postedBlock: number;
  /** Where its last event stands. */
  readonly changedBlock: number;
  readonly changedLog: number;
}

type SideName = "supplier" | "buyer";
type Column = readonly [name: string, read: (row: StoredStatement) => SqlScalar];

/** All of a side is null until it has posted. */
const SIDE: Readonly<Record<string, (side: Side) => SqlScalar>> = {
  root: ({ root }) => bytes(root),
  version: ({ version }) => version,
  keys: ({ keys }) => bytes(keys),
  reply_by: ({ replyBy }) => replyBy,
  reply: ({ reply }) => reply,
  result: ({ exceptions }) => (exceptions === undefined ? null : bytes(exceptions.result)),
  exceptions: ({ exceptions }) => exceptions?.count ?? null,
};

const COLUMNS: readonly Column[] = [
  ["id", ({ state }) => bytes(state.id)],
  ["supplier", ({ state }) => bytes(state.statement.supplier)],
  ["buyer", ({ state }) => bytes(state.statement.buyer)],
  ["currency", ({ state }) => bytes(state.statement.currency)],
  ["cut_off", ({ state }) => state.statement.cutOff],
  ["standing", ({ state }) => standingOf(state)],
  ...sideColumns("supplier"),
  ...sideColumns("buyer"),
  ["posted_block", ({ postedBlock }) => postedBlock],
  ["changed_block", ({ changedBlock }) => changedBlock],
  ["changed_log", ({ changedLog }) => changedLog],
];

export const STATEMENT_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name);

function sideColumns(name: SideName): readonly Column[] {
  return Object.entries(SIDE).map(([column, read]) => [
    `${name}_${column}`,
    ({ state: { [name]: side } }) => (side === undefined ? null : read(side)),
  ]);
}

/** The values of {@link STATEMENT_COLUMNS}. */
export function rowOfStatement(stored: StoredStatement): readonly SqlScalar[] {
  return COLUMNS.map(([, read]) => read(stored));
}

type SidesRow = Readonly<
  Record<`${SideName}_root`, Hex | null> &
    Record<`${SideName}_keys`, Hex> &
    Record<`${SideName}_version` | `${SideName}_reply_by`, number> &
    Record<`${SideName}_reply`, BalanceReply> &
    Record<`${SideName}_result`, Hex | null> &
    Record<`${SideName}_exceptions`, number | null>
>;

/** A row of {@link STATEMENT_COLUMNS}. */
export interface StatementRow extends SidesRow {
  readonly id: Hex;
  readonly supplier: Address;
  readonly buyer: Address;
  readonly currency: Address;
  readonly cut_off: number;
  readonly standing: Standing;
  readonly posted_block: number;
  readonly changed_block: number;
  readonly changed_log: number;
}

/** The statement that {@link rowOfStatement} was given. */
export function statementOfRow(row: StatementRow): StoredStatement {
  const { id, supplier, buyer, currency, cut_off: cutOff } = row;
  return {
    state: {
      id,
      statement: { supplier, buyer, currency, cutOff },
      supplier: sideOf(row, "supplier"),
      buyer: sideOf(row, "buyer"),
    },
    postedBlock: row.posted_block,
    changedBlock: row.changed_block,
    changedLog: row.changed_log,
  };
}

function sideOf(row: StatementRow, name: SideName): Side | undefined {
  const root = row[`${name}_root`];
  if (root === null) return undefined;
  const [result, count] = [row[`${name}_result`], row[`${name}_exceptions`]];
  return {
    root,
    version: row[`${name}_version`],
    keys: row[`${name}_keys`],
    replyBy: row[`${name}_reply_by`],
    reply: row[`${name}_reply`],
    exceptions: result === null || count === null ? undefined : { result, count },
  };
}
