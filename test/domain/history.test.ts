import { expect } from "chai";
import fc from "fast-check";
import { replay } from "../../src/domain/history.ts";
import type { HistoryEntry } from "../../src/domain/history.ts";
import { allocate, MAX_AMOUNT, NEW_POSITION, openPrincipal, quote } from "../../src/domain/money.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { agreedTerms } from "../money/arbitraries.ts";
import { entriesAround, termsDue } from "./histories.ts";

const DUE = "2026-05-15";
const due = dayNumber(DUE);
const terms = termsDue(DUE, 1_000_000n, { lateRate: 101_500 });
const pays = (day: number, cash: bigint): HistoryEntry => ({ kind: "payment", day: due + day, cash });
const receives = (day: number, cash: bigint, reference: string): HistoryEntry => ({
  kind: "receipt",
  day: due + day,
  cash,
  reference,
});
const returns = (day: number, reference: string): HistoryEntry => ({ kind: "return", day: due + day, reference });
const changes = (kind: "credit" | "debit" | "waiver", day: number, amount: bigint): HistoryEntry => ({
  kind,
  day: due + day,
  amount,
});

function refusals(entries: readonly HistoryEntry[], over = {}): readonly (string | undefined)[] {
  return replay({ ...terms, ...over }, entries).steps.map(({ refused }) => refused?.reason);
}

