import { expect } from "chai";
import { longFiles, longFunctions, longLines, longSolidityFunctions } from "./budgets.ts";
import { oversizedContracts, ownWarnings } from "./build.ts";
import { lockFaults, npmrcFaults, unknownEntries } from "./repository.ts";
import type { Source } from "./sources.ts";
import { barrels, defaultExports, floatWords, hiddenInputAndOutput, testFaults, unfinished } from "./words.ts";

function src(text: string, path = "src/domain/x.ts"): Source[] {
  return [{ path, text }];
}

function lines(count: number, line = "x();"): string {
  return `${line}\n`.repeat(count);
}

describe("The check of budgets", () => {
  it("catches a file with one line too many", () => {
    expect(longFiles(src(lines(250)))).to.deep.equal([]);
    expect(longFiles(src(lines(251)))).to.have.lengthOf(1);
    expect(longFiles(src(lines(500), "contracts/X.sol"))).to.deep.equal([]);
    expect(longFiles(src(lines(501), "contracts/X.sol"))).to.have.lengthOf(1);
  });

  it("catches a line with one character too many", () => {
    expect(longLines(src(lines(2, "x".repeat(120))))).to.deep.equal([]);
    expect(longLines(src(lines(2, "x".repeat(121))))).to.have.lengthOf(2);
  });

  it("catches a TypeScript function of any kind with one line too many", () => {
    const shapes = [
      "function f() {",
      "const f = () => {",
      "const f = function () {",
      "class C { m() {",
      "class C { get m() {",
    ];
    for (const shape of shapes) {
      const end = shape.startsWith("class") ? "} }" : "}";
      expect(longFunctions(src(`${shape}\n${lines(58)}${end}\n`)), shape).to.deep.equal([]);
      expect(longFunctions(src(`${shape}\n${lines(59)}${end}\n`)), shape).to.have.lengthOf(1);
    }
  });

  it("lets a suite of tests be long, but not a test", () => {
    expect(longFunctions(src(`describe("x", () => {\n${lines(100)}});\n`))).to.deep.equal([]);
    expect(longFunctions(src(`it("x", () => {\n${lines(100)}});\n`))).to.have.lengthOf(1);
  });

  it("catches a Solidity function of any kind with one line too many, whatever its strings and comments hold", () => {
    const shapes = [
      "function f(uint256 a) external returns (uint256) {",
      "modifier m() {",
      "constructor() {",
      "receive() external payable {",
    ];
    for (const shape of shapes) {
      const body = (count: number): Source[] =>
        src(`contract C {\n${shape}\n${lines(count)}s = "}"; // }\n}\n}\n`, "contracts/C.sol");
      expect(longSolidityFunctions(body(57)), shape).to.deep.equal([]);
      expect(longSolidityFunctions(body(58)), shape).to.have.lengthOf(1);
    }
  });

  it("counts the lines of a heading that stands on several", () => {
    const heading = `function f(\n${lines(40, "uint256 a,").replace(/,\n$/, "\n")}) external {\n`;
    expect(longSolidityFunctions(src(`${heading}${lines(30)}}\n`, "contracts/C.sol"))).to.have.lengthOf(1);
  });

  it("leaves functions without a body alone", () => {
    expect(
      longSolidityFunctions(src(`interface I {\nfunction f() external;\n${lines(90)}}\n`, "contracts/I.sol")),
    ).to.deep.equal([]);
  });

  it("catches a contract with one byte too many", () => {
    const artifact = (bytes: number): Parameters<typeof oversizedContracts>[0] => [
      { contractName: "C", sourceName: "contracts/C.sol", deployedBytecode: `0x${"00".repeat(bytes)}` },
    ];
    expect(oversizedContracts(artifact(24_000))).to.deep.equal([]);
    expect(oversizedContracts(artifact(24_001))).to.have.lengthOf(1);
  });

  it("catches a compiler warning about the project, and none about a package", () => {
    const warning = (file: string, errorCode = "2072"): Parameters<typeof ownWarnings>[0] => [
      { severity: "warning", message: "Unused local variable.", errorCode, sourceLocation: { file } },
    ];
    expect(ownWarnings(warning("project/contracts/libraries/Money.sol"))).to.have.lengthOf(1);
    expect(ownWarnings(warning("project/test/contracts/Money.t.sol"))).to.have.lengthOf(1);
    expect(ownWarnings([{ severity: "warning", message: "General." }])).to.have.lengthOf(1);
    expect(ownWarnings(warning("project/test/contracts/Money.t.sol", "5574"))).to.deep.equal([]);
    expect(ownWarnings(warning("npm/solady@0.1.26/src/tokens/ERC721.sol"))).to.deep.equal([]);
  });
});

