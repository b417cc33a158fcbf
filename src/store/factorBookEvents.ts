/** What a factor's book, a seller's deals or a buyer's payables are folded from, up to a block. */
import type { OrganisationVouched, VoucherWithdrawn } from "../domain/directory.ts";
import type { LedgerEvent } from "../domain/events.ts";
import type { BookEvent, BookHistory } from "../domain/factoring/book.ts";
import type { AssignmentNotified, DeskEvent, NoticeReplied } from "../domain/factoring/factoringEvents.ts";
import { keyOf } from "../domain/fold.ts";
import type { Address, Hex, Terms } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { EVENT_FIELDS, eventIn } from "./eventRows.ts";
import type { EventRow } from "./eventRows.ts";
import { lineageOf } from "./readModel.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

/** Whose book: of a factor what its desk bought, of a seller what it sold. */
export interface BookOwner {
  readonly role: "factor" | "seller";
  readonly party: Address;
}

const EVENTS = `select ${EVENT_FIELDS} from events join blocks on number = block_number where`;
const IN_ORDER = "order by block_number, log_index";

/** Desks of a book and the receivables that they ever bought, at most so many. */
export interface SoldReceivables {
  readonly desks: ReadonlyMap<Address, Address>;
  readonly ids: readonly Hex[];
}

/** Deals and purchases that nothing has happened to since block $3, and that are over. */
const ARE_OVER = `select 1 from receivables r where r.id = s.id and r.changed_block < $3
  and (r.holder not in (s.desk, s.factor) or r.closed)
  and not exists (select from kept_cash k where k.holder in (s.desk, s.factor) and k.id = s.id)
  and not exists (select from deals d where d.id = s.id and d.desk = s.desk
    and (d.changed_block >= $3 or (d.live and d.funds > 0)))`;

/**
 * What was sold; the desk of a factor also before its first sale. @param since A block: what was over before it, and
 * did not change since, is left out; 0 for everything.
 */
export async function soldReceivables(
  sql: Sql,
  { role, party }: BookOwner,
  since: number,
  limit: number,
): Promise<SoldReceivables> {
  const rows = await sql.query<{ desk: Address; factor: Address; id: Hex }>(
    `select desk, factor, id from (
       select desk, factor, id from deals where ${role} = $1
       union select desk, factor, id from purchases where ${role} = $1
     ) as s where not exists (${ARE_OVER}) order by id, desk limit $2`,
    [bytes(party), limit, since],
  );
  const own = await sql.query<{ desk: Address }>("select desk from desks where factor = $1", [bytes(party)]);
  const desks = new Map(rows.map(({ desk, factor }) => [desk, factor]));
  if (role === "factor") for (const { desk } of own) desks.set(desk, party);
  return { desks, ids: [...new Set(rows.map(({ id }) => id))] };
}

