/** Terms held against the country packs that an organisation chose. */
import type { Address, Terms } from "../../domain/receivable.ts";
import type { FactSource, PackCode, ReferenceRow } from "../../domain/risk/countryPack.ts";
import { COUNTRY_PACKS, packWarnings, yearlyPpm } from "../../domain/risk/packCheck.ts";
import type { PackWarning } from "../../domain/risk/packCheck.ts";
import { dayNumber, TermsError } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import { lastRiskVersions } from "../../store/riskVersions.ts";
import type { NewPackProfile, ShownPackWarning } from "../../wire/countryPack.ts";
import { shownCurrency } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";

/** Finds the profile of a customer: its own, or that of all others; undefined where none is set. */
export type ProfileOf = (customer: Address | null) => NewPackProfile | undefined;

/** Undefined where the organisation set no profile at all. */
export async function profilesOf(sql: Sql, organisation: Address): Promise<ProfileOf | undefined> {
  const versions = await lastRiskVersions(sql, organisation, "profile");
  if (versions.length === 0) return undefined;
  // Only what the interface took is kept there.
  const profiles = new Map(versions.map(({ subject, body }) => [subject, body as NewPackProfile]));
  return (customer) => profiles.get(customer ?? "") ?? profiles.get("");
}

/** Days since 1970-01-01. */
interface DatedTerms {
  readonly terms: Terms;
  /** Of the invoice: the contract's own day is not known here, nor that of delivery. */
  readonly issued: number;
  readonly today: number;
}

/** Those of euro, pound and yuan; a token of the same code may have others, and its units are not theirs. */
const PACK_DECIMALS = 2;

/** What the packs of a profile say of terms; sums are compared in the pack's own currency and units alone. */
export function termWarnings(
  { packs, debtor, isSmallCreditor, isVoucher }: NewPackProfile,
  { terms, issued, today }: DatedTerms,
  tokens: Tokens,
): readonly ShownPackWarning[] {
  const { code, decimals } = shownCurrency(terms.currency, tokens);
  const { amount, fixedSum: fixed, dueDay, lateRate, basis } = terms;
  const latePpm = yearlyPpm(BigInt(lateRate), basis === 360 ? 360 : 365);
  const about = { debtor, isSmallCreditor, isVoucher, contractDay: issued, from: issued, dueDay, latePpm };
  return packs.flatMap((name: PackCode) => {
    const pack = COUNTRY_PACKS[name];
    const isSame = pack.currency === code && decimals === PACK_DECIMALS;
    const sums = isSame ? { amount, fixed } : undefined;
    return packWarnings(pack, { ...about, sums }, today).map(shownPackWarning);
  });
}

export function shownPackWarning(warning: PackWarning): ShownPackWarning {
  const { pack, kind, code, source, found, bound, reference, text } = warning;
  return {
    ...{ pack, kind, code, text, found: found.toString(), bound: bound.toString() },
    source: source === undefined ? null : shownSource(source),
    reference: reference === undefined ? null : shownReference(reference),
  };
}

export function shownSource({ instrument, article, url, retrieved, verified }: FactSource): FactSource {
  return { instrument, article, url, retrieved, verified };
}

type ShownReference = NonNullable<ShownPackWarning["reference"]>;

export function shownReference({ reference, from, ppm, source }: ReferenceRow): ShownReference {
  return { reference, from, ppm: ppm.toString(), source: shownSource(source) };
}

/** The day that an invoice says it is of; undefined where it says none, or one that the calendar does not have. */
export function issuedDay(text: string | null): number | undefined {
  try {
    return text === null ? undefined : dayNumber(text);
  } catch (error) {
    if (error instanceof TermsError) return undefined;
    throw error;
  }
}
