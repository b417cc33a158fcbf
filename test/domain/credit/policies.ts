/** Credit policies for tests: the one that most of them use, and random ones that are valid. */
import fc from "fast-check";
import { INPUT_KINDS, INPUT_KIND_NAMES } from "../../../src/domain/credit/inputs.ts";
import type { InputKind, ScoreInput } from "../../../src/domain/credit/inputs.ts";
import { FULL_SCORE } from "../../../src/domain/credit/policy.ts";
import type { Band, CreditModel, CreditPolicy, ModelInput } from "../../../src/domain/credit/policy.ts";
import { STARTING_MODEL } from "../../../src/domain/credit/startingModel.ts";
import type { Address } from "../../../src/domain/receivable.ts";

export const EURO: Address = "0x00000000000000000000000000000000000003d2";

export function band(name: string, from: number, amount: bigint, others: Partial<Band> = {}): Band {
  return {
    ...{ name, from, limits: [{ currency: EURO, amount, salesShare: undefined }], longestNetDays: 30, terms: "net 30" },
    ...{ security: { kind: "none", share: 0 }, dunningSegment: undefined, isEligible: true, reward: undefined },
    ...others,
  };
}

export const POLICY: CreditPolicy = {
  model: STARTING_MODEL,
  bands: [
    band("C", 0, 0n, {
      ...{ longestNetDays: 0, terms: "net 0", isEligible: false, dunningSegment: "strict" },
      security: { kind: "prepayment", share: 1_000_000 },
    }),
    band("B", 400, 1_000_000n),
    band("A", 700, 5_000_000n, { longestNetDays: 60, terms: "net 60" }),
  ],
  segments: [
    { name: "large in good standing", bands: ["A"], sizes: ["large"], industries: [], countries: [] },
    { name: "machinery", bands: [], sizes: [], industries: ["C28"], countries: ["DE", "FR"] },
  ],
  defaultHandling: { text: "Interest starts, and nothing new is sold on credit.", graceDays: 14, holdsCredit: true },
  requiredFacts: [],
  triggers: ["brokenPromise", "dispute", "limitUse"],
  driftDays: 10,
  limitUse: 800_000,
  longestDays: 180,
};

export function input(kind: InputKind, value: number | undefined, day = 20_000): ScoreInput {
  return { kind, value, source: "a test", day, expires: undefined };
}

/** Values small enough for steps to be met, whatever the unit. */
const value = fc.integer({ min: -50, max: 50 });

function modelInput(kind: InputKind, weight: number): fc.Arbitrary<ModelInput> {
  const { isMoreBetter, isOwn } = INPUT_KINDS[kind];
  const points = fc.array(fc.nat(weight), { minLength: 0, maxLength: 5 });
  return fc.record({ points, froms: fc.uniqueArray(value, { minLength: 6, maxLength: 6 }) }).chain((parts) => {
    const rising = [...parts.points, weight].toSorted((a, b) => a - b);
    const [below = 0, ...others] = isMoreBetter ? rising : rising.toReversed();
    const froms = parts.froms.toSorted((a, b) => a - b);
    const steps = others.map((one, place) => ({ from: froms[place] ?? 0, points: one }));
    const most = isOwn ? weight : Math.min(...rising);
    const days = fc.option(fc.nat(400), { nil: undefined });
    return fc
      .record({ missing: fc.nat(most), stale: fc.nat(most), staleAfterDays: days })
      .map((rest) => ({ kind, weight, below, steps, ...rest }));
  });
}

/** Models that the border takes. */
export const models: fc.Arbitrary<CreditModel> = fc
  .record({
    kinds: fc.subarray([...INPUT_KIND_NAMES], { minLength: 1 }),
    cuts: fc.array(fc.nat(FULL_SCORE), { minLength: 20, maxLength: 20 }),
  })
  .chain(({ kinds, cuts }) => {
    const ends = [...cuts.slice(0, kinds.length - 1), FULL_SCORE].toSorted((a, b) => a - b);
    const inputs = kinds.map((kind, place) => modelInput(kind, (ends[place] ?? 0) - (ends[place - 1] ?? 0)));
    return fc.tuple(...inputs).map((made) => ({ name: "random", version: 1, inputs: made }));
  });

/** What may be known of a customer. */
export const inputs: fc.Arbitrary<readonly ScoreInput[]> = fc.subarray([...INPUT_KIND_NAMES]).chain((kinds) =>
  fc.tuple(
    ...kinds.map((kind) =>
      fc.record({
        kind: fc.constant(kind),
        value: fc.option(value, { nil: undefined }),
        source: fc.constantFrom("the ledger", "accounts of 2025", "a 年度 report"),
        day: fc.integer({ min: 19_500, max: 20_000 }),
        expires: fc.option(fc.integer({ min: 19_900, max: 20_100 }), { nil: undefined }),
      }),
    ),
  ),
);
