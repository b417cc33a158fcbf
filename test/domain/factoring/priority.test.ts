import { expect } from "chai";
import fc from "fast-check";
import { FactoringError } from "../../../src/domain/factoring/figures.ts";
import { priorityOf, registrationEnd } from "../../../src/domain/factoring/priority.ts";
import type { CompetingClaim } from "../../../src/domain/factoring/priority.ts";
import { PRIORITY_LAWS } from "../../../src/domain/factoring/priorityTexts.ts";
import type { PriorityLaw } from "../../../src/domain/factoring/priorityTexts.ts";
import { dayNumber } from "../../../src/domain/terms.ts";

const DAY = 86_400;
const at = (date: string): number => dayNumber(date) * DAY;
const NOW = at("2026-04-01");

function claim(factor: string, assigned: string, over: Partial<CompetingClaim> = {}): CompetingClaim {
  return { factor, assignedAt: at(assigned), financeAmount: 100n, ...over };
}

/** Of which no assignment is known. */
function filing(factor: string, over: Partial<CompetingClaim> = {}): CompetingClaim {
  return { factor, financeAmount: 100n, registeredAt: at("2026-03-08"), ...over };
}

function ranks(law: PriorityLaw, claims: readonly CompetingClaim[], asOf = NOW): readonly string[] {
  return priorityOf(law, claims, asOf).ranked.map(
    ({ claim: { factor }, rank, reason }) => `${rank} ${factor} ${reason}`,
  );
}

function missing(law: PriorityLaw, only: CompetingClaim): readonly string[] {
  return priorityOf(law, [only], NOW).ranked.flatMap((ranked) => ranked.missing.map(({ step }) => step));
}

/** V26. */
const F1 = claim("F1", "2026-03-01", { noticeReceivedAt: at("2026-03-05") });
const F2 = claim("F2", "2026-03-03", { registeredAt: at("2026-03-10"), registeredUntil: at("2029-03-10") });
const F3 = claim("F3", "2026-03-04", { registeredAt: at("2026-03-08"), registeredUntil: at("2029-03-08") });

const anyInstant = fc.integer({ min: at("2026-01-01"), max: at("2026-06-01") });
const maybe = fc.option(anyInstant, { nil: undefined });
const anyClaims = fc
  .array(
    fc.record({
      assignedAt: fc.option(fc.integer({ min: at("2026-01-01"), max: NOW }), { nil: undefined }),
      registeredAt: maybe,
      registeredUntil: maybe,
      noticeReceivedAt: maybe,
      perfectedAt: maybe,
      knewOf: fc.uniqueArray(fc.constantFrom("F0", "F1", "F2", "F3")),
      financeAmount: fc.bigInt(0n, 1_000n),
    }),
    { maxLength: 5 },
  )
  .map((all) =>
    all.map((row, n) => {
      const known = Object.entries(row).filter(([, value]) => value !== undefined);
      return { ...Object.fromEntries(known), factor: `F${n}` } as CompetingClaim;
    }),
  );

