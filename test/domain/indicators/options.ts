import { STANDARD_MONTHS } from "../../../src/domain/indicators/set.ts";
import type { SetOptions } from "../../../src/domain/indicators/set.ts";

/** Days of UTC, every one of them worked on. */
export const CLOCK = { dayOf: (instant: number) => Math.floor(instant / 86_400), workedFrom: (day: number) => day };

/** Nothing is known of any customer, and nothing was set. */
export const OPTIONS: SetOptions = {
  ...STANDARD_MONTHS,
  groupOf: (customer) => customer,
  segmentOf: () => "",
  industryOf: () => "",
  countryOf: () => "",
  costOfCapital: undefined,
  agreedRates: [],
  overlays: [],
  promises: [],
  clock: CLOCK,
  spans: [],
  instant: Infinity,
};
