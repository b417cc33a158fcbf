/** What an organisation decided for its indicators, version by version: none of it is ever changed. */
import type { BucketName } from "../domain/account/aging.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. Rates are parts per million. */
export const INDICATOR_SETTING_TABLES: readonly string[] = [
  `create table indicator_settings (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null unique,
    cost_of_capital bigint,
    agreed_rates jsonb not null,
    overlays jsonb not null,
    reason text not null,
    account bytea not null,
    at bigint not null
  )`,
  "create index indicator_settings_of on indicator_settings (organisation, number)",
];

/** By which approval each version was set. */
export const INDICATOR_SETTING_COLUMNS: readonly string[] = ["alter table indicator_settings add column approval uuid"];

/** "" for every segment that has none of its own. */
export interface SetRate {
  readonly segment: string;
  readonly bucket: BucketName;
  readonly rate: number;
}

export interface SetOverlay {
  readonly segment: string;
  /** Of the loss rate, from -1,000,000 up. */
  readonly change: number;
  readonly reason: string;
}

export interface NewIndicatorSettings {
  /** A UUID. */
  readonly id: string;
  readonly organisation: Address;
  /** A year; null where none is set. */
  readonly costOfCapital: number | null;
  readonly agreedRates: readonly SetRate[];
  readonly overlays: readonly SetOverlay[];
  readonly reason: string;
  /** Who decided. */
  readonly account: Address;
  /** Of the approval that it took; null where none was needed. */
  readonly approval: string | null;
  /** From then on they count; unix seconds. */
  readonly at: number;
}

export interface IndicatorSettings extends NewIndicatorSettings {
  readonly number: number;
}

const SETTINGS =
  'number, organisation, id, cost_of_capital as "costOfCapital", agreed_rates as "agreedRates", overlays, reason, ' +
  "account, approval, at";

export async function addIndicatorSettings(sql: Sql, settings: NewIndicatorSettings): Promise<void> {
  const { id, organisation, costOfCapital, agreedRates, overlays, reason, account, approval, at } = settings;
  await sql.query(
    `insert into indicator_settings (organisation, id, cost_of_capital, agreed_rates, overlays, reason, account,
       approval, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing`,
    [
      ...[bytes(organisation), id, costOfCapital, JSON.stringify(agreedRates), JSON.stringify(overlays)],
      ...[reason, bytes(account), approval, at],
    ],
  );
}

export async function indicatorSettingsBy(sql: Sql, id: string): Promise<IndicatorSettings | undefined> {
  return (await sql.query<IndicatorSettings>(`select ${SETTINGS} from indicator_settings where id = $1`, [id]))[0];
}

/** Those that counted at an instant, unix seconds. */
export async function indicatorSettingsAt(
  sql: Sql,
  organisation: Address,
  at: number,
): Promise<IndicatorSettings | undefined> {
  const text = `select ${SETTINGS} from indicator_settings where organisation = $1 and at <= $2
    order by at desc, number desc limit 1`;
  return (await sql.query<IndicatorSettings>(text, [bytes(organisation), at]))[0];
}

/** Versions before a number, the latest first. */
export async function indicatorSettingsBefore(
  sql: Sql,
  organisation: Address,
  before: number,
  limit: number,
): Promise<readonly IndicatorSettings[]> {
  const text = `select ${SETTINGS} from indicator_settings where organisation = $1 and number < $2
    order by number desc limit $3`;
  return sql.query<IndicatorSettings>(text, [bytes(organisation), before, limit]);
}

export async function countIndicatorSettings(sql: Sql, organisation: Address): Promise<number> {
  const text = "select count(*)::int as count from indicator_settings where organisation = $1";
  return (await sql.query<{ count: number }>(text, [bytes(organisation)]))[0]?.count ?? 0;
}
