import { expect } from "chai";
import { isCountry } from "../../../src/domain/partyFile/countries.ts";
import { standingOf } from "../../../src/domain/partyFile/facts.ts";
import type { Choice, Fact, FactValue } from "../../../src/domain/partyFile/facts.ts";
import { identifierFault } from "../../../src/domain/partyFile/identifiers.ts";
import { dayNumber } from "../../../src/domain/terms.ts";

const DAY = 86_400;
const AT = dayNumber("2026-11-24") * DAY + 43_200;

let made = 0;
function fact(value: FactValue, over: Partial<Fact> = {}): Fact {
  made += 1;
  const id = `fact ${made}`;
  return { id, value, kind: value.kind, expires: undefined, entered: AT - 100 + made, withdrawn: undefined, ...over };
}

const employees = (count: number): FactValue => ({ kind: "employees", count });

describe("facts of a party file", () => {
  it("stand side by side where sources contradict each other, and none of them counts", () => {
    const facts = [fact(employees(40)), fact(employees(400))];
    const [standing] = standingOf(facts, [], AT);
    expect(standing).to.include({ isConflicting: true, counts: undefined, isChosen: false });
    expect(standing?.facts).to.deep.equal(facts);
  });

  it("count where sources agree, by the one that was entered last", () => {
    const facts = [fact(employees(40)), fact(employees(40))];
    expect(standingOf(facts, [], AT)[0]).to.include({ isConflicting: false, counts: facts[1] });
  });

  it("agree on a group of affiliates, whatever its case and spaces", () => {
    const facts = ["Nordwind AG", "NORDWIND  ag"].map((text) => fact({ kind: "group", text }));
    expect(standingOf(facts, [], AT)[0]).to.include({ isConflicting: false, counts: facts[1] });
  });

  it("count by a person's choice, until it is taken back or its fact is over", () => {
    const [few, many] = [fact(employees(40)), fact(employees(400), { withdrawn: AT + 30 })];
    const choose = (chosen: string | undefined, seconds: number): Choice => {
      return { kind: "employees", subject: "", fact: chosen, chosen: AT + seconds };
    };
    const choices = [choose(many.id, 10), choose(undefined, 20), choose(many.id, 25)];
    const counting = (seconds: number) => standingOf([few, many], choices, AT + seconds)[0]?.counts?.id;
    expect([0, 10, 20, 25, 30].map(counting)).to.deep.equal([undefined, many.id, undefined, many.id, few.id]);
  });

  it("of different registers and codes contradict nothing", () => {
    const lei: FactValue = { kind: "registrationNumber", scheme: "LEI", value: "000000MUSTERWERK0169" };
    const vat: FactValue = { kind: "registrationNumber", scheme: "VAT", value: "DE000000011" };
    const standings = standingOf([fact(vat), fact(lei)], [], AT);
    expect(standings.map(({ subject, isConflicting }) => [subject, isConflicting])).to.deep.equal([
      ["LEI", false],
      ["VAT", false],
    ]);
  });

  it("of which there can be several contradict nothing", () => {
    const visits = ["2026-10-01", "2026-11-01"].map((date) =>
      fact({ kind: "siteVisit", date, note: "Two shifts", photos: [] }),
    );
    expect(standingOf(visits, [], AT)[0]).to.include({ isConflicting: false, counts: visits[1] });
  });

  it("count to the end of the day on which they expire, and stay to be seen as expired", () => {
    const one = fact(employees(40), { expires: "2026-11-24" });
    const [last, over] = [dayNumber("2026-11-25") * DAY - 1, dayNumber("2026-11-25") * DAY];
    expect(standingOf([one], [], last)[0]?.counts).to.equal(one);
    expect(standingOf([one], [], over)[0]).to.deep.include({ counts: undefined, facts: [], expired: [one] });
  });

  it("were not known before their entry, and say nothing once withdrawn or erased", () => {
    const one = fact(employees(40));
    expect(standingOf([one], [], one.entered - 1)).to.deep.equal([]);
    expect(standingOf([{ ...one, withdrawn: AT }], [], AT)).to.deep.equal([]);
    expect(standingOf([{ ...one, value: undefined }], [], AT)).to.deep.equal([]);
  });
});

describe("identifiers of organisations", () => {
  const right = [
    { scheme: "LEI", value: "000000MUSTERWERK0169" },
    { scheme: "USCC", value: "91999999YF00000105" },
    { scheme: "VAT", value: "DE000000011" },
    { scheme: "VAT", value: "FR00000000000" },
    { scheme: "register", value: "HRB 1" },
  ] as const;

  it("are taken where their check digits are right", () => {
    expect(right.map(identifierFault)).to.deep.equal(right.map(() => undefined));
  });

  it("are refused for any one wrong digit", () => {
    for (const { scheme, value } of right.slice(0, 3)) {
      for (const place of Array.from(value).keys()) {
        const digit = value[place] === "7" ? "8" : "7";
        const wrong = value.slice(0, place) + digit + value.slice(place + 1);
        expect(identifierFault({ scheme, value: wrong }), wrong).to.be.a("string");
      }
    }
  });

  it("are refused in another form than that of their register", () => {
    const wrong = ["", "0".repeat(20), "000000musterwerk0169", " 000000MUSTERWERK0169"];
    for (const value of wrong) expect(identifierFault({ scheme: "LEI", value }), value).to.be.a("string");
    for (const value of ["", "91999999YI00000105"]) {
      expect(identifierFault({ scheme: "USCC", value }), value).to.be.a("string");
    }
  });

  it("name countries of ISO 3166-1 alone", () => {
    expect(["CN", "DE", "GB"].every(isCountry)).to.equal(true);
    expect(["UK", "EU", "XX", "de", "", "DEU"].some(isCountry)).to.equal(false);
  });
});
