import { expect } from "chai";
import fc from "fast-check";
import { propertyEffort } from "../../scripts/effort.ts";
import { bumpedFees, firstFees } from "../../src/relayer/fees.ts";
import { mostGas, roomy } from "../../src/relayer/gas.ts";

const GWEI = 10n ** 9n;
const wei = fc.bigInt({ min: 0n, max: 1_000n * GWEI });
const policies = fc
  .record({ tip: fc.bigInt({ min: 0n, max: 10n * GWEI }), room: fc.bigInt({ min: 1n, max: 500n * GWEI }) })
  .map(({ tip, room }) => ({ tip, cap: tip + room }));

describe("Fees", () => {
  before(() => fc.configureGlobal({ ...fc.readConfigureGlobal(), ...propertyEffort() }));

  it("leave room for the base fee to double, and never pass the cap", () => {
    expect(firstFees({ tip: GWEI, cap: 100n * GWEI }, 20n * GWEI)).to.deep.equal({ maxFee: 41n * GWEI, tip: GWEI });
    expect(firstFees({ tip: GWEI, cap: 100n * GWEI }, 60n * GWEI)).to.deep.equal({ maxFee: 100n * GWEI, tip: GWEI });
    expect(firstFees({ tip: GWEI, cap: 100n * GWEI }, 99n * GWEI)).to.deep.equal({ maxFee: 100n * GWEI, tip: GWEI });
    expect(firstFees({ tip: GWEI, cap: 100n * GWEI }, 99n * GWEI + 1n)).to.equal(undefined);
  });

  it(
    "are raised by an eighth at least, both of them, within the cap, so that a node takes the one for the " + "other",
    () => {
      fc.assert(
        fc.property(policies, wei, wei, (policy, baseFee, later) => {
          let fees = firstFees(policy, baseFee);
          for (let bumps = 0; bumps < 100 && fees !== undefined; bumps += 1) {
            const next = bumpedFees(policy, later, fees);
            if (next === undefined) {
              expect((fees.maxFee * 9n + 7n) / 8n > policy.cap || fees.maxFee + 1n > policy.cap).to.equal(true);
              return;
            }
            expect(next.maxFee * 8n >= fees.maxFee * 9n && next.tip * 8n >= fees.tip * 9n).to.equal(true);
            expect(next.maxFee > fees.maxFee && next.tip > fees.tip).to.equal(true);
            expect(next.tip <= next.maxFee && next.maxFee <= policy.cap).to.equal(true);
            fees = next;
          }
        }),
      );
    },
  );

  it("go at once to what would be bid at first, where the base fee has leapt", () => {
    const policy = { tip: GWEI, cap: 100n * GWEI };
    expect(bumpedFees(policy, 30n * GWEI, { maxFee: 3n * GWEI, tip: GWEI })).to.deep.equal({
      maxFee: 61n * GWEI,
      tip: (GWEI * 9n) / 8n,
    });
  });
});

describe("Gas", () => {
  it("is a quarter more than the estimate, and no more than a block or a transaction may use", () => {
    expect(roomy(100_000n, { gasLimit: 30_000_000n })).to.equal(125_000n);
    expect(roomy(15_000_000n, { gasLimit: 60_000_000n })).to.equal(2n ** 24n);
    expect(roomy(9_000_000n, { gasLimit: 10_000_000n })).to.equal(10_000_000n);
    expect(roomy(11_000_000n, { gasLimit: 10_000_000n })).to.equal(13_750_000n);
    expect(mostGas({ gasLimit: 60_000_000n })).to.equal(16_777_216n);
  });
});
