/** What the ledger itself has of a pair, and what that is together with a firm's own file. */
import { expect } from "chai";
import fc from "fast-check";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import type { LedgerEvent } from "../../src/domain/events.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import { ZERO_ADDRESS, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex, Receivable, Terms } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { dayIn, TimeZoneError } from "../../src/domain/timeZone.ts";
import type { LedgerItem } from "../../src/domain/ledgerItem.ts";
import { LEDGER_POLICY } from "../../src/reconciliation/ledgers/policy.ts";
import { reconcileBooks } from "../../src/reconciliation/ledgers/reconcile.ts";
import { recordedBooks } from "../../src/reconciliation/ledgers/recorded.ts";
import type { RecordedBooks, RecordedPair } from "../../src/reconciliation/ledgers/recorded.ts";
import { unite } from "../../src/reconciliation/ledgers/unite.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { item } from "./books.ts";

const SUPPLIER: Address = `0x${"5a".repeat(20)}`;
const BUYER: Address = `0x${"b0".repeat(20)}`;
const FACTOR: Address = `0x${"fa".repeat(20)}`;
const EUR: Address = `0x${(978).toString(16).padStart(40, "0")}`;
const JUNE_30 = dayNumber("2026-06-30");
const at = (text: string): number => Date.parse(text) / 1_000;
const MAY = at("2026-05-04T10:00:00Z");

type Dated = RecordedPair["events"][number];

function receivable(number: string, over: Partial<Terms> = {}, line = 0): Receivable {
  const terms = termsOf(EUR, JUNE_30 - 40, { amount: 10_000n, ...over });
  return receivableOf(headerOf(SUPPLIER, BUYER, { invoice: invoiceHash(number), line }), terms);
}

function issue({ header, terms, document }: Receivable, instant = MAY): Dated[] {
  const id = idOf(header);
  const { supplier, ...rest } = header;
  return [
    { instant, event: { name: "Transfer", from: ZERO_ADDRESS, to: supplier, id } },
    { instant, event: { name: "ReceivableIssued", id, by: supplier, supplier, ...rest, terms, document } },
  ];
}

function accept(one: Receivable, instant = MAY): Dated {
  const id = idOf(one.header);
  return { instant, event: { name: "ReceivableAccepted", id, by: BUYER, commitment: commitmentOf(one) } };
}

const TOLD = { by: SUPPLIER, lateDays: 0n, closed: false, discount: 0n, charges: 0n } as const;

function told(one: Receivable, text: string, event: object): Dated {
  // Each call names an event of the ledger, and all of its fields.
  return { instant: at(text), event: { ...TOLD, id: idOf(one.header), ...event } as unknown as LedgerEvent };
}

function books(events: readonly Dated[], over: Partial<RecordedPair> = {}, zone = "UTC"): RecordedBooks {
  return recordedBooks({ events, opened: new Map(), documents: new Map(), ...over }, JUNE_30, dayIn(zone));
}

const amounts = (items: RecordedBooks["items"]["buyer"]): bigint[] => items.map(({ item: one }) => one.amount);

