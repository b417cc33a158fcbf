import { expect } from "chai";
import type { DatedEvent } from "../../../src/domain/account/ledgerPosition.ts";
import { idOf } from "../../../src/domain/commitment.ts";
import { partHeader } from "../../../src/domain/derived.ts";
import type { LedgerEvent } from "../../../src/domain/events.ts";
import { currenciesOf, partsOfItem, traceOf } from "../../../src/domain/indicators/fromLedger.ts";
import { itemOf } from "../../../src/domain/indicators/trace.ts";
import type { LedgerItem } from "../../../src/domain/indicators/fromLedger.ts";
import { spansKnown } from "../../../src/domain/indicators/spans.ts";
import { ZERO_ADDRESS, ZERO_HASH } from "../../../src/domain/receivable.ts";
import type { Address } from "../../../src/domain/receivable.ts";
import { traceIn, traceText } from "../../../src/store/portfolioText.ts";
import { termsDue } from "../histories.ts";

const DAY = 86_400;
const FIRST = 20_000;
const [SUPPLIER, BUYER, FACTOR] = [1, 2, 3].map((digit): Address => `0x${digit.toString().repeat(40)}`) as [
  Address,
  Address,
  Address,
];
const HEADER = { supplier: SUPPLIER, buyer: BUYER, invoice: ZERO_HASH, line: 0, policy: 0, revision: 0 };
const ID = idOf(HEADER);
const TERMS = termsDue("2024-11-01", 1_000n);
const dayOf = (instant: number): number => Math.floor(instant / DAY);

/** Each on the next day, but the token, which is minted with the issue. */
function dated(events: readonly LedgerEvent[], from = FIRST): readonly DatedEvent[] {
  return events.map((event, place) => {
    return { event, timestamp: (from + Math.max(place, 1)) * DAY, transaction: ZERO_HASH };
  });
}

const MINT: LedgerEvent = { name: "Transfer", from: ZERO_ADDRESS, to: SUPPLIER, id: ID };
const ISSUE: LedgerEvent = {
  ...{ name: "ReceivableIssued", id: ID, by: SUPPLIER, ...HEADER, terms: TERMS, document: ZERO_HASH },
};
const SOLD: LedgerEvent = { name: "Transfer", from: SUPPLIER, to: FACTOR, id: ID };
const BACK: LedgerEvent = { name: "Transfer", from: FACTOR, to: SUPPLIER, id: ID };
const settled = { principal: 400n, discount: 8n, charges: 0n, lateDays: 0n, closed: false };
const RECEIPT: LedgerEvent = {
  ...{ name: "ReceiptRecorded", id: ID, by: SUPPLIER, bankRef: "0xba", valueDay: FIRST - 3, advised: false },
  ...{ holder: SUPPLIER, ...settled },
};
const REVERSAL: LedgerEvent = {
  ...{ name: "ReceiptReversed", id: ID, by: SUPPLIER, bankRef: "0xba", evidence: ZERO_HASH, ...settled },
};

function item(events: readonly LedgerEvent[]): LedgerItem {
  const named = { number: "RE-1", documentDay: FIRST - 5, isPart: false };
  return { header: HEADER, document: ZERO_HASH, terms: TERMS, events: dated(events), ...named };
}

/** Kind, amount and day of each move. */
function movesOf(events: readonly LedgerEvent[], owner: Address, currency = TERMS.currency): unknown {
  const trace = traceOf(item(events), { own: new Set([owner]), currency });
  return trace && itemOf(trace, dayOf).moves.map(({ kind, amount, day }) => [kind, amount, day - FIRST]);
}

