import { expect } from "chai";
import fc from "fast-check";
import type { DayCount } from "../../src/domain/dayCount.ts";
import { LEDGER_ENGINE, reckoningEngine } from "../../src/domain/engine.ts";
import { replay } from "../../src/domain/history.ts";
import type { HistoryEntry } from "../../src/domain/history.ts";
import type { LateRate, ReferenceRate } from "../../src/domain/lateRate.ts";
import { MAX_AMOUNT, MAX_CHARGES } from "../../src/domain/money.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { workingOf } from "../../src/domain/working.ts";
import { agreedTerms } from "../money/arbitraries.ts";
import { decimal } from "./decimals.ts";
import { entriesAround, termsDue } from "./histories.ts";

const PAID = dayNumber("2026-08-20");
const V3 = termsDue("2026-05-15", 1_000_000n);
const EU: ReferenceRate = {
  kind: "reference",
  values: [
    { from: dayNumber("2026-01-01"), percent: decimal("2.15") },
    { from: dayNumber("2026-07-01"), percent: decimal("2.40") },
  ],
  factor: decimal("1"),
  margin: decimal("8"),
  policy: { kind: "float", fixing: "first-day" },
};
const FIXED: ReferenceRate = { ...EU, policy: { kind: "fixed", fixing: "first-day" } };
const PART: HistoryEntry = { kind: "receipt", day: dayNumber("2026-06-14"), cash: 400_000n, reference: "A" };

function chargesOf(rate: LateRate, count: DayCount, entries: readonly HistoryEntry[] = [], over = {}): bigint {
  const engine = reckoningEngine(rate, count);
  const replayed = replay({ ...V3, ...over }, entries, engine);
  const { charges } = engine.quote(replayed, PAID);
  expect(workingOf(replayed, rate, count, PAID).charges).to.equal(charges);
  return charges;
}

describe("late interest by reference rates", () => {
  it("floats to 273.23, rounded once, and never to 273.24 (R19, R25, V4)", () => {
    expect(chargesOf(EU, "act/365")).to.equal(27_323n);
  });

  it("fixed at default is 269.74 by 365 and 273.49 by 360 (V5)", () => {
    expect(chargesOf(FIXED, "act/365")).to.equal(26_974n);
    expect(chargesOf(FIXED, "act/360")).to.equal(27_349n);
  });

  it("counts 95 days by 30/360 (V3)", () => {
    expect(chargesOf(FIXED, "30/360")).to.equal(26_785n);
    expect(chargesOf(FIXED, "act/act")).to.equal(26_974n);
  });

  it("of a debt paid in parts is 198.89 interest first, with 6,083.42 left after the first (R24, V6)", () => {
    const engine = reckoningEngine(EU, "act/365");
    const { position, steps } = replay(V3, [PART], engine);
    expect(steps[0]?.settled?.charges).to.equal(8_342n);
    expect(V3.amount - position.settled).to.equal(608_342n);
    const due = chargesOf(EU, "act/365", [PART]);
    expect(due + 8_342n).to.equal(19_889n);
  });

  it("of a debt paid in parts is 197.31 principal first, and never 161.84 (V7, V8)", () => {
    expect(chargesOf(EU, "act/365", [PART], { allocation: 1 })).to.equal(19_731n);
  });

  it("shows segment by segment: 83.42, 27.07 and 88.40 make 198.89 (R24, V6)", () => {
    const replayed = replay(V3, [PART], reckoningEngine(EU, "act/365"));
    const { segments, numerator, denominator, interest } = workingOf(replayed, EU, "act/365", PAID);
    const shown = segments.map(({ days, principal }) => [days, principal]);
    expect(shown).to.deep.equal([
      [30, 1_000_000n],
      [16, 608_342n],
      [51, 608_342n],
    ]);
    const cents = segments.map((segment) => (2n * segment.numerator + denominator) / (2n * denominator));
    expect(cents).to.deep.equal([8_342n, 2_707n, 8_840n]);
    expect(interest).to.equal(19_889n);
    expect(numerator).to.equal(segments.reduce((total, segment) => total + segment.numerator, 0n));
  });

  it("takes what is paid in time for never late, and a returned receipt for never paid", () => {
    const paid = { ...PART, day: V3.dueDay, cash: 400_000n } as HistoryEntry;
    expect(chargesOf(EU, "act/365", [paid])).to.equal(16_394n);
    const back: HistoryEntry = { kind: "return", day: PAID - 1, reference: "A" };
    expect(chargesOf(EU, "act/365", [PART, back])).to.equal(27_323n);
  });

  it("asks a fixed sum as soon as anything is late, even at a rate of nought (R20)", () => {
    const nought: LateRate = { kind: "flat", percent: decimal("0") };
    expect(chargesOf(nought, "act/365", [], { fixedSum: 4_000n })).to.equal(4_000n);
    expect(chargesOf(EU, "act/365", [], { fixedSum: 4_000n, graceDays: 97 })).to.equal(0n);
    expect(chargesOf(EU, "act/365", [], { fixedSum: 4_000n, graceDays: 96 })).to.equal(31_323n);
  });

  it("is 169.49 and 70.00 for GBP 5,000 at 12.25 % and 101 days, not 239.68 (R21, V9)", () => {
    const terms = { amount: 500_000n, dueDay: PAID - 101, fixedSum: 7_000n };
    expect(chargesOf({ kind: "flat", percent: decimal("12.25") }, "act/365", [], terms)).to.equal(23_949n);
  });

  it("is 11,250.00 for CNY 500,000 at 0.05 % a day and 45 days (R22, V10)", () => {
    const terms = { amount: 50_000_000n, dueDay: PAID - 45 };
    expect(chargesOf({ kind: "flat", percent: decimal("18.25") }, "act/365", [], terms)).to.equal(1_125_000n);
  });

  it("lets 5,000 on 10,000 with 120 interest and 40 costs settle 40, 120 and 4,840 (R29, V24)", () => {
    const engine = reckoningEngine({ kind: "flat", percent: decimal("14.6") }, "act/365");
    const pays: HistoryEntry = { kind: "payment", day: V3.dueDay + 30, cash: 500_000n };
    const { steps } = replay({ ...V3, fixedSum: 4_000n }, [pays], engine);
    expect(steps[0]?.settled).to.include({ charges: 16_000n, principal: 484_000n });
  });
});

