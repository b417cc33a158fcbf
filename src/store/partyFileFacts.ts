/**
 * Facts that an organisation knows of its customers: added, withdrawn, never changed. What a person chose among facts
 * that contradict each other stands beside them. The content of a fact can be erased, and the name of whoever made a
 * visit apart from it: both may be about people.
 */
import type { Address } from "../domain/receivable.ts";
import type { Choice, FactKind, FactValue } from "../domain/partyFile/facts.ts";
import { groupKey } from "../domain/partyFile/groups.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

/** A step of the schema. `body` and both reasons are null once they were erased. */
export const PARTY_FACT_TABLES: readonly string[] = [
  `create table party_facts (
    number bigint generated always as identity,
    organisation bytea not null,
    id uuid not null,
    customer bytea not null,
    kind text not null,
    subject text not null,
    body jsonb,
    entered bigint not null,
    entered_by bytea not null,
    withdrawn bigint,
    withdrawn_by bytea,
    reason text,
    erased bigint,
    erased_by bytea,
    primary key (organisation, id)
  )`,
  "create index party_facts_of on party_facts (organisation, customer, number)",
  // Personal data: it goes with its row.
  `create table party_visitors (
    organisation bytea not null,
    fact uuid not null,
    name text not null,
    primary key (organisation, fact)
  )`,
  `create table party_choices (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    customer bytea not null,
    kind text not null,
    subject text not null,
    fact uuid not null,
    is_chosen boolean not null,
    reason text not null,
    chosen bigint not null,
    chosen_by bytea not null
  )`,
  "create index party_choices_of on party_choices (organisation, customer, number)",
];

export interface StoredFact {
  /** Counted over all organisations: the order of entry. */
  readonly number: number;
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  readonly customer: Address;
  readonly kind: FactKind;
  readonly subject: string;
  /** What the interface took: value, source and dates; null once it was erased. */
  readonly body: unknown;
  /** Unix seconds. */
  readonly entered: number;
  readonly enteredBy: Address;
  /** Unix seconds; null while it stands. */
  readonly withdrawn: number | null;
  readonly withdrawnBy: Address | null;
  readonly reason: string | null;
  readonly erased: number | null;
  readonly erasedBy: Address | null;
  /** Of a visit: who made it; null of all else, and once it was erased. */
  readonly visitor: string | null;
}

const FACT =
  'f.number, f.id, f.customer, f.kind, f.subject, f.body, f.entered, f.entered_by as "enteredBy", f.withdrawn, ' +
  'f.withdrawn_by as "withdrawnBy", f.reason, f.erased, f.erased_by as "erasedBy", v.name as visitor';
const FACTS = "party_facts f left join party_visitors v on v.organisation = f.organisation and v.fact = f.id";

type NewFact = Pick<StoredFact, "id" | "customer" | "kind" | "subject" | "body" | "visitor"> &
  Pick<StoredFact, "entered" | "enteredBy">;

/** @returns false, and nothing is stored, where there are `most` of them, or one of that id. */
export async function addPartyFact(
  tx: Transaction,
  organisation: Address,
  { id, customer, kind, subject, body, visitor, entered, enteredBy }: NewFact,
  most: { readonly ofCustomer: number; readonly ofAll: number },
): Promise<boolean> {
  await lockCount(tx, `party facts of ${organisation}`);
  const rows = await tx.query(
    `insert into party_facts (organisation, id, customer, kind, subject, body, entered, entered_by, group_key)
     select $1, $2, $3, $4, $5, $6, $7, $8, $11
     where (select count(*) from party_facts where organisation = $1) < $9::bigint
       and (select count(*) from party_facts where organisation = $1 and customer = $3) < $10::bigint
     on conflict do nothing returning id`,
    [
      bytes(organisation),
      id,
      bytes(customer),
      kind,
      subject,
      JSON.stringify(body),
      entered,
      bytes(enteredBy),
      most.ofAll,
      most.ofCustomer,
      groupKeyIn(body),
    ],
  );
  if (rows.length === 1 && visitor !== null) {
    const text = "insert into party_visitors (organisation, fact, name) values ($1, $2, $3)";
    await tx.query(text, [bytes(organisation), id, visitor]);
  }
  return rows.length === 1;
}

function groupKeyIn(body: unknown): string | null {
  // Only what the interface took is kept there.
  const { value } = body as { readonly value: FactValue };
  return value.kind === "group" ? groupKey(value.text) : null;
}

export async function partyFactOf(sql: Sql, organisation: Address, id: string): Promise<StoredFact | undefined> {
  const text = `select ${FACT} from ${FACTS} where f.organisation = $1 and f.id = $2`;
  return (await sql.query<StoredFact>(text, [bytes(organisation), id]))[0];
}

