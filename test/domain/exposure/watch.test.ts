import { expect } from "chai";
import { causesOf } from "../../../src/domain/exposure/watch.ts";
import type { WatchFacts, WatchRules } from "../../../src/domain/exposure/watch.ts";

const RULES: WatchRules = { limitUse: 800_000, daysOverdue: 30, disputedShare: 200_000 };
const QUIET: WatchFacts = {
  ...{ usePpm: 799_999n, daysOverdue: 29, disputedPpm: 199_999n, isFrozen: false, isPastGateway: false },
};

describe("Who is watched", () => {
  it("is nobody below every rule, and everybody at it", () => {
    expect(causesOf(RULES, QUIET)).to.deep.equal([]);
    const loud: WatchFacts = { ...QUIET, usePpm: 800_000n, daysOverdue: 30, disputedPpm: 200_000n };
    expect(causesOf(RULES, loud)).to.deep.equal(["limitUse", "daysOverdue", "disputedShare"]);
  });

  it("is whoever is frozen, or beyond its limit past the gateway, without a rule", () => {
    const none: WatchRules = { limitUse: undefined, daysOverdue: undefined, disputedShare: undefined };
    const facts: WatchFacts = { ...QUIET, usePpm: 5_000_000n, isFrozen: true, isPastGateway: true };
    expect(causesOf(none, facts)).to.deep.equal(["frozen", "pastGateway"]);
  });

  it("is nobody by the use of a limit who has none", () => {
    expect(causesOf(RULES, { ...QUIET, usePpm: undefined })).to.deep.equal([]);
  });
});
