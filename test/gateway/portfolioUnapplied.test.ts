import { expect } from "chai";
import fc from "fast-check";
import { keccakOfText } from "../../src/domain/hash.ts";
import { unappliedAt } from "../../src/domain/indicators/standing.ts";
import type { Trace } from "../../src/domain/indicators/trace.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { unappliedMoves } from "../../src/gateway/portfolio/unapplied.ts";
import type { CashDecision } from "../../src/store/portfolioCash.ts";

const DAY = 86_400;
const ITEM: Hex = `0x${"1d".repeat(32)}`;
const CUSTOMER = `0x${"c0".repeat(20)}`;

/** 500 with value of 2 January 1970, known to be the customer's from day 10 on. */
function decision(over: Partial<CashDecision> = {}): CashDecision {
  return {
    ...{ entry: 1, valueDate: "1970-01-02", amount: 500n, match: 1, payer: CUSTOMER, isPosted: false },
    ...{ isStanding: true, decided: 10 * DAY, undone: null, put: [] },
    ...over,
  };
}

/** An item whose receipt of that reference was recorded. */
function recordedAt(at: number, reference: string): Trace {
  const moves = [{ kind: "payment", amount: -300n, at, valueDay: 1, reference: keccakOfText(reference) } as const];
  return {
    id: ITEM,
    number: "",
    customer: `0x${"c0".repeat(20)}`,
    documentDay: 0,
    firstAt: 0,
    due: 0,
    moves,
    changes: [],
    spans: [],
  };
}

const PUT = { receivable: ITEM, cash: 300n, bankReference: "BANK-1" };
const put = [PUT];

function unappliedOn(day: number, decisions: readonly CashDecision[], traces: readonly Trace[] = []): bigint {
  const cut = { day: dayNumber("1990-01-01"), known: day * DAY };
  const moves = unappliedMoves(decisions, traces, undefined);
  return [...unappliedAt({ unapplied: moves }, cut).values()].reduce((sum, amount) => sum + amount, 0n);
}

describe("Money that has settled nothing yet", () => {
  it("is there from the decision on, and goes when the ledger has what it settled", () => {
    const posted = [decision({ put, isPosted: true })];
    const traces = [recordedAt(15 * DAY, "BANK-1")];
    expect([9, 10, 14, 15, 999].map((day) => unappliedOn(day, posted, traces))).to.deep.equal([
      ...[0n, 500n, 500n, 200n, 200n],
    ]);
  });

  it("goes after ninety days where what was posted was never recorded, at once where the item is on no ledger", () => {
    const posted = [decision({ put, isPosted: true })];
    expect([99, 100].map((day) => unappliedOn(day, posted))).to.deep.equal([500n, 200n]);
    const elsewhere = [decision({ put: [{ ...PUT, receivable: null, cash: 500n }] })];
    expect(unappliedOn(10, elsewhere)).to.equal(0n);
  });

  it("is the next payer's when another decision is made, and nobody's when it is undone", () => {
    const other = decision({ match: 2, payer: "K2", decided: 20 * DAY });
    const moved = [decision({ isStanding: false }), other];
    const cut = { day: 9_000, known: 20 * DAY };
    expect(unappliedAt({ unapplied: unappliedMoves(moved, [], undefined) }, cut)).to.deep.equal(
      new Map([["K2", 500n]]),
    );
    const undone = [decision({ isStanding: false, undone: 30 * DAY })];
    expect([29, 30].map((day) => unappliedOn(day, undone))).to.deep.equal([500n, 0n]);
    // The proposal before an undone posting stands again.
    const again = [decision(), decision({ match: 2, isStanding: false, decided: 20 * DAY, undone: 30 * DAY, put })];
    expect([19, 29, 30].map((day) => unappliedOn(day, again))).to.deep.equal([500n, 500n, 500n]);
  });

  it("is never more than came, never below nought, and never anybody's whom no decision names", () => {
    const day = fc.integer({ min: 0, max: 40 });
    const one = fc.record({
      decided: day,
      undone: fc.option(day),
      payer: fc.constantFrom(CUSTOMER, "K2", ""),
      cash: fc.bigInt(0n, 700n),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), day, day, (raw, recorded, known) => {
        const sorted = raw.toSorted((left, right) => left.decided - right.decided);
        const decisions = sorted.map(({ decided, undone, payer, cash }, place) =>
          decision({
            ...{ match: place + 1, payer, decided: decided * DAY, put: [{ ...PUT, cash }] },
            undone: undone === null ? null : Math.max(undone, decided) * DAY,
            isStanding: place === sorted.length - 1 && undone === null,
          }),
        );
        const sum = unappliedOn(known, decisions, [recordedAt(recorded * DAY, "BANK-1")]);
        expect(sum >= 0n && sum <= 500n, sum.toString()).to.equal(true);
        const moves = unappliedMoves(decisions, [], undefined);
        expect(moves.some(({ customer }) => customer === "")).to.equal(false);
        expect(unappliedMoves(decisions, [], "K2").every(({ customer }) => customer === "K2")).to.equal(true);
      }),
    );
  });
});
