/**
 * Who may act for an organisation at this gateway: the organisation itself, agents with a mandate in the directory, and
 * people whom an administrator added. What is said of people here is personal data, and goes when they go.
 */
import type { Address } from "../domain/receivable.ts";
import { peopleOf } from "../domain/duties/people.ts";
import type { Sql, Transactions } from "./database.ts";
import { accountLinksOf, linkAccounts } from "./duties.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema. Of whoever was removed the fact alone is kept: no name, and no account but where another one
 * was the same person's, so that nobody becomes two people by it (M01).
 */
export const MEMBER_TABLES: readonly string[] = [
  `create table members (
    organisation bytea not null,
    account bytea not null,
    role text not null,
    name text,
    email text,
    added bigint not null,
    primary key (organisation, account)
  )`,
  "create table member_removals (organisation bytea not null, role text not null, removed bigint not null)",
  "create index member_removals_of on member_removals (organisation, removed)",
];

/** Who added whom, or answers for it since whoever did is gone; null of those who came before it was noted. */
export const MEMBER_ADDER_COLUMNS: readonly string[] = ["alter table members add column added_by bytea"];

/** Each can do what the ones after it can, but for the sales staff, who learn of holds and of nothing else. */
export const MEMBER_ROLES = ["administrator", "preparer", "reader", "sales"] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** A person whom an administrator added. */
export interface StoredMember {
  readonly account: Address;
  readonly role: MemberRole;
  readonly name: string | null;
  readonly email: string | null;
  /** Unix seconds. */
  readonly added: number;
  /** Who answers for there being such a person. */
  readonly addedBy: Address | null;
}

type NewMember = Omit<StoredMember, "addedBy"> & Partial<Pick<StoredMember, "addedBy">>;

export interface Removal {
  readonly role: MemberRole;
  readonly removed: number;
}

/** What an account's power to act for an organisation rests on; any number of the three. */
export interface Power {
  /** The account is the organisation. */
  readonly own: boolean;
  /** It has a mandate that is in force, for at least one verb. */
  readonly agent: boolean;
  /** It was added with this role. */
  readonly role: MemberRole | null;
}

/** {@link Power} as columns of SQL. */
export function powerOf(organisation: string, account: string, now: string): string {
  return `${organisation} = ${account} as own,
    exists (select from mandates m where m.organisation = ${organisation} and m.agent = ${account} and verbs <> 0
      and ${now} between m.since and m.until) as agent,
    (select role from members m where m.organisation = ${organisation} and m.account = ${account}) as role`;
}

/** What an account may rest on to act for an organisation now, as far as the index and the members' list know. */
export async function readPower(sql: Sql, organisation: Address, account: Address, now: number): Promise<Power> {
  const [row] = await sql.query<Power>(`select ${powerOf("$1::bytea", "$2::bytea", "$3::bigint")}`, [
    bytes(organisation),
    bytes(account),
    now,
  ]);
  return row ?? { own: false, agent: false, role: null };
}

/** Whether there is any power at all. */
export function isPower({ own, agent, role }: Power): boolean {
  return own || agent || role !== null;
}

/**
 * Adds a person, or replaces what is known of one. Who added it stays, until the organisation itself answers for it.
 * @param most So many may be members at once. @returns since when they are a member; undefined, and nothing is
 * stored, if there is no room for another.
 */
export async function putMember(
  sql: Sql,
  organisation: Address,
  { account, role, name, email, added, addedBy = null }: NewMember,
  most: number,
): Promise<number | undefined> {
  await keepPerson(sql, organisation, account, { now: added, isLeaving: false });
  const [row] = await sql.query<{ added: number }>(
    `insert into members as known (organisation, account, role, name, email, added, added_by)
       select $1, $2, $3, $4, $5, $6, $8 where exists (select from members where organisation = $1 and account = $2)
         or (select count(*) from members where organisation = $1) < $7::bigint
       on conflict (organisation, account) do update set role = excluded.role, name = excluded.name,
         email = excluded.email,
         added_by = case when excluded.added_by = $1 then excluded.added_by else known.added_by end
       returning added`,
    [bytes(organisation), bytes(account), role, name, email, added, most, addedBy && bytes(addedBy)],
  );
  return row?.added;
}

/** The people who were added, in the order in which they came. */
export async function membersOf(sql: Sql, organisation: Address): Promise<readonly StoredMember[]> {
  return sql.query<StoredMember>(
    `select account, role, name, email, added, added_by as "addedBy" from members where organisation = $1
     order by added, account`,
    [bytes(organisation)],
  );
}

