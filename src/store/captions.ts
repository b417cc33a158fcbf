/**
 * What people call receivables: the numbers of their invoices and the names of their parties, as far as this gateway
 * knows them. None of it is the chain's, and none of it is vouched for.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** Of the last revision whose invoice was given; to be believed where the number has the receivable's hash. */
export interface InvoiceCaption {
  readonly number: string | null;
  readonly seller: string | null;
  readonly buyer: string | null;
}

export interface Captions {
  /** By receivable. */
  readonly invoices: ReadonlyMap<Hex, InvoiceCaption>;
  /** By which organisations call themselves, to whoever asks. */
  readonly profiles: ReadonlyMap<Address, string>;
  /** By which whoever asks calls them in its own books. */
  readonly own: ReadonlyMap<Address, string>;
}

/** Who wants to know, and whether it takes part in what it asks about, and so is a counterparty of the others. */
export interface CaptionReader {
  readonly asking: Address;
  readonly isParty: boolean;
}

type Row = InvoiceCaption & { readonly kind: "invoice" | "profile" | "own"; readonly key: Hex };

/** Beside a list and not in its statement, where it would cost more to plan than to find. */
export async function captionsOf(
  sql: Sql,
  { asking, isParty }: CaptionReader,
  rows: readonly { readonly id: Hex; readonly supplier: Address; readonly buyer: Address; readonly holder: Address }[],
): Promise<Captions> {
  const parties = [...new Set(rows.flatMap(({ supplier, buyer, holder }) => [supplier, buyer, holder]))];
  const found = await sql.query<Row>(
    `(select distinct on (id) 'invoice' as kind, id as key, invoice ->> 'number' as number,
       invoice -> 'seller' ->> 'name' as seller, invoice -> 'buyer' ->> 'name' as buyer
     from contents where id = any($1) and invoice is not null order by id, revision desc, opened desc)
     union all select 'profile', organisation, legal_name, null, null from organisations
     where organisation = any($2) and legal_name is not null
       and (organisation = $3 or audience = 'everybody' or (audience = 'counterparties' and $4))
     union all select 'own', decode(substr(address, 3), 'hex'), name, null, null from parties
     where organisation = $3 and address = any($5) and name <> ''`,
    [rows.map(({ id }) => bytes(id)), parties.map(bytes), bytes(asking), isParty, parties],
  );
  const of = (wanted: Row["kind"]): readonly Row[] => found.filter(({ kind }) => kind === wanted);
  const names = (wanted: Row["kind"]): ReadonlyMap<Hex, string> =>
    new Map(of(wanted).flatMap(({ key, number }) => (number === null ? [] : [[key, number] as const])));
  return {
    invoices: new Map(of("invoice").map((row) => [row.key, row])),
    profiles: names("profile"),
    own: names("own"),
  };
}