describe("Competing claims by art. 768 of the Civil Code", () => {
  it("come in the order F3, F2, F1: registered by time, then by notice (R57, V26)", () => {
    expect(ranks("prc768", [F1, F2, F3])).to.deep.equal(["1 F3 registered", "2 F2 registered", "3 F1 noticed"]);
  });

  it("are told with what each has left undone, and that a debtor who paid by first notice is discharged (V26)", () => {
    const { ranked, notes } = priorityOf("prc768", [F1, F2, F3], NOW);
    expect(ranked.map((row) => row.missing.map(({ step }) => step))).to.deep.equal([
      ["notice"],
      ["notice"],
      ["registration"],
    ]);
    expect(notes.join(" "))
      .to.match(/is not the legal order/)
      .and.to.match(/first notice that reached it says is discharged/);
  });

  it("come by first notice where none is registered", () => {
    const late = claim("F4", "2026-02-01", { noticeReceivedAt: at("2026-03-06") });
    expect(ranks("prc768", [late, F1])).to.deep.equal(["1 F1 noticed", "2 F4 noticed"]);
  });

  it("share a rank where none is registered or noticed, whenever they were assigned", () => {
    const claims = [claim("A", "2026-03-01"), claim("B", "2026-02-01"), F1];
    expect(ranks("prc768", claims)).to.deep.equal([
      "1 F1 noticed",
      "2 A neitherRegisteredNorNoticed",
      "2 B neitherRegisteredNorNoticed",
    ]);
  });

  it("lack a term where their registration states no end, which the register needs (R58)", () => {
    const endless = claim("E", "2026-03-04", { registeredAt: at("2016-03-08") });
    expect(ranks("prc768", [F2, endless])[0], "in force as far as is known").to.equal("1 E registered");
    expect(missing("prc768", endless)).to.deep.equal(["term", "notice"]);
    expect(missing("prc768", { ...endless, registeredAt: NOW + 1 }), "not yet there").to.deep.equal([
      ...["registration", "notice"],
    ]);
    expect(registrationEnd("prc768", endless)).to.equal(undefined);
  });

  it("are ranked without an assignment too, which the article does not ask for", () => {
    const filed = filing("F3", { registeredUntil: at("2029-03-08") });
    expect(ranks("prc768", [F1, filed])).to.deep.equal(["1 F3 registered", "2 F1 noticed"]);
  });

  it("count nothing that happened later, and no registration that has ended (R58)", () => {
    expect(ranks("prc768", [F1, F2, F3], at("2026-03-09"))[1]).to.equal("2 F1 noticed");
    const ended = { ...F3, registeredUntil: at("2026-03-20") };
    expect(ranks("prc768", [F1, F2, ended])).to.deep.equal([
      "1 F2 registered",
      "2 F1 noticed",
      "3 F3 neitherRegisteredNorNoticed",
    ]);
    expect(missing("prc768", ended)).to.deep.equal(["renewal", "notice"]);
    expect(missing("prc768", { ...F3, registeredUntil: NOW + 1 })).to.deep.equal(["notice"]);
  });
});

describe("Competing claims by UCC 9-322", () => {
  it("come by first to file or perfect, whichever was earlier, and notice does not count (R60)", () => {
    const perfected = claim("P", "2026-03-01", { perfectedAt: at("2026-03-09") });
    const both = claim("Q", "2026-03-12", { registeredAt: at("2026-03-07"), perfectedAt: at("2026-03-12") });
    expect(ranks("ucc9322", [F1, F2, F3, perfected, both])).to.deep.equal([
      "1 Q perfected",
      "2 F3 perfected",
      "3 P perfected",
      "4 F2 perfected",
      "5 F1 attached",
    ]);
  });

  it("come by time of attachment where none is perfected", () => {
    const [a, b] = [claim("A", "2026-03-02"), claim("B", "2026-03-01")];
    expect(ranks("ucc9322", [a, b])).to.deep.equal(["1 B attached", "2 A attached"]);
  });

  it("lapse five years after a filing that states no end, to the day of the calendar (9-515(a))", () => {
    const endless = claim("E", "2020-01-01", { registeredAt: at("2024-02-29") + 3_600 });
    const end = at("2029-02-28") + 3_600;
    expect(registrationEnd("ucc9322", endless)).to.equal(end);
    expect(registrationEnd("ucc9322", { ...endless, registeredUntil: at("2031-01-01") })).to.equal(at("2031-01-01"));
    expect(registrationEnd("english", endless)).to.equal(undefined);
    expect(ranks("ucc9322", [F2, endless], end - 1)).to.deep.equal(["1 E perfected", "2 F2 perfected"]);
    expect(ranks("ucc9322", [{ ...F2, registeredUntil: end + DAY }, endless], end)).to.deep.equal([
      ...["1 F2 perfected", "2 E attached"],
    ]);
    const lacking = (asOf: number) => priorityOf("ucc9322", [endless], asOf).ranked[0]?.missing.map(({ step }) => step);
    expect(lacking(end - 1)).to.deep.equal(["term", "notice"]);
    expect(lacking(end)).to.deep.equal(["renewal", "notice"]);
  });

  it("leave out a lapsed filing of which no assignment is known, since nothing attached", () => {
    const filed = filing("F3");
    expect(ranks("ucc9322", [F1, filed])).to.deep.equal(["1 F3 perfected", "2 F1 attached"]);
    const { ranked, leftOut } = priorityOf("ucc9322", [F1, { ...filed, registeredUntil: at("2026-03-20") }], NOW);
    expect(ranked.map((row) => row.claim.factor)).to.deep.equal(["F1"]);
    expect(leftOut.map((one) => [one.claim.factor, one.text.includes("9-203")])).to.deep.equal([["F3", true]]);
  });

  it("lack a filing only where nothing else perfected them", () => {
    expect(missing("ucc9322", F1)).to.deep.equal(["registration"]);
    expect(missing("ucc9322", claim("P", "2026-03-01", { perfectedAt: NOW }))).to.deep.equal(["notice"]);
    expect(missing("ucc9322", { ...F2, registeredUntil: NOW })).to.deep.equal(["renewal", "notice"]);
  });
});

