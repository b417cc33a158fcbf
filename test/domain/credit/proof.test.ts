import { expect } from "chai";
import fc from "fast-check";
import { canonicalJson, contentHash } from "../../../src/domain/credit/canonical.ts";
import { bandOf } from "../../../src/domain/credit/policy.ts";
import {
  inputPath,
  inputsRoot,
  isInputUnder,
  proofFault,
  scoreAnchor,
  scoreProof,
} from "../../../src/domain/credit/proof.ts";
import type { ScoreProof } from "../../../src/domain/credit/proof.ts";
import { scoreOf } from "../../../src/domain/credit/score.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { input, inputs, models, POLICY } from "./policies.ts";

const DAY = 20_000;
const SALT: Hex = `0x${"5a".repeat(32)}`;
const KNOWN = [input("daysLate", 12), input("onTimeShare", 800_000), input("age", 7)];

function made(): { readonly proof: ScoreProof; readonly anchor: Hex } {
  const score = scoreOf(POLICY.model, KNOWN, DAY);
  const proof = scoreProof(contentHash(POLICY), score, bandOf(POLICY.bands, score.points).name, SALT);
  return { proof, anchor: scoreAnchor({ ...proof, root: inputsRoot(proof.inputs) }) };
}

describe("The proof of a score", () => {
  it("is right for what was scored, by any model and any inputs", () => {
    fc.assert(
      fc.property(models, inputs, (model, known) => {
        const policy = { ...POLICY, model };
        const score = scoreOf(model, known, DAY);
        const proof = scoreProof(contentHash(policy), score, bandOf(policy.bands, score.points).name, SALT);
        const anchor = scoreAnchor({ ...proof, root: inputsRoot(proof.inputs) });
        expect(proofFault(JSON.parse(JSON.stringify(proof)) as ScoreProof, policy, anchor)).to.equal(undefined);
      }),
    );
  });

  it("is wrong once any part of it is changed", () => {
    const { proof, anchor } = made();
    const [first, ...others] = proof.inputs;
    if (first === undefined) throw new Error("the model asks for something");
    const changes: readonly Partial<ScoreProof>[] = [
      { policy: SALT },
      { day: DAY + 1 },
      { points: proof.points + 1 },
      { band: "A" },
      { inputs: others },
      { inputs: [{ ...first, value: 11 }, ...others] },
      { inputs: [{ ...first, source: "another" }, ...others] },
      { inputs: [{ ...first, day: DAY - 1 }, ...others] },
      { inputs: [{ ...first, expires: DAY }, ...others] },
      { inputs: [{ ...first, salt: SALT }, ...others] },
    ];
    for (const change of changes) expect(proofFault({ ...proof, ...change }, POLICY, anchor)).to.be.a("string");
  });

  it("does not let a self-made anchor pass for another score of the same inputs", () => {
    const { proof } = made();
    const lie = { ...proof, points: 999, band: "A" };
    const anchor = scoreAnchor({ ...lie, root: inputsRoot(lie.inputs) });
    expect(proofFault(lie, POLICY, anchor)).to.equal(`the inputs give ${proof.points} points, not 999`);
    const other = { ...proof, band: "A" };
    const own = scoreAnchor({ ...other, root: inputsRoot(other.inputs) });
    expect(proofFault(other, POLICY, own)).to.equal(`${proof.points} points are the band C, not A`);
  });

  it("shows one input without the others", () => {
    const { proof } = made();
    const root = inputsRoot(proof.inputs);
    const [one] = proof.inputs.filter(({ kind }) => kind === "age");
    if (one === undefined) throw new Error("the model asks for it");
    const path = inputPath(proof.inputs, "age");
    expect(isInputUnder(root, one, path)).to.equal(true);
    expect(isInputUnder(root, { ...one, value: 8 }, path)).to.equal(false);
    expect(new Set(proof.inputs.map(({ salt }) => salt)).size).to.equal(proof.inputs.length);
  });

  it("hides equal inputs behind different salts", () => {
    const score = scoreOf(POLICY.model, KNOWN, DAY);
    const roots = [SALT, `0x${"5b".repeat(32)}` as const].map((salt) =>
      inputsRoot(scoreProof(contentHash(POLICY), score, "B", salt).inputs),
    );
    expect(roots[0]).to.not.equal(roots[1]);
  });
});

describe("Canonical JSON", () => {
  it("is the same whatever the order of fields, and leaves out what is undefined", () => {
    expect(canonicalJson({ b: [1, 2n, null], a: { y: "ü", x: true }, z: undefined })).to.equal(
      '{"a":{"x":true,"y":"ü"},"b":[1,"2",null]}',
    );
  });

  it("has no words for fractions", () => {
    expect(() => canonicalJson({ a: 0.5 })).to.throw(TypeError, "give whole numbers");
  });
});
