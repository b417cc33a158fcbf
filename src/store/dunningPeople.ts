/**
 * Who is the same person, whichever customers and contacts of an organisation it stands behind: whoever has the same
 * e-mail address, the same telephone number, or the same name at the same postal address. Capital letters make no
 * difference, nor do blanks, commas and full stops in names and postal addresses; any other sign does. How often
 * somebody may be reached is counted of people, not of entries in a list.
 */
import type { Channel } from "../domain/collections/policy.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

type InSql = (text: string) => string;
/** Names and postal addresses as they are compared. */
const levelled: InSql = (text) => `btrim(regexp_replace(lower(${text}), '[\\s.,;]+', ' ', 'g'))`;

const POSTAL = "case jsonb_typeof(c.body -> 'postal') when 'array' then c.body -> 'postal' else '[]' end";
const LINES = `(
      select string_agg(line, chr(10) order by place)
      from jsonb_array_elements_text(${POSTAL}) with ordinality as lines (line, place))`;
/** What a person is known by, made from the contact `c`: one row for each address. */
const keysBy = (
  level: InSql,
): string => `select c.organisation, k.key, c.id, c.customer from dunning_contacts c cross join lateral (
    select 'email:' || lower(c.body ->> 'email') as key
    union all select 'phone:' || (c.body ->> 'phone')
    union all select 'letter:' || ${level("c.body ->> 'name'")} || chr(10) || ${level(LINES)}
  ) k where k.key is not null`;

/**
 * A step of the schema. Personal data, which goes with its contact. `touched` changes with every notice to the person,
 * so that of two who make one at the same moment the second looks again.
 */
export const DUNNING_PEOPLE_TABLES: readonly string[] = [
  `create table dunning_people (
    organisation bytea not null,
    key text not null,
    contact uuid not null,
    customer bytea not null,
    touched bigint not null default 0,
    primary key (organisation, contact, key),
    foreign key (organisation, contact) references dunning_contacts (organisation, id) on delete cascade
  )`,
  "create index dunning_people_by_key on dunning_people (organisation, md5(key))",
  "create index dunning_people_of on dunning_people (organisation, customer)",
  `insert into dunning_people (organisation, key, contact, customer) ${keysBy((text) => `lower(${text})`)}`,
  `create index dunning_sends_to on dunning_sends (organisation, lower(target), sequence)
    where channel in ('email', 'sms', 'phone')`,
];

/** A step of the schema: by blanks and commas nobody becomes another person. */
export const DUNNING_PEOPLE_KEYS: readonly string[] = [
  "delete from dunning_people",
  `insert into dunning_people (organisation, key, contact, customer) ${keysBy(levelled)} on conflict do nothing`,
];

/** Notes by what a contact is known, in the place of what was noted before. */
export async function keepDunningPerson(tx: Transaction, organisation: Address, contact: string): Promise<void> {
  const own = [bytes(organisation), contact];
  await tx.query("delete from dunning_people where organisation = $1 and contact = $2", own);
  await tx.query(
    `insert into dunning_people (organisation, key, contact, customer)
     ${keysBy(levelled)} and c.organisation = $1 and c.id = $2`,
    own,
  );
}

/** A contact of a customer, and one that is the same person: itself among them. */
export interface SamePerson {
  readonly contact: string;
  readonly other: string;
  /** Of the other. */
  readonly customer: Address;
}

export async function samePeople(sql: Sql, organisation: Address, customer: Address): Promise<readonly SamePerson[]> {
  return sql.query<SamePerson>(
    `select distinct p.contact, o.contact as other, o.customer from dunning_people p
       join dunning_people o on o.organisation = p.organisation and md5(o.key) = md5(p.key) and o.key = p.key
     where p.organisation = $1 and p.customer = $2 order by p.contact, o.contact`,
    [bytes(organisation), bytes(customer)],
  );
}

/** A notice that reached a person, or will. */
export interface PersonSent {
  /** The contact of the customer. */
  readonly contact: string;
  readonly sequence: number;
  readonly channel: Channel;
  /** Unix seconds. */
  readonly at: number;
}

/**
 * By what an organisation reached the people of a customer since an instant: by notices to a contact that is the same
 * person, and to one of its addresses, though the contact was erased since.
 */
export async function sentToPeople(
  sql: Sql,
  organisation: Address,
  customer: Address,
  since: number,
): Promise<readonly PersonSent[]> {
  const sent = `s.organisation = $1 and s.channel <> 'webhook' and s.state not in ('failed', 'withdrawn')
    and coalesce(s.ended, s.made) >= $3`;
  const told = "p.contact, s.sequence, s.channel, coalesce(s.ended, s.made) as at";
  return sql.query<PersonSent>(
    `select ${told} from dunning_people p
       join dunning_people o on o.organisation = p.organisation and md5(o.key) = md5(p.key) and o.key = p.key
       join dunning_sends s on s.customer = o.customer and s.person = o.contact::text
     where p.organisation = $1 and p.customer = $2 and ${sent}
     union select ${told} from dunning_people p
       join dunning_sends s on lower(s.target) = substr(p.key, 7) and s.channel in ('email', 'sms', 'phone')
     where p.organisation = $1 and p.customer = $2 and (p.key like 'email:%' or p.key like 'phone:%') and ${sent}
     union select ${told} from dunning_people p
       join dunning_sends s on s.customer = p.customer and s.channel in ('letter', 'visit')
         and p.key = 'letter:' || ${levelled("s.content ->> 'attention'")} || chr(10) || ${levelled("s.target")}
     where p.organisation = $1 and p.customer = $2 and ${sent}
     order by at, sequence, contact`,
    [bytes(organisation), bytes(customer), since],
  );
}

/** Marks a person as reached: whoever plans for the same person at this moment loses the race and plans again. */
export async function touchDunningPerson(
  tx: Transaction,
  organisation: Address,
  contact: string,
  now: number,
): Promise<void> {
  await tx.query(
    `update dunning_people p set touched = $3 from (
       select o.contact, o.key from dunning_people own
         join dunning_people o on o.organisation = own.organisation and md5(o.key) = md5(own.key) and o.key = own.key
       where own.organisation = $1 and own.contact = $2 order by o.key, o.contact for update of o
     ) known where p.organisation = $1 and p.contact = known.contact and p.key = known.key`,
    [bytes(organisation), contact, now],
  );
}
