import { expect } from "chai";
import fc from "fast-check";
import { bookOf } from "../../src/domain/account/book.ts";
import { equationOf } from "../../src/domain/account/equation.ts";
import { cutOffInstant } from "../../src/domain/account/heading.ts";
import { byCurrency } from "../../src/domain/account/movement.ts";
import type { Movement } from "../../src/domain/account/movement.ts";
import { standingAt, sumOf } from "../../src/domain/account/standing.ts";
import { statementOf } from "../../src/domain/account/statement.ts";
import type { AccountStatement } from "../../src/domain/account/statement.ts";
import { anyCutOff, anyMovements, currency, day, FACTOR, heading, invoice, payment } from "./accountMovements.ts";

const at = (date: string, movements: readonly Movement[]): AccountStatement =>
  statementOf(heading({ from: day("2026-09-01"), cutOff: day(date) }), movements);
const bucketsOf = ({ aging }: AccountStatement): readonly bigint[] => aging.buckets.map(({ amount }) => amount);

describe("A statement of account", () => {
  for (const [date, place] of [
    ["2026-09-30", 0],
    ["2026-10-01", 1],
    ["2026-10-30", 1],
    ["2026-10-31", 2],
    ["2026-11-29", 2],
    ["2026-11-30", 3],
    ["2026-12-29", 3],
    ["2026-12-30", 4],
  ] as const) {
    it(`has what is due on 30 September in column ${place} on ${date} (R41, V16)`, () => {
      expect(bucketsOf(at(date, [invoice("A")])).map((amount) => amount !== 0n)).to.deep.equal(
        [0, 1, 2, 3, 4].map((column) => column === place),
      );
    });
  }

  it("shows as open on 31 October what was paid on 1 November (V32)", () => {
    const movements = [invoice("A"), payment("2026-11-01", 100_000n, "P", "A")];
    expect(at("2026-10-31", movements)).to.include({ dueNow: 100_000n });
    expect(at("2026-11-01", movements)).to.deep.include({ dueNow: 0n, open: [] });
  });

  it("ages a disputed amount in its bucket and shows it in a column of its own (R39)", () => {
    const dispute = { kind: "dispute", day: day("2026-10-05"), item: "A", amount: 30_000n, reference: "" } as const;
    const { aging, disputed, dueNow } = at("2026-10-31", [invoice("A"), dispute]);
    expect(aging.buckets[2]).to.deep.equal({ name: "days31To60", amount: 100_000n, disputed: 30_000n });
    expect([disputed, dueNow]).to.deep.equal([30_000n, 100_000n]);
    expect(at("2026-10-04", [invoice("A"), dispute]).disputed).to.equal(0n);
  });

  it("disputes no more than is open, and nothing once the dispute is over", () => {
    const dispute = { kind: "dispute", day: day("2026-10-05"), item: "A", amount: 80_000n, reference: "" } as const;
    const paid = [invoice("A"), dispute, payment("2026-10-06", 40_000n, "P", "A")];
    expect(at("2026-10-31", paid).disputed).to.equal(60_000n);
    expect(at("2026-10-31", [...paid, { ...dispute, day: day("2026-10-07"), amount: 0n }]).disputed).to.equal(0n);
  });

  it("keeps credits and unapplied money in columns of their own (R42)", () => {
    const note = { kind: "creditNote", day: day("2026-10-02"), number: "C1", amount: 20_000n, reference: "" } as const;
    const { aging, credit, equation } = at("2026-10-31", [invoice("A"), note, payment("2026-10-09", 5_000n, "P")]);
    expect(aging).to.include({ credits: -20_000n, unapplied: 5_000n, total: 75_000n });
    expect(credit).to.equal(25_000n);
    expect(equation).to.include({ closing: 75_000n, openLines: 80_000n, unapplied: 5_000n });
  });

  it("keeps what was paid beyond an item as unapplied (R35)", () => {
    const { unapplied, open } = at("2026-10-31", [invoice("A"), payment("2026-10-09", 100_500n, "P", "A")]);
    expect(open).to.deep.equal([]);
    expect(unapplied).to.deep.equal([{ reference: "A", day: day("2026-10-09"), amount: 500n, item: "A" }]);
  });

  it("keeps an advance payment as unapplied until its invoice is there", () => {
    const movements = [invoice("A"), payment("2026-08-20", 40_000n, "P", "A")];
    expect(at("2026-09-30", movements)).to.include({ dueNow: 60_000n, credit: 0n });
    const before = statementOf(heading({ from: day("2026-08-01"), cutOff: day("2026-08-31") }), movements);
    expect(before).to.deep.include({ open: [], credit: 40_000n, dueNow: 0n });
  });

  it("opens again, with its due day and discount, what the bank took back (R36)", () => {
    const discounts = [{ until: day("2026-11-05"), sum: 2_000n }];
    const paid: readonly Movement[] = [
      invoice("A", { discounts }),
      payment("2026-10-01", 98_000n, "P", "A"),
      { kind: "discount", day: day("2026-10-01"), amount: 2_000n, reference: "P", item: "A" },
    ];
    expect(at("2026-10-31", paid)).to.deep.include({ open: [], discounts: [] });
    const back = at("2026-10-31", [...paid, { kind: "return", day: day("2026-10-20"), reference: "P" }]);
    expect(back.open[0]).to.include({ rest: 100_000n, due: day("2026-09-30") });
    const earned = { payee: undefined, until: day("2026-11-05"), discount: 2_000n, payable: 98_000n };
    expect(back.discounts).to.deep.equal([earned]);
    expect(back.equation).to.include({ payments: 0n, credits: 0n, closing: 100_000n });
  });

  it("shows assigned items as owed to their payee, apart from the supplier's own", () => {
    const sold = { kind: "assignment", day: day("2026-10-03"), item: "A", payee: FACTOR, reference: "" } as const;
    const own = invoice("B", { amount: 700n, due: day("2026-12-01") });
    const { shares, equation } = at("2026-10-31", [invoice("A"), own, sold]);
    expect(shares).to.deep.equal([
      { payee: undefined, dueNow: 0n, dueLater: 700n },
      { payee: FACTOR, dueNow: 100_000n, dueLater: 0n },
    ]);
    expect(equation.closing).to.equal(100_700n);
    expect(at("2026-10-02", [invoice("A"), own, sold]).shares).to.have.length(1);
  });

  it("adds up what each discount day would save, on whole items only (R12)", () => {
    const tiers = [
      { until: day("2026-11-05"), sum: 2_000n },
      { until: day("2026-11-15"), sum: 1_000n },
    ];
    const movements = [
      invoice("A", { discounts: tiers }),
      invoice("B", { discounts: tiers.slice(1) }),
      invoice("C", { discounts: tiers }),
      payment("2026-10-09", 1n, "P", "C"),
    ];
    expect(at("2026-10-31", movements).discounts).to.deep.equal([
      { payee: undefined, until: day("2026-11-05"), discount: 3_000n, payable: 197_000n },
      { payee: undefined, until: day("2026-11-15"), discount: 2_000n, payable: 198_000n },
    ]);
    expect(at("2026-11-15", movements).discounts).to.deep.equal([]);
  });

  it("adds up the discounts of each payee on their own", () => {
    const discounts = [{ until: day("2026-11-05"), sum: 2_000n }];
    const sold = { kind: "assignment", day: day("2026-10-03"), item: "B", payee: FACTOR, reference: "" } as const;
    const movements = [invoice("A", { discounts }), invoice("B", { discounts }), sold];
    expect(at("2026-10-31", movements).discounts.map(({ payee, discount }) => [payee, discount])).to.deep.equal([
      [undefined, 2_000n],
      [FACTOR, 2_000n],
    ]);
  });

  it("shows an overpayment on the value day of the money that went beyond the item", () => {
    const paid = [invoice("A"), payment("2026-10-09", 99_000n, "P", "A"), payment("2026-10-12", 2_000n, "Q", "A")];
    const { unapplied } = at("2026-10-31", paid);
    expect(unapplied).to.deep.equal([{ reference: "A", day: day("2026-10-12"), amount: 1_000n, item: "A" }]);
    const later = invoice("B", { day: day("2026-11-05") });
    expect(at("2026-10-31", [later, payment("2026-10-13", 5n, "P", "B")]).unapplied[0]?.day).to.equal(
      day("2026-10-13"),
    );
  });

  it("shows accrued interest as a memo that moves no balance (R27)", () => {
    const accrued = { kind: "interest", day: day("2026-10-31"), item: "A", amount: 862n, reference: "" } as const;
    const { interest, equation, lines } = at("2026-10-31", [invoice("A"), accrued]);
    expect([interest, equation.closing, lines.length]).to.deep.equal([862n, 100_000n, 1]);
  });

  it("brings the balance forward over one line for each payment, whatever it settled", () => {
    const movements = [
      invoice("A"),
      invoice("B", { day: day("2026-10-02"), due: day("2026-11-01"), amount: 5_000n, reference: "PO-7" }),
      payment("2026-10-09", 60_000n, "P", "A"),
      payment("2026-10-09", 5_000n, "P", "B"),
      payment("2026-10-09", 100n, "Q"),
    ];
    const { lines, equation } = statementOf(heading(), movements);
    expect(equation).to.include({ opening: 100_000n, invoices: 5_000n, payments: 65_100n, closing: 39_900n });
    expect(
      lines.map(({ kind, number, items, amount, balance }) => [kind, number, items, amount, balance]),
    ).to.deep.equal([
      ["invoice", "B", [], 5_000n, 105_000n],
      ["payment", "", ["A", "B"], -65_000n, 40_000n],
      ["payment", "", [], -100n, 39_900n],
    ]);
  });

  it("ends at midnight of its own zone", () => {
    const cutOff = day("2026-10-31");
    const utc = Date.UTC(2026, 10, 1) / 1000;
    expect(cutOffInstant({ cutOff, zone: "+00:00" })).to.equal(utc);
    expect(cutOffInstant({ cutOff, zone: "Asia/Shanghai" })).to.equal(utc - 8 * 3600);
    expect(cutOffInstant({ cutOff, zone: "Europe/Berlin" })).to.equal(utc - 3600);
  });

  it("is one for each currency", () => {
    const [eur, cny] = [currency("EUR"), currency("CNY")];
    const accounts = byCurrency([
      { currency: eur, movement: invoice("A") },
      { currency: cny, movement: invoice("A") },
      { currency: eur, movement: invoice("B") },
    ]);
    expect([...accounts].map(([{ code }, movements]) => [code, movements.length])).to.deep.equal([
      ["EUR", 2],
      ["CNY", 1],
    ]);
  });
});

