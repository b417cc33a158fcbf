import { createHmac } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { hmacUnder } from "../../src/domain/hmac.ts";

describe("HMAC-SHA256", () => {
  it("is that of OpenSSL under any key of up to a block, one message after the other", () => {
    const anyMessages = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), anyMessages, (key, messages) => {
        const hmac = hmacUnder(key);
        for (const message of messages) {
          const known = createHmac("sha256", key).update(message).digest("hex");
          expect(Buffer.from(hmac(message)).toString("hex")).to.equal(known);
        }
      }),
    );
  });

  it("is refused a key of more than a block, which would have to be hashed first", () => {
    expect(() => hmacUnder(new Uint8Array(65))).to.throw(RangeError, "at most 64 bytes, not 65");
  });
});
