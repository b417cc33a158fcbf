/** The full set of indicators from what was read of a book: plain data in and out, here or in a thread. */
import { adjust, WEEKENDS } from "../../domain/businessDays.ts";
import type { Book, Cut } from "../../domain/indicators/book.ts";
import type { BookPromise } from "../../domain/indicators/promises.ts";
import { indicatorsOf, STANDARD_MONTHS } from "../../domain/indicators/set.ts";
import type { IndicatorSet, KeyOf, SetOptions } from "../../domain/indicators/set.ts";
import { spansKnown } from "../../domain/indicators/spans.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { IndicatorSettings } from "../../store/indicatorSettings.ts";
import type { CustomerAttributes } from "../../store/partyFileAttributes.ts";
import { bookOf } from "../portfolio/building.ts";
import type { BookParts } from "../portfolio/building.ts";
import { daysIn, endOfDayBy } from "../portfolio/days.ts";

export interface Reckoning {
  readonly parts: BookParts;
  readonly cut: Cut;
  /** A name of IANA. */
  readonly zone: string;
  readonly months: number;
  readonly attributes: ReadonlyMap<string, CustomerAttributes>;
  readonly promises: readonly BookPromise[];
  readonly settings: IndicatorSettings | undefined;
}

export interface Reckoned {
  readonly set: IndicatorSet;
  /** Receivables whose terms nobody here knows, in whatever currency they are. */
  readonly sealed: number;
  /** Items of imported history among the others, and those left out since the ledger has them. */
  readonly imported: number;
  readonly doubled: number;
}

/** Without the book, which nobody sends from a thread. */
export async function reckon(reckoning: Reckoning): Promise<Reckoned> {
  const { set, sealed, imported, doubled } = await reckonBook(reckoning);
  return { set, sealed, imported, doubled };
}

export async function reckonBook(reckoning: Reckoning): Promise<Reckoned & { readonly book: Book }> {
  const { parts, cut, zone, months, attributes, promises, settings } = reckoning;
  const dayOf = daysIn(zone);
  const { book, spans, sealed, imported, doubled } = await bookOf(parts, dayOf);
  const instant = Math.min(cut.known, endOfDayBy(dayOf)(cut.day));
  const by =
    (name: "group" | "segment" | "industry" | "country"): KeyOf =>
    (customer) =>
      attributes.get(customer)?.[name] ?? "";
  const set = indicatorsOf(book, cut, {
    ...{ ...STANDARD_MONTHS, months, ...settingOptions(settings), promises },
    ...{ groupOf: by("group"), segmentOf: by("segment"), industryOf: by("industry"), countryOf: by("country") },
    clock: { dayOf, workedFrom: (day) => dayNumber(adjust(dateOfDay(day), "following", WEEKENDS)) },
    ...{ spans: spansKnown(spans, instant), instant },
  });
  return { book, set, sealed, imported, doubled };
}

/** Nothing is assumed where nobody decided anything. */
function settingOptions(
  settings: IndicatorSettings | undefined,
): Pick<SetOptions, "costOfCapital" | "agreedRates" | "overlays"> {
  const { agreedRates = [], overlays = [], account = "" } = settings ?? {};
  return {
    costOfCapital: settings?.costOfCapital ?? undefined,
    agreedRates: agreedRates.map(({ rate, ...one }) => ({ ...one, rate: BigInt(rate) })),
    overlays: overlays.map(({ change, ...one }) => ({ ...one, change: BigInt(change), author: account })),
  };
}