/** All of some customers, in the order of entry. @param kinds These alone, where given. */
export async function partyFactsOf(
  sql: Sql,
  organisation: Address,
  customers: readonly Address[],
  kinds: readonly FactKind[] | null = null,
): Promise<readonly StoredFact[]> {
  return sql.query<StoredFact>(
    `select ${FACT} from ${FACTS} where f.organisation = $1 and f.customer = any($2)
       and ($3::text[] is null or f.kind = any($3)) order by f.number`,
    [bytes(organisation), customers.map(bytes), kinds],
  );
}

/** Before a place in the order of entry, the latest first; of a customer or a kind alone, where given. */
export async function partyFactsBefore(
  sql: Sql,
  organisation: Address,
  { customer, kind }: { readonly customer: Address | undefined; readonly kind: FactKind | undefined },
  before: number,
  limit: number,
): Promise<readonly StoredFact[]> {
  return sql.query<StoredFact>(
    `select ${FACT} from ${FACTS} where f.organisation = $1 and ($2::bytea is null or f.customer = $2)
       and ($3::text is null or f.kind = $3) and f.number < $4::bigint order by f.number desc limit $5`,
    [bytes(organisation), customer === undefined ? null : bytes(customer), kind ?? null, before, limit],
  );
}

/** Withdraws a fact that stands. @returns whether it did. */
export async function withdrawPartyFact(
  sql: Sql,
  organisation: Address,
  id: string,
  { at, by, reason }: { readonly at: number; readonly by: Address; readonly reason: string },
): Promise<boolean> {
  const rows = await sql.query(
    `update party_facts set withdrawn = $3, withdrawn_by = $4, reason = $5
     where organisation = $1 and id = $2 and withdrawn is null and erased is null returning id`,
    [bytes(organisation), id, at, bytes(by), reason],
  );
  return rows.length === 1;
}

/** Erases what a fact says, who visited, and why it was withdrawn or chosen; that there was one stays. */
export async function erasePartyFact(
  tx: Transaction,
  organisation: Address,
  id: string,
  { at, by }: { readonly at: number; readonly by: Address },
): Promise<void> {
  await tx.query(
    `update party_facts set body = null, group_key = null, reason = null,
       erased = coalesce(erased, $3),
       erased_by = coalesce(erased_by, $4) where organisation = $1 and id = $2`,
    [bytes(organisation), id, at, bytes(by)],
  );
  await tx.query("update party_choices set reason = '' where organisation = $1 and fact = $2", [
    bytes(organisation),
    id,
  ]);
  await eraseVisitor(tx, organisation, id);
}

/** Erases who made a visit. @returns whether anybody was known. */
export async function eraseVisitor(sql: Sql, organisation: Address, id: string): Promise<boolean> {
  const text = "delete from party_visitors where organisation = $1 and fact = $2 returning fact";
  return (await sql.query(text, [bytes(organisation), id])).length === 1;
}

export interface StoredChoice {
  readonly customer: Address;
  readonly kind: FactKind;
  readonly subject: string;
  readonly fact: string;
  /** False where it was chosen, and is no more. */
  readonly isChosen: boolean;
  readonly reason: string;
  /** Unix seconds. */
  readonly chosen: number;
  readonly chosenBy: Address;
}

/** @returns false, and nothing is stored, where there are `most` of the customer. */
export async function addPartyChoice(
  tx: Transaction,
  organisation: Address,
  { customer, kind, subject, fact, isChosen, reason, chosen, chosenBy }: StoredChoice,
  most: number,
): Promise<boolean> {
  await lockCount(tx, `party choices of ${organisation}`);
  const rows = await tx.query(
    `insert into party_choices (organisation, customer, kind, subject, fact, is_chosen, reason, chosen, chosen_by)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9
     where (select count(*) from party_choices where organisation = $1 and customer = $2) < $10::bigint
     returning number`,
    [...[bytes(organisation), bytes(customer), kind, subject, fact, isChosen, reason, chosen, bytes(chosenBy)], most],
  );
  return rows.length === 1;
}

/** All of some customers, in their order. */
export async function partyChoicesOf(
  sql: Sql,
  organisation: Address,
  customers: readonly Address[],
): Promise<readonly StoredChoice[]> {
  return sql.query<StoredChoice>(
    `select customer, kind, subject, fact, is_chosen as "isChosen", reason, chosen, chosen_by as "chosenBy"
     from party_choices where organisation = $1 and customer = any($2) order by number`,
    [bytes(organisation), customers.map(bytes)],
  );
}

/** As the domain reads it: a choice that was taken back chooses none. */
export function choiceIn({ kind, subject, fact, isChosen, chosen }: StoredChoice): Choice {
  return { kind, subject, fact: isChosen ? fact : undefined, chosen };
}
