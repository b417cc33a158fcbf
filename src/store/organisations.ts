/**
 * Organisations: what the directory says of them, whether they have come here, and what they say of themselves. Names
 * and contacts are theirs to publish and to take back; nobody else writes them.
 */
import type { Voucher } from "../domain/directory.ts";
import { Status } from "../domain/receivable.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { holdersOf } from "./holders.ts";
import { TAKEN_UP } from "./threads.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const ORGANISATION_TABLES: readonly string[] = [
  `create table organisations (
    organisation bytea primary key,
    joined bigint not null,
    legal_name text,
    identifiers jsonb not null default '[]',
    audience text not null default 'nobody',
    contacts jsonb not null default '[]',
    contacts_audience text not null default 'nobody'
  )`,
];

/** To whom something is shown: those it has a receivable with, or whoever is signed in. */
export type Audience = "nobody" | "counterparties" | "everybody";

/** A number that it goes by: a scheme ("LEI", "USCC", "VAT") and the value. */
export interface Identifier {
  readonly scheme: string;
  readonly value: string;
}

/** A person to turn to; personal data. */
export interface Contact {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly purpose: string | null;
}

export interface Profile {
  readonly legalName: string | null;
  readonly identifiers: readonly Identifier[];
  /** Of the name and the identifiers. */
  readonly audience: Audience;
  readonly contacts: readonly Contact[];
  readonly contactsAudience: Audience;
}

/** What a registrar said, and when. */
export interface StoredVoucher extends Voucher {
  readonly registrar: Address;
}

export interface DirectoryEntry {
  readonly vouchers: readonly StoredVoucher[];
  readonly viewingKey: Hex | null;
}

/** Notes that somebody signed in for an organisation; the first time counts. */
export async function noteJoined(sql: Sql, organisation: Address, now: number): Promise<void> {
  await sql.query("insert into organisations (organisation, joined) values ($1, $2) on conflict do nothing", [
    bytes(organisation),
    now,
  ]);
}

/** Since when an organisation is here, and what it says of itself; undefined if nobody ever signed in for it. */
export async function profileOf(
  sql: Sql,
  organisation: Address,
): Promise<(Profile & { readonly joined: number }) | undefined> {
  const [row] = await sql.query<Profile & { readonly joined: number }>(
    `select joined, legal_name as "legalName", identifiers, audience, contacts, contacts_audience as "contactsAudience"
     from organisations where organisation = $1`,
    [bytes(organisation)],
  );
  return row;
}

/** Writes what an organisation says of itself, all of it. */
export async function putProfile(sql: Sql, organisation: Address, profile: Profile, now: number): Promise<void> {
  await sql.query(
    `insert into organisations (organisation, joined, legal_name, identifiers, audience, contacts, contacts_audience)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (organisation) do update set legal_name = excluded.legal_name, identifiers = excluded.identifiers,
       audience = excluded.audience, contacts = excluded.contacts, contacts_audience = excluded.contacts_audience`,
    [
      bytes(organisation),
      now,
      profile.legalName,
      JSON.stringify(profile.identifiers),
      profile.audience,
      JSON.stringify(profile.contacts),
      profile.contactsAudience,
    ],
  );
}

/** Erases the people to turn to. */
export async function eraseContacts(sql: Sql, organisation: Address): Promise<void> {
  await sql.query("update organisations set contacts = '[]' where organisation = $1", [bytes(organisation)]);
}

/** What the directory says of an organisation: on the chain, and so for everybody. */
export async function directoryEntryOf(sql: Sql, organisation: Address): Promise<DirectoryEntry> {
  const vouchers = await sql.query<StoredVoucher>(
    `select registrar, legal_id as "legalId", evidence, enroller, channel, since, until from vouchers
     where organisation = $1 order by since desc, registrar`,
    [bytes(organisation)],
  );
  const [key] = await sql.query<{ key: Hex }>("select key from viewing_keys where organisation = $1", [
    bytes(organisation),
  ]);
  return { vouchers, viewingKey: key?.key ?? null };
}

const ROLES = ["supplier", "buyer", "holder"] as const;

/**
 * By what somebody has met the others of a receivable. A supplier has issued it. Anybody may issue to anybody and
 * transfer to anybody: who is named as a buyer, or made a holder, has met nobody before it agrees.
 */
const AGREED: Readonly<Record<(typeof ROLES)[number], string>> = {
  supplier: "",
  buyer: ` and status = ${Status.Accepted}`,
  holder: ` and ${TAKEN_UP}`,
};

/**
 * Whether who asks has met who is shown, as that one would say: a condition of SQL, of which each pair of roles is a
 * stretch of either one's index. @param asking, shown The two, in SQL.
 */
export function haveMet(asking: string, shown: string): string {
  const isRole = (role: (typeof ROLES)[number], party: string): string =>
    role === "holder" ? `holder in ${holdersOf(party)}` : `${role} = ${party}`;
  const ways = ROLES.flatMap((own) =>
    ROLES.filter((other) => other !== own).map(
      (other) =>
        `exists (select from receivables where ${isRole(own, asking)} and ${isRole(other, shown)}${AGREED[other]})`,
    ),
  );
  return `(${ways.join(" or ")})`;
}

/** Whether an organisation that asks is a counterparty of another one, as that one would say. */
export async function areCounterparties(sql: Sql, asking: Address, shown: Address): Promise<boolean> {
  const [row] = await sql.query<{ are: boolean }>(`select ${haveMet("$1", "$2")} as are`, [
    bytes(asking),
    bytes(shown),
  ]);
  return row?.are === true;
}

/** A mandate as the index has it. */
export interface StoredMandate {
  readonly agent: Address;
  /** A bit for each verb. */
  readonly verbs: number;
  /** First and last instant, unix seconds. */
  readonly since: number;
  readonly until: number;
  readonly cap: bigint;
  readonly currency: Address;
  readonly document: Hex;
}

/** The next mandates that an organisation gave after an agent, in the order of addresses. */
export async function mandatesAfter(
  sql: Sql,
  organisation: Address,
  after: Address,
  limit: number,
): Promise<readonly StoredMandate[]> {
  return sql.query<StoredMandate>(
    `select agent, verbs, since, until, cap, currency, document from mandates
     where organisation = $1 and agent > $2 order by agent limit $3`,
    [bytes(organisation), bytes(after), limit],
  );
}
