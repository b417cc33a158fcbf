import { expect } from "chai";
import fc from "fast-check";
import { FAR, NearReader } from "../../src/reconciliation/cash/near.ts";
import { TOLERANT, item, line, outcomes } from "./cashScenes.ts";

const codes = (text: string): Uint16Array => Uint16Array.from(text, (character) => character.charCodeAt(0));

/** The same measure, written as its definition: optimal string alignment, the text free at both ends. */
function slipsByDefinition(text: string, number: string): number {
  const rows: number[][] = [Array.from({ length: text.length + 1 }, () => 0)];
  for (let row = 1; row <= number.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= text.length; column += 1) {
      const isSame = number[row - 1] === text[column - 1];
      const isSwapped =
        row > 1 && column > 1 && number[row - 1] === text[column - 2] && number[row - 2] === text[column - 1];
      const above = rows[row - 1] ?? [];
      const least = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (rows[row - 2]?.[column - 2] ?? 0) + 1 : Infinity,
      );
      current.push(least);
    }
    rows.push(current);
  }
  return Math.min(...(rows.at(-1) ?? []));
}

describe("Cash application: damaged numbers", () => {
  const digits = (least: number, most: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom("0", "1", "2"), minLength: least, maxLength: most });

  it("slips are counted as their definition counts them", () => {
    const reader = new NearReader();
    fc.assert(
      fc.property(digits(0, 40), digits(6, 18), (text, number) => {
        const exact = slipsByDefinition(text, number);
        const most = Math.min(3, Math.floor(number.length / 3));
        expect(reader.slips(codes(text), text.length, codes(number))).to.equal(exact <= most ? exact : FAR);
      }),
    );
  });

  it("a short number is near to nothing", () => {
    expect(new NearReader().slips(codes("12345"), 5, codes("12345"))).to.equal(FAR);
  });

  const items = [item("3818758790", 123_457n), item("5566778899", 123_457n), item("4407788112", 234_571n)];
  const damages = [
    ["a digit dropped", "381875870"],
    ["a digit doubled", "38187758790"],
    ["neighbours swapped", "3818785790"],
    ["a digit mistaken", "3818158790"],
    ["an end cut off", "38187587"],
  ] as const;
  for (const [damage, text] of damages) {
    it(`${damage} still tells two items of one amount apart`, () => {
      expect(outcomes({ items, lines: [line("b1", 123_457n, text)] })).to.deep.equal(["POST EXACT_AMOUNT 3818758790"]);
    });
  }

  it("the number of the next document is no damage, whatever the amount", () => {
    for (const text of ["3818758791", "3818758190", "rent, 3818758789"]) {
      expect(outcomes({ items, lines: [line("b1", 123_457n, text)] }), text).to.deep.equal([
        "PROPOSE EXACT_AMOUNT 3818758790",
      ]);
    }
  });

  it("all items of a list of damaged numbers are posted when they come to the amount", () => {
    const text = "+ 381875879 & + 44077 88112";
    expect(outcomes({ items, lines: [line("b1", 358_020n, text)], policy: TOLERANT })).to.deep.equal([
      "POST NEAR_REFERENCE 3818758790 4407788112",
    ]);
  });

  it("a number that is as near to two items posts neither", () => {
    const twins = [item("3818758791", 123_457n), item("3818758792", 123_457n)];
    expect(outcomes({ items: twins, lines: [line("b1", 123_457n, "381875879")] })[0]).to.match(/^PROPOSE/);
  });

  it("a damaged number alone posts nothing", () => {
    expect(outcomes({ items, lines: [line("b1", 99_999n, "381875879")] })[0]).to.match(/^EXCEPTION/);
  });
});
