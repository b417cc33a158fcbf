/** A party's receivables, page by page. */
import type { Address, Hex, Status } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

export type Role = "supplier" | "buyer" | "holder";
const ROLES: readonly Role[] = ["supplier", "buyer", "holder"];

/** Whose receivables, and which of them. What is left out is not asked. */
export interface ReceivableFilter {
  readonly party: Address;
  /** What the party is to them; any of the three if left out. */
  readonly role?: Role;
  readonly statuses?: readonly Status[];
  /** Day numbers, both included; what has its due day sealed is in no range. */
  readonly dueFrom?: number;
  readonly dueTo?: number;
  readonly closed?: boolean;
  /** Whether some of it is disputed. */
  readonly disputed?: boolean;
}

/** Both are orders of an index: by due day, sealed ones last; or by the block of the last event. */
export type ReceivableOrder = "due" | "changed";

/** Where a page ended: the value that it is sorted by, and the id. */
export interface PageEnd {
  readonly value: number;
  readonly id: Hex;
}

export interface PageRequest {
  readonly order: ReceivableOrder;
  readonly isDescending: boolean;
  /** The most rows of a page. */
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: PageEnd;
}

/** A receivable as a list shows it. Null is what the chain does not tell. */
export interface ReceivableSummary {
  readonly id: Hex;
  readonly supplier: Address;
  readonly buyer: Address;
  readonly holder: Address;
  readonly invoice: Hex;
  readonly line: number;
  readonly policy: number;
  readonly revision: number;
  readonly status: Status;
  readonly closed: boolean;
  readonly locked: boolean;
  readonly writtenOff: boolean;
  readonly part: boolean;
  readonly advices: number;
  readonly disputed: bigint;
  readonly settled: bigint;
  readonly credited: bigint;
  readonly currency: Address | null;
  readonly amount: bigint | null;
  readonly dueDay: number | null;
  readonly issuedBlock: number;
  readonly changedBlock: number;
}

export interface ReceivablePage {
  readonly rows: readonly ReceivableSummary[];
  /** What the next page comes after; undefined at the end. */
  readonly next: PageEnd | undefined;
}

const SUMMARY =
  "id, supplier, buyer, holder, invoice, line, policy, revision, status, closed, locked, " +
  'written_off as "writtenOff", part, advices, disputed, settled, credited, currency, amount, due_day as "dueDay", ' +
  'issued_block as "issuedBlock", changed_block as "changedBlock"';

/** Later than any due day of the ledger, which are 32 bits. */
const SEALED = 4_294_967_296;

interface Sorting {
  /** What a page is sorted by, as the index has it. */
  readonly column: string;
  readonly read: (row: ReceivableSummary) => number;
}

const SORTINGS: Readonly<Record<ReceivableOrder, Sorting>> = {
  due: { column: `coalesce(due_day, ${SEALED})`, read: ({ dueDay }) => dueDay ?? SEALED },
  changed: { column: "changed_block", read: ({ changedBlock }) => changedBlock },
};

/**
 * A page of a party's receivables. Pages never repeat a row or leave one out among those that do not move meanwhile,
 * and the hundredth page costs what the first one does. Nothing is counted.
 */
export async function listReceivables(sql: Sql, filter: ReceivableFilter, page: PageRequest): Promise<ReceivablePage> {
  const { text, values } = statement(filter, page);
  const found = await sql.query<ReceivableSummary>(text, values);
  const rows = found.slice(0, page.limit);
  const last = rows.at(-1);
  const hasMore = found.length > rows.length && last !== undefined;
  return { rows, next: hasMore ? { value: SORTINGS[page.order].read(last), id: last.id } : undefined };
}

function statement(filter: ReceivableFilter, page: PageRequest): { text: string; values: readonly SqlValue[] } {
  const values: SqlValue[] = [];
  const parameter = (value: SqlValue): string => `$${values.push(value)}`;
  const { column } = SORTINGS[page.order];
  const party = parameter(bytes(filter.party));
  const conditions = [...conditionsOf(filter, parameter), ...afterOf(page, column, parameter)].map(
    (one) => ` and ${one}`,
  );
  const limit = parameter(page.limit + 1);
  const direction = page.isDescending ? "desc" : "asc";
  // Each role is a stretch of its own index; what a party is twice comes once, since equal ids are united.
  const stretches = (filter.role === undefined ? ROLES : [filter.role]).map(
    (role) =>
      `(select id as found, ${column} as place from receivables where ${role} = ${party}${conditions.join("")} ` +
      `order by ${column} ${direction}, id ${direction} limit ${limit})`,
  );
  const text =
    `select ${SUMMARY} from (select found, place from (${stretches.join(" union ")}) as stretches ` +
    `order by place ${direction}, found ${direction} limit ${limit}) as page ` +
    `join receivables on id = found order by place ${direction}, id ${direction}`;
  return { text, values };
}

function conditionsOf(filter: ReceivableFilter, parameter: (value: SqlValue) => string): readonly string[] {
  const { statuses, dueFrom, dueTo, closed, disputed } = filter;
  const due = SORTINGS.due.column;
  return [
    ...(statuses === undefined ? [] : [`status = any(${parameter(statuses)})`]),
    ...(dueFrom === undefined ? [] : [`${due} >= ${parameter(dueFrom)}`, `${due} < ${SEALED}`]),
    ...(dueTo === undefined ? [] : [`${due} <= ${parameter(Math.min(dueTo, SEALED - 1))}`]),
    ...(closed === undefined ? [] : [closed ? "closed" : "not closed"]),
    ...(disputed === undefined ? [] : [disputed ? "disputed <> 0" : "disputed = 0"]),
  ];
}

function afterOf(page: PageRequest, column: string, parameter: (value: SqlValue) => string): readonly string[] {
  if (page.after === undefined) return [];
  const beyond = page.isDescending ? "<" : ">";
  return [`(${column}, id) ${beyond} (${parameter(page.after.value)}, ${parameter(bytes(page.after.id))})`];
}
