import { expect } from "chai";
import { AddressFileError, followedContracts, parseAddresses, serialiseAddresses } from "../../src/chain/addresses.ts";
import type { Addresses } from "../../src/chain/addresses.ts";

const ADDRESSES: Addresses = {
  chainId: 31_337,
  ledger: `0x${"11".repeat(20)}`,
  directory: `0x${"22".repeat(20)}`,
  lens: `0x${"33".repeat(20)}`,
  block: 0,
  blockHash: `0x${"44".repeat(32)}`,
};

describe("The address file", () => {
  it("says the same after it was written and read", () => {
    const text = serialiseAddresses(ADDRESSES);
    expect(parseAddresses(text)).to.deep.equal(ADDRESSES);
    expect(text).to.match(/^\{\n {2}"chainId": 31337,\n(?:.*\n)+\}\n$/);
  });

  it("may know statements and factoring, or be from before there were any", () => {
    const statements: Addresses = { ...ADDRESSES, statements: `0x${"55".repeat(20)}` };
    const known: Addresses = { ...statements, factoring: `0x${"66".repeat(20)}` };
    for (const addresses of [statements, known]) {
      expect(parseAddresses(serialiseAddresses(addresses))).to.deep.equal(addresses);
    }
    expect(serialiseAddresses(ADDRESSES)).to.not.include("statements").and.not.include("factoring");
    const { ledger, directory } = ADDRESSES;
    expect(followedContracts(ADDRESSES)).to.deep.equal([ledger, directory]);
    expect(followedContracts(known)).to.deep.equal([ledger, directory, known.statements, known.factoring]);
    expect(() => parseAddresses(JSON.stringify({ ...ADDRESSES, factoring: 7 })))
      .to.throw(AddressFileError, '"factoring" of the address file is 7, which is no address')
      .with.property("field", "factoring");
    expect(() => parseAddresses(JSON.stringify({ ...ADDRESSES, statements: null })))
      .to.throw(AddressFileError, '"statements" of the address file is null, which is no address')
      .with.property("field", "statements");
  });

  it("may say more than is known", () => {
    const text = JSON.stringify({ ...ADDRESSES, comment: "the test chain" });
    expect(parseAddresses(text)).to.deep.equal(ADDRESSES);
  });

  const faults: readonly (readonly [keyof Addresses, unknown, string])[] = [
    ["chainId", "31337", '"31337"'],
    ["chainId", 1.5, "1.5"],
    ["chainId", -1, "-1"],
    ["chainId", 2 ** 53, "9007199254740992"],
    ["block", null, "null"],
    ["ledger", undefined, "missing"],
    ["directory", "0x1234", '"0x1234"'],
    ["lens", "22".repeat(20), `"${"22".repeat(20)}"`],
    ["blockHash", ADDRESSES.ledger, `"${ADDRESSES.ledger}"`],
  ];
  for (const [field, value, shown] of faults) {
    it(`is refused with ${field} as ${shown}, by name and value`, () => {
      const read = (): Addresses => parseAddresses(JSON.stringify({ ...ADDRESSES, [field]: value }));
      expect(read)
        .to.throw(AddressFileError, /countersign deploy/)
        .with.property("field", field);
      expect(read).to.throw(AddressFileError).with.property("value", shown);
    });
  }

  it("is refused if it is no JSON object", () => {
    for (const text of ["", "{", "[]", "null", "7"]) {
      expect(() => parseAddresses(text), text)
        .to.throw(AddressFileError, /is no JSON/)
        .with.property("field", undefined);
    }
  });
});
