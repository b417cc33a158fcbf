import { expect } from "chai";
import { hexOf } from "../../src/audit/hashing.ts";
import type { Hex } from "../../src/audit/hashing.ts";
import { audit, expectReported } from "./audits.ts";
import type { Impossible } from "./audits.ts";
import { FACTOR, TERMS, issue } from "./chronicle.ts";
import * as first from "./chronicle.ts";
import type { Told } from "./chronicle.ts";
import * as life from "./life.ts";
import { BANK_REF, CLOSED, DUE, ISSUED, LATER_ID, LATER_LIVE, LINE, LINE_ID, LINE_LIVE, onLine } from "./life.ts";

const IN_EUROS = { ...TERMS, currency: hexOf(978n, 20) };
const BY_BANK: readonly Told[] = [...issue(LINE, IN_EUROS), life.accept(LINE, IN_EUROS)];

const CLOSING = life.receive({ principal: 1_000_000n, closed: true });
/** A receipt of 50.00 that settled charges alone, 30 days late, before all of it was credited. */
const CHARGES = { principal: 0n, charges: 5_000n };
const CHARGED_AND_CREDITED: readonly Told[] = [
  ...LINE_LIVE,
  life.receive({ ...CHARGES, valueDay: DUE + 30 }),
  onLine(first.credit(1_000_000n, true)),
];

/** Everything was settled when it goes back, so that no discount on the whole is left. */

function advices(count: number): Told[] {
  return Array.from({ length: count }, (_, index) => life.advise(1n, { bankRef: hexOf(BigInt(index + 1)) }));
}

