/**
 * Acts that take several signatures: whose, and which of them are there. The act itself is an intent of whoever
 * prepared it, which counts as signed once all of them are.
 */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { SIGNATURE, signatureValues, withSignature } from "./intentSignatures.ts";
import type { IntentSignature, SignatureRow } from "./intentSignatures.ts";
import { bytes } from "./values.ts";

/** A step of the schema: intents that one signature carries have no rows here. */
export const INTENT_PARTY_TABLES: readonly string[] = [
  `create table intent_parties (
    intent text not null references intents (id),
    party bytea not null,
    place smallint not null,
    nonce numeric(80, 0) not null,
    prepared_by bytea,
    signer bytea,
    handed_in_by bytea,
    signature bytea,
    mandate jsonb,
    signed bigint,
    primary key (intent, party)
  )`,
  "create index intent_parties_of_party on intent_parties (party, intent)",
  "alter table intents add column withdrawn_by bytea",
];

/** Whose signature an act takes. */
export interface NewParty {
  readonly party: Address;
  /** Its desk, where it signs for that; null where it signs for itself. */
  readonly desk: Address | null;
  /** Of the message that it signs. */
  readonly nonce: bigint;
  /** The member that prepared the act for it, or took it up; null while nobody has. */
  readonly preparedBy: Address | null;
  /** Of the message that it signed at another gateway, unix seconds; null where it is the intent's. */
  readonly deadline: number | null;
}

export interface StoredParty extends NewParty {
  readonly signature: IntentSignature | null;
}

/** How a row arrives inside the JSON of {@link PARTIES}. */
type PartyJson = SignatureRow & Omit<StoredParty, "signature" | "nonce"> & { readonly nonce: string };

const hex = (column: string): string => `'0x' || encode(${column}, 'hex')`;

/** The parties of the row of intents at hand as one column, in the order in which the act names them. */
export const PARTIES = `(select json_agg(json_build_object('party', ${hex("party")}, 'desk', ${hex("p.desk")},
    'nonce', nonce::text,
    'preparedBy', ${hex("p.prepared_by")}, 'deadline', p.deadline, 'signer', ${hex("p.signer")},
    'handed_in_by', ${hex("p.handed_in_by")}, 'signature', ${hex("p.signature")}, 'mandate', p.mandate,
    'signed', p.signed) order by place)
  from intent_parties p where p.intent = intents.id) as parties`;

/** What {@link PARTIES} gave. */
export function partiesIn(column: readonly PartyJson[] | null): readonly StoredParty[] {
  return (column ?? []).map(({ nonce, ...row }) => ({ ...withSignature(row), nonce: BigInt(nonce) }));
}
export type PartiesColumn = Parameters<typeof partiesIn>[0];

/** In the order in which the act names them. */
export async function insertParties(sql: Sql, intent: string, parties: readonly NewParty[]): Promise<void> {
  for (const [place, { party, desk, nonce, preparedBy, deadline }] of parties.entries()) {
    await sql.query(
      `insert into intent_parties (intent, party, place, nonce, prepared_by, deadline, desk)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [intent, bytes(party), place, nonce, preparedBy && bytes(preparedBy), deadline, desk && bytes(desk)],
    );
  }
}

/** Holds an intent that is neither signed by all nor withdrawn until the transaction ends; false where it is. */
export async function lockUnsigned(tx: Sql, id: string): Promise<boolean> {
  const text = "select id from intents where id = $1 and signer is null and withdrawn is null for update";
  return (await tx.query(text, [id])).length === 1;
}

/** Keeps a party's signature in the place of the one that was there. */
export async function signParty(sql: Sql, intent: string, party: Address, signed: IntentSignature): Promise<void> {
  await sql.query(`update intent_parties set (${SIGNATURE}) = ($3, $4, $5, $6, $7) where intent = $1 and party = $2`, [
    intent,
    bytes(party),
    ...signatureValues(signed),
  ]);
}

/** Notes who stands for a party that prepared nothing; whoever was first stays. */
export async function takeUp(sql: Sql, intent: string, party: Address, account: Address): Promise<void> {
  await sql.query(
    "update intent_parties set prepared_by = $3 where intent = $1 and party = $2 and prepared_by is null",
    [intent, bytes(party), bytes(account)],
  );
}

/** A condition on intents: of those that others prepared, the ones that take a party's signature. */
export function signedWith(party: string): string {
  return `organisation <> ${party} and id in (select intent from intent_parties where party = ${party})`;
}
