import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { mustBeAgreeable } from "../../src/audit/agreeable.ts";
import type { OpenedTerms } from "../../src/audit/commitment.ts";
import { fold } from "../../src/audit/fold.ts";
import { termsFault } from "../../src/domain/money.ts";
import type { Terms } from "../../src/domain/receivable.ts";
import { agreedTerms, anyTerms } from "../money/arbitraries.ts";
import { BUYER, ID, NOBODY, TERMS, WHERE, chronicle, issue, issueSealed } from "./chronicle.ts";
import type { Told } from "./chronicle.ts";
import { DUE, ISSUED, LINE, LINE_ID, LINE_LIVE, amend } from "./life.ts";

const MOST = 2n ** 92n - 1n;
const LAST_DAY = 2 ** 20 - 1;
const TIERS = { discountDay1: DUE - 20, discount1: 20_000n, discountDay2: DUE - 10, discount2: 10_000n };
const NO_FIRST = { discountDay1: 0, discount1: 0n };

type Over = Partial<OpenedTerms>;
type Sentence = readonly [field: keyof OpenedTerms, taken: readonly Over[], refused: readonly Over[]];

/** What each sentence of the specification just allows, and what it does not any more. */
const SENTENCES: readonly Sentence[] = [
  ["currency", [{ currency: `0x${"0".repeat(39)}1` }], [{ currency: NOBODY }]],
  ["amount", [{ amount: 1n }, { amount: MOST }], [{ amount: 0n }, { amount: MOST + 1n }]],
  ["dueDay", [{ dueDay: 1 }, { dueDay: LAST_DAY }], [{ dueDay: 0 }, { dueDay: LAST_DAY + 1 }]],
  ["utcOffset", [{ utcOffset: -720 }, { utcOffset: 840 }], [{ utcOffset: -721 }, { utcOffset: 841 }]],
  ["slidingRate", [{ slidingRate: 1_000_000 }], [{ slidingRate: 1_000_001 }]],
  ["lateRate", [{ lateRate: 1_000_000 }], [{ lateRate: 1_000_001 }]],
  ["basis", [{ basis: 360 }, { basis: 365 }], [{ basis: 0 }, { basis: 361 }, { basis: 366 }]],
  ["graceDays", [{ graceDays: 365 }], [{ graceDays: 366 }]],
  ["fixedSum", [{ fixedSum: MOST }], [{ fixedSum: MOST + 1n }]],
  ["allocation", [{ allocation: 1 }], [{ allocation: 2 }]],
  ["accelerationDays", [{ accelerationDays: 365 }], [{ accelerationDays: 366 }]],
  [
    "discountDay1",
    [
      { discountDay1: 1, discount1: 1n },
      { discountDay1: DUE, discount1: 1n },
    ],
    [{ discountDay1: DUE + 1, discount1: 1n }, { discountDay1: DUE }, { discount1: 1n }],
  ],
  ["discount1", [{ ...TIERS, discount1: TERMS.amount }], [{ ...TIERS, discount1: TERMS.amount + 1n }]],
  [
    "discountDay2",
    [TIERS, { ...TIERS, discountDay2: DUE - 19 }, { ...TIERS, discountDay2: DUE }],
    [
      { ...TIERS, discountDay2: DUE - 20 },
      { ...TIERS, discountDay2: DUE + 1 },
      { ...TIERS, discountDay2: 0 },
      { ...TIERS, discount2: 0n },
    ],
  ],
  [
    "discount2",
    [{ ...TIERS, discount2: 19_999n }],
    [
      { ...TIERS, discount2: 20_000n },
      { ...TIERS, ...NO_FIRST },
    ],
  ],
  [
    "discountOnParts",
    [
      { discountOnParts: true, slidingRate: 1 },
      { ...TIERS, discountOnParts: true },
    ],
    [{ discountOnParts: true }],
  ],
];

function foundIn(...told: readonly Told[]): readonly (readonly [string, string, string])[] {
  const { findings } = fold(chronicle(told), WHERE);
  return findings
    .filter(({ kind }) => kind === "TermsInvalid")
    .map(({ event, about, found }) => [event, about, found] as const);
}

