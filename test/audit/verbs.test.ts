import { expect } from "chai";
import type { OpenedTerms } from "../../src/audit/commitment.ts";
import { hexOf } from "../../src/audit/hashing.ts";
import { audit, expectReported, kindsOf } from "./audits.ts";
import type { Impossible } from "./audits.ts";
import { BUYER, FACTOR, HEADER, ID, NOBODY, STRANGER, SUPPLIER, TERMS, WHOLE_LIFE, issue } from "./chronicle.ts";
import { issueSealed } from "./chronicle.ts";
import * as first from "./chronicle.ts";
import type { Told } from "./chronicle.ts";
import * as life from "./life.ts";
import { CLOSED, DUE, ISSUED, LATER_ID, LATER_LIVE, LINE, LINE_ID, LINE_LIVE, onLine } from "./life.ts";

const LAST_REVISION: readonly Told[] = [
  ...ISSUED,
  life.amend({ revision: 9_999 }),
  life.accept({ ...LINE, revision: 9_999n }, TERMS),
];

/** 2 % for each part that is paid in time. */
const ON_PARTS = { ...TERMS, discountDay1: DUE - 20, discount1: 20_000n, discountOnParts: true };
const PART_EARNED = life.receive({ valueDay: DUE - 30, discount: 2_000n });
const ON_PARTS_LIVE: readonly Told[] = [...issue(life.LINE, ON_PARTS), life.accept(life.LINE, ON_PARTS), PART_EARNED];

const SOLD = [...ISSUED, life.listen(SUPPLIER), life.consent(FACTOR), life.hand(SUPPLIER, FACTOR)];

