import { expect } from "chai";
import { dueOn } from "../../src/audit/due.ts";
import { exactTotals } from "./exact.ts";
import { totalsOf } from "../../src/audit/history.ts";
import type { Act, Entry } from "../../src/audit/history.ts";
import { replay } from "../../src/audit/money.ts";
import { rational, roundHalfUp } from "../../src/audit/rational.ts";
import type { AuditTerms } from "../../src/audit/terms.ts";
import { agreed, cents, credit, day, noon, payment, payoff } from "./agreed.ts";

const FLOATING = [
  { fromDay: day("2026-01-01"), ratePpm: 101_500 },
  { fromDay: day("2026-07-01"), ratePpm: 104_000 },
];

function receipt(date: string, sum: string, reference = date): Act {
  return { kind: "receipt", day: day(date), cash: cents(sum), reference };
}

function waiver(date: string, sum: string): Act {
  return { kind: "waiver", instant: noon(date), amount: cents(sum) };
}

function kinds(entries: readonly Entry[]): string[] {
  return entries.map((entry) => (entry.kind === "refused" ? entry.reason : entry.kind));
}

function chargesOf(terms: AuditTerms, acts: readonly Act[]): bigint {
  return totalsOf(terms, replay(terms, acts)).charges;
}

describe("The worked examples with money that moved outside the chain", () => {
  const [june, july] = [receipt("2026-06-14", "4,000.00"), receipt("2026-07-14", "1,000.00")];

  it("V6, R11: receipts in the order of their value days cost what payments on those days cost, 198.89", () => {
    const terms = agreed({ lateRate: FLOATING });
    expect(chargesOf(terms, [june, payoff("2026-08-20")])).to.equal(cents("198.89"));
    expect(chargesOf(terms, [june, july, payoff("2026-08-20")])).to.equal(
      chargesOf(terms, [payment("2026-06-14", "4,000.00"), payment("2026-07-14", "1,000.00"), payoff("2026-08-20")]),
    );
  });

  it("V6, R29: charges first, receipts out of order settle in the order of recording", () => {
    const terms = agreed({ lateRate: 101_500 });
    const entries = replay(terms, [july, june]);
    // July's 60 days on all of it cover whatever June could charge.
    const paid = entries.map((entry) => entry.kind === "paid" && [entry.interest, entry.principal]);
    expect(paid).to.deep.equal([
      [16_685n, 83_315n],
      [0n, 400_000n],
    ]);
    expect(totalsOf(terms, entries).lateDays).to.equal(83_315n * 60n + 400_000n * 30n);
  });

  it("V7, R24: principal first, no order of receipts matters: 197.31 either way", () => {
    const terms = agreed({ lateRate: FLOATING, allocation: 1 });
    expect(chargesOf(terms, [june, payoff("2026-08-20")])).to.equal(cents("197.31"));
    const [inOrder, outOfOrder] = [replay(terms, [june, july]), replay(terms, [july, june])];
    expect(dueOn(terms, outOfOrder, day("2026-08-20"))).to.deep.equal(dueOn(terms, inOrder, day("2026-08-20")));
    const recordedLate = [payment("2026-07-20", "1,000.00"), june, payoff("2026-08-20")];
    const inTime = [june, payment("2026-07-20", "1,000.00"), payoff("2026-08-20")];
    expect(chargesOf(terms, recordedLate)).to.equal(chargesOf(terms, inTime));
  });

  it("V24, R29: a receipt of 5,000 settles costs of 40, interest of 120 and principal of 4,840", () => {
    const terms = agreed({ lateRate: 120_000, basis: 360, fixedSum: cents("40.00") });
    const [first] = replay(terms, [receipt("2026-06-20", "5,000.00")]);
    expect(first).to.include({ kind: "paid", costs: 4_000n, interest: 12_000n, principal: 484_000n });
  });

  it("V27, R12: a receipt of 4,900 of value in time settles 5,000 even when it is recorded late", () => {
    const tier = { discountDay1: day("2026-04-25"), discount1: cents("200.00"), discountOnParts: true };
    const entries = replay(agreed(tier), [payment("2026-05-01", "1,000.00"), receipt("2026-04-25", "4,900.00")]);
    expect(entries[1]).to.include({ principal: cents("5,000.00"), discount: cents("100.00") });
    expect(totalsOf(agreed(tier), entries).open).to.equal(cents("4,000.00"));
  });
});