describe("The ledger's own items", () => {
  const one = receivable("INV-1");
  const id = idOf(one.header);

  it("are the supplier's once issued and the buyer's once accepted, to the end of the cut-off in its zone", () => {
    const midnight = at("2026-06-30T22:30:00Z");
    const events = [...issue(one), accept(one, midnight)];
    expect(amounts(books(events).items.buyer)).to.deep.equal([10_000n]);
    expect(books(events).items.buyer[0]?.item.day, "counted").to.be.at.most(JUNE_30);
    const inBerlin = books(events, {}, "Europe/Berlin").items;
    expect(
      inBerlin.buyer.map(({ item: { day } }) => day),
      "there it is July",
    ).to.deep.equal([JUNE_30 + 1]);
    expect(inBerlin.supplier[0]?.item).to.include({ amount: 10_000n, receivable: id, currency: "EUR" });
    expect(books(issue(one, at("2026-07-01T00:00:00Z"))).items.supplier[0]?.item.day).to.equal(JUNE_30 + 1);
    expect(() => dayIn("Mars/Olympus")).to.throw(TimeZoneError, /the zone "Mars\/Olympus" is unknown: write a name/);
  });

  it("have what is open at the cut-off: money from its value day, whenever recorded, and returns as they came", () => {
    const bankRef = keccakOfText("T-1");
    const recorded = { name: "ReceiptRecorded", bankRef, holder: SUPPLIER, principal: 4_000n, advised: false };
    const paid = told(one, "2026-07-03T10:00:00Z", { ...recorded, valueDay: JUNE_30 });
    const events = [...issue(one), accept(one), paid];
    expect(amounts(books(events).items.supplier)).to.deep.equal([6_000n]);
    const late = told(one, "2026-06-29T10:00:00Z", { ...recorded, valueDay: JUNE_30 + 1 });
    const returned = { name: "ReceiptReversed", bankRef, principal: 4_000n, evidence: ZERO_HASH };
    const back = told(one, "2026-06-30T10:00:00Z", returned);
    expect(amounts(books([...issue(one), late, back]).items.supplier), "neither counts yet").to.deep.equal([10_000n]);
    const credit = { name: "ReceivableCredited", principal: 1_500n, reason: ZERO_HASH };
    const credits = ["2026-06-30T10:00:00Z", "2026-07-01T10:00:00Z"].map((text) => told(one, text, credit));
    expect(amounts(books([...events, ...credits]).items.buyer)).to.deep.equal([4_500n]);
  });

  it("say what is sold and to whom, what is disputed, and what the buyer says that it paid", () => {
    const sold = { instant: MAY, event: { name: "Transfer", from: SUPPLIER, to: FACTOR, id } } as const;
    const dispute = { name: "ReceivableDisputed", amount: 500n, disputed: 500n, code: 1, evidence: ZERO_HASH };
    const advice = { name: "ReceiptAdvised", bankRef: keccakOfText("T-9"), cash: 9_500n, valueDay: JUNE_30 - 1 };
    const events = [
      ...[...issue(one), accept(one), sold],
      ...[told(one, "2026-05-05T10:00:00Z", dispute), told(one, "2026-06-29T10:00:00Z", advice)],
    ];
    const { items } = books(events);
    expect(items.supplier[0]?.item).to.include({ assignedTo: FACTOR, disputed: true });
    expect(items.buyer.map(({ item: { kind, amount } }) => [kind, amount])).to.deep.equal([
      ["invoice", 10_000n],
      ["payment", -9_500n],
    ]);
    const united = unite({ supplier: [], buyer: [] }, { items }, { supplier: true, buyer: true });
    const [result] = reconcileBooks({ items: united, cutOff: JUNE_30 }, LEDGER_POLICY);
    expect(result?.differences.map(({ class: name, amount }) => [name, amount])).to.have.deep.members([
      ["DISPUTED", 0n],
      ["PAYMENT_IN_TRANSIT", -9_500n],
    ]);
  });

  it("hold what was opened, and count what nobody here can read or is in no currency of a book", () => {
    const sealed: Dated[] = issue(one).map(({ instant, event }) =>
      event.name === "ReceivableIssued"
        ? { instant, event: { ...event, name: "ReceivableSealed", terms: ZERO_HASH, content: "0x01" } }
        : { instant, event },
    );
    expect(books(sealed)).to.deep.equal({ items: { supplier: [], buyer: [] }, unread: { sealed: 1, tokens: 0 } });
    const token = receivable("INV-2", { currency: `0x${"70".repeat(20)}` });
    expect(books(issue(token)).unread).to.deep.equal({ sealed: 0, tokens: 1 });
    const closed = told(one, "2026-05-09T10:00:00Z", { name: "ReceivableCancelled" });
    expect(books([...issue(one), closed]).items.supplier).to.deep.equal([]);
  });
});

