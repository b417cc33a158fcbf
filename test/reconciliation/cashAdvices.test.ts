import { expect } from "chai";
import { decisionsOf } from "../../src/reconciliation/cash/decisions.ts";
import { matchCash } from "../../src/reconciliation/cash/match.ts";
import type { CashRun } from "../../src/reconciliation/cash/match.ts";
import type { Advice, AdviceLine, CashLine } from "../../src/reconciliation/cash/model.ts";
import { SAFE_POLICY } from "../../src/reconciliation/cash/policy.ts";
import { ACME, BOLT, DAY, item, line, told } from "./cashScenes.ts";

const discount = { rate: 20_000n, until: DAY + 10, onParts: false };
const ITEMS = [item("INV-1", 10_000n, { discount }), item("INV-2", 20_000n), item("INV-3", -5_000n)];

function part(document: string, gross: bigint, more: Partial<AdviceLine> = {}): AdviceLine {
  const { discount: kept = 0n, deduction = 0n } = more;
  return { document, gross, discount: kept, deduction, net: gross - kept - deduction, ...more };
}

function advice(lines: readonly AdviceLine[], more: Partial<Advice> = {}): Advice {
  return { id: "a1", payer: "acme", currency: "EUR", date: DAY + 8, lines, ...more };
}

function run(lines: readonly CashLine[], advices: readonly Advice[]): CashRun {
  return matchCash({ parties: [ACME, BOLT], items: ITEMS, lines, policy: SAFE_POLICY, advices });
}

function said(lines: readonly CashLine[], advices: readonly Advice[]): readonly string[] {
  return [...decisionsOf(run(lines, advices))].map(told);
}

describe("Cash application: remittance advices", () => {
  const whole = advice([part("inv 1", 10_000n, { discount: 200n }), part("INV-2", 20_000n), part("INV-3", -5_000n)]);

  it("whose lines come to the cash are posted as they say", () => {
    const result = run([line("b1", 24_800n)], [whole]);
    const [decision] = decisionsOf(result);
    expect(told(decision)).to.equal("POST REMITTANCE_ADVICE INV-1 INV-2 INV-3");
    expect(decision?.allocations.map(({ cash, discount: kept }) => [cash, kept])).to.deep.equal([
      [9_800n, 200n],
      [20_000n, 0n],
      [-5_000n, 0n],
    ]);
    expect(result.waiting).to.deep.equal([]);
  });

  it("wait for their money, and the money is looked at by the other stages", () => {
    const result = run([line("b1", 20_000n)], [whole]);
    expect(result.waiting).to.deep.equal(["a1"]);
    expect(told([...decisionsOf(result)][0])).to.equal("POST EXACT_AMOUNT INV-2");
    expect(run([], [whole]).waiting).to.deep.equal(["a1"]);
  });

  it("meet no money outside of the days of the policy", () => {
    const late = line("b1", 24_800n, "", { valueDate: DAY + 39 });
    expect(run([late], [whole]).waiting).to.deep.equal(["a1"]);
  });

  it("are a question when two payments could be theirs", () => {
    const result = said([line("b1", 24_800n), line("b2", 24_800n)], [whole]);
    expect(result.map((each) => each.split(" ")[0])).to.not.include("POST");
  });

  it("post no deduction: what was kept back stays open", () => {
    const deducted = advice([part("INV-2", 20_000n, { deduction: 1_500n })]);
    const result = run([line("b1", 18_500n)], [deducted]);
    const [decision] = decisionsOf(result);
    expect(decision?.allocations[0]).to.deep.include({ cash: 18_500n, difference: 0n, reason: "DEDUCTION" });
    expect(result.columns.open[1]).to.equal(1_500);
  });

  it("post no discount that has expired", () => {
    const late = line("b1", 24_800n, "", { valueDate: DAY + 11 });
    expect(said([late], [whole])[0]).to.match(/^PROPOSE REMITTANCE_ADVICE/);
  });

  const faults = [
    ["does not add up", [part("INV-2", 20_000n, { net: 19_000n, deduction: 500n }), part("INV-1", 5_800n)]],
    ["names an unknown document", [part("INV-2", 20_000n), part("INV-9", 4_800n)]],
    ["names one document twice", [part("INV-2", 20_000n), part("INV-2", 4_800n)]],
    ["takes more than is open", [part("INV-2", 24_800n)]],
  ] as const;
  for (const [fault, lines] of faults) {
    it(`settle nothing when one ${fault}`, () => {
      const result = run([line("b1", 24_800n)], [advice(lines)]);
      expect(result.waiting).to.deep.equal(["a1"]);
      expect([...decisionsOf(result)].map(({ disposition }) => disposition)).to.not.include("POST");
    });
  }

  it("of a party that is not among the parties are refused by name", () => {
    expect(() => run([], [advice([part("INV-2", 1n)], { payer: "nobody" })])).to.throw(/advice a1: payer is nobody/);
  });
});
