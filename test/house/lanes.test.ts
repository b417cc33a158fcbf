import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { testFiles } from "../../scripts/runner/suites.ts";
import { root } from "./sources.ts";

/** What the whole of `.ci/run` may take at most, minutes. */
const MOST_MINUTES = 80;

function read(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

describe("The runs", () => {
  it("have every test file in one lane", () => {
    const lanes = Object.values(testFiles()).flat().sort();
    expect(lanes).to.deep.equal(globSync("test/**/*.test.ts", { cwd: root }).sort());
  });

  it("open a browser in their own lane alone, whose files are those of the portal", () => {
    const { browsing } = testFiles();
    expect(browsing).to.not.be.empty;
    for (const file of browsing) expect(file.split(path.sep)[1], file).to.equal("portal");
    expect(read("scripts/test.ts")).to.not.include("browsing");
  });

  it("are all there in the run over a clean checkout, within its time, and the long one is the last", () => {
    const stages = [...read(".ci/run").matchAll(/^stage "[^"]+" (\d+)m npm (?:run )?(\w+)/gm)];
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
    const names = stages.map(([, , name = ""]) => name);
    expect(names).to.deep.equal(["test", "lint", "corpus", "requests", "browser", "campaign"]);
    for (const name of names) {
      expect(scripts[name], name).to.include("node scripts/");
      expect(scripts[`pre${name}`], name).to.equal("node scripts/bootstrap.mjs");
    }
    expect(stages.reduce((sum, [, minutes]) => sum + Number(minutes), 0)).to.be.at.most(MOST_MINUTES);
  });
});
