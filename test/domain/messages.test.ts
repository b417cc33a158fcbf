import { readFileSync } from "node:fs";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import { concat, hashTypedData, keccak256, recoverTypedDataAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { digestOf, encodeType, typeHash } from "../../src/domain/eip712.ts";
import type { TypedMessage } from "../../src/domain/eip712.ts";
import { ClarificationAction, ClarificationReason } from "../../src/domain/clarification.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import * as messages from "../../src/domain/messages.ts";
import { ACCEPTANCE_TEXT, leafOf, signingDomain } from "../../src/domain/messages.ts";
import { MESSAGE_TYPES } from "../../src/domain/messageTypes.ts";
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
  const { supplier: holder, buyer: party } = header;
  const clarification = { reason: ClarificationReason.OTH, action: ClarificationAction.CNA, text: document };
  const receipt = { bankRef: header.invoice, cash: 2n ** 96n - 1n, valueDay: 20_501 };
  const other = { ...receivable, document: header.invoice };
  const resolution = { party: header.supplier, amount: 7n, outcome: Outcome.Conceded, evidence: document };
  const root = { root: document, count: 10_000n, deadline: 1n };
  return [
    messages.issuance(receivable, document, VALIDITY),
    messages.acceptance(receivable, VALIDITY),
    messages.query(receivable, clarification, VALIDITY),
    messages.rejection(receivable, clarification, VALIDITY),
    messages.amendment(receivable, { amended: other, party }, VALIDITY),
    messages.payment(receivable, 2n ** 256n - 1n, VALIDITY),
    messages.advice(receivable, receipt, VALIDITY),
    messages.receipt(receivable, { holder, ...receipt }, VALIDITY),
    messages.reversal(receivable, { party, bankRef: header.invoice, evidence: document }, VALIDITY),
    messages.credit(receivable, { holder: header.buyer, amount: 100n, reason: document }, VALIDITY),
    messages.debit(receivable, { party, amount: 9n, reason: document }, VALIDITY),
    messages.waiver(receivable, { holder, amount: 8n, reason: document }, VALIDITY),
    messages.dispute(receivable, { amount: 7n, code: 255, evidence: document }, VALIDITY),
    messages.resolution(receivable, resolution, VALIDITY),
    messages.split(receivable, { holder, amounts: [1n, 2n ** 96n - 1n, 0n] }, VALIDITY),
    messages.writeOff(receivable, { holder, reason: document }, VALIDITY),
    messages.cancellation(receivable, { holder, reason: document }, VALIDITY),
    messages.transferConsent(receivable, { holder, to: party }, VALIDITY),
    messages.acceleration(receivable, { overdue: other, holder }, VALIDITY),
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
      { numRuns: 15 },
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
      Query: "0x6c1ff094021e5701fcfea13efdee5d8c95af7b0e697ac13988a27b06d3508335",
      Rejection: "0xcdabe51d5762eadf91962146a536c1c66395c9662c067e7693586898a2cab197",
      Amendment: "0xa9bffd95db638e945a124560cfa527f6dc26475fedc975eaa312176a437ac13c",
      Advice: "0x3a69b4057ffa290b7544bca509bae78f5d95e98ccd2d720280373f8adc718757",
      Receipt: "0xa13fcb92f5e89cb2b53a5897d61f973d7656ed390f04e7cd4b7aa8ffac0a67bb",
      Reversal: "0xfb5b412143aa4a1ff09fedc14bdefe8286feda5d0bee62007a53da34ddbe2b57",
      Debit: "0xd4e8bd9f9816b3b7bc7cc29dffaa201a39bbb92dcca48f9c5654de88d267aa69",
      Waiver: "0x297c736fb1687732efc601280fc23fa275255fed25de43c1ef117bd0434ee006",
      Split: "0x1db9425f4cbe4d3e2fbea201a191fc9614b6ac791df32883b75c508acfdf60fe",
      WriteOff: "0x23b27555ef6181ec97f8337de778f79a5b65d9aa1da9b83a023f8972a3a477ff",
      Cancellation: "0xd7f3068c93be13fad372cc9c51a0c319007cf2872dad882f08574a7ada422f42",
      TransferConsent: "0x26a0608fce925a87ab0e1e1041c70b911731935f42cb37d198fce7a72df85c6b",
      Acceleration: "0x89c94ffad489e03893a52fd024db5d75d64c7b8ccae95e23cbf325248c3c1793",
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
    expect(written).to.have.lengthOf(every(AGREED).length);
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
    for (const { types, primaryType } of every(AGREED)) {
      const nested = primaryType.endsWith("Root") ? [] : ["Header", "Receivable", "Terms"];
      expect(Object.keys(types)).to.deep.equal([primaryType, ...nested]);
    }
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
