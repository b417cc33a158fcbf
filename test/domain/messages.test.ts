import { readFileSync } from "node:fs";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import { concat, hashTypedData, keccak256, recoverTypedDataAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { digestOf, encodeType, typeHash } from "../../src/domain/eip712.ts";
import type { TypedMessage } from "../../src/domain/eip712.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import * as messages from "../../src/domain/messages.ts";
import { ACCEPTANCE_TEXT, leafOf, MESSAGE_TYPES, signingDomain } from "../../src/domain/messages.ts";
import { Outcome, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { anyHash, anyReceivable } from "../support/arbitraries.ts";
import { AGREED } from "../support/agreed.ts";

const DOMAIN = signingDomain(31_337, "0x7777777777777777777777777777777777777777");
const VALIDITY = { nonce: 2n ** 256n - 1n, deadline: 1_800_000_000n };

function source(path: string): string {
  return readFileSync(new URL(`../../contracts/${path}`, import.meta.url), "utf8");
}

/** Every message about a receivable. */
function every(receivable: Receivable): readonly TypedMessage[] {
  const { header, document } = receivable;
  const resolution = { party: header.supplier, amount: 7n, outcome: Outcome.Conceded, evidence: document };
  const root = { root: document, count: 10_000n, deadline: 1n };
  return [
    messages.issuance(receivable, document, VALIDITY),
    messages.acceptance(receivable, VALIDITY),
    messages.payment(receivable, 2n ** 256n - 1n, VALIDITY),
    messages.credit(receivable, { holder: header.buyer, amount: 100n, reason: document }, VALIDITY),
    messages.dispute(receivable, { amount: 7n, code: 255, evidence: document }, VALIDITY),
    messages.resolution(receivable, resolution, VALIDITY),
    messages.issuanceRoot({ ...root, supplier: header.supplier }),
    messages.acceptanceRoot({ ...root, buyer: header.buyer, policy: header.invoice }),
  ];
}

function byViem({ types, primaryType, message }: TypedMessage): string {
  return hashTypedData({ domain: DOMAIN, types, primaryType, message: { ...message } });
}

function byEthers({ types, message }: TypedMessage): string {
  const structs = Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));
  return TypedDataEncoder.hash(DOMAIN, structs, message);
}

