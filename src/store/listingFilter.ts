/** Which rows of a list are asked for, as conditions of SQL. */
import type { Address, Hex, Status } from "../domain/receivable.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

/**
 * A step of the schema. Days of issue become numbers of blocks before a single receivable is looked at, since what is
 * kept of a receivable is the number.
 */
export const LISTING_INDEXES: readonly string[] = [
  "create index blocks_by_time on blocks (timestamp, number)",
  "create index openings_by_sum on openings (currency, amount) where currency is not null",
];

/** Later than any due day of the ledger, which are 32 bits. */
export const SEALED = 4_294_967_296;

/** An amount of one currency, in its minor units, both ends included. */
export interface SumRange {
  readonly currency: Address;
  readonly from?: bigint;
  readonly to?: bigint;
}

/** What each row has to meet, whoever asks. What is left out is not asked. */
export interface RowFilter {
  readonly statuses?: readonly Status[];
  /** Day numbers, both included; what has a due day that nobody here knows is in no range. */
  readonly dueFrom?: number;
  readonly dueTo?: number;
  readonly closed?: boolean;
  /** Whether some of it is disputed. */
  readonly disputed?: boolean;
  /** `Header.invoice`. */
  readonly invoice?: Hex;
  /** In one of these ranges; what has an amount that nobody here knows is in none. */
  readonly sums?: readonly SumRange[];
  /** Unix seconds, both included: when the block was made that recorded the issue. */
  readonly issuedFrom?: number;
  readonly issuedTo?: number;
  /** Who looks after it for which organisation. */
  readonly caretaker?: { readonly organisation: Address; readonly account: Address };
}

/** Where the terms of a row stand, as far as they are known here. */
export interface KnownTerms {
  readonly due: string;
  readonly currency: string;
  readonly amount: string;
}

/** Whether a filter is about terms, so that it has to be known where they stand. */
export function asksForTerms({ dueFrom, dueTo, sums }: RowFilter): boolean {
  return dueFrom !== undefined || dueTo !== undefined || sums !== undefined;
}

export type Parameter = (value: SqlValue) => string;

/** A condition, given where the terms stand. */
export type Condition = (known: KnownTerms) => string;

export function conditionsOf(filter: RowFilter, parameter: Parameter): readonly Condition[] {
  const { statuses, closed, disputed, invoice, caretaker } = filter;
  const conditions = [...dueConditions(filter, parameter), ...sumConditions(filter, parameter)];
  const always = (condition: string): void => {
    conditions.push(() => condition);
  };
  if (statuses !== undefined) always(`status = any(${parameter(statuses)})`);
  if (closed !== undefined) always(closed ? "closed" : "not closed");
  if (disputed !== undefined) always(disputed ? "disputed <> 0" : "disputed = 0");
  if (invoice !== undefined) always(`receivables.invoice = ${parameter(bytes(invoice))}`);
  if (caretaker !== undefined) {
    const [organisation, account] = [parameter(bytes(caretaker.organisation)), parameter(bytes(caretaker.account))];
    always(
      "receivables.id in (select c.receivable_id from caretakers c " +
        `where c.organisation = ${organisation} and c.account = ${account})`,
    );
  }
  return [...conditions, ...issueConditions(filter, parameter)];
}

function dueConditions({ dueFrom, dueTo }: RowFilter, parameter: Parameter): Condition[] {
  const conditions: Condition[] = [];
  if (dueFrom !== undefined) {
    const from = parameter(dueFrom);
    conditions.push(({ due }) => `${due} >= ${from} and ${due} < ${SEALED}`);
  }
  if (dueTo !== undefined) {
    const to = parameter(Math.min(dueTo, SEALED - 1));
    conditions.push(({ due }) => `${due} <= ${to}`);
  }
  return conditions;
}

function sumConditions({ sums }: RowFilter, parameter: Parameter): readonly Condition[] {
  if (sums === undefined) return [];
  const ranges = sums.map(({ currency: wanted, from, to }): Condition => {
    const own = parameter(bytes(wanted));
    const least = from === undefined ? undefined : parameter(from);
    const most = to === undefined ? undefined : parameter(to);
    return ({ currency, amount }) =>
      [
        `${currency} = ${own}`,
        ...(least === undefined ? [] : [`${amount} >= ${least}`]),
        ...(most === undefined ? [] : [`${amount} <= ${most}`]),
      ].join(" and ");
  });
  return [(known) => `(${ranges.map((range) => `(${range(known)})`).join(" or ") || "false"})`];
}

/** Blocks follow each other in time, so that the first and the last block of a time hold all that was issued in it. */
function issueConditions({ issuedFrom, issuedTo }: RowFilter, parameter: Parameter): readonly Condition[] {
  const conditions: string[] = [];
  if (issuedFrom !== undefined) {
    conditions.push(
      "receivables.issued_block >= " +
        `(select number from blocks where timestamp >= ${parameter(issuedFrom)} order by timestamp, number limit 1)`,
    );
  }
  if (issuedTo !== undefined) {
    conditions.push(
      `receivables.issued_block <= (select number from blocks where timestamp <= ${parameter(issuedTo)} ` +
        "order by timestamp desc, number desc limit 1)",
    );
  }
  return conditions.map((condition) => () => condition);
}
