import { expect } from "chai";
import { backTest } from "../../../src/domain/risk/backTest.ts";
import type { BackTest } from "../../../src/domain/risk/backTest.ts";
import { OUTCOME_TERMS } from "../../../src/domain/risk/outcomes.ts";
import { slicesOf } from "../../../src/domain/risk/slices.ts";
import { RULE_SPECS } from "../../../src/domain/risk/warnings.ts";
import type { RuleSetting } from "../../../src/domain/risk/warnings.ts";
import { warningsAt } from "../../../src/domain/risk/watching.ts";
import type { BookItem } from "../../../src/domain/indicators/book.ts";
import type { Watched } from "../../../src/domain/risk/watching.ts";
import { cutAt, item, START } from "./books.ts";

const about = (items: readonly BookItem[]): Watched => ({
  ...{ book: { items }, signs: [], standings: [], groupOf: (customer: string) => customer, tiers: [] },
});

/** All of it in one go. */
function tried(...asked: Parameters<typeof backTest>): BackTest {
  const test = backTest(...asked);
  for (;;) {
    const step = test.next();
    if (step.done === true) return step.value;
  }
}

describe("A rule tried on the past", () => {
  const { threshold, windowDays } = RULE_SPECS.overdueShare;
  const setting = { rule: "overdueShare", threshold, windowDays } as const;
  /** Three items of each of eight customers; half of them never pay. */
  const items = Array.from({ length: 8 }, (_, place) =>
    [0, 1, 2].map((day) => item({ day, customer: `0x${place}`, ...(place % 2 === 0 ? {} : { paidLate: 0 }) })),
  ).flat();
  const time = { from: START, through: START + 200, terms: OUTCOME_TERMS };

  it("counts what it would have raised, what came true, and what it would have missed", () => {
    const { record, harmed, caught, lotPpm, warnings } = tried(about(items), setting, time, cutAt(400));
    expect(record).to.deep.equal({ raised: 4, confirmed: 4, false: 0, open: 0, precisionPpm: undefined });
    expect([harmed, caught]).to.deep.equal([12, 12]);
    // Of three items the first is due on the 30th day, and the second on the 31st: two thirds are late on the 32nd.
    expect(warnings.map((one) => one.time.raised - START)).to.deep.equal([32, 32, 32, 32]);
    expect(lotPpm).to.be.a("bigint");
  });

  it("says nothing of how right it was before any warning had its time, and draws no lot then", () => {
    const { record, lotPpm, warnings } = tried(about(items), setting, time, cutAt(100));
    expect(warnings.map(({ found }) => found.outcome)).to.deep.equal(Array(4).fill("confirmed"));
    expect(record).to.deep.equal({ raised: 4, confirmed: 0, false: 0, open: 4, precisionPpm: undefined });
    expect(lotPpm).to.equal(undefined);
  });

  it("raises again what was taken back since: that is a false alarm", () => {
    const sign = { kind: "insolvency", customer: "0xcc", day: START + 20, at: (START + 20) * 86_400, reference: "a" };
    const signs = [{ ...sign, kind: "insolvency", until: (START + 50) * 86_400 } as const];
    const paid = item({ day: 0, customer: "0xcc", paidLate: 0 });
    const insolvency = { rule: "insolvency", threshold: 1n, windowDays: 365 } as const;
    const { record } = tried({ ...about([paid]), signs }, insolvency, time, cutAt(400));
    expect(record).to.include({ raised: 1, confirmed: 0, false: 1 });
  });

  it("lets others have their turn within a day of a large book", () => {
    const large = ["0xaa", "0xbb", "0xcc"].flatMap((customer) =>
      Array.from({ length: 2_600 }, () => item({ day: 0, customer })),
    );
    const steps = (book: readonly BookItem[]) =>
      [...backTest(about(book), setting, { ...time, through: START + 1 }, cutAt(1))].length;
    expect(steps(large) - steps(large.slice(0, 1))).to.equal(4);
  });

  it("is one warning while it lasts or soon comes back, and another once it was over for more than 30 days", () => {
    // Late from the 32nd day to the 70th, and again from a day on.
    const again = (day: number): readonly number[] => {
      const [first, then] = [0, day - 32].map((from) => [0, 1, 2].map((place) => item({ day: from + place })));
      const paid = (first ?? []).map((one) => item({ day: one.day - START, paidLate: 40 }));
      const { warnings } = tried(about([...paid, ...(then ?? [])]), setting, time, cutAt(400));
      return warnings.map((one) => one.time.raised - START);
    };
    expect(again(145)).to.deep.equal([32, 145]);
    const backAgain = [71, 72, 101, 102, 103].filter((day) => again(day).length === 2);
    expect(backAgain, "over from the 71st on").to.deep.equal([102, 103]);
  });

  it("sees every day: what lasts a day, and what a window of a day shows", () => {
    const back = [START, START + 31, START + 100].map((day) =>
      item({ day: -60, paidLate: 0, moves: [{ kind: "payment", amount: 100_000n, day: day - START }] }),
    );
    const bankReturn: RuleSetting = { rule: "bankReturn", threshold: 1n, windowDays: 1 };
    const { warnings } = tried(about(back), bankReturn, time, cutAt(400));
    expect(warnings.map((one) => one.time.raised - START)).to.deep.equal([0, 31, 100]);
    const monthly: RuleSetting = { ...bankReturn, windowDays: 30 };
    expect(tried(about(back), monthly, time, cutAt(400)).record.raised).to.equal(3);
    const live = [0, 31, 100].map((day) => warningsAt(about(back), [bankReturn], cutAt(day)).length);
    expect(live, "as a look on the day does").to.deep.equal([1, 1, 1]);
  });

  it("gives warnings that come with an invoice, and the lot, the days from its due day on", () => {
    const usual = [0, 1, 2, 3, 4].map((day) => item({ day, paidLate: 0 }));
    const large = item({ day: 100, net: 60, amount: 900_000n });
    const largerInvoice: RuleSetting = { rule: "largerInvoice", threshold: 3_000_000n, windowDays: 30 };
    const { warnings, record, harmed, caught } = tried(about([...usual, large]), largerInvoice, time, cutAt(300));
    expect(warnings.map((one) => [one.time.raised - START, one.time.horizon - START])).to.deep.equal([[100, 250]]);
    expect([record.confirmed, record.false, harmed, caught]).to.deep.equal([1, 0, 1, 1]);
    // Each of them unpaid: whoever draws one in time is right, since a draw has as long.
    const many = Array.from({ length: 9 }, (_, place) => item({ day: 100, net: 60, customer: `0x${place}` }));
    expect(tried(about(many), largerInvoice, { ...time, through: START + 130 }, cutAt(300)).lotPpm).to.equal(
      1_000_000n,
    );
  });

  it("lets others have their turn after each day", () => {
    const test = backTest(about(items), setting, time, cutAt(400));
    let turns = 0;
    while (test.next().done !== true) turns += 1;
    expect(turns).to.be.at.least(time.through - time.from + 1);
  });

  it("sees on each day what was known then, and no more", () => {
    const late = items.map((one) => ({
      ...one,
      moves: one.moves.map((move) => ({ ...move, at: (START + 300) * 86_400 })),
    }));
    expect(tried(about(late), setting, time, cutAt(400)).record.raised).to.equal(0);
  });

  it("comes to the same in slices of whole customers as in the whole", () => {
    const sign = { kind: "insolvency", customer: "0xnobody", day: START, at: START * 86_400, reference: "a" } as const;
    const watched = { ...about(items), signs: [sign] };
    const whole = warningsAt(watched, [setting], cutAt(100));
    expect(whole).to.have.length(4);
    for (const most of [1, 5, 7, 1_000]) {
      const slices = slicesOf(watched, most);
      expect(slices.flatMap(({ book }) => book.items)).to.have.deep.members(items);
      expect(slices.flatMap(({ signs }) => signs)).to.deep.equal([sign]);
      expect(slices.flatMap((slice) => warningsAt(slice, [setting], cutAt(100)))).to.deep.equal(whole);
    }
  });

  it("is refused where it reads how things stand now, as lowered grades do", () => {
    for (const rule of ["limitNear", "gradeLowered", "gradeExpired", "accountsStale"] as const) {
      expect(() => tried(about(items), { ...setting, rule }, time, cutAt(400))).to.throw(RangeError);
    }
  });
});
