import { expect } from "chai";
import fc from "fast-check";
import { unappliedAt } from "../../src/domain/indicators/standing.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { currencyFrom } from "../../src/gateway/accountStatements/currency.ts";
import { UTC_DAYS } from "../../src/gateway/portfolio/days.ts";
import { readBook } from "../../src/gateway/portfolio/reading.ts";
import { unappliedMoves } from "../../src/gateway/portfolio/unapplied.ts";
import type { CashDecision } from "../../src/store/portfolioCash.ts";
import { BUYER, openAccountScene, SUPPLIER } from "./accountScene.ts";

const DAY = 86_400;
const CUSTOMER = `0x${"c0".repeat(20)}`;

/** 500 with value of 2 January 1970, known to be the customer's from day 10 on. */
function decision(over: Partial<CashDecision> = {}): CashDecision {
  return {
    ...{ entry: 1, valueDate: "1970-01-02", amount: 500n, match: 1, payer: CUSTOMER },
    ...{ isStanding: true, decided: 10 * DAY, undone: null, put: [] },
    ...over,
  };
}

/** 300 of it for an item, of which the ledger is told on day 15. */
const PUT = { cash: 300n, recorded: 15 * DAY };

function unappliedOn(day: number, decisions: readonly CashDecision[]): bigint {
  const cut = { day: dayNumber("1990-01-01"), known: day * DAY };
  const moves = unappliedMoves(decisions, undefined);
  return [...unappliedAt({ unapplied: moves }, cut).values()].reduce((sum, amount) => sum + amount, 0n);
}

describe("Money that has settled nothing yet", () => {
  it("is there from the decision on, and goes when the ledger has what it settled", () => {
    const posted = [decision({ put: [PUT] })];
    expect([9, 10, 14, 15, 999].map((day) => unappliedOn(day, posted))).to.deep.equal([0n, 500n, 500n, 200n, 200n]);
  });

  it("stays, however long, where what was posted was never recorded, until the decision is undone", () => {
    const put = [{ ...PUT, recorded: undefined }];
    expect([10, 100, 5_000].map((day) => unappliedOn(day, [decision({ put })]))).to.deep.equal([500n, 500n, 500n]);
    const undone = [decision({ put, isStanding: false, undone: 200 * DAY })];
    expect([199, 200].map((day) => unappliedOn(day, undone))).to.deep.equal([500n, 0n]);
  });

  it("is the next payer's when another decision is made, and nobody's when it is undone", () => {
    const other = decision({ match: 2, payer: "K2", decided: 20 * DAY });
    const moved = [decision({ isStanding: false }), other];
    const cut = { day: 9_000, known: 20 * DAY };
    expect(unappliedAt({ unapplied: unappliedMoves(moved, undefined) }, cut)).to.deep.equal(new Map([["K2", 500n]]));
    const undone = [decision({ isStanding: false, undone: 30 * DAY })];
    expect([29, 30].map((day) => unappliedOn(day, undone))).to.deep.equal([500n, 0n]);
    // The proposal before an undone posting stands again.
    const put = [{ ...PUT, recorded: undefined }];
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
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), fc.option(day), day, (raw, recorded, known) => {
        const sorted = raw.toSorted((left, right) => left.decided - right.decided);
        const decisions = sorted.map(({ decided, undone, payer, cash }, place) =>
          decision({
            ...{
              match: place + 1,
              payer,
              decided: decided * DAY,
              put: [{ cash, recorded: recorded === null ? undefined : recorded * DAY }],
            },
            undone: undone === null ? null : Math.max(undone, decided) * DAY,
            isStanding: place === sorted.length - 1 && undone === null,
          }),
        );
        const sum = unappliedOn(known, decisions);
        expect(sum >= 0n && sum <= 500n, sum.toString()).to.equal(true);
        const moves = unappliedMoves(decisions, undefined);
        expect(moves.some(({ customer }) => customer === "")).to.equal(false);
        expect(unappliedMoves(decisions, "K2").every(({ customer }) => customer === "K2")).to.equal(true);
      }),
    );
  });
});

describe("Money of one customer that settles what another one owes", () => {
  it("is unapplied until the ledger has it, in the book of one customer as in that of all", async () => {
    const scene = await openAccountScene();
    const { database } = scene;
    // BANK-1 was recorded for RE-100; BANK-2 was never signed for.
    await scene.giveCash(1, "2026-11-02", "posted", { number: "RE-100", cash: 40_000 });
    await scene.giveCash(2, "2026-11-02", "posted", { number: "RE-200", cash: 50_000 });
    await database.query("update cash_matches set party = 'K9', decided = 0");
    const currency = currencyFrom("EUR", new Map());
    for (const customer of [undefined, "K9", BUYER]) {
      const asked = { organisation: SUPPLIER, currency, dayOf: UTC_DAYS, customer };
      const { book } = await readBook(database, asked);
      const cut = { day: dayNumber("2030-01-01"), known: dayNumber("2030-01-01") * DAY };
      // 100.00 of the first were put to nothing.
      const expected = customer === BUYER ? [] : [["K9", 60_000n]];
      expect([...unappliedAt(book, cut)], customer ?? "all").to.deep.equal(expected);
    }
    await scene.close();
  });
});
