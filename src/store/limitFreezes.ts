/** Customers to whom nothing more is granted, for a reason that can be erased, until two persons lift it. */
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema. `held` says whether there is a hold of somebody's beside, put before the freeze or while it
 * stands, which stays when the freeze is lifted.
 */
export const LIMIT_FREEZE_TABLES: readonly string[] = [
  `create table limit_freezes (
    organisation bytea not null,
    id uuid not null,
    customer bytea not null,
    reason text not null,
    frozen_by bytea not null,
    since bigint not null,
    held boolean not null,
    lifted_by bytea,
    lifted bigint,
    lift_reason text,
    approval text,
    approvers jsonb,
    primary key (organisation, id)
  )`,
  "create unique index limit_freezes_standing on limit_freezes (organisation, customer) where lifted is null",
];

export interface NewFreeze {
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  readonly organisation: Address;
  readonly customer: Address;
  readonly reason: string;
  readonly frozenBy: Address;
  /** Unix seconds. */
  readonly since: number;
  readonly held: boolean;
}

export interface Lifted {
  readonly liftedBy: Address;
  readonly lifted: number;
  readonly liftReason: string;
  readonly approval: string;
  readonly approvers: readonly Address[];
}

/** What became of a freeze: all null while it stands. */
export type StoredFreeze = NewFreeze & { readonly [Field in keyof Lifted]: Lifted[Field] | null };

const FREEZE =
  'id, organisation, customer, reason, frozen_by as "frozenBy", since, held, lifted_by as "liftedBy", lifted, ' +
  'lift_reason as "liftReason", approval, approvers';

/** False, and nothing is stored, where the customer is frozen already. */
export async function insertFreeze(tx: Transaction, freeze: NewFreeze): Promise<boolean> {
  const { id, organisation, customer, reason, frozenBy, since, held } = freeze;
  const rows = await tx.query(
    `insert into limit_freezes (organisation, id, customer, reason, frozen_by, since, held)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
    [bytes(organisation), id, bytes(customer), reason, bytes(frozenBy), since, held],
  );
  return rows.length === 1;
}

export async function freezeById(sql: Sql, organisation: Address, id: string): Promise<StoredFreeze | undefined> {
  const text = `select ${FREEZE} from limit_freezes where organisation = $1 and id = $2`;
  return (await sql.query<StoredFreeze>(text, [bytes(organisation), id]))[0];
}

/** The one that stands of a customer; undefined where none does. */
export async function freezeOn(sql: Sql, organisation: Address, customer: Address): Promise<StoredFreeze | undefined> {
  const text = `select ${FREEZE} from limit_freezes where organisation = $1 and customer = $2 and lifted is null`;
  return (await sql.query<StoredFreeze>(text, [bytes(organisation), bytes(customer)]))[0];
}

/** Notes that a hold of somebody's is put beside the freeze that stands of a customer, if one does. */
export async function holdBesideFreeze(tx: Transaction, organisation: Address, customer: Address): Promise<void> {
  await tx.query("update limit_freezes set held = true where organisation = $1 and customer = $2 and lifted is null", [
    bytes(organisation),
    bytes(customer),
  ]);
}

/** @returns the freeze, as it is lifted; undefined where it was lifted already. */
export async function liftFreeze(
  tx: Transaction,
  organisation: Address,
  id: string,
  { liftedBy, lifted, liftReason, approval, approvers }: Lifted,
): Promise<StoredFreeze | undefined> {
  const [row] = await tx.query<StoredFreeze>(
    `update limit_freezes set lifted_by = $3, lifted = $4, lift_reason = $5, approval = $6, approvers = $7
     where organisation = $1 and id = $2 and lifted is null returning ${FREEZE}`,
    [bytes(organisation), id, bytes(liftedBy), lifted, liftReason, approval, JSON.stringify(approvers)],
  );
  return row;
}

/** Erases why a customer was frozen, and why that was lifted. False where there is no such freeze. */
export async function eraseFreezeReasons(tx: Transaction, organisation: Address, id: string): Promise<boolean> {
  const rows = await tx.query(
    `update limit_freezes set reason = '', lift_reason = case when lifted is null then null else '' end
     where organisation = $1 and id = $2 returning id`,
    [bytes(organisation), id],
  );
  await tx.query(
    `update holds h set reason = '' from limit_freezes f where f.organisation = $1 and f.id = $2
       and f.lifted is null and not f.held and h.organisation = f.organisation and h.counterparty = f.customer`,
    [bytes(organisation), id],
  );
  return rows.length === 1;
}

/** Where a page of freezes ended. */
export interface FreezePlace {
  readonly since: number;
  readonly id: string;
}

/** Freezes before a place, the latest first, lifted ones too. */
export async function freezesBefore(
  sql: Sql,
  organisation: Address,
  { since, id }: FreezePlace,
  limit: number,
): Promise<readonly StoredFreeze[]> {
  return sql.query<StoredFreeze>(
    `select ${FREEZE} from limit_freezes where organisation = $1 and (since, id) < ($2::bigint, $3::uuid)
     order by since desc, id desc limit $4`,
    [bytes(organisation), since, id, limit],
  );
}

/** Those that were made or lifted after an instant, up to another; unix seconds. */
export async function freezesBetween(
  sql: Sql,
  organisation: Address,
  { after, until }: { readonly after: number; readonly until: number },
  limit: number,
): Promise<readonly StoredFreeze[]> {
  return sql.query<StoredFreeze>(
    `select ${FREEZE} from limit_freezes where organisation = $1
       and ((since > $2 and since <= $3) or (lifted > $2 and lifted <= $3)) order by since, id limit $4`,
    [bytes(organisation), after, until, limit],
  );
}