describe("The check of exports", () => {
  it("catches a default export of any kind, except in a configuration file", () => {
    for (const text of [
      "export default 1;",
      "export default function f() {}",
      "export { a as default };",
      "export default class {}",
    ]) {
      expect(defaultExports(src(text)), text).to.have.lengthOf(1);
      expect(defaultExports(src(text, "hardhat.config.ts")), text).to.deep.equal([]);
    }
  });

  it("catches a barrel, direct or by way of an import", () => {
    for (const text of [
      'export * from "./a.ts";',
      'export { a } from "./a.ts";',
      'export type { A } from "./a.ts";',
      'import { a } from "./a.ts";\nexport { a };',
      'import { a } from "./a.ts";\nexport { a as b };',
    ]) {
      expect(barrels(src(text)), text).to.have.lengthOf(1);
    }
    expect(barrels(src('import { a } from "./a.ts";\nconst b = a;\nexport { b };'))).to.deep.equal([]);
  });
});

describe("The check of words", () => {
  it("catches input and output that src/ hides", () => {
    for (const text of [
      "console.log(1);",
      "const log = console;",
      "const a = process.env.A;",
      'const a = process["env"];',
      "const { env } = process;",
      'import { env } from "node:process";',
    ]) {
      expect(hiddenInputAndOutput(src(text)), text).to.have.lengthOf(1);
      expect(hiddenInputAndOutput(src(text, "src/cli/x.ts")), text).to.deep.equal([]);
    }
  });

  it("catches words that make money a binary fraction", () => {
    expect(floatWords(src("const a = Number.parseFloat(text);"))).to.have.lengthOf(1);
    expect(floatWords(src("const a = amount.toFixed(2);"))).to.have.lengthOf(1);
    expect(floatWords(src('const a = "parseFloat";'))).to.deep.equal([]);
  });

  it("catches a note that something is not finished", () => {
    for (const note of ["TO" + "DO", "FIX" + "ME"]) {
      expect(unfinished(src(`// ${note}: later`, "contracts/X.sol")), note).to.have.lengthOf(1);
    }
    expect(unfinished(src("// A todo list is no such note."))).to.deep.equal([]);
  });

  it("catches a test that hides others, that no run finds, or that only wishes", () => {
    expect(testFaults(src('it.only("holds", f);', "test/x.test.ts"))).to.have.lengthOf(1);
    expect(testFaults(src('describe.only("x", f);', "test/x.test.ts"))).to.have.lengthOf(1);
    expect(testFaults(src('it("holds", f);', "test/x.ts"))).to.have.lengthOf(1);
    expect(testFaults(src('it.skip("holds", f);', "test/x.ts"))).to.have.lengthOf(1);
    expect(testFaults(src("context.pages();", "test/x.ts"))).to.deep.equal([]);
    expect(testFaults(src('it("should hold", f);', "test/x.test.ts"))).to.have.lengthOf(1);
    expect(testFaults(src('it("holds", f);', "test/x.test.ts"))).to.deep.equal([]);
  });
});

describe("The check of the repository", () => {
  it("catches an unknown entry of the top level", () => {
    expect(unknownEntries(["src", "node_modules", "docs"])).to.have.lengthOf(1);
  });

  function lock(entry: object, more: object = {}): string {
    return JSON.stringify({
      packages: { "": { name: "x" }, "node_modules/a": { version: "1.0.0", ...entry }, ...more },
    });
  }

  it("catches an address, a missing checksum and a platform that the lock file leaves out", () => {
    const integrity = "sha512-x";
    expect(lockFaults(lock({ integrity }))).to.deep.equal([]);
    expect(lockFaults(lock({ optional: true }))).to.deep.equal([]);
    expect(lockFaults(lock({}))).to.have.lengthOf(1);
    expect(lockFaults(lock({ integrity, resolved: "https://registry.example/a.tgz" }))).to.have.lengthOf(1);
    const optionalDependencies = { "a-linux": "1.0.0" };
    expect(lockFaults(lock({ integrity, optionalDependencies }))).to.have.lengthOf(1);
    for (const where of ["node_modules/a-linux", "node_modules/a/node_modules/a-linux"]) {
      expect(lockFaults(lock({ integrity, optionalDependencies }, { [where]: { integrity } })), where).to.deep.equal(
        [],
      );
    }
  });

  it("catches a registry or a secret in .npmrc", () => {
    expect(npmrcFaults("omit-lockfile-registry-resolved=true\nfund=false\n")).to.deep.equal([]);
    expect(npmrcFaults("registry=https://registry.example/\n")).to.have.lengthOf(1);
    expect(npmrcFaults("@a:registry=https://registry.example/\n")).to.have.lengthOf(1);
    expect(npmrcFaults("//registry.example/:_authToken=x\n")).to.have.lengthOf(1);
  });
});
