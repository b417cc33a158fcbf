import { readFileSync } from "node:fs";
import { expect } from "chai";
import { FACTORING_BARS, measureFactoringGas } from "./factoring.ts";
import { FACTORING_ROWS, figuresOf, ROWS } from "./figures.ts";
import { BARS, measureGas } from "./measure.ts";
import type { GasTable } from "./measure.ts";
import { measureStatementGas, STATEMENT_BARS } from "./statements.ts";

const SNAPSHOT = new URL("snapshot.json", import.meta.url);

interface Tables {
  readonly osaka: GasTable;
  readonly amsterdam: GasTable;
}

describe("gas", () => {
  const snapshot = JSON.parse(readFileSync(SNAPSHOT, "utf8")) as Tables & {
    readonly statements: Tables;
    readonly factoring: Tables;
  };

  it("is the committed snapshot on Osaka, to the unit (node scripts/bench/gas.ts --update writes it)", async () => {
    expect(await measureGas("default")).to.deep.equal(snapshot.osaka);
  });

  it("is the committed snapshot on Amsterdam", async () => {
    expect(await measureGas("amsterdam")).to.deep.equal(snapshot.amsterdam);
  });

  it("of statements is the committed snapshot on both", async () => {
    expect(await measureStatementGas("default")).to.deep.equal(snapshot.statements.osaka);
    expect(await measureStatementGas("amsterdam")).to.deep.equal(snapshot.statements.amsterdam);
  });

  it("of factoring is the committed snapshot on both", async () => {
    expect(await measureFactoringGas("default")).to.deep.equal(snapshot.factoring.osaka);
    expect(await measureFactoringGas("amsterdam")).to.deep.equal(snapshot.factoring.amsterdam);
  });

  it("is what the README says, act by act", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    expect(readme).to.include(figuresOf(ROWS, snapshot.osaka));
    expect(Object.values(ROWS).flat()).to.have.members(Object.keys(snapshot.osaka));
    expect(readme).to.include(figuresOf(FACTORING_ROWS, snapshot.factoring.osaka));
    expect(Object.values(FACTORING_ROWS).flat()).to.have.members(Object.keys(snapshot.factoring.osaka));
  });

  const measured = { ...snapshot.osaka, ...snapshot.statements.osaka, ...snapshot.factoring.osaka };
  for (const [act, bar] of Object.entries({ ...BARS, ...STATEMENT_BARS, ...FACTORING_BARS })) {
    it(`of ${act} is at most ${bar.toLocaleString("en")}`, () => {
      expect(measured[act]).to.be.a("number").and.at.most(bar);
    });
  }
});
