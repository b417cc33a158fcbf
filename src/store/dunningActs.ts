/** What people did to collect: calls, visits and other contacts, with what came of them. Nothing of it is changed. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

/** A step of the schema. `at` is when it happened, as whoever did it says. */
export const DUNNING_ACT_TABLES: readonly string[] = [
  `create table dunning_acts (
    sequence bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null,
    customer bytea not null,
    contact uuid,
    send uuid,
    channel text not null,
    outcome text not null,
    at bigint not null,
    body jsonb not null,
    content bytea not null,
    logged_by bytea not null,
    logged bigint not null,
    unique (organisation, id)
  )`,
  "create index dunning_acts_of on dunning_acts (organisation, customer, at)",
];

export interface NewDunningAct {
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  readonly customer: Address;
  /** The person who was reached; null where it was nobody of the list. */
  readonly contact: string | null;
  /** The notice by which a policy asked for it; null where nobody did. */
  readonly send: string | null;
  readonly channel: string;
  readonly outcome: string;
  /** Unix seconds. */
  readonly at: number;
  /** As it was logged. */
  readonly body: unknown;
  /** Hash of it, by which the same is known when it is sent again. */
  readonly content: Hex;
  readonly loggedBy: Address;
  /** Unix seconds. */
  readonly logged: number;
}

export interface StoredDunningAct extends NewDunningAct {
  readonly sequence: number;
}

const ACT =
  'sequence, id, customer, contact, send, channel, outcome, at, body, content, logged_by as "loggedBy", logged';

/** Keeps an act, or finds the one of that id. @returns Undefined where `most` were logged since an instant. */
export async function keepDunningAct(
  tx: Transaction,
  organisation: Address,
  act: NewDunningAct,
  { since, most }: { readonly since: number; readonly most: number },
): Promise<{ readonly stored: StoredDunningAct; readonly isNew: boolean } | undefined> {
  const { id, customer, contact, send, channel, outcome, at, body, content, loggedBy, logged } = act;
  await lockCount(tx, `dunning acts of ${organisation}`);
  const text = `select ${ACT} from dunning_acts where organisation = $1 and id = $2`;
  const [known] = await tx.query<StoredDunningAct>(text, [bytes(organisation), id]);
  if (known !== undefined) return { stored: known, isNew: false };
  const [stored] = await tx.query<StoredDunningAct>(
    `insert into dunning_acts (organisation, id, customer, contact, send, channel, outcome, at, body, content,
       logged_by, logged)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
     where (select count(*) from dunning_acts where organisation = $1 and logged > $13) < $14::bigint
     returning ${ACT}`,
    [
      ...[bytes(organisation), id, bytes(customer), contact, send, channel, outcome, at, JSON.stringify(body)],
      ...[bytes(content), bytes(loggedBy), logged, since, most],
    ],
  );
  return stored && { stored, isNew: true };
}

/** Those about some customers that happened since an instant, in the order in which they happened. */
export async function dunningActsSince(
  sql: Sql,
  organisation: Address,
  customers: readonly Address[],
  since: number,
): Promise<readonly StoredDunningAct[]> {
  return sql.query<StoredDunningAct>(
    `select ${ACT} from dunning_acts where organisation = $1 and customer = any($2) and at >= $3
     order by at, sequence`,
    [bytes(organisation), customers.map(bytes), since],
  );
}
