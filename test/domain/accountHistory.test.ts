import { expect } from "chai";
import fc from "fast-check";
import { bookOf } from "../../src/domain/account/book.ts";
import { movementsOf } from "../../src/domain/account/fromHistory.ts";
import type { RecordedItem } from "../../src/domain/account/fromHistory.ts";
import { ROLES } from "../../src/domain/account/chart.ts";
import type { Role } from "../../src/domain/account/chart.ts";
import { journalOf } from "../../src/domain/account/journal.ts";
import { standingAt, sumOf } from "../../src/domain/account/standing.ts";
import { replay } from "../../src/domain/history.ts";
import type { HistoryEntry } from "../../src/domain/history.ts";
import type { Terms } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { entriesAround, termsDue } from "./histories.ts";

const DUE = "2026-05-15";
const due = dayNumber(DUE);
const CHART = Object.fromEntries(ROLES.map((role) => [role, role])) as Readonly<Record<Role, string>>;

function recorded(terms: Terms, entries: readonly HistoryEntry[], over: Partial<RecordedItem> = {}): RecordedItem {
  return { number: "A", reference: "", day: due - 60, terms, entries, disputes: [], transfers: [], ...over };
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

describe("An account from the ledger's own histories", () => {
  it("owes what the ledger says is open, on both sides' control accounts", () => {
    fc.assert(
      fc.property(anyTerms, entriesAround(due), (terms, entries) => {
        const { terms: now, position } = replay(terms, entries);
        const end = due + 800;
        const book = bookOf(movementsOf(recorded(terms, entries), end));
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
        const standing = standingAt(bookOf(movementsOf(recorded(terms, entries), day)), day);
        expect(standing.balance).to.equal(then.amount - position.settled);
      }),
    );
  });

  it("takes charges that were paid into the claim, and shows those that are due as a memo (R27)", () => {
    const terms = termsDue(DUE, 1_000_000n, { lateRate: 101_500 });
    const paid: HistoryEntry = { kind: "receipt", day: dayNumber("2026-08-20"), cash: 1_000_000n, reference: "R" };
    const before = standingAt(bookOf(movementsOf(recorded(terms, [paid]), paid.day - 1)), paid.day - 1);
    expect(before.items[0]).to.include({ rest: 1_000_000n, interest: 26_696n });
    const movements = movementsOf(recorded(terms, [paid]), paid.day);
    expect(movements.find(({ kind }) => kind === "charge")).to.include({ amount: 26_974n });
    expect(standingAt(bookOf(movements), paid.day).balance).to.equal(26_974n);
  });

  it("opens again what a receipt settled once it is taken back, its charges too (R36)", () => {
    const terms = termsDue(DUE, 1_000_000n, { lateRate: 101_500 });
    const [day, reference] = [dayNumber("2026-08-20"), "R"];
    const entries: readonly HistoryEntry[] = [
      { kind: "receipt", day, cash: 500_000n, reference },
      { kind: "return", day: day + 4, reference },
    ];
    const { items } = standingAt(bookOf(movementsOf(recorded(terms, entries), day + 4)), day + 4);
    expect(items[0]).to.include({ rest: 1_000_000n, overpaid: 0n, due });
  });

  it("carries disputes, holders and a write-off that leaves the claim standing", () => {
    const payee = { name: "Factor" };
    const { items, balance } = standingAt(
      bookOf(
        movementsOf(
          recorded(termsDue(DUE, 1_000n), [{ kind: "payment", day: due, cash: 100n }], {
            disputes: [{ day: due + 1, amount: 300n }],
            transfers: [{ day: due + 2, payee }],
            writtenOff: due + 3,
          }),
          due + 9,
        ),
      ),
      due + 9,
    );
    expect(items[0]).to.deep.include({ rest: 900n, disputed: 300n, allowance: 900n, payee });
    expect(balance).to.equal(900n);
  });
});
