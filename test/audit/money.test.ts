import { expect } from "chai";
import { dueOn, workingOn } from "../../src/audit/due.ts";
import type { Due } from "../../src/audit/due.ts";
import { totalsOf } from "../../src/audit/history.ts";
import type { Entry } from "../../src/audit/history.ts";
import { replay, settle } from "../../src/audit/money.ts";
import { rational } from "../../src/audit/rational.ts";
import { dayOf } from "../../src/audit/terms.ts";
import type { AuditTerms } from "../../src/audit/terms.ts";
import { agreed, cents, credit, day, paidBy, payment, payoff } from "./agreed.ts";

function due(terms: AuditTerms, date: string, entries: readonly Entry[] = []): Due {
  return dueOn(terms, entries, day(date));
}

function kinds(entries: readonly Entry[]): string[] {
  return entries.map((entry) => (entry.kind === "refused" ? entry.reason : entry.kind));
}

describe("The auditor's money", () => {
  describe("days", () => {
    it("end at 24:00 of the agreed local time (R8)", () => {
      const midnight = day("2026-05-16") * 86_400;
      const chinese = agreed({ utcOffset: 480 });
      expect(dayOf(chinese, midnight - 8 * 3_600 - 1)).to.equal(day("2026-05-15"));
      expect(dayOf(chinese, midnight - 8 * 3_600)).to.equal(day("2026-05-16"));
      expect(dayOf(agreed({ utcOffset: -300 }), midnight + 5 * 3_600 - 1)).to.equal(day("2026-05-15"));
    });

    it("count from the day after the due date and include the day of payment (R16)", () => {
      const late = ["2026-05-14", "2026-05-15", "2026-05-16"].map((date) => due(agreed(), date).daysLate);
      expect(late).to.deep.equal([0, 0, 1]);
    });

    it("within the grace cost nothing, and all count beyond it", () => {
      const terms = agreed({ graceDays: 5, lateRate: 101_500, fixedSum: 4_000n });
      expect(due(terms, "2026-05-20")).to.include({ daysLate: 0, charges: 0n });
      expect(due(terms, "2026-05-21")).to.include({ daysLate: 6, charges: 4_000n + 1_668n });
    });

    it("that a part was late within the grace are forgiven for good", () => {
      const terms = agreed({ graceDays: 5, lateRate: 101_500, allocation: 1 });
      const entries = replay(terms, [payment("2026-05-20", "4,000.00"), payment("2026-05-25", "1,000.00")]);
      const { segments } = workingOn(terms, entries, day("2026-05-25"));
      expect(segments.map(({ balance, days }) => [balance, days])).to.deep.equal([[rational(600_000n), 10]]);
    });
  });

  describe("a rate", () => {
    it("costs its share of the year from the first day late on (R16)", () => {
      const terms = agreed({ lateRate: 365_000 });
      expect(due(terms, "2026-05-16").charges).to.equal(cents("10.00"));
      expect(due(terms, "2026-05-17").charges).to.equal(cents("20.00"));
    });

    it("costs the same in whatever order payments of the same days are recorded, principal first", () => {
      const terms = agreed({ lateRate: 101_500, allocation: 1 });
      const [june, july] = [payment("2026-06-14", "4,000.00"), payment("2026-07-14", "1,000.00")];
      const [inOrder, outOfOrder] = [replay(terms, [june, july]), replay(terms, [july, june])];
      const working = workingOn(terms, outOfOrder, day("2026-08-20"));
      expect(working).to.deep.equal(workingOn(terms, inOrder, day("2026-08-20")));
      expect(working.segments.map(({ balance, days }) => [balance.numerator, days])).to.deep.equal([
        [1_000_000n, 30],
        [600_000n, 30],
        [500_000n, 37],
      ]);
      expect(totalsOf(terms, outOfOrder).lateDays).to.equal(400_000n * 30n + 100_000n * 60n);
    });

    it("costs nothing before its first step", () => {
      const terms = agreed({ lateRate: [{ fromDay: day("2026-06-01"), ratePpm: 101_500 }] });
      expect(due(terms, "2026-05-31").charges).to.equal(0n);
      expect(workingOn(terms, [], day("2026-06-10")).segments.map(({ days }) => days)).to.deep.equal([10]);
    });

    it("that never changes makes one line, and lines of equal rates make the same sum", () => {
      const flat = agreed({ lateRate: 101_500 });
      const same = [day("2026-01-01"), day("2026-06-01"), day("2026-09-01")];
      const steps = agreed({ lateRate: same.map((fromDay) => ({ fromDay, ratePpm: 101_500 })) });
      expect(workingOn(flat, [], day("2026-08-20")).segments).to.have.length(1);
      const working = workingOn(steps, [], day("2026-08-20"));
      expect(working.segments).to.have.length(2);
      expect(working.exactInterest).to.deep.equal(workingOn(flat, [], day("2026-08-20")).exactInterest);
    });
  });

  describe("a discount", () => {
    const tiers = {
      discountDay1: day("2026-04-25"),
      discount1: cents("200.00"),
      discountDay2: day("2026-05-05"),
      discount2: cents("100.00"),
    };

    it("is the sum of the tier whose day has not passed (R1)", () => {
      const dates = ["2026-04-25", "2026-04-26", "2026-05-05", "2026-05-06"];
      const discounts = dates.map((date) => due(agreed(tiers), date).discount);
      expect(discounts).to.deep.equal([20_000n, 10_000n, 10_000n, 0n]);
    });

    it("never stacks: the better of tier and sliding counts (R15)", () => {
      const terms = agreed({ ...tiers, slidingRate: 365_000 });
      expect(due(terms, "2026-04-26").discount).to.equal(cents("190.00"));
      expect(due(terms, "2026-05-05").discount).to.equal(cents("100.00"));
    });

    it("is never more than the whole, and lasts no longer than the due date", () => {
      const terms = agreed({ discountDay1: day("2027-01-01"), discount1: cents("99,999.00") });
      expect(due(terms, "2026-05-15")).to.include({ discount: cents("10,000.00"), payoff: 0n });
      expect(due(terms, "2026-05-16").discount).to.equal(0n);
    });

    it("of the whole settles the whole for nothing", () => {
      const terms = agreed({ discountDay1: day("2026-05-15"), discount1: cents("10,000.00") });
      expect(paidBy(terms, [], payment("2026-05-15", "0.00"))).to.include({ cash: 0n, closed: true });
    });

    it("is earned by whoever settles the rest in time, on everything that was paid", () => {
      const entries = replay(agreed(tiers), [payment("2026-04-20", "9,000.00"), payment("2026-04-25", "800.00")]);
      expect(entries[1]).to.include({ kind: "paid", principal: 100_000n, discount: 20_000n, closed: true });
    });

    it("is not earned one cent short of that (R13)", () => {
      const entries = replay(agreed(tiers), [payment("2026-04-25", "9,799.99")]);
      expect(entries[0]).to.include({ discount: 0n, closed: false });
      expect(due(agreed(tiers), "2026-04-26", entries).payoff).to.equal(cents("100.01"));
    });

    it("is on what was owed after credits (R10)", () => {
      const entries = replay(agreed(tiers), [credit("2026-04-20", "5,000.00")]);
      expect(due(agreed(tiers), "2026-04-25", entries)).to.include({ discount: 10_000n, payoff: 490_000n });
    });

    it("on parts gives many parts together what one payment gets, rounded once", () => {
      const terms = agreed({ discountDay1: day("2026-04-25"), discount1: 15n, amount: 1_000n, discountOnParts: true });
      let entries: Entry[] = [];
      while (!totalsOf(terms, entries).closed) {
        entries = [...entries, paidBy(terms, entries, payment("2026-04-25", "0.07"))];
      }
      expect(entries.length).to.be.above(100);
      expect(totalsOf(terms, entries)).to.include({ discount: 15n, cash: 985n, open: 0n });
    });

    it("on parts is carried in grains of 2^-48 cents, rounded up", () => {
      const terms = agreed({ amount: 3n, discountDay1: day("2026-05-15"), discount1: 1n, discountOnParts: true });
      const first = paidBy(terms, [], payment("2026-05-15", "0.01"));
      expect(first).to.include({ principal: 2n, discount: 1n });
      expect(totalsOf(terms, [first]).carry).to.equal(2n ** 49n / 3n + 1n);
    });
  });

  describe("a payment", () => {
    const terms = agreed({ lateRate: 101_500, fixedSum: cents("40.00") });

    it("settles costs, then interest, then principal (R29)", () => {
      const entries = replay(terms, [
        payment("2026-06-14", "30.00"),
        payment("2026-06-14", "90.00"),
        payment("2026-06-14", "10.00"),
      ]);
      const split = entries.map((entry) => entry.kind === "paid" && [entry.costs, entry.interest, entry.principal]);
      expect(split).to.deep.equal([
        [3_000n, 0n, 0n],
        [1_000n, 8_000n, 0n],
        [0n, 342n, 658n],
      ]);
    });

    it("settles principal first where that was agreed, and leaves the charges due", () => {
      const principalFirst = { ...terms, allocation: 1 };
      const [entry] = replay(principalFirst, [payment("2026-06-14", "10,000.00")]);
      expect(entry).to.include({ principal: 1_000_000n, charges: 0n, closed: false });
      const entries = replay(principalFirst, [payment("2026-06-14", "10,000.00"), payoff("2026-12-31")]);
      expect(entries[1]).to.include({ principal: 0n, charges: 4_000n + 8_342n, closed: true });
    });

    it("never takes more than is due, and closes once", () => {
      const entries = replay(terms, [payoff("2026-05-15"), payoff("2026-05-15"), credit("2026-05-15", "1.00")]);
      expect(entries[0]).to.include({ cash: 1_000_000n, closed: true });
      expect(kinds(entries)).to.deep.equal(["paid", "AlreadyClosed", "AlreadyClosed"]);
    });

    it("of nothing settles nothing, even where rounding would give a part away", () => {
      const half = agreed({ discountDay1: day("2026-05-15"), discount1: cents("5,000.00"), discountOnParts: true });
      expect(kinds(replay(half, [payment("2026-05-15", "0.00")]))).to.deep.equal(["NothingPaid"]);
      expect(kinds(replay(agreed({ amount: 0n }), [payoff("2026-05-15")]))).to.deep.equal(["NothingPaid"]);
    });
  });

  describe("a credit", () => {
    it("takes off principal, up to what is open (R32)", () => {
      const entries = replay(agreed(), [
        credit("2026-05-01", "10,000.01"),
        credit("2026-05-01", "0.00"),
        credit("2026-05-01", "4,000.00"),
        payment("2026-05-02", "5,000.00"),
        credit("2026-05-03", "1,000.00"),
      ]);
      expect(kinds(entries)).to.deep.equal(["AmountOutOfRange", "AmountOutOfRange", "credited", "paid", "credited"]);
      expect(entries[4]).to.include({ closed: true });
      expect(totalsOf(agreed(), entries)).to.include({ credited: 500_000n, settled: 1_000_000n, cash: 500_000n });
    });

    it("of what is late leaves only the interest of what was paid late", () => {
      const terms = agreed({ lateRate: 101_500, fixedSum: 4_000n, allocation: 1 });
      const all = settle(terms, [], credit("2026-08-20", "10,000.00"));
      expect(all).to.include({ kind: "credited", closed: true });
      const rest = replay(terms, [payment("2026-06-14", "4,000.00"), credit("2026-08-20", "6,000.00")]);
      expect(rest[1]).to.include({ kind: "credited", closed: false });
      expect(due(terms, "2026-08-20", rest)).to.include({ open: 0n, costs: 4_000n, interest: 3_337n });
    });

    it("makes nothing negative of charges that were paid before", () => {
      const terms = agreed({ lateRate: 101_500 });
      const entries = replay(terms, [payment("2026-08-20", "269.74"), credit("2026-08-20", "10,000.00")]);
      expect(due(terms, "2026-08-20", entries)).to.include({ charges: 0n, payoff: 0n });
      expect(entries[1]).to.include({ closed: true });
    });
  });

  describe("extremes", () => {
    it("count an amount beyond 92 bits as the most that fits, and any basis but 360 as 365", () => {
      expect(due(agreed({ amount: 2n ** 96n - 1n }), "2026-05-15").open).to.equal(2n ** 92n - 1n);
      const odd = [0, 1, 364, 65_535].map((basis) => due(agreed({ lateRate: 101_500, basis }), "2026-08-20").charges);
      expect(new Set(odd)).to.deep.equal(new Set([26_974n]));
    });

    it("count any order of allocation but 1 as charges first", () => {
      const first = [0, 2, 255].map((allocation) =>
        paidBy(agreed({ allocation, fixedSum: 4_000n }), [], payment("2026-06-01", "50.00")),
      );
      expect(first.map(({ costs }) => costs)).to.deep.equal([4_000n, 4_000n, 4_000n]);
    });

    it("stop charges and days late where they no longer fit", () => {
      const terms = agreed({ amount: 2n ** 96n - 1n, lateRate: 2 ** 32 - 1, fixedSum: 2n ** 96n - 1n, basis: 360 });
      const distant = dueOn(terms, [], 2 ** 31);
      expect(distant).to.include({ daysLate: 1_048_575, charges: 2n ** 96n - 1n });
      const paid = paidBy(terms, [], { kind: "payment", instant: 2 ** 31 * 86_400, maxCash: 2n ** 256n - 1n });
      expect(paid).to.include({ cash: 2n ** 92n + 2n ** 96n - 2n, closed: true });
    });
  });
});
