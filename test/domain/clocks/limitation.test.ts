import { expect } from "chai";
import fc from "fast-check";
import { CLAIM_ACTS, JURISDICTIONS, limitationOn, limitationRules } from "../../../src/domain/clocks/limitation.ts";
import type { ClaimAct, ClaimFact, Jurisdiction } from "../../../src/domain/clocks/limitation.ts";
import { dateOfDay, dayNumber, TermsError } from "../../../src/domain/terms.ts";

const DUE = "2023-06-30";

function act(kind: ClaimAct, date: string, receivedOn?: string): ClaimFact {
  const received = receivedOn === undefined ? {} : { receivedOn: dayNumber(receivedOn) };
  return { kind, day: dayNumber(date), ...received, evidence: `record of ${date}` };
}

function asked(jurisdiction: Jurisdiction, facts: readonly ClaimFact[], on = "2024-01-01", warnDays = 90) {
  return limitationOn({ jurisdiction, dueDay: dayNumber(DUE), facts, day: dayNumber(on), warnDays });
}

function lastDate(jurisdiction: Jurisdiction, facts: readonly ClaimFact[], on?: string): string | undefined {
  const { lastDay } = asked(jurisdiction, facts, on);
  return lastDay === undefined ? undefined : dateOfDay(lastDay);
}

