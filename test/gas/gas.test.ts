import { readFileSync } from "node:fs";
import { expect } from "chai";
import { COLLECTION_BARS, measureCollectionGas } from "./collections.ts";
import { FACTORING_BARS, measureFactoringGas } from "./factoring.ts";
import { COLLECTION_ROWS, FACTORING_ROWS, figuresOf, ROWS } from "./figures.ts";
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
    readonly collections: Tables;
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

  it("of collections is the committed snapshot on both", async () => {
    expect(await measureCollectionGas("default")).to.deep.equal(snapshot.collections.osaka);
    expect(await measureCollectionGas("amsterdam")).to.deep.equal(snapshot.collections.amsterdam);
  });

  it("is what the README says, act by act", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    expect(readme).to.include(figuresOf(ROWS, snapshot.osaka));
    expect(Object.values(ROWS).flat()).to.have.members(Object.keys(snapshot.osaka));
    expect(readme).to.include(figuresOf(FACTORING_ROWS, snapshot.factoring.osaka));
    expect(Object.values(FACTORING_ROWS).flat()).to.have.members(Object.keys(snapshot.factoring.osaka));
    expect(readme).to.include(figuresOf(COLLECTION_ROWS, snapshot.collections.osaka));
    expect(Object.values(COLLECTION_ROWS).flat()).to.have.members(Object.keys(snapshot.collections.osaka));
  });

  const { statements, factoring, collections } = snapshot;
  const measured = { ...snapshot.osaka, ...statements.osaka, ...factoring.osaka, ...collections.osaka };
  const bars = { ...BARS, ...STATEMENT_BARS, ...FACTORING_BARS, ...COLLECTION_BARS };
  for (const [act, bar] of Object.entries(bars)) {
    it(`of ${act} is at most ${bar.toLocaleString("en")}`, () => {
      expect(measured[act]).to.be.a("number").and.at.most(bar);
    });
  }
});
