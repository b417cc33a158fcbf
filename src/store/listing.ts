/** A party's receivables, page by page. */
import type { Address, Hex, Status } from "../domain/receivable.ts";
import { OPENED, OPENING_PLACE } from "./openings.ts";
import type { ContentState } from "./openings.ts";
import type { Sql } from "./database.ts";
import { grantShows } from "./grants.ts";
import type { GrantKind } from "./grants.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

export type Role = "supplier" | "buyer" | "holder";
const ROLES: readonly Role[] = ["supplier", "buyer", "holder"];

/** Whose receivables, and which of them. What is left out is not asked. */
export interface ReceivableFilter {
  readonly party: Address;
  /** What the party is to them; any of the three if left out. */
  readonly role?: Role;
  /** Instead of what the party takes part in: what it is shown by grants of a kind that are in force at an instant. */
  readonly shown?: { readonly by: GrantKind; readonly now: number };
  readonly statuses?: readonly Status[];
  /** Day numbers, both included; what has a due day that nobody here knows is in no range. */
  readonly dueFrom?: number;
  readonly dueTo?: number;
  readonly closed?: boolean;
  /** Whether some of it is disputed. */
  readonly disputed?: boolean;
}

/** By due day, where it is in the open or was opened, the others last; or by the block of the last event. */
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

/** A receivable as a list shows it. Null is what neither the chain tells nor anybody opened. */
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
  /** Whence currency, amount and due day are known. */
  readonly content: ContentState;
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
  'written_off as "writtenOff", part, advices, disputed, settled, credited, ' +
  "coalesce(currency, opened_currency) as currency, coalesce(amount, opened_amount) as amount, " +
  'coalesce(due_day, opened_due_day) as "dueDay", ' +
  "case when currency is null then coalesce(outcome, 'sealed') else 'open' end as content, " +
  'issued_block as "issuedBlock", changed_block as "changedBlock"';

/** Later than any due day of the ledger, which are 32 bits. */
const SEALED = 4_294_967_296;
const OPEN_PLACE = `coalesce(due_day, ${SEALED})`;

/** Rows in the order of an index of their table, `owner`. */
interface Stretch {
  readonly from: string;
  readonly owner: "receivables" | "openings";
  /** What they are sorted by, as the index has it. */
  readonly place: string;
  readonly due: string;
  readonly only?: string;
}

interface Sorting {
  /** Together they hold every receivable, each once. */
  readonly stretches: readonly Stretch[];
  readonly read: (row: ReceivableSummary) => number;
}

const SORTINGS: Readonly<Record<ReceivableOrder, Sorting>> = {
  due: {
    stretches: [
      {
        ...{ from: "receivables", owner: "receivables", place: OPEN_PLACE, due: OPEN_PLACE },
        only: `${OPEN_PLACE} < ${SEALED}`,
      },
      {
        ...{ from: "openings join receivables on receivables.id = openings.id", owner: "openings" },
        ...{ place: OPENING_PLACE, due: OPENING_PLACE },
      },
    ],
    read: ({ dueDay }) => dueDay ?? SEALED,
  },
  changed: {
    stretches: [
      {
        ...{ from: "receivables", owner: "receivables", place: "changed_block" },
        due: `coalesce(due_day, (select o.due_day from openings o where o.id = receivables.id), ${SEALED})`,
      },
    ],
    read: ({ changedBlock }) => changedBlock,
  },
};

/**
 * A page of a party's receivables. Pages never repeat a row or leave one out among those that do not move meanwhile,
 * and the hundredth page costs what the first one does. Nothing is counted.
 */
export async function listReceivables(sql: Sql, filter: ReceivableFilter, page: PageRequest): Promise<ReceivablePage> {
  const { text, values } = statementOf(filter, page);
  return pageOf(await sql.query<ReceivableSummary>(text, values), page);
}

/** The rows that {@link statementOf} finds are one more than the page has, if another page follows. */
export function pageOf(found: readonly ReceivableSummary[], page: PageRequest): ReceivablePage {
  const rows = found.slice(0, page.limit);
  const last = rows.at(-1);
  const hasMore = found.length > rows.length && last !== undefined;
  return { rows, next: hasMore ? { value: SORTINGS[page.order].read(last), id: last.id } : undefined };
}

