import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import { runs } from "../../../scripts/effort.ts";
import { planHash } from "../../../src/domain/collections/paymentPlan.ts";
import type { PaymentPlan } from "../../../src/domain/collections/paymentPlan.ts";
import { PLAN_TEXT, planAgreement } from "../../../src/domain/collections/planMessages.ts";
import type { PlanAgreed } from "../../../src/domain/collections/recordEvents.ts";
import { foldCollections, NO_COLLECTIONS } from "../../../src/domain/collections/recordFold.ts";
import { collectionsDomain } from "../../../src/domain/collections/recordMessages.ts";
import { digestOf } from "../../../src/domain/eip712.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";
import { AGREED } from "../../support/agreed.ts";

const SALT = keccakOfText("a salt");
const PLAN: PaymentPlan = {
  debt: 100_000n,
  instalments: [
    { amount: 40_000n, payBy: 20_800 },
    { amount: 60_000n, payBy: 20_830 },
  ],
  ...{ interest: { kind: "rests" }, graceDays: 3, salt: SALT },
};

/** As `CollectionTypes.sol` and its message have them, written out anew. */
const TYPES = {
  Instalment: [
    { name: "amount", type: "uint96" },
    { name: "payBy", type: "uint32" },
  ],
  PaymentPlan: [
    { name: "debt", type: "uint96" },
    { name: "instalments", type: "Instalment[]" },
    { name: "interest", type: "string" },
    { name: "interestSum", type: "uint96" },
    { name: "graceDays", type: "uint16" },
    { name: "salt", type: "bytes32" },
  ],
};

const anySum = fc.bigInt({ min: 0n, max: 2n ** 96n - 1n });
const anyPlan: fc.Arbitrary<PaymentPlan> = fc.record({
  debt: anySum,
  instalments: fc.array(fc.record({ amount: anySum, payBy: fc.nat({ max: 2 ** 31 - 1 }) }), { maxLength: 4 }),
  interest: fc.oneof(
    fc.constant({ kind: "stands" } as const),
    fc.constant({ kind: "rests" } as const),
    fc.record({ kind: fc.constant("sum" as const), amount: anySum }),
  ),
  graceDays: fc.nat({ max: 2 ** 16 - 1 }),
  salt: fc.constant(SALT),
});

function hashByEthers({ interest, ...plan }: PaymentPlan): string {
  const interestSum = interest.kind === "sum" ? interest.amount : 0n;
  const value = { ...plan, interest: interest.kind.toUpperCase(), interestSum };
  return TypedDataEncoder.hashStruct("PaymentPlan", TYPES, value);
}

describe("The hash of a payment plan", () => {
  it("is that of EIP-712, whatever the plan says", () => {
    const law = fc.property(anyPlan, (plan) => {
      expect(planHash(plan)).to.equal(hashByEthers(plan));
    });
    fc.assert(law, { numRuns: runs(200) });
  });

  it("is another for every other plan: an instalment moved, merged, left out; interest, grace, salt", () => {
    const [first, second] = PLAN.instalments;
    if (first === undefined || second === undefined) return expect.fail("two instalments");
    const plans: readonly PaymentPlan[] = [
      PLAN,
      { ...PLAN, instalments: [second, first] },
      { ...PLAN, instalments: [{ ...first, payBy: first.payBy + 1 }, second] },
      { ...PLAN, instalments: [first] },
      { ...PLAN, instalments: [] },
      { ...PLAN, interest: { kind: "stands" } },
      { ...PLAN, interest: { kind: "sum", amount: 0n } },
      { ...PLAN, interest: { kind: "sum", amount: 1n } },
      { ...PLAN, graceDays: 4 },
      { ...PLAN, debt: 100_001n },
      { ...PLAN, salt: keccakOfText("another") },
    ];
    expect(new Set(plans.map(planHash)).size).to.equal(plans.length);
  });

  it("is none of a value that does not fit, which is named", () => {
    const wrong = (over: Partial<PaymentPlan>) => () => planHash({ ...PLAN, ...over });
    expect(wrong({ debt: 2n ** 96n })).to.throw(RangeError, "PaymentPlan.debt");
    expect(wrong({ graceDays: 65_536 })).to.throw(RangeError, "PaymentPlan.graceDays");
    expect(wrong({ interest: { kind: "sum", amount: -1n } })).to.throw(RangeError, "PaymentPlan.interestSum");
    expect(wrong({ instalments: [{ amount: 1n, payBy: -1 }] })).to.throw(RangeError, "Instalment.payBy");
  });
});

describe("The message of a payment plan", () => {
  it("says what it means and for which of the two it is signed, over the whole receivable", () => {
    const { supplier, buyer } = AGREED.header;
    const validity = { nonce: 1n, deadline: 2n };
    const domain = collectionsDomain(1, supplier);
    const messages = [supplier, buyer].map((party) => planAgreement(AGREED, supplier, PLAN, party, validity));
    const [one, other] = messages.map((message) => digestOf(domain, message));
    expect(one).not.to.equal(other);
    for (const { message, types, primaryType } of messages) {
      expect(message).to.include({ text: PLAN_TEXT, creditor: supplier });
      expect(message["receivable"]).to.equal(AGREED);
      const fields = Object.fromEntries(Object.entries(types).map(([name, all]) => [name, [...all]]));
      expect(TypedDataEncoder.from(fields).primaryType).to.equal(primaryType);
    }
  });
});

describe("Plans that were agreed for a receivable", () => {
  const [CREDITOR, DEBTOR] = ["a1", "b2"].map((byte): Address => `0x${byte.repeat(20)}`) as [Address, Address];
  const ID = keccakOfText("a receivable");
  const agreed = (plan: Hex, commitment: Hex, id = ID): PlanAgreed => ({
    ...{ name: "PlanAgreed", id, creditor: CREDITOR, debtor: DEBTOR, creditorBy: CREDITOR, debtorBy: DEBTOR },
    ...{ commitment, plan },
  });
  const [first, second, other] = [keccakOfText("1"), keccakOfText("2"), keccakOfText("3")];

  it("are told by the last, for what the receivable was then, and counted", () => {
    const events = [agreed(first, SALT), agreed(first, other, other), agreed(second, other)];
    const { plans } = foldCollections(NO_COLLECTIONS, events);
    const parties = { creditor: CREDITOR, debtor: DEBTOR };
    expect([...plans.values()]).to.deep.equal([
      { id: ID, commitment: other, ...parties, plan: second, count: 2 },
      { id: other, commitment: other, ...parties, plan: first, count: 1 },
    ]);
    expect(NO_COLLECTIONS.plans.size).to.equal(0);
  });
});