/** That people were removed, newest first. */
export async function removalsOf(sql: Sql, organisation: Address, limit: number): Promise<readonly Removal[]> {
  return sql.query<Removal>(
    "select role, removed from member_removals where organisation = $1 order by removed desc, role limit $2",
    [bytes(organisation), limit],
  );
}

/**
 * Keeps that accounts are one person's before what tells it goes: what one asked for the other must not approve then.
 * Whoever two people of one name were taken for is told apart by their names: a name alone is kept for none who stay.
 * Where an e-mail address was wrong the organisation itself takes it back ({@link partAccounts} of the duties).
 * @returns another account of the person.
 */
async function keepPerson(
  sql: Sql,
  organisation: Address,
  account: Address,
  { now, isLeaving }: { readonly now: number; readonly isLeaving: boolean },
): Promise<Address | undefined> {
  const members = await membersOf(sql, organisation);
  const telling = isLeaving ? members : members.map((one) => ({ ...one, name: null }));
  const links = [...(await accountLinksOf(sql, organisation))];
  const personOf = peopleOf(telling, links);
  const others = members.map((one) => one.account).filter((other) => other !== account);
  const same = others.filter((other) => personOf(other) === personOf(account));
  for (const sameAs of same) {
    const keptAs = peopleOf([], links);
    if (keptAs(sameAs) === keptAs(account)) continue;
    await linkAccounts(sql, organisation, { account, sameAs }, { by: null, at: now });
    links.push({ account, sameAs });
  }
  return same[0];
}

/**
 * Has somebody answer for whomever somebody who leaves added: the same person's other account, unless whoever added the
 * leaver would be lost by it, since anybody can be said to be the same person; or else the eldest of them, for whom
 * answers whoever added the leaver. So they stay tied to each other, and to all before them.
 */
async function inherit(
  tx: Sql,
  organisation: Address,
  left: { readonly account: Address; readonly same: Address | undefined; readonly adder: Address | null },
): Promise<void> {
  const { account, adder } = left;
  const members = await membersOf(tx, organisation);
  const keepsAdder = (addedBy: Address | null): boolean =>
    adder === null || adder === organisation || addedBy === account || addedBy === adder;
  const same = members.find((one) => one.account === left.same && keepsAdder(one.addedBy));
  const heir = same ?? members.find((one) => one.addedBy === account);
  if (heir === undefined) return;
  await tx.query(
    `update members set added_by = case when account = $3 then $4::bytea else $3 end
     where organisation = $1 and added_by = $2`,
    [bytes(organisation), bytes(account), bytes(heir.account), adder && bytes(adder)],
  );
}

/**
 * Removes a person: with all that is known of them, their sessions, and the keys that they made and so have seen. What
 * they did for the organisation stays, without who did it. All or nothing.
 * @returns whether there was such a member.
 */
export async function removeMember(
  database: Transactions,
  organisation: Address,
  account: Address,
  now: number,
): Promise<boolean> {
  const both = [bytes(organisation), bytes(account)];
  return database.transaction(async (tx) => {
    const same = await keepPerson(tx, organisation, account, { now, isLeaving: true });
    const [gone] = await tx.query<{ role: MemberRole; adder: Address | null }>(
      "delete from members where organisation = $1 and account = $2 returning role, added_by as adder",
      both,
    );
    if (gone === undefined) return false;
    await inherit(tx, organisation, { account, same, adder: gone.adder });
    await tx.query("insert into member_removals (organisation, role, removed) values ($1, $2, $3)", [
      bytes(organisation),
      gone.role,
      now,
    ]);
    await tx.query("delete from sign_ins where organisation = $1 and account = $2", both);
    await tx.query("delete from api_keys where organisation = $1 and maker = $2", both);
    // Whoever registered a webhook knows its secret, and may be who receives it: somebody who is still here resumes it.
    await tx.query(
      `update subscriptions set paused = $3, reason = 'whoever registered it is no member any more: resume or delete it'
       where organisation = $1 and account = $2 and channel = 'webhook' and paused is null`,
      [...both, now],
    );
    await tx.query("update grants set account = null where grantor = $1 and account = $2", both);
    await tx.query("update holds set account = null where organisation = $1 and account = $2", both);
    return true;
  });
}
