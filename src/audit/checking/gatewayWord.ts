/** What a gateway says of receivables, as its interface has it. Nothing of it is believed. */
import type { components } from "../../../generated/openapi.d.ts";

type Schemas = components["schemas"];
export type GatewayRow = Schemas["Receivable"];
export type GatewayDetail = Schemas["ReceivableDetail"];

/** The last block that an answer takes into account, as the gateway says. */
export interface SaidAsOf {
  readonly block: number;
  readonly blockHash: string;
}

export interface GatewayWord {
  /** Who asked, in lower case: the gateway shows it what it takes part in. */
  readonly organisation: string;
  /** Rows of its list, with the block that each page was of. */
  readonly rows: readonly { readonly row: GatewayRow; readonly asOf: SaidAsOf | null }[];
  /** What it says of single ones. */
  readonly details: readonly GatewayDetail[];
  /** Ids that it listed and then told nothing of, or something of another. */
  readonly refused: readonly string[];
  /** Whether the list was read to its end: only then something can be missing from it. */
  readonly isWhole: boolean;
}

const AMOUNT = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/;

/** A decimal text as minor units; undefined where it is none of that many decimals. */
export function unitsOf(text: string, decimals: number): bigint | undefined {
  const [, sign = "", whole = "", fraction = ""] = AMOUNT.exec(text) ?? [];
  if (whole === "" || fraction.length > decimals) return undefined;
  return BigInt(`${sign}${whole}${fraction.padEnd(decimals, "0")}`);
}

/** Minor units as decimal text. */
export function textOf(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  const whole = `${units < 0n ? "-" : ""}${digits.slice(0, point)}`;
  return decimals === 0 ? whole : `${whole}.${digits.slice(point)}`;
}

/** A calendar date as days from 1970-01-01; undefined for none. */
export function dayOfDate(date: string): number | undefined {
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? undefined : time / 86_400_000;
}

export function dateOfDay(day: number): string {
  const time = new Date(day * 86_400_000);
  return Number.isNaN(time.getTime()) ? String(day) : time.toISOString().slice(0, 10);
}
