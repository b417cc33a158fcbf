import { expect } from "chai";
import fc from "fast-check";
import { hexToBytes } from "viem";
import { runs } from "../../scripts/effort.ts";
import { pairSecret } from "../../src/clients/pairSecret.ts";
import { viewingKeyOf, ViewingKeyError } from "../../src/clients/sealingKeys.ts";
import { KEYS, SECRET } from "../support/statementVectors.ts";

const { supplierKey, buyerKey } = KEYS;

describe("The secret of a pair", () => {
  it("is the same on both sides, and the one that another program computed", async () => {
    for (const own of [KEYS.supplierSecret, KEYS.buyerSecret]) {
      const pair = await viewingKeyOf(hexToBytes(own));
      const { secret, keys } = await pairSecret(pair, { supplierKey, buyerKey });
      expect([`0x${Buffer.from(secret).toString("hex")}`, keys]).to.deep.equal([SECRET, KEYS.hash]);
    }
  });

  it("is shared by any two keys, and another one where the two change places or one of them rotates", async () => {
    const anySecret = fc.uint8Array({ minLength: 32, maxLength: 32 });
    await fc.assert(
      fc.asyncProperty(anySecret, anySecret, async (one, other) => {
        const [a, b] = [await viewingKeyOf(one), await viewingKeyOf(other)];
        fc.pre(a.publicKey !== b.publicKey);
        const pair = { supplierKey: a.publicKey, buyerKey: b.publicKey };
        const { secret } = await pairSecret(a, pair);
        expect((await pairSecret(b, pair)).secret).to.deep.equal(secret);
        const swapped = { supplierKey: b.publicKey, buyerKey: a.publicKey };
        expect((await pairSecret(a, swapped)).secret).to.not.deep.equal(secret);
        expect((await pairSecret(a, { supplierKey: a.publicKey, buyerKey })).secret).to.not.deep.equal(secret);
      }),
      { numRuns: runs(20) },
    );
  });

  it("is refused to whoever is neither side, with a key taken back, and to a side that deals with itself", async () => {
    const own = await viewingKeyOf(hexToBytes(KEYS.supplierSecret));
    const stranger = await viewingKeyOf(new Uint8Array(32).fill(7));
    const zero = `0x${"00".repeat(32)}` as const;
    for (const [key, pair, fault] of [
      [stranger, { supplierKey, buyerKey }, "not that of one of the two sides"],
      [own, { supplierKey, buyerKey: supplierKey }, "not that of one of the two sides"],
      [own, { supplierKey, buyerKey: zero }, "taken it back"],
    ] as const) {
      const error: unknown = await pairSecret(key, pair).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(ViewingKeyError).with.property("message").that.includes(fault);
    }
  });
});