/** The desks that some receivables were ever sold to. */
export async function desksOfReceivables(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Address, Address>> {
  const rows = await sql.query<{ desk: Address; factor: Address }>(
    "select desk, factor from deals where id = any($1) union select desk, factor from purchases where id = any($1)",
    [ids.map(bytes)],
  );
  return new Map(rows.map(({ desk, factor }) => [desk, factor]));
}

/** Their history up to a block. */
export async function bookHistoryOf(sql: Sql, { desks, ids }: SoldReceivables, block: number): Promise<BookHistory> {
  const lineage = await lineageOf(sql, ids);
  const own = [...desks.keys()].map(bytes);
  const ledger = await read<LedgerEvent>(sql, `${EVENTS} receivable_id = any($1) and block_number <= $2 ${IN_ORDER}`, [
    lineage.map(bytes),
    block,
  ]);
  const deals = await read<DeskEvent>(
    sql,
    `${EVENTS} deal_id = any($1) and address = any($2) and block_number <= $3 ${IN_ORDER}`,
    [ids.map(bytes), own, block],
  );
  const waiting = await read<DeskEvent>(
    sql,
    `${EVENTS} name in ('CashOwed', 'CashWithdrawn') and address = any($1) and block_number <= $2 ${IN_ORDER}`,
    [own, block],
  );
  return { desks, ledger, desk: [...deals, ...waiting], opened: await openedTermsOf(sql, lineage) };
}

/** A notice or a reply, and when its block was made, unix seconds. */
export interface BookNotice {
  readonly event: AssignmentNotified | NoticeReplied;
  readonly timestamp: number;
}

/** The notices about some receivables and the replies to them, up to a block. */
export async function noticesAbout(sql: Sql, ids: readonly Hex[], block: number): Promise<readonly BookNotice[]> {
  const about = "notice_id in (select hash from notice_receivables where id = any($1))";
  const text = `${EVENTS} ${about} and block_number <= $2 ${IN_ORDER}`;
  const rows = await sql.query<EventRow>(text, [ids.map(bytes), block]);
  // Only notices and replies have that column.
  return rows.map((row) => eventIn(row) as unknown as BookNotice);
}

async function read<Event extends LedgerEvent | DeskEvent>(
  sql: Sql,
  text: string,
  values: readonly SqlValue[],
): Promise<readonly BookEvent<Event>[]> {
  const rows = await sql.query<EventRow>(text, values);
  // Which contract wrote it follows from the columns that were asked for.
  return rows.map((row) => eventIn(row) as unknown as BookEvent<Event>);
}

type Whole = "amount" | "discount1" | "discount2" | "fixedSum";
/** As JSON has it, which has no integers of that size. */
type Stored = Omit<Terms, Whole> & Readonly<Record<Whole, string>>;

/** Terms that were opened here, of any revision, by commitment. */
export async function openedTermsOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, Terms>> {
  const rows = await sql.query<{ readonly commitment: Hex; readonly terms: Stored }>(
    "select commitment, receivable -> 'terms' as terms from contents where id = any($1)",
    [ids.map(bytes)],
  );
  return new Map(
    rows.map(({ commitment, terms: { amount, discount1, discount2, fixedSum, ...rest } }) => [
      commitment,
      {
        ...rest,
        ...{ amount: BigInt(amount), discount1: BigInt(discount1), discount2: BigInt(discount2) },
        fixedSum: BigInt(fixedSum),
      },
    ]),
  );
}

/** A block that the index keeps, and when it was made, unix seconds. */
export interface KeptBlock {
  readonly number: number;
  readonly hash: Hex;
  readonly timestamp: number;
}

/** The last block that is kept, not above a number and not after an instant. */
export async function lastKeptBlock(sql: Sql, number: number, instant: number): Promise<KeptBlock | undefined> {
  const [row] = await sql.query<KeptBlock>(
    "select number, hash, timestamp from blocks where number <= $1 and timestamp <= $2 order by number desc limit 1",
    [number, instant],
  );
  return row;
}

/** What some registrars said of some debtors up to a block, in the order of the chain. */
export async function vouchersUpTo(
  sql: Sql,
  registrars: readonly Address[],
  debtors: readonly Address[],
  block: number,
): Promise<readonly (OrganisationVouched | VoucherWithdrawn)[]> {
  const facts = registrars.flatMap((registrar) => debtors.map((debtor) => `vouchers/${keyOf(registrar, debtor)}`));
  const rows = await sql.query<EventRow>(`${EVENTS} fact = any($1) and block_number <= $2 ${IN_ORDER}`, [facts, block]);
  // Of the facts of this kind nothing else is told.
  return rows.map((row) => eventIn(row).event as OrganisationVouched | VoucherWithdrawn);
}

/** The receivables that an organisation owes, or owed, in the order of their ids, at most so many. */
export async function receivablesOfBuyer(sql: Sql, buyer: Address, limit: number): Promise<readonly Hex[]> {
  const rows = await sql.query<{ id: Hex }>("select id from receivables where buyer = $1 order by id limit $2", [
    bytes(buyer),
    limit,
  ]);
  return rows.map(({ id }) => id);
}
