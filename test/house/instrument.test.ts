import { expect } from "chai";
import { report } from "../../scripts/coverage/report.ts";
import { measured } from "../../scripts/coverage/sites.ts";
import type { Site } from "../../scripts/coverage/sites.ts";
import { parse } from "../../scripts/instrument/tree.ts";
import { mutantsOf, sampled, withMutants } from "../../scripts/mutation/mutants.ts";
import type { Mutant } from "../../scripts/mutation/mutants.ts";

const FILE = "contracts/ledger/Sample.sol";

function sample(body: string): Map<string, string> {
  const heading = "// Ü takes two bytes.\npragma solidity 0.8.37;\n";
  return new Map([
    [FILE, `${heading}contract Sample {\n    function act(uint256 a, uint256 b) external pure ${body}\n}\n`],
  ]);
}

function sitesOf(body: string): { text: string; sites: Site[] } {
  const sources = sample(body);
  const { sources: changed, sites } = measured(sources, parse(sources).trees, "contracts/Sites.sol");
  return { text: changed.get(FILE) ?? "", sites };
}

function mutants(body: string): Mutant[] {
  const sources = sample(body);
  return mutantsOf(sources, parse(sources).trees);
}

function changes(body: string): string[] {
  return mutants(body).map(({ operator, original }) => `${operator}: ${original}`);
}

describe("Coverage of the contracts", () => {
  it("measures every statement, and both values of every operand of a condition", () => {
    const { sites } = sitesOf("{ if (a > 1 || !(b == 0)) a = 2; require(a != b); }");
    const told = sites.map(({ kind, way, code }) => `${kind} ${way}: ${code}`);
    expect(told).to.have.members([
      "line reached: if (a > 1 || !(b == 0)) a = 2",
      "line reached: a = 2",
      "line reached: require(a != b)",
      ...["a > 1", "b == 0", "a != b"].flatMap((code) => [`branch true: ${code}`, `branch false: ${code}`]),
    ]);
  });

  it("leaves every statement on its line, whatever bytes stand before it", () => {
    const { text, sites } = sitesOf("{\n        a = 1;\n        if (a > b)\n            b = 2;\n    }");
    expect(text.split("\n")).to.have.length(10);
    expect(sites.filter(({ kind }) => kind === "line").map(({ line }) => line)).to.deep.equal([5, 6, 7]);
    expect(text).to.match(/pragma solidity 0\.8\.37; import \{Sites\} from "\.\.\/Sites\.sol";\n/);
  });

  it("gives a body braces with its semicolon inside, and keeps an else where it belongs", () => {
    const { text } = sitesOf("{ for (uint256 i; i < a; ++i) if (b > i) a = 1; else b = 1; }");
    expect(text).to.match(/\{ Sites\.hit\(\d+\); a = 1; \} else \{ Sites\.hit\(\d+\); b = 1; \} \}/);
  });

  it("fails for what is not reached without a reason, and for a reason that is not needed", () => {
    const { sites } = sitesOf("{ if (a > 1) a = 2; }");
    const all = new Set(sites.map(({ id }) => id));
    const some = new Set(sites.filter(({ way }) => way !== "false").map(({ id }) => id));
    const reason = { file: FILE, code: "a > 1", way: "false", why: "Nobody asks." } as const;
    const silent = (reached: ReadonlySet<number>, reasons: readonly (typeof reason)[]): boolean =>
      report(sites, reached, reasons, () => undefined);
    expect(silent(all, [])).to.equal(true);
    expect(silent(some, [])).to.equal(false);
    expect(silent(some, [reason])).to.equal(true);
    expect(silent(all, [reason])).to.equal(false);
  });
});

describe("Mutants of the contracts", () => {
  it("are the neighbours of every operator, constant, condition and statement", () => {
    expect(changes("{ if (a < b) a += 7; }")).to.deep.equal([
      "condition true: a < b",
      "condition false: a < b",
      "< to <=: a < b",
      "< to >=: a < b",
      "left out: a += 7",
      "+= to -=: a += 7",
      "+= to =: a += 7",
      "constant + 1: 7",
      "constant - 1: 7",
    ]);
  });

  it("leave alone what the compiler reckons itself, types, and how a loop goes on", () => {
    expect(changes("{ for (uint256 i; i < a; ++i) a = 2 ** 8 - 1; }")).to.deep.equal([
      "left out: a = 2 ** 8 - 1",
      "< to <=: i < a",
      "< to >=: i < a",
    ]);
  });

  it("compile all at once, asleep, and keep an else where it belongs", () => {
    const body =
      "{ if (a < 3) a = 1; else b -= 0xff; require(a & 1 == 0 && b > a); a = b == 1 ? 2 : uint256(4) << b; }";
    const sources = sample(body);
    const { trees } = parse(sources);
    const changed = withMutants(sources, trees, mutantsOf(sources, trees), "contracts/Mutants.sol");
    const text = changed.get(FILE) ?? "";
    expect(text).to.match(/\{ if \(!Mutants\.alive\(\d+\)\) \{ a = .*?; \} \} else \{ if/);
    const library =
      "pragma solidity 0.8.37; library Mutants { function alive(uint160) internal pure returns (bool) {} }";
    expect(parse(new Map([...changed, ["contracts/Mutants.sol", library]])).errors).to.deep.equal([]);
  });

  it("are sampled by a seed: alike for one, otherwise for another, a small sample being part of a large one", () => {
    const all = mutants("{ a = a + b * a - b / a % b; require(a > b && b >= a || a == b); }");
    const numbers = (count: number, seed: number): number[] => sampled(all, count, seed).map(({ id }) => id);
    expect(numbers(9, 1)).to.deep.equal(numbers(9, 1)).and.not.to.deep.equal(numbers(9, 2));
    expect(numbers(9, 1).slice(0, 4)).to.deep.equal(numbers(4, 1));
    expect(new Set(numbers(all.length, 1)).size).to.equal(all.length);
  });
});
