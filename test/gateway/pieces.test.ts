/** The parts of the gateway that need neither a database nor a socket. */
import { expect } from "chai";
import fc from "fast-check";
import { getAddress } from "viem";
import { createSiweMessage } from "viem/siwe";
import { networkOf } from "../../src/gateway/http/limits.ts";
import { createCursors } from "../../src/gateway/receivables/cursors.ts";
import { shownAmount, shownCurrency, shownRate } from "../../src/gateway/receivables/showing.ts";
import { createNonces } from "../../src/gateway/sessions/nonces.ts";
import { parseSiwe } from "../../src/gateway/sessions/siwe.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";

const SECRET = new Uint8Array(32).fill(1);
const OTHER_SECRET = new Uint8Array(32).fill(2);

const anyAddress = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((raw): Hex => `0x${Buffer.from(raw).toString("hex")}`);
const anyTime = fc.date({ min: new Date(0), max: new Date("2999-01-01"), noInvalidDate: true });
const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });
const line = fc.stringMatching(/^[ -~]{1,60}$/);

describe("A message of EIP-4361", () => {
  it("is read as another library wrote it, whatever it says", () => {
    fc.assert(
      fc.property(
        anyAddress,
        fc.record({
          chainId: fc.integer({ min: 1, max: 2 ** 31 }),
          issuedAt: anyTime,
          expirationTime: optional(anyTime),
          notBefore: optional(anyTime),
          statement: optional(line),
          requestId: optional(fc.stringMatching(/^[\w.-]{1,20}$/)),
          resources: optional(fc.array(fc.constantFrom("https://a.example/b", "ipfs://bafy"), { minLength: 1 })),
        }),
        (account, fields) => {
          const domain = "ledger.example:8443";
          const fixed = { domain, uri: `https://${domain}/`, nonce: "abcd1234", version: "1" as const };
          const text = createSiweMessage({ ...fixed, ...fields, address: getAddress(account) });
          expect(parseSiwe(text)).to.deep.equal({
            scheme: undefined,
            domain,
            address: account,
            uri: fixed.uri,
            chainId: fields.chainId,
            nonce: fixed.nonce,
            issuedAt: fields.issuedAt.getTime(),
            expires: fields.expirationTime?.getTime(),
            notBefore: fields.notBefore?.getTime(),
          });
        },
      ),
    );
  });

  it("is refused in a moment, however long it is", () => {
    const start = performance.now();
    for (const piece of [
      "a",
      "\n",
      "- \n",
      "https://",
      " wants you to sign in with your Ethereum account:\n",
      "\nResources:\n- a",
    ]) {
      expect(parseSiwe(piece.repeat(100_000 / piece.length))).to.equal(undefined);
    }
    expect(performance.now() - start).to.be.lessThan(500);
  });
});

describe("Nonces and cursors", () => {
  it("know their own nonces and when they expire, and no others", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 38 }), fc.nat(105), (expires, index) => {
        const nonces = createNonces(SECRET);
        const nonce = nonces.issue(expires);
        expect(nonce).to.match(/^[0-9a-f]{106}$/);
        expect(nonces.expiryOf(nonce)).to.equal(expires);
        expect(createNonces(OTHER_SECRET).expiryOf(nonce)).to.equal(undefined);
        const changed = nonce.slice(0, index) + (nonce[index] === "0" ? "1" : "0") + nonce.slice(index + 1);
        expect(nonces.expiryOf(changed)).to.equal(undefined);
      }),
    );
  });

  it("open a cursor for the list that it was sealed for, and for no other", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.string(), (place, list, another) => {
        const cursors = createCursors(SECRET);
        const cursor = cursors.seal(list, place);
        expect(cursor).to.match(/^[A-Za-z0-9_-]+$/);
        expect(cursors.open(list, cursor)).to.deep.equal(JSON.parse(JSON.stringify(place)));
        expect(createCursors(OTHER_SECRET).open(list, cursor)).to.equal(undefined);
        // Bits that base64 leaves over make no second cursor.
        for (const letter of "AQgwZ") {
          const twin = cursor.slice(0, -1) + letter;
          if (twin !== cursor) expect(cursors.open(list, twin)).to.equal(undefined);
        }
        if (another !== list) expect(cursors.open(another, cursor)).to.equal(undefined);
      }),
    );
  });
});

describe("Showing values", () => {
  const token: Address = `0x${"70".repeat(20)}`;
  const tokens = new Map([[token, { code: "EURX", decimals: 6 }]]);

  it("counts money in the unit of its currency, or in minor units where nobody knows its decimals", () => {
    const iso = (numeric: number): Address => `0x${numeric.toString(16).padStart(40, "0")}`;
    const shown = (currency: Address | undefined): string => shownAmount(1_234_500n, shownCurrency(currency, tokens));
    expect(shown(iso(978))).to.equal("12345.00");
    expect(shown(iso(392))).to.equal("1234500");
    expect(shown(iso(48))).to.equal("1234.500");
    expect(shown(token)).to.equal("1.234500");
    expect(shown(iso(1))).to.equal("1234500");
    expect(shown(undefined)).to.equal("1234500");
    expect(shownCurrency(iso(978), tokens).code).to.equal("EUR");
    expect(shownCurrency(iso(1), tokens)).to.deep.include({ code: null, decimals: null });
    expect(shownAmount(-5n, { address: null, code: null, decimals: 2 })).to.equal("-0.05");
    expect(shownRate(101_500)).to.equal("10.15");
    expect(shownRate(0)).to.equal("0");
  });
});

describe("Whom a network address stands for", () => {
  it("is the address, or the network of an IPv6 customer", () => {
    expect(networkOf("192.0.2.7")).to.equal("192.0.2.7");
    expect(networkOf("::ffff:192.0.2.7")).to.equal("192.0.2.7");
    expect(networkOf("2001:db8:1:2:3:4:5:6")).to.equal("2001:0db8:0001:0002");
    expect(networkOf("2001:DB8:1:2::9")).to.equal("2001:0db8:0001:0002");
    expect(networkOf("2001:db8::1")).to.equal("2001:0db8:0000:0000");
    expect(networkOf("fe80::1%eth0")).to.equal("fe80:0000:0000:0000");
    expect(networkOf("::1")).to.equal("0000:0000:0000:0000");
    expect(networkOf(undefined)).to.equal("unknown");
  });
});
