import { expect } from "chai";
import fc from "fast-check";
import { commitmentOf, commitmentOfHeader, idOf, termsHash } from "../../src/domain/commitment.ts";
import type { LedgerEvent } from "../../src/domain/events.ts";
import { EMPTY_LEDGER, fold, keyOf } from "../../src/domain/fold.ts";
import type { LedgerState } from "../../src/domain/fold.ts";
import { keccakOfText, wordOf } from "../../src/domain/hash.ts";
import { Outcome, Status, ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { UNKNOWN_RECEIVABLE } from "../../src/domain/receivableState.ts";
import type { ReceivableState } from "../../src/domain/receivableState.ts";
import { wordsOf } from "../../src/domain/words.ts";
import { AGREED } from "../support/agreed.ts";

const { header, terms, document } = AGREED;
const ID = idOf(header);
const HASH = keccakOfText("a paper");
const [ANNA, BORIS]: readonly [Address, Address] = [`0x${"aa".repeat(20)}`, `0x${"bb".repeat(20)}`];

const MINTED: LedgerEvent = { name: "Transfer", from: ZERO_ADDRESS, to: header.supplier, id: ID };
const ISSUED: LedgerEvent = { name: "ReceivableIssued", id: ID, by: ANNA, ...header, terms, document };
const ACCEPTED: LedgerEvent = { name: "ReceivableAccepted", id: ID, by: BORIS, commitment: commitmentOf(AGREED) };
const PAID = { name: "ReceivablePaid", id: ID, payer: BORIS, holder: header.supplier } as const;

function paid(over: Partial<Extract<LedgerEvent, { name: "ReceivablePaid" }>>): LedgerEvent {
  return { ...PAID, principal: 0n, discount: 0n, charges: 0n, lateDays: 0n, closed: false, ...over };
}

function after(...events: readonly LedgerEvent[]): ReceivableState {
  return fold(EMPTY_LEDGER, events).receivables.get(ID) ?? UNKNOWN_RECEIVABLE;
}

const anyId = fc.constantFrom(ID, HASH);
const anyAmount = fc.bigInt({ min: 0n, max: 2n ** 80n });
const anyAccount = fc.constantFrom(ANNA, BORIS, header.supplier);
const anyEvent: fc.Arbitrary<LedgerEvent> = fc.oneof(
  fc.record({ name: fc.constant("Transfer" as const), from: anyAccount, to: anyAccount, id: anyId }),
  fc.record({ name: fc.constant("Approval" as const), owner: anyAccount, account: anyAccount, id: anyId }),
  fc.record({
    name: fc.constant("ApprovalForAll" as const),
    owner: anyAccount,
    operator: anyAccount,
    isApproved: fc.boolean(),
  }),
  fc.constantFrom(ISSUED, ACCEPTED),
  anyAmount.map((principal) => paid({ principal, charges: 1n })),
  fc.record({
    name: fc.constantFrom("CashKept" as const, "CashClaimed" as const),
    id: anyId,
    holder: anyAccount,
    currency: anyAccount,
    amount: anyAmount,
  }),
  fc.record({ name: fc.constant("NonceSpent" as const), signer: anyAccount, nonce: anyAmount }),
  fc.record({ name: fc.constant("RootRevoked" as const), signer: anyAccount, root: anyId }),
);

describe("Folding events", () => {
  it("makes an issued receivable of its token and its content", () => {
    expect(after(MINTED, ISSUED)).to.deep.equal({
      ...UNKNOWN_RECEIVABLE,
      agreed: { header, terms: termsHash(terms), document, openTerms: terms, content: "0x" },
      commitment: commitmentOf(AGREED),
      status: Status.Issued,
      holder: header.supplier,
    });
  });

  it("keeps sealed terms sealed, and locks what is not freely assignable", () => {
    const sealed = { header: { ...header, policy: 5 }, terms: HASH, document };
    const event: LedgerEvent = {
      name: "ReceivableSealed",
      id: ID,
      by: ANNA,
      ...sealed.header,
      terms: HASH,
      document,
      content: "0xabcd",
    };
    expect(after(MINTED, event)).to.deep.include({
      agreed: { ...sealed, openTerms: undefined, content: "0xabcd" },
      commitment: commitmentOfHeader(sealed),
      locked: true,
    });
  });

  it("adds up what payments and credits settle", () => {
    const state = after(
      MINTED,
      ISSUED,
      ACCEPTED,
      paid({ principal: 100n, discount: 2n }),
      paid({ principal: 50n, charges: 7n, lateDays: 500n }),
      { name: "ReceivableCredited", id: ID, by: ANNA, principal: 30n, reason: HASH, closed: true },
    );
    expect(state).to.include({
      status: Status.Accepted,
      settled: 180n,
      credited: 30n,
      chargesSettled: 7n,
      lateDays: 500n,
      detailed: true,
      closed: true,
    });
  });

  it("marks detail only where late days, charges or a carried discount were recorded", () => {
    expect(after(paid({ principal: 1n })).detailed).to.equal(false);
    expect(after(paid({ lateDays: 1n })).detailed).to.equal(true);
    expect(after(paid({ charges: 1n })).detailed).to.equal(true);
    const carried = after(
      { name: "DiscountCarried", id: ID, carry: 1n },
      { name: "DiscountCarried", id: ID, carry: 0n },
    );
    expect(carried).to.include({ carry: 0n, detailed: true });
    expect(after({ name: "DiscountCarried", id: ID, carry: 1n }, paid({ charges: 0n })).detailed).to.equal(true);
  });

  it("takes the disputed amount as the event says it is now", () => {
    const dispute: LedgerEvent = {
      name: "ReceivableDisputed",
      id: ID,
      by: BORIS,
      amount: 5n,
      disputed: 9n,
      code: 1,
      evidence: HASH,
    };
    const resolve: LedgerEvent = {
      name: "DisputeResolved",
      id: ID,
      by: BORIS,
      outcome: Outcome.Withdrawn,
      amount: 9n,
      disputed: 0n,
      evidence: HASH,
    };
    expect(after(dispute).disputed).to.equal(9n);
    expect(after(dispute, resolve).disputed).to.equal(0n);
  });

  it("clears the approval of a receivable that changes hands", () => {
    const approval: LedgerEvent = { name: "Approval", owner: ANNA, account: BORIS, id: ID };
    expect(after(approval).approved).to.equal(BORIS);
    expect(after(approval, { name: "Transfer", from: ANNA, to: BORIS, id: ID })).to.include({
      holder: BORIS,
      approved: ZERO_ADDRESS,
    });
  });

  it("adds up kept cash until all of it is claimed", () => {
    const cash = { id: ID, holder: ANNA, currency: BORIS };
    const kept = (amount: bigint): LedgerEvent => ({ name: "CashKept", ...cash, amount });
    const state = fold(EMPTY_LEDGER, [kept(5n), kept(6n)]);
    expect([...state.kept.values()]).to.deep.equal([{ ...cash, amount: 11n }]);
    expect(fold(state, [{ name: "CashClaimed", ...cash, amount: 11n }]).kept.size).to.equal(0);
  });

  it("in one go or in two gives the same, and leaves what it started from alone", () => {
    fc.assert(
      fc.property(fc.array(anyEvent), fc.array(anyEvent), (first, second) => {
        const half = fold(EMPTY_LEDGER, first);
        const copy = structuredClone(half);
        expect(fold(half, second)).to.deep.equal(fold(EMPTY_LEDGER, [...first, ...second]));
        expect(half).to.deep.equal(copy);
        expect(EMPTY_LEDGER.receivables.size).to.equal(0);
      }),
    );
  });

  it("is the same for receivables apart, whatever happens between their events", () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        const own = events.filter((event) => "id" in event && event.id === ID);
        const apart = fold(EMPTY_LEDGER, own).receivables.get(ID);
        expect(fold(EMPTY_LEDGER, events).receivables.get(ID)).to.deep.equal(apart);
      }),
    );
  });

  it("knows an address in any spelling", () => {
    const spelled = (signer: Address): LedgerState => fold(EMPTY_LEDGER, [{ name: "NonceSpent", signer, nonce: 7n }]);
    expect([...spelled(`0x${"AA".repeat(20)}`).spentNonces.keys()]).to.deep.equal([keyOf(ANNA, 7n)]);
  });
});

