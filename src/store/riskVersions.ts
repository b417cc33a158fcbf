/** What an organisation sets about its risks: versions that are added and never changed. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

export type RiskVersionKind = "rule" | "entry" | "page" | "profile";

export interface RiskVersion {
  readonly kind: RiskVersionKind;
  /** Whose versions they are: a rule, an entry's UUID, an emergency, a customer or "" for all of them. */
  readonly subject: string;
  /** Counted from 1. */
  readonly version: number;
  /** A UUID of this version, unique among the organisation's. */
  readonly id: string;
  /** Hash of what was asked, by which the same is known when it is sent again. */
  readonly content: Hex;
  /** As it was asked. */
  readonly body: unknown;
  readonly setBy: Address;
  /** Unix seconds. */
  readonly set: number;
}

const VERSION = 'kind, subject, version, id, content, body, set_by as "setBy", set_at as set';

/**
 * Keeps a version after all others of its subject, or finds the one of that id.
 * @returns Undefined where the organisation has `most` versions of that kind.
 */
export async function keepRiskVersion(
  tx: Transaction,
  organisation: Address,
  { kind, subject, id, content, body, setBy, set }: Omit<RiskVersion, "version">,
  most: number,
): Promise<{ readonly stored: RiskVersion; readonly isNew: boolean } | undefined> {
  await lockCount(tx, `risk versions of ${organisation}`);
  const text = `select ${VERSION} from risk_versions where organisation = $1 and id = $2`;
  const [known] = await tx.query<RiskVersion>(text, [bytes(organisation), id]);
  if (known !== undefined) return { stored: known, isNew: false };
  const [stored] = await tx.query<RiskVersion>(
    `insert into risk_versions (organisation, kind, subject, version, id, content, body, set_by, set_at)
     select $1, $2, $3, coalesce((select max(version) from risk_versions
       where organisation = $1 and kind = $2 and subject = $3), 0) + 1, $4, $5, $6, $7, $8
     where (select count(*) from risk_versions where organisation = $1 and kind = $2) < $9::bigint
     returning ${VERSION}`,
    [bytes(organisation), kind, subject, id, bytes(content), JSON.stringify(body), bytes(setBy), set, most],
  );
  return stored && { stored, isNew: true };
}

/** The last version of each subject, in the order of subjects. */
export async function lastRiskVersions(
  sql: Sql,
  organisation: Address,
  kind: RiskVersionKind,
): Promise<readonly RiskVersion[]> {
  return sql.query<RiskVersion>(
    `select distinct on (subject) ${VERSION} from risk_versions where organisation = $1 and kind = $2
     order by subject, version desc`,
    [bytes(organisation), kind],
  );
}

/** All versions of one subject, the latest first. */
export async function riskVersionsOf(
  sql: Sql,
  organisation: Address,
  kind: RiskVersionKind,
  subject: string,
): Promise<readonly RiskVersion[]> {
  return sql.query<RiskVersion>(
    `select ${VERSION} from risk_versions where organisation = $1 and kind = $2 and subject = $3
     order by version desc`,
    [bytes(organisation), kind, subject],
  );
}
