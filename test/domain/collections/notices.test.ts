/** What goes into one letter, who gets it, when it has to wait, and who gets none. */
import { expect } from "chai";
import type { DunningItem, PersonReached } from "../../../src/domain/collections/item.ts";
import { noticeResolution } from "../../../src/domain/collections/notice.ts";
import { planDunning } from "../../../src/domain/collections/planning.ts";
import type { DunningPlan } from "../../../src/domain/collections/planning.ts";
import {
  addressOf,
  bookOf,
  BUYER,
  CLERK,
  DUE,
  EUR,
  findingOf,
  firingOf,
  idOf,
  itemOf,
  level,
  morningOf,
  policyOf,
  recorded,
  restOf,
  stateOf,
} from "./cases.ts";

const FIRM_DAY = DUE + 14;
const WARNED = [{ policy: "usual", level: "friendly", stage: "friendly", cycle: 1, day: DUE + 3 }] as const;

function plan(items: readonly DunningItem[], day: number, reached: readonly PersonReached[] = []): DunningPlan {
  return planDunning(bookOf(), stateOf(items, reached), morningOf(day));
}

describe("Who is not chased", () => {
  const cases: readonly [why: string, changes: Partial<DunningItem>, code: string][] = [
    ["is settled", { open: 0n, charges: 900n }, "closed"],
    ["is owed to somebody else", { isAssignedAway: true }, "assignedAway"],
    ["is of an insolvent debtor", { isInsolvent: true }, "insolvent"],
    ["was written off", { isWrittenOff: true }, "writtenOff"],
    ["is with an agency", { isPlaced: true }, "placed"],
    ["is in a plan", { isPlanned: true }, "planned"],
    ["was queried", { answer: "queried" }, "queried"],
    ["was rejected", { answer: "rejected" }, "rejected"],
    ["was not accepted", { answer: "none" }, "notAccepted"],
    ["is disputed whole (R39)", { disputed: 100_000n }, "disputed"],
    ["is disputed beyond what is open", { disputed: 100_001n }, "disputed"],
  ];
  for (const [why, changes, code] of cases) {
    it(`is the debtor of an item that ${why}`, () => {
      expect(restOf(itemOf(changes), DUE + 20).code).to.equal(code);
    });
  }

  it("is asked for nothing, and not for less, where more is disputed than is open", () => {
    const { claim } = findingOf(itemOf({ disputed: 100_001n }), DUE + 20);
    expect(claim).to.include({ open: 100_000n, disputed: 100_001n, promised: 0n, asked: 0n });
  });

  it("includes who has not accepted only if the policy says so", () => {
    const book = bookOf([policyOf({ chasesUnaccepted: true })]);
    expect(firingOf(itemOf({ answer: "none" }), DUE + 3, book).level.id).to.equal("friendly");
  });

  it("does not include who disputes a part: the rest is asked for", () => {
    expect(firingOf(itemOf({ disputed: 99_999n }), DUE + 3).claim.asked).to.equal(1n);
  });
});

describe("A notice", () => {
  it("bundles the items of a customer at one level, with one fee for each", () => {
    const items = [1, 2, 3].map((n) => itemOf({ id: idOf(n), dueDay: DUE - n, sent: WARNED }));
    const { notices, findings } = plan(items, FIRM_DAY);
    expect(notices).to.have.lengthOf(1);
    expect(notices[0]).to.include({ customer: BUYER, person: "clerk", asked: 300_000n, fee: 3_000n, day: FIRM_DAY });
    expect(notices[0]?.rows.map(({ item }) => item)).to.deep.equal([idOf(3), idOf(2), idOf(1)]);
    expect(findings.every(({ fires }) => fires)).to.equal(true);
  });

  it("asks for no fee of the policy where the terms give a recovery sum of their own", () => {
    const items = [1, 2].map((n) => itemOf({ id: idOf(n), sent: WARNED, hasFixedSum: n === 1 }));
    const { notices } = plan(items, FIRM_DAY);
    expect(notices.map(({ fee, rows }) => [fee, rows.map((row) => row.fee)])).to.deep.equal([[1_000n, [0n, 1_000n]]]);
  });

  it("is of one customer, though two have the same person", () => {
    const other = addressOf(0xb1);
    const items = [itemOf(), itemOf({ id: idOf(2), customer: other })];
    const state = { items, persons: [CLERK, { ...CLERK, customer: other }], reached: [] };
    const { notices, findings } = planDunning(bookOf(), state, morningOf(DUE + 3));
    expect(notices.map(({ customer }) => customer)).to.deep.equal([BUYER]);
    expect(findings.map((found) => (found.fires ? "fires" : found.rest.code))).to.deep.equal(["fires", "capped"]);
  });

  it("with one of three rows paid is not resolved, whichever row it is (V31)", () => {
    const row = (n: number, settledSince: bigint) => ({ item: idOf(n), asked: 100n, settledSince });
    const lastPaid = [row(1, 0n), row(2, 0n), row(3, 100n)];
    const left = [
      { item: idOf(1), amount: 100n },
      { item: idOf(2), amount: 100n },
    ];
    expect(noticeResolution(lastPaid)).to.deep.equal({ state: "partly", left });
    for (const rows of [lastPaid, lastPaid.toReversed(), [row(1, 0n), row(3, 100n), row(2, 0n)]]) {
      expect(noticeResolution(rows).state).to.equal("partly");
    }
    expect(noticeResolution([row(1, 100n), row(2, 101n), row(3, 100n)])).to.deep.equal({ state: "resolved", left: [] });
    expect(noticeResolution([row(1, 0n), row(2, -5n)]).state).to.equal("open");
    expect(noticeResolution([row(1, 99n)])).to.deep.equal({ state: "partly", left: [{ item: idOf(1), amount: 1n }] });
  });
});

