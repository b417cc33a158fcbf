/** The book of an organisation with the segments of its customers, for whoever predicts from it. */
import type { Book, Cut } from "../../domain/indicators/book.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { attributesOf } from "../../store/partyFileAttributes.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { UTC_DAYS } from "../portfolio/days.ts";
import { readBook } from "../portfolio/reading.ts";
import type { Inputs } from "./tasks.ts";

const ADDRESS = /^0x[0-9a-f]{40}$/;

export interface AskedInputs {
  readonly organisation: Address;
  readonly currency: LedgerCurrency;
  /** Nothing that was recorded later is used; unix seconds. Days are those of UTC. */
  readonly known: number;
}

export interface ReadInputs extends Inputs {
  /** Receivables of any currency whose terms nobody here knows. */
  readonly sealed: number;
}

/** @param sql One state of the tables. */
export async function readInputs(sql: Sql, { organisation, currency, known }: AskedInputs): Promise<ReadInputs> {
  const { book, sealed } = await readBook(sql, { organisation, currency, dayOf: UTC_DAYS, known });
  const cut: Cut = { day: UTC_DAYS(known), known };
  return { book, cut, segments: await segmentsOf(sql, organisation, book, known), sealed };
}

/** Customers of whom no segment is known have none, like those that are known by a key of their history alone. */
export async function segmentsOf(
  sql: Sql,
  organisation: Address,
  { items }: Book,
  at: number,
): Promise<ReadonlyMap<string, string>> {
  const customers = new Set(items.map(({ customer }) => customer));
  // Only an address has these digits.
  const known = [...customers].filter((customer) => ADDRESS.test(customer)) as Address[];
  const attributes = await attributesOf(sql, organisation, known, at);
  return new Map(
    [...attributes].flatMap(([customer, { segment }]) => (segment === undefined ? [] : [[customer, segment]])),
  );
}