describe("An item of a book from the ledger", () => {
  it("is invoiced on the day of its document, and paid by value days, discount apart", () => {
    expect(movesOf([MINT, ISSUE, RECEIPT, REVERSAL], SUPPLIER)).to.deep.equal([
      ["invoice", 1_000n, -5],
      ["payment", -392n, -3],
      ["discount", -8n, -3],
      ["payment", 392n, 3],
      ["discount", 8n, 3],
    ]);
  });

  it("leaves with what is open and comes back with that, and what happens meanwhile is the other's", () => {
    const events = [MINT, ISSUE, SOLD, RECEIPT, BACK];
    expect(movesOf(events, SUPPLIER)).to.deep.equal([
      ["invoice", 1_000n, -5],
      ["transfer", -1_000n, 2],
      ["transfer", 600n, 4],
    ]);
    expect(movesOf(events, FACTOR)).to.deep.equal([
      ["transfer", 1_000n, 2],
      // Its value day is before the factor had it.
      ["payment", -392n, 2],
      ["discount", -8n, 2],
      ["transfer", -600n, 4],
    ]);
    expect(movesOf(events, BUYER)).to.equal(undefined);
  });

  it("becomes parts that are as old as the whole, and together what was open", () => {
    const split: LedgerEvent = {
      name: "ReceivableSplit",
      id: ID,
      by: SUPPLIER,
      amounts: [250n, 350n],
      commitments: [],
    };
    const whole = item([MINT, ISSUE, RECEIPT, split]);
    const parts = partsOfItem(whole, (id) => {
      return dated([{ name: "Transfer", from: ZERO_ADDRESS, to: SUPPLIER, id }], FIRST + 3);
    });
    expect(parts.map(({ header, number }) => [idOf(header), number])).to.deep.equal([
      [idOf(partHeader(HEADER, 0)), "RE-1-P1"],
      [idOf(partHeader(HEADER, 1)), "RE-1-P2"],
    ]);
    const keeper = { own: new Set([SUPPLIER]), currency: TERMS.currency };
    const traced = [whole, ...parts].map((one) => traceOf(one, keeper) ?? expect.fail("it was held"));
    const items = traced.map((trace) => itemOf(trace, dayOf));
    expect(items.map(({ day }) => day - FIRST)).to.deep.equal([-5, -5, -5]);
    expect(items.map(({ moves }) => moves.at(-1)?.amount)).to.deep.equal([-600n, 250n, 350n]);
    expect(items.map(({ whole: of }) => of)).to.deep.equal([undefined, ID, ID]);
    expect(traced.map((trace) => traceIn(traceText(trace)))).to.deep.equal(traced);
    expect(new Set(items.map(({ moves }) => moves.at(-1)?.kind))).to.deep.equal(new Set(["division"]));
  });

  it("is in the book of each currency that it was claimed in, and no sale any more in the one that it left", () => {
    const other: Address = `0x${"e0".repeat(20)}`;
    const amended: LedgerEvent = {
      ...{ name: "ReceivableAmended", id: ID, by: SUPPLIER, supplierBy: SUPPLIER, buyerBy: BUYER, policy: 0 },
      ...{ revision: 1, terms: { ...TERMS, currency: other, amount: 900n, dueDay: TERMS.dueDay + 9 } },
      ...{ document: ZERO_HASH, disputed: 0n, closed: false },
    };
    const events = [MINT, ISSUE, amended];
    expect(currenciesOf(item(events))).to.deep.equal(new Set([TERMS.currency, other]));
    expect(movesOf(events, SUPPLIER)).to.deep.equal([
      ["invoice", 1_000n, -5],
      ["invoice", -1_000n, 2],
    ]);
    // From the day of the amendment on, and not since the document: until then it was claimed in the other.
    expect(movesOf(events, SUPPLIER, other)).to.deep.equal([["invoice", 900n, 2]]);
  });

  it("is credited as a whole when it is cancelled, and disputed as a whole when it is rejected", () => {
    const rejected: LedgerEvent = {
      ...{ name: "ReceivableRejected", id: ID, by: BUYER, code: 1, fields: 0n, reason: ZERO_HASH },
    } as unknown as LedgerEvent;
    const cancelled: LedgerEvent = { name: "ReceivableCancelled", id: ID, by: SUPPLIER, reason: ZERO_HASH };
    const trace = traceOf(item([MINT, ISSUE, rejected, cancelled]), {
      ...{ own: new Set([SUPPLIER]), currency: TERMS.currency },
    });
    expect(trace?.moves.map(({ kind, amount }) => [kind, amount])).to.deep.equal([
      ["invoice", 1_000n],
      ["credit", -1_000n],
    ]);
    expect(trace?.changes).to.deep.equal([{ kind: "disputed", at: (FIRST + 2) * DAY, amount: 1_000n }]);
    const spans = trace?.spans ?? [];
    expect(spansKnown(spans, (FIRST + 2) * DAY).length).to.equal(1);
    expect(spansKnown(spans, (FIRST + 3) * DAY)).to.deep.equal([]);
  });
});
