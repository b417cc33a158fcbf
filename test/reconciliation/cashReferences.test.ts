import { expect } from "chai";
import fc from "fast-check";
import { parseStructuredReference } from "../../src/reconciliation/cash/references.ts";
import { BOLT, item, line, outcomes } from "./cashScenes.ts";

describe("Cash application: references", () => {
  describe("check digits", () => {
    const examples = [
      ["RF18 5390 0754 7034", "ISO_11649", true],
      ["RF18539007547035", "ISO_11649", false],
      ["21 00000 00003 13947 14300 09017", "QRR", true],
      ["210000000003139471430009018", "QRR", false],
      ["+++090/9337/55493+++", "OGM", true],
      ["+++090/9337/55494+++", "OGM", false],
    ] as const;
    for (const [text, scheme, valid] of examples) {
      it(`of ${text} are ${valid ? "right" : "wrong"}`, () => {
        expect(parseStructuredReference(text)).to.deep.include({ scheme, valid });
      });
    }

    it("catch every single digit that is mistaken in an ISO 11649 reference", () => {
      fc.assert(
        fc.property(fc.integer({ min: 4, max: 15 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
          const right = "RF18539007547034";
          const digit = (Number(right[place]) + shift) % 10;
          const wrong = right.slice(0, place) + String(digit) + right.slice(place + 1);
          expect(parseStructuredReference(wrong)?.valid).to.equal(false);
        }),
      );
    });

    it("are looked for in no number of another kind", () => {
      for (const text of ["INV-2012-77", "RF", "RF1", "1234567890", `RF18${"A".repeat(40)}`]) {
        expect(parseStructuredReference(text), text).to.equal(undefined);
      }
    });
  });

  describe("a payment of the very amount is posted by", () => {
    const quotes = [
      ["the number", "INV-2024-0815"],
      ["the number among words", "thanks for inv 2024 INV-2024-0815, regards"],
      ["the number in small letters", "inv-2024-0815"],
      ["the number with other punctuation", "INV.2024/0815"],
      ["a number that a wrapped line has cut", "INV-2024 0815"],
      ["full-width characters", "ＩＮＶ－２０２４－０８１５"],
      ["characters that are not seen within it", "INV\u200b-2024\u00ad-0815"],
    ] as const;
    for (const [how, text] of quotes) {
      it(how, () => {
        const items = [item("INV-2024-0815", 50_000n), item("INV-2024-0816", 50_000n)];
        expect(outcomes({ items, lines: [line("b1", 50_000n, text)] })).to.deep.equal(["POST REFERENCE INV-2024-0815"]);
      });
    }
  });

  it("V29: the whole token counts, so that INV 2012-77 is never invoice 12 or 77", () => {
    const items = [item("12", 10_000n), item("77", 10_000n), item("2012-77", 10_000n)];
    expect(outcomes({ items, lines: [line("b1", 10_000n, "INV 2012-77")] })).to.deep.equal(["POST REFERENCE 2012-77"]);
    expect(outcomes({ items: items.slice(0, 2), lines: [line("b1", 10_000n, "INV 2012-77")] })).to.deep.equal([
      "PROPOSE EXACT_AMOUNT 12",
    ]);
  });

  it("a comma parts what a blank may have cut", () => {
    const items = [item("INV-700123456", 12_345n), item("b", 12_345n)];
    expect(outcomes({ items, lines: [line("b1", 12_345n, "INV-700123 456")] })).to.deep.equal([
      "POST REFERENCE INV-700123456",
    ]);
    expect(outcomes({ items, lines: [line("b1", 12_345n, "INV-700123, 456")] })[0]).not.to.match(/ REFERENCE/);
  });

  it("leading zeros tell no numbers apart", () => {
    expect(outcomes({ items: [item("00081512", 500n)], lines: [line("b1", 500n, "81512")] })).to.deep.equal([
      "POST REFERENCE 00081512",
    ]);
  });

  describe("digits that are no number of a document", () => {
    const owes = (number: string): ReturnType<typeof item>[] => [item(number, 900_000n), item("b", 33_300n)];
    const texts = [
      ["the amount", "100000", "thanks for 1000.00"],
      ["the amount in whole units", "1000000", "thanks for EUR1000000"],
      ["a day", "20260501", "paid on 2026-05-01"],
      ["a day, its year last", "1052026", "paid on 01.05.2026"],
      ["a short day", "260501", "paid on 260501"],
    ] as const;
    for (const [what, number, text] of texts) {
      it(`as ${what} put no part to an item of that number`, () => {
        const amount = what === "the amount in whole units" ? 100_000_000n : 100_000n;
        expect(outcomes({ items: owes(number), lines: [line("b1", amount, text)] })).to.deep.equal([
          "EXCEPTION UNAPPLIED",
        ]);
      });
    }

    it("still find the item when the amount is its own", () => {
      expect(outcomes({ items: owes("20260501"), lines: [line("b1", 900_000n, "2026-05-01")] })).to.deep.equal([
        "POST REFERENCE 20260501",
      ]);
    });
  });

  it("numbers without blanks between them are read if they cover the run from end to end", () => {
    const items = [item("9849950501", 100n), item("0538895588", 250n), item("1287522616", 300n)];
    const run = "984995050105388955881287522616";
    expect(outcomes({ items, lines: [line("b1", 650n, run)] })).to.deep.equal([
      "POST REFERENCE 0538895588 1287522616 9849950501",
    ]);
    const longer = outcomes({ items, lines: [line("b1", 651n, `${run}7`)] });
    expect(longer[0]).to.match(/^EXCEPTION/);
  });

  it("a creditor reference in blocks of four is one number", () => {
    const items = [item("a", 4_200n, { references: ["RF18539007547034"] })];
    expect(outcomes({ items, lines: [line("b1", 4_200n, "RF18 5390 0754 7034")] })).to.deep.equal(["POST REFERENCE a"]);
  });

  it("a field of its own is told as such, and not believed when its check digits are wrong", () => {
    const items = [item("a", 4_200n, { references: ["RF18539007547034", "RF18539007547035"] }), item("b", 4_200n)];
    const said = (reference: string): readonly string[] =>
      outcomes({ items, lines: [line("b1", 4_200n, "", { structured: [reference] })] });
    expect(said("RF18539007547034")).to.deep.equal(["POST STRUCTURED_REFERENCE a"]);
    expect(said("RF18539007547035")[0]).to.match(/^PROPOSE EXACT_AMOUNT/);
  });

  describe("a number of another payer", () => {
    const items = [item("INV-700123", 9_000n, { payer: BOLT.id }), item("INV-700999", 8_000n)];

    it("posts nothing for a payer that is known", () => {
      expect(outcomes({ items, lines: [line("b1", 9_000n, "INV-700123")] })).to.deep.equal([
        "EXCEPTION THIRD_PARTY_REFERENCE",
      ]);
      expect(outcomes({ items, lines: [line("b1", 8_000n, "INV-700123")] })).to.deep.equal([
        "PROPOSE EXACT_AMOUNT INV-700999",
      ]);
    });

    it("tells who a payer is that nobody knows, if the amount agrees", () => {
      const unknown = { payerName: "B&S Holding" };
      expect(outcomes({ items, lines: [line("b1", 9_000n, "INV-700123", unknown)] })).to.deep.equal([
        "POST REFERENCE INV-700123",
      ]);
      expect(outcomes({ items, lines: [line("b1", 4_000n, "INV-700123", unknown)] })[0]).to.match(/^PROPOSE PARTS/);
    });

    it("tells nothing about an unknown payer when numbers of two payers are quoted", () => {
      const both = line("b1", 17_000n, "INV-700123 INV-700999", { payerName: "B&S Holding" });
      expect(outcomes({ items, lines: [both] })).to.deep.equal(["EXCEPTION UNIDENTIFIED"]);
    });
  });
});