describe("The auditor's fold of money outside the chain", () => {
  it("keeps what is known of a bank's reference apart for each receivable", () => {
    const elsewhere: Told = ["ReceiptRecorded", { ...life.receive()[1], id: LATER_ID }];
    const { state, findings } = audit(...ISSUED, ...LATER_LIVE, life.receive(), elsewhere);
    expect(findings).to.deep.equal([]);
    const known = (id: Hex): string | undefined => state.receivables.get(id)?.receipts.get(BANK_REF)?.kind;
    expect([known(LINE_ID), known(LATER_ID)]).to.deep.equal(["recorded", "recorded"]);
  });

  it("leaves closed what nobody owes even without the receipt that is taken back", () => {
    const { state, findings } = audit(...CHARGED_AND_CREDITED, life.reverse({ ...CHARGES, closed: true }));
    expect(findings).to.deep.equal([]);
    expect(state.receivables.get(LINE_ID)).to.include({ closed: true, chargesSettled: 0n, settled: 1_000_000n });
  });

  const impossible: readonly Impossible[] = [
    ["an advice of nothing known", "UnknownReceivable", [], life.advise(1n)],
    ["an advice after a rejection", "StatusForbids", [...ISSUED, life.reject()], life.advise(1n)],
    ["an advice of more than is owed", "SettledTooMuch", ISSUED, life.advise(1_000_001n)],
    ["an advice given twice", "ReceiptKnown", [...ISSUED, life.advise(1n)], life.advise(1n)],
    ["an advice of what was recorded", "ReceiptKnown", [...ISSUED, life.receive()], life.advise(1n)],
    ["an advice taken back that never was", "ReceiptUnknown", ISSUED, life.advise(0n)],
    ["an advice taken back that was answered", "ReceiptUnknown", [...ISSUED, life.receive()], life.advise(0n)],
    ["too many advices", "AdvicesTooMany", [...ISSUED, ...advices(63)], life.advise(1n)],
    ["a receipt of nothing known", "UnknownReceivable", [], life.receive()],
    ["a receipt after a rejection", "StatusForbids", [...ISSUED, life.reject()], life.receive()],
    ["a receipt recorded twice", "ReceiptKnown", [...ISSUED, life.receive()], life.receive()],
    [
      "a receipt recorded after its return",
      "ReceiptKnown",
      [...ISSUED, life.receive(), life.reverse()],
      life.receive(),
    ],
    ["a receipt that answers no advice", "ReceiptMismatch", ISSUED, life.receive({ advised: true })],
    ["a receipt that forgets its advice", "ReceiptMismatch", [...ISSUED, life.advise(1n)], life.receive()],
    ["a receipt of somebody else's", "HolderMismatch", ISSUED, life.receive({ holder: FACTOR })],
    ["a receipt of nothing", "NothingDone", ISSUED, life.receive({ principal: 0n })],
    ["a receipt of more than is open", "SettledTooMuch", ISSUED, life.receive({ principal: 1_000_001n })],
    ["a receipt with a discount that nobody agreed", "SettlementMismatch", ISSUED, life.receive({ discount: 1n })],
    ["a receipt with charges in time", "SettlementMismatch", ISSUED, life.receive({ charges: 1n })],
    ["a late receipt without charges", "SettlementMismatch", ISSUED, life.receive({ valueDay: DUE + 30 })],
    [
      "a late receipt whose late days are of another day",
      "SettlementMismatch",
      ISSUED,
      life.receive({ valueDay: DUE + 30, principal: 91_658n, charges: 8_342n, lateDays: 91_658n * 29n }),
    ],
    ["a receipt that closes with principal open", "ClosedTooEarly", ISSUED, life.receive({ closed: true })],
    ["a receipt of all that leaves it open", "ClosedTooLate", ISSUED, life.receive({ principal: 1_000_000n })],
    ["a receipt after closing", "AlreadyClosed", CLOSED, life.receive({ bankRef: hexOf(5n) })],
    ["late days that are no days", "LateDaysImpossible", ISSUED, life.receive({ lateDays: 1n })],
    ["a return of nothing known", "UnknownReceivable", [], life.reverse()],
    ["a return of a receipt that never was", "ReceiptUnknown", ISSUED, life.reverse()],
    ["a return of an advice", "ReceiptUnknown", [...ISSUED, life.advise(1n)], life.reverse()],
    ["a second return", "ReceiptUnknown", [...ISSUED, life.receive(), life.reverse()], life.reverse()],
    [
      "a return of less principal",
      "ReceiptMismatch",
      [...ISSUED, life.receive()],
      life.reverse({ principal: 99_999n }),
    ],
    [
      "a return of charges that were not paid",
      "ReceiptMismatch",
      [...ISSUED, life.receive()],
      life.reverse({ charges: 1n }),
    ],
    [
      "a return of late days that were none",
      "ReceiptMismatch",
      [...ISSUED, life.receive()],
      life.reverse({ lateDays: 1n }),
    ],
    [
      "a return of a discount that was not earned",
      "ReceiptMismatch",
      [...ISSUED, life.receive()],
      life.reverse({ discount: 1n }),
    ],
    [
      "a return that closes with principal open",
      "ClosedTooEarly",
      [...ISSUED, life.receive()],
      life.reverse({ closed: true }),
    ],
    ["a return that opens what nobody owes", "ClosedTooLate", CHARGED_AND_CREDITED, life.reverse(CHARGES)],
    ["a return after the cancellation", "StatusForbids", [...ISSUED, life.cancel()], life.reverse()],
    ["a waiver of nothing known", "UnknownReceivable", [], life.waive(1n)],
    ["a waiver before the acceptance", "StatusForbids", ISSUED, life.waive(1n)],
    ["a waiver of nothing", "NothingDone", LINE_LIVE, life.waive(0n)],
    ["a waiver of more than there can be", "ChargesTooLarge", LINE_LIVE, life.waive(2n ** 96n)],
    ["a waiver that closes with principal open", "ClosedTooEarly", LINE_LIVE, life.waive(1n, true)],
    ["a waiver after closing", "AlreadyClosed", [...LINE_LIVE, CLOSING], life.waive(1n)],
    ["a credit that leaves open what is closed", "ClosedTooLate", first.issue(), first.credit(1_000_000n)],
    ["a credit of nothing", "NothingDone", first.issue(), first.credit(0n)],
    ["a carry without a payment", "CarryImpossible", LINE_LIVE, ["DiscountCarried", { id: LINE_ID, carry: 1n }]],
    [
      "a carry that no discount left",
      "CarryImpossible",
      [...ISSUED, life.receive()],
      ["DiscountCarried", { id: LINE_ID, carry: 1n }],
    ],
    ["a payment in what no ledger moves", "CurrencyMismatch", BY_BANK, onLine(first.pay())],
  ];

  for (const each of impossible) {
    it(`reports ${each[0]} as ${each[1]}, and leaves it out`, () => expectReported(each));
  }
});
