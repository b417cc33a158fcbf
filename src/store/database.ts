/**
 * The port to the database. Two engines stand behind it, PostgreSQL on a server and PGlite in this process, and both
 * run the same SQL: parameters are `$1`, bytea is {@link Hex}, numeric is bigint, int8 a number, jsonb a plain value.
 * Every error is a `StoreError`, see `errors.ts`.
 */
import type { SqlScalar, SqlValue } from "./values.ts";

/**
 * Whether the way to answer a statement is kept and taken again whatever its values, which suits what is asked often;
 * or looked for anew, which suits a statement whose best way depends on its values, or that has too many texts to keep.
 */
export type Planning = "kept" | "anew";

/** Unless told otherwise, the way of a statement with values is kept. */
export function isKept(values: readonly SqlValue[], planning: Planning | undefined): boolean {
  return planning === undefined ? values.length > 0 : planning === "kept";
}

export interface Sql {
  /** One statement. `Row` says what its columns are; see the file's head for how their types arrive. */
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly SqlValue[],
    planning?: Planning,
  ): Promise<readonly Row[]>;
}

export interface Transaction extends Sql {
  /** `COPY … FROM STDIN` in this transaction. Bytes are given as `bytes()` of `values.ts` makes them. */
  copy(table: string, columns: readonly string[], rows: Iterable<readonly SqlScalar[]>): Promise<void>;
}

/** Something that runs work in one transaction: all of it is stored, or nothing where the work throws. */
export interface Transactions {
  /**
   * Work must use `tx` alone: PGlite has one connection, and waits for the transaction to end before it answers anyone
   * else. When it returns, what the work did survives the death of this process.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

/**
 * The right to a duty, such as to write the index. On PostgreSQL it is an advisory lock of one session, and its
 * transactions run in that
 * very session: whoever lost the lock can commit nothing any more.
 */
export interface Leadership extends Transactions {
  /** Aborted when the session is gone or was given up. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** What only one process at a time may do: write the index, or send transactions with the relayer's key. */
export type Duty = "index" | "relays";

export type Engine = "PostgreSQL" | "PGlite";

export interface Database extends Sql, Transactions {
  readonly engine: Engine;
  /** The right to a duty, the index unless told; undefined while somebody else has it. */
  lead(duty?: Duty): Promise<Leadership | undefined>;
  /** Waits for what is running. Afterwards everything is refused. */
  close(): Promise<void>;
}