describe("a history", () => {
  it("settles a payment as the ledger does", () => {
    const { position, steps } = replay(terms, [pays(30, 400_000n)]);
    expect(steps[0]?.settled).to.deep.equal(allocate(terms, NEW_POSITION, due + 30, 400_000n));
    expect(position).to.include({ settled: 391_658n, chargesSettled: 8_342n, lateDays: 391_658n * 30n });
  });

  it("reckons a receipt on its value day, whenever it is recorded (R11)", () => {
    const early = replay(terms, [pays(60, 100_000n), receives(0, 400_000n, "A")]);
    expect(early.steps[1]?.settled).to.include({ principal: 400_000n, charges: 0n, lateDays: 0n });
  });

  it("comes to the same whatever the order of recording, where principal is settled first", () => {
    const first = { ...terms, allocation: 1 };
    const [a, b] = [receives(30, 400_000n, "A"), receives(60, 300_000n, "B")];
    expect(replay(first, [a, b]).position).to.deep.equal(replay(first, [b, a]).position);
  });

  it("opens a returned receipt again with the original due day, as if it was never paid (R36)", () => {
    const replayed = replay(terms, [receives(-10, 1_000_000n, "A"), returns(20, "A")]);
    expect(replayed.closed).to.equal(false);
    expect(replayed.position).to.deep.equal(NEW_POSITION);
    expect(quote(terms, replayed.position, due + 97).charges).to.equal(26_974n);
  });

  it("takes back a receipt's charges and late days, and leaves what others settled", () => {
    const kept = replay(terms, [receives(30, 400_000n, "A")]);
    const all = replay(terms, [receives(30, 400_000n, "A"), receives(60, 300_000n, "B"), returns(70, "B")]);
    expect(all.position).to.deep.equal(kept.position);
  });

  it("leaves the carry of discounts on parts where it is when a receipt is returned", () => {
    const onParts = { discountDay1: due, discount1: 33_333n, discountOnParts: true };
    const replayed = replay({ ...terms, ...onParts }, [receives(-5, 100_001n, "A"), returns(20, "A")]);
    const carried = replay({ ...terms, ...onParts }, [receives(-5, 100_001n, "A")]).position.carry;
    expect(carried).not.to.equal(0n);
    expect(replayed.position).to.deep.equal({ ...NEW_POSITION, carry: carried });
  });

  it("never records a bank reference twice, returned or not", () => {
    const once = receives(0, 100n, "A");
    expect(refusals([once, once])).to.deep.equal([undefined, "ReceiptKnown"]);
    expect(refusals([once, returns(1, "A"), once])).to.deep.equal([undefined, undefined, "ReceiptKnown"]);
  });

  it("returns only what stands recorded, once", () => {
    expect(refusals([returns(0, "A")])).to.deep.equal(["ReceiptUnknown"]);
    const twice = [receives(0, 100n, "A"), returns(1, "A"), returns(2, "A")];
    expect(refusals(twice)).to.deep.equal([undefined, undefined, "ReceiptUnknown"]);
  });

  it("refuses a receipt of nought or beyond the payoff of its value day, which it names", () => {
    expect(refusals([receives(0, 0n, "A")])).to.deep.equal(["AmountOutOfRange"]);
    const { steps } = replay(terms, [receives(97, 1_026_975n, "A")]);
    expect(steps[0]?.refused).to.deep.equal({ reason: "AmountOutOfRange", limit: 1_026_974n });
    expect(refusals([receives(97, 1_026_974n, "A")])).to.deep.equal([undefined]);
  });

  it("refuses a payment of nought, and takes of one that is too large no more than the payoff", () => {
    expect(refusals([pays(0, 0n)])).to.deep.equal(["NothingPaid"]);
    const { steps, closed } = replay(terms, [pays(97, 5_000_000n)]);
    expect(steps[0]?.settled?.cash).to.equal(1_026_974n);
    expect(closed).to.equal(true);
  });

  it("credits what is open and no more, and asks no interest on it (R32)", () => {
    const { position, steps } = replay(terms, [changes("credit", 50, 400_000n), changes("credit", 50, 600_001n)]);
    expect(position).to.include({ settled: 400_000n, credited: 400_000n, lateDays: 0n });
    expect(steps[1]?.refused).to.deep.equal({ reason: "AmountOutOfRange", limit: 600_000n });
    expect(refusals([changes("credit", 0, 0n)])).to.deep.equal(["AmountOutOfRange"]);
  });

  it("debits up to the largest amount, with the sums of discounts as they were (R32)", () => {
    const replayed = replay({ ...terms, discountDay1: due, discount1: 20_000n }, [changes("debit", 0, 500_000n)]);
    expect(replayed.terms).to.include({ amount: 1_500_000n, discount1: 20_000n, dueDay: due });
    const { steps } = replay(terms, [changes("debit", 0, MAX_AMOUNT - 999_999n)]);
    expect(steps[0]?.refused).to.deep.equal({ reason: "AmountOutOfRange", limit: MAX_AMOUNT - 1_000_000n });
  });

  it("debits nothing beyond a face that is too large already, as sealed terms can have it", () => {
    const { steps } = replay({ ...terms, amount: MAX_AMOUNT + 5n }, [changes("debit", 0, 1n)]);
    expect(steps[0]?.refused).to.deep.equal({ reason: "AmountOutOfRange", limit: 0n });
  });

  it("waives charges up to what is due on the day", () => {
    const { position, steps } = replay(terms, [changes("waiver", 30, 8_342n), changes("waiver", 30, 1n)]);
    expect(position).to.deep.equal({ ...NEW_POSITION, chargesSettled: 8_342n });
    expect(steps[1]?.refused).to.deep.equal({ reason: "AmountOutOfRange", limit: 0n });
  });

  it("refuses everything but a return once nothing is due, and a return opens it again", () => {
    const closing = receives(0, 1_000_000n, "A");
    const acts = [
      pays(1, 1n),
      receives(1, 1n, "B"),
      changes("credit", 1, 1n),
      changes("debit", 1, 1n),
      changes("waiver", 1, 1n),
    ];
    expect(refusals([closing, ...acts])).to.deep.equal([undefined, ...acts.map(() => "AlreadyClosed")]);
    expect(refusals([closing, returns(1, "A"), pays(1, 1n)])).to.deep.equal([undefined, undefined, undefined]);
  });

  it("is not closed while charges are due, and closed by the waiver of the last of them", () => {
    const paid = [pays(30, 1_000_000n)];
    const first = { ...terms, allocation: 1 };
    expect(replay(first, paid).closed).to.equal(false);
    expect(replay(first, [...paid, changes("waiver", 99, 8_342n)]).closed).to.equal(true);
  });

  it("stays closed by a return where what it took back was no longer owed", () => {
    const acts = [receives(30, 8_342n, "A"), changes("credit", 40, 1_000_000n), returns(50, "A")];
    const { closed, position } = replay(terms, acts);
    expect(closed).to.equal(true);
    expect(quote(terms, position, due + 97).payoff).to.equal(0n);
    expect(refusals([...acts, pays(50, 1n)]).at(-1)).to.equal("AlreadyClosed");
  });

  it("conserves principal and late days, keeps carries in range and changes nothing when it refuses", () => {
    fc.assert(
      fc.property(agreedTerms, entriesAround(20_600), (agreed, entries) => {
        const { position, terms: now, steps } = replay(agreed, entries);
        let [principal, charges] = [0n, 0n];
        for (const { entry, settled, refused } of steps) {
          if (refused !== undefined) continue;
          const sign = entry.kind === "return" ? -1n : 1n;
          principal += sign * (settled?.principal ?? 0n) + (entry.kind === "credit" ? entry.amount : 0n);
          charges += sign * (settled?.charges ?? 0n) + (entry.kind === "waiver" ? entry.amount : 0n);
        }
        expect(position).to.include({ settled: principal, chargesSettled: charges });
        expect(openPrincipal(now, position)).to.equal(now.amount - principal);
        expect(position.lateDays >= 0n && position.carry >= 0n && position.carry < 2n ** 48n).to.equal(true);
        const done = steps.filter(({ refused }) => refused === undefined).map(({ entry }) => entry);
        expect(replay(agreed, done).position).to.deep.equal(position);
      }),
      { numRuns: 300 },
    );
  });
});