describe("Any account", () => {
  it("closes on what its open lines say, in every period", () => {
    fc.assert(
      fc.property(anyMovements, anyCutOff, fc.nat(80), (movements, cutOff, days) => {
        const book = bookOf(movements);
        const { closing } = equationOf(book, cutOff - days, cutOff);
        const dated = book.postings.filter(({ movement }) => movement.day <= cutOff);
        expect(closing).to.equal(sumOf(dated, ({ change }) => change));
      }),
    );
  });

  it("opens every period on what closed the one before", () => {
    fc.assert(
      fc.property(anyMovements, anyCutOff, (movements, cutOff) => {
        const book = bookOf(movements);
        const before = equationOf(book, 0, cutOff);
        expect(equationOf(book, cutOff + 1, cutOff + 40).opening).to.equal(before.closing);
      }),
    );
  });

  it("has the same statement in whatever order its movements come", () => {
    const shuffled = anyMovements.chain((movements) =>
      fc.tuple(fc.constant(movements), fc.shuffledSubarray([...movements], { minLength: movements.length })),
    );
    fc.assert(
      fc.property(shuffled, anyCutOff, ([movements, other], cutOff) => {
        const of = heading({ from: cutOff - 30, cutOff });
        expect(statementOf(of, other)).to.deep.equal(statementOf(of, movements));
      }),
    );
  });

  it("ages to its balance, owes its open claims to its payees, and says the last balance last", () => {
    fc.assert(
      fc.property(anyMovements, anyCutOff, (movements, cutOff) => {
        const { aging, shares, dueNow, dueLater, lines, equation, credit } = statementOf(
          heading({ from: 0, cutOff }),
          movements,
        );
        const buckets = sumOf(aging.buckets, ({ amount }) => amount);
        expect(buckets + aging.credits - aging.unapplied).to.equal(equation.closing);
        expect([dueNow + dueLater, dueNow + dueLater - credit]).to.deep.equal([buckets, equation.closing]);
        expect(sumOf(shares, (share) => share.dueNow + share.dueLater)).to.equal(buckets);
        expect(lines.at(-1)?.balance ?? 0n).to.equal(equation.closing);
      }),
    );
  });

  it("is not changed by what is dated after the day (R42)", () => {
    fc.assert(
      fc.property(anyMovements, anyCutOff, (movements, cutOff) => {
        const openings = new Set(["invoice", "debitNote", "creditNote"]);
        const known = movements.filter((movement) => movement.day <= cutOff || openings.has(movement.kind));
        expect(standingAt(bookOf(known), cutOff)).to.deep.equal(standingAt(bookOf(movements), cutOff));
      }),
    );
  });
});
