/** A party's receivables, page by page. */
import type { Address, Hex, Status } from "../domain/receivable.ts";
import { OPENED, OPENING_PLACE } from "./openings.ts";
import type { ContentState } from "./openings.ts";
import type { Planning, Sql } from "./database.ts";
import { grantShows } from "./grants.ts";
import type { GrantKind } from "./grants.ts";
import { isPartyOf, waysOf } from "./holders.ts";
import { asksForTerms, conditionsOf, SEALED } from "./listingFilter.ts";
import type { KnownTerms, Parameter, RowFilter } from "./listingFilter.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

export type Role = "supplier" | "buyer" | "holder";
const ROLES: readonly Role[] = ["supplier", "buyer", "holder"];

/** Whose receivables, and which of them. What is left out is not asked. */
export interface ReceivableFilter extends RowFilter {
  readonly party: Address;
  /** What the party is to them; any of the three if left out. */
  readonly role?: Role;
  /** Instead of what the party takes part in: what it is shown by grants of a kind that are in force at an instant. */
  readonly shown?: { readonly by: GrantKind; readonly now: number };
  /** Who takes part in them as well: beside the party, in another role. */
  readonly counterparty?: Address;
  /** Its desk, if it is a factor: looked up beforehand, so that the plan is made for that very holder. */
  readonly counterpartyDesk?: Address;
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

const OPEN_PLACE = `coalesce(due_day, ${SEALED})`;

/** Rows in the order of an index of their table, `owner`. */
interface Stretch {
  readonly from: string;
  readonly owner: "receivables" | "openings";
  /** What they are sorted by, as the index has it. */
  readonly place: string;
  readonly known: KnownTerms;
  readonly only?: string;
}

interface Sorting {
  /** Together they hold every receivable, each once. */
  readonly stretches: readonly Stretch[];
  /** Instead, where the terms are asked for: what is in the open and what was opened lie in indexes of their own. */
  readonly byTerms: readonly Stretch[];
  readonly read: (row: ReceivableSummary) => number;
}

const OPEN: Pick<Stretch, "from" | "known"> = {
  from: "receivables",
  known: { due: OPEN_PLACE, currency: "receivables.currency", amount: "receivables.amount" },
};
const SEALED_ONCE: Pick<Stretch, "from" | "known"> = {
  from: "openings join receivables on receivables.id = openings.id",
  known: { due: OPENING_PLACE, currency: "openings.currency", amount: "openings.amount" },
};
const BY_DUE: readonly Stretch[] = [
  { ...OPEN, owner: "receivables", place: OPEN_PLACE, only: `${OPEN_PLACE} < ${SEALED}` },
  { ...SEALED_ONCE, owner: "openings", place: OPENING_PLACE },
];
const CHANGED = { owner: "receivables", place: "changed_block" } as const;

const SORTINGS: Readonly<Record<ReceivableOrder, Sorting>> = {
  due: { stretches: BY_DUE, byTerms: BY_DUE, read: ({ dueDay }) => dueDay ?? SEALED },
  changed: {
    stretches: [{ ...OPEN, ...CHANGED }],
    byTerms: [
      { ...OPEN, ...CHANGED, only: "receivables.currency is not null" },
      { ...SEALED_ONCE, ...CHANGED },
    ],
    read: ({ changedBlock }) => changedBlock,
  },
};

/**
 * A page of a party's receivables. Pages never repeat a row or leave one out among those that do not move meanwhile,
 * and the hundredth page costs what the first one does. Nothing is counted.
 */
export async function listReceivables(sql: Sql, filter: ReceivableFilter, page: PageRequest): Promise<ReceivablePage> {
  const { text, values, planning } = statementOf(filter, page);
  return pageOf(await sql.query<ReceivableSummary>(text, values, planning), page);
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
): { text: string; values: readonly SqlValue[]; planning: Planning } {
  const values: SqlValue[] = [];
  const parameter: Parameter = (value) => `$${values.push(value)}`;
  const after = page.after && [parameter(page.after.value), parameter(bytes(page.after.id))].join(", ");
  const conditions = conditionsOf(filter, parameter);
  const limit = parameter(page.limit + 1);
  const direction = page.isDescending ? "desc" : "asc";
  const stretches = (whose: Whose): string[] =>
    SORTINGS[page.order][asksForTerms(filter) ? "byTerms" : "stretches"].map(({ from, owner, place, known, only }) => {
      const beyond = after && `(${place}, ${owner}.id) ${page.isDescending ? "<" : ">"} (${after})`;
      const all = [whose(owner), only, beyond, ...conditions.map((condition) => condition(known))];
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
  // Which index is best hangs on how many rows a filter leaves, and no two filters are alike.
  const isFiltered = conditions.length > 0 || filter.counterparty !== undefined;
  return { text, values, planning: isFiltered ? "anew" : "kept" };
}

/** Which rows of a stretch, by the table whose index it is a stretch of. */
type Whose = (owner: Stretch["owner"]) => string;

/** Stretches, and what stands around them. */
interface Found {
  readonly whose: readonly Whose[];
  readonly within: (stretches: string) => string;
}

/**
 * What the party takes part in: each role is a stretch of its own index. With a counterparty each pair of roles is one,
 * of the index of whichever of the two has fewer.
 */
function ownOf({ party, role, counterparty, counterpartyDesk }: ReceivableFilter, parameter: Parameter): Found {
  const own = parameter(bytes(party));
  const other = counterparty && parameter(bytes(counterparty));
  // A holder's counterparties are no holders, and a parameter that no condition names is refused.
  const asksForDesk = counterpartyDesk !== undefined && other !== undefined && role !== "holder";
  const desk = asksForDesk ? parameter(bytes(counterpartyDesk)) : undefined;
  const isOther = (one: Role): readonly Whose[] => {
    const itself: Whose = (owner) => `${owner}.${one} = ${other ?? ""}`;
    return one !== "holder" || desk === undefined ? [itself] : [itself, (owner) => `${owner}.holder = ${desk}`];
  };
  const whose = (role === undefined ? ROLES : [role]).flatMap((one): readonly Whose[] => {
    const ways = waysOf(one, own);
    if (other === undefined) return ways;
    const others = ROLES.filter((another) => another !== one).flatMap(isOther);
    return ways.flatMap((isOwn) =>
      others.map(
        (both): Whose =>
          (owner) =>
            `${isOwn(owner)} and ${both(owner)}`,
      ),
    );
  });
  return { whose, within: (stretches) => stretches };
}

/** What is shown by grants: for each of them the stretches of its grantor, or what it lists. */
function grantedOf(
  { party, counterparty }: ReceivableFilter,
  { by, now }: NonNullable<ReceivableFilter["shown"]>,
  parameter: Parameter,
): Found {
  const [grantee, kind] = [parameter(bytes(party)), parameter(by)];
  const isShown = grantShows(`${parameter(now)}::bigint`, "receivables");
  const shows =
    counterparty === undefined ? isShown : `${isShown} and ${isPartyOf(parameter(bytes(counterparty)), "receivables")}`;
  const ofGrantor = ROLES.flatMap((role) => waysOf(role, "g.grantor")).map(
    (isOwn): Whose =>
      (owner) =>
        `not g.listed and ${isOwn(owner)} and ${shows}`,
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
