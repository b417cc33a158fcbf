/** What a level for broken words answers where a plan of instalments was not kept. */
import { expect } from "chai";
import { cycleOf } from "../../../src/domain/collections/item.ts";
import type { DunningItem } from "../../../src/domain/collections/item.ts";
import { bookOf, DUE, firingOf, idOf, itemOf, level, morningOf, policyOf, restOf, sentBy } from "./cases.ts";

/** A Tuesday. */
const BROKEN_ON = DUE + 57;
const PLAN = idOf(99);
const answer = level("firm", 1, { id: "answer", trigger: { kind: "brokenPromise", days: 1 } });
const BOOK = bookOf([policyOf({ levels: [level("friendly", 3), level("final", 30), answer] })]);

/** The chase began anew by it, after a friendly word and a final one of the chase before. */
function itemWith(over: Partial<DunningItem> = {}): DunningItem {
  const chase = { restart: 1, since: morningOf(BROKEN_ON), owedSince: morningOf(DUE - 30) };
  return itemOf({ chase, brokenPlan: { plan: PLAN, brokenOn: BROKEN_ON }, ...over });
}

describe("A plan that was not kept", () => {
  it("is answered as a broken promise is, once, from the days on that the level gives", () => {
    const found = firingOf(itemWith(), BROKEN_ON + 1, BOOK);
    expect(found).to.deep.include({
      ...{ level: answer, cycle: cycleOf(1, 0) },
      ground: { code: "brokenPlan", plan: PLAN, brokenOn: BROKEN_ON },
    });
    const sent = [sentBy(found)];
    expect(restOf(itemWith({ sent }), BROKEN_ON + 2, BOOK).code).to.equal("tooSoon");
    const later = firingOf(itemWith({ sent }), BROKEN_ON + 41, BOOK);
    expect(later.level.id, "the next of the levels by date").to.equal("final");
  });

  it("begins the chase anew, softly, where the policy has no answer to it", () => {
    const book = bookOf([policyOf({ levels: [level("friendly", 3), level("final", 30)] })]);
    expect(firingOf(itemWith(), BROKEN_ON, book)).to.deep.include({
      level: level("friendly", 3),
      cycle: cycleOf(1, 0),
    });
  });

  it("is answered no more once the debtor was told something else since", () => {
    const sent = [{ policy: "p", level: "friendly", stage: "friendly" as const, cycle: cycleOf(1, 0), day: BROKEN_ON }];
    const item = itemWith({ sent });
    expect(restOf(item, BROKEN_ON + 3, BOOK).code).to.equal("tooSoon");
  });

  it("makes room for a promise after it, whose breach has a cycle of its own", () => {
    const made = morningOf(BROKEN_ON + 1);
    const promise = { id: "p1", amount: 100_000n, day: BROKEN_ON + 4, madeAt: made };
    const item = itemWith({ promises: [promise] });
    expect(restOf(item, BROKEN_ON + 2, BOOK).code).to.equal("promised");
    const found = firingOf(item, BROKEN_ON + 10, BOOK);
    expect([found.ground.code, found.cycle]).to.deep.equal(["brokenPromise", cycleOf(1, 1)]);
  });

  it("is none while another plan runs", () => {
    expect(restOf(itemWith({ isPlanned: true }), BROKEN_ON + 1, BOOK).code).to.equal("planned");
  });
});
