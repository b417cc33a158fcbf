import { expect } from "chai";
import fc from "fast-check";
import { derecognitionFacts, variabilityOf, variabilityPassed } from "../../../src/domain/factoring/derecognition.ts";
import type { SoldReceivable } from "../../../src/domain/factoring/derecognition.ts";
import { FactoringError } from "../../../src/domain/factoring/figures.ts";

function sold(id: string, over: Partial<SoldReceivable> = {}): SoldReceivable {
  return { id, carrying: 1_000n, recourseCap: 0n, latePayment: "factor", factorMaySell: true, ...over };
}

const anyLosses = fc.array(fc.bigInt(0n, 10n ** 9n), { minLength: 1, maxLength: 8 }).map((losses) =>
  losses.map((loss, place) => {
    const each = Math.floor(1_000_000 / losses.length);
    return { loss, probability: place === 0 ? 1_000_000 - each * (losses.length - 1) : each };
  }),
);

describe("The facts for derecognition", () => {
  it("are the seller's recourse, its cap, who bears late payment and who may sell (R65)", () => {
    const facts = derecognitionFacts([
      sold("none"),
      sold("part", { recourseCap: 100n, latePayment: "shared" }),
      sold("full", { carrying: 500n, recourseCap: undefined, latePayment: "seller", factorMaySell: false }),
      sold("capped at more", { carrying: 500n, recourseCap: 501n }),
    ]);
    expect(facts).to.deep.include({
      carrying: 3_000n,
      recourse: 1_100n,
      recourseShare: 366_667n,
      byRecourse: { full: 1_000n, part: 1_000n, none: 1_000n },
      byLatePayment: { seller: 500n, factor: 1_500n, shared: 1_000n },
      transferable: 2_500n,
    });
  });

  it("remark what follows from one of them, and leave the judgement to the accountant", () => {
    const clear = derecognitionFacts([sold("A")]).remarks;
    const full = derecognitionFacts([sold("A", { recourseCap: undefined, latePayment: "seller" })]).remarks;
    expect([clear.length, full.length]).to.deep.equal([1, 3]);
    expect(clear[0]).to.match(/for the seller's accountant to judge/);
  });

  it("tell recourse for one minor unit from recourse for none and for all", () => {
    const one = derecognitionFacts([sold("A", { recourseCap: 1n }), sold("B", { carrying: 1n, recourseCap: 1n })]);
    expect(one.byRecourse).to.deep.equal({ full: 1n, part: 1_000n, none: 0n });
    expect(one.remarks).to.have.length(2);
  });

  it("have no share of nothing", () => {
    expect(derecognitionFacts([])).to.deep.include({ carrying: 0n, recourseShare: undefined });
  });

  it("are refused for one receivable twice, or amounts below nought", () => {
    expect(() => derecognitionFacts([sold("A"), sold("A")])).to.throw(FactoringError, "sold.id");
    expect(() => derecognitionFacts([sold("A", { carrying: -1n })])).to.throw(FactoringError, "sold A.carrying");
    expect(() => derecognitionFacts([sold("A", { recourseCap: -1n })])).to.throw(FactoringError, "sold A.recourseCap");
  });
});

describe("Variability", () => {
  it("of 1,731 is passed but for 95: 1,636, which is 95 % (R65)", () => {
    expect(variabilityPassed(1_731n, 95n)).to.deep.equal({
      before: 1_731n,
      after: 95n,
      passed: 1_636n,
      passedShare: 945_118n,
    });
  });

  it("is the expected distance from the expected loss, with all losses and with the first ones", () => {
    const scenarios = [
      { probability: 250_000, loss: 1_000n },
      { probability: 500_000, loss: 2_000n },
      { probability: 250_000, loss: 3_000n },
    ];
    expect(variabilityOf(scenarios, 1_800n)).to.deep.equal({
      before: 500n,
      after: 300n,
      passed: 200n,
      passedShare: 400_000n,
    });
  });

  it("is passed whole where the seller bears nothing, and kept whole where it bears all", () => {
    fc.assert(
      fc.property(anyLosses, (scenarios) => {
        expect(variabilityOf(scenarios, 0n).after).to.equal(0n);
        expect(variabilityOf(scenarios, 10n ** 9n).passed).to.equal(0n);
      }),
    );
  });

  it("never grows by a sale", () => {
    fc.assert(
      fc.property(anyLosses, fc.bigInt(0n, 10n ** 9n), (scenarios, firstLoss) => {
        const { before, after, passed } = variabilityOf(scenarios, firstLoss);
        expect(after >= 0n && passed >= 0n && after + passed === before).to.equal(true);
      }),
    );
  });

  it("is refused for probabilities that are not whole or do not sum to one, and for more kept than there was", () => {
    const half = { probability: 500_000, loss: 1n };
    expect(() => variabilityOf([half], 1n)).to.throw(FactoringError, "scenarios is of 500000");
    expect(() => variabilityOf([{ ...half, probability: 0.5 }], 1n)).to.throw(
      FactoringError,
      "scenarios[0].probability",
    );
    expect(() => variabilityOf([half, { ...half, loss: -1n }], 1n)).to.throw(FactoringError, "scenarios[1].loss");
    const sure = { probability: 1_000_000, loss: 5n };
    expect(variabilityOf([sure, { probability: 0, loss: 9n }], 5n).before, "what cannot happen").to.equal(0n);
    expect(() => variabilityOf([{ ...sure, probability: -1 }], 1n)).to.throw(
      FactoringError,
      "scenarios[0].probability",
    );
    expect(() => variabilityOf([sure], -1n)).to.throw(FactoringError, "firstLoss");
    expect(() => variabilityPassed(1n, -1n)).to.throw(FactoringError, "after is -1");
    expect(() => variabilityPassed(1n, 2n)).to.throw(FactoringError, "after is 2");
    expect(variabilityPassed(0n, 0n).passedShare).to.equal(undefined);
  });
});
