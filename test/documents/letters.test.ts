/** Dunning notices as a debtor gets them: word by word, cent by cent, and the same whenever they are made. */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { STAGES } from "../../src/domain/collections/policy.ts";
import { keccak256, keccakOfText } from "../../src/domain/hash.ts";
import { LANGUAGES } from "../../src/documents/account/language.ts";
import type { Language } from "../../src/documents/account/language.ts";
import { contentHashOf } from "../../src/documents/letters/contentHash.ts";
import { LetterError, MOST_ITEMS, sumsOf } from "../../src/documents/letters/letter.ts";
import type { DunningLetter } from "../../src/documents/letters/letter.ts";
import { letterAsPdf } from "../../src/documents/letters/letterPdf.ts";
import { noticeTextOf, subjectOf } from "../../src/documents/letters/letterText.ts";
import { LETTER_WORDS } from "../../src/documents/letters/shape.ts";
import { currency, FACTOR } from "../domain/accountMovements.ts";
import { pagesOf } from "./accountPdfText.ts";
import { DISPUTED, letter, PAID_IN_PART, preDueLetter, TODAY } from "./letters.ts";

const golden = (name: string): string => readFileSync(new URL(`../fixtures/letters/${name}`, import.meta.url), "utf8");
const squeezed = (text: string): string => text.replace(/\s/g, "");
/** Labels and what they say, and every sentence; a page has the roles by its window, and the interest as a table. */
function wordsOf(text: string, language: Language): readonly string[] {
  const { from, to, colon } = LETTER_WORDS[language];
  const lines = text.split("\n").filter((line) => line !== from && line !== to && !line.includes("×"));
  return lines.flatMap((line) => line.replace(/^\d+\. \S+/, "").split(colon));
}

/** A letter of each stage that says what it may. */
const ofStages = STAGES.map((stage): DunningLetter => {
  if (stage === "preDue") return preDueLetter();
  return letter({ stage, ...(stage === "agency" ? { agent: "Musterinkasso GmbH" } : {}) });
});

function refusal(over: Partial<DunningLetter>): LetterError {
  try {
    noticeTextOf(letter(over), "en", "email");
  } catch (error) {
    if (error instanceof LetterError) return error;
    throw error;
  }
  throw new Error("it was written");
}

describe("A dunning notice as text", () => {
  for (const language of LANGUAGES) {
    it(`is the last reminder and the notice before the due date as they are kept in ${language}`, () => {
      expect(noticeTextOf(letter(), language, "email")).to.equal(golden(`final.${language}.txt`));
      expect(noticeTextOf(preDueLetter(), language, "email")).to.equal(golden(`preDue.${language}.txt`));
    });

    it(`says in ${language} at every stage whether it is a demand, and never both (R52)`, () => {
      const { demand, noDemand } = LETTER_WORDS[language];
      for (const one of ofStages) {
        for (const isDemand of one.stage === "preDue" ? [false] : [false, true]) {
          const text = noticeTextOf({ ...one, isDemand }, language, "email");
          expect([text.includes(demand), text.includes(noDemand)]).to.deep.equal([isDemand, !isDemand]);
        }
      }
    });

    it(`announces in ${language} what the policy has next, and nothing else`, () => {
      const { consequences } = LETTER_WORDS[language];
      const announced = (text: string): number =>
        Object.values(consequences).filter((sentence) => text.includes(sentence(".").split(".")[0] ?? "")).length;
      expect(announced(noticeTextOf(letter({ next: undefined }), language, "email"))).to.equal(0);
      const said = STAGES.map((next) => noticeTextOf(letter({ next }), language, "email"));
      const isSaid = said.map((text, i) => {
        const sentence = consequences[STAGES[i] ?? "firm"];
        return (
          sentence !== undefined && text.includes(sentence(language === "en" ? "3 September 2026" : "2026年9月3日"))
        );
      });
      expect(isSaid).to.deep.equal(STAGES.map((stage) => ["preLegal", "legal", "agency"].includes(stage)));
    });
  }

  it("shows the interest of R24 segment by segment, 83.42 and 27.07 and 88.40, as 198.89, apart from principal", () => {
    const text = noticeTextOf(letter({ items: [PAID_IN_PART], fee: 0n }), "en", "email");
    expect(text).to.include("16 May 2026 – 14 Jun 2026: 10,000.00 × 10.15 % × 30 / 365 = 83.4247");
    expect(text).to.include("15 Jun 2026 – 30 Jun 2026: 6,083.42 × 10.15 % × 16 / 365 = 27.0671");
    expect(text).to.include("1 Jul 2026 – 20 Aug 2026: 6,083.42 × 10.4 % × 51 / 365 = 88.4013");
    expect(text).to.include("Late interest: 198.89\n   Less charges paid or waived: 83.42\n   Late charges: 115.47");
    expect(text).to.include("Open (EUR): 6,083.42\nLate charges to 20 August 2026: 115.47\nTotal asked for: 6,198.89");
  });

  it("asks neither for what is disputed or promised nor for the interest on the disputed part (R26, R39, R46)", () => {
    const items = [PAID_IN_PART, { ...DISPUTED, promised: 30_000n }];
    expect(sumsOf(letter({ items }))).to.deep.equal({
      ...{ open: 708_342n, disputed: 20_000n, promised: 30_000n, principal: 658_342n },
      ...{ charges: 17_147n, contingent: 400n, fee: 1_000n, total: 676_489n },
    });
    const text = noticeTextOf(letter({ items }), "en", "email");
    expect(text).to.include("Asked for: 500.00").and.to.include("Total asked for: 6,764.89");
    expect(text).to.include("Promised: 300.00\nLate charges on what is disputed, contingent: 4.00");
  });

  it("says whom an assigned claim is owed to, where it is not the sender", () => {
    expect(noticeTextOf(letter({ payee: FACTOR }), "en", "email"))
      .to.include("These items are owed to Nordhafen Factoring AG. Payment discharges them only")
      .and.to.include("Account: DE02120300000000202051");
  });

  it("keeps what somebody wrote within its line, and shows what does not show", () => {
    const number = "A\u202e1\nTotal asked for: 0.00";
    const text = noticeTextOf(letter({ items: [{ ...PAID_IN_PART, number }] }), "en", "email");
    expect(text).to.include("1. Invoice A\\u{202e}1\\u{a}Total asked for: 0.00\n");
    expect(text.split("\n").filter((line) => line.startsWith("Total asked for"))).to.have.length(1);
    expect(
      subjectOf(letter({ sender: { name: "A\r\nBcc: b@example.com", legalIds: [], address: [] } }), "en"),
    ).to.equal("Last reminder DN-2026-0042: A\\u{d}\\u{a}Bcc: b@example.com");
  });

  it("is written in the decimals of its currency", () => {
    const item = { ...PAID_IN_PART, working: undefined };
    const text = noticeTextOf(letter({ currency: currency("JPY"), items: [item], fee: 0n }), "zh", "email");
    expect(text).to.include("将JPY 619,889付至下列账户");
  });

  it("is short by SMS, with no sum in it, and a subject line has none either", () => {
    for (const language of LANGUAGES) {
      for (const text of [noticeTextOf(letter(), language, "sms"), subjectOf(letter(), language)]) {
        expect(text).not.to.match(/7,064|6,083|Erika|Żuraw|\n/);
        expect(text).to.include("DN-2026-0042");
      }
      expect(noticeTextOf(letter(), language, "sms")).to.include("https://ledger.example/");
    }
  });

  it("is refused where it would ask for nothing, for too early, or say what is not so", () => {
    expect(refusal({ items: [] }).field).to.equal("items");
    expect(refusal({ items: Array.from({ length: MOST_ITEMS + 1 }, () => PAID_IN_PART) }).field).to.equal("items");
    expect(refusal({ items: [{ ...DISPUTED, disputed: 100_000n }] }).message).to.match(/nothing of it is to be asked/);
    expect(refusal({ items: [{ ...DISPUTED, disputed: 100_001n }] }).message).to.match(/no part is below nothing/);
    expect(refusal({ items: [{ ...DISPUTED, contingent: 6_001n }] }).message).to.match(/above its whole/);
    expect(refusal({ items: [{ ...PAID_IN_PART, charges: 1n }] }).field).to.equal("working");
    expect(refusal({ items: [{ ...PAID_IN_PART, due: TODAY }] }).message).to.match(/is not overdue: leave it out/);
    expect(refusal({ payBy: TODAY }).field).to.equal("payBy");
    expect(refusal({ salt: "0x12" }).field).to.equal("salt");
    expect(refusal({ stage: "agency" }).field).to.equal("agent");
    expect(refusal({ agent: "Musterinkasso GmbH" }).field).to.equal("agent");
    expect(refusal({ ...preDueLetter(), isDemand: true }).message).to.match(/nothing can be demanded before it is due/);
    expect(refusal({ ...preDueLetter(), fee: 1n }).field).to.equal("fee");
    expect(refusal({ stage: "preDue", isDemand: false }).message).to.match(/INV-2026-104 is overdue/);
  });
});

