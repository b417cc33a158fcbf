import { expect } from "chai";
import fc from "fast-check";
import { APPROVAL_RULES, policiesAt, termsOf, tierFault, timesOf } from "../../../src/domain/duties/approvals.ts";
import type { ApprovalKind, ApprovalPolicy, ApprovalTier } from "../../../src/domain/duties/approvals.ts";
import type { Address } from "../../../src/domain/receivable.ts";

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const USD: Address = "0x0000000000000000000000000000000000000348";
const HOUR = 3_600;
const DAY = 24 * HOUR;

const tier = (over: Partial<ApprovalTier> = {}): ApprovalTier => ({
  ...{ kind: "limitChange", currency: EUR, from: 0n, approvers: 1, duty: "approveCredit", hours: 24 },
  escalatesTo: null,
  ...over,
});
const policy = (tiers: readonly ApprovalTier[], over: Partial<ApprovalPolicy> = {}): ApprovalPolicy => ({
  ...{ version: 1, since: 0, windowDays: 30, tiers },
  ...over,
});
const asked = (amount: bigint | null, kind: ApprovalKind = "limitChange", currency: Address | null = EUR) => ({
  ...{ kind, amount, currency },
});

describe("Tiers of approval", () => {
  const tiers = [tier({ from: 1_000n }), tier({ from: 5_000n, approvers: 2, hours: 12 })];

  it("are reached at their amount and not a minor unit below it", () => {
    const approvers = (amount: bigint): number => termsOf([policy(tiers)], asked(amount)).approvers;
    expect([999n, 1_000n, 4_999n, 5_000n, 10n ** 40n].map(approvers)).to.deep.equal([0, 1, 1, 2, 2]);
  });

  it("ask for one person even where there are none, for what is an override", () => {
    for (const kind of Object.keys(APPROVAL_RULES) as ApprovalKind[]) {
      const { isAlways, duty } = APPROVAL_RULES[kind];
      expect(termsOf([], asked(1n, kind)), kind).to.include({ approvers: isAlways ? 1 : 0, duty });
      const none = policy([tier({ kind, approvers: 0 })]);
      expect(termsOf([none], asked(1n, kind)).approvers, kind).to.equal(isAlways ? 1 : 0);
    }
  });

  it("of a currency stand alone, and others serve for whatever has none", () => {
    const rest = policy([...tiers, tier({ currency: null, approvers: 3 })]);
    expect(termsOf([rest], asked(1n)).approvers, "the euro has its own").to.equal(0);
    expect(termsOf([rest], asked(1n, "limitChange", USD)).approvers).to.equal(3);
    expect(termsOf([rest], asked(null, "limitChange", null)).approvers, "may come to any amount").to.equal(3);
    expect(termsOf([policy(tiers)], asked(null, "limitChange", null)).approvers).to.equal(2);
  });

  it("are those of the strictest policy of the last day", () => {
    const before = policy(tiers);
    const after = policy([], { version: 2, since: 10 * DAY });
    const at = (instant: number): number => termsOf(policiesAt([after, before], instant), asked(6_000n)).approvers;
    expect([10 * DAY - 1, 10 * DAY, 11 * DAY - 1, 11 * DAY].map(at)).to.deep.equal([2, 2, 2, 0]);
    const stricter = policy([tier({ approvers: 4 })], { version: 2, since: 10 * DAY });
    expect(termsOf(policiesAt([before, stricter], 10 * DAY), asked(6_000n)).approvers, "at once").to.equal(4);
  });

  it("never ask for fewer people of a larger amount, whatever tiers are taken", () => {
    const someTier = fc.record({
      kind: fc.constant("limitChange" as const),
      currency: fc.constantFrom(EUR, null),
      from: fc.bigInt({ min: 0n, max: 20n }),
      approvers: fc.nat(4),
      duty: fc.constantFrom("approveCredit" as const, "approveActs" as const),
      hours: fc.integer({ min: 1, max: 100 }),
      escalatesTo: fc.constant(null),
    });
    let taken = 0;
    fc.assert(
      fc.property(fc.array(someTier, { maxLength: 4 }), fc.bigInt(0n, 25n), fc.bigInt(0n, 25n), (some, left, right) => {
        if (tierFault(some) !== undefined) return;
        taken += 1;
        const [less, more] = left < right ? [left, right] : [right, left];
        const approvers = (amount: bigint): number => termsOf([policy(some)], asked(amount)).approvers;
        expect(approvers(less)).to.be.at.most(approvers(more));
        expect(approvers(more)).to.be.at.most(termsOf([policy(some)], asked(null, "limitChange", null)).approvers);
      }),
    );
    expect(taken).to.be.greaterThan(0);
  });

  it("escalate in the middle of their time, and are reminded of in the middle of that", () => {
    expect(timesOf({ hours: 24 }, 1_000)).to.deep.equal({
      ...{ remind: 1_000 + 6 * HOUR, escalate: 1_000 + 12 * HOUR, until: 1_000 + 24 * HOUR },
    });
  });
});