describe("The auditor's terms", () => {
  for (const [field, taken, refused] of SENTENCES) {
    it(`are agreed up to the limit of ${field}, in the open and by an amendment`, () => {
      for (const over of taken) {
        const terms = { ...TERMS, ...over };
        expect(foundIn(...issue(LINE, terms))).to.deep.equal([]);
        expect(foundIn(...ISSUED, amend({ terms }))).to.deep.equal([]);
      }
    });

    it(`are found where an issue or an amendment goes beyond it: ${field}`, () => {
      for (const over of refused) {
        const terms = { ...TERMS, ...over };
        expect(foundIn(...issue(LINE, terms))).to.deep.equal([["ReceivableIssued", LINE_ID, field]]);
        const amended = [["ReceivableAmended", LINE_ID, field]];
        expect(foundIn(...ISSUED, amend({ terms }))).to.deep.equal(amended);
        expect(foundIn(...LINE_LIVE, amend({ terms, buyerBy: BUYER }))).to.deep.equal(amended);
      }
    });
  }

  it("have a sentence for each of their fields, save the salt", () => {
    const fields = Object.keys(TERMS).filter((field) => field !== "salt");
    expect(SENTENCES.map(([field]) => field)).to.have.members(fields);
  });

  it("leave what was amended as it was", () => {
    const { state } = fold(chronicle([...ISSUED, amend({ terms: { ...TERMS, basis: 1 } })]), WHERE);
    expect(state.receivables.get(LINE_ID)).to.deep.include({ header: LINE, terms: TERMS });
    expect(fold(chronicle(issue(LINE, { ...TERMS, basis: 1 })), WHERE).state.receivables.has(LINE_ID)).to.equal(false);
  });

  it("are nobody's to judge while they are sealed", () => {
    expect(foundIn(...issueSealed())).to.deep.equal([]);
  });

  it("are refused where the client refuses them, and for the same field", () => {
    const fields = fc.subarray(Object.keys(TERMS) as (keyof Terms)[], { maxLength: 3 });
    const changed = fc.tuple(agreedTerms, anyTerms, fields).map(([agreed, any, names]): Terms => ({
      ...agreed,
      ...Object.fromEntries(names.map((name) => [name, any[name]])),
    }));
    fc.assert(
      fc.property(fc.oneof(changed, agreedTerms, anyTerms), (terms) => {
        expect(mustBeAgreeable(ID, terms)?.found).to.equal(termsFault(terms)?.field);
      }),
      { numRuns: runs(2_000) },
    );
  });

  it("are refused where the client refuses them, near every limit", () => {
    const near = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
    const edges: fc.Arbitrary<Terms> = fc.record({
      currency: near<Terms["currency"]>(NOBODY, TERMS.currency, TERMS.currency),
      amount: near(0n, 1n, 2n, 3n, MOST, MOST + 1n),
      dueDay: near(0, 1, 2, 3, 4, LAST_DAY, LAST_DAY + 1),
      utcOffset: near(-721, -720, 0, 840, 841),
      discountDay1: near(0, 1, 2, 3, 4),
      discount1: near(0n, 1n, 2n, 3n, 4n),
      discountDay2: near(0, 1, 2, 3, 4),
      discount2: near(0n, 1n, 2n, 3n),
      slidingRate: near(0, 1, 1_000_000, 1_000_001),
      discountOnParts: fc.boolean(),
      lateRate: near(0, 1_000_000, 1_000_001),
      basis: near(360, 365, 365, 364),
      graceDays: near(0, 365, 366),
      fixedSum: near(0n, MOST, MOST + 1n),
      allocation: near(0, 1, 2),
      accelerationDays: near(0, 365, 366),
      salt: fc.constant(TERMS.salt),
    });
    const discounts = fc.tuple(agreedTerms, edges).map(([agreed, edge]): Terms => {
      const { discountDay1, discount1, discountDay2, discount2, discountOnParts, slidingRate } = edge;
      const tiers = { discountDay1, discount1, discountDay2, discount2, discountOnParts, slidingRate };
      return { ...agreed, amount: 3n, dueDay: 3, ...tiers };
    });
    fc.assert(
      fc.property(fc.oneof(edges, discounts), (terms) => {
        expect(mustBeAgreeable(ID, terms)?.found).to.equal(termsFault(terms)?.field);
      }),
      { numRuns: runs(5_000) },
    );
  });
});
