import { expect } from "chai";
import fc from "fast-check";
import { bookOf } from "../../src/domain/account/book.ts";
import { ROLES } from "../../src/domain/account/chart.ts";
import type { Role } from "../../src/domain/account/chart.ts";
import { movementsOfReceivable } from "../../src/domain/account/fromLedger.ts";
import type { LedgerReceivable } from "../../src/domain/account/fromLedger.ts";
import { journalOf } from "../../src/domain/account/journal.ts";
import { movementsOfAccount } from "../../src/domain/account/ledgerAccount.ts";
import type { IssuedReceivable } from "../../src/domain/account/ledgerAccount.ts";
import type { DatedEvent } from "../../src/domain/account/ledgerPosition.ts";
import { standingAt, sumOf } from "../../src/domain/account/standing.ts";
import type { Standing } from "../../src/domain/account/standing.ts";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { parts } from "../../src/domain/derived.ts";
import type { LedgerEvent } from "../../src/domain/events.ts";
import { replay } from "../../src/domain/history.ts";
import type { HistoryEntry, Step } from "../../src/domain/history.ts";
import { NEW_POSITION } from "../../src/domain/money.ts";
import { ZERO_ADDRESS, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Allocation, Hex, Terms } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { dayIn } from "../../src/domain/timeZone.ts";
import { entriesAround, termsDue } from "./histories.ts";

const DUE = "2026-05-15";
const due = dayNumber(DUE);
const CHART = Object.fromEntries(ROLES.map((role) => [role, role])) as Readonly<Record<Role, string>>;
const [SUPPLIER, BUYER, FACTOR] = ["a1", "b2", "c3"].map((pair): Address => `0x${pair.repeat(20)}`) as [
  Address,
  Address,
  Address,
];
const payee = { name: "Factor" };
const dayOf = dayIn("UTC");
const header = { supplier: SUPPLIER, buyer: BUYER, invoice: ZERO_HASH, line: 0, policy: 0, revision: 0 };
const id = idOf(header);
const common = { id, by: SUPPLIER, reason: ZERO_HASH, closed: false };

function on(day: number, event: LedgerEvent): DatedEvent {
  return { event, timestamp: day * 86_400 + 43_200, transaction: `0x${day.toString(16)}` };
}

function referenceOf(text: string): Hex {
  return `0x${Buffer.from(text).toString("hex").padEnd(64, "0")}`;
}

/** What the ledger would have recorded of acts, as it did them. */
function eventsOf(steps: readonly Step[]): readonly DatedEvent[] {
  return steps.flatMap(({ entry, settled, refused }): readonly DatedEvent[] => {
    if (refused !== undefined) return [];
    const event = eventOf(entry, settled);
    return event === undefined ? [] : [on(entry.day, event)];
  });
}

function eventOf(entry: HistoryEntry, settled: Allocation | undefined): LedgerEvent | undefined {
  const { principal = 0n, discount = 0n, charges = 0n, lateDays = 0n } = settled ?? {};
  const money = { ...common, principal, discount, charges, lateDays };
  switch (entry.kind) {
    case "payment":
      return { name: "ReceivablePaid", ...money, payer: BUYER, holder: SUPPLIER };
    case "receipt": {
      const told = { bankRef: referenceOf(entry.reference), valueDay: entry.day, advised: false, holder: SUPPLIER };
      return { name: "ReceiptRecorded", ...money, ...told };
    }
    case "return":
      return { name: "ReceiptReversed", ...money, bankRef: referenceOf(entry.reference), evidence: ZERO_HASH };
    case "credit":
      return { name: "ReceivableCredited", ...common, principal: entry.amount };
    case "debit":
      return {
        ...{ name: "ReceivableDebited", ...common, buyerBy: BUYER, amount: entry.amount, disputed: 0n },
        commitment: ZERO_HASH,
      };
    case "waiver":
      return { name: "ChargesWaived", ...common, charges: entry.amount };
  }
}

function recorded(terms: Terms, events: readonly DatedEvent[], over: Partial<LedgerReceivable> = {}): LedgerReceivable {
  return { number: "A", reference: "", day: due - 60, terms, supplier: SUPPLIER, events, dayOf, ...over };
}

function standing(item: LedgerReceivable, day: number): Standing {
  return standingAt(bookOf(movementsOfReceivable(item, day, () => payee)), day);
}