describe("The auditor's money outside the chain", () => {
  const terms = agreed({ lateRate: 101_500, fixedSum: 4_000n });

  it("is open again once the bank takes it back, as if it had never come (R36)", () => {
    const entries = replay(terms, [receipt("2026-06-14", "4,000.00"), { kind: "return", reference: "2026-06-14" }]);
    expect(dueOn(terms, entries, day("2026-08-20"))).to.deep.equal(dueOn(terms, [], day("2026-08-20")));
    const closed = replay(terms, [receipt("2026-05-15", "10,000.00"), { kind: "return", reference: "2026-05-15" }]);
    expect(closed.map((entry) => entry.kind !== "refused" && entry.closed)).to.deep.equal([true, false]);
    expect(totalsOf(terms, closed)).to.include({ open: 1_000_000n, cash: 0n, closed: false });
  });

  it("counts once for a reference, and is taken back once", () => {
    const back: Act = { kind: "return", reference: "A" };
    const once = receipt("2026-05-15", "1.00", "A");
    expect(kinds(replay(terms, [back, once, once, back, back, once]))).to.deep.equal([
      "ReceiptUnknown",
      "paid",
      "ReceiptKnown",
      "returned",
      "ReceiptUnknown",
      "ReceiptKnown",
    ]);
  });

  it("is never more than the payoff of its value day (R35), nor nothing", () => {
    const sums = ["0.00", "10,123.43", "10,123.42"].map((sum) => receipt("2026-06-14", sum, sum));
    expect(kinds(replay(terms, sums))).to.deep.equal(["AmountOutOfRange", "AmountOutOfRange", "paid"]);
  });

  it("keeps the fraction of a discount that a receipt left when it goes back", () => {
    const parts = agreed({ amount: 3n, discountDay1: day("2026-05-15"), discount1: 1n, discountOnParts: true });
    const entries = replay(parts, [receipt("2026-05-15", "0.01"), { kind: "return", reference: "2026-05-15" }]);
    expect(totalsOf(parts, entries)).to.include({ open: 3n, discount: 0n, carry: 2n ** 49n / 3n + 1n });
  });

  it("lets charges be waived that are due, and no more", () => {
    const acts = [waiver("2026-06-14", "0.00"), waiver("2026-06-14", "123.43"), waiver("2026-06-14", "100.00")];
    const entries = replay(terms, [...acts, waiver("2026-06-14", "23.43"), waiver("2026-06-14", "23.42")]);
    expect(kinds(entries)).to.deep.equal([
      "AmountOutOfRange",
      "AmountOutOfRange",
      "waived",
      "AmountOutOfRange",
      "waived",
    ]);
    expect(dueOn(terms, entries, day("2026-06-14"))).to.include({ charges: 0n, open: 1_000_000n });
    expect(totalsOf(terms, entries)).to.include({ charges: 12_342n, cash: 0n, closed: false });
  });

  it("closes by a waiver of the last charges", () => {
    const late = agreed({ lateRate: 101_500, allocation: 1 });
    const entries = replay(late, [payment("2026-06-14", "10,000.00"), waiver("2026-09-01", "83.42"), june()]);
    expect(kinds(entries)).to.deep.equal(["paid", "waived", "AlreadyClosed"]);
    expect(entries[1]).to.include({ closed: true });
  });

  it("bears interest on a debit from the due date, and thins the discount that was agreed as a sum", () => {
    const debit: Act = { kind: "debit", amount: 1_000_000n };
    expect(dueOn(terms, replay(terms, [debit]), day("2026-06-14"))).to.include({ open: 2_000_000n, charges: 20_685n });
    const tier = agreed({ discountDay1: day("2026-04-25"), discount1: cents("200.00"), discountOnParts: true });
    const [, part] = replay(tier, [debit, payment("2026-04-25", "4,950.00")]);
    expect(part).to.include({ principal: 500_000n, discount: 5_000n });
    const most: Act = { kind: "debit", amount: 2n ** 92n - 1_000_000n };
    expect(kinds(replay(terms, [{ kind: "debit", amount: 0n }, most]))).to.deep.equal([
      "AmountOutOfRange",
      "AmountOutOfRange",
    ]);
    const fits: Act = { kind: "debit", amount: 2n ** 92n - 1_000_001n };
    expect(kinds(replay(terms, [fits]))).to.deep.equal(["debited"]);
  });

  it("comes to fractions where nothing is rounded", () => {
    const late = agreed({ lateRate: 101_500 });
    const interest = (days: bigint): ReturnType<typeof rational> =>
      rational(1_000_000n * 101_500n * days, 365_000_000n);
    const back: Act = { kind: "return", reference: "2026-06-14" };
    const returned = exactTotals(late, [receipt("2026-06-14", "100.00"), back, payoff("2026-08-20")]);
    expect(returned.charges).to.deep.equal(interest(97n));
    const waived = exactTotals(late, [waiver("2026-06-14", "9,999.00"), payoff("2026-06-14")]);
    expect([waived.waived, waived.charges]).to.deep.equal([interest(30n), rational(0n)]);
    const debited = exactTotals(late, [{ kind: "debit", amount: 1_000_000n }, credit("2026-06-14", "10,000.00")]);
    expect(debited.open).to.deep.equal(rational(1_000_000n));
    expect(roundHalfUp(interest(30n))).to.equal(8_342n);
  });

  function june(): Act {
    return receipt("2026-06-14", "1.00");
  }
});
