import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import { hashTypedData } from "viem";
import { digestOf, encodeType, hashStruct } from "../../src/domain/eip712.ts";
import type { SigningDomain, TypedMessage } from "../../src/domain/eip712.ts";
import { payment } from "../../src/domain/messages.ts";
import { permit } from "../../src/domain/permit.ts";
import { PERMIT2, permit2Domain, permit2Payment } from "../../src/domain/permit2.ts";
import { anyReceivable } from "../support/arbitraries.ts";
import { AGREED } from "../support/agreed.ts";

const LEDGER = "0x7777777777777777777777777777777777777777";
const VALIDITY = { nonce: 2n ** 256n - 1n, deadline: 1_800_000_000n };
const CURRENCY: SigningDomain = { name: "Euro", version: "2", chainId: 1n, verifyingContract: LEDGER };

const CONTRACTS = fileURLToPath(new URL("../../contracts", import.meta.url));
const SOLIDITY = globSync("**/*.sol", { cwd: CONTRACTS })
  .map((file) => readFileSync(path.join(CONTRACTS, file), "utf8"))
  .join("\n");

function expectDigest(domain: SigningDomain, { types, primaryType, message }: TypedMessage): void {
  const digest = digestOf(domain, { types, primaryType, message });
  expect(digest).to.equal(hashTypedData({ domain, types, primaryType, message: { ...message } }));
  const structs = Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));
  expect(digest).to.equal(TypedDataEncoder.hash(domain, structs, message));
}

describe("A payment through Permit2", () => {
  it("has the digest of viem and of ethers, in a domain without a version", () => {
    expect(permit2Domain(1n)).not.to.have.property("version");
    fc.assert(
      fc.property(anyReceivable, (receivable) => {
        const message = permit2Payment(receivable, { ledger: LEDGER, maxCash: 2n ** 256n - 1n }, VALIDITY);
        expectDigest(permit2Domain(31_337n), message);
      }),
      { numRuns: 15 },
    );
  });

  it("has the type that the ledger tells Permit2, after what Permit2 puts before it", () => {
    const { types, primaryType } = permit2Payment(AGREED, { ledger: LEDGER, maxCash: 1n }, VALIDITY);
    const constant = /PERMIT2_WITNESS =([^;]+);/.exec(SOLIDITY)?.[1] ?? "";
    const told = [...constant.matchAll(/"([^"]*)"/g)].map(([, part]) => part).join("");
    const own = "PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,";
    expect(encodeType(types, primaryType)).to.equal(`${own}${told}`);
  });

  it("goes to the address that the ledger calls", () => {
    const address = /IPermit2\((0x[0-9a-fA-F]{40})\)/.exec(SOLIDITY)?.[1];
    expect(address?.toLowerCase()).to.equal(PERMIT2);
  });

  it("has the payment as its witness: most cash, nonce and deadline are those that Permit2 checks", () => {
    const { types, message } = permit2Payment(AGREED, { ledger: LEDGER, maxCash: 9n }, VALIDITY);
    const alone = payment(AGREED, 9n, VALIDITY);
    expect(hashStruct(types, "Payment", message["witness"] as object)).to.equal(
      hashStruct(alone.types, "Payment", alone.message),
    );
    expect(message).to.deep.include({
      permitted: { token: AGREED.terms.currency, amount: 9n },
      spender: LEDGER,
      ...VALIDITY,
    });
  });
});

describe("A permit of ERC-2612", () => {
  it("has the digest of viem and of ethers", () => {
    expectDigest(CURRENCY, permit({ owner: PERMIT2, spender: LEDGER, value: 7n, nonce: 3n, deadline: 9n }));
  });

  it("has the type of the standard", () => {
    const { types, primaryType } = permit({ owner: PERMIT2, spender: LEDGER, value: 7n, nonce: 3n, deadline: 9n });
    expect(encodeType(types, primaryType)).to.equal(
      "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)",
    );
  });
});
