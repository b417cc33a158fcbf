/** The receivables between a supplier and a buyer, with what is known of their documents: what their account is of. */
import type { Address, Hex, Terms } from "../domain/receivable.ts";
import { Status } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

export interface Pair {
  readonly supplier: Address;
  readonly buyer: Address;
}

export interface PairItem {
  readonly id: Hex;
  readonly invoice: Hex;
  readonly line: number;
  readonly policy: number;
  readonly document: Hex;
  readonly holder: Address;
  readonly part: boolean;
}

/**
 * Those of a pair, in the order of their ids, without what was settled or taken back for good before an instant: since
 * no money has a value date after the day of its record, that moves no balance from then on. What was split stays with
 * all its parts, settled ones too: the whole alone would open each of them anew.
 * @param before Unix seconds.
 */
export async function itemsOfPair(sql: Sql, pair: Pair, before: number, limit: number): Promise<readonly PairItem[]> {
  return sql.query<PairItem>(
    `select r.id, invoice, line, policy, document, holder, part from receivables r
     where supplier = $1 and buyer = $2 and not ((closed or status = ${Status.Cancelled})
       and status <> ${Status.Split} and not part
       and exists (select from blocks where number = r.changed_block and timestamp < $3))
     order by r.id limit $4`,
    [bytes(pair.supplier), bytes(pair.buyer), before, limit],
  );
}

/** Whether two organisations have a receivable in common, the one as supplier and the other as buyer. */
export async function isPair(sql: Sql, { supplier, buyer }: Pair): Promise<boolean> {
  const text = "select 1 as one from receivables where supplier = $1 and buyer = $2 limit 1";
  return (await sql.query(text, [bytes(supplier), bytes(buyer)])).length === 1;
}

/** What a document says, as far as it was given here; decimals as text. */
export interface DocumentFacts {
  readonly number: string | null;
  readonly issueDate: string | null;
  readonly order: string | null;
  readonly payable: string | null;
  readonly withoutTax: string | null;
  readonly withTax: string | null;
}

const FACTS = `invoice ->> 'number' as number, invoice ->> 'issueDate' as "issueDate",
  invoice ->> 'purchaseOrder' as "order", invoice -> 'totals' ->> 'payable' as payable,
  invoice -> 'totals' ->> 'taxBasis' as "withoutTax", invoice -> 'totals' ->> 'gross' as "withTax"`;

/** Of each receivable, what the last revision whose invoice was given says. */
export async function documentFactsOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, DocumentFacts>> {
  return factsOf(sql, ids, "revision desc, opened desc");
}

/** The same of the first revision: no document of a later amendment changes it. */
export async function firstDocumentFactsOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, DocumentFacts>> {
  return factsOf(sql, ids, "revision, opened");
}

async function factsOf(sql: Sql, ids: readonly Hex[], order: string): Promise<ReadonlyMap<Hex, DocumentFacts>> {
  const rows = await sql.query<DocumentFacts & { readonly id: Hex }>(
    `select distinct on (id) id, ${FACTS} from contents where id = any($1) and invoice is not null
     order by id, ${order}`,
    [ids.map(bytes)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

type Whole = "amount" | "discount1" | "discount2" | "fixedSum";
/** As JSON has it, which has no integers of that size. */
type Stored = Omit<Terms, Whole> & Readonly<Record<Whole, string>>;

/** Of each receivable that was issued sealed, the terms of that revision, where they were opened. */
export async function sealedTermsOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, Terms>> {
  const rows = await sql.query<{ readonly id: Hex; readonly terms: Stored }>(
    `select distinct on (c.id) c.id, c.receivable -> 'terms' as terms from contents c
     join events e on e.receivable_id = c.id and e.name = 'ReceivableSealed'
       and (e.body ->> 'revision')::bigint = c.revision
     where c.id = any($1) order by c.id, e.block_number desc, e.log_index desc`,
    [ids.map(bytes)],
  );
  const read = ({ amount, discount1, discount2, fixedSum, ...terms }: Stored): Terms => ({
    ...terms,
    ...{ amount: BigInt(amount), discount1: BigInt(discount1), discount2: BigInt(discount2) },
    fixedSum: BigInt(fixedSum),
  });
  return new Map(rows.map(({ id, terms }) => [id, read(terms)]));
}

/** What a buyer has accepted and not paid, by supplier, each with the instant of its issue; unix seconds. */
export async function payableOf(
  sql: Sql,
  buyer: Address,
  supplier: Address | undefined,
  limit: number,
): Promise<readonly { readonly id: Hex; readonly issued: number }[]> {
  return sql.query(
    `select id, coalesce(timestamp, 0) as issued from receivables left join blocks on number = issued_block
     where buyer = $1 and status = ${Status.Accepted} and not closed and ($2::bytea is null or supplier = $2)
     order by supplier, id limit $3`,
    [bytes(buyer), supplier === undefined ? null : bytes(supplier), limit],
  );
}
