import { expect } from "chai";
import fc from "fast-check";
import { NO_RECOURSE } from "../../../src/domain/factoring/offer.ts";
import {
  advanceOf,
  commissionOf,
  feeOf,
  leavesAdvance,
  purchasePrice,
} from "../../../src/domain/factoring/offerMoney.ts";
import {
  afterReturn,
  afterShare,
  factorDay,
  feesDue,
  feeUntil,
  newDeal,
  shareOut,
} from "../../../src/domain/factoring/waterfall.ts";
import type { DealMoney, Distribution } from "../../../src/domain/factoring/waterfall.ts";
import { CONDITIONS, DISCOUNT } from "../../support/offers.ts";
import { termsDue } from "../histories.ts";

const { price } = CONDITIONS;
const SALE = 20_000;

/** Cash of a day that a deal took in, and whether it was given back since. */
interface Taken {
  readonly day: number;
  readonly shared: Distribution;
  readonly returned: boolean;
}

/** What a deal has to come to after its whole history, added up anew from every cent of it and from nothing else. */
function figuresOf(
  advance: bigint,
  dues: bigint,
  terms: { readonly feeRate: number; readonly basis: number },
  history: readonly Taken[],
  day: number,
): { readonly funds: bigint; readonly fees: bigint } {
  const standing = history.filter(({ returned }) => !returned);
  const repaid = standing.reduce((sum, { shared }) => sum + shared.toFunds, 0n);
  const paid = standing.reduce((sum, { shared }) => sum + shared.toFees, 0n);
  // Day by day: what was in use on each of the days since the sale.
  const last = Math.max(day, SALE, ...standing.map((taken) => taken.day));
  let fundDays = 0n;
  for (let on = SALE; on < last; on += 1) {
    for (const { shared, day: back } of standing) if (on < back) fundDays += shared.toFunds;
    if (on < day) fundDays += advance - repaid;
  }
  const year = 1_000_000n * BigInt(terms.basis);
  const fee = (2n * BigInt(terms.feeRate) * fundDays + year) / (2n * year);
  const due = fee + dues - paid;
  return { funds: advance - repaid, fees: due > 0n ? due : 0n };
}

