import { expect } from "chai";
import { idOf } from "../../../src/domain/commitment.ts";
import type { DatedEvent } from "../../../src/domain/account/ledgerPosition.ts";
import { partHeader } from "../../../src/domain/derived.ts";
import type { LedgerEvent } from "../../../src/domain/events.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import { trackItemOf } from "../../../src/domain/partyFile/trackItems.ts";
import type { Address, Hex, Receivable } from "../../../src/domain/receivable.ts";
import { ZERO_ADDRESS } from "../../../src/domain/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";

const DAY = 86_400;
const TODAY = 20_000;
const NAMED = (byte: string): Address => `0x${byte.repeat(20)}`;
const [SUPPLIER, BUYER, FACTOR, EUR] = [NAMED("51"), NAMED("b1"), NAMED("fa"), NAMED("03")];

/** Due on day 20,030. */
function receivable(): Receivable {
  return receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, TODAY, { discount1: 0n, discountDay1: 0 }));
}

type Told = readonly [day: number, event: LedgerEvent];

function history(...told: readonly Told[]): ReadonlyMap<Hex, readonly DatedEvent[]> {
  const events = new Map<Hex, DatedEvent[]>();
  for (const [index, [day, event]] of told.entries()) {
    if (!("id" in event)) continue;
    const dated = { event, timestamp: day * DAY, transaction: `transaction ${index}` };
    events.set(event.id, [...(events.get(event.id) ?? []), dated]);
  }
  return events;
}

function acts(one: Receivable | Hex) {
  const id = typeof one === "string" ? one : idOf(one.header);
  const money = { id, principal: 100_000n, discount: 0n, charges: 0n, lateDays: 0n, closed: true };
  return {
    born: { name: "Transfer", from: ZERO_ADDRESS, to: SUPPLIER, id } as LedgerEvent,
    accepted: { name: "ReceivableAccepted", id, by: BUYER, commitment: keccakOfText("any") } as LedgerEvent,
    paid: (principal = 100_000n): LedgerEvent => {
      return { name: "ReceivablePaid", payer: BUYER, holder: SUPPLIER, ...money, principal };
    },
    received: (valueDay: number, bankRef: Hex): LedgerEvent => {
      return { name: "ReceiptRecorded", by: SUPPLIER, holder: SUPPLIER, ...money, bankRef, valueDay, advised: false };
    },
    reversed: (bankRef: Hex): LedgerEvent => {
      return { name: "ReceiptReversed", by: SUPPLIER, ...money, bankRef, evidence: keccakOfText("bank") };
    },
    credited: { name: "ReceivableCredited", by: SUPPLIER, reason: keccakOfText("r"), ...money } as LedgerEvent,
    disputed: { name: "ReceivableDisputed", by: BUYER, id, amount: 1n, disputed: 1n } as LedgerEvent,
    sold: { name: "Transfer", from: SUPPLIER, to: FACTOR, id } as LedgerEvent,
  };
}

describe("what a trade reference counts of an invoice", () => {
  it("is the value day of the money that settled it, and who has known it", () => {
    const one = receivable();
    const { born, accepted, sold, received } = acts(one);
    const told = history(
      [TODAY, born],
      [TODAY, accepted],
      [TODAY, sold],
      [20_060, received(20_041, keccakOfText("1"))],
    );
    expect(trackItemOf(one, told)).to.deep.equal({
      ...{ id: idOf(one.header), supplier: SUPPLIER, amount: 100_000n, day: TODAY, due: 20_030, settled: 20_041 },
      ...{ disputed: false, knownTo: [SUPPLIER, FACTOR].sort() },
    });
  });

  it("is nothing where nobody accepted it: anybody could spoil the record of anybody", () => {
    const one = receivable();
    const { born, disputed, paid } = acts(one);
    expect(trackItemOf(one, history([TODAY, born], [TODAY, disputed], [TODAY, paid()]))).to.equal(undefined);
  });

  it("is open again once the bank took the money back", () => {
    const one = receivable();
    const { born, accepted, received, reversed } = acts(one);
    const [first, second] = [keccakOfText("1"), keccakOfText("2")];
    const before: Told[] = [
      [TODAY, born],
      [TODAY, accepted],
      [20_030, received(20_030, first)],
    ];
    const after: Told[] = [...before, [20_035, reversed(first)]];
    expect(trackItemOf(one, history(...before))?.settled).to.equal(20_030);
    expect(trackItemOf(one, history(...after))?.settled).to.equal(undefined);
    expect(trackItemOf(one, history(...after, [20_050, received(20_050, second)]))?.settled).to.equal(20_050);
  });

  it("is nothing where all of it was credited, and the day of the payment where a part was", () => {
    const one = receivable();
    const { born, accepted, credited, paid } = acts(one);
    expect(trackItemOf(one, history([TODAY, born], [TODAY, accepted], [20_040, credited]))).to.equal(undefined);
    const part = { ...credited, principal: 40_000n } as LedgerEvent;
    const told = history([TODAY, born], [TODAY, accepted], [20_020, paid(60_000n)], [20_040, part]);
    expect(trackItemOf(one, told)?.settled).to.equal(20_020);
  });

  it("is one item however often it was divided, settled with its last part", () => {
    const one = receivable();
    const { born, accepted } = acts(one);
    const split = { name: "ReceivableSplit", id: idOf(one.header), by: SUPPLIER, amounts: [30_000n, 70_000n] };
    const [left, right] = [0, 1].map((index) => acts(idOf(partHeader(one.header, index))));
    if (left === undefined || right === undefined) throw new Error("a split has two parts");
    const parted: Told[] = [
      [TODAY, born],
      [TODAY, accepted],
      [20_005, { ...split, commitments: [] } as LedgerEvent],
      [20_005, left.born],
      [20_005, right.born],
      [20_010, right.sold],
      [20_020, left.disputed],
      [20_028, left.paid(30_000n)],
    ];
    expect(trackItemOf(one, history(...parted))).to.include({ settled: undefined, amount: 100_000n, disputed: true });
    const whole = trackItemOf(one, history(...parted, [20_090, right.paid(70_000n)]));
    expect(whole).to.include({ settled: 20_090, due: 20_030 });
    expect(whole?.knownTo).to.include(FACTOR);
  });
});