describe("A firm's file and the ledger's own items", () => {
  const number = "INV-7";
  const one = receivable(number);
  const id = idOf(one.header);
  const events = [...issue(one), accept(one)];
  const row = (over: Partial<LedgerItem> = {}): LedgerItem =>
    item({ number, amount: 10_000n, day: JUNE_30 - 50, ...over });

  function united(supplier: readonly LedgerItem[], buyer: readonly LedgerItem[] = [], of = events) {
    return unite({ supplier, buyer }, books(of), { supplier: true, buyer: true });
  }
  const ids = (items: readonly LedgerItem[]): (Hex | undefined)[] => items.map(({ receivable: known }) => known);

  it("are one item where the file names its id or its document, however it is spelled, and that counts once", () => {
    for (const same of [row({ receivable: id, number: "" }), row(), row({ number: " inv-７ ", dueDay: 1 })]) {
      const { supplier } = united([same]);
      expect(supplier).to.have.length(1);
      expect(supplier[0]).to.include({ receivable: id, amount: 10_000n });
    }
    expect(ids(united([row({ number: "INV-8" })]).supplier), "another document").to.deep.equal([undefined, id]);
    expect(ids(united([row({ currency: "USD" })]).supplier), "in other money").to.deep.equal([undefined, id]);
    const claimed = row({ number: "", receivable: `0x${"00".repeat(32)}` });
    expect(ids(united([claimed]).supplier), "an id that is none of the pair").to.deep.equal([undefined, id]);
  });

  it("pair instalments by their due days, and leave a file's own parts of a document as they are", () => {
    const lines = [0, 1].map((line) => receivable(number, { dueDay: JUNE_30 + line }, line));
    const both = lines.flatMap((each) => issue(each));
    const rows = lines.map(({ terms }) => row({ dueDay: terms.dueDay, amount: 9_000n }));
    expect(ids(united(rows, [], both).supplier)).to.deep.equal(lines.map(({ header }) => idOf(header)));
    const whole = united([row({ amount: 20_000n })], [], both).supplier;
    expect(whole.map(({ amount, receivable: known }) => [amount, known])).to.deep.equal([[20_000n, undefined]]);
  });

  it("differ by identity where one side's file has what the ledger has settled", () => {
    const paid = told(one, "2026-06-01T10:00:00Z", { name: "ReceivableCredited", principal: 10_000n, closed: true });
    expect(united([], [], [...events, paid])).to.deep.equal({ supplier: [], buyer: [] });
    const items = united([], [row()], [...events, paid]);
    const [result] = reconcileBooks({ items, cutOff: JUNE_30 }, LEDGER_POLICY);
    expect(result?.differences.map(({ class: name, amount }) => [name, amount])).to.deep.equal([
      ["AMOUNT_DIFF", 10_000n],
    ]);
  });

  it("keep what both parties signed, whatever a file says: neither a dispute nor a sale is taken out by one", () => {
    const dispute = { name: "ReceivableDisputed", amount: 500n, disputed: 500n, code: 1, evidence: ZERO_HASH };
    const sold = { instant: MAY, event: { name: "Transfer", from: SUPPLIER, to: FACTOR, id } } as const;
    const of = [...events, told(one, "2026-05-05T10:00:00Z", dispute), sold];
    const { supplier, buyer } = united([row({ disputed: false })], [row()], of);
    expect(supplier[0]).to.include({ disputed: true, assignedTo: FACTOR });
    expect(buyer[0]).to.include({ disputed: true, assignedTo: "" });
  });

  it("count a payment once that the buyer advised and has in its file", () => {
    const advice = { name: "ReceiptAdvised", bankRef: keccakOfText("T-9"), cash: 100n, valueDay: JUNE_30 - 1 };
    const of = [...events, told(one, "2026-06-29T10:00:00Z", advice)];
    const payment = item({ kind: "payment", number: "T-9", amount: -100n });
    expect(united([], [row(), payment], of).buyer).to.have.length(2);
    expect(united([], [row()], of).buyer).to.have.length(2);
  });

  it("have every row of the file, and each receivable once: itself, as a row, or within rows of its document", () => {
    const document = fc.record({ number: fc.constantFrom("A1", "A2"), due: fc.integer({ min: 0, max: 2 }) });
    const file = fc.array(fc.record({ ...{ of: document }, amount: fc.constantFrom(9_000n, 10_000n) }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.uniqueArray(document, { selector: JSON.stringify, maxLength: 5 }), file, (own, rows) => {
        const issued = own.map(({ number: of, due }) => receivable(of, { dueDay: JUNE_30 + due }, due));
        const items = rows.map(({ of, amount }) => row({ number: of.number, dueDay: JUNE_30 + of.due, amount }));
        const { supplier } = united(
          items,
          [],
          issued.flatMap((each) => issue(each)),
        );
        expect(supplier.slice(0, items.length).map(({ amount }) => amount)).to.deep.equal(
          items.map(({ amount }) => amount),
        );
        for (const { header } of issued) {
          const found = supplier.filter(({ receivable: known }) => known === idOf(header)).length;
          const isWithin = supplier.some(
            (one) => one.receivable === undefined && invoiceHash(one.number) === header.invoice,
          );
          expect(found === 1 || (found === 0 && isWithin), `${found} times`).to.equal(true);
        }
      }),
    );
  });
});
