/** Plans of a receivable as they stand, from what the ledger recorded since. */
import { expect } from "chai";
import type { LedgerEvent } from "../../../src/domain/events.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import { NEW_POSITION } from "../../../src/domain/money.ts";
import { judgePlans } from "../../../src/domain/plans/standing.ts";
import type { AgreedPlan, JudgedPlan, PlannedReceivable } from "../../../src/domain/plans/standing.ts";
import type { PaymentPlan } from "../../../src/domain/collections/paymentPlan.ts";
import { Outcome, ZERO_ADDRESS } from "../../../src/domain/receivable.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";
import { termsOf } from "../../support/receivables.ts";

const DAY = 86_400;
const EUR: Address = "0x00000000000000000000000000000000000003d2";
const SOMEBODY: Address = `0x${"11".repeat(20)}`;
const [ID, SALT] = [keccakOfText("receivable"), keccakOfText("salt")];
const FACTOR: Address = `0x${"22".repeat(20)}`;
/** Two hours ahead of UTC. */
const TERMS = { ...termsOf(EUR, 1_000), amount: 900n, utcOffset: 120 };
const PLAN: PaymentPlan = {
  ...{ debt: 900n, interest: { kind: "rests" }, graceDays: 2, salt: SALT },
  instalments: [1_030, 1_060, 1_090].map((payBy) => ({ payBy, amount: 300n })),
};

const noon = (day: number): number => day * DAY + 12 * 3_600;
/** One block a day, one transaction in it. */
const placed = (day: number, logIndex: number) => {
  return { blockNumber: day, logIndex, transactionHash: keccakOfText(`day ${day}`) };
};
const agreedOn = (day: number, over: Partial<AgreedPlan> = {}): AgreedPlan => {
  const made = { id: keccakOfText(`plan ${day}`), creditor: SOMEBODY, agreedAt: noon(day), at: placed(day, 50) };
  return { ...made, plan: PLAN, ofWhole: false, ...over };
};

type Told = PlannedReceivable["events"][number];

const ofReceivable = { id: ID, by: SOMEBODY, holder: SOMEBODY, payer: SOMEBODY, reason: SALT } as const;
const paid = (day: number, principal: bigint, over: object = {}): Told => {
  const sums = { principal, charges: 0n, discount: 0n, lateDays: 0n, closed: false };
  const event = { name: "ReceivablePaid" as const, ...ofReceivable, ...sums, ...over };
  return { event, at: placed(day, 1), timestamp: noon(day) };
};
const told = (day: number, name: LedgerEvent["name"], over: object, logIndex = 1): Told => {
  const event = { name, ...ofReceivable, ...over } as LedgerEvent;
  return { event, at: placed(day, logIndex), timestamp: noon(day) };
};
const receipt = (day: number, valueDay: number, principal: bigint, bankRef: Hex = ID): Told =>
  told(day, "ReceiptRecorded", { ...{ valueDay, principal, bankRef, charges: 0n, discount: 0n, closed: false } });

