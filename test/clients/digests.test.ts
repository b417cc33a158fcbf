import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { concat, keccak256 } from "viem";
import type { LedgerClient } from "../../src/clients/port.ts";
import { digestOf } from "../../src/domain/eip712.ts";
import type { TypedMessage } from "../../src/domain/eip712.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import * as messages from "../../src/domain/messages.ts";
import { leafOf, signingDomain } from "../../src/domain/messages.ts";
import { Outcome, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Consent, Hex } from "../../src/domain/receivable.ts";
import type { Item } from "../support/receivables.ts";
import { address, CLIENTS, failureOf, order, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const HASH = keccakOfText("a paper");
const VALIDITY = { nonce: 11n, deadline: 4_000_000_000n };
const NOBODY: Hex = `0x${"00".repeat(64)}1b`;

interface Act {
  readonly message: TypedMessage;
  readonly signer: keyof typeof address;
  readonly send: (by: LedgerClient, consent: Consent) => Promise<unknown>;
  readonly root?: Partial<Consent>;
}

/** A root over subjects, as OpenZeppelin's library makes it. */
function rootOver(subjects: readonly Hex[]): {
  readonly signed: { readonly root: Hex; readonly count: bigint; readonly deadline: bigint };
  readonly proofOf: (subject: Hex) => Partial<Consent>;
} {
  const tree = StandardMerkleTree.of(
    subjects.map((subject) => [subject]),
    ["bytes32"],
  );
  const count = BigInt(subjects.length);
  return {
    signed: { root: tree.root as Hex, count, deadline: VALIDITY.deadline },
    proofOf: (subject) => ({ count, proof: tree.getProof([subject]) as Hex[] }),
  };
}

/** A signed act of every kind on a receivable that is accepted, and on a draft. */
function actsOn(item: Item, draft: Item): Readonly<Record<string, Act>> {
  const { receivable, id, terms: opened } = item;
  const dispute = { amount: 5n, code: 200, evidence: HASH };
  const resolution = { amount: 5n, outcome: Outcome.Conceded, evidence: HASH };
  const issued = keccak256(concat([draft.commitment, keccak256("0x5ea1ed")]));
  const issuances = rootOver([issued, HASH, leafOf(HASH)]);
  const acceptances = rootOver([HASH, draft.commitment, leafOf(HASH)]);
  return {
    Issuance: {
      message: messages.issuance(draft.receivable, messages.contentHash("0x5ea1ed"), VALIDITY),
      signer: "supplier",
      send: (by, supplier) => by.issueSealed(draft.header, "0x5ea1ed", { supplier }),
    },
    Acceptance: {
      message: messages.acceptance(draft.receivable, VALIDITY),
      signer: "buyer",
      send: async (by, buyer) => by.issue(draft.receivable, { buyer }),
    },
    Payment: {
      message: messages.payment(receivable, 9n, VALIDITY),
      signer: "stranger",
      send: (by, consent) => by.pay(order(item, 9n), consent),
    },
    Credit: {
      message: messages.credit(receivable, { holder: address.supplier, amount: 5n, reason: HASH }, VALIDITY),
      signer: "supplier",
      send: (by, consent) => by.credit({ id, opened, amount: 5n, reason: HASH }, consent),
    },
    Dispute: {
      message: messages.dispute(receivable, dispute, VALIDITY),
      signer: "buyer",
      send: (by, consent) => by.dispute({ receivable, ...dispute }, consent),
    },
    Resolution: {
      message: messages.resolution(receivable, { party: address.supplier, ...resolution }, VALIDITY),
      signer: "supplier",
      send: (by, consent) => by.resolve({ receivable, ...resolution }, consent),
    },
    IssuanceRoot: {
      message: messages.issuanceRoot({ ...issuances.signed, supplier: address.supplier }),
      signer: "supplier",
      send: (by, supplier) => by.issueSealed(draft.header, "0x5ea1ed", { supplier }),
      root: issuances.proofOf(issued),
    },
    AcceptanceRoot: {
      message: messages.acceptanceRoot({ ...acceptances.signed, buyer: address.buyer, policy: HASH }),
      signer: "buyer",
      send: (by, buyer) => by.issueSealed(draft.header, "0x", { buyer }),
      root: { ...acceptances.proofOf(draft.commitment), policy: HASH },
    },
  };
}

describe("The contract's digest", () => {
  let stage: Stage;
  let acts: Readonly<Record<string, Act>>;
  before(async () => {
    stage = await setStage(CLIENTS["viem"] ?? expect.fail("there is no client"));
    acts = actsOn(await stage.accepted(), await stage.draft());
  });
  after(() => stage.chain.close());

  for (const kind of [
    "Issuance",
    "Acceptance",
    "Payment",
    "Credit",
    "Dispute",
    "Resolution",
    "IssuanceRoot",
    "AcceptanceRoot",
  ]) {
    it(`of ${kind} is the digest that parties sign`, async () => {
      const act = acts[kind] ?? expect.fail(kind);
      const consent: Consent = {
        signer: address[act.signer],
        ...VALIDITY,
        count: 0n,
        policy: ZERO_HASH,
        proof: [],
        signature: NOBODY,
        ...act.root,
      };
      // The supplier issues by itself where the buyer's consent is the one in question.
      const failure = await failureOf(act.send(stage.supplier, consent));
      const domain = signingDomain(stage.chain.addresses.chainId, stage.chain.addresses.ledger);
      expect(failure).to.have.property("code", "SignatureInvalid");
      expect(failure).to.have.deep.property("values", {
        signer: address[act.signer],
        digest: digestOf(domain, act.message),
      });
    });
  }
});
