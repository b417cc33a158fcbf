import { expect } from "chai";
import fc from "fast-check";
import { borrowingBase } from "../../../src/domain/factoring/eligibility.ts";
import type { BorrowingBase } from "../../../src/domain/factoring/eligibility.ts";
import { ELIGIBILITY_RULES } from "../../../src/domain/factoring/eligibilityRules.ts";
import type { EligibilityPolicy } from "../../../src/domain/factoring/eligibilityRules.ts";
import { FactoringError } from "../../../src/domain/factoring/figures.ts";
import { ALONE, anyBuyers, anyItems, anyPolicy, buyer, DAY, item, old, POLICY } from "./eligibilityBooks.ts";

/** R66 in cents: 1,000 gross, 80 aged, 170 of the same buyer, 25 owed to C, 260 on B. */
const EXAMPLE = [
  old("X1", "X", 8_000n),
  item("X2", "X", 17_000n),
  item("B1", "B", 26_000n),
  item("C1", "C", 10_000n),
  item("D1", "D", 14_000n),
  item("E1", "E", 13_000n),
  item("F1", "F", 12_000n),
];
const CONTRA = [buyer("C", { payable: 2_500n })];

function taken({ exclusions }: BorrowingBase): readonly string[] {
  return exclusions.map(({ rule, item: id, group, amount }) => `${rule} ${id ?? group} ${amount}`);
}

function leftAfter({ steps }: BorrowingBase, wanted: string): bigint | undefined {
  return steps.find(({ rule }) => rule === wanted)?.left;
}