describe("The auditor's fold of every verb", () => {
  it("lets a discount on the whole come where nothing is paid, and change where there is one", () => {
    const whole = { ...ON_PARTS, discountOnParts: false };
    const agree = (revision: number, terms: OpenedTerms): Told => life.amend({ buyerBy: BUYER, revision, terms });
    const credited = onLine(first.credit(100n));
    const changed = agree(2, { ...whole, discount1: 10_000n });
    const told = [...LINE_LIVE, credited, agree(1, whole), life.receive(), changed];
    expect(audit(...told).findings).to.deep.equal([]);
    const chargesOnly = life.receive({ valueDay: DUE + 1, principal: 0n, charges: 1n });
    expect(audit(...ON_PARTS_LIVE.slice(0, -1), chargesOnly, agree(1, whole)).findings).to.deep.equal([]);
  });

  it("lets what had its discount on parts go on without any", () => {
    const terms = { ...ON_PARTS, discountDay1: 0, discount1: 0n, discountOnParts: false };
    expect(audit(...ON_PARTS_LIVE, life.amend({ buyerBy: BUYER, terms })).findings).to.deep.equal([]);
  });

  it("tells every other life without a finding", () => {
    const { state, findings } = audit(...WHOLE_LIFE, ...life.OTHER_LIVES);
    expect(findings).to.deep.equal([]);
    expect(state.receivables.get(LINE_ID)).to.deep.include({
      header: { ...LINE, revision: 2n },
      standing: "accepted",
      settled: 100_000n,
      lateDays: 0n,
      chargesSettled: 1_000n,
      writtenOff: true,
      transferee: NOBODY,
      cash: 0n,
    });
    expect(state.receivables.get(LINE_ID)?.terms?.amount).to.equal(1_050_000n);
    expect([...(state.receivables.get(LINE_ID)?.receipts ?? [])].map(([, { kind }]) => kind)).to.deep.equal([
      "recorded",
      "advised",
      "reversed",
    ]);
    const standings = [...state.receivables.values()].map(({ standing, part }) => `${standing} ${String(part)}`);
    expect(standings).to.deep.equal([
      "accepted false",
      "accepted false",
      "split false",
      "accepted true",
      "accepted true",
      "cancelled false",
    ]);
    expect(state.balances.get(SUPPLIER)).to.equal(4n);
  });

  it("believes of sealed terms what the ledger derived, and bounds what it can", () => {
    const sealed = [...issueSealed(), first.accept()];
    const debited: Told = ["ReceivableDebited", { ...life.debit(5n)[1], id: ID, commitment: hexOf(7n) }];
    const { state, findings } = audit(...sealed, debited, first.pay());
    expect(findings).to.deep.equal([]);
    expect(state.receivables.get(ID)).to.deep.include({ commitment: hexOf(7n), header: { ...HEADER, revision: 1n } });
  });

  it("lowers what is disputed to what was open, before amount or terms change", () => {
    const paid = [...LINE_LIVE, onLine(first.dispute(700_000n, 700_000n)), onLine(first.pay())];
    const changes = [
      life.debit(1n, 1n, { disputed: 600_000n }),
      life.amend({ buyerBy: BUYER, disputed: 600_000n, terms: { ...TERMS, amount: 2_000_000n } }),
    ];
    for (const change of changes) {
      const { state, findings } = audit(...paid, change);
      expect(findings).to.deep.equal([]);
      expect(state.receivables.get(LINE_ID)?.disputed).to.equal(600_000n);
    }
  });

  it("believes of a dispute about sealed terms that it lasts, or less", () => {
    const sealed = [...issueSealed(), first.accept(), first.dispute(9n, 9n)];
    const debited = (disputed: bigint): Told => [
      "ReceivableDebited",
      { ...life.debit(5n)[1], id: ID, commitment: hexOf(7n), disputed },
    ];
    expect(audit(...sealed, debited(4n)).state.receivables.get(ID)?.disputed).to.equal(4n);
    expect(kindsOf(audit(...sealed, debited(10n)))).to.deep.equal(["DisputedImpossible"]);
  });

  const impossible: readonly Impossible[] = [
    ["an issue as a part", "HeaderInvalid", [], issue({ ...LINE, line: 10_000n })[1] ?? life.query()],
    ["an issue to oneself", "HeaderInvalid", [], issue({ ...LINE, buyer: SUPPLIER })[1] ?? life.query()],
    ["an issue with an unknown policy", "HeaderInvalid", [], issue({ ...LINE, policy: 3n })[1] ?? life.query()],
    ["a minimum part beyond any amount", "HeaderInvalid", [], issue({ ...LINE, policy: 228n })[1] ?? life.query()],
    ["a minimum part without parts", "HeaderInvalid", [], issue({ ...LINE, policy: 8n })[1] ?? life.query()],
    ["a query of nothing known", "UnknownReceivable", [], life.query()],
    ["a query after acceptance", "StatusForbids", LINE_LIVE, life.query()],
    ["a query after a rejection", "StatusForbids", [...ISSUED, life.reject()], life.query()],
    ["a query because of a part payment", "ClarificationInvalid", ISSUED, life.query({ reason: 12 })],
    ["a query of no known reason", "ClarificationInvalid", ISSUED, life.query({ reason: 14 })],
    ["a rejection that asks for nothing known", "ClarificationInvalid", ISSUED, life.reject({ action: 7 })],
    ["another action without a text", "ClarificationInvalid", ISSUED, life.reject({ action: 6, text: hexOf(0n) })],
    ["an acceptance after a rejection", "StatusForbids", [...ISSUED, life.reject()], life.accept(LINE, TERMS)],
    ["the acceptance of what was amended", "CommitmentMismatch", [...ISSUED, life.amend()], life.accept(LINE, TERMS)],
    ["an amendment of nothing known", "UnknownReceivable", [], life.amend()],
    ["an amendment to the same revision", "AmendmentInvalid", ISSUED, life.amend({ revision: 0 })],
    ["an amendment beyond the last revision", "AmendmentInvalid", ISSUED, life.amend({ revision: 10_000 })],
    ["an amendment to an unknown policy", "AmendmentInvalid", ISSUED, life.amend({ policy: 7 })],
    [
      "an amendment of what was late before the acceptance",
      "AmendmentInvalid",
      [...ISSUED, life.receive({ valueDay: life.DUE + 30, principal: 41_658n, charges: 8_342n, lateDays: 1_249_740n })],
      life.amend(),
    ],
    [
      "an amendment from parts to a discount on the whole after a payment",
      "AmendmentInvalid",
      ON_PARTS_LIVE,
      life.amend({ buyerBy: BUYER, terms: { ...ON_PARTS, discountOnParts: false } }),
    ],
    [
      "an amendment to a first discount on the whole after a payment",
      "AmendmentInvalid",
      [...LINE_LIVE, life.receive()],
      life.amend({ buyerBy: BUYER, terms: { ...TERMS, slidingRate: 1 } }),
    ],
    ["an amendment without the buyer", "AmendmentInvalid", LINE_LIVE, life.amend()],
    ["an amendment with a buyer that accepted nothing", "AmendmentInvalid", ISSUED, life.amend({ buyerBy: BUYER })],
    [
      "an amendment below what was settled",
      "AmendmentInvalid",
      [...ISSUED, life.receive()],
      life.amend({ terms: { ...TERMS, amount: 99_999n } }),
    ],
    [
      "an amendment to another currency after a receipt",
      "AmendmentInvalid",
      [...ISSUED, life.receive()],
      life.amend({ terms: { ...TERMS, currency: STRANGER } }),
    ],
    [
      "an amendment to what was settled that leaves it open",
      "ClosedTooLate",
      [...ISSUED, life.receive()],
      life.amend({ terms: { ...TERMS, amount: 100_000n } }),
    ],
    ["an amendment that closes with principal open", "ClosedTooEarly", ISSUED, life.amend({ closed: true })],
    ["an amendment after the cancellation", "StatusForbids", [...ISSUED, life.cancel()], life.amend()],
    ["an amendment that disputes", "DisputedImpossible", ISSUED, life.amend({ disputed: 1n })],
    [
      "an amendment that forgets a dispute",
      "DisputedImpossible",
      [...LINE_LIVE, onLine(first.dispute(9n, 9n))],
      life.amend({ buyerBy: BUYER }),
    ],
    ["a debit of nothing known", "UnknownReceivable", [], life.debit(1n)],
    ["a debit that disputes", "DisputedImpossible", LINE_LIVE, life.debit(1n, 1n, { disputed: 1n })],
    [
      "a debit that keeps disputed what was paid",
      "DisputedImpossible",
      [...LINE_LIVE, onLine(first.dispute(700_000n, 700_000n)), onLine(first.pay())],
      life.debit(1n, 1n, { disputed: 700_000n }),
    ],
    ["a debit before the acceptance", "StatusForbids", ISSUED, life.debit(1n)],
    ["a debit of nothing", "NothingDone", LINE_LIVE, life.debit(0n)],
    ["a debit beyond the largest amount", "DebitTooLarge", LINE_LIVE, life.debit(1n, 1n, { amount: 2n ** 92n })],
    ["a debit with another commitment", "CommitmentMismatch", LINE_LIVE, life.debit(1n, 2n)],
    ["a debit after the last revision", "AmendmentInvalid", LAST_REVISION, life.debit(1n, 10_000n)],
    ["an acceleration of nothing known", "UnknownReceivable", LINE_LIVE, life.accelerate(DUE)],
    ["an acceleration after nothing known", "UnknownReceivable", LATER_LIVE, life.accelerate(DUE)],
    [
      "an acceleration after an unaccepted line",
      "AccelerationForbidden",
      [...ISSUED, ...LATER_LIVE],
      life.accelerate(DUE),
    ],
    [
      "an acceleration of what is due",
      "AccelerationForbidden",
      [...LINE_LIVE, ...LATER_LIVE],
      life.accelerate(DUE + 90),
    ],
    [
      "an acceleration after itself",
      "AccelerationForbidden",
      [...LINE_LIVE, ...LATER_LIVE],
      life.accelerate(DUE, { overdue: LATER_ID }),
    ],
    [
      "an acceleration with another commitment",
      "CommitmentMismatch",
      [...LINE_LIVE, ...LATER_LIVE],
      life.accelerate(DUE, { dueDay: DUE + 1 }),
    ],
    [
      "an acceleration that was not agreed",
      "AccelerationForbidden",
      [...first.issue(), first.accept(), ...LINE_LIVE],
      ["ReceivableAccelerated", { ...life.accelerate(DUE)[1], id: LINE_ID, overdue: ID }],
    ],
    ["writing off nothing known", "UnknownReceivable", [], life.writeOff()],
    ["writing off twice", "AlreadyWrittenOff", [...ISSUED, life.writeOff()], life.writeOff()],
    ["writing off what is closed", "AlreadyClosed", CLOSED, life.writeOff()],
    ["a cancellation of nothing known", "UnknownReceivable", [], life.cancel()],
    ["a cancellation after the acceptance", "StatusForbids", LINE_LIVE, life.cancel()],
    ["a cancellation after a receipt", "ReceiptsStand", [...ISSUED, life.receive()], life.cancel()],
    ["a second cancellation", "StatusForbids", [...ISSUED, life.cancel()], life.cancel()],
    ["a consent to a transfer of nothing known", "UnknownReceivable", [], life.consent(FACTOR)],
    ["a consent that is not needed", "PolicyForbids", first.issue(), life.consent(FACTOR, { id: ID })],
    ["a consent after a rejection", "StatusForbids", [...ISSUED, life.reject()], life.consent(FACTOR)],
    ["listening on nothing known", "UnknownReceivable", [], life.listen(SUPPLIER)],
    ["listening by somebody else", "HolderMismatch", ISSUED, life.listen(FACTOR)],
    ["listening on what is rejected", "StatusForbids", [...ISSUED, life.reject()], life.listen(SUPPLIER)],
    ["listening again", "ListeningForbidden", [...ISSUED, life.listen(SUPPLIER)], life.listen(SUPPLIER)],
    ["listening by who sold it", "HolderMismatch", SOLD, life.listen(SUPPLIER)],
    ["a transfer without consent", "TransferLocked", ISSUED, life.hand(SUPPLIER, FACTOR)],
    ["a transfer to another", "TransferLocked", [...ISSUED, life.consent(FACTOR)], life.hand(SUPPLIER, STRANGER)],
    [
      "a transfer by a consent that an amendment voided",
      "TransferLocked",
      [...ISSUED, life.consent(FACTOR), life.amend()],
      life.hand(SUPPLIER, FACTOR),
    ],
    [
      "a second transfer by one consent",
      "TransferLocked",
      [...ISSUED, life.consent(FACTOR), life.hand(SUPPLIER, FACTOR)],
      life.hand(FACTOR, FACTOR),
    ],
  ];

  for (const each of impossible) {
    it(`reports ${each[0]} as ${each[1]}, and leaves it out`, () => expectReported(each));
  }
});