describe("The waterfall", () => {
  it("gives 15,433.33 to the seller where the debtor pays 97,000 after 60 days (V21, R54)", () => {
    const [advance, commission] = [advanceOf(price, 10_000_000n), commissionOf(price, 10_000_000n)];
    expect([advance, commission]).to.deep.equal([8_000_000n, 50_000n]);
    const deal = newDeal(advance, commission, SALE);
    expect(feeUntil(deal, price, SALE + 60)).to.equal(106_667n);
    const shared = shareOut(deal, price, 9_700_000n, SALE + 60);
    expect(shared).to.deep.equal({ toFunds: 8_000_000n, toFees: 156_667n, toSeller: 1_543_333n });
    const after = afterShare(deal, shared, SALE + 60);
    expect([after.funds, feesDue(after, price, SALE + 400)]).to.deep.equal([0n, 0n]);
  });

  it("buys 100,000 for 98,666.67 at 8 % over 60 days (V22, R55)", () => {
    expect(purchasePrice(DISCOUNT, 10_000_000n, 60)).to.equal(9_866_667n);
    expect(purchasePrice({ ...DISCOUNT, extraDays: 15 }, 10_000_000n, 45)).to.equal(9_866_667n);
    expect(purchasePrice({ ...DISCOUNT, rate: 1_000_000 }, 100n, 360)).to.equal(0n);
    expect(purchasePrice({ ...DISCOUNT, rate: 1_000_000, extraDays: 65_535 }, 100n, 0)).to.equal(0n);
  });

  it("never gives a negative release: a gap stays outstanding", () => {
    const deal = newDeal(8_000_000n, 50_000n, SALE);
    const shared = shareOut(deal, price, 7_999_999n, SALE + 60);
    expect(shared).to.deep.equal({ toFunds: 7_999_999n, toFees: 0n, toSeller: 0n });
    const after = afterShare(deal, shared, SALE + 60);
    expect([after.funds, feesDue(after, price, SALE + 60)]).to.deep.equal([1n, 156_667n]);
  });

  it("takes at least the minimum fee, and rounds the commission half up once", () => {
    expect(commissionOf({ commissionRate: 5_000, minimumFee: 60_000n }, 10_000_000n)).to.equal(60_000n);
    expect(commissionOf({ commissionRate: 5_000, minimumFee: 0n }, 100n)).to.equal(1n);
    expect(commissionOf({ commissionRate: 5_000, minimumFee: 0n }, 99n)).to.equal(0n);
    expect(advanceOf({ advanceRate: 999_999 }, 1n)).to.equal(0n);
    expect(feeOf({ feeRate: 1_000_000, basis: 360 }, 180n)).to.equal(1n);
    expect(feeOf({ feeRate: 1_000_000, basis: 360 }, 179n)).to.equal(0n);
  });

  it("costs the same in parts as at once where the parts come on one day", () => {
    const anyParts = fc.array(fc.bigInt({ min: 0n, max: 4_000_000n }), { maxLength: 8 });
    fc.assert(
      fc.property(anyParts, fc.integer({ min: -5, max: 400 }), (parts, days) => {
        const whole = parts.reduce((sum, part) => sum + part, 0n);
        const deal = newDeal(8_000_000n, 50_000n, SALE);
        const atOnce = shareOut(deal, price, whole, SALE + days);
        let inParts = deal;
        let toSeller = 0n;
        for (const part of parts) {
          const shared = shareOut(inParts, price, part, SALE + days);
          inParts = afterShare(inParts, shared, SALE + days);
          toSeller += shared.toSeller;
        }
        expect(inParts).to.deep.equal(afterShare(deal, atOnce, SALE + days));
        expect(toSeller).to.equal(atOnce.toSeller);
      }),
    );
  });

  it("equals the sum of its days over any history of payments, receipts and returns", () => {
    const anyStep = fc.record({
      cash: fc.bigInt({ min: 0n, max: 6_000_000n }),
      days: fc.integer({ min: -30, max: 200 }),
      returns: fc.option(fc.nat({ max: 9 }), { nil: undefined }),
    });
    const anyTerms = fc.record({ feeRate: fc.integer({ min: 0, max: 1_000_000 }), basis: fc.constantFrom(360, 365) });
    const history = fc.array(anyStep, { maxLength: 10 });
    fc.assert(
      fc.property(history, anyTerms, fc.integer({ min: -10, max: 300 }), (steps, terms, until) => {
        const [advance, commission] = [8_000_000n, 50_000n];
        let deal: DealMoney = newDeal(advance, commission, SALE);
        let dues = commission;
        let taken: readonly Taken[] = [];
        for (const { cash, days, returns } of steps) {
          const back = returns === undefined ? undefined : taken[returns];
          if (back === undefined || back.returned) {
            const day = SALE + days;
            const shared = shareOut(deal, terms, cash, day);
            const { funds, fees } = figuresOf(advance, dues, terms, taken, day);
            // Cash is conserved, nobody gets less than nothing, and nobody anything before the one who comes first.
            expect(shared.toFunds + shared.toFees + shared.toSeller).to.equal(cash);
            expect(shared.toFunds).to.equal(cash < funds ? cash : funds);
            expect(shared.toFees).to.equal(cash - shared.toFunds < fees ? cash - shared.toFunds : fees);
            expect(shared.toSeller >= 0n).to.equal(true);
            deal = afterShare(deal, shared, day);
            taken = [...taken, { day, shared, returned: false }];
          } else {
            deal = afterReturn(deal, back.shared, back.day, back.shared.toSeller);
            dues += back.shared.toSeller;
            taken = taken.map((one) => (one === back ? { ...one, returned: true } : one));
          }
        }
        const { funds, fees } = figuresOf(advance, dues, terms, taken, SALE + until);
        expect(deal.funds).to.equal(funds);
        expect(feesDue(deal, terms, SALE + until)).to.equal(fees);
      }),
    );
  });

  it("counts days in the factor's time zone", () => {
    expect(factorDay(480, 86_400 - 8 * 3_600)).to.equal(1);
    expect(factorDay(480, 86_400 - 8 * 3_600 - 1)).to.equal(0);
    expect(factorDay(-720, 86_400)).to.equal(0);
    expect(NO_RECOURSE).to.equal(2 ** 16 - 1);
  });
});

describe("What a buyer may still deduct from what a facility takes", () => {
  const amount = 1_000n;
  const due = termsDue("2026-01-01", amount).dueDay;
  const leaves = (over: Parameters<typeof termsDue>[2], today: number, open = amount): boolean =>
    leavesAdvance({ advanceRate: 800_000 }, termsDue("2026-01-01", amount, over), open, today);

  it("leaves the advance to the unit, in each tier to its last day", () => {
    const tiers = { discountDay1: due - 20, discount1: 201n, discountDay2: due - 10, discount2: 200n };
    const days = [due - 20, due - 19];
    expect(days.map((day) => leaves(tiers, day))).to.deep.equal([false, true]);
    const second = { ...tiers, discount1: 300n, discount2: 201n };
    expect([due - 10, due - 9].map((day) => leaves(second, day))).to.deep.equal([false, true]);
    // Half of it was paid: the advance is of what is open, and so is what the discount may eat.
    expect([leaves(tiers, due - 19, 995n), leaves({ ...tiers, discount2: 100n }, due - 19, 500n)]).to.deep.equal([
      false,
      true,
    ]);
  });

  it("slides with the days, rounded as the ledger rounds it", () => {
    // 730 days of 10 % a year on 1,000 are 200; one more is 200.27, two more 200.55.
    const sliding = { slidingRate: 100_000 };
    expect([730, 731, 732].map((days) => leaves(sliding, due - days))).to.deep.equal([true, true, false]);
  });
});
