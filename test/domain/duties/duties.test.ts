import { expect } from "chai";
import fc from "fast-check";
import { conflictsAmong, DUTIES, DUTY_CONFLICTS, overlapsOf, pairKey } from "../../../src/domain/duties/duties.ts";
import type { Duty, DutyException, HeldDuty } from "../../../src/domain/duties/duties.ts";
import { actedAlone, conflictsOfActs } from "../../../src/domain/duties/exceptions.ts";
import type { DutyAct } from "../../../src/domain/duties/exceptions.ts";
import { peopleOf } from "../../../src/domain/duties/people.ts";
import type { Address } from "../../../src/domain/receivable.ts";

const END = 12;
const duty = fc.constantFrom<Duty>("prepareIssue", "approveIssue", "postCash", "writeOff");
const span = fc.tuple(fc.nat(END), fc.nat(END)).map(([left, right]) => ({
  since: Math.min(left, right),
  until: Math.max(left, right),
}));
const held: fc.Arbitrary<HeldDuty> = fc
  .tuple(duty, span, fc.boolean())
  .map(([one, { since, until }, isOpen]) => ({ duty: one, since, until: isOpen ? null : until }));
const exception: fc.Arbitrary<DutyException> = fc
  .tuple(fc.constantFrom(...DUTY_CONFLICTS), span, fc.boolean())
  .map(([{ one, other }, times, isTurned]) => ({
    ...times,
    one: isTurned ? other : one,
    other: isTurned ? one : other,
  }));

/** Instant by instant, what {@link overlapsOf} finds by its spans. */
function firstTogether(all: readonly HeldDuty[], some: readonly DutyException[], at: number): Map<string, number> {
  const found = new Map<string, number>();
  for (let instant = at; instant <= END + 1; instant += 1) {
    const now = all.filter(({ since, until }) => since <= instant && (until === null || instant <= until));
    for (const { one, other } of conflictsAmong(now.map((each) => each.duty))) {
      const key = pairKey(one, other);
      const isExcepted = some.some(
        (each) => pairKey(each.one, each.other) === key && each.since <= instant && instant <= each.until,
      );
      if (!isExcepted && !found.has(key)) found.set(key, instant);
    }
  }
  return found;
}

describe("Duties that exclude each other", () => {
  it("are found from the first instant at which they are held together, as instant by instant", () => {
    fc.assert(
      fc.property(
        fc.array(held, { maxLength: 5 }),
        fc.array(exception, { maxLength: 4 }),
        fc.nat(END),
        (all, some, at) => {
          const found = overlapsOf(all, some, at).map(({ one, other, from }) => [pairKey(one, other), from]);
          expect(new Map(found as [string, number][])).to.deep.equal(firstTogether(all, some, at));
        },
      ),
    );
  });

  it("are named once a pair, of two duties each, and leave nobody with all of auditing", () => {
    const keys = DUTY_CONFLICTS.map(({ one, other }) => pairKey(one, other));
    expect(new Set(keys).size).to.equal(keys.length);
    for (const { one, other, risk } of DUTY_CONFLICTS)
      expect([one === other, risk === ""]).to.deep.equal([false, false]);
    expect(DUTY_CONFLICTS.filter(({ one }) => one === "audit")).to.have.length(DUTIES.length - 1);
    const named: readonly (readonly [Duty, Duty])[] = [
      ["prepareIssue", "approveIssue"],
      ["collect", "postCash"],
      ["postCash", "writeOff"],
      ["setCredit", "prepareIssue"],
      ["manageMembers", "approveActs"],
    ];
    for (const [one, other] of named) expect(conflictsAmong([one, other]), one).to.have.length(1);
  });
});

describe("Acts of one person", () => {
  const act = (over: Partial<DutyAct>): DutyAct => ({
    ...{
      person: "p",
      account: "p",
      duty: "postCash",
      receivable: "r",
      customer: "c",
      subject: "s",
      step: "cash",
      at: 1,
    },
    ...over,
  });

  it("are a conflict on one receivable, once for a pair, at the later one", () => {
    const found = conflictsOfActs([
      act({ duty: "writeOff", at: 9 }),
      act({ at: 3 }),
      act({ at: 1 }),
      act({ duty: "writeOff", at: 10 }),
      act({ duty: "writeOff", receivable: "another" }),
      act({ duty: "writeOff", person: "q" }),
    ]);
    expect(found.map(({ first, second }) => [first.at, second.at])).to.deep.equal([[1, 9]]);
  });

  it("are a conflict on the credit of one customer, whatever the receivable", () => {
    const limit = act({ duty: "setCredit", receivable: "", at: 1 });
    const sale = (receivable: string, at: number) => act({ duty: "prepareIssue", receivable, at });
    const found = conflictsOfActs([limit, sale("r", 2), sale("s", 3), { ...sale("t", 4), customer: "another" }]);
    expect(found.map(({ first, second }) => [first.duty, second.receivable])).to.deep.equal([["setCredit", "r"]]);
    expect(conflictsOfActs([{ ...limit, customer: "" }, sale("r", 2)]), "of everybody's policy").to.deep.equal([]);
  });

  it("are alone where one prepares and signs what takes two", () => {
    const prepared = act({ duty: "concede", step: "prepared", subject: "i" });
    const signed = act({ duty: "concede", step: "signed", subject: "i", account: "p at home" });
    const others = [{ ...signed, person: "q" }, { ...signed, subject: "j" }, act({ step: "signed", subject: "i" })];
    expect(actedAlone([prepared, signed, ...others], new Set<Duty>(["concede"]))).to.deep.equal([signed]);
  });
});

describe("People", () => {
  const at = (index: number): Address => `0x${index.toString(16).padStart(40, "0")}`;
  const known = (index: number, name: string | null, email: string | null = null) => ({
    ...{ account: at(index), name, email },
  });

  it("are one by name, address or statement, through any number of accounts", () => {
    const personOf = peopleOf(
      [
        known(1, "Ada Lovelace"),
        known(2, "ＡＤＡ  lovelace", "A@x.example"),
        known(3, null, "a@X.example"),
        known(4, "Bob"),
      ],
      [{ account: at(5), sameAs: at(3) }],
    );
    expect([1, 2, 3, 5].map((index) => personOf(at(index)))).to.deep.equal([at(1), at(1), at(1), at(1)]);
    expect([4, 6].map((index) => personOf(at(index)))).to.deep.equal([at(4), at(6)]);
  });

  it("are the same whatever the order in which they are known", () => {
    const accounts = [0, 1, 2, 3, 4, 5];
    const pair = fc.tuple(fc.nat(5), fc.nat(5)).map(([left, right]) => ({ account: at(left), sameAs: at(right) }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 6 }), (links) => {
        const one = peopleOf([], links);
        const other = peopleOf([], links.toReversed());
        expect(accounts.map((index) => one(at(index)))).to.deep.equal(accounts.map((index) => other(at(index))));
      }),
    );
  });
});