describe("the working of late interest", () => {
  it("names no fixed sum while nothing is late", () => {
    const terms = { ...V3, fixedSum: 4_000n };
    const working = workingOf(replay(terms, []), EU, "act/365", V3.dueDay);
    expect(working).to.include({ fixedSum: 0n, charges: 0n, interest: 0n }).and.deep.include({ segments: [] });
  });

  it("leaves out what was paid within the days of grace, and counts all days of what was not", () => {
    const onGrace: HistoryEntry = { ...PART, day: V3.dueDay + 30 };
    expect(chargesOf(EU, "act/365", [onGrace], { graceDays: 30 })).to.equal(16_394n);
    expect(chargesOf(EU, "act/365", [onGrace], { graceDays: 29, allocation: 1 })).to.equal(19_731n);
  });
});

describe("the reckoning engine", () => {
  it("stops charges where the ledger does", () => {
    const terms = { ...V3, amount: MAX_AMOUNT, lateRate: 1_000_000, fixedSum: 4_000n };
    const rate = flat(1_000_000);
    const [engine, standing, day] = [reckoningEngine(rate, "act/365"), replay(terms, []), V3.dueDay + 8_000];
    expect(engine.quote(standing, day)).to.deep.equal(LEDGER_ENGINE.quote(standing, day));
    expect(engine.quote(standing, day).charges).to.equal(MAX_CHARGES);
    expect(workingOf(standing, rate, "act/365", day).charges).to.equal(MAX_CHARGES);
  });

  const flat = (lateRate: number): LateRate => ({ kind: "flat", percent: { units: BigInt(lateRate), scale: 4 } });

  it("at a flat rate is the ledger's, whatever happens, and so is its working", () => {
    fc.assert(
      fc.property(agreedTerms, entriesAround(20_600), fc.integer({ min: -60, max: 900 }), (terms, entries, later) => {
        const [rate, count] = [flat(terms.lateRate), terms.basis === 360 ? "act/360" : "act/365"] as const;
        const engine = reckoningEngine(rate, count);
        const [reckoned, ledger] = [replay(terms, entries, engine), replay(terms, entries)];
        expect({ ...reckoned, accrued: 0n }).to.deep.equal(ledger);
        const day = Math.max(terms.dueDay + later, ...entries.map((entry) => entry.day));
        const due = LEDGER_ENGINE.quote(ledger, day);
        expect(engine.quote(reckoned, day)).to.deep.equal(due);
        expect(workingOf(ledger, rate, count, day).charges).to.equal(due.charges);
      }),
      { numRuns: 300 },
    );
  });

  for (const count of ["act/365", "act/360", "act/act", "30/360"] as const) {
    it(`by ${count} with floating rates asks what the working adds up to`, () => {
      const values = [0, 181, 365, 546].map((from, i) => ({ from: 20_400 + from, percent: decimal(`${i}.1${i}`) }));
      const rate: ReferenceRate = { ...EU, values: [{ from: 0, percent: decimal("1") }, ...values] };
      const engine = reckoningEngine(rate, count);
      fc.assert(
        fc.property(agreedTerms, entriesAround(20_600), (terms, entries) => {
          const replayed = replay(terms, entries, engine);
          const day = Math.max(terms.dueDay + 90, ...entries.map((entry) => entry.day));
          expect(workingOf(replayed, rate, count, day).charges).to.equal(engine.quote(replayed, day).charges);
        }),
        { numRuns: 60 },
      );
    });
  }
});