describe("Competing claims by Dearle v Hall", () => {
  const first = claim("First", "2026-03-01");
  const second = claim("Second", "2026-03-02", { noticeReceivedAt: at("2026-03-03") });

  it("come by first notice, whoever was assigned first or registered (R61)", () => {
    const noticed = { ...first, noticeReceivedAt: at("2026-03-04"), registeredAt: at("2026-03-01") };
    expect(ranks("english", [noticed, second])).to.deep.equal(["1 Second noticed", "2 First noticed"]);
    expect(missing("english", first)).to.deep.equal(["notice"]);
  });

  it("are not overtaken by one who knew of them when it gave value", () => {
    const knowing = { ...second, knewOf: ["First"] };
    expect(ranks("english", [first, knowing])).to.deep.equal(["1 First firstInTime", "2 Second knewOfEarlier"]);
  });

  it("are overtaken all the same by one who knew of a later assignment only", () => {
    const earlier = claim("Earlier", "2026-02-01", { noticeReceivedAt: at("2026-03-03"), knewOf: ["First"] });
    expect(ranks("english", [first, earlier])[0]).to.equal("1 Earlier noticed");
  });

  it("of one instant are no earlier ones, whatever their factors knew of each other", () => {
    const [a, b] = [claim("A", "2026-03-02", { knewOf: ["B"] }), claim("B", "2026-03-02", { knewOf: ["A"] })];
    expect(ranks("english", [a, b])).to.deep.equal(["1 A firstInTime", "1 B firstInTime"]);
  });

  it("come by time of assignment where no notice arrived", () => {
    expect(ranks("english", [claim("B", "2026-03-02"), first])).to.deep.equal([
      "1 First firstInTime",
      "2 B firstInTime",
    ]);
  });

  it("are none where only a registration is known, whatever notice is stated", () => {
    const filed = filing("Second", { noticeReceivedAt: at("2026-03-03") });
    const { ranked, leftOut } = priorityOf("english", [filed, first], NOW);
    expect(ranked.map((row) => row.claim.factor)).to.deep.equal(["First"]);
    expect(leftOut.map((one) => one.claim.factor)).to.deep.equal(["Second"]);
  });

  it("share a rank where two notices arrived in one instant", () => {
    const same = claim("Same", "2026-03-01", { noticeReceivedAt: at("2026-03-03") });
    expect(ranks("english", [second, same, first])).to.deep.equal([
      "1 Second noticed",
      "1 Same noticed",
      "3 First firstInTime",
    ]);
  });
});

describe("Competing claims", () => {
  it("stand in the list once each, in the order of their ranks, whatever order they are given in", () => {
    fc.assert(
      fc.property(fc.constantFrom(...PRIORITY_LAWS), anyClaims, (law, claims) => {
        const { ranked, leftOut } = priorityOf(law, claims, NOW);
        const told = [...ranked, ...leftOut].map((row) => row.claim.factor);
        expect(told.sort()).to.deep.equal(claims.map(({ factor }) => factor).sort());
        for (const [place, { rank, text }] of ranked.entries()) {
          expect(rank <= place + 1 && rank >= (ranked[place - 1]?.rank ?? 1)).to.equal(true);
          expect(text).not.to.equal("");
        }
        if (law === "english") return;
        const rankOf = new Map(ranked.map((row) => [row.claim.factor, row.rank]));
        for (const {
          claim: { factor },
          rank,
        } of priorityOf(law, claims.toReversed(), NOW).ranked) {
          expect(rankOf.get(factor)).to.equal(rank);
        }
      }),
    );
  });

  it("are refused for one factor twice, an amount below nought, and an assignment that is yet to come", () => {
    expect(() => priorityOf("english", [F1, F1], NOW)).to.throw(FactoringError, "claims.factor");
    expect(() => priorityOf("english", [{ ...F1, fee: -1n }], NOW)).to.throw(FactoringError, "claims F1.fee");
    expect(() => priorityOf("english", [{ ...F1, financeAmount: -1n }], NOW)).to.throw(FactoringError, "financeAmount");
    expect(ranks("english", [F1], at("2026-03-01")), "in the instant of the assignment").to.have.length(1);
    expect(() => priorityOf("english", [F1], at("2026-02-01"))).to.throw(FactoringError, "claims F1.assignedAt");
  });
});
