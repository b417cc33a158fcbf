/** Whom to call in an emergency, and what drills came to. */
import type { Drill, Emergency } from "../domain/risk/runbook.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

export interface StoredRunbookContact {
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  readonly emergency: Emergency;
  /** As it was noted: personal data. */
  readonly body: unknown;
  /** Unix seconds. */
  readonly noted: number;
}

const CONTACT = "id, emergency, body, noted";

/** Keeps a person in the place of what was noted of it before. @returns false where there are `most` others. */
export async function keepRunbookContact(
  tx: Transaction,
  organisation: Address,
  { id, emergency, body, noted }: StoredRunbookContact,
  most: number,
): Promise<boolean> {
  await lockCount(tx, `runbook contacts of ${organisation}`);
  const rows = await tx.query(
    `insert into risk_contacts (organisation, id, emergency, body, noted) select $1, $2, $3, $4, $5
     where (select count(*) from risk_contacts where organisation = $1 and id <> $2) < $6::bigint
     on conflict (organisation, id) do update set emergency = excluded.emergency, body = excluded.body,
       noted = excluded.noted returning id`,
    [bytes(organisation), id, emergency, JSON.stringify(body), noted, most],
  );
  return rows.length === 1;
}

/** In the order of their ids. */
export async function runbookContactsOf(sql: Sql, organisation: Address): Promise<readonly StoredRunbookContact[]> {
  const text = `select ${CONTACT} from risk_contacts where organisation = $1 order by id`;
  return sql.query<StoredRunbookContact>(text, [bytes(organisation)]);
}

/** Erases a person. @returns whether there was one. */
export async function eraseRunbookContact(sql: Sql, organisation: Address, id: string): Promise<boolean> {
  const text = "delete from risk_contacts where organisation = $1 and id = $2 returning id";
  return (await sql.query(text, [bytes(organisation), id])).length === 1;
}

export interface StoredDrill {
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  readonly drill: Drill;
  readonly passed: boolean;
  /** What was checked, as it was told. */
  readonly checks: unknown;
  /** When it was held, unix seconds. */
  readonly at: number;
  readonly recordedBy: Address;
  readonly recorded: number;
}

const DRILL = 'id, drill, passed, checks, at, recorded_by as "recordedBy", recorded';

/**
 * Records a drill, or finds the one of that id. @returns Undefined where there are `most`.
 */
export async function addDrill(
  tx: Transaction,
  organisation: Address,
  { id, drill, passed, checks, at, recordedBy, recorded }: StoredDrill,
  most: number,
): Promise<{ readonly stored: StoredDrill; readonly isNew: boolean } | undefined> {
  await lockCount(tx, `drills of ${organisation}`);
  const text = `select ${DRILL} from risk_drills where organisation = $1 and id = $2`;
  const [known] = await tx.query<StoredDrill>(text, [bytes(organisation), id]);
  if (known !== undefined) return { stored: known, isNew: false };
  const [stored] = await tx.query<StoredDrill>(
    `insert into risk_drills (organisation, id, drill, passed, checks, at, recorded_by, recorded)
     select $1, $2, $3, $4, $5, $6, $7, $8
     where (select count(*) from risk_drills where organisation = $1) < $9::bigint returning ${DRILL}`,
    [bytes(organisation), id, drill, passed, JSON.stringify(checks), at, bytes(recordedBy), recorded, most],
  );
  return stored && { stored, isNew: true };
}

/** When each was held last and passed, of those recorded by then, unix seconds; those that never were are left out. */
export async function lastPassed(sql: Sql, organisation: Address, known: number): Promise<ReadonlyMap<Drill, number>> {
  const rows = await sql.query<{ drill: Drill; at: number }>(
    "select drill, max(at) as at from risk_drills where organisation = $1 and passed and recorded <= $2 group by drill",
    [bytes(organisation), known],
  );
  return new Map(rows.map(({ drill, at }) => [drill, at]));
}

/** The last of each kind. */
export async function lastDrills(sql: Sql, organisation: Address): Promise<readonly StoredDrill[]> {
  const text = `select distinct on (drill) ${DRILL} from risk_drills where organisation = $1
    order by drill, at desc, number desc`;
  return sql.query<StoredDrill>(text, [bytes(organisation)]);
}
