import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { longFiles, longFunctions, longLines, longSolidityFunctions } from "./house/budgets.ts";
import { oversizedContracts, ownWarnings, readArtifacts, readDiagnostics } from "./house/build.ts";
import { circles } from "./house/circles.ts";
import { contractFloorFaults, floorlessContracts } from "./house/contracts.ts";
import { auditLeaks, floorFaults, homelessFiles } from "./house/floors.ts";
import { importsOf, solidityImportsOf } from "./house/imports.ts";
import { lockFaults, npmrcFaults, unknownEntries } from "./house/repository.ts";
import { readSources, root } from "./house/sources.ts";
import { barrels, defaultExports, floatWords, hiddenInputAndOutput, testFaults, unfinished } from "./house/words.ts";

const src = readSources("src/**/*.{ts,tsx}");
const test = readSources("test/**/*.{ts,tsx}");
const scripts = readSources("scripts/**/*.{ts,mjs}", "*.config.{js,ts}");
const contracts = readSources("contracts/**/*.sol");
const solidityTests = readSources("test/**/*.sol");
const prose = readSources("*.md", "{contracts,src,test}/**/*.md");

const typescript = [...src, ...test, ...scripts];
const solidity = [...contracts, ...solidityTests];

function rootFile(name: string): string {
  return readFileSync(path.join(root, name), "utf8");
}

describe("The house", () => {
  it("has sources to check", () => {
    for (const sources of [src, test, scripts, contracts]) expect(sources).not.to.be.empty;
  });

  describe("src/", () => {
    const imports = src.flatMap(importsOf);

    it("keeps every file in a room", () => {
      expect(homelessFiles(src.map(({ path: file }) => file))).to.deep.equal([]);
    });

    it("imports down the floors only, and never sideways", () => {
      expect(floorFaults(imports)).to.deep.equal([]);
    });

    it("gives audit a fold and money of its own", () => {
      expect(auditLeaks(imports)).to.deep.equal([]);
    });

    it("prints, and reads the environment, in its composition roots only", () => {
      expect(hiddenInputAndOutput(src)).to.deep.equal([]);
    });

    it("never makes money a binary fraction", () => {
      expect(floatWords(src)).to.deep.equal([]);
    });
  });

  describe("contracts/", () => {
    const imports = contracts.flatMap(solidityImportsOf);

    it("keeps every file on a floor", () => {
      expect(floorlessContracts(contracts.map(({ path: file }) => file))).to.deep.equal([]);
    });

    it("imports down the floors only, and satellites know interfaces", () => {
      expect(contractFloorFaults(imports)).to.deep.equal([]);
    });

    it("compiles without a warning of its own", () => {
      expect(ownWarnings(readDiagnostics())).to.deep.equal([]);
    });

    it("leaves room in every contract's 24,000 bytes", () => {
      expect(oversizedContracts(readArtifacts())).to.deep.equal([]);
    });
  });

  describe("every file", () => {
    it("imports in no circle", () => {
      expect(circles(typescript.flatMap(importsOf))).to.deep.equal([]);
      expect(circles(solidity.flatMap(solidityImportsOf))).to.deep.equal([]);
    });

    it("is short, and so are its functions and lines", () => {
      expect(longFiles([...typescript, ...solidity])).to.deep.equal([]);
      expect(longFunctions(typescript)).to.deep.equal([]);
      expect(longSolidityFunctions(solidity)).to.deep.equal([]);
      expect(longLines([...typescript, ...solidity])).to.deep.equal([]);
    });

    it("exports what it defines, by name", () => {
      expect(defaultExports(typescript)).to.deep.equal([]);
      expect(barrels(typescript)).to.deep.equal([]);
    });

    it("is finished", () => {
      expect(unfinished([...typescript, ...solidity, ...prose])).to.deep.equal([]);
    });
  });

  describe("the repository", () => {
    it("has no test that hides others or that no run finds", () => {
      expect(testFaults(test)).to.deep.equal([]);
    });

    it("has nothing unknown on its top level", () => {
      expect(unknownEntries(readdirSync(root))).to.deep.equal([]);
    });

    it("installs from any registry and on any platform", () => {
      expect(lockFaults(rootFile("package-lock.json"))).to.deep.equal([]);
      expect(npmrcFaults(rootFile(".npmrc"))).to.deep.equal([]);
    });
  });
});
