/** Who takes part in what, and who may see it. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { grantShows } from "./grants.ts";
import type { GrantKind } from "./grants.ts";
import { isPartyOf } from "./holders.ts";
import { bytes } from "./values.ts";

/**
 * Whether a party is supplier, buyer or holder of a receivable, itself or by its desk. One statement, whatever the
 * answer and whether there is such a receivable, so that nobody can tell the two apart by the time it takes.
 */
export async function takesPart(sql: Sql, party: Address, id: Hex): Promise<boolean> {
  const rows = await sql.query(`select 1 as one from receivables where id = $1 and ${isPartyOf("$2")}`, [
    bytes(id),
    bytes(party),
  ]);
  return rows.length === 1;
}

/**
 * Whether an organisation may read a receivable: it takes part, or somebody who does lets it. What is more than
 * reading, and what is between the parties (threads, comments), asks {@link takesPart}. One statement, as there.
 * @param now Unix seconds.
 */
export async function maySee(sql: Sql, organisation: Address, id: Hex, now: number): Promise<boolean> {
  const rows = await sql.query(
    `select 1 as one from receivables r where id = $1 and (${isPartyOf("$2", "r")}
       or exists (select from grants g where g.grantee = $2 and ${grantShows("$3::bigint")}))`,
    [bytes(id), bytes(organisation), now],
  );
  return rows.length === 1;
}

/**
 * Whether an organisation may read a receivable as far as one of the parties can know: it takes part, or that party
 * lets it. To whom the other parties show it is their own business.
 * @param now Unix seconds.
 */
export async function isShownBy(
  sql: Sql,
  party: Address,
  { reader, id, now }: { readonly reader: Address; readonly id: Hex; readonly now: number },
): Promise<boolean> {
  const rows = await sql.query(
    `select 1 as one from receivables r where id = $1 and (${isPartyOf("$2", "r")}
       or exists (select from grants g where g.grantee = $2 and g.grantor = $4 and ${grantShows("$3::bigint")}))`,
    [bytes(id), bytes(reader), now, bytes(party)],
  );
  return rows.length === 1;
}

/** By which kinds of grants an organisation sees a receivable. */
export async function grantsThatShow(sql: Sql, grantee: Address, id: Hex, now: number): Promise<readonly GrantKind[]> {
  const rows = await sql.query<{ kind: GrantKind }>(
    `select distinct g.kind from grants g join receivables r on r.id = $1
     where g.grantee = $2 and ${grantShows("$3::bigint")} order by g.kind`,
    [bytes(id), bytes(grantee), now],
  );
  return rows.map(({ kind }) => kind);
}
