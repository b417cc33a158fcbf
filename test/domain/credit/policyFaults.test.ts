import { expect } from "chai";
import type { Band, CreditPolicy, ModelInput } from "../../../src/domain/credit/policy.ts";
import { policyFaults } from "../../../src/domain/credit/policyFaults.ts";
import { STARTING_MODEL } from "../../../src/domain/credit/startingModel.ts";
import { EURO, POLICY } from "./policies.ts";

function faultsOf(policy: Partial<CreditPolicy>): readonly string[] {
  return policyFaults({ ...POLICY, ...policy }).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

function withInput(place: number, others: Partial<ModelInput>): readonly string[] {
  const inputs = STARTING_MODEL.inputs.map((input, at) => (at === place ? { ...input, ...others } : input));
  return faultsOf({ model: { ...STARTING_MODEL, inputs } });
}

function withBand(place: number, others: Partial<Band>): readonly string[] {
  return faultsOf({ bands: POLICY.bands.map((band, at) => (at === place ? { ...band, ...others } : band)) });
}

describe("A credit policy", () => {
  it("may be used when nothing is wrong with it", () => {
    expect(faultsOf({})).to.deep.equal([]);
  });

  it("has weights that come to a thousand, and inputs that can bring theirs", () => {
    expect(withInput(0, { weight: 201 })).to.deep.equal([
      "model.inputs: the weights add up to 1001: they have to come to 1000",
      "model.inputs.0.weight: the best value brings 200 points: it has to bring the weight, 201",
    ]);
  });

  it("gives no points for what is worse", () => {
    const steps = [
      { from: 1, points: 180 },
      { from: 8, points: 190 },
    ];
    expect(withInput(0, { steps })).to.deep.equal([
      "model.inputs.0.steps.1.points: less is better: give at most 180 points",
    ]);
    const falling = [
      { from: 2, points: 90 },
      { from: 5, points: 60 },
    ];
    expect(withInput(6, { steps: falling })).to.deep.equal([
      "model.inputs.6.steps.1.points: more of it is better: give at least 90 points",
    ]);
  });

  it("has steps whose values rise", () => {
    const steps = [
      { from: 8, points: 140 },
      { from: 8, points: 90 },
    ];
    expect(withInput(0, { steps })).to.deep.equal([
      "model.inputs.0.steps.1.from: give more than 8, that of the step before",
    ]);
  });

  it("rewards nobody for withholding what only it can tell", () => {
    const why = "give at most 0, the points of the worst value, or customers would do well to withhold it";
    expect(withInput(9, { missing: 1, stale: 2 })).to.deep.equal([
      `model.inputs.9.missing: ${why}`,
      `model.inputs.9.stale: ${why}`,
    ]);
    expect(withInput(0, { missing: 201 })).to.deep.equal(["model.inputs.0.missing: give at most 200, the weight"]);
  });

  it("asks for each input once", () => {
    const inputs = [...STARTING_MODEL.inputs.slice(0, 9), { ...STARTING_MODEL.inputs[0], weight: 100, below: 100 }];
    const model = { ...STARTING_MODEL, inputs: inputs as ModelInput[] };
    expect(faultsOf({ model })).to.include("model.inputs.9.kind: daysLate stands twice");
  });

  it("begins its bands at nought and lets them rise", () => {
    expect(withBand(0, { from: 1 })).to.deep.equal(["bands.0.from: the lowest band begins at 0"]);
    expect(withBand(1, { from: 0 })).to.deep.equal(["bands.1.from: give more than 0, that of the band before"]);
    expect(withBand(2, { name: "B" })).to.include("bands.2.name: B stands twice");
  });

  it("never gives a better band less", () => {
    const less = { limits: [{ currency: EURO, amount: 999_999n, salesShare: undefined }], longestNetDays: 29 };
    expect(withBand(2, less)).to.deep.equal([
      "bands.2.longestNetDays: the band B below it has more",
      "bands.2.limits.0.amount: the band B below it has more",
    ]);
    expect(withBand(2, { isEligible: false })).to.deep.equal(["bands.2.isEligible: the band B below it is eligible"]);
    expect(withBand(2, { security: { kind: "escrow", share: 1 } })).to.deep.equal([
      "bands.2.security: the band B below it secures less",
    ]);
    const share = { limits: [{ currency: EURO, amount: 9_000_000n, salesShare: 1 }] };
    expect(withBand(2, share)).to.deep.equal(["bands.2.limits.0.salesShare: the band B below it has more"]);
  });

  it("has limits in the same currencies in every band", () => {
    expect(withBand(2, { limits: [] })).to.deep.equal(["bands.2.limits: every band has limits in the same currencies"]);
  });

  it("has no security of nought, and none without a kind", () => {
    const message = "bands.0.security.share: give nought for none, and more for all others";
    expect(withBand(0, { security: { kind: "deposit", share: 0 } })).to.deep.equal([message]);
  });

  it("has segments of its own bands", () => {
    const segments = [{ name: "x", bands: ["D"], sizes: [], industries: [], countries: [] }];
    expect(faultsOf({ segments })).to.deep.equal(["segments.0.bands: no band is called D"]);
  });
});
