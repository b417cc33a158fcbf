import { readFileSync } from "node:fs";
import { expect } from "chai";
import { FIGURED, figuresOf } from "./figures.ts";
import { BARS, measureGas } from "./measure.ts";
import type { GasTable } from "./measure.ts";

const SNAPSHOT = new URL("snapshot.json", import.meta.url);

describe("gas", () => {
  const snapshot = JSON.parse(readFileSync(SNAPSHOT, "utf8")) as { osaka: GasTable; amsterdam: GasTable };

  it("is the committed snapshot on Osaka, to the unit (node scripts/bench/gas.ts --update writes it)", async () => {
    expect(await measureGas("default")).to.deep.equal(snapshot.osaka);
  });

  it("is the committed snapshot on Amsterdam", async () => {
    expect(await measureGas("amsterdam")).to.deep.equal(snapshot.amsterdam);
  });

  it("is what the README says, act by act", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    expect(readme).to.include(figuresOf(snapshot.osaka));
    expect(FIGURED).to.have.members(Object.keys(snapshot.osaka));
  });

  for (const [act, bar] of Object.entries(BARS)) {
    it(`of ${act} is at most ${bar.toLocaleString("en")}`, () => {
      expect(snapshot.osaka[act]).to.be.a("number").and.at.most(bar);
    });
  }
});
