import { expect } from "chai";
import { effortFrom, mochaEffort, propertyEffort, runs, solidityEffort } from "../../scripts/effort.ts";
import { outcomeOfCheck, outcomeOfTests, total, totalLine } from "../../scripts/runner/outcome.ts";
import type { Outcome } from "../../scripts/runner/outcome.ts";
import { fittingFactor, nextFactor } from "../../scripts/runner/rounds.ts";
import { runSteps } from "../../scripts/runner/schedule.ts";
import type { Step } from "../../scripts/runner/schedule.ts";
import { complaintsIn } from "../../scripts/runner/solhint.ts";

function ending(output: string, code = 0): { code: number; output: string; seconds: number } {
  return { code, output, seconds: 1 };
}

describe("The outcome of a test run", () => {
  it("is read from mocha's and from Hardhat's summary", () => {
    const mocha = outcomeOfTests(ending("  ✔ says 7 passing\n\n  12 passing (3s)\n  2 pending\n  1 failing\n", 1));
    expect(mocha).to.include({ passed: 12, failed: 1, skipped: 2 });
    expect(outcomeOfTests(ending("\n  143 passing\n  3 skipped\n"))).to.include({ passed: 143, failed: 0, skipped: 3 });
  });

  it("is a failure where no test ran", () => {
    expect(outcomeOfTests(ending("  0 passing (1ms)\n"))).to.include({ failed: 1, note: "no test ran" });
    expect(outcomeOfTests(ending(""))).to.include({ failed: 1 });
  });

  it("is a failure where the process failed although no test did", () => {
    expect(outcomeOfTests(ending("  5 passing (1ms)\n", 7))).to.include({ passed: 5, failed: 1 });
  });

  it("is a failure where the exit code hides what failed", () => {
    expect(outcomeOfTests(ending("  5 passing (1ms)\n  2 failing\n", 0))).to.include({ passed: 5, failed: 2 });
  });

  it("adds up to one line that other programs read", () => {
    const outcomes = [
      outcomeOfCheck(ending("", 0)),
      outcomeOfCheck(ending("", 2)),
      outcomeOfTests(ending("  5 passing\n")),
    ];
    expect(totalLine(total(outcomes))).to.equal("6 passed, 1 failed");
  });
});

describe("The steps of a run", () => {
  const none = { started: () => undefined, finished: () => undefined };

  function step(name: string, lane: Step["lane"], after: readonly string[], work: () => Promise<Outcome>): Step {
    return { name, lane, after, shown: false, work };
  }

  async function passes(): Promise<Outcome> {
    return Promise.resolve(outcomeOfCheck(ending("")));
  }

  it("run in order within a lane, and beside each other in two lanes", async () => {
    const events: string[] = [];
    const noting = (name: string) => async (): Promise<Outcome> => {
      events.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      events.push(`${name} ends`);
      return passes();
    };
    const steps = [
      step("a", "front", [], noting("a")),
      step("b", "front", [], noting("b")),
      step("c", "back", [], noting("c")),
    ];
    await runSteps(steps, none);
    expect(events.indexOf("b begins")).to.be.greaterThan(events.indexOf("a ends"));
    expect(events.indexOf("c begins")).to.be.lessThan(events.indexOf("a ends"));
  });

  it("are not run after a failure that they depend on, and then count as failed", async () => {
    let ran = false;
    const broken = step("build", "front", [], () => Promise.resolve(outcomeOfCheck(ending("", 1))));
    const next = step("test", "back", ["build"], () => {
      ran = true;
      return passes();
    });
    const outcomes = await runSteps([broken, next, step("other", "back", [], passes)], none);
    expect(ran).to.equal(false);
    expect(outcomes.get("test")).to.include({ failed: 1, note: "not run, since build failed" });
    expect(outcomes.get("other")).to.include({ passed: 1, failed: 0 });
  });

  it("count as failed when they throw", async () => {
    const outcomes = await runSteps([step("x", "front", [], () => Promise.reject(new Error("gone")))], none);
    expect(outcomes.get("x")).to.include({ failed: 1 });
    expect(outcomes.get("x")?.output).to.contain("gone");
  });
});

