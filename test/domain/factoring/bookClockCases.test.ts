import { expect } from "chai";
import { historyUpTo } from "../../../src/domain/factoring/book.ts";
import { clockCases } from "../../../src/domain/factoring/bookClockCases.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { Story } from "./bookStory.ts";

describe("What the clocks between two factors go by", () => {
  let story: Story;
  let id: Hex;

  beforeEach(() => {
    story = new Story();
    id = story.issue({ dueDay: story.today + 60, discountDay1: 0, discount1: 0n });
  });

  const found = () => clockCases(story.history).get(id);

  it("is the last dispute, not one that was withdrawn long before it (R64)", () => {
    const never = { dueDay: story.today + 60, disputedOn: undefined, isDisputed: false, isPaid: false };
    expect(found()).to.deep.equal(never);
    story.dispute(id, 500n);
    const first = story.today;
    expect(found()).to.include({ disputedOn: first, isDisputed: true });
    story.wait(10);
    story.dispute(id, 700n);
    expect(found(), "still the same one").to.include({ disputedOn: first, isDisputed: true });
    story.dispute(id, 0n);
    expect(found()).to.include({ disputedOn: first, isDisputed: false });
    const settled = story.block;
    story.wait(100);
    story.dispute(id, 1n);
    expect(found()).to.include({ disputedOn: story.today, isDisputed: true });
    expect(clockCases(historyUpTo(story.history, settled)).get(id)).to.include({ disputedOn: first });
  });

  it("disputes nothing that was credited or paid in full since", () => {
    story.dispute(id, 500n);
    story.credit(id, 10n ** 9n);
    expect(found()).to.include({ isDisputed: false, isPaid: true });
  });

  it("calls paid what is over, and not what its buyer has still to accept", () => {
    const ledger = story.history.ledger.filter(({ event }) => event.name !== "ReceivableAccepted");
    const issued = { ...story.history, ledger };
    expect(clockCases(issued).get(id)).to.include({ isPaid: false });
    const [last] = story.history.ledger.slice(-1);
    if (last === undefined) throw new Error("nothing was issued");
    const event = { name: "ReceivableCancelled", id, by: story.stateOf(id).holder, reason: id } as const;
    expect(clockCases({ ...issued, ledger: [...ledger, { ...last, event }] }).get(id)).to.include({ isPaid: true });
  });

  it("is not known where the terms are sealed to others", () => {
    id = story.issue({}, true);
    story.dispute(id, 500n);
    expect(found()).to.equal(undefined);
  });
});
