import { expect } from "chai";
import { DAY, TOLERANT, decide, item, line, outcomes } from "./cashScenes.ts";

describe("Cash application: many payments for one item", () => {
  const items = [item("INV-777001", 100_000n), item("b", 33_300n)];

  it("parts that quote it are posted, and the last closes it", () => {
    const lines = [line("b1", 60_001n, "INV-777001"), line("b2", 39_999n, "INV-777001")];
    const decisions = decide({ items, lines });
    expect(decisions.map(({ disposition, rule }) => [disposition, rule])).to.deep.equal([
      ["POST", "PARTS"],
      ["POST", "PARTS"],
    ]);
  });

  it("a part that comes alone is posted on account", () => {
    expect(outcomes({ items, lines: [line("b1", 60_001n, "INV-777001")] })).to.deep.equal(["POST PARTS INV-777001"]);
  });

  it("a part waits for somebody where another item has the very amount", () => {
    const [decision] = decide({ items, lines: [line("b1", 33_300n, "INV-777001")] });
    expect(decision?.disposition).to.equal("PROPOSE");
  });

  it("a part that comes before the item was issued waits for somebody", () => {
    const early = line("b1", 60_001n, "INV-777001", { valueDate: DAY - 1 });
    expect(outcomes({ items, lines: [early] })).to.deep.equal(["PROPOSE PARTS INV-777001"]);
  });

  it("a part is not posted by itself where the policy says so", () => {
    const policy = { ...TOLERANT, postParts: false };
    const [decision] = decide({ items, lines: [line("b1", 60_001n, "INV-777001")], policy });
    expect(decision).to.deep.include({ disposition: "EXCEPTION", rule: "SHORT" });
  });

  it("never is more posted than is open", () => {
    const lines = [line("b1", 60_001n, "INV-777001"), line("b2", 60_002n, "INV-777001")];
    const posted = decide({ items, lines }).filter(({ disposition }) => disposition === "POST");
    const cash = posted.flatMap(({ allocations }) => allocations).reduce((sum, each) => sum + each.cash, 0n);
    expect(cash <= 100_000n).to.equal(true);
  });

  it("what a bank kept of the last part is tolerated", () => {
    const lines = [line("b1", 60_001n, "INV-777001"), line("b2", 39_990n, "INV-777001", { valueDate: DAY + 12 })];
    const [first, last] = decide({ items, lines, policy: TOLERANT });
    expect(first?.allocations[0]?.difference).to.equal(0n);
    expect(last?.allocations[0]).to.deep.include({ cash: 39_990n, difference: 9n, reason: "TOLERATED_SHORT" });
  });

  it("damaged numbers count if the parts together are what is open", () => {
    const own = [item("3818758790", 123_457n), item("5566778899", 345_689n)];
    const lines = [line("b1", 100_003n, "381875879"), line("b2", 23_454n, "3 818785790")];
    expect(outcomes({ items: own, lines })).to.deep.equal(["POST PARTS 3818758790", "POST PARTS 3818758790"]);
    expect(outcomes({ items: own, lines: lines.slice(0, 1) })).to.deep.equal(["EXCEPTION UNAPPLIED"]);
  });
});