describe("A borrowing base", () => {
  it("is 725 before concentration, 610 eligible and 518.5 available, by 115 too much on one buyer (R66, V23)", () => {
    const base = borrowingBase(EXAMPLE, CONTRA, POLICY);
    expect([base.gross, leftAfter(base, "contra"), base.eligible, base.available]).to.deep.equal([
      100_000n,
      72_500n,
      61_000n,
      51_850n,
    ]);
    expect(taken(base)).to.deep.equal(["aged X1 8000", "crossAged X2 17000", "contra C 2500", "concentration B 11500"]);
    expect(base.groups[0]).to.deep.equal({ group: "B", amount: 26_000n, limit: 14_500n, excess: 11_500n });
  });

  it("says why, and which two sums were compared", () => {
    const { exclusions } = borrowingBase(EXAMPLE, CONTRA, POLICY);
    expect(exclusions.map(({ reason }) => reason)).to.deep.equal([
      "91 days from the invoice, more than 90",
      "more than 10 % of its buyer's balance is aged",
      "the supplier owes this buyer money, which may be set off",
      "its group is more than 20 % of what is eligible",
    ]);
    expect(exclusions.map(({ compared }) => compared)).to.deep.equal([
      undefined,
      { amount: 8_000n, with: 25_000n },
      { amount: 10_000n, with: 2_500n },
      { amount: 26_000n, with: 14_500n },
    ]);
  });

  it("is another one where the limit is of the gross amount, which therefore has to be said", () => {
    const policy: EligibilityPolicy = { ...POLICY, concentration: { limit: 200_000, of: "gross" } };
    const base = borrowingBase(EXAMPLE, CONTRA, policy);
    expect([base.groups[0]?.limit, base.eligible]).to.deep.equal([20_000n, 66_500n]);
  });

  it("limits a group of affiliates, not each of its firms (R50)", () => {
    const items = [item("A1", "A", 1_500n), item("B1", "B", 1_500n), item("C1", "C", 7_000n)];
    const policy: EligibilityPolicy = { ...POLICY, concentration: { limit: 200_000, of: "gross" } };
    const group = [buyer("A", { group: "G" }), buyer("B", { group: "G" })];
    expect(taken(borrowingBase(items, [], policy))).to.deep.equal(["concentration C 5000"]);
    expect(taken(borrowingBase(items, group, policy))).to.deep.equal(["concentration C 5000", "concentration G 1000"]);
  });

  it("takes an item of the ninetieth day, and one that is sixty days late", () => {
    const items = [
      item("A1", "A", 100n, { invoiceDay: DAY - 90 }),
      item("B1", "B", 100n, { dueDay: DAY - 60 }),
      item("C1", "C", 100n, { dueDay: DAY - 61 }),
    ];
    expect(taken(borrowingBase(items, [], ALONE))).to.deep.equal(["aged C1 100"]);
    expect(taken(borrowingBase(items, [], { ...ALONE, mostDaysPastDue: undefined }))).to.deep.equal([]);
  });

  it("keeps a buyer of whose balance exactly the threshold is aged", () => {
    const items = [old("A1", "A", 100n), item("A2", "A", 900n), old("B1", "B", 101n), item("B2", "B", 899n)];
    expect(taken(borrowingBase(items, [], ALONE))).to.deep.equal(["aged A1 100", "aged B1 101", "crossAged B2 899"]);
    expect(borrowingBase(items, [], { ...ALONE, crossAgeing: undefined }).eligible).to.equal(1_799n);
  });

  it("adds aged credits back, since they may be used against newer items", () => {
    const items = [item("A1", "A", 10_000n), old("A2", "A", 500n), old("A3", "A", -200n)];
    const base = borrowingBase(items, [], ALONE);
    expect(taken(base)).to.deep.equal(["aged A2 500", "aged A3 -200", "creditsInPrior A3 200"]);
    expect([base.gross, base.eligible]).to.deep.equal([10_300n, 9_800n]);
  });

  it("takes a cross-aged buyer off once, its credits with it", () => {
    const items = [item("A1", "A", 600n), old("A2", "A", 500n), old("A3", "A", -200n), item("A4", "A", -50n)];
    expect(borrowingBase([...items, item("B1", "B", 1_000n)], [], ALONE).eligible).to.equal(1_000n);
  });

  it("takes off the disputed part, what is not accepted, and what the contract excludes, each once", () => {
    const items = [
      item("A1", "A", 1_000n, { disputed: 300n }),
      item("B1", "B", 1_000n, { disputed: 300n, accepted: false, marks: new Set(["foreign"]) }),
      item("C1", "C", 1_000n, { marks: new Set(["billAndHold", "unverified"]) }),
      item("D1", "D", 1_000n),
    ];
    const base = borrowingBase(items, [buyer("D", { marks: new Set(["government"]) })], ALONE);
    expect(taken(base)).to.deep.equal([
      "disputed A1 300",
      "disputed B1 300",
      "notAccepted B1 700",
      "unverified C1 1000",
      "government D1 1000",
    ]);
    expect(base.eligible).to.equal(700n);
  });

  it("counts nothing that the supplier does not hold, and judges no buyer by it (R67)", () => {
    const sold = { ...old("A1", "A", 900n), heldBy: "factor" } as const;
    const items = [sold, item("A2", "A", 100n), item("B1", "B", 50n, { heldBy: "another" }), item("C1", "C", 100n)];
    const base = borrowingBase(items, [], { ...ALONE, concentration: { limit: 500_000, of: "gross" } });
    expect(taken(base)).to.deep.equal(["notHeld A1 900", "notHeld B1 50"]);
    expect(base.exclusions[0]?.reason).to.equal("a factor has financed it");
    expect([base.gross, base.eligible]).to.deep.equal([1_150n, 200n]);
    expect(base.groups.map(({ group, limit }) => `${group} ${limit}`)).to.deep.equal(["A 100", "C 100"]);
  });

  it("takes what was not excluded by this contract", () => {
    const foreign = [item("A1", "A", 1_000n, { marks: new Set(["foreign"]) })];
    expect(borrowingBase(foreign, [], { ...ALONE, excluded: new Set(["government"]) }).eligible).to.equal(1_000n);
  });

  it("takes off as contra the lower of what the buyer owes and is owed, and nothing of credits", () => {
    const items = [item("A1", "A", 1_000n), item("B1", "B", -400n)];
    const buyers = [buyer("A", { payable: 5_000n }), buyer("B", { payable: 100n })];
    const base = borrowingBase(items, buyers, ALONE);
    expect(taken(base)).to.deep.equal(["contra A 1000"]);
    expect([base.eligible, base.available]).to.deep.equal([-400n, 0n]);
  });

  it("takes off the last minor unit", () => {
    const items = [
      old("A1", "A", 1n),
      item("A2", "A", 9n),
      item("B1", "B", 1n, { disputed: 1n }),
      item("C1", "C", 1n, { accepted: false }),
      item("D1", "D", 1n),
      item("E1", "E", 1n),
    ];
    const policy = { ...ALONE, crossAgeing: 100_000 };
    const base = borrowingBase(items, [buyer("D", { payable: 1n })], policy);
    expect(taken(base)).to.deep.equal(["aged A1 1", "disputed B1 1", "notAccepted C1 1", "contra D 1"]);
    expect([base.eligible, base.available]).to.deep.equal([10n, 9n]);
    expect(borrowingBase([item("E1", "E", 1n)], [], ALONE).available, "0.85 rounded half up").to.equal(1n);
    const crossed = borrowingBase(items.slice(0, 2), [], { ...policy, crossAgeing: 99_999 });
    expect(crossed.eligible).to.equal(0n);
  });

  it("takes a buyer off whole of which anything is aged and no balance is left", () => {
    const items = [old("A1", "A", 100n), item("A2", "A", 50n), item("A3", "A", -200n)];
    expect(borrowingBase(items, [], { ...ALONE, crossAgeing: 1_000_000 }).eligible).to.equal(0n);
  });

  it("has no room for anybody where credits are more than the book", () => {
    const items = [item("A1", "A", 100n), item("B1", "B", -400n)];
    const base = borrowingBase(items, [], POLICY);
    expect(taken(base)).to.deep.equal(["concentration A 100"]);
    expect(base.groups.map(({ group, limit }) => `${group} ${limit}`)).to.deep.equal(["A 0", "B 0"]);
  });

  it("says of an item how late it is where that is why", () => {
    const { exclusions } = borrowingBase([item("A1", "A", 1n, { dueDay: DAY - 61 })], [], ALONE);
    expect(exclusions[0]?.reason).to.equal("61 days past due, more than 60");
  });

  for (const [what, field, run] of [
    [
      "an item twice",
      "items.id",
      () =>
        borrowingBase(
          [EXAMPLE[1], EXAMPLE[1]].flatMap((row) => row ?? []),
          [],
          POLICY,
        ),
    ],
    ["a buyer twice", "buyers.buyer", () => borrowingBase([], [buyer("A"), buyer("A")], POLICY)],
    [
      "a dispute of more than is open",
      "items A.disputed",
      () => borrowingBase([item("A", "A", 1n, { disputed: 2n })], [], POLICY),
    ],
    ["a disputed credit", "items A.disputed", () => borrowingBase([item("A", "A", -1n, { disputed: 1n })], [], POLICY)],
    ["a payable below nought", "buyers A.payable", () => borrowingBase([], [buyer("A", { payable: -1n })], POLICY)],
    ["an advance beyond the whole", "advanceRate", () => borrowingBase([], [], { ...POLICY, advanceRate: 1_000_001 })],
    ["a threshold below nought", "crossAgeing", () => borrowingBase([], [], { ...POLICY, crossAgeing: -1 })],
    [
      "a limit beyond the whole",
      "concentration.limit",
      () => borrowingBase([], [], { ...POLICY, concentration: { limit: 2_000_000, of: "gross" } }),
    ],
    [
      "a policy without an age",
      "mostDaysFromInvoice",
      () => borrowingBase([], [], { ...POLICY, mostDaysFromInvoice: undefined, mostDaysPastDue: undefined }),
    ],
  ] as const) {
    it(`refuses ${what}, naming the ${field}`, () => {
      expect(run).to.throw(FactoringError).with.property("field", field);
    });
  }

  it("ties to the gross amount line by line, step by step and group by group, whatever the book", () => {
    fc.assert(
      fc.property(anyItems, anyBuyers, anyPolicy, (items, buyers, { crossAgeing, ...concentration }) => {
        const base = borrowingBase(items, buyers, { ...POLICY, crossAgeing, concentration });
        const sum = base.exclusions.reduce((total, { amount }) => total + amount, 0n);
        expect(base.eligible + sum).to.equal(base.gross);
        expect(base.steps.map(({ rule }) => rule)).to.deep.equal([...ELIGIBILITY_RULES]);
        expect(base.steps.at(-1)?.left).to.equal(base.eligible);
        const kept = base.groups.reduce((total, { amount, excess }) => total + amount - excess, 0n);
        expect(kept).to.equal(base.eligible);
        for (const { amount, limit, excess } of base.groups) {
          expect(amount - excess <= (limit ?? amount) || amount < 0n).to.equal(true);
        }
      }),
    );
  });

  it("takes no more off a claim than it is, and never lends more for a worse book", () => {
    fc.assert(
      fc.property(anyItems, anyBuyers, (items, buyers) => {
        const base = borrowingBase(items, buyers, ALONE);
        for (const { id, amount } of items) {
          const own = base.exclusions.filter((row) => row.item === id).reduce((total, row) => total + row.amount, 0n);
          if (amount > 0n) expect(own >= 0n && own <= amount).to.equal(true);
        }
        const refused = items.map((row) => ({ ...row, accepted: false }));
        expect(borrowingBase(refused, buyers, ALONE).available <= base.available).to.equal(true);
      }),
    );
  });
});
