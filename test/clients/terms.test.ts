import { expect } from "chai";
import { encodeBytes32String } from "ethers";
import fc from "fast-check";
import hre from "hardhat";
import { lensAbi } from "../../generated/abi.ts";
import type { Lens } from "../../generated/ethers/Lens.d.ts";
import { runs } from "../../scripts/effort.ts";
import { localDay, MAX_AMOUNT, NEW_POSITION, quote, termsFault } from "../../src/domain/money.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Terms } from "../../src/domain/receivable.ts";
import { agreedTerms, anyTerms } from "../money/arbitraries.ts";
import { termsOf } from "../support/receivables.ts";
import { address, CLIENTS, setStage } from "../support/stage.ts";

const TODAY = 20_500;
const GOOD = termsOf(address.stranger, TODAY, { discountDay2: TODAY + 20, discount2: 1_000n });
const DUE = GOOD.dueDay;

/** Both sides of every limit. */
const EDGES: readonly Partial<Terms>[] = [
  {},
  { currency: ZERO_ADDRESS },
  ...[0n, 1n, 2_000n, MAX_AMOUNT, MAX_AMOUNT + 1n].map((amount) => ({ amount })),
  ...[0, 1, DUE - 11, DUE - 10, 2 ** 20 - 1, 2 ** 20].map((dueDay) => ({ dueDay })),
  ...[0, 1, 2 ** 20 - 1, 2 ** 20].map((dueDay) => ({
    dueDay,
    discountDay1: 0,
    discount1: 0n,
    discountDay2: 0,
    discount2: 0n,
  })),
  ...[-32_768, -721, -720, -1, 840, 841].map((utcOffset) => ({ utcOffset })),
  ...[1_000_000, 1_000_001].flatMap((rate) => [{ slidingRate: rate }, { lateRate: rate }]),
  ...[359, 360, 365, 366].map((basis) => ({ basis })),
  ...[365, 366].flatMap((days) => [{ graceDays: days }, { accelerationDays: days }]),
  ...[MAX_AMOUNT, MAX_AMOUNT + 1n].map((fixedSum) => ({ fixedSum })),
  ...[1, 2].map((allocation) => ({ allocation })),
  ...[0, DUE - 10, DUE - 9, DUE, DUE + 1].map((discountDay1) => ({ discountDay1 })),
  ...[0n, 1_000n, 1_001n, 100_000n, 100_001n].map((discount1) => ({ discount1 })),
  ...[0, DUE - 20, DUE - 19, DUE, DUE + 1].map((discountDay2) => ({ discountDay2 })),
  ...[0n, 1n, 1_999n, 2_000n].map((discount2) => ({ discount2 })),
  ...[0, 1].map((slidingRate) => ({
    slidingRate,
    discountOnParts: true,
    discountDay1: 0,
    discount1: 0n,
    discountDay2: 0,
    discount2: 0n,
  })),
];

describe("What a client refuses of terms", () => {
  let close: () => Promise<void>;
  let lens: Lens;
  before(async () => {
    const connection = await hre.network.create();
    close = () => connection.close();
    const { ethers } = connection;
    const directory = await ethers.deployContract("Directory");
    const amendments = await ethers.deployContract("Amendments", [directory]);
    const adjustments = await ethers.deployContract("Adjustments", [directory, amendments]);
    const ledger = await ethers.deployContract("Receivables", [directory, adjustments]);
    const deployed = await ethers.deployContract("Lens", [await ledger.getAddress()]);
    lens = new ethers.Contract(await deployed.getAddress(), lensAbi, ethers.provider) as unknown as Lens;
  });
  after(() => close());

  async function compare(terms: Terms): Promise<void> {
    const fault = termsFault(terms);
    if (fault === undefined) {
      await lens.validate(terms);
      return;
    }
    await expect(lens.validate(terms))
      .to.be.revertedWithCustomError(lens, "TermsInvalid")
      .withArgs(encodeBytes32String(fault.field), fault.value);
  }

  it("is what the ledger refuses, on both sides of every limit", async () => {
    for (const over of EDGES) await compare({ ...GOOD, ...over });
    const named = new Set(EDGES.map((over) => termsFault({ ...GOOD, ...over })?.field ?? "none"));
    expect(named).to.have.all.keys("none", ...Object.keys(GOOD).filter((field) => field !== "salt"));
  });

  it("is what the ledger refuses, for agreed terms with any of their fields changed", async () => {
    const fields = fc.subarray(Object.keys(GOOD) as (keyof Terms)[], { maxLength: 3 });
    const changed = fc.tuple(agreedTerms, anyTerms, fields).map(([agreed, any, names]) => ({
      ...agreed,
      ...Object.fromEntries(names.map((name) => [name, any[name]])),
    }));
    await fc.assert(fc.asyncProperty(changed, compare), { numRuns: runs(100) });
  });
});

for (const [library, connect] of Object.entries(CLIENTS)) {
  describe(`The local day over ${library} (R8)`, () => {
    it("of an instant is the same for the engine here and on the chain, on both sides of midnight", async () => {
      const stage = await setStage(connect);
      for (const utcOffset of [-720, -210, 0, 60, 840]) {
        const item = await stage.issued({ terms: { utcOffset } });
        const { terms } = item.receivable;
        const midnights = [terms.discountDay1 + 1, terms.dueDay + 1, terms.dueDay + 2].map(
          (day) => day * 86_400 - utcOffset * 60,
        );
        for (const instant of [0, ...midnights.flatMap((midnight) => [midnight - 1, midnight])]) {
          const here = quote(terms, NEW_POSITION, localDay(terms, instant));
          expect(await stage.onlooker.quote(item.id, item.terms, instant)).to.deep.equal(here);
        }
      }
      const early = { dueDay: 1, slidingRate: 1_000_000, utcOffset: -720 };
      const item = await stage.issued({ terms: { ...early, discountDay1: 0, discount1: 0n } });
      const { terms } = item.receivable;
      for (const instant of [0, 43_199, 43_200, 129_600]) {
        const here = quote(terms, NEW_POSITION, localDay(terms, instant));
        expect(await stage.onlooker.quote(item.id, item.terms, instant)).to.deep.equal(here);
      }
      await stage.chain.close();
    });
  });
}
