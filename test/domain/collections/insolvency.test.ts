import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../../scripts/effort.ts";
import { standingInsolvencyNotices } from "../../../src/domain/collections/insolvency.ts";
import { COLLECTION_STEPS } from "../../../src/domain/collections/record.ts";
import type { CollectionStep } from "../../../src/domain/collections/record.ts";
import type { CollectionEvent } from "../../../src/domain/collections/recordEvents.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import { ZERO_HASH } from "../../../src/domain/receivable.ts";
import type { Address } from "../../../src/domain/receivable.ts";

const ONE = keccakOfText("a receivable");
const OTHER = keccakOfText("another");
const [SUPPLIER, FACTOR, AGENCY, LAWYER] = ["a1", "b2", "c3", "d4"].map((byte): Address => `0x${byte.repeat(20)}`) as [
  Address,
  Address,
  Address,
  Address,
];

interface Told {
  readonly event: CollectionEvent;
}

function step(word: CollectionStep, collector: Address, { id = ONE, creditor = SUPPLIER, doneAt = 9 } = {}): Told {
  const said = { step: COLLECTION_STEPS.indexOf(word), doneAt, content: ZERO_HASH };
  return { event: { name: "CollectionStepTaken", id, creditor, collector, by: collector, ...said } };
}

describe("A notice of insolvency", () => {
  const notice = step("insolvencyNotice", SUPPLIER);
  const withdrawal = step("insolvencyWithdrawal", SUPPLIER);

  it("counts until it is withdrawn, and again once it is given anew", () => {
    expect(standingInsolvencyNotices([])).to.deep.equal([]);
    expect(standingInsolvencyNotices([notice])).to.deep.equal([notice]);
    expect(standingInsolvencyNotices([notice, withdrawal])).to.deep.equal([]);
    expect(standingInsolvencyNotices([withdrawal, notice])).to.deep.equal([notice]);
    const anew = step("insolvencyNotice", SUPPLIER);
    expect(standingInsolvencyNotices([notice, withdrawal, anew])).to.deep.equal([anew]);
  });

  it("is not withdrawn by any other step, nor about another receivable", () => {
    const others = [step("insuranceNotification", SUPPLIER), step("insuranceClaim", SUPPLIER)];
    const elsewhere = step("insolvencyWithdrawal", SUPPLIER, { id: OTHER });
    expect(standingInsolvencyNotices([notice, ...others, elsewhere])).to.deep.equal([notice]);
  });

  it("is withdrawn by what the chain has later, whenever that is said to have happened", () => {
    const earlier = step("insolvencyWithdrawal", SUPPLIER, { doneAt: 1 });
    const later = step("insolvencyNotice", SUPPLIER, { doneAt: 99 });
    expect(standingInsolvencyNotices([later, earlier])).to.deep.equal([]);
  });

  it("of the creditor's is withdrawn by no collector, and of a collector's by itself and by the creditor", () => {
    const byAgency = step("insolvencyNotice", AGENCY);
    const all = [notice, byAgency];
    expect(standingInsolvencyNotices([...all, step("insolvencyWithdrawal", LAWYER)])).to.deep.equal(all);
    expect(standingInsolvencyNotices([...all, step("insolvencyWithdrawal", AGENCY)])).to.deep.equal([notice]);
    expect(standingInsolvencyNotices([...all, withdrawal])).to.deep.equal([]);
  });

  it("of a creditor before is withdrawn by whose claim it is now", () => {
    const byFactor = step("insolvencyWithdrawal", FACTOR, { creditor: FACTOR });
    expect(standingInsolvencyNotices([notice, step("insolvencyNotice", AGENCY), byFactor])).to.deep.equal([]);
    const byAgency = step("insolvencyWithdrawal", AGENCY, { creditor: FACTOR });
    expect(standingInsolvencyNotices([notice, byAgency])).to.deep.equal([notice]);
  });

  it("stands in any history exactly if nothing after it may end it", () => {
    const anyStep = fc.record({
      word: fc.constantFrom(...COLLECTION_STEPS),
      collector: fc.constantFrom(SUPPLIER, FACTOR, AGENCY, LAWYER),
      id: fc.constantFrom(ONE, OTHER),
      creditor: fc.constantFrom(SUPPLIER, FACTOR),
    });
    const law = fc.property(fc.array(anyStep, { maxLength: 12 }), (steps) => {
      const told = steps.map(({ word, collector, ...over }) => step(word, collector, over));
      const expected = told.filter((_, place) => {
        const given = steps[place];
        return (
          given?.word === "insolvencyNotice" &&
          steps.slice(place + 1).every(({ word, collector, id, creditor }) => {
            const isEntitled = [creditor, given.collector].includes(collector);
            return word !== "insolvencyWithdrawal" || id !== given.id || !isEntitled;
          })
        );
      });
      expect(standingInsolvencyNotices(told)).to.deep.equal(expected);
    });
    fc.assert(law, { numRuns: runs(300) });
  });
});