describe("The cap of a person", () => {
  const friendly = itemOf();
  const firm = itemOf({ id: idOf(2), open: 5n, dueDay: DUE - 14, sent: [{ ...WARNED[0], day: DUE - 11 }] });
  const day = DUE + 3;

  it("lets the weightiest notice go first, and says when the other may", () => {
    const { notices, findings } = plan([friendly, firm], day);
    expect(notices.map(({ level: { id } }) => id)).to.deep.equal(["firm"]);
    const rest = { code: "capped", person: "clerk", next: { level: "friendly", day: DUE + 4 } };
    expect(findings[0]).to.deep.include({ fires: false, rest });
  });

  it("is one contact a day, over every policy and however often the plan is made", () => {
    let state = stateOf([friendly, firm]);
    const sent: string[] = [];
    for (const today of [day, day, day + 1, day + 1]) {
      const made = planDunning(bookOf(), state, morningOf(today));
      sent.push(...made.notices.map(({ level: { id } }) => `${id} +${today - DUE}`));
      state = recorded(state, made);
    }
    expect(sent).to.deep.equal(["firm +3", "friendly +4"]);
  });

  it("counts contacts of any seven days in a row", () => {
    const reached = [DUE - 4, DUE - 2, DUE].map((of) => ({ person: "clerk", day: of }));
    const capped = (of: number) => plan([friendly], of, reached).findings[0];
    // The first of the three lies a week back on Thursday: Wednesday is the day before.
    const book = bookOf([policyOf({ levels: [level("friendly", 1)] })]);
    const early = planDunning(book, stateOf([friendly], reached), morningOf(DUE + 2)).findings[0];
    const rest = { code: "capped", person: "clerk", next: { level: "friendly", day: DUE + 3 } };
    expect(early).to.deep.include({ fires: false, rest });
    expect(capped(DUE + 3)).to.include({ fires: true });
  });

  it("keeps whole days between two contacts, and waits on for a day that is worked", () => {
    const book = bookOf([policyOf({ cap: { perWeek: 7, pauseDays: 2 } })]);
    const found = (last: number) => {
      const state = stateOf([friendly], [{ person: "clerk", day: last }]);
      return planDunning(book, state, morningOf(DUE + 4)).findings[0];
    };
    expect(found(DUE + 1)).to.include({ fires: true });
    const rest = { code: "capped", person: "clerk", next: { level: "friendly", day: DUE + 7 } };
    expect(found(DUE + 2)).to.deep.include({ fires: false, rest });
  });

  it("is of the person alone: another one's contacts do not count, and it is not gone round by another one", () => {
    const others = [{ person: "boss", day }];
    expect(plan([friendly], day, others).notices).to.have.lengthOf(1);
    const state = { ...stateOf([friendly], [{ person: "clerk", day }]), persons: [CLERK, { ...CLERK, id: "boss" }] };
    expect(planDunning(bookOf(), state, morningOf(day)).notices).to.deep.equal([]);
  });

  it("does not hold for a webhook, which is no person", () => {
    const book = bookOf([policyOf({ levels: [level("friendly", 3, { channel: "webhook" })] })]);
    const state = stateOf([friendly], [{ person: "clerk", day }]);
    expect(planDunning(book, state, morningOf(day)).notices).to.have.lengthOf(1);
  });

  it("asks for no fee while it holds a notice back", () => {
    const { notices } = plan([firm], day, [{ person: "clerk", day }]);
    expect(notices).to.deep.equal([]);
  });
});

describe("The plan", () => {
  it("has a finding for each item, in their order, and each that fires is a row of one notice", () => {
    const items = [itemOf({ id: idOf(5) }), itemOf({ id: idOf(4), open: 0n }), itemOf({ id: idOf(3), currency: EUR })];
    const { findings, notices } = plan(items, DUE + 3);
    expect(findings.map(({ item }) => item)).to.deep.equal([idOf(5), idOf(4), idOf(3)]);
    const rows = notices.flatMap((notice) => notice.rows.map(({ item }) => item));
    expect(rows.toSorted()).to.deep.equal([idOf(3), idOf(5)]);
  });

  it("of nothing is empty", () => {
    expect(plan([], DUE)).to.deep.equal({ findings: [], notices: [] });
  });
});
