import { expect } from "chai";
import type { FindingKind } from "../../src/audit/findings.ts";
import { fold } from "../../src/audit/fold.ts";
import type { Audit, AuditEvent } from "../../src/audit/fold.ts";
import { hexOf } from "../../src/audit/hashing.ts";
import { expectedWords } from "../../src/audit/words.ts";
import {
  BUYER,
  CURRENCY,
  FACTOR,
  HEADER,
  ID,
  NOBODY,
  STRANGER,
  SUPPLIER,
  TERMS,
  WHERE,
  WHOLE_LIFE,
  accept,
  chronicle,
  claim,
  credit,
  dispute,
  giveMandate,
  issue,
  issueSealed,
  keep,
  pay,
  resolve,
  revokeMandate,
  setViewingKey,
  transfer,
  vouch,
  withdrawVoucher,
} from "./chronicle.ts";
import type { Told } from "./chronicle.ts";

function audit(...told: readonly Told[]): Audit {
  return fold(chronicle(told), WHERE);
}

const LIVE = [...issue(), accept()];
const SEALED = [...issueSealed(), accept()];
const LOCKED = { ...HEADER, policy: 1n };

describe("The auditor's fold", () => {
  it("tells a whole life without a finding", () => {
    const { state, findings } = audit(...WHOLE_LIFE);
    expect(findings).to.deep.equal([]);
    expect(state.receivables.get(ID)).to.deep.include({
      header: HEADER,
      terms: TERMS,
      standing: "accepted",
      settled: 1_000_000n,
      credited: 50_000n,
      lateDays: 5_500_000n,
      chargesSettled: 4_321n,
      carry: 77n,
      disputed: 150_000n,
      cash: 392_000n + 554_321n,
      closed: true,
    });
    expect([...state.balances]).to.deep.equal([
      [SUPPLIER, 0n],
      [FACTOR, 1n],
    ]);
    expect([...state.nonces]).to.deep.equal([[BUYER, new Set([257n])]]);
    expect([...state.revokedRoots]).to.deep.equal([[SUPPLIER, new Set([hexOf(9n)])]]);
  });

  it("remembers that a transfer clears the approval, of which no event tells", () => {
    const approval: Told = ["Approval", { owner: SUPPLIER, account: STRANGER, id: BigInt(ID) }];
    expect(audit(...LIVE, approval).state.tokens.get(ID)).to.include({ holder: SUPPLIER, approved: STRANGER });
    const after = audit(...LIVE, approval, transfer(SUPPLIER, FACTOR)).state.tokens.get(ID);
    expect(after).to.include({ first: SUPPLIER, holder: FACTOR, approved: NOBODY });
  });

  it("keeps what is claimed only once, and counts what is kept again", () => {
    const { state, findings } = audit(...LIVE, pay(), keep(300_000n), claim(300_000n), pay(), keep(200n), keep(300n));
    expect(findings).to.deep.equal([]);
    expect([...state.kept.values()]).to.have.length(1);
    expect([...state.kept.values()][0]).to.include({ amount: 500n, ever: 300_500n });
  });

  it("takes cash kept for who held it when it was paid, though it is sold since", () => {
    const { state, findings } = audit(...LIVE, pay(), transfer(SUPPLIER, FACTOR), keep(5n));
    expect(findings).to.deep.equal([]);
    expect([...state.kept.values()][0]).to.include({ holder: SUPPLIER, amount: 5n });
  });

  it("knows the directory", () => {
    const { state } = audit(vouch(), giveMandate(), setViewingKey(10n));
    const [voucher, mandate] = [[...state.vouchers.values()][0], [...state.mandates.values()][0]];
    expect(voucher).to.include({ registrar: STRANGER, organisation: SUPPLIER, channel: 1n, since: 5n, until: 6n });
    expect(mandate).to.include({ organisation: SUPPLIER, agent: STRANGER, verbs: 2n, currency: CURRENCY });
    expect([...state.viewingKeys]).to.deep.equal([[SUPPLIER, hexOf(10n)]]);
    const { state: over } = audit(vouch(), withdrawVoucher(), giveMandate(), revokeMandate(), setViewingKey(0n));
    expect([over.vouchers.size, over.mandates.size, over.viewingKeys.size]).to.deep.equal([0, 0, 0]);
  });

  it("takes the largest carry that fits", () => {
    const { state } = audit(...LIVE, pay(), ["DiscountCarried", { id: ID, carry: 2n ** 48n - 1n }]);
    expect(state.receivables.get(ID)?.carry).to.equal(2n ** 48n - 1n);
  });

  it("bounds a dispute by what can be known of sealed terms", () => {
    expect(audit(...SEALED, dispute(300n, 300n), pay(), dispute(5n, 290n)).findings).to.deep.equal([]);
    expect(audit(...SEALED, pay({ closed: true })).findings).to.deep.equal([]);
  });

  const impossible: [title: string, kind: FindingKind, before: readonly Told[], event: Told][] = [
    ["an issue under another id", "IdMismatch", [], ["ReceivableIssued", { ...issue()[1]?.[1], id: hexOf(5n) }]],
    ["a second issue", "AlreadyIssued", LIVE, issueSealed()[1] ?? accept()],
    ["the acceptance of nothing", "UnknownReceivable", [], accept()],
    ["a second acceptance", "StatusForbids", LIVE, accept()],
    [
      "the acceptance of something else",
      "CommitmentMismatch",
      issue(),
      ["ReceivableAccepted", { id: ID, by: BUYER, commitment: hexOf(1n) }],
    ],
    ["a payment before the acceptance", "StatusForbids", issue(), pay()],
    ["a payment of nothing known", "UnknownReceivable", [], pay()],
    ["a payment to somebody else", "HolderMismatch", LIVE, pay({ holder: FACTOR })],
    ["a payment of more than is open", "SettledTooMuch", LIVE, pay({ principal: 1_000_001n })],
    ["a payment of more than any amount", "SettledTooMuch", SEALED, pay({ principal: 2n ** 92n })],
    ["more discount than principal", "DiscountTooLarge", LIVE, pay({ discount: 400_001n })],
    ["charges beyond 96 bits", "ChargesTooLarge", LIVE, pay({ charges: 2n ** 96n })],
    ["more late days than can be", "LateDaysImpossible", LIVE, pay({ lateDays: 400_000n * (2n ** 20n - 1n) + 1n })],
    ["closing with principal open", "ClosedTooEarly", LIVE, pay({ closed: true })],
    [
      "a payment after closing",
      "AlreadyClosed",
      [...LIVE, pay({ principal: 1_000_000n, closed: true })],
      pay({ principal: 0n }),
    ],
    ["a carry beyond 48 bits", "CarryImpossible", [...LIVE, pay()], ["DiscountCarried", { id: ID, carry: 2n ** 48n }]],
    ["a carry of nothing known", "UnknownReceivable", [], ["DiscountCarried", { id: ID, carry: 1n }]],
    ["a credit of nothing known", "UnknownReceivable", [], credit(1n)],
    ["a credit of more than is open", "SettledTooMuch", issue(), credit(1_000_001n)],
    ["a credit that closes too early", "ClosedTooEarly", issue(), credit(999_999n, true)],
    ["a credit after closing", "AlreadyClosed", [...issue(), credit(1_000_000n, true)], credit(0n)],
    ["a dispute of nothing known", "UnknownReceivable", [], dispute(1n, 1n)],
    ["a dispute before the acceptance", "StatusForbids", issue(), dispute(1n, 1n)],
    ["a dispute of more than is open", "DisputedImpossible", LIVE, dispute(1_000_001n, 1_000_001n)],
    ["a dispute that does not add up", "DisputedImpossible", [...LIVE, dispute(5n, 5n)], dispute(5n, 9n)],
    ["a sealed dispute that does not add up", "DisputedImpossible", SEALED, dispute(5n, 6n)],
    ["less disputed than was added", "DisputedImpossible", SEALED, dispute(6n, 5n)],
    ["the end of a dispute that never was", "DisputedImpossible", LIVE, resolve(1n, 0n)],
    ["the end of a dispute before the acceptance", "StatusForbids", issue(), resolve(0n, 0n)],
    ["the end of a dispute of nothing known", "UnknownReceivable", [], resolve(1n, 0n)],
    ["a dispute that ends for less than it says", "DisputedImpossible", [...LIVE, dispute(9n, 9n)], resolve(4n, 9n)],
    ["cash kept of nothing known", "UnknownReceivable", [], keep(1n)],
    ["cash kept in another currency", "CurrencyMismatch", [...LIVE, pay()], keep(1n, { currency: STRANGER })],
    ["cash kept before anything was paid", "HolderMismatch", LIVE, keep(1n)],
    ["cash kept for somebody else", "HolderMismatch", [...LIVE, pay()], keep(1n, { holder: STRANGER })],
    ["more cash kept than was paid", "KeptTooMuch", [...LIVE, pay()], keep(400_001n)],
    ["more cash kept than there can be", "KeptTooMuch", [...LIVE, pay(), keep(1n)], keep(2n ** 256n - 1n)],
    ["a claim of what was not kept", "ClaimMismatch", LIVE, claim(1n)],
    ["a claim of less than was kept", "ClaimMismatch", [...LIVE, pay(), keep(7n)], claim(6n)],
    ["a token that is given twice", "AlreadyMinted", LIVE, transfer(NOBODY, FACTOR)],
    ["a token that is given to nobody", "Burned", [], transfer(NOBODY, NOBODY)],
    ["a token that is destroyed", "Burned", LIVE, transfer(SUPPLIER, NOBODY)],
    ["a transfer of nothing known", "TokenUnknown", [], transfer(SUPPLIER, FACTOR)],
    ["a transfer from somebody else", "HolderMismatch", LIVE, transfer(STRANGER, FACTOR)],
    ["an approval of nothing known", "TokenUnknown", [], ["Approval", { owner: SUPPLIER, account: STRANGER, id: 1n }]],
    [
      "an approval by somebody else",
      "HolderMismatch",
      LIVE,
      ["Approval", { owner: FACTOR, account: STRANGER, id: BigInt(ID) }],
    ],
    ["a token without a receivable", "TokenWithoutReceivable", [], transfer(NOBODY, SUPPLIER)],
    ["a receivable without a token", "ReceivableWithoutToken", [], issue()[1] ?? accept()],
    [
      "a nonce that is spent twice",
      "NonceAlreadySpent",
      [["NonceSpent", { signer: BUYER, nonce: 1 }]],
      ["NonceSpent", { signer: BUYER, nonce: "0x01" }],
    ],
    ["a voucher withdrawn that never was", "NotVouched", [], withdrawVoucher()],
    ["a mandate revoked that never was", "MandateMissing", [], revokeMandate()],
    ["an event of no kind", "UnknownEvent", [], ["toString", {}]],
    ["an argument too large", "Malformed", LIVE, pay({ charges: 2n ** 256n })],
    ["a missing argument", "Malformed", LIVE, pay({ closed: undefined })],
  ];

  for (const [title, kind, before, event] of impossible) {
    it(`reports ${title} as ${kind}, at its place`, () => {
      const { findings } = audit(...before, event);
      const at = { index: before.length, blockNumber: BigInt(before.length >> 1), logIndex: BigInt(before.length & 1) };
      expect(findings).to.have.length(1);
      expect(findings[0]).to.include({ kind, event: event[0], ...at });
    });
  }

  it("leaves an impossible event out of the state", () => {
    const incomplete: FindingKind[] = ["TokenWithoutReceivable", "ReceivableWithoutToken", "KeptTooMuch"];
    for (const [title, kind, before, event] of impossible) {
      if (incomplete.includes(kind)) continue;
      const [words, unmoved] = [audit(...before, event), audit(...before)].map(({ state }) => expectedWords(state));
      expect(words, title).to.deep.equal(unmoved);
    }
  });

  it("reports a transfer of a locked token", () => {
    const [mint, issued] = issue(LOCKED);
    if (mint === undefined || issued === undefined) throw new Error("an issue has two events");
    const { findings } = audit(mint, issued, ["Transfer", { ...mint[1], from: SUPPLIER, to: FACTOR }]);
    expect(findings.map(({ kind }) => kind)).to.deep.equal(["TransferLocked"]);
  });

  it("reports a token that began with somebody else", () => {
    const [, issued] = issue();
    const { findings } = audit(transfer(NOBODY, STRANGER), issued ?? accept());
    expect(findings.map(({ kind, index }) => [kind, index])).to.deep.equal([["FirstHolderMismatch", 0]]);
  });

  it("reports events of another contract, and reads addresses whatever their case", () => {
    const events = chronicle(LIVE);
    const shout = {
      ledger: WHERE.ledger.toUpperCase().replace("0X", "0x") as typeof WHERE.ledger,
      directory: WHERE.directory,
    };
    expect(fold(events, shout).findings).to.deep.equal([]);
    const foreign = events.map((event) => ({ ...event, address: WHERE.directory }));
    expect(fold(foreign, WHERE).findings.map(({ kind }) => kind)).to.deep.equal(LIVE.map(() => "ForeignAddress"));
  });

  it("reports an event that is told twice or too late, and takes it once", () => {
    const events = chronicle([...LIVE, pay(), pay()]);
    const twice = events.flatMap((event) => [event, event]);
    const { findings, state } = fold(twice, WHERE);
    expect(findings.map(({ kind, index }) => [kind, index])).to.deep.equal(
      events.map((_, index) => ["OutOfOrder", 2 * index + 1]),
    );
    expect(state.receivables.get(ID)?.settled).to.equal(800_000n);
    const [first, second, ...rest] = events;
    const swapped = [second, first, ...rest].filter((event): event is AuditEvent => event !== undefined);
    expect(fold(swapped, WHERE).findings.map(({ kind }) => kind)).to.include("OutOfOrder");
  });
});
