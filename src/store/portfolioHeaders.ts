/** What receivables are of, as an item of a book needs it. */
import type { Header, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

export interface HeaderRow {
  readonly header: Header;
  readonly document: Hex;
  /** Whether a split made it. */
  readonly part: boolean;
}

/** Of those that were issued. The revision is nought, as that of the first terms is. */
export async function headersOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, HeaderRow>> {
  const rows = await sql.query<Omit<Header, "revision"> & Omit<HeaderRow, "header"> & { readonly id: Hex }>(
    `select id, supplier, buyer, invoice, line, policy, document, part from receivables
     where id = any($1) and supplier is not null`,
    [ids.map(bytes)],
  );
  return new Map(
    rows.map(({ id, document, part, ...header }) => [id, { header: { ...header, revision: 0 }, document, part }]),
  );
}
