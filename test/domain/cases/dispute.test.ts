import { expect } from "chai";
import fc from "fast-check";
import {
  DISPUTE_SIDES,
  lastDispute,
  OUTCOME_STATES,
  outcomeState,
  turnAfter,
} from "../../../src/domain/cases/dispute.ts";
import type { DisputeWord } from "../../../src/domain/cases/dispute.ts";
import type { LedgerEvent } from "../../../src/domain/events.ts";
import { Outcome, ZERO_HASH } from "../../../src/domain/receivable.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";

const ID: Hex = `0x${"1".repeat(64)}`;
const BY: Address = `0x${"2".repeat(40)}`;
const common = { id: ID, by: BY, evidence: ZERO_HASH };

const raised = (amount: bigint, disputed: bigint): LedgerEvent => {
  return { name: "ReceivableDisputed", ...common, amount, disputed, code: 3 };
};
const resolved = (outcome: keyof typeof Outcome, amount: bigint, disputed: bigint): LedgerEvent => {
  return { name: "DisputeResolved", ...common, outcome: Outcome[outcome], amount, disputed };
};
const paid = (closed: boolean): LedgerEvent => {
  const sums = { principal: 50n, discount: 0n, charges: 0n, lateDays: 0n };
  return { name: "ReceivablePaid", id: ID, payer: BY, holder: BY, ...sums, closed };
};
const told = (...events: readonly LedgerEvent[]) =>
  events.map((event, index) => ({ event, timestamp: 1_000 + index, block: 10 + index }));

describe("A dispute", () => {
  it("is none before anything was disputed", () => {
    expect(lastDispute(told(paid(false)), 0n)).to.equal(undefined);
    expect(lastDispute([], 0n)).to.equal(undefined);
  });

  it("lasts from its first amount until nothing is left, with all acts in between", () => {
    const events = told(raised(40n, 40n), paid(false), raised(10n, 50n), resolved("Withdrawn", 20n, 30n));
    const found = lastDispute(events, 30n);
    expect(found).to.include({ since: 1_000, sinceBlock: 10, disputed: 30n, settledAt: undefined });
    expect(found?.acts.map(({ kind, amount, code }) => [kind, amount, code])).to.deep.equal([
      ["raised", 40n, 3],
      ["raised", 10n, 3],
      ["withdrawn", 20n, undefined],
    ]);
    const over = [...events, { event: resolved("Conceded", 30n, 0n), timestamp: 2_000, block: 20 }];
    expect(lastDispute(over, 0n)).to.include({ settledAt: 2_000, disputed: 0n });
  });

  it("is settled by paying too, and what is disputed afterwards is another one", () => {
    const events = told(raised(40n, 40n), paid(true));
    expect(lastDispute(events, 0n)).to.include({ settledAt: 1_001 });
    const open = told(raised(40n, 40n), paid(false));
    expect(lastDispute(open, 0n), "all of it is paid, and charges are left").to.include({ settledAt: 1_001 });
    const again = told(raised(40n, 40n), resolved("Withdrawn", 40n, 0n), raised(5n, 5n));
    expect(lastDispute(again, 5n)).to.deep.include({ since: 1_002, sinceBlock: 12, settledAt: undefined });
    expect(lastDispute(again, 5n)?.acts).to.have.length(1);
  });

  it("is the turn of whoever did not speak last, since the first word that is not answered", () => {
    const at = (side: DisputeWord["side"], instant: number): DisputeWord => ({ side, at: instant });
    expect(turnAfter([])).to.equal(undefined);
    expect(turnAfter([at("debtor", 1), at("debtor", 5)])).to.deep.equal({ side: "creditor", since: 1 });
    const answered = [at("debtor", 1), at("creditor", 3), at("creditor", 4)];
    expect(turnAfter(answered)).to.deep.equal({ side: "debtor", since: 3 });
    expect(turnAfter([at("debtor", 1), at("creditor", 1)]), "an answer at once").to.deep.equal({
      ...{ side: "debtor", since: 1 },
    });
  });

  it("has a turn that more words of the same side never put off, and that does not hang on their order", () => {
    const word = fc.record({ side: fc.constantFrom(...DISPUTE_SIDES), at: fc.integer({ min: 0, max: 1_000 }) });
    const words = fc.uniqueArray(word, { minLength: 1, maxLength: 20, selector: ({ at }) => at });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 99 }), (all, later) => {
        const turn = turnAfter(all);
        if (turn === undefined) throw new Error("there are words");
        const speaker = turn.side === "creditor" ? "debtor" : "creditor";
        const last = Math.max(...all.map(({ at }) => at));
        expect(turnAfter([...all, { side: speaker, at: last + later }])).to.deep.equal(turn);
        expect(turnAfter([...all].reverse())).to.deep.equal(turn);
        expect(turnAfter([...all, { side: turn.side, at: last + later }])).to.deep.equal({
          ...{ side: speaker, since: last + later },
        });
        const unanswered = all.filter(({ at }) => at >= turn.since);
        expect(unanswered.every(({ side }) => side === speaker)).to.equal(true);
        const before = all.filter(({ at }) => at < turn.since).sort((one, other) => other.at - one.at)[0];
        expect(before?.side ?? turn.side).to.equal(turn.side);
      }),
    );
  });

  it("ends as its parts do: over as soon as one cannot be done, settled once all are recorded", () => {
    expect(outcomeState(["waiting", "waiting"])).to.equal(OUTCOME_STATES[0]);
    expect(outcomeState(["waiting", "given"])).to.equal("underway");
    expect(outcomeState(["recorded", "waiting"])).to.equal("underway");
    expect(outcomeState(["recorded", "over"])).to.equal("over");
    expect(outcomeState(["recorded", "recorded"])).to.equal("settled");
  });
});
