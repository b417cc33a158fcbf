/** The working of a discount, in words for the terminal and as JSON. */
import { formatDecimal } from "../../domain/decimal.ts";
import type { DiscountOffer, DiscountWorking } from "../../domain/discountWorking.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { Claim } from "./claim.ts";
import { finer, major } from "./figures.ts";

const CARRY_UNIT = 1n << 48n;

/** Line by line; nothing if the terms offer no discount, or nothing is open that could earn one. */
export function* describeDiscount(
  working: DiscountWorking,
  { file, terms }: Claim,
  show: (units: bigint) => string,
): Generator<string> {
  const { offers, taken, open, paid, numerator, denominator, carried, rounded, discount } = working;
  if (offers.length === 0 || open === 0n) return;
  const { exponent } = file.money;
  const perYear = formatDecimal(file.slidingDiscount);
  yield "";
  yield "Discount for settling all that is open";
  for (const offer of offers) {
    const what = offer.kind === "sliding" ? `sliding, ${perYear} % a year` : nameOf(offer);
    const share = offer.part === 0n ? "over" : `${percentOf(offer)} %`;
    yield `  ${what}, until ${dateOfDay(offer.until)}: ${share}`;
  }
  if (taken === undefined) {
    yield "  = none: every one is over";
    return;
  }
  if (offers.length > 1) yield `  taken: ${nameOf(taken)}, the largest; they never stack (R15)`;
  const base = paid > 0n ? `(open ${show(open)} + paid before ${show(paid)}, R12)` : `open ${show(open)}`;
  yield `  ${percentOf(taken)} % x ${base} = ${finer(numerator, denominator, exponent)}`;
  if (carried !== 0n) {
    const sign = carried < 0n ? "-" : "+";
    const size = finer(carried < 0n ? -carried : carried, CARRY_UNIT, exponent);
    yield `  ${sign} ${size} carried from earlier parts, each of which earned its own (R12)`;
  }
  yield `  rounded once, half up: ${show(rounded)} (R25)`;
  if (discount < rounded) yield `  at most what is open: ${show(discount)}`;
  if (!terms.discountOnParts) yield "  a part that leaves something open earns none of it (R12)";
}

/** The same as `--json` prints it; exact figures are fractions of a minor unit. */
export function discountAsJson(working: DiscountWorking, exponent: number): unknown {
  const { offers, taken, open, paid, numerator, denominator, carried, rounded, discount } = working;
  return {
    offers: offers.map(({ kind, until, part, whole }) => ({
      kind,
      until: dateOfDay(until),
      share: { numerator: part, denominator: whole },
    })),
    taken: taken?.kind,
    base: { open: major(open, exponent), paid: major(paid, exponent) },
    exact: { numerator, denominator },
    carried: { numerator: carried, denominator: CARRY_UNIT },
    rounded: major(rounded, exponent),
    discount: major(discount, exponent),
  };
}

function nameOf({ kind }: DiscountOffer): string {
  return { tier1: "tier 1", tier2: "tier 2", sliding: "sliding" }[kind];
}

function percentOf({ part, whole }: DiscountOffer): string {
  return finer(100n * part, whole, 0);
}