export function statementOf(
  filter: ReceivableFilter,
  page: PageRequest,
): { text: string; values: readonly SqlValue[] } {
  const values: SqlValue[] = [];
  const parameter = (value: SqlValue): string => `$${values.push(value)}`;
  const after = page.after && [parameter(page.after.value), parameter(bytes(page.after.id))].join(", ");
  const conditions = conditionsOf(filter, parameter);
  const limit = parameter(page.limit + 1);
  const direction = page.isDescending ? "desc" : "asc";
  const stretches = (whose: Whose): string[] =>
    SORTINGS[page.order].stretches.map(({ from, owner, place, due, only }) => {
      const beyond = after && `(${place}, ${owner}.id) ${page.isDescending ? "<" : ">"} (${after})`;
      const all = [whose(owner), only, beyond, ...conditions.map((condition) => condition(due))];
      return (
        `(select ${owner}.id as found, ${place} as place from ${from} ` +
        `where ${all.filter((one) => one !== undefined).join(" and ")} ` +
        `order by ${place} ${direction}, ${owner}.id ${direction} limit ${limit})`
      );
    });
  // What comes by two ways comes once, since equal ids are united.
  const { whose, within } = filter.shown ? grantedOf(filter, filter.shown, parameter) : ownOf(filter, parameter);
  const found = within(whose.flatMap(stretches).join(" union "));
  const text =
    `select ${SUMMARY} from (select found, place from (${found}) as stretches ` +
    `order by place ${direction}, found ${direction} limit ${limit}) as page ` +
    `join receivables on id = found left join ${OPENED} on opened_id = id ` +
    `order by place ${direction}, id ${direction}`;
  return { text, values };
}

/** Which rows of a stretch, by the table whose index it is a stretch of. */
type Whose = (owner: Stretch["owner"]) => string;

/** Stretches, and what stands around them. */
interface Found {
  readonly whose: readonly Whose[];
  readonly within: (stretches: string) => string;
}

/** What the party takes part in: each role is a stretch of its own index. */
function ownOf({ party, role }: ReceivableFilter, parameter: (value: SqlValue) => string): Found {
  const own = parameter(bytes(party));
  const whose = (role === undefined ? ROLES : [role]).map(
    (one): Whose =>
      (owner) =>
        `${owner}.${one} = ${own}`,
  );
  return { whose, within: (stretches) => stretches };
}

/** What is shown by grants: for each of them the stretches of its grantor, or what it lists. */
function grantedOf(
  { party }: ReceivableFilter,
  { by, now }: NonNullable<ReceivableFilter["shown"]>,
  parameter: (value: SqlValue) => string,
): Found {
  const [grantee, kind] = [parameter(bytes(party)), parameter(by)];
  const shows = grantShows(`${parameter(now)}::bigint`, "receivables");
  const ofGrantor = ROLES.map(
    (role): Whose =>
      (owner) =>
        `not g.listed and ${owner}.${role} = g.grantor and ${shows}`,
  );
  const listed: Whose = (owner) =>
    `g.listed and ${owner}.id in (select receivable_id from grant_receivables i ` +
    `where i.grantor = g.grantor and i.grant_id = g.id) and ${shows}`;
  return {
    whose: [...ofGrantor, listed],
    within: (stretches) =>
      `select shown.found, shown.place from grants g cross join lateral (${stretches}) as shown ` +
      `where g.grantee = ${grantee} and g.kind = ${kind} and g.revoked is null`,
  };
}

/** What each row has to meet, given the due day of its stretch. */
function conditionsOf(
  filter: ReceivableFilter,
  parameter: (value: SqlValue) => string,
): readonly ((due: string) => string)[] {
  const { statuses, dueFrom, dueTo, closed, disputed } = filter;
  const conditions: ((due: string) => string)[] = [];
  if (statuses !== undefined) conditions.push(always(`status = any(${parameter(statuses)})`));
  if (dueFrom !== undefined) {
    const from = parameter(dueFrom);
    conditions.push((due) => `${due} >= ${from} and ${due} < ${SEALED}`);
  }
  if (dueTo !== undefined) {
    const to = parameter(Math.min(dueTo, SEALED - 1));
    conditions.push((due) => `${due} <= ${to}`);
  }
  if (closed !== undefined) conditions.push(always(closed ? "closed" : "not closed"));
  if (disputed !== undefined) conditions.push(always(disputed ? "disputed <> 0" : "disputed = 0"));
  return conditions;
}

function always(condition: string): () => string {
  return () => condition;
}
