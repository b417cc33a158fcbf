/** What the compliance report reads: what is open, and of whom people are noted. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { concerns, OPEN_STATUSES } from "./dunningItems.ts";
import { bytes } from "./values.ts";

/** The next open receivables that an organisation is owed, in the order of ids. */
export async function openIdsAfter(
  sql: Sql,
  organisation: Address,
  after: Hex,
  limit: number,
): Promise<readonly Hex[]> {
  const rows = await sql.query<{ id: Hex }>(
    `select id from receivables r where ${concerns("$1")} and not closed and status in (${OPEN_STATUSES})
       and supplier is not null and id > $2 order by id limit $3`,
    [bytes(organisation), bytes(after), limit],
  );
  return rows.map(({ id }) => id);
}

/** A customer of whom people are noted, and with whom nothing has been open for long. */
interface IdlePeople {
  readonly customer: Address;
  /** Contacts of dunning. */
  readonly contacts: number;
  /** Those whom the party file names as visitors. */
  readonly visitors: number;
  /** When anything about what it owes changed last, unix seconds; null where it never owed anything. */
  readonly changed: number | null;
}

/** @param before Unix seconds: what changed or was noted since is not idle. */
export async function idlePeople(
  sql: Sql,
  organisation: Address,
  before: number,
  limit: number,
): Promise<readonly IdlePeople[]> {
  return sql.query<IdlePeople>(
    `select c.customer, count(*) filter (where is_contact)::int as contacts,
       count(*) filter (where not is_contact)::int as visitors, max(l.changed)::bigint as changed
     from (
       select customer, noted, true as is_contact from dunning_contacts where organisation = $1
       union all
       select f.customer, f.entered, false from party_visitors v join party_facts f
         on f.organisation = v.organisation and f.id = v.fact where v.organisation = $1
     ) c cross join lateral (
       select max(b.timestamp) as changed, coalesce(bool_or(not r.closed), false) as is_open
       from receivables r left join blocks b on b.number = r.changed_block
       where r.buyer = c.customer and ${concerns("$1")}
     ) l
     where not l.is_open
     group by c.customer having max(c.noted) < $2 and coalesce(max(l.changed), 0) < $2
     order by c.customer limit $3`,
    [bytes(organisation), before, limit],
  );
}
