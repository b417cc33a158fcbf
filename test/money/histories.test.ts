import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { agreedTerms } from "./arbitraries.ts";
import { audited, carryOut, plans } from "./histories.ts";
import type { Plan, Said, Told } from "./histories.ts";
import { connectHarness } from "./historiesHarness.ts";

const BATCH = 250;
const VARIETY = [
  "credit AlreadyClosed",
  "credit AmountOutOfRange",
  "credit done",
  "debit AlreadyClosed",
  "debit AmountOutOfRange",
  "debit done",
  "payment AlreadyClosed",
  "payment NothingPaid",
  "payment done",
  "receipt AlreadyClosed",
  "receipt AmountOutOfRange",
  "receipt ReceiptKnown",
  "receipt done",
  "reopened",
  "return ReceiptUnknown",
  "return done",
  "waiver AlreadyClosed",
  "waiver AmountOutOfRange",
  "waiver done",
];
const LAGS = { "in the order of value days": 0, "out of order": 400 } as const;

/** Chai compares slowly and shows well, so that it is asked only where there is something to show. */
function expectSame(said: readonly Said[] | undefined, told: Told): void {
  if (!isDeepStrictEqual(said, told.said)) {
    expect(
      said,
      JSON.stringify(told, (_, value: unknown) => String(value)),
    ).to.deep.equal(told.said);
  }
}

describe("random histories", () => {
  let harness: Awaited<ReturnType<typeof connectHarness>>;
  before(async () => {
    harness = await connectHarness();
  });
  after(() => harness.close());

  async function expectSolidityToAgree(told: readonly Told[]): Promise<void> {
    for (let first = 0; first < told.length; first += BATCH) {
      const batch = told.slice(first, first + BATCH);
      const said = await harness.replay(batch);
      for (const [index, history] of batch.entries()) expectSame(said[index], history);
    }
  }

  /** Every act was done and refused, and receipts were taken back from what had closed. */
  function expectVariety(told: readonly Told[]): void {
    const seen = new Set<string>();
    for (const { entries, said } of told) {
      for (const [place, { refused, closed }] of said.entries()) {
        const kind = entries[place]?.kind ?? "none";
        seen.add(`${kind} ${refused ?? "done"}`);
        if (kind === "return" && !closed && said[place - 1]?.closed === true) seen.add("reopened");
      }
    }
    expect([...seen].sort()).to.deep.equal(VARIETY);
  }

  for (const [order, longestLag] of Object.entries(LAGS)) {
    for (const onParts of [false, true]) {
      const where = onParts ? "with discount on parts" : "with discount on the whole";
      it(`come to the same in all three implementations, receipts ${order}, ${where}`, async () => {
        const terms = agreedTerms.map((all) => ({ ...all, discountOnParts: onParts && all.discountOnParts }));
        const told: Told[] = [];
        const play = fc.property(terms, plans(longestLag), (agreed, all: readonly Plan[]) => {
          const history = carryOut(agreed, all);
          expectSame(audited(agreed, history.entries), history);
          told.push(history);
        });
        fc.assert(play, { numRuns: runs(2_500) });
        expect(told.length).to.be.at.least(runs(2_500));
        expectVariety(told);
        await expectSolidityToAgree(told);
      });
    }
  }
});
