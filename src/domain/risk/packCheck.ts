/** Terms held against a country pack (M08): what exceeds a cap, lies below a floor, or is not known to the pack. */
import { halfUp } from "../factoring/figures.ts";
import { monthsAfter } from "../months.ts";
import { dateOfDay, dayNumber } from "../terms.ts";
import type {
  CountryPack,
  DebtorKind,
  FactSource,
  PackCode,
  PackFact,
  RateBound,
  Reference,
  ReferenceRow,
  TermCap,
} from "./countryPack.ts";
import { CN_PACK } from "./packs/cn.ts";
import { EU_PACK } from "./packs/eu.ts";
import { GB_PACK } from "./packs/gb.ts";

export const COUNTRY_PACKS: Readonly<Record<PackCode, CountryPack>> = { EU: EU_PACK, GB: GB_PACK, CN: CN_PACK };

/** Terms as a pack looks at them. Days since 1970-01-01. */
export interface TermsCase {
  readonly debtor: DebtorKind;
  /** Whether the creditor is a small or medium-sized firm. */
  readonly isSmallCreditor: boolean;
  /** Whether it is a voucher of the debtor (应收账款电子凭证) and not an invoice alone. */
  readonly isVoucher: boolean;
  /** Day of the contract, by which law and rates are chosen. */
  readonly contractDay: number;
  /** Receipt of the invoice (EU, GB), delivery (CN), or issue of the voucher. */
  readonly from: number;
  readonly dueDay: number;
  /** Agreed late interest, parts per million a year; nought where none is agreed. */
  readonly latePpm: bigint;
  /** Agreed fixed sum and amount, minor units; undefined where they are in another currency than the pack's. */
  readonly sums: { readonly amount: bigint; readonly fixed: bigint } | undefined;
}

export const PACK_WARNING_KINDS = [
  "termCap",
  "voucherTenor",
  "interestFloor",
  "interestMissing",
  "interestCap",
  "recoverySum",
  "referenceUnknown",
  "packStale",
] as const;
type PackWarningKind = (typeof PACK_WARNING_KINDS)[number];

export interface PackWarning {
  readonly pack: PackCode;
  readonly kind: PackWarningKind;
  /** Of the fact; "review" of a pack past its day of review. */
  readonly code: string;
  /** Undefined of a pack past its day of review. */
  readonly source: FactSource | undefined;
  /** What the terms say, and the bound: days, parts per million a year, or minor units, as the kind has it. */
  readonly found: bigint;
  readonly bound: bigint;
  /** The published rate that the bound is reckoned from, with its own source; undefined where there is none. */
  readonly reference: ReferenceRow | undefined;
  readonly text: string;
}

/**
 * Everything in which terms go beyond a pack, in the order of its facts; a longer cap does not replace a shorter one.
 * @param today Of whoever asks: a pack past its day of review says so.
 */
export function packWarnings(pack: CountryPack, found: TermsCase, today: number): readonly PackWarning[] {
  return [
    ...staleness(pack, today),
    ...pack.facts.filter((fact) => inForce(fact, found.contractDay)).flatMap((fact) => ofFact(pack, fact, found)),
  ];
}

/** Whether a fact is law on a day. */
export function inForce({ from, until }: Pick<PackFact, "from" | "until">, day: number): boolean {
  return dayNumber(from) <= day && (until === undefined || day <= dayNumber(until));
}

/** Says that a pack has to be looked at again; empty until its day of review. */
export function staleness({ code, reviewBy }: CountryPack, today: number): readonly PackWarning[] {
  const over = today - dayNumber(reviewBy);
  if (over <= 0) return [];
  const text = `This pack should have been reviewed by ${reviewBy}: check its facts before relying on them.`;
  const about = { pack: code, code: "review", source: undefined, reference: undefined };
  return [{ ...about, kind: "packStale", found: BigInt(over), bound: 0n, text }];
}

function ofFact(pack: CountryPack, fact: PackFact, found: TermsCase): readonly PackWarning[] {
  switch (fact.kind) {
    case "termCap":
    case "voucherTenor":
      return binds(fact, found) ? ofCap(pack, fact, found) : [];
    case "interestFloor":
    case "interestCap":
      return binds(fact, found) ? ofBound(pack, fact, found) : [];
    case "recoverySum": {
      if (found.sums === undefined) return [];
      const { amount, fixed } = found.sums;
      const sum = fact.bands.findLast(({ from }) => from <= amount)?.sum ?? 0n;
      return fixed < sum ? [warned(pack, fact, { kind: fact.kind, found: fixed, bound: sum })] : [];
    }
    case "personalData":
      return [];
  }
}

