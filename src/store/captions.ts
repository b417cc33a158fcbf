/**
 * What people call receivables: the numbers of their invoices and the names of their parties, as far as this gateway
 * knows them. None of it is the chain's, and none of it is vouched for.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { behind } from "./holders.ts";
import { haveMet } from "./organisations.ts";
import { bytes, hexOf } from "./values.ts";

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

/** Who wants to know, and whether it takes part in what it asks about. */
export interface CaptionReader {
  readonly asking: Address;
  readonly isParty: boolean;
}

type CaptionJson = readonly [
  kind: "invoice" | "profile" | "own",
  key: string,
  name: string | null,
  seller: string | null,
  buyer: string | null,
];

/** What {@link CAPTIONS} finds. */
export type CaptionsJson = readonly CaptionJson[] | null;

/**
 * An expression for the captions of the relation `page`, of which it reads `id, supplier, buyer` and `holder`, so that
 * they come in the statement that finds the rows. @param asking, isParty The parameters of a {@link CaptionReader}.
 */
export function captionsOver(asking: string, isParty: string): string {
  const parties =
    "select supplier from page union select buyer from page " + `union select ${behind("holder")} from page`;
  return `(select json_agg(json_build_array(kind, key, name, seller, buyer)) from (
    (select distinct on (id) 'invoice' as kind, id as key, invoice ->> 'number' as name,
       invoice -> 'seller' ->> 'name' as seller, invoice -> 'buyer' ->> 'name' as buyer
     from contents where id in (select id from page) and invoice is not null order by id, revision desc, opened desc)
    union all select 'profile', organisation, legal_name, null, null from organisations
    where organisation in (${parties}) and legal_name is not null
      and (organisation = ${asking} or audience = 'everybody'
        or (audience = 'counterparties' and ${isParty}::boolean and ${haveMet(asking, "organisation")}))
    union all select 'own', decode(substr(address, 3), 'hex'), name, null, null from parties
    where organisation = ${asking} and name <> ''
      and address in (select '0x' || encode(supplier, 'hex') from (${parties}) as met)
  ) as captions)`;
}

export function captionsIn(found: CaptionsJson): Captions {
  const of = (wanted: CaptionJson[0]): readonly CaptionJson[] => (found ?? []).filter(([kind]) => kind === wanted);
  const names = (wanted: CaptionJson[0]): ReadonlyMap<Hex, string> =>
    new Map(of(wanted).flatMap(([, key, name]) => (name === null ? [] : [[hexOf(key), name] as const])));
  return {
    invoices: new Map(of("invoice").map(([, key, number, seller, buyer]) => [hexOf(key), { number, seller, buyer }])),
    profiles: names("profile"),
    own: names("own"),
  };
}

/** What parties are called, whether or not they have a receivable in common with whoever asks. */
export async function namesOf(
  sql: Sql,
  asking: Address,
  parties: readonly Address[],
): Promise<Pick<Captions, "profiles" | "own">> {
  const [row] = await sql.query<{ captions: CaptionsJson }>(
    "with page as (select null::bytea as id, party as supplier, party as buyer, party as holder " +
      `from unnest($1::bytea[]) as parties (party)) select ${captionsOver("$2", "true")} as captions`,
    [parties.map(bytes), bytes(asking)],
  );
  return captionsIn(row?.captions ?? null);
}

/** The captions of one receivable that was read already. */
export async function captionsOf(
  sql: Sql,
  { asking, isParty }: CaptionReader,
  of: { readonly id: Hex; readonly supplier: Address; readonly buyer: Address; readonly holder: Address },
): Promise<Captions> {
  const [row] = await sql.query<{ captions: CaptionsJson }>(
    "with page as (select $1::bytea as id, $2::bytea as supplier, $3::bytea as buyer, $4::bytea as holder) " +
      `select ${captionsOver("$5", "$6")} as captions`,
    [...[of.id, of.supplier, of.buyer, of.holder, asking].map(bytes), isParty],
  );
  return captionsIn(row?.captions ?? null);
}