const anyTerms = fc
  .record({
    amount: fc.bigInt(1n, 10n ** 9n),
    lateRate: fc.nat(300_000),
    fixedSum: fc.bigInt(0n, 4_000n),
    discount: fc.nat(50),
    allocation: fc.constantFrom(0, 1),
  })
  .map(({ amount, discount, ...over }) =>
    termsDue(DUE, amount, { ...over, discountDay1: due - 10, discount1: (amount * BigInt(discount)) / 1000n }),
  );

describe("An account from what the ledger recorded", () => {
  it("owes what the ledger says is open, on both sides' control accounts, with the charges due as a memo", () => {
    fc.assert(
      fc.property(anyTerms, entriesAround(due), (terms, entries) => {
        const { terms: now, position, steps } = replay(terms, entries);
        const end = due + 800;
        const book = bookOf(movementsOfReceivable(recorded(terms, eventsOf(steps)), end, () => payee));
        expect(standingAt(book, end).balance).to.equal(now.amount - position.settled);
        for (const side of ["supplier", "buyer"] as const) {
          const lines = journalOf(book, side, CHART).flatMap((entry) => entry.lines);
          const control = sumOf(
            lines.filter(({ account }) => account === "control"),
            ({ debit, credit }) => debit - credit,
          );
          expect(side === "supplier" ? control : -control).to.equal(now.amount - position.settled);
        }
      }),
    );
  });

  it("owes on any day what the ledger said then, where acts were recorded as they happened", () => {
    const inOrder = entriesAround(due).map((entries) => entries.toSorted((left, right) => left.day - right.day));
    fc.assert(
      fc.property(anyTerms, inOrder, fc.integer({ min: due - 60, max: due + 710 }), (terms, entries, day) => {
        const { terms: then, position } = replay(
          terms,
          entries.filter((entry) => entry.day <= day),
        );
        const events = eventsOf(replay(terms, entries).steps);
        expect(standing(recorded(terms, events), day).balance).to.equal(then.amount - position.settled);
      }),
    );
  });

  it("takes charges that were paid into the claim, and shows those that are due as a memo (R27)", () => {
    const terms = termsDue(DUE, 1_000_000n, { lateRate: 101_500 });
    const paid: HistoryEntry = { kind: "receipt", day: dayNumber("2026-08-20"), cash: 1_000_000n, reference: "R" };
    const item = recorded(terms, eventsOf(replay(terms, [paid]).steps));
    expect(standing(item, paid.day - 1).items[0]).to.include({ rest: 1_000_000n, interest: 26_696n });
    const movements = movementsOfReceivable(item, paid.day, () => payee);
    expect(movements.find(({ kind }) => kind === "charge")).to.include({ amount: 26_974n });
    expect(standing(item, paid.day).balance).to.equal(26_974n);
  });

  it("opens again what a receipt settled once it is taken back, its charges too (R36)", () => {
    const terms = termsDue(DUE, 1_000_000n, { lateRate: 101_500 });
    const [day, reference] = [dayNumber("2026-08-20"), "R"];
    const entries: readonly HistoryEntry[] = [
      { kind: "receipt", day, cash: 500_000n, reference },
      { kind: "return", day: day + 4, reference },
    ];
    const item = recorded(terms, eventsOf(replay(terms, entries).steps));
    expect(standing(item, day + 3).items[0]?.rest).to.be.lessThan(1_000_000n);
    expect(standing(item, day + 4).items[0]).to.include({ rest: 1_000_000n, overpaid: 0n, due });
  });

  it("carries disputes, holders and a write-off that leaves the claim standing", () => {
    const paid = { name: "ReceivablePaid", ...common, payer: BUYER, holder: SUPPLIER, discount: 0n } as const;
    const dispute = { name: "ReceivableDisputed", id, by: BUYER, amount: 1n, code: 1, evidence: ZERO_HASH } as const;
    const events = [
      on(due - 60, { name: "Transfer", from: ZERO_ADDRESS, to: SUPPLIER, id }),
      on(due, { ...paid, principal: 100n, charges: 0n, lateDays: 0n }),
      on(due + 1, { ...dispute, disputed: 200n }),
      on(due + 1, { ...dispute, disputed: 300n }),
      on(due + 2, { name: "Transfer", from: SUPPLIER, to: FACTOR, id }),
      on(due + 3, { name: "ReceivableWrittenOff", id, by: FACTOR, reason: ZERO_HASH }),
    ];
    const { items, balance } = standing(recorded(termsDue(DUE, 1_000n), events), due + 9);
    expect(items[0]).to.deep.include({ rest: 900n, disputed: 300n, allowance: 900n, payee, payeeSince: due + 2 });
    expect(balance).to.equal(900n);
    const back = [...events, on(due + 4, { name: "Transfer", from: FACTOR, to: SUPPLIER, id })];
    const seller = standing(recorded(termsDue(DUE, 1_000n), back), due + 9).items[0];
    expect([seller?.payee, seller?.payeeSince], "the supplier's again").to.deep.equal([undefined, due + 4]);
    const plain = standing(recorded(termsDue(DUE, 1_000n), events), due + 1).items[0];
    expect(plain?.payeeSince, "it never moved").to.equal(undefined);
  });

  it("disputes the whole of a rejected claim until it is amended, and owes nothing of a cancelled one", () => {
    const terms = termsDue(DUE, 1_000n);
    const answer = { id, by: BUYER, reason: 1, evidence: ZERO_HASH };
    const rejected = on(due - 9, { name: "ReceivableRejected", ...answer } as unknown as LedgerEvent);
    const amended = on(due - 8, {
      ...{ name: "ReceivableAmended", id, by: SUPPLIER, supplierBy: SUPPLIER, buyerBy: ZERO_ADDRESS, policy: 0 },
      ...{ revision: 1, terms: { ...terms, amount: 800n, dueDay: due + 30 }, document: ZERO_HASH, disputed: 0n },
      closed: false,
    });
    expect(standing(recorded(terms, [rejected]), due).items[0]).to.include({ rest: 1_000n, disputed: 1_000n });
    const { items } = standing(recorded(terms, [rejected, amended]), due);
    expect(items[0]).to.include({ rest: 800n, disputed: 0n, due: due + 30 });
    const cancelled = on(due - 7, { name: "ReceivableCancelled", id, by: SUPPLIER, reason: ZERO_HASH });
    expect(standing(recorded(terms, [rejected, amended, cancelled]), due).balance).to.equal(0n);
  });

  it("goes on with the parts of a split, whose sum is what was open, each owed to its holder", () => {
    const terms = termsDue(DUE, 1_000n);
    const issued: IssuedReceivable = {
      ...{ header, document: ZERO_HASH, terms, number: "INV-1", reference: "PO", day: due - 60 },
    };
    const made = parts({ header, terms, document: ZERO_HASH }, NEW_POSITION, [300n, 700n]);
    const [first, second] = made.map((part) => idOf(part.header)) as [Hex, Hex];
    const commitments = made.map(commitmentOf);
    const split = on(due - 5, { name: "ReceivableSplit", id, by: SUPPLIER, amounts: [300n, 700n], commitments });
    const events = new Map([
      [id, [split]],
      [first, [on(due - 5, { name: "Transfer", from: ZERO_ADDRESS, to: SUPPLIER, id: first })]],
      [second, [on(due - 4, { name: "Transfer", from: SUPPLIER, to: FACTOR, id: second })]],
    ]);
    const account = { issued: [issued, issued], events: new Map(), payeeOf: () => payee, dayOf };
    const at = (day: number): Standing =>
      standingAt(bookOf(movementsOfAccount({ ...account, issued: [issued], events }, day)), day);
    const open = at(due).items.filter(({ rest }) => rest !== 0n);
    expect(open.map(({ number, rest, payee: to }) => [number, rest, to?.name])).to.deep.equal([
      ["INV-1-P1", 300n, undefined],
      ["INV-1-P2", 700n, "Factor"],
    ]);
    expect(at(due - 6).items.map(({ number, rest }) => [number, rest])).to.deep.equal([["INV-1", 1_000n]]);
    const unread = { ...account, issued: [issued], events: new Map([[id, [split]]]) };
    expect(() => movementsOfAccount(unread, due), "paid or not, nobody knows").to.throw("INV-1-P1 of a split has no");
    const doubled = bookOf(movementsOfAccount(account, due));
    expect([...doubled.items.keys()], "no number stands twice").to.deep.equal(["INV-1", `INV-1 (${id})`]);
  });
});