describe("A message", () => {
  it("has the digest of viem and of ethers", () => {
    fc.assert(
      fc.property(anyReceivable, (receivable) => {
        for (const message of every(receivable)) {
          const digest = digestOf(DOMAIN, message);
          expect(digest, message.primaryType).to.equal(byViem(message));
          expect(digest, message.primaryType).to.equal(byEthers(message));
        }
      }),
      { numRuns: 30 },
    );
  });

  it("has these digests for this receivable, for ever", () => {
    const digests = Object.fromEntries(
      every(AGREED).map((message) => [message.primaryType, digestOf(DOMAIN, message)]),
    );
    expect(digests).to.deep.equal({
      Issuance: "0x29b022ab4cc80fbb3d0af89e542d248e3ceb63c781545f16114479dc1471027b",
      Acceptance: "0x63a51477b1641dafdecdce2c8fa9a2ff6fc30435841e2be6f39bb280efb29aaf",
      Payment: "0xda0f77517329532f466d8f9aa0183c764424bb2db6492e1755afaa4270ce02dd",
      Credit: "0x27a26511b99eac2dc846dd68619712d8a193b6c2c65458f8be56cdd541ff8d88",
      Dispute: "0x5e989d4691b54bee29d22322572531825d2dd829efada84e709f392ef990deac",
      Resolution: "0x6685593de0e3d442bd87b09dc532c5f17ccacfda44e6cc8d48b4cf7f55f3bcc5",
      IssuanceRoot: "0xcdf843d1374a90f4ca0d05b32890554d4386bfdd0a371b1414636cc2e14ef69b",
      AcceptanceRoot: "0x57edb57df11c7b4e8fc941196961b0acdbcb12297f676c50ee24b146b0c031bb",
    });
  });

  it("has the type and the type hash that the contracts have written out", () => {
    const solidity = source("libraries/Messages.sol");
    const constant = /((?:\/\/\/ [^\n]*\n\s+)+)bytes32 internal constant (\w+) = (0x[0-9a-f]{64});/g;
    const written = [...solidity.matchAll(constant)].map(([, notes = "", name = "", hash = ""]) => {
      const type = /"([^"]+)"/.exec(notes.replace(/\s*\/\/\/\s*(?:@dev )?/g, " ").replace(/, +/g, ","))?.[1] ?? "";
      return { name: type.slice(0, type.indexOf("(")), type, constant: name, hash };
    });
    expect(written).to.have.lengthOf(8);
    for (const { name, type, hash } of written) {
      expect(encodeType(MESSAGE_TYPES, name).startsWith(type), type).to.equal(true);
      expect(typeHash(MESSAGE_TYPES, name), name).to.equal(hash);
    }
  });

  it("carries the acceptance text of the contracts, word for word", () => {
    const solidity = source("types/AcceptanceText.sol");
    const text = [...solidity.matchAll(/unicode"([^"]*)"/g)].map(([, part]) => part).join("");
    expect(ACCEPTANCE_TEXT).to.equal(text);
    expect(solidity).to.include(`ACCEPTANCE_TEXT_HASH = ${keccakOfText(ACCEPTANCE_TEXT)};`);
    for (const message of every(AGREED).filter(({ primaryType }) => primaryType.startsWith("Acceptance"))) {
      expect(message.message).to.have.property("text", ACCEPTANCE_TEXT);
    }
  });

  it("names only the structs it is made of, as ethers and wallets want it", () => {
    const structs = every(AGREED).map(({ types }) => Object.keys(types));
    const nested = ["Header", "Receivable", "Terms"];
    expect(structs).to.deep.equal([
      ["Issuance", ...nested],
      ["Acceptance", ...nested],
      ["Payment", ...nested],
      ["Credit", ...nested],
      ["Dispute", ...nested],
      ["Resolution", ...nested],
      ["IssuanceRoot"],
      ["AcceptanceRoot"],
    ]);
  });

  it("is for one ledger on one chain", () => {
    const [message] = every(AGREED);
    const account = privateKeyToAccount(keccakOfText("a key"));
    const other = [signingDomain(1, DOMAIN.verifyingContract), signingDomain(31_337, account.address)];
    const digests = [DOMAIN, ...other].map((domain) =>
      digestOf(domain, message ?? messages.acceptance(AGREED, VALIDITY)),
    );
    expect(new Set(digests).size).to.equal(3);
  });

  it("recovers the key that signed it", async () => {
    const account = privateKeyToAccount(keccakOfText("a key"));
    for (const { types, primaryType, message } of every(AGREED)) {
      const typed = { domain: DOMAIN, types, primaryType, message: { ...message } };
      const signature = await account.signTypedData(typed);
      expect(await recoverTypedDataAddress({ ...typed, signature })).to.equal(account.address);
    }
  });
});

describe("The content of an issuance", () => {
  it("is signed by its hash, and as zero where the terms are in the open", () => {
    expect(messages.contentHash("0x5ea1ed")).to.equal(keccak256("0x5ea1ed"));
    expect(messages.contentHash("0x")).to.equal(keccak256("0x"));
    expect(messages.contentHash(undefined)).to.equal(ZERO_HASH);
  });

  it("goes under a root together with its commitment", () => {
    fc.assert(
      fc.property(anyHash, anyHash, (commitment, content) => {
        expect(messages.issuedSubject(commitment, content)).to.equal(keccak256(concat([commitment, content])));
      }),
    );
  });
});

describe("A leaf", () => {
  it("is that of OpenZeppelin's trees: the root of one leaf is the leaf", () => {
    fc.assert(
      fc.property(anyHash, (commitment) => {
        expect(leafOf(commitment)).to.equal(StandardMerkleTree.of([[commitment]], ["bytes32"]).root);
      }),
    );
  });
});
