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
interface IdleContacts {
  readonly customer: Address;
  readonly contacts: number;
  /** When anything about what it owes changed last, unix seconds; null where it never owed anything. */
  readonly changed: number | null;
}

/** @param before Unix seconds: what changed or was noted since is not idle. */
export async function idleContacts(
  sql: Sql,
  organisation: Address,
  before: number,
  limit: number,
): Promise<readonly IdleContacts[]> {
  return sql.query<IdleContacts>(
    `select c.customer, count(*)::int as contacts, max(l.changed)::bigint as changed
     from dunning_contacts c cross join lateral (
       select max(b.timestamp) as changed, coalesce(bool_or(not r.closed), false) as is_open
       from receivables r left join blocks b on b.number = r.changed_block
       where r.buyer = c.customer and ${concerns("$1")}
     ) l
     where c.organisation = $1 and not l.is_open
     group by c.customer having max(c.noted) < $2 and coalesce(max(l.changed), 0) < $2
     order by c.customer limit $3`,
    [bytes(organisation), before, limit],
  );
}
