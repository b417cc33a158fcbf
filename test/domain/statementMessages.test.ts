import { readFileSync } from "node:fs";
import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { hashTypedData } from "viem";
import { digestOf, encodeType, typeHash } from "../../src/domain/eip712.ts";
import type { TypedMessage } from "../../src/domain/eip712.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { debtHash, STATEMENT_STRUCTS } from "../../src/domain/statement.ts";
import * as messages from "../../src/domain/statementMessages.ts";
import { STATEMENT_TYPES } from "../../src/domain/statementMessages.ts";
import { ROOT, STATEMENT } from "../support/statementVectors.ts";

const VALIDITY = { nonce: 2n ** 256n - 1n, deadline: 1_800_000_000n };
const ROOTS = { supplierRoot: ROOT, supplierVersion: 2, buyerRoot: ROOT, buyerVersion: 1 };
const SUM = { amount: -(2n ** 92n) + 1n, salt: ROOT };
const BALANCE = { statement: STATEMENT, roots: ROOTS, party: STATEMENT.buyer, balance: SUM };
const EXCEPTIONS = { result: ROOT, count: 3 };
const DEBT = {
  statement: STATEMENT,
  roots: ROOTS,
  debtor: STATEMENT.buyer,
  debt: { amount: 1n, salt: ROOT },
  payBy: 7,
};

const EVERY: readonly TypedMessage[] = [
  messages.statementPosting(
    STATEMENT,
    { party: STATEMENT.supplier, root: ROOT, replaces: ROOT, version: 2, keys: ROOT, replyBy: 1_800_000_000 },
    VALIDITY,
  ),
  messages.balanceAgreed(BALANCE, VALIDITY),
  messages.balanceAgreedExcept(BALANCE, EXCEPTIONS, VALIDITY),
  messages.balanceRejected(BALANCE, EXCEPTIONS, VALIDITY),
  messages.debtAcknowledgement(DEBT, VALIDITY),
  messages.receivedDemand({ statement: STATEMENT, roots: ROOTS, debtor: STATEMENT.buyer, demand: ROOT }, VALIDITY),
];

function source(path: string): string {
  return readFileSync(new URL(`../../contracts/${path}`, import.meta.url), "utf8");
}

describe("A message about a statement", () => {
  const domain = messages.statementsDomain(31_337, "0x7777777777777777777777777777777777777777");

  it("has the digest that wallets give it", () => {
    for (const { types, primaryType, message } of EVERY) {
      const digest = digestOf(domain, { types, primaryType, message });
      expect(digest, primaryType).to.equal(hashTypedData({ domain, types, primaryType, message: { ...message } }));
      const mutable = Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));
      expect(digest, primaryType).to.equal(TypedDataEncoder.hash(domain, mutable, { ...message }));
    }
  });

  it("has the type and the type hash that the contract has written out", () => {
    const library = source("libraries/StatementMessages.sol");
    const hashes = [...library.matchAll(/@dev "([^"]+)"\s+bytes32 internal constant (\w+) =\s+(0x[0-9a-f]{64});/g)];
    const written = new Map(
      hashes.map(([, type = "", , hash]) => [type.replace(/\s*\/\/\/\s*/g, " ").replace(/, /g, ","), hash]),
    );
    const signed = Object.keys(STATEMENT_TYPES).filter((name) => name !== "Sum");
    expect(written.size).to.equal(signed.length);
    for (const name of signed) {
      const own = encodeType(STATEMENT_TYPES, name).replace(/\).*$/, ")");
      expect(written.get(own), own).to.equal(typeHash(STATEMENT_TYPES, name));
    }
  });

  it("says what it means in the words of the contract", () => {
    const texts = source("types/StatementTexts.sol");
    for (const name of ["BALANCE_TEXT", "DEBT_TEXT", "DEMAND_TEXT"] as const) {
      const pieces = new RegExp(`string constant ${name} =\\s+((?:unicode"[^"]*"\\s*)+);`).exec(texts)?.[1] ?? "";
      const text = [...pieces.matchAll(/"([^"]*)"/g)].map(([, piece]) => piece).join("");
      expect(messages[name]).to.equal(text);
      expect(texts).to.include(`${name}_HASH = ${keccakOfText(text)};`);
    }
  });

  it("differs from every other although it is about the same, and so do the three texts", () => {
    expect(new Set(EVERY.map((message) => digestOf(domain, message))).size).to.equal(EVERY.length);
    expect(messages.BALANCE_TEXT).to.include("acknowledges no debt");
    expect(messages.DEMAND_TEXT).to.include("acknowledges no debt");
    expect(messages.DEBT_TEXT).to.include("acknowledge that we owe");
  });

  it("is for one chain and one contract", () => {
    const [first] = EVERY;
    if (first === undefined) throw new Error("there is no message");
    const others = [
      messages.statementsDomain(1, domain.verifyingContract),
      messages.statementsDomain(31_337, STATEMENT.buyer),
    ];
    expect(new Set([domain, ...others].map((of) => digestOf(of, first))).size).to.equal(3);
  });

  it("acknowledges no debt of nothing or less", () => {
    for (const amount of [0n, -1n]) {
      const act = { ...DEBT, debt: { amount, salt: ROOT } };
      expect(() => messages.debtAcknowledgement(act, VALIDITY)).to.throw(RangeError, `the debt is ${amount}`);
      expect(() => debtHash(act.debt)).to.throw(RangeError, "name the other side as the debtor");
    }
  });

  it("has no field but those of its type", () => {
    for (const { types, primaryType, message } of EVERY) {
      expect(Object.keys(message), primaryType).to.have.members(types[primaryType]?.map(({ name }) => name) ?? []);
    }
    expect(Object.keys(STATEMENT_STRUCTS)).to.deep.equal(["Statement", "Roots", "Sum"]);
  });
});