describe("The hash of a dunning notice", () => {
  it("is that of its salt and of the hash of its text, and another for another salt or letter", () => {
    const { salt } = letter();
    const text = noticeTextOf(letter(), "en", "email");
    const hash = contentHashOf(text, salt);
    expect(hash).to.equal(keccak256(`${salt}${keccakOfText(golden("final.en.txt")).slice(2)}`));
    expect(contentHashOf(noticeTextOf(letter(), "en", "email"), salt)).to.equal(hash);
    expect(contentHashOf(text, `0x${"5b".repeat(32)}`)).not.to.equal(hash);
    expect(contentHashOf(text.replace("7,064.89", "7,064.88"), salt)).not.to.equal(hash);
    expect(text).to.include(salt);
  });
});

describe("A dunning notice as a letter", () => {
  for (const language of LANGUAGES) {
    it(`in ${language} prints what the text says at every stage, and its hash`, async function () {
      this.timeout(30_000);
      for (const one of ofStages) {
        const text = noticeTextOf(one, language, "letter");
        const pages = pagesOf(await letterAsPdf(one, language));
        const printed = squeezed(pages.join(""));
        const figures = text.match(/\d[\d,]*\.\d{2,4}(?![\d%])/g) ?? [];
        expect(figures.filter((figure) => !printed.includes(figure))).to.deep.equal([]);
        expect(wordsOf(text, language).filter((word) => !printed.includes(squeezed(word)))).to.deep.equal([]);
        expect(printed).to.include(contentHashOf(text, one.salt)).and.not.to.include("¿");
        for (const [i, page] of pages.entries()) {
          expect(squeezed(page)).to.include(squeezed(LETTER_WORDS[language].page(i + 1, pages.length)));
        }
      }
    });
  }

  it("has the address in the window of an envelope, first of all that the debtor's side is written of", async () => {
    const [first = ""] = pagesOf(await letterAsPdf(letter(), "en"));
    expect(first).to.match(
      /苏州工业园区样例路 1 号 · 215000 苏州Żuraw & Söhne GmbHErika BeispielMusterkai 720457 Hamburg/,
    );
  });

  it("is the same file whenever it is made", async () => {
    const [one, other] = await Promise.all([letterAsPdf(letter(), "zh"), letterAsPdf(letter(), "zh")]);
    expect(Buffer.compare(Buffer.from(one), Buffer.from(other))).to.equal(0);
  });
});
