import { expect } from "chai";
import fc from "fast-check";
import { RECOVERY_RULES, RECOVERY_WORDS, subrogationOf } from "../../../src/domain/cases/subrogation.ts";
import type { ClaimChange, Payout, RecoveryRule } from "../../../src/domain/cases/subrogation.ts";

const paid = (amount: bigint, day = 10, rule: RecoveryRule | null = null): Payout => ({ day, amount, rule });
const change = (kind: ClaimChange["kind"], amount: bigint, day: number): ClaimChange => ({ kind, day, amount });
const shares = (open: bigint, payouts: readonly Payout[], changes: readonly ClaimChange[] = []) => {
  const found = subrogationOf(open, payouts, changes);
  return found && [found.insurers, found.creditors, found.dueToInsurer];
};

describe("A claim for which an insurer paid", () => {
  it("is the creditor's alone while nobody paid", () => {
    expect(subrogationOf(1_000n, [], [change("recovered", 5n, 1)])).to.equal(undefined);
  });

  it("passes to the insurer by what it paid and no further, and all of it stays open (R49)", () => {
    expect(shares(10_000n, [paid(9_000n)])).to.deep.equal([9_000n, 1_000n, 0n]);
    const over = subrogationOf(10_000n, [paid(12_000n)], []);
    expect(over).to.include({ insurers: 10_000n, creditors: 0n, overpaid: 2_000n, paid: 12_000n });
  });

  it("shares what comes in later in proportion, unless the policy names another order", () => {
    // 10,000 open, 9,000 paid by the insurer, 1,005 comes in.
    const later = [change("recovered", 1_005n, 20)];
    const cases: readonly (readonly [RecoveryRule | null, readonly bigint[]])[] = [
      [null, [8_096n, 899n, 904n]],
      ["proRata", [8_096n, 899n, 904n]],
      ["insurerFirst", [7_995n, 1_000n, 1_005n]],
      ["insuredFirst", [8_995n, 0n, 5n]],
    ];
    for (const [rule, expected] of cases) {
      expect(shares(8_995n, [paid(9_000n, 10, rule)], later), rule ?? "none").to.deep.equal(expected);
    }
    expect(RECOVERY_WORDS.unnamed).to.contain("no order");
    expect(new Set(RECOVERY_RULES.map((rule) => RECOVERY_WORDS[rule])).size).to.equal(RECOVERY_RULES.length);
  });

  it("counts what comes in on the day of the payout as a recovery, and nothing before it", () => {
    const changes = [change("recovered", 100n, 9), change("recovered", 200n, 10)];
    expect(shares(700n, [paid(450n)], changes)).to.deep.equal([350n, 350n, 100n]);
  });

  it("lets the creditor credit its own share first, and tells what it credited of the insurer's", () => {
    const found = subrogationOf(7_000n, [paid(8_000n)], [change("lessened", 3_000n, 12)]);
    expect(found).to.include({ insurers: 7_000n, creditors: 0n, insurersLessened: 1_000n });
    expect(shares(10_500n, [paid(8_000n)], [change("added", 500n, 12)])).to.deep.equal([8_000n, 2_500n, 0n]);
  });

  it("takes a second payout from the creditor's share, and shares by the rule of the last one", () => {
    const payouts = [paid(4_000n, 10, "insurerFirst"), paid(3_000n, 30, "insuredFirst")];
    const changes = [change("recovered", 1_000n, 20), change("recovered", 2_500n, 40)];
    const found = subrogationOf(6_500n, payouts, changes);
    expect(found?.recoveries).to.deep.equal([
      { day: 20, insurer: 1_000n, creditor: 0n },
      { day: 40, insurer: 0n, creditor: 2_500n },
    ]);
    expect(found).to.include({ insurers: 6_000n, creditors: 500n, rule: "insuredFirst" });
  });

  it("always comes to what is open, never gives an insurer more than it paid, and pays both when all comes in", () => {
    const rule = fc.constantFrom(null, ...RECOVERY_RULES);
    const parts = fc.array(fc.bigInt({ min: 1n, max: 5_000n }), { maxLength: 12 });
    fc.assert(
      fc.property(rule, fc.bigInt({ min: 1n, max: 100_000n }), fc.nat(99), parts, (named, loss, share, wished) => {
        const insured = (loss * BigInt(share + 1)) / 100n;
        let open = loss;
        const changes: ClaimChange[] = [];
        for (const [index, wish] of wished.entries()) {
          const amount = wish < open ? wish : open;
          if (amount === 0n) break;
          open -= amount;
          changes.push(change("recovered", amount, 20 + index));
        }
        const found = subrogationOf(open, [paid(insured, 10, named)], changes);
        if (found === undefined) throw new Error("it was paid for");
        expect(found.insurers + found.creditors).to.equal(open);
        expect(found.insurers >= 0n && found.creditors >= 0n).to.equal(true);
        expect(found.insurers + found.dueToInsurer).to.equal(insured);
        for (const [index, { insurer, creditor }] of found.recoveries.entries()) {
          expect(insurer >= 0n && creditor >= 0n).to.equal(true);
          expect(insurer + creditor).to.equal(changes[index]?.amount);
        }
        const rest = subrogationOf(0n, [paid(insured, 10, named)], [...changes, change("recovered", open, 99)]);
        expect(rest).to.include({ insurers: 0n, creditors: 0n, dueToInsurer: insured });
      }),
    );
  });
});
