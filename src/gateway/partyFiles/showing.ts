/** Facts, accounts and grades of a customer as the interface writes them. */
import { currencyByCode } from "../../domain/currency.ts";
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import type { Choice, Fact, Standing } from "../../domain/partyFile/facts.ts";
import { gradeStanding } from "../../domain/partyFile/grades.ts";
import type { GradeAttestation, GradeStanding, Trust } from "../../domain/partyFile/grades.ts";
import { ACCOUNT_LINES, isStale, ratiosOf } from "../../domain/partyFile/ratios.ts";
import type { AccountFigures } from "../../domain/partyFile/ratios.ts";
import type { StoredAccounts } from "../../store/partyFileAccounts.ts";
import type { StoredChoice, StoredFact } from "../../store/partyFileFacts.ts";
import type { StoredAgency, StoredGrade } from "../../store/partyFileGrades.ts";
import type { NewPartyAccounts, ShownPartyAccounts } from "../../wire/partyFileAccounts.ts";
import type { NewPartyFact, ShownPartyFact, ShownStanding } from "../../wire/partyFileFact.ts";
import type { ShownAgency, ShownGrade } from "../../wire/partyFileGrade.ts";
import { shownInstant } from "../receivables/showing.ts";

const DAY = 86_400;

/** What is kept of a fact: all but whose it is, and who visited. */
export type KeptFact = Pick<NewPartyFact, "value" | "source" | "asOf" | "observed" | "expires">;

const NOTHING = { value: null, source: null, asOf: null, observed: null, expires: null };

export function shownFact(stored: StoredFact): ShownPartyFact {
  const { id, customer, kind, body, visitor, entered, enteredBy, withdrawn, withdrawnBy, reason, erased } = stored;
  // Only what the interface took is kept there.
  const kept = (body as KeptFact | null) ?? NOTHING;
  return {
    ...{ id, customer, kind, ...kept, visitor, entered: shownInstant(entered), enteredBy },
    ...{ withdrawn: instantOrNull(withdrawn), withdrawnBy, withdrawalReason: reason, erased: instantOrNull(erased) },
  };
}

function instantOrNull(seconds: number | null): string | null {
  return seconds === null ? null : shownInstant(seconds);
}

type FactOfStore = Fact & { readonly stored: StoredFact };

/** @param choices Of the customer, in their order. */
export function shownStanding(
  { kind, subject, facts, expired, isConflicting, counts, isChosen }: Standing<FactOfStore>,
  choices: readonly (StoredChoice & Pick<Choice, "chosen">)[],
  at: number,
): ShownStanding {
  const chosen = choices.findLast((one) => one.isChosen && one.fact === counts?.id && one.chosen <= at);
  return {
    ...{ kind, subject, isConflicting, counts: counts?.id ?? null },
    facts: facts.map(({ stored }) => shownFact(stored)),
    expired: expired.map(({ stored }) => shownFact(stored)),
    choice:
      isChosen && chosen !== undefined
        ? { reason: chosen.reason, chosen: shownInstant(chosen.chosen), chosenBy: chosen.chosenBy }
        : null,
  };
}

/** What is kept of accounts: all but whose they are; amounts in minor units as text. */
export type KeptAccounts = Pick<NewPartyAccounts, "periodStart" | "currency" | "audited" | "source" | "figures"> & {
  readonly reason: string | null;
};

/** The lines that accounts state, minor units. */
export function figuresIn({ figures }: KeptAccounts): AccountFigures {
  const stated = ACCOUNT_LINES.flatMap((line) => {
    const units = figures[line];
    return units === null ? [] : [[line, BigInt(units)] as const];
  });
  return Object.fromEntries(stated);
}

/** @param at Unix seconds. */
export function shownAccounts(stored: StoredAccounts, at: number): ShownPartyAccounts {
  const { id, customer, periodEnd, replaces, replacedBy, entered, enteredBy } = stored;
  // Only what the interface took is kept there.
  const kept = stored.body as KeptAccounts;
  const { periodStart, currency, audited, source, reason } = kept;
  const decimals = currencyByCode(currency)?.exponent ?? 0;
  const shown = (units: bigint): string => formatDecimal(fromMinorUnits(units, decimals));
  const known = figuresIn(kept);
  const figures = Object.fromEntries(
    ACCOUNT_LINES.map((line) => [line, known[line] === undefined ? null : shown(known[line])]),
  ) as ShownPartyAccounts["figures"];
  return {
    ...{ id, customer, periodStart, periodEnd, currency, decimals, audited, source, figures },
    restates: replaces === null ? null : { of: replaces, reason: reason ?? "" },
    ...{ restatedBy: replacedBy, stale: isStale(periodEnd, dateAt(at)), entered: shownInstant(entered), enteredBy },
    ratios: ratiosOf(known).map(({ name, formula, inputs, ppm, why }) => ({
      ...{ name, formula, ppm: ppm?.toString() ?? null, why: why ?? null },
      inputs: Object.fromEntries(Object.entries(inputs).map(([line, units]) => [line, shown(units)])),
    })),
  };
}

/** The day (UTC) of an instant. */
export function dateAt(seconds: number): string {
  return shownInstant(seconds).slice(0, 10);
}

/** What is kept of an agency. */
type KeptAgency = Trust & { readonly name: string };

export function shownAgency({ agency, body, reason, set, setBy }: StoredAgency): ShownAgency {
  // Only what the interface took is kept there.
  const { name, isTrusted, scales } = body as KeptAgency;
  const shown = scales.map(({ scale, grades }) => ({ scale, grades: grades.map((one) => ({ ...one })) }));
  return { agency, name, isTrusted, scales: shown, reason, set: shownInstant(set), setBy };
}

export interface GradeOf {
  readonly stored: StoredGrade;
  readonly attestation: GradeAttestation;
  readonly standing: GradeStanding;
}

/**
 * Whether a grade counts at an instant.
 * @param identifiers Of the customer by its party file, each "scheme:value". @param at Unix seconds.
 */
export function gradeAt(
  stored: StoredGrade,
  agency: StoredAgency | undefined,
  identifiers: readonly string[],
  at: number,
): GradeOf {
  // Only what an agency signed is kept there, and what the interface took.
  const attestation = stored.body as GradeAttestation;
  const trust = agency?.body as KeptAgency | undefined;
  const isRevoked = stored.revoked !== null && stored.revoked <= at;
  const day = Math.floor(at / DAY);
  return { stored, attestation, standing: gradeStanding(attestation, { trust, isRevoked, identifiers, day }) };
}

export function shownGrade({ stored, attestation, standing }: GradeOf): ShownGrade {
  const { signature, imported, importedBy, revoked } = stored;
  return {
    ...attestation,
    ...{ attestation: stored.attestation, signature, state: standing.state, ppm: standing.ppm ?? null },
    ...{ imported: shownInstant(imported), importedBy, revoked: instantOrNull(revoked) },
  };
}
