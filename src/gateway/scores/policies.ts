/** Credit policies as they are written, as they are kept, and as they are shown. */
import { canonicalJson } from "../../domain/credit/canonical.ts";
import type { Band, CreditPolicy, ModelInput } from "../../domain/credit/policy.ts";
import { policyFaults } from "../../domain/credit/policyFaults.ts";
import { STARTING_MODEL } from "../../domain/credit/startingModel.ts";
import { parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import { readNotation } from "../../domain/notation.ts";
import { TermsError } from "../../domain/terms.ts";
import type { StoredCreditPolicy } from "../../store/scorePolicies.ts";
import type { ShownCreditPolicy, WrittenCreditPolicy } from "../../wire/creditPolicy.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import { instantInvalid } from "../access/refusals.ts";
import { ProblemError } from "../http/problems.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";

type WrittenBand = WrittenCreditPolicy["bands"][number];

/** @throws ProblemError `CurrencyUnknown`, `RequestInvalid` that names each field which is wrong */
export function keptPolicy(written: WrittenCreditPolicy, tokens: Tokens): CreditPolicy {
  const { model, bands, segments, defaultHandling, requiredFacts, triggers, driftDays, limitUse, longestDays } =
    written;
  const policy: CreditPolicy = {
    model: { ...model, inputs: model.inputs.map(keptInput) },
    bands: bands.map((band, place) => keptBand(band, `body.policy.bands.${place}`, tokens)),
    ...{ segments, defaultHandling, requiredFacts, triggers, driftDays, limitUse, longestDays },
  };
  const faults = policyFaults(policy).map(({ path, message }) => ({ at: `body.policy.${path.join(".")}`, message }));
  const [first] = faults;
  if (first === undefined) return policy;
  throw new ProblemError("RequestInvalid", `${first.at}: ${first.message}`, { faults });
}

function keptInput({ staleAfterDays, ...input }: WrittenCreditPolicy["model"]["inputs"][number]): ModelInput {
  return { ...input, staleAfterDays: staleAfterDays ?? undefined };
}

function keptBand({ limits, dunningSegment, reward, ...band }: WrittenBand, at: string, tokens: Tokens): Band {
  checkTerms(band.terms, `${at}.terms`);
  if (typeof reward?.terms === "string") checkTerms(reward.terms, `${at}.reward.terms`);
  return {
    ...band,
    limits: limits.map(({ currency, amount, salesShare }, place) => {
      const { address, code, exponent } = currencyFrom(currency, tokens);
      const field = `${at}.limits.${place}.amount`;
      const value = parseDecimal(amount);
      if (value === undefined || value.units < 0n || value.scale > exponent) {
        throw instantInvalid(field, `give an amount of ${code} with at most ${exponent} decimals, not below zero`);
      }
      return { currency: address, amount: toMinorUnits(value, exponent, field), salesShare: salesShare ?? undefined };
    }),
    dunningSegment: dunningSegment ?? undefined,
    reward: reward === null ? undefined : { ...reward, terms: reward.terms ?? undefined },
  };
}

/** @throws ProblemError `RequestInvalid` for a notation that nobody can read */
export function checkTerms(notation: string, at: string): void {
  try {
    readNotation(notation);
  } catch (error) {
    if (!(error instanceof TermsError)) throw error;
    throw instantInvalid(at, error.message);
  }
}

export function shownPolicy(
  stored: StoredCreditPolicy,
  tokens: Tokens,
  inForce: number | undefined,
): ShownCreditPolicy {
  const { id, version, hash, policy, reason, approval, setBy, set } = stored;
  return {
    ...{ id, version, hash, canonical: canonicalJson(policy), policy: shownDocument(policy, tokens), reason },
    ...{ inForce: shownInstant(stored.inForce), isInForce: version === inForce, approval, setBy },
    set: shownInstant(set),
  };
}

function shownDocument(policy: CreditPolicy, tokens: Tokens): WrittenCreditPolicy {
  const { model, bands, segments, defaultHandling, requiredFacts, triggers, driftDays, limitUse, longestDays } = policy;
  return {
    model: {
      ...model,
      inputs: model.inputs.map(({ steps, staleAfterDays, ...input }) => ({
        ...input,
        steps: [...steps],
        staleAfterDays: staleAfterDays ?? null,
      })),
    },
    bands: bands.map((band) => shownBand(band, tokens)),
    segments: segments.map((rule) => ({
      ...{ name: rule.name, bands: [...rule.bands], sizes: [...rule.sizes] },
      ...{ industries: [...rule.industries], countries: [...rule.countries] },
    })),
    // Only what the interface took is kept there.
    requiredFacts: [...requiredFacts] as WrittenCreditPolicy["requiredFacts"],
    ...{ defaultHandling, triggers: [...triggers], driftDays, limitUse, longestDays },
  };
}

function shownBand({ limits, dunningSegment, reward, ...band }: Band, tokens: Tokens): WrittenBand {
  return {
    ...band,
    limits: limits.map(({ currency, amount, salesShare }) => {
      const shown = shownCurrency(currency, tokens);
      const name = shown.decimals === null ? null : shown.code;
      return { currency: name ?? currency, amount: shownAmount(amount, shown), salesShare: salesShare ?? null };
    }),
    dunningSegment: dunningSegment ?? null,
    reward: reward === undefined ? null : { ...reward, terms: reward.terms ?? null },
  };
}

/** Three bands without limits in any currency: those are the organisation's to set. */
export function startingPolicy(): WrittenCreditPolicy {
  const band = { limits: [], dunningSegment: null, reward: null, security: { kind: "none", share: 0 } } as const;
  const document: CreditPolicy = {
    model: STARTING_MODEL,
    bands: [
      {
        ...{ ...band, name: "C", from: 0, terms: "net 0", longestNetDays: 0, isEligible: false },
        ...{ security: { kind: "prepayment", share: 1_000_000 }, dunningSegment: undefined, reward: undefined },
      },
      {
        ...{ ...band, name: "B", from: 400, terms: "net 30", longestNetDays: 30, isEligible: true },
        ...{ dunningSegment: undefined, reward: undefined },
      },
      {
        ...{ ...band, name: "A", from: 700, terms: "net 60", longestNetDays: 60, isEligible: true },
        ...{ dunningSegment: undefined },
        reward: {
          ...{ onTimeShare: 950_000, items: 10, extraNetDays: 15, raisedLimit: 100_000 },
          ...{ terms: "2/10 net 60", days: 180 },
        },
      },
    ],
    segments: [],
    defaultHandling: {
      text: "Late interest starts as the terms have it, and nothing new is sold on credit until it is settled.",
      ...{ graceDays: 14, holdsCredit: true },
    },
    requiredFacts: [],
    triggers: ["daysLateDrift", "brokenPromise", "dispute", "limitUse", "insolvency", "newFacts", "age"],
    ...{ driftDays: 10, limitUse: 800_000, longestDays: 180 },
  };
  return shownDocument(document, new Map());
}
