import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { MAX_TERMS_LENGTH } from "../../src/documents/limits.ts";
import { readTerms } from "../../src/documents/terms/readTerms.ts";
import { sentences } from "../../src/documents/terms/sentences.ts";
import { summary } from "./summary.ts";

describe("Payment terms that are not read", () => {
  const unread = [
    "50% prepaid, 50% within one month",
    "30 days unless agreed otherwise",
    "nicht vor 30 Tagen",
    "Zahlbar in max. 30 Tagen netto",
    "Zahlbar in max.\n30 Tagen netto",
    "Net 30, subject to acceptance",
    "2/10",
    "2% Skonto",
    "2.5 days",
    "2% discount within 2.5 days",
    "100 % Skonto 10 Tage",
    "0 % Skonto 10 Tage",
    "99999 Tage",
    "30 Februar",
    "bis zum 31.02.2026",
    "due 04/05/2026",
    "1,000 % Skonto 10 Tage",
    "innerhalb von […] Tagen",
    "Zinsen 9 Prozentpunkte über dem Basiszinssatz",
    "见票后尽快付款",
    "30 d\u0430ys net",
    "30\u200b days net",
    "#SKONTO#TAGE=7#PROZENT=2,00#",
    "#SKONTO#TAGE=7#PROZENT=2.00",
    "#SKONTO#TAGE=-7#PROZENT=2.00#",
    "#skonto#tage=7#prozent=2.00#",
    "#SKONTO#TAGE=7#PROZENT=2.00#FOO=1#",
    "#SKONTO#PROZENT=2.00#TAGE=7#",
  ];
  for (const text of unread) {
    it(`stay as written and are asked for: ${JSON.stringify(text)}`, () => {
      const terms = readTerms(text);
      expect(terms.unread).to.deep.equal([text]);
      expect(summary(text)).to.deep.equal([]);
      expect(terms.questions.map(({ code }) => code)).to.deep.equal(["TERMS_UNREAD"]);
    });
  }

  it("do not keep others from being read", () => {
    const text = "14 Tage; bitte die Zahlung per PayPal durchführen";
    expect(summary(text)).to.deep.equal(["14 days"]);
    expect(readTerms(text).unread).to.deep.equal(["bitte die Zahlung per PayPal durchführen"]);
  });

  it("are no text at all in an invoice without any", () => {
    expect(readTerms(undefined).questions).to.deep.equal([]);
    expect(readTerms(" \n ").unread).to.deep.equal([]);
  });
});

describe("Payment terms that contradict themselves", () => {
  it("name two due dates, which is asked", () => {
    const { due, questions } = readTerms("30 Tage netto\nZahlbar sofort");
    expect(due).to.equal(undefined);
    expect(questions[0]).to.deep.include({ code: "DUE_CONTRADICTION", options: ["30 days", "immediately"] });
  });

  it("are not those that say one thing twice", () => {
    expect(summary("30 Tage netto\nNet 30\n2% Skonto 10 Tage\n2.0 % Skonto 10 Tage")).to.deep.equal([
      "30 days",
      "2.0% in 10 days",
    ]);
  });

  it("grant two discounts until one day, which is asked", () => {
    const { discounts, questions } = readTerms("#SKONTO#TAGE=7#PROZENT=2.00#\n#SKONTO#TAGE=7#PROZENT=3.00#");
    expect(discounts).to.deep.equal([]);
    expect(questions[0]).to.deep.include({ code: "DISCOUNT_CONTRADICTION", options: ["2.00 %", "3.00 %"] });
  });

  it("name two rates of late interest, of which one does not say for which period, which is asked", () => {
    const { lateInterest, questions } = readTerms("#VERZUG#TAGE=0#PROZENT=8.00#\nVerzugszinsen 9 % p.a.");
    expect(lateInterest).to.equal(undefined);
    expect(questions[0]?.code).to.equal("LATE_INTEREST_CONTRADICTION");
  });

  it("name two rates of late interest, which is asked", () => {
    const { lateInterest, questions } = readTerms("Verzugszinsen 9 % p.a.\nVerzugszinsen 8 % p.a.");
    expect(lateInterest).to.equal(undefined);
    expect(questions[0]?.code).to.equal("LATE_INTEREST_CONTRADICTION");
  });
});

describe("Payment terms that leave something open", () => {
  const open = [
    ["Verzugszinsen 9 %", "LATE_INTEREST_PERIOD"],
    ["Penalty percentage 10% from due date", "PENALTY_NATURE"],
    ["2% Skonto 10 Tage", "DISCOUNT_BASE"],
    ["#SKONTO#TAGE=30#PROZENT=0.00#", "DUE_DATE_UNKNOWN"],
  ] as const;
  for (const [text, code] of open) {
    it(`ask ${code}: ${text}`, () => {
      expect(readTerms(text).questions.map((question) => question.code)).to.deep.equal([code]);
    });
  }

  it("keep the days of grace of a #VERZUG# line", () => {
    expect(readTerms("#VERZUG#TAGE=14#PROZENT=1.0#").lateInterest?.graceDays).to.equal(14);
  });
});

describe("Reading payment terms", () => {
  it("never ends in an error, and accounts for every sentence", () => {
    const word = fc.constantFrom(
      ..."30 2 10 % / - Tage days net netto Skonto if within bis zum 14.08.2026 票到 天 付款 # ; .".split(" "),
      "\n",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 6 })), { maxLength: 30 }), (words) => {
        const text = words.join(" ");
        const { unread } = readTerms(text);
        for (const sentence of unread) expect(text).to.contain(sentence);
      }),
      { numRuns: runs(500) },
    );
  });

  it("cuts text into sentences without losing a letter", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "B", ".", " ", "\n", ";", "。", "#", "1"), maxLength: 40 }),
        (text) => {
          const kept = sentences(text)
            .map((sentence) => sentence.text)
            .join("");
          const letters = (of: string): string => of.replace(/[^aB1#]/g, "");
          expect(letters(kept)).to.equal(letters(text));
        },
      ),
      { numRuns: runs(500) },
    );
  });

  it("looks at a bounded length and keeps the rest as unread", () => {
    const text = `30 Tage netto\n${"X".repeat(MAX_TERMS_LENGTH)}`;
    const terms = readTerms(text);
    expect(terms.due).to.deep.include({ days: 30 });
    expect(terms.unread.join("")).to.equal("X".repeat(MAX_TERMS_LENGTH));
  });
});
