/** Filings in public registers, as their makers stated them: nobody here has verified one. */
import type { Filing } from "../domain/factoring/filing.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes, hexOf } from "./values.ts";

/** A filing and where it stands. */
export interface StoredFiling {
  readonly blockNumber: number;
  readonly logIndex: number;
  readonly filing: Filing;
  /** Who consented for the secured party. */
  readonly by: Address;
  /** None for all present and future receivables of the debtor. */
  readonly ids: readonly Hex[];
}

const COLUMNS = [
  ...["block_number", "log_index", "register", "office", "number", "filed_at", "until"],
  ...["secured", "debtor", "collateral", "document", "stated_by"],
];
const SELECT =
  `select ${COLUMNS.join(", ")}, (select json_agg(r.id order by place) from filing_receivables r ` +
  "where (r.block_number, r.log_index) = (f.block_number, f.log_index)) as ids from filings f";
const IN_ORDER = "order by block_number, log_index";

interface FilingRow extends Omit<Filing, "filedAt"> {
  readonly block_number: number;
  readonly log_index: number;
  readonly filed_at: number;
  readonly stated_by: Address;
  readonly ids: readonly string[] | null;
}

/**
 * What was filed against a debtor, the seller, in the order of recording, which is never the legal order. @param id Of
 * a receivable: only what names it, or takes all of the debtor's.
 */
export async function filingsAgainst(sql: Sql, debtor: Address, id?: Hex): Promise<readonly StoredFiling[]> {
  const naming =
    id === undefined
      ? ""
      : " and (not exists (select from filing_receivables a where (a.block_number, a.log_index) = " +
        "(f.block_number, f.log_index)) or exists (select from filing_receivables a where a.id = $2 " +
        "and (a.block_number, a.log_index) = (f.block_number, f.log_index)))";
  const values = [bytes(debtor), ...(id === undefined ? [] : [bytes(id)])];
  return read(sql, `where debtor = $1${naming}`, values);
}

/** What a secured party has filed, in the order of recording. */
export async function filingsBy(sql: Sql, secured: Address): Promise<readonly StoredFiling[]> {
  return read(sql, "where secured = $1", [bytes(secured)]);
}

async function read(sql: Sql, where: string, values: readonly string[]): Promise<readonly StoredFiling[]> {
  const rows = await sql.query<FilingRow>(`${SELECT} ${where} ${IN_ORDER}`, values);
  return rows.map(({ block_number: blockNumber, log_index: logIndex, ...row }) => {
    const { register, office, number, filed_at: filedAt, until, secured, debtor, collateral, document } = row;
    const filing = { register, office, number, filedAt, until, secured, debtor, collateral, document };
    return { blockNumber, logIndex, filing, by: row.stated_by, ids: (row.ids ?? []).map(hexOf) };
  });
}

export async function appendFilings(tx: Transaction, filings: readonly StoredFiling[]): Promise<void> {
  const rows = filings.map(({ blockNumber, logIndex, filing, by }) => {
    const { register, office, number, filedAt, until, secured, debtor, collateral, document } = filing;
    const words = [secured, debtor, collateral, document, by].map(bytes);
    return [blockNumber, logIndex, register, office, number, filedAt, until, ...words];
  });
  await tx.copy("filings", COLUMNS, rows);
  const named = filings.flatMap(({ blockNumber, logIndex, ids }) =>
    ids.map((id, place) => [blockNumber, logIndex, place, bytes(id)] as const),
  );
  await tx.copy("filing_receivables", ["block_number", "log_index", "place", "id"], named);
}
