import { expect } from "chai";
import fc from "fast-check";
import { derecognitionFacts, variabilityOf } from "../../../src/domain/factoring/derecognition.ts";
import type { SoldReceivable } from "../../../src/domain/factoring/derecognition.ts";
import { FactoringError } from "../../../src/domain/factoring/figures.ts";

function sold(id: string, over: Partial<SoldReceivable> = {}): SoldReceivable {
  return { id, carrying: 1_000n, retained: 0n, recourseCap: 0n, latePayment: "factor", factorMaySell: true, ...over };
}

const anyRate = fc.integer({ min: 0, max: 1_000_000 });
const anyLosses = fc.array(anyRate, { minLength: 1, maxLength: 8 }).map((losses) =>
  losses.map((loss, place) => {
    const each = Math.floor(1_000_000 / losses.length);
    return { loss, probability: place === 0 ? 1_000_000 - each * (losses.length - 1) : each };
  }),
);
const anySold = fc
  .array(fc.record({ carrying: fc.bigInt(0n, 10n ** 9n), retained: anyRate, cap: fc.bigInt(0n, 10n ** 9n) }), {
    maxLength: 5,
  })
  .map((rows) =>
    rows.map(({ carrying, retained, cap }, n) =>
      sold(`R${n}`, { carrying, retained: (carrying * BigInt(retained)) / 1_000_000n, recourseCap: cap }),
    ),
  );