describe("The Solidity linter", () => {
  it("is understood whatever it prints around its findings", () => {
    const finding = { filePath: "contracts/X.sol", line: 3, column: 1, message: "No [x].", ruleId: "quotes" };
    const output = `Buy now!\n${JSON.stringify([finding, { conclusion: "1 problem/s" }])}\nBuy again!\n`;
    expect(complaintsIn(output)).to.deep.equal(["contracts/X.sol:3:1 No [x]. (quotes)"]);
    expect(complaintsIn("[]")).to.deep.equal([]);
  });
});

describe("The rounds of a campaign", () => {
  it("come near the wanted length, doubling at most", () => {
    expect(nextFactor({ factor: 1, seconds: 1 })).to.equal(2);
    expect(nextFactor({ factor: 4, seconds: 120 })).to.equal(4);
    expect(nextFactor({ factor: 4, seconds: 2000 })).to.equal(2);
  });

  it("fit into what is left, or are not begun", () => {
    expect(fittingFactor({ factor: 1, seconds: 10 }, 2, 100)).to.equal(2);
    expect(fittingFactor({ factor: 1, seconds: 100 }, 2, 100)).to.be.within(0.65, 0.75);
    expect(fittingFactor({ factor: 1, seconds: 10 }, 2, 3)).to.equal(undefined);
    expect(fittingFactor({ factor: 1, seconds: 10_000 }, 1, 10)).to.equal(undefined);
  });

  it("are not begun where what does not shrink with the effort takes longer already", () => {
    expect(fittingFactor({ factor: 1, seconds: 100 }, 1, 58)).to.equal(undefined);
  });
});

describe("The effort of randomised tests", () => {
  it("is that before a change lands where the environment says nothing", () => {
    const usual = effortFrom({});
    const { fuzz, invariant } = solidityEffort(usual);
    expect(fuzz.runs).to.equal(10_000);
    expect(fuzz.seed).to.match(/^0x[0-9a-f]{64}$/);
    expect(invariant).to.deep.equal({ runs: 500, depth: 128, failOnRevert: true });
    expect(propertyEffort(usual).numRuns).to.equal(100);
    expect(propertyEffort(usual).seed).to.equal(propertyEffort(effortFrom({})).seed);
  });

  it("multiplies the runs and keeps the calls of an invariant whatever its depth", () => {
    const seed = `0x${"ab".repeat(32)}`;
    const more = effortFrom({
      COUNTERSIGN_FUZZ_FACTOR: "2.5",
      COUNTERSIGN_FUZZ_DEPTH: "32",
      COUNTERSIGN_FUZZ_SEED: seed,
    });
    const invariant = { runs: 5_000, depth: 32, failOnRevert: true };
    expect(solidityEffort(more)).to.deep.equal({ fuzz: { runs: 25_000, seed }, invariant });
    expect(propertyEffort(more)).to.deep.equal({ numRuns: 250, seed: 0x2bababab });
    expect(mochaEffort(more).timeout).to.equal(150_000);
    expect(runs(1, effortFrom({ COUNTERSIGN_FUZZ_FACTOR: "0.01" }))).to.equal(1);
  });

  it("refuses what it cannot read, naming the variable and the value", () => {
    for (const [name, value] of [
      ["COUNTERSIGN_FUZZ_FACTOR", "much"],
      ["COUNTERSIGN_FUZZ_FACTOR", "0"],
      ["COUNTERSIGN_FUZZ_DEPTH", "1.5"],
      ["COUNTERSIGN_FUZZ_SEED", "0x12"],
    ] as const) {
      expect(() => effortFrom({ [name]: value }), value).to.throw(`${name} is "${value}"`);
    }
  });
});
