import { expect } from "chai";
import { closedError, storeErrorOf, StoreRetryError } from "../../src/store/errors.ts";

function coded(code: string): Error {
  return Object.assign(new Error("what the engine said"), { code });
}

describe("An error of the database", () => {
  const passing = [
    "08006",
    "25006",
    "40001",
    "40P01",
    "53100",
    "53300",
    "55P03",
    "57014",
    "57P01",
    "57P03",
    "ECONNREFUSED",
  ];
  for (const code of passing) {
    it(`is worth a retry if it is ${code}`, () => {
      expect(storeErrorOf(coded(code))).to.include({ name: "StoreRetryError", mayBeStored: false });
    });
  }

  for (const code of ["22003", "23505", "28P01", "3D000", "42P01", "XX000"]) {
    it(`is a refusal if it is ${code}`, () => {
      expect(storeErrorOf(coded(code))).to.include({ name: "StoreRefusedError", code });
    });
  }

  for (const text of ["Connection terminated unexpectedly", "timeout exceeded when trying to connect"]) {
    it(`is worth a retry if the driver says "${text}"`, () => {
      expect(storeErrorOf(new Error(text))).to.include({ name: "StoreRetryError", code: "ConnectionLost" });
    });
  }

  it("leaves open whether anything was stored if the connection broke while it was committing", () => {
    for (const code of ["ECONNRESET", "57P01", "08006"]) {
      expect(storeErrorOf(coded(code), true)).to.include({ name: "StoreRetryError", mayBeStored: true });
    }
    // These are answers, and a server that answers so has stored nothing.
    for (const code of ["40001", "53100"]) {
      expect(storeErrorOf(coded(code), true)).to.include({ name: "StoreRetryError", mayBeStored: false });
    }
  });

  it("is told by the first of many where a name has several addresses", () => {
    const many = new AggregateError([coded("ECONNREFUSED"), coded("ECONNREFUSED")], "");
    expect(storeErrorOf(many)).to.be.instanceOf(StoreRetryError);
  });

  it("keeps its cause, and passes where it is no error of an engine", () => {
    const cause = coded("23505");
    expect(storeErrorOf(cause)).to.have.property("cause", cause);
    for (const other of [
      new TypeError("a mistake"),
      coded("ERR_INVALID_ARG_TYPE"),
      closedError(),
      "a text",
      undefined,
    ]) {
      expect(storeErrorOf(other)).to.equal(other);
    }
  });
});
