import { expect } from "chai";
import { keccak256 as keccakByViem, encodeAbiParameters } from "viem";
import { commitmentOf, idOf, termsHash } from "../../src/domain/commitment.ts";
import { debited, parts } from "../../src/domain/derived.ts";
import type { LedgerEvent } from "../../src/domain/events.ts";
import { EMPTY_LEDGER, fold } from "../../src/domain/fold.ts";
import type { LedgerState } from "../../src/domain/fold.ts";
import { keccakOfText, wordOf } from "../../src/domain/hash.ts";
import { NEW_POSITION } from "../../src/domain/money.ts";
import { ReceiptStatus, receiptWord } from "../../src/domain/receipts.ts";
import { Status, ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { UNKNOWN_RECEIVABLE } from "../../src/domain/receivableState.ts";
import type { ReceivableState } from "../../src/domain/receivableState.ts";
import { wordsOf } from "../../src/domain/words.ts";
import { AGREED } from "../support/agreed.ts";

const { header, terms, document } = AGREED;
const ID = idOf(header);
const HASH = keccakOfText("a paper");
const [ANNA, BORIS]: readonly [Address, Address] = [`0x${"aa".repeat(20)}`, `0x${"bb".repeat(20)}`];

const ISSUED: LedgerEvent = { name: "ReceivableIssued", id: ID, by: ANNA, ...header, terms, document };
const SEALED: LedgerEvent = {
  name: "ReceivableSealed",
  id: ID,
  by: ANNA,
  ...header,
  terms: termsHash(terms),
  document,
  content: "0xabcd",
};
const ACCEPTED: LedgerEvent = { name: "ReceivableAccepted", id: ID, by: BORIS, commitment: commitmentOf(AGREED) };
const REJECTED: LedgerEvent = { name: "ReceivableRejected", id: ID, by: BORIS, reason: 6, action: 2, text: HASH };
const DEBITED: LedgerEvent = {
  name: "ReceivableDebited",
  id: ID,
  by: ANNA,
  buyerBy: BORIS,
  amount: 9n,
  reason: HASH,
  disputed: 3n,
  commitment: commitmentOf(debited(AGREED, 9n)),
};
const AMOUNTS = [1_000_000n, 234_567n];
const SPLIT: LedgerEvent = {
  name: "ReceivableSplit",
  id: ID,
  by: ANNA,
  amounts: AMOUNTS,
  commitments: parts(AGREED, NEW_POSITION, AMOUNTS).map(commitmentOf),
};
const RECORDED = { bankRef: HASH, holder: ANNA, principal: 70n, discount: 2n, charges: 5n, lateDays: 210n };

function ledgerAfter(...events: readonly LedgerEvent[]): LedgerState {
  return fold(EMPTY_LEDGER, events);
}

function after(...events: readonly LedgerEvent[]): ReceivableState {
  return ledgerAfter(...events).receivables.get(ID) ?? UNKNOWN_RECEIVABLE;
}

function amended(over: Partial<Extract<LedgerEvent, { name: "ReceivableAmended" }>> = {}): LedgerEvent {
  const changed = {
    policy: 5,
    revision: 9,
    terms: { ...terms, lateRate: 7 },
    document: HASH,
    disputed: 4n,
    closed: false,
  };
  return { name: "ReceivableAmended", id: ID, by: ANNA, supplierBy: ANNA, buyerBy: BORIS, ...changed, ...over };
}

describe("Folding changes of an agreement", () => {
  it("follows the buyer's answers, and issues again what is amended before it was accepted", () => {
    const queried: LedgerEvent = { name: "ReceivableQueried", id: ID, by: BORIS, reason: 5, action: 1, text: HASH };
    expect(after(ISSUED, queried).status).to.equal(Status.Queried);
    expect(after(ISSUED, queried, REJECTED).status).to.equal(Status.Rejected);
    expect(after(ISSUED, REJECTED, amended()).status).to.equal(Status.Issued);
    expect(after(ISSUED, ACCEPTED, amended()).status).to.equal(Status.Accepted);
  });

  it("takes policy, revision, terms and document of an amendment, in the open even if they were sealed", () => {
    const consented: LedgerEvent = { name: "TransferConsented", id: ID, by: BORIS, to: BORIS };
    const state = after(SEALED, consented, amended({ closed: true }));
    const changed = { ...terms, lateRate: 7 };
    const revised = { ...header, policy: 5, revision: 9 };
    expect(state.agreed).to.deep.equal({
      header: revised,
      terms: termsHash(changed),
      document: HASH,
      openTerms: changed,
      content: "0x",
    });
    const commitment = commitmentOf({ header: revised, terms: changed, document: HASH });
    expect(state).to.include({ commitment, locked: true, closed: true, transferee: ZERO_ADDRESS, disputed: 4n });
  });

  it("derives the terms of a debit note where they are open, and leaves sealed ones to their readers", () => {
    const next = debited(AGREED, 9n);
    const { commitment } = DEBITED as { commitment: Hex };
    const revised = { header: next.header, document };
    expect(after(ISSUED, ACCEPTED, DEBITED)).to.deep.include({
      commitment,
      disputed: 3n,
      agreed: { ...revised, terms: termsHash(next.terms), openTerms: next.terms, content: "0x" },
    });
    expect(after(SEALED, ACCEPTED, DEBITED)).to.deep.include({
      commitment,
      agreed: { ...revised, terms: undefined, openTerms: undefined, content: "0xabcd" },
    });
  });

  it("makes accepted parts of a split, which are as locked as the whole", () => {
    const { receivables } = ledgerAfter({ ...ISSUED, policy: 6 }, ACCEPTED, SPLIT);
    expect(receivables.get(ID)?.status).to.equal(Status.Split);
    const derived = parts({ ...AGREED, header: { ...header, policy: 6 } }, NEW_POSITION, AMOUNTS);
    for (const [index, part] of derived.entries()) {
      const state = receivables.get(idOf(part.header));
      expect(state).to.include({ status: Status.Accepted, part: true, locked: true });
      expect(state?.commitment).to.equal((SPLIT as { commitments: readonly Hex[] }).commitments[index]);
      expect(state?.agreed).to.deep.include({ header: part.header, openTerms: part.terms, document });
    }
  });

  it("knows the ids of the parts of what is sealed, and of what nobody issued no parts", () => {
    const { receivables } = ledgerAfter(SEALED, ACCEPTED, SPLIT);
    expect(receivables.size).to.equal(3);
    for (const part of parts(AGREED, NEW_POSITION, AMOUNTS)) {
      const agreed = { header: part.header, terms: undefined, openTerms: undefined, document, content: "0xabcd" };
      expect(receivables.get(idOf(part.header))?.agreed).to.deep.equal(agreed);
    }
    expect([...ledgerAfter(SPLIT).receivables.keys()]).to.deep.equal([ID]);
  });

  it("uses the buyer's consent to a transfer up, and lets it be taken back", () => {
    const consented = (to: Address): LedgerEvent => ({ name: "TransferConsented", id: ID, by: BORIS, to });
    expect(after(consented(ANNA)).transferee).to.equal(ANNA);
    expect(after(consented(ANNA), consented(ZERO_ADDRESS)).transferee).to.equal(ZERO_ADDRESS);
    const sold: LedgerEvent = { name: "Transfer", from: BORIS, to: ANNA, id: ID };
    expect(after(consented(ANNA), sold)).to.include({ holder: ANNA, transferee: ZERO_ADDRESS });
  });

  it("lets the holder listen until the token is transferred, whatever else happens", () => {
    const begun: LedgerEvent = { name: "ListeningBegun", id: ID, holder: ANNA };
    expect(after(ISSUED).listening).to.equal(false);
    expect(after(ISSUED, begun, ACCEPTED)).to.include({ listening: true, status: Status.Accepted, locked: false });
    const sold: LedgerEvent = { name: "Transfer", from: ANNA, to: BORIS, id: ID };
    expect(after(ISSUED, begun, sold)).to.include({ listening: false, holder: BORIS });
    expect(after(ISSUED, begun, sold, { ...begun, holder: BORIS }).listening).to.equal(true);
  });

  it("keeps the status of what is written off, and ends what is cancelled", () => {
    const writtenOff: LedgerEvent = { name: "ReceivableWrittenOff", id: ID, by: ANNA, reason: HASH };
    expect(after(ISSUED, ACCEPTED, writtenOff)).to.include({ status: Status.Accepted, writtenOff: true });
    const cancelled: LedgerEvent = { name: "ReceivableCancelled", id: ID, by: ANNA, reason: HASH };
    expect(after(ISSUED, cancelled).status).to.equal(Status.Cancelled);
  });
});

describe("Folding receipts", () => {
  const advised = (cash: bigint, bankRef = HASH): LedgerEvent => {
    return { name: "ReceiptAdvised", id: ID, by: BORIS, bankRef, cash, valueDay: 20_000 };
  };
  const recorded: LedgerEvent = {
    name: "ReceiptRecorded",
    id: ID,
    by: ANNA,
    ...RECORDED,
    valueDay: 20_000,
    advised: true,
    closed: true,
  };
  const { bankRef, principal, discount, charges, lateDays } = RECORDED;
  const opened = { bankRef, principal, discount, charges, lateDays };
  const reversed: LedgerEvent = {
    name: "ReceiptReversed",
    id: ID,
    by: ANNA,
    ...opened,
    evidence: HASH,
    closed: false,
  };

  it("counts the advices that wait: one is answered by its receipt, another taken back", () => {
    expect(after(advised(1n), advised(2n, ID)).advices).to.equal(2);
    expect(after(advised(1n), advised(2n, ID), advised(0n, ID)).advices).to.equal(1);
    expect(after(advised(1n), recorded).advices).to.equal(0);
  });

  it("settles what was recorded, and opens again what was reversed, for ever under another reference", () => {
    expect(after(recorded)).to.include({
      settled: 70n,
      chargesSettled: 5n,
      lateDays: 210n,
      detailed: true,
      closed: true,
    });
    const state = after(recorded, reversed);
    expect(state).to.include({ settled: 0n, chargesSettled: 0n, lateDays: 0n, detailed: true, closed: false });
    expect([...state.receipts]).to.deep.equal([[HASH, { status: ReceiptStatus.Reversed }]]);
  });

  it("knows that a discount stands until a receipt that earned one goes back", () => {
    const plain = { ...recorded, discount: 0n, bankRef: ID } as const;
    const plainReversed = { ...reversed, discount: 0n, bankRef: ID } as const;
    expect(after(plain).discounted).to.equal(false);
    expect(after(plain, recorded).discounted).to.equal(true);
    expect(after(plain, recorded, plainReversed).discounted).to.equal(true);
    expect(after(plain, recorded, plainReversed, reversed).discounted).to.equal(false);
  });

  it("counts charges that were waived as settled", () => {
    const waived: LedgerEvent = { name: "ChargesWaived", id: ID, by: ANNA, charges: 4n, reason: HASH, closed: false };
    expect(after(waived)).to.include({ chargesSettled: 4n, detailed: true, closed: false });
  });

  it("has for each bank reference the hash of what was said, with its status in the last byte", () => {
    const types = [
      { type: "bytes32" },
      { type: "address" },
      ...Array<{ type: "uint256" }>(4).fill({ type: "uint256" }),
    ];
    const hash = keccakByViem(encodeAbiParameters(types, [HASH, ANNA, 70n, 2n, 5n, 210n]));
    const word = receiptWord({ status: ReceiptStatus.Recorded, recorded: RECORDED });
    expect(wordOf(word)).to.equal(`${hash.slice(0, -2)}02`);
    const advice = { bankRef: HASH, cash: 1n, valueDay: 20_000 };
    const said = keccakByViem(
      encodeAbiParameters([{ type: "bytes32" }, { type: "uint96" }, { type: "uint32" }], [HASH, 1n, 20_000]),
    );
    expect(wordOf(receiptWord({ status: ReceiptStatus.Advised, advice }))).to.equal(`${said.slice(0, -2)}01`);
    expect(receiptWord({ status: ReceiptStatus.Reversed })).to.equal(3n);
  });

  it("packs advices and the marks of a write-off into the ledger word", () => {
    const writtenOff: LedgerEvent = { name: "ReceivableWrittenOff", id: ID, by: ANNA, reason: HASH };
    const words = wordsOf(ledgerAfter(ISSUED, ACCEPTED, advised(1n), advised(2n, ID), writtenOff));
    const low = ((2n << 9n) | (1n << 7n) | 4n).toString(16).padStart(4, "0");
    expect([...words.values()]).to.include(`${commitmentOf(AGREED).slice(0, 62)}${low}`);
  });

  it("packs who listens into the ledger word, and beside a lock into one guard of the token word", () => {
    const begun: LedgerEvent = { name: "ListeningBegun", id: ID, holder: ANNA };
    const words = [...wordsOf(ledgerAfter(ISSUED, ACCEPTED, begun)).values()];
    const low = ((1n << 6n) | 4n).toString(16).padStart(4, "0");
    expect(words).to.include(`${commitmentOf(AGREED).slice(0, 62)}${low}`);
    expect(words).to.include(wordOf(1n << 252n));
  });
});
