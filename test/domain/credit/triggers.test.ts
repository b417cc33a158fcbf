import { expect } from "chai";
import { TRIGGERS } from "../../../src/domain/credit/policy.ts";
import { askedScore } from "../../../src/domain/credit/triggers.ts";
import type { Before, Now } from "../../../src/domain/credit/triggers.ts";
import { input, POLICY } from "./policies.ts";

const ALL = { ...POLICY, triggers: TRIGGERS };
const BEFORE: Before = {
  inputs: [input("daysLate", 5), input("brokenPromises", 1), input("age", 3)],
  ...{ limitUse: 500_000, isInsolvent: false, disputes: ["RE-1"], day: 20_000, policyVersion: 1 },
};
const same = (over: Partial<Now> = {}): Now => ({ ...BEFORE, day: 20_001, ...over });
const withInput = (kind: Parameters<typeof input>[0], value: number | undefined): Partial<Now> => ({
  inputs: [...BEFORE.inputs.filter((one) => one.kind !== kind), input(kind, value, 20_001)],
});

describe("Another score", () => {
  it("is asked for by nothing when nothing changed", () => {
    expect(askedScore(ALL, BEFORE, same())).to.equal(undefined);
    expect(askedScore(ALL, undefined, same())?.reason).to.equal("first");
  });

  const CASES: readonly (readonly [string, Partial<Now>, string, string])[] = [
    ["another policy", { policyVersion: 2 }, "policy", "version 2 of the policy came into force"],
    ["insolvency", { isInsolvent: true }, "insolvency", "it was reported insolvent"],
    ["a dispute", { disputes: ["RE-1", "RE-2"] }, "dispute", "it disputes RE-2"],
    ["several", { disputes: ["RE-1", "RE-2", "RE-3"] }, "dispute", "it disputes RE-2 and 1 more"],
    ["a broken promise", withInput("brokenPromises", 2), "brokenPromise", "broken promises went from 1 to 2"],
    ["days late by ten", withInput("daysLate", 15), "daysLateDrift", "weighted days late went from 5 to 15"],
    ["days early by ten", withInput("daysLate", -5), "daysLateDrift", "weighted days late went from 5 to -5"],
    ["use of a limit", { limitUse: 800_001 }, "limitUse", "80 % of a limit is used"],
    ["a new fact", withInput("employees", 40), "newFacts", "new facts: employees"],
    ["a fact withdrawn", withInput("age", undefined), "newFacts", "new facts: age"],
    ["age", { day: 20_181 }, "age", "the last score is 181 days old"],
  ];
  for (const [name, change, reason, detail] of CASES) {
    it(`is asked for by ${name}, where the policy names it`, () => {
      expect(askedScore(ALL, BEFORE, same(change))).to.deep.equal({ reason, detail });
      const asked = askedScore({ ...ALL, triggers: [] }, BEFORE, same(change));
      expect(asked?.reason).to.equal(reason === "policy" ? "policy" : undefined);
    });
  }

  it("is asked for by nothing that only came near", () => {
    for (const change of [
      withInput("daysLate", 14),
      withInput("brokenPromises", 0),
      { limitUse: 800_000 },
      { day: 20_180 },
    ]) {
      expect(askedScore(ALL, BEFORE, same(change))).to.equal(undefined);
    }
    expect(askedScore(ALL, { ...BEFORE, limitUse: 900_000 }, same({ limitUse: 950_000 }))).to.equal(undefined);
  });

  it("tells everything that asks for it, the gravest as its reason", () => {
    const asked = askedScore(ALL, BEFORE, same({ isInsolvent: true, disputes: ["RE-1", "RE-2"], limitUse: 990_000 }));
    expect(asked).to.deep.equal({
      reason: "insolvency",
      detail: "it was reported insolvent; it disputes RE-2; 99 % of a limit is used",
    });
  });
});
