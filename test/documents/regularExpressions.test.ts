import { expect } from "chai";
import { parseDecimal } from "../../src/domain/decimal.ts";
import { checkText } from "../../src/documents/check/text.ts";
import { readChineseAmount } from "../../src/documents/model/chineseAmount.ts";
import { fromCnEinvoice } from "../../src/documents/model/fromCnEinvoice.ts";
import { TermReader, trimmed } from "../../src/documents/model/terms.ts";
import { readTerms } from "../../src/documents/terms/readTerms.ts";
import { sentences } from "../../src/documents/terms/sentences.ts";
import { readStructured } from "../../src/documents/terms/structured.ts";
import { tokenise } from "../../src/documents/terms/tokens.ts";
import { firstUnseen, visible } from "../../src/documents/visible.ts";
import type { Extract, Leaf } from "../../src/documents/xml/extract.ts";
import { readFixture } from "./documents.ts";

/**
 * Every pattern and loop over text that a sender writes takes time linear in its length. On 100 kB a linear one takes
 * milliseconds and a quadratic one takes seconds, so a bound between them tells the two apart on a busy machine too.
 */
const LENGTH = 100_000;
const BOUND_MILLISECONDS = 250;
const TRIES = 5;

const PLACE = { path: "/a", line: 1 };

function leaf(text: string): Leaf {
  return { text, attributes: new Map(), place: PLACE };
}

function remark(text: string): Extract {
  return {
    place: PLACE,
    terms: new Map([
      ["notes", [leaf(text)]],
      ["gross", [leaf("-1.00")]],
    ]),
    groups: new Map(),
  };
}

const { invoice } = await readFixture("everything.ubl.xml");

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  parseDecimal,
  readChineseAmount,
  trimmed: (text) => trimmed(leaf(text)),
  date: (text) =>
    new TermReader().date({ ...remark(""), terms: new Map([["issueDate", [leaf(text)]]]) }, "issueDate", "issueDate"),
  visible,
  firstUnseen,
  sentences,
  tokenise,
  readStructured,
  readTerms,
  checkText: (text) => checkText({ ...invoice, number: text, buyer: { ...invoice.buyer, name: text } }),
  redLetterReference: (text) => fromCnEinvoice(new TermReader(), remark(text)),
};

const PIECES: readonly string[] = [
  " ",
  "1",
  "a",
  ".",
  "1.",
  "1,",
  "a ",
  "\n",
  " \n",
  "#",
  "p. ",
  "天",
  "票到",
  "年",
  "万分之",
  "壹拾",
  "被红冲蓝字数电",
  "\u200b",
  "а",
  "-",
  "%",
];

function milliseconds(action: () => unknown): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

/** The best of a few runs; one is enough when it is within the bound. */
function best(action: () => unknown): number {
  let least = Infinity;
  for (let run = 0; run < TRIES && least > BOUND_MILLISECONDS; run += 1) least = Math.min(least, milliseconds(action));
  return least;
}

describe("Time over hostile text", () => {
  for (const [name, readText] of Object.entries(READERS)) {
    it(`is linear in ${name}, whatever is repeated`, () => {
      for (const piece of PIECES) {
        for (const end of ["", "x"]) {
          const text = piece.repeat(LENGTH / piece.length) + end;
          expect(
            best(() => readText(text)),
            `${JSON.stringify(piece)} … ${end}`,
          ).to.be.below(BOUND_MILLISECONDS);
        }
      }
    });
  }
});
