/** Notices in a policy's own words: what it may say, and what every notice says whatever the policy words. */
import { expect } from "chai";
import { filled, PLACEHOLDERS, SUBJECT_PLACEHOLDERS, unknownIn } from "../../src/domain/collections/wording.ts";
import type { Wording } from "../../src/domain/collections/wording.ts";
import { figuresIn, LANGUAGES } from "../../src/documents/account/language.ts";
import { sumsOf } from "../../src/documents/letters/letter.ts";
import { letterAsPdf } from "../../src/documents/letters/letterPdf.ts";
import { noticeTextOf, subjectOf } from "../../src/documents/letters/letterText.ts";
import { LETTER_WORDS } from "../../src/documents/letters/shape.ts";
import { pagesOf } from "./accountPdfText.ts";
import { letter, preDueLetter } from "./letters.ts";

const WORDING: Wording = {
  subject: "A word about {count} invoices",
  opening: "{attention} of {customer}, we of {sender} still miss {total} on {date}.",
  closing: "Pay {payee} by {payBy} under {reference}, and all is well.",
};
const squeezed = (text: string): string => text.replace(/\s/g, "");

describe("A notice in a policy's own words", () => {
  const own = letter({ wording: WORDING });

  it("is called, begins and ends as the policy has it, with what the placeholders stand for", () => {
    const { sender, debtor } = own;
    const text = noticeTextOf(own, "en", "email");
    const total = `EUR ${figuresIn("en", 2).amount(sumsOf(own).total)}`;
    expect(text.split("\n")[0]).to.equal("A word about 2 invoices");
    expect(text).to.include(
      `\nErika Beispiel of ${debtor.name}, we of ${sender.name} still miss ${total} on 20 August 2026.\n`,
    );
    expect(text, "the sum of the notice").to.include(`Please pay ${total} by 3 September 2026`);
    expect(text).to.include(`\nPay ${sender.name} by 3 September 2026 under DN-2026-0042, and all is well.\n`);
    expect(text).not.to.include(LETTER_WORDS.en.openings.final(""));
    expect(subjectOf(own, "en")).to.equal(`A word about 2 invoices DN-2026-0042: ${sender.name}`);
  });

  for (const language of LANGUAGES) {
    it(`has in ${language} the items, interest, sums, ways to answer and rights of every other notice`, () => {
      for (const one of [letter(), preDueLetter()]) {
        const plain = noticeTextOf(one, language, "email").split("\n");
        const { titles, openings } = LETTER_WORDS[language];
        const stages = [titles[one.stage], openings[one.stage]("")];
        const said = noticeTextOf({ ...one, wording: WORDING }, language, "email").split("\n");
        expect(plain.filter((line) => !said.includes(line))).to.deep.equal(stages);
        expect(said.length).to.equal(plain.length + 1);
      }
    });
  }

  it("says the same on paper", async () => {
    const printed = squeezed(pagesOf(await letterAsPdf(own, "en")).join(""));
    const lines = noticeTextOf(own, "en", "letter").split("\n");
    const worded = lines.filter((line) => /^A word about|still miss|all is well/.test(line));
    expect(worded).to.have.length(3);
    for (const line of worded) expect(printed).to.include(squeezed(line));
  });

  it("is named by it in a short message, which says no sum", () => {
    expect(noticeTextOf(own, "en", "sms")).to.include(", A word about 2 invoices. Details and your answer: ");
    expect(noticeTextOf(own, "zh", "sms")).to.include("，A word about 2 invoices，详情及答复：");
  });

  it("keeps what parties are called as it is, braces and all, within its line", () => {
    const sender = { name: "{total}\nTotal asked for: 0.00", legalIds: [], address: [] };
    const text = noticeTextOf({ ...own, sender }, "en", "email");
    expect(text).to.include("we of {total}\\u{a}Total asked for: 0.00 still miss EUR");
    expect(text.split("\n").filter((line) => line.startsWith("Total asked for"))).to.have.length(1);
  });
});

describe("A text of a policy", () => {
  it("names what there is, and nothing else", () => {
    for (const name of PLACEHOLDERS) expect(unknownIn(`a {${name}} b`, PLACEHOLDERS)).to.equal(undefined);
    expect(unknownIn("{total}", SUBJECT_PLACEHOLDERS)).to.equal("{total}");
    expect(unknownIn("{customer} {amount}", PLACEHOLDERS)).to.equal("{amount}");
    expect(unknownIn("{}", PLACEHOLDERS)).to.equal("{}");
    expect(unknownIn("{Customer}", PLACEHOLDERS)).to.equal("{Customer}");
    expect(unknownIn("{toString}", PLACEHOLDERS)).to.equal("{toString}");
    for (const text of ["{ total", "total }", "{{total}}", "{total}}"]) {
      expect(unknownIn(text, PLACEHOLDERS), text).to.match(/[{}]/);
    }
  });

  it("is filled in once: what a value says in braces is no placeholder", () => {
    const values = Object.fromEntries(PLACEHOLDERS.map((name) => [name, "{date}"])) as Parameters<typeof filled>[1];
    expect(filled("{customer} and {total}", values)).to.equal("{date} and {date}");
  });
});
