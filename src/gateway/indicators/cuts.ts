/** What a question about a book asks for: whose days, up to when, and what was known by then. */
import type { z } from "zod";
import type { Cut } from "../../domain/indicators/book.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { isTimeZone } from "../../domain/timeZone.ts";
import type { agingPage, IndicatorQuery } from "../../wire/indicator.ts";
import { instantInvalid } from "../access/refusals.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import type { GatewayDeps } from "../deps.ts";
import { daysIn } from "../portfolio/days.ts";
import type { AskedBook } from "../portfolio/reading.ts";
import { shownInstant } from "../receivables/showing.ts";

export interface AskedCut extends AskedBook {
  readonly cut: Cut;
  readonly zone: string;
}

const SECOND = 1_000;
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

/** @throws ProblemError `RequestInvalid` for what is not yet, `CurrencyUnknown` */
export function cutOf(
  { tokens, now }: Pick<GatewayDeps, "tokens" | "now">,
  organisation: Address,
  query: Pick<IndicatorQuery, "currency" | "asOf" | "known" | "zone" | "customer">,
): AskedCut {
  const { zone, customer } = query;
  if (!isTimeZone(zone)) throw instantInvalid("query.zone", "write a name of IANA, such as Europe/Berlin or UTC");
  const dayOf = daysIn(zone);
  const known = query.known === undefined ? now() : Math.floor(Date.parse(query.known) / SECOND);
  if (known > now()) throw instantInvalid("query.known", "give an instant that is over: nobody knows what comes");
  const today = dayOf(now());
  const day = query.asOf === undefined ? dayOf(known) : dayNumber(query.asOf);
  const field = query.asOf === undefined ? "query.known" : "query.asOf";
  if (day < 0) throw instantInvalid(field, `give a day from ${dateOfDay(0)} on`);
  if (day > today) throw instantInvalid("query.asOf", `give a day up to today, ${dateOfDay(today)}`);
  return {
    ...{ organisation, currency: currencyFrom(query.currency, tokens), dayOf, zone, known, cut: { day, known } },
    customer: customer !== undefined && ADDRESS.test(customer) ? customer.toLowerCase() : customer,
  };
}

type ShownCut = Omit<z.output<typeof agingPage>, "items" | "next">;

export type ShownCounts = Pick<ShownCut, "imported" | "sealed" | "doubled">;

/** What every answer says of what it is about. */
export function shownCut({ currency, zone, cut }: AskedCut, { imported, sealed, doubled }: ShownCounts): ShownCut {
  return {
    currency: shownOf(currency),
    ...{ asOf: dateOfDay(cut.day), known: shownInstant(cut.known), zone },
    ...{ imported, sealed, doubled },
  };
}

function shownOf({ address, code, exponent }: LedgerCurrency): ShownCut["currency"] {
  return { address, code, decimals: exponent };
}
