/** The full set of indicators of an organisation's book, from one state of the tables. */
import { setImmediate as pause } from "node:timers/promises";
import type { Book, Cut } from "../../domain/indicators/book.ts";
import { STANDARD_MONTHS } from "../../domain/indicators/set.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { indicatorSettingsAt } from "../../store/indicatorSettings.ts";
import type { IndicatorSettings } from "../../store/indicatorSettings.ts";
import { attributesOf } from "../../store/partyFileAttributes.ts";
import { customersOf } from "../../store/portfolioItems.ts";
import { readParts } from "../portfolio/reading.ts";
import type { AskedBook } from "../portfolio/reading.ts";
import { reckon, reckonBook } from "./reckoning.ts";
import type { Reckoned, Reckoning } from "./reckoning.ts";
import { reckonInThread } from "./inThread.ts";
import { bookPromises } from "./promises.ts";

export interface AskedIndicators extends Omit<AskedBook, "dayOf"> {
  readonly cut: Cut;
  /** Whose midnight ends a day; a name of IANA. */
  readonly zone: string;
  /** Of DSO, turnover, CEI and the cost of holding; three unless told. */
  readonly months?: number | undefined;
}

export interface ReadIndicators extends Reckoned {
  /** Those that counted at the instant; undefined for none. */
  readonly settings: IndicatorSettings | undefined;
}

/** A book of more items would keep everybody else waiting. */
const MOST_HERE = 3_000;
const ADDRESS = /^0x[0-9a-f]{40}$/;

/** What the set is reckoned from, all of it read from one state; reckon it once the state is given back. */
export async function readReckoning(
  sql: Sql,
  asked: AskedIndicators,
): Promise<Reckoning & Pick<ReadIndicators, "settings">> {
  const { organisation, cut, zone, months = STANDARD_MONTHS.months } = asked;
  const parts = await readParts(sql, { ...asked, known: cut.known });
  const settings = await indicatorSettingsAt(sql, organisation, cut.known);
  const customer = asked.customer !== undefined && ADDRESS.test(asked.customer) ? asked.customer : undefined;
  const imported = parts.invoices.flatMap((one) => (ADDRESS.test(one.customer) ? [one.customer] : []));
  // Only addresses have these digits.
  const customers = new Set([...(await customersOf(sql, organisation)), ...(imported as Address[])]);
  const attributes = await attributesOf(sql, organisation, [...customers], cut.known);
  const promises = await bookPromises(sql, {
    ...{ organisation, known: cut.known },
    customer: customer as Address | undefined,
  });
  return { parts, cut, zone, months, attributes, promises, settings };
}

/** The set with the book that it is of, for whoever makes more of both. */
export async function readIndicators(
  sql: Sql,
  asked: AskedIndicators,
): Promise<ReadIndicators & { readonly book: Book }> {
  const { settings, ...reckoning } = await readReckoning(sql, asked);
  return { ...(await reckonBook({ ...reckoning, settings })), settings };
}

/** Long work is done in a thread of its own, so that others are answered meanwhile. */
export async function reckonSet({
  settings,
  ...reckoning
}: Awaited<ReturnType<typeof readReckoning>>): Promise<ReadIndicators> {
  await pause();
  const { texts, fresh, invoices } = reckoning.parts;
  const isLong = texts.length + fresh.length + invoices.length > MOST_HERE;
  const asked = { ...reckoning, settings };
  return { ...(isLong ? await reckonInThread(asked) : await reckon(asked)), settings };
}