describe("Until when a claim can be taken to court", () => {
  it("is three years from the due date in China and six in England and Wales (R52)", () => {
    expect(lastDate("CN", [])).to.equal("2026-06-30");
    expect(lastDate("GB-EAW", [])).to.equal("2029-06-30");
  });

  it("takes the last day of February where the year has no 29th", () => {
    const found = limitationOn({
      ...{ jurisdiction: "CN", dueDay: dayNumber("2024-02-29"), facts: [] },
      ...{ day: dayNumber("2024-03-01"), warnDays: 0 },
    });
    expect(dateOfDay(found.lastDay ?? 0)).to.equal("2027-02-28");
  });

  it("begins anew with a demand in China from the day on which it was received, and not at all in England", () => {
    const demand = [act("demand", "2023-10-01", "2023-10-05")];
    expect(lastDate("CN", demand)).to.equal("2026-10-05");
    expect(lastDate("GB-EAW", demand)).to.equal("2029-06-30");
  });

  it("is not moved by a demand that nothing proves to have arrived, or not by then", () => {
    expect(lastDate("CN", [act("demand", "2023-10-01")])).to.equal("2026-06-30");
    const later = asked("CN", [act("demand", "2023-10-01", "2023-10-05")], "2023-10-04");
    expect(dateOfDay(later.lastDay ?? 0)).to.equal("2026-06-30");
    expect(later.facts.map(({ effect }) => effect)).to.deep.equal(["none"]);
  });

  it("is never moved by a balance confirmation", () => {
    for (const jurisdiction of JURISDICTIONS) {
      const { facts, from } = asked(jurisdiction, [act("balanceConfirmation", "2023-12-31")]);
      expect(facts.map(({ effect }) => effect)).to.deep.equal(["none"]);
      expect(dateOfDay(from)).to.equal(DUE);
    }
  });

  it("begins anew with each of several acts of the debtor, the last of them deciding", () => {
    const facts = [
      act("partPayment", "2023-12-20"),
      act("acknowledgement", "2023-08-01"),
      act("promise", "2023-11-11"),
    ];
    expect(lastDate("CN", facts)).to.equal("2026-12-20");
    expect(lastDate("GB-EAW", facts)).to.equal("2029-12-20");
    const { facts: weighed } = asked("CN", facts);
    expect(weighed.map(({ fact: { kind }, effect }) => [kind, effect])).to.deep.equal([
      ["acknowledgement", "interrupts"],
      ["promise", "interrupts"],
      ["partPayment", "interrupts"],
    ]);
  });

  it("takes a request for more time as an interruption in China alone", () => {
    const facts = [act("extensionRequest", "2023-12-01")];
    expect(lastDate("CN", facts)).to.equal("2026-12-01");
    expect(lastDate("GB-EAW", facts)).to.equal("2029-06-30");
  });

  it("is not shortened by what was done before the debt was due", () => {
    expect(lastDate("CN", [act("acknowledgement", "2023-05-01")])).to.equal("2026-06-30");
  });

  it("is not revived by what happens after its last day", () => {
    const found = asked("CN", [act("acknowledgement", "2026-07-01")], "2026-07-02");
    expect(found.state).to.equal("over");
    expect(found.daysLeft).to.equal(-2);
    expect(found.facts[0]?.why).to.equal("The time was over on 2026-06-30.");
    expect(found.note).to.contain("art. 192");
  });

  it("counts an act on the last day itself, and no longer the day after", () => {
    expect(lastDate("CN", [act("promise", "2026-06-30")], "2026-07-01")).to.equal("2029-06-30");
    expect(lastDate("CN", [act("promise", "2026-07-01")], "2026-07-01")).to.equal("2026-06-30");
  });

  it("ends in China twenty years after the due date, however often it began anew", () => {
    const yearly = Array.from({ length: 19 }, (_, year) =>
      act("demand", `${2024 + year}-06-01`, `${2024 + year}-06-02`),
    );
    expect(lastDate("CN", yearly, "2043-06-01")).to.equal("2043-06-30");
  });

  it("is stopped by proceedings, and by nothing after them", () => {
    const found = asked("CN", [act("proceedings", "2023-12-01"), act("promise", "2023-12-24")]);
    expect(found).to.include({ state: "stopped", lastDay: undefined, daysLeft: undefined });
    expect(found.facts.map(({ effect }) => effect)).to.deep.equal(["stops", "none"]);
  });

  it("warns the number of days before that was asked for", () => {
    expect(asked("CN", [], "2026-04-01").state).to.equal("running");
    expect(asked("CN", [], "2026-04-02").state).to.equal("warning");
    expect(asked("CN", [], "2026-06-30").state).to.equal("warning");
    expect(asked("CN", [], "2026-07-01").state).to.equal("over");
  });

  it("names its source, and refuses a claim from before the rules that it knows", () => {
    for (const jurisdiction of JURISDICTIONS) {
      const { source, effectiveFrom } = limitationRules(jurisdiction);
      expect(source).to.match(/\d{4}|art\./);
      const dueDay = dayNumber(effectiveFrom) - 1;
      const question = { jurisdiction, dueDay, facts: [], day: dueDay, warnDays: 0 };
      expect(() => limitationOn(question)).to.throw(TermsError, effectiveFrom);
    }
  });

  it("is the same in whatever order the facts are told, never earlier for one more, and blind to the future", () => {
    const fact = fc
      .record({ kind: fc.constantFrom(...CLAIM_ACTS), after: fc.integer({ min: -400, max: 4000 }), late: fc.nat(40) })
      .map(({ kind, after, late }): ClaimFact => {
        const day = dayNumber(DUE) + after;
        return { kind, day, evidence: "x", ...(kind === "demand" && late > 5 ? { receivedOn: day + late } : {}) };
      });
    const facts = fc.uniqueArray(fact, { maxLength: 8, selector: ({ day, receivedOn }) => receivedOn ?? day });
    const end = (jurisdiction: Jurisdiction, told: readonly ClaimFact[], day: number): number =>
      limitationOn({ jurisdiction, dueDay: dayNumber(DUE), facts: told, day, warnDays: 0 }).lastDay ?? Infinity;
    fc.assert(
      fc.property(fc.constantFrom(...JURISDICTIONS), facts, fc.nat(5000), (jurisdiction, told, later) => {
        const day = dayNumber(DUE) + later;
        const last = end(jurisdiction, told, day);
        expect(end(jurisdiction, told.toReversed(), day)).to.equal(last);
        expect(end(jurisdiction, told.slice(1), day)).to.be.at.most(last);
        expect(
          end(
            jurisdiction,
            told.filter((one) => one.day <= day),
            day,
          ),
        ).to.equal(last);
        expect(last).to.be.at.least(end(jurisdiction, [], day));
      }),
    );
  });
});
