/** Which agencies an organisation trusts, in versions, and the grades and revocations that agencies signed. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const PARTY_GRADE_TABLES: readonly string[] = [
  `create table party_agencies (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    agency bytea not null,
    body jsonb not null,
    reason text not null,
    set_at bigint not null,
    set_by bytea not null
  )`,
  "create index party_agencies_of on party_agencies (organisation, agency, number)",
  `create table party_grades (
    organisation bytea not null,
    attestation bytea not null,
    customer bytea not null,
    agency bytea not null,
    body jsonb not null,
    signature bytea not null,
    imported bigint not null,
    imported_by bytea not null,
    primary key (organisation, attestation)
  )`,
  "create index party_grades_of on party_grades (organisation, customer)",
  `create table party_grade_revocations (
    organisation bytea not null,
    attestation bytea not null,
    signature bytea not null,
    noted bigint not null,
    noted_by bytea not null,
    primary key (organisation, attestation)
  )`,
];

export interface StoredAgency {
  readonly number: number;
  readonly agency: Address;
  /** Its name, whether it is trusted, and its scales. */
  readonly body: unknown;
  readonly reason: string;
  /** Unix seconds. */
  readonly set: number;
  readonly setBy: Address;
}

const AGENCY = 'number, agency, body, reason, set_at as set, set_by as "setBy"';

/** Adds a version. @returns false, and nothing is stored, where there are `most`. */
export async function addAgency(
  tx: Transaction,
  organisation: Address,
  { agency, body, reason, set, setBy }: Omit<StoredAgency, "number">,
  most: number,
): Promise<boolean> {
  await lockCount(tx, `party agencies of ${organisation}`);
  const rows = await tx.query(
    `insert into party_agencies (organisation, agency, body, reason, set_at, set_by) select $1, $2, $3, $4, $5, $6
     where (select count(*) from party_agencies where organisation = $1) < $7::bigint returning number`,
    [bytes(organisation), bytes(agency), JSON.stringify(body), reason, set, bytes(setBy), most],
  );
  return rows.length === 1;
}

/** Versions before a place, the latest first. */
export async function agenciesBefore(
  sql: Sql,
  organisation: Address,
  before: number,
  limit: number,
): Promise<readonly StoredAgency[]> {
  return sql.query<StoredAgency>(
    `select ${AGENCY} from party_agencies where organisation = $1 and number < $2::bigint
     order by number desc limit $3`,
    [bytes(organisation), before, limit],
  );
}

/** The version of each agency that is in force at an instant, unix seconds. */
export async function agenciesAt(
  sql: Sql,
  organisation: Address,
  at: number,
): Promise<ReadonlyMap<Address, StoredAgency>> {
  const rows = await sql.query<StoredAgency>(
    `select distinct on (agency) ${AGENCY} from party_agencies where organisation = $1 and set_at <= $2
     order by agency, number desc`,
    [bytes(organisation), at],
  );
  return new Map(rows.map((row) => [row.agency, row]));
}

export interface StoredGrade {
  /** The digest that the agency signed. */
  readonly attestation: Hex;
  readonly customer: Address;
  readonly agency: Address;
  /** What it signed. */
  readonly body: unknown;
  readonly signature: Hex;
  /** Unix seconds. */
  readonly imported: number;
  readonly importedBy: Address;
  /** When its revocation came here; null where none did. */
  readonly revoked: number | null;
}

const GRADE =
  'g.attestation, g.customer, g.agency, g.body, g.signature, g.imported, g.imported_by as "importedBy", ' +
  "r.noted as revoked";
const GRADES =
  "party_grades g left join party_grade_revocations r on r.organisation = g.organisation and " +
  "r.attestation = g.attestation";

/** @returns whether it is new; undefined, and nothing is stored, where the organisation has `most`. */
export async function addGrade(
  tx: Transaction,
  organisation: Address,
  { attestation, customer, agency, body, signature, imported, importedBy }: Omit<StoredGrade, "revoked">,
  most: number,
): Promise<boolean | undefined> {
  await lockCount(tx, `party grades of ${organisation}`);
  const known = "select attestation from party_grades where organisation = $1 and attestation = $2";
  if ((await tx.query(known, [bytes(organisation), bytes(attestation)])).length > 0) return false;
  const rows = await tx.query(
    `insert into party_grades (organisation, attestation, customer, agency, body, signature, imported, imported_by)
     select $1, $2, $3, $4, $5, $6, $7, $8
     where (select count(*) from party_grades where organisation = $1) < $9::bigint returning attestation`,
    [
      ...[bytes(organisation), bytes(attestation), bytes(customer), bytes(agency), JSON.stringify(body)],
      ...[bytes(signature), imported, bytes(importedBy), most],
    ],
  );
  return rows.length === 1 ? true : undefined;
}

export async function gradeOf(sql: Sql, organisation: Address, attestation: Hex): Promise<StoredGrade | undefined> {
  const text = `select ${GRADE} from ${GRADES} where g.organisation = $1 and g.attestation = $2`;
  return (await sql.query<StoredGrade>(text, [bytes(organisation), bytes(attestation)]))[0];
}

/** Of a customer, the latest import first. */
export async function gradesOf(sql: Sql, organisation: Address, customer: Address): Promise<readonly StoredGrade[]> {
  return sql.query<StoredGrade>(
    `select ${GRADE} from ${GRADES} where g.organisation = $1 and g.customer = $2
     order by g.imported desc, g.attestation`,
    [bytes(organisation), bytes(customer)],
  );
}

/** Notes that an agency took a grade back; once is enough. */
export async function addGradeRevocation(
  sql: Sql,
  organisation: Address,
  {
    attestation,
    signature,
    noted,
    notedBy,
  }: Readonly<{
    attestation: Hex;
    signature: Hex;
    noted: number;
    notedBy: Address;
  }>,
): Promise<void> {
  await sql.query(
    `insert into party_grade_revocations (organisation, attestation, signature, noted, noted_by)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [bytes(organisation), bytes(attestation), bytes(signature), noted, bytes(notedBy)],
  );
}