function binds({ debtors, smallCreditorOnly }: TermCap | RateBound, found: TermsCase): boolean {
  return debtors.includes(found.debtor) && (!smallCreditorOnly || found.isSmallCreditor);
}

function ofCap(pack: CountryPack, fact: TermCap, found: TermsCase): readonly PackWarning[] {
  if (fact.kind === "voucherTenor" && !found.isVoucher) return [];
  const { term } = fact;
  const last = "days" in term ? found.from + term.days : dayNumber(monthsAfter(dateOfDay(found.from), term.months));
  if (found.dueDay <= last) return [];
  const days = { found: BigInt(found.dueDay - found.from), bound: BigInt(last - found.from) };
  return [warned(pack, fact, { kind: fact.kind, ...days })];
}

/**
 * A rate that is agreed is held against bounds of agreed rates; where none is, against what the law puts there. Where
 * the rate of the day is not known, the bound is that of the last one that is, and what lies within it is said too.
 */
function ofBound(pack: CountryPack, fact: RateBound, found: TermsCase): readonly PackWarning[] {
  const { latePpm } = found;
  if (latePpm === 0n ? !fact.statutory : isDefault(fact)) return [];
  const reference = fact.reference === null ? undefined : referenceOn(pack, fact.reference, fixingDay(pack, found));
  const isKnown = reference === undefined || isKnownOn(pack, reference, fixingDay(pack, found));
  const text = isKnown ? fact.text : `${fact.text} ${NOT_PUBLISHED}`;
  const warn = (kind: PackWarningKind, bound: bigint): readonly PackWarning[] => [
    { ...warned(pack, fact, { kind, found: latePpm, bound }), text, reference },
  ];
  if (fact.reference !== null && reference === undefined) return warn("referenceUnknown", 0n);
  const bound = (reference?.ppm ?? 0n) * fact.factor + fact.margin;
  if (latePpm === 0n) return warn("interestMissing", bound);
  const isBeyond = fact.kind === "interestCap" ? latePpm > bound : latePpm < bound;
  if (isBeyond) return warn(fact.kind, bound);
  return isKnown ? [] : warn("referenceUnknown", bound);
}

const NOT_PUBLISHED =
  "The rate of the day that counts is not known to the pack: the bound is by the last one that is. Look it up.";

/** Whether a rate is that of a day: the next one is known, or the source was read on the day or later. */
function isKnownOn({ references }: CountryPack, row: ReferenceRow, day: number): boolean {
  const isLast = references.findLast(({ reference }) => reference === row.reference) === row;
  return !isLast || day <= dayNumber(row.source.retrieved);
}

/** What applies only where nothing is agreed binds no rate that is. */
function isDefault({ statutory, reference }: RateBound): boolean {
  return statutory && reference === null;
}

/** The rate in force on a day: the last that began on or before it. */
export function referenceOn(pack: CountryPack, reference: Reference, day: number): ReferenceRow | undefined {
  return pack.references.findLast((row) => row.reference === reference && dayNumber(row.from) <= day);
}

/** Late from the day after the due day on: the half-year is that day's. */
function fixingDay({ fixing }: CountryPack, { contractDay, dueDay }: TermsCase): number {
  if (fixing === "contract") return contractDay;
  const [year = "", month = ""] = dateOfDay(dueDay + 1).split("-");
  const first = dayNumber(`${year}-${month < "07" ? "01" : "07"}-01`);
  return fixing === "first-day" ? first : first - 1;
}

function warned(
  { code: pack }: CountryPack,
  { code, source, text }: PackFact,
  of: Pick<PackWarning, "kind" | "found" | "bound">,
): PackWarning {
  return { pack, code, source, text, reference: undefined, ...of };
}

/** A rate by either basis as one of 365 days, parts per million, rounded half up. */
export function yearlyPpm(ppm: bigint, basis: 360 | 365): bigint {
  return basis === 365 ? ppm : halfUp(ppm * 365n, 360n);
}