describe("The facts for derecognition", () => {
  it("are what the seller retains and could pay back, who bears late payment and who may sell (R65)", () => {
    const facts = derecognitionFacts([
      sold("none"),
      sold("part", { recourseCap: 100n, latePayment: "shared" }),
      sold("full", { carrying: 500n, recourseCap: undefined, latePayment: "seller", factorMaySell: false }),
      sold("capped at more", { carrying: 500n, recourseCap: 501n }),
    ]);
    expect(facts).to.deep.include({
      ...{ carrying: 3_000n, retained: 0n, recourse: 1_100n, exposure: 1_100n, exposureShare: 366_667n },
      byExposure: { full: 1_000n, part: 1_000n, none: 1_000n },
      byLatePayment: { seller: 500n, factor: 1_500n, shared: 1_000n },
      transferable: 2_500n,
    });
  });

  it("are all of a receivable where recourse is for all but the reserve, which loses first anyway", () => {
    // 80 % advanced with full recourse, without, and repaid by the seller itself.
    const full = derecognitionFacts([sold("A", { retained: 200n, recourseCap: 800n })]);
    expect(full).to.deep.include({ exposure: 1_000n, exposureShare: 1_000_000n });
    expect(full.byExposure).to.deep.equal({ full: 1_000n, part: 0n, none: 0n });
    expect(full.remarks.join(" ")).to.include("with full recourse it usually keeps the asset");
    const without = derecognitionFacts([sold("B", { retained: 200n })]);
    expect(without).to.deep.include({ retained: 200n, recourse: 0n, exposureShare: 200_000n });
    expect(without.byExposure).to.deep.equal({ full: 0n, part: 1_000n, none: 0n });
    expect(without.remarks.join(" ")).to.include("the seller bears the first losses");
    const repaid = derecognitionFacts([sold("C", { retained: 1_000n, recourseCap: 0n })]);
    expect(repaid.byExposure).to.deep.equal({ full: 1_000n, part: 0n, none: 0n });
  });

  it("remark what follows from one of them, and leave the judgement to the accountant", () => {
    const clear = derecognitionFacts([sold("A")]).remarks;
    const full = derecognitionFacts([sold("A", { recourseCap: undefined, latePayment: "seller" })]).remarks;
    expect([clear.length, full.length]).to.deep.equal([1, 3]);
    expect(clear[0]).to.match(/for the seller's accountant to judge/);
  });

  it("tell an exposure of one minor unit from none and from all", () => {
    const one = derecognitionFacts([sold("A", { recourseCap: 1n }), sold("B", { carrying: 1n, recourseCap: 1n })]);
    expect(one.byExposure).to.deep.equal({ full: 1n, part: 1_000n, none: 0n });
    expect(one.remarks).to.have.length(3);
  });

  it("have no share of nothing", () => {
    expect(derecognitionFacts([])).to.deep.include({ carrying: 0n, exposureShare: undefined });
  });

  it("are refused for one receivable twice, or amounts below nought", () => {
    expect(() => derecognitionFacts([sold("A"), sold("A")])).to.throw(FactoringError, "sold.id");
    expect(() => derecognitionFacts([sold("A", { carrying: -1n })])).to.throw(FactoringError, "sold A.carrying");
    expect(() => derecognitionFacts([sold("A", { recourseCap: -1n })])).to.throw(FactoringError, "sold A.recourseCap");
    expect(() => derecognitionFacts([sold("A", { retained: -1n })])).to.throw(FactoringError, "sold A.retained");
    expect(() => derecognitionFacts([sold("A", { retained: 1_001n })])).to.throw(FactoringError, "sold A.retained");
  });
});

describe("Variability", () => {
  const even = (first: number, second: number) => [first, second].map((loss) => ({ probability: 500_000, loss }));

  it("of 1,731 is passed but for 95 by who bears the first 1.8 % of losses: 1,636, which is 95 % (R65)", () => {
    const pool = sold("a million", { carrying: 1_000_000n, retained: 18_000n });
    expect(variabilityOf([pool], even(17_810, 21_272))).to.deep.equal({
      before: 1_731n,
      after: 95n,
      passed: 1_636n,
      passedShare: 945_118n,
    });
  });

  it("is the expected distance from the expected loss, of each receivable up to what the seller could lose", () => {
    const scenarios = [
      { probability: 250_000, loss: 100_000 },
      { probability: 500_000, loss: 200_000 },
      { probability: 250_000, loss: 300_000 },
    ];
    const varies = { before: 500n, after: 300n, passed: 200n, passedShare: 400_000n };
    const retained = sold("A", { carrying: 10_000n, retained: 1_800n });
    expect(variabilityOf([retained], scenarios)).to.deep.equal(varies);
    const recourse = sold("A", { carrying: 10_000n, retained: 800n, recourseCap: 1_000n });
    expect(variabilityOf([recourse], scenarios)).to.deep.equal(varies);
    // The reserve of one receivable covers no loss of another.
    const [all, none] = [sold("A", { carrying: 5_000n, retained: 5_000n }), sold("B", { carrying: 5_000n })];
    expect(variabilityOf([all, none], scenarios)).to.deep.include({ before: 500n, after: 250n });
  });

  it("is passed whole where the seller bears nothing, and kept whole where it bears all", () => {
    fc.assert(
      fc.property(anySold, anyLosses, (rows, scenarios) => {
        const outright = rows.map((row) => ({ ...row, retained: 0n, recourseCap: 0n }));
        expect(variabilityOf(outright, scenarios).after).to.equal(0n);
        const full = rows.map((row) => ({ ...row, recourseCap: undefined }));
        expect(variabilityOf(full, scenarios).passed).to.equal(0n);
      }),
    );
  });

  it("never grows by a sale", () => {
    fc.assert(
      fc.property(anySold, anyLosses, (rows, scenarios) => {
        const { before, after, passed } = variabilityOf(rows, scenarios);
        expect(after >= 0n && passed >= 0n && after + passed === before).to.equal(true);
      }),
    );
  });

  it("is refused for probabilities that are no rates or do not sum to one, and for losses beyond the whole", () => {
    const half = { probability: 500_000, loss: 1 };
    expect(() => variabilityOf([], [half])).to.throw(FactoringError, "scenarios is of 500000");
    expect(() => variabilityOf([], [{ ...half, probability: 0.5 }])).to.throw(
      FactoringError,
      "scenarios[0].probability",
    );
    expect(() => variabilityOf([], [half, { ...half, loss: -1 }])).to.throw(FactoringError, "scenarios[1].loss");
    expect(() => variabilityOf([], [half, { ...half, loss: 1_000_001 }])).to.throw(FactoringError, "scenarios[1].loss");
    const sure = { probability: 1_000_000, loss: 5 };
    expect(variabilityOf([sold("A")], [sure, { probability: 0, loss: 9 }]), "what cannot happen").to.deep.include({
      before: 0n,
      passedShare: undefined,
    });
    expect(() => variabilityOf([sold("A"), sold("A")], [sure])).to.throw(FactoringError, "sold.id");
  });
});
