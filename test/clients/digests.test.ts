import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { concat, keccak256 } from "viem";
import type { LedgerClient } from "../../src/clients/port.ts";
import { ClarificationAction, ClarificationReason } from "../../src/domain/clarification.ts";
import { RECEIVABLE_TYPES } from "../../src/domain/commitment.ts";
import { digestOf } from "../../src/domain/eip712.ts";
import type { TypedMessage } from "../../src/domain/eip712.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import * as messages from "../../src/domain/messages.ts";
import { leafOf, signingDomain } from "../../src/domain/messages.ts";
import { MESSAGE_TYPES } from "../../src/domain/messageTypes.ts";
import { Outcome, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Consent, Hex } from "../../src/domain/receivable.ts";
import type { Item } from "../support/receivables.ts";
import { address, CLIENTS, failureOf, order, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const HASH = keccakOfText("a paper");
const VALIDITY = { nonce: 11n, deadline: 4_000_000_000n };
const NOBODY: Hex = `0x${"00".repeat(64)}1b`;

/** Every message, by its primary type. */
const KINDS = Object.keys(MESSAGE_TYPES).filter((name) => !(name in RECEIVABLE_TYPES));

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
    ...changesOn(item, draft),
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

/** The signed acts that answer, change, divide and end an agreement, and those about money that moved elsewhere. */
function changesOn(item: Item, draft: Item): Readonly<Record<string, Act>> {
  const { receivable, id, terms: opened, header } = item;
  const [holder, party] = [address.supplier, address.supplier];
  const clarification = { reason: ClarificationReason.ITM, action: ClarificationAction.NIN, text: HASH };
  const reduction = { amount: 5n, reason: HASH };
  const receipt = { bankRef: HASH, cash: 7n, valueDay: 8 };
  const recorded = { bankRef: HASH, holder, principal: 1n, discount: 0n, charges: 2n, lateDays: 3n };
  const other = { ...receivable, document: HASH };
  const bySupplier = (message: TypedMessage, send: Act["send"]): Act => ({ message, signer: "supplier", send });
  const byBuyer = (message: TypedMessage, send: Act["send"]): Act => ({ message, signer: "buyer", send });
  return {
    Query: byBuyer(messages.query(receivable, clarification, VALIDITY), (client, consent) =>
      client.query({ opened: header, clarification }, consent),
    ),
    Rejection: byBuyer(messages.rejection(receivable, clarification, VALIDITY), (client, consent) =>
      client.reject({ opened: header, clarification }, consent),
    ),
    Amendment: bySupplier(messages.amendment(receivable, { amended: other, party }, VALIDITY), (client, consent) =>
      client.amend({ receivable, amended: other }, { holder: consent }),
    ),
    Advice: byBuyer(messages.advice(receivable, receipt, VALIDITY), (client, consent) =>
      client.advise({ receivable, advice: receipt }, consent),
    ),
    Receipt: bySupplier(messages.receipt(receivable, { holder, ...receipt }, VALIDITY), (client, consent) =>
      client.recordReceipt({ id, opened, receipt }, consent),
    ),
    Reversal: bySupplier(
      messages.reversal(receivable, { party, bankRef: HASH, evidence: HASH }, VALIDITY),
      (client, consent) => client.reverseReceipt({ id, opened, recorded, evidence: HASH }, { holder: consent }),
    ),
    Debit: bySupplier(messages.debit(receivable, { party, ...reduction }, VALIDITY), (client, consent) =>
      client.debit({ receivable, ...reduction }, { holder: consent }),
    ),
    Waiver: bySupplier(messages.waiver(receivable, { holder, ...reduction }, VALIDITY), (client, consent) =>
      client.waive({ id, opened, ...reduction }, consent),
    ),
    Split: bySupplier(messages.split(receivable, { holder, amounts: [1n, 2n] }, VALIDITY), (client, consent) =>
      client.split({ receivable, amounts: [1n, 2n] }, consent),
    ),
    WriteOff: bySupplier(messages.writeOff(receivable, { holder, reason: HASH }, VALIDITY), (client, consent) =>
      client.writeOff({ opened: header, reason: HASH }, consent),
    ),
    Cancellation: bySupplier(messages.cancellation(receivable, { holder, reason: HASH }, VALIDITY), (client, consent) =>
      client.cancel({ opened: header, reason: HASH }, consent),
    ),
    TransferConsent: byBuyer(
      messages.transferConsent(receivable, { holder, to: address.factor }, VALIDITY),
      (client, consent) => client.consentTransfer({ opened: header, to: address.factor }, consent),
    ),
    Acceleration: bySupplier(
      messages.acceleration(receivable, { overdue: draft.receivable, holder }, VALIDITY),
      (client, consent) => client.accelerate({ receivable, overdue: draft.receivable }, consent),
    ),
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

  it("is compared for every message", () => {
    expect(Object.keys(acts)).to.have.members(KINDS);
  });

  for (const kind of KINDS) {
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