describe("A plan, from what the ledger recorded since", () => {
  const of = (events: readonly Told[], over: Partial<PlannedReceivable["state"]> = {}): PlannedReceivable => {
    const settled = events.reduce((sum, { event }) => sum + settledBy(event), 0n);
    const state = { ...NEW_POSITION, settled, disputed: 0n, closed: false, ...over };
    return { terms: TERMS, creditor: SOMEBODY, state, events };
  };
  const settledBy = (event: LedgerEvent): bigint => {
    if (!("principal" in event)) return 0n;
    return event.name === "ReceiptReversed" ? -event.principal : event.principal;
  };
  const judge = (plans: readonly AgreedPlan[], known: PlannedReceivable, day: number): readonly JudgedPlan[] =>
    judgePlans(plans, known, noon(day));
  const one = (known: PlannedReceivable, day: number, over: Partial<AgreedPlan> = {}): JudgedPlan | undefined =>
    judge([agreedOn(1_010, over)], known, day)[0];

  it("puts the debt off while it runs, and not any more from the day on which it is broken", () => {
    expect(one(of([]), 1_032)).to.include({ state: "running", putsOff: true, brokenAt: undefined });
    const broken = one(of([]), 1_033);
    // The day begins two hours before that of UTC.
    expect(broken).to.include({ state: "broken", putsOff: false, brokenAt: 1_033 * DAY - 2 * 3_600 });
    expect(judgePlans([agreedOn(1_010)], of([]), (broken?.brokenAt ?? 0) - 1)[0]?.state).to.equal("running");
    expect(judgePlans([agreedOn(1_010)], of([]), broken?.brokenAt ?? 0)[0]?.state).to.equal("broken");
  });

  it("takes payments by their value day and with their charges, and nothing from before it was agreed", () => {
    expect(one(of([paid(1_009, 300n)]), 1_033)?.state).to.equal("broken");
    const charged = one(of([paid(1_020, 280n, { charges: 20n })]), 1_033);
    expect(charged?.standing).to.include({ state: "running", paid: 300n });
    expect(one(of([receipt(1_040, 1_032, 300n)]), 1_041)?.state, "recorded late").to.equal("running");
    expect(one(of([receipt(1_040, 1_033, 300n)]), 1_041)?.state, "paid late").to.equal("broken");
    expect(one(of([receipt(1_011, 1_005, 300n)]), 1_040)?.state, "nobody knew of it then").to.equal("running");
  });

  it("is broken by a receipt that the bank takes back", () => {
    const events = [receipt(1_020, 1_020, 300n)];
    expect(one(of(events), 1_040)?.state).to.equal("running");
    const back = told(1_041, "ReceiptReversed", { bankRef: ID, principal: 300n, charges: 0n });
    expect(one(of([...events, back]), 1_041)).to.include({ state: "broken", putsOff: false });
  });

  it("takes no payment of before for its own because its booking was corrected", () => {
    const before = receipt(1_005, 1_004, 300n);
    const back = told(1_020, "ReceiptReversed", { bankRef: ID, principal: 300n, charges: 0n });
    const anew = receipt(1_021, 1_004, 300n, SALT);
    expect(one(of([before, back, anew]), 1_025)?.standing).to.include({ paid: 0n });
    expect(one(of([before, back, anew]), 1_033), "nothing of its first part").to.include({ state: "broken" });
    const kept = paid(1_012, 300n);
    expect(one(of([before, kept, back, anew]), 1_033)?.standing).to.include({ state: "running", paid: 300n });
    const late = [before, told(1_040, "ReceiptReversed", { bankRef: ID, principal: 300n, charges: 0n })];
    expect(one(of([...late, receipt(1_041, 1_004, 300n, SALT)]), 1_042)?.state).to.equal("broken");
  });

  it("has less paid where a receipt of before bounces, from the day of that on", () => {
    const back = told(1_040, "ReceiptReversed", { bankRef: ID, principal: 90n, charges: 10n });
    const events = [receipt(1_005, 1_004, 90n), paid(1_020, 300n)];
    expect(one(of([...events, back]), 1_041)?.standing).to.include({ state: "running", paid: 200n, behind: 100n });
    expect(one(of([...events, back, paid(1_060, 300n)]), 1_063)?.state).to.equal("broken");
    expect(one(of([...events, back, paid(1_060, 400n)]), 1_063)?.state).to.equal("running");
    const ended = [...events, told(1_045, "ReceivableSplit", { amounts: [], commitments: [] })];
    const after = told(1_046, "ReceiptReversed", { bankRef: ID, principal: 90n, charges: 0n });
    expect(one(of([...ended, after]), 1_047)?.standing, "after its end").to.include({ paid: 300n });
  });

  it("takes a credit note for paid, since the claim is smaller by it", () => {
    const credited = told(1_020, "ReceivableCredited", { principal: 300n, closed: false });
    expect(one(of([credited]), 1_040)?.standing).to.include({ state: "running", paid: 300n });
  });

  it("takes no credit note for paid that concedes what was disputed beside it", () => {
    const terms = { ...TERMS, amount: 1_300n };
    const disputed = told(1_005, "ReceivableDisputed", { amount: 400n, disputed: 400n });
    const conceded = (principal: bigint, over: object = {}, at = 2): readonly Told[] => [
      told(1_020, "DisputeResolved", { outcome: Outcome.Conceded, evidence: SALT, disputed: 0n, ...over }, at - 1),
      told(1_020, "ReceivableCredited", { principal, closed: false }, at),
    ];
    const known = (events: readonly Told[]): PlannedReceivable => ({ ...of([disputed, ...events]), terms });
    const paidOf = (events: readonly Told[], over: Partial<AgreedPlan> = {}) =>
      one(known(events), 1_031, over)?.standing?.paid;
    expect(paidOf(conceded(300n))).to.equal(0n);
    expect(paidOf([...conceded(300n), ...conceded(300n, {}, 4)]), "more than was disputed then").to.equal(200n);
    expect(one(known(conceded(300n)), 1_033)?.state, "its first part was left out").to.equal("broken");
    expect(paidOf(conceded(300n, { outcome: Outcome.Withdrawn })), "another credit note").to.equal(300n);
    expect(paidOf(conceded(300n, { evidence: ID })), "for another reason").to.equal(300n);
    const all = { ...PLAN, debt: 1_300n, instalments: [{ payBy: 1_090, amount: 1_300n }] };
    expect(paidOf(conceded(300n), { plan: all }), "the plan is of that too").to.equal(300n);
  });

  it("is completed where nothing is due any more, although it had planned more", () => {
    const credited = told(1_020, "ReceivableCredited", { principal: 850n, closed: false });
    const waived = told(1_021, "ChargesWaived", { charges: 0n, closed: true });
    const closed = of([credited, waived], { closed: true });
    expect(one(closed, 1_200)).to.include({ state: "completed", putsOff: false });
    expect(one(closed, 1_200)?.standing).to.deep.include({ next: undefined, behind: 0n });
    const late = of([told(1_033, "ChargesWaived", { charges: 0n, closed: true })], { closed: true });
    expect(one(late, 1_200)?.state, "it was broken before").to.equal("broken");
  });

  it("spares the debtor what is left because the ledger took interest that was to rest", () => {
    const events = [1_030, 1_060, 1_090].map((day) => paid(day, 290n, { charges: 10n }));
    expect(one(of(events), 1_091)).to.include({ state: "completed", putsOff: true });
    const stands = { plan: { ...PLAN, interest: { kind: "stands" } as const } };
    expect(one(of(events), 1_091, stands)).to.include({ state: "completed", putsOff: false });
    expect(one(of(events, { settled: 869n }), 1_091), "what was disputed then is owed").to.include({ putsOff: false });
    expect(one(of(events, { closed: true }), 1_091)).to.include({ putsOff: false });
    const beside = { ...of(events, { disputed: 100n }), terms: { ...TERMS, amount: 1_000n } };
    expect(one(beside, 1_091), "something is disputed beside it").to.include({ putsOff: true });
    expect(one({ ...beside, state: { ...beside.state, disputed: 99n } }, 1_091)).to.include({ putsOff: false });
  });

  it("is replaced by a later one, and was broken or completed if it was so before", () => {
    const plans = [agreedOn(1_010), agreedOn(1_020)];
    expect(judge(plans, of([]), 1_025).map(({ state }) => state)).to.deep.equal(["replaced", "running"]);
    expect(judge(plans, of([]), 1_025).map(({ putsOff }) => putsOff)).to.deep.equal([false, true]);
    const replanned = [
      agreedOn(1_010),
      agreedOn(1_040, { plan: { ...PLAN, instalments: [{ payBy: 1_200, amount: 900n }] } }),
    ];
    const states = judge(replanned, of([]), 1_045);
    expect(states.map(({ state }) => state)).to.deep.equal(["broken", "running"]);
    expect(states.map(({ brokenAt }) => brokenAt !== undefined)).to.deep.equal([true, false]);
  });

  it("counts for a later plan alone what was paid after that was agreed", () => {
    const plans = [agreedOn(1_010), agreedOn(1_020)];
    const [first, second] = judge(plans, of([paid(1_015, 300n)]), 1_033);
    expect([first?.standing?.paid, first?.state, second?.state]).to.deep.equal([300n, "replaced", "broken"]);
  });

  it("ends with what the debtor agreed to change, and not with what its creditor does alone", () => {
    for (const name of ["ReceivableAmended", "ReceivableDebited"] as const) {
      const amended = of([told(1_015, name, { buyerBy: SOMEBODY })]);
      expect(one(amended, 1_050), name).to.include({ state: "amended", putsOff: false, brokenAt: undefined });
    }
    for (const name of ["ReceivableAccelerated", "ReceivableAmended"] as const) {
      expect(one(of([told(1_015, name, { buyerBy: ZERO_ADDRESS })]), 1_025), name).to.include({
        state: "running",
        putsOff: true,
      });
    }
    const before = of([told(1_005, "ReceivableAmended", { buyerBy: SOMEBODY })]);
    expect(one(before, 1_025)?.state).to.equal("running");
  });

  it("takes what stands before it in its block for known, and what stands after it for later", () => {
    const amended = (logIndex: number) => of([told(1_010, "ReceivableAmended", { buyerBy: SOMEBODY }, logIndex)]);
    expect([one(amended(49), 1_025)?.state, one(amended(51), 1_025)?.state]).to.deep.equal(["running", "amended"]);
    const credited = (logIndex: number) =>
      of([told(1_010, "ReceivableCredited", { principal: 300n, closed: false }, logIndex)]);
    expect(one(credited(49), 1_025)?.standing?.paid).to.equal(0n);
    expect(one(credited(51), 1_025)?.standing?.paid).to.equal(300n);
    const plans = [agreedOn(1_010), agreedOn(1_010, { at: placed(1_010, 60) })];
    expect(judge(plans, credited(55), 1_025).map(({ standing }) => standing?.paid)).to.deep.equal([300n, 0n]);
    expect(judge(plans, amended(55), 1_025).map(({ state }) => state)).to.deep.equal(["amended", "running"]);
  });

  it("of what was split puts off the parts until the day after its last one, whatever was paid", () => {
    const divided = of([told(1_015, "ReceivableSplit", { amounts: [900n], commitments: [ID] })]);
    expect(one(divided, 1_200)).to.include({ state: "divided", putsOff: false, brokenAt: undefined });
    const broken = of([told(1_040, "ReceivableSplit", { amounts: [900n], commitments: [ID] })]);
    expect(one(broken, 1_200)?.state, "it was broken before").to.equal("broken");
    const part = { ofWhole: true };
    expect(one(of([]), 1_092, part)).to.include({ state: "divided", putsOff: true, standing: undefined });
    expect(one(of([]), 1_093, part)).to.include({ state: "divided", putsOff: false, brokenAt: undefined });
    expect(one(of([], { closed: true }), 1_020, part)).to.include({ putsOff: false });
    const amendment = told(1_015, "ReceivableAmended", { buyerBy: SOMEBODY });
    expect(one(of([amendment]), 1_020, part)?.state).to.equal("amended");
    const anew = judge([agreedOn(1_010, part), agreedOn(1_020)], of([]), 1_033);
    expect(anew.map(({ state }) => state)).to.deep.equal(["replaced", "broken"]);
    expect(anew.map(({ putsOff }) => putsOff)).to.deep.equal([false, false]);
  });

  it("of which nobody knows what it says leaves the debtor in peace while anything is owed to whom agreed", () => {
    const unknown = { plan: undefined };
    expect(one(of([]), 2_000, unknown)).to.include({ state: "unopened", putsOff: true, brokenAt: undefined });
    expect(one(of([], { closed: true }), 2_000, unknown)).to.include({ putsOff: false });
    const plans = [agreedOn(1_010, unknown), agreedOn(1_020)];
    expect(judge(plans, of([]), 1_025).map(({ state }) => state)).to.deep.equal(["replaced", "running"]);
    expect(one({ ...of([]), terms: undefined }, 2_000), "sealed").to.include({ state: "unopened", putsOff: true });
  });

  it("holds a later creditor up for 30 days where that cannot know it, or it cannot be paid", () => {
    const sold = { ...of([]), creditor: FACTOR };
    const plans: readonly PaymentPlan[] = [
      { ...PLAN, instalments: [] },
      { ...PLAN, graceDays: 91 },
      { ...PLAN, instalments: [{ payBy: 9_000, amount: 900n }] },
      { ...PLAN, instalments: [{ payBy: 1_030, amount: 899n }] },
    ];
    for (const plan of [undefined, ...plans]) {
      expect(one(sold, 1_039, { plan })).to.include({ state: "unopened", putsOff: true });
      expect(one(sold, 1_040, { plan })).to.include({ state: "unopened", putsOff: false });
      expect(one(of([]), 1_040, { plan }), "whoever agreed").to.include({ state: "unopened", putsOff: true });
    }
    const due = { plan: { ...PLAN, instalments: [{ payBy: 1_008, amount: 900n }], graceDays: 2 } };
    expect(one(sold, 1_010, due), "proposed before it was recorded").to.include({ state: "running" });
  });
});