describe("The words of the ledger", () => {
  it("are none before the first event", () => {
    expect(wordsOf(EMPTY_LEDGER).size).to.equal(0);
  });

  it("are packed as the specification says", () => {
    const state = fold(EMPTY_LEDGER, [
      MINTED,
      ISSUED,
      ACCEPTED,
      paid({ principal: 3n, charges: 5n, lateDays: 6n, closed: true }),
      { name: "DiscountCarried", id: ID, carry: 4n },
    ]);
    const words = [...wordsOf(state).values()];
    const token = (1n << 255n) | (1n << 254n) | (3n << 160n) | BigInt(header.supplier);
    const ledger: Hex = `${commitmentOf(AGREED).slice(0, 62) as Hex}0004`;
    expect(words).to.have.members([wordOf(token), ledger, wordOf((4n << 208n) | (5n << 112n) | 6n), wordOf(1)]);
  });

  it("share one word among the nonces that lie beside each other", () => {
    const spent = (nonce: bigint): LedgerEvent => ({ name: "NonceSpent", signer: ANNA, nonce });
    const words = wordsOf(fold(EMPTY_LEDGER, [spent(0n), spent(255n), spent(256n), spent(2n ** 256n - 1n)]));
    expect([...words.values()]).to.have.members([wordOf(1n | (1n << 255n)), wordOf(1), wordOf(1n << 255n)]);
  });
});
