import { expect } from "chai";
import fc from "fast-check";
import { bookOf } from "../../src/domain/account/book.ts";
import { chartOf, DEFAULT_CHARTS, ROLES, SIDES } from "../../src/domain/account/chart.ts";
import type { Role, Side } from "../../src/domain/account/chart.ts";
import { journalOf } from "../../src/domain/account/journal.ts";
import type { Entry } from "../../src/domain/account/journal.ts";
import { AccountError } from "../../src/domain/account/movement.ts";
import type { Movement } from "../../src/domain/account/movement.ts";
import { standingAt, sumOf } from "../../src/domain/account/standing.ts";
import { anyCutOff, anyMovements, day, FACTOR, invoice, payment } from "./accountMovements.ts";

const ROLE_CHART = Object.fromEntries(ROLES.map((role) => [role, role])) as Readonly<Record<Role, string>>;

/** What stands on an account at the end of a day, + for debit. */
function balanceOf(entries: readonly Entry[], account: string, cutOff = Infinity): bigint {
  const lines = entries.filter((entry) => entry.day <= cutOff).flatMap((entry) => entry.lines);
  return sumOf(
    lines.filter((line) => line.account === account),
    ({ debit, credit }) => debit - credit,
  );
}

/** The last entry, "role +debit" and "role -credit". */
function lastOf(side: Side, movements: readonly Movement[]): readonly string[] {
  const entry = journalOf(bookOf(movements), side, ROLE_CHART).at(-1);
  return (entry?.lines ?? []).map(({ account, debit, credit }) => `${account} ${(debit - credit).toString()}`).sort();
}

const taxed = invoice("A", { amount: 11_900n, tax: 1_900n });
const item = { day: day("2026-10-09"), reference: "P", item: "A" };

describe("The journal", () => {
  const cases: readonly (readonly [string, readonly Movement[], readonly string[], readonly string[]])[] = [
    [
      "an invoice whose tax is stated",
      [taxed],
      ["control 11900", "sales -10000", "tax -1900"],
      ["control -11900", "sales 10000", "tax 1900"],
    ],
    [
      "an invoice whose tax is not stated",
      [invoice("A")],
      ["clearing -100000", "control 100000"],
      ["clearing 100000", "control -100000"],
    ],
    [
      "a credit note",
      [taxed, { kind: "creditNote", ...item, number: "C", amount: 1_190n, tax: 190n }],
      ["control -1190", "credits 1000", "tax 190"],
      ["control 1190", "credits -1000", "tax -190"],
    ],
    [
      "money beyond the item",
      [taxed, payment("2026-10-09", 12_000n, "P", "A")],
      ["bank 12000", "control -11900", "unapplied -100"],
      ["bank -12000", "control 11900", "unapplied 100"],
    ],
    [
      "an application of unapplied money",
      [taxed, payment("2026-10-09", 500n, "P"), { kind: "application", ...item, amount: 400n }],
      ["control -400", "unapplied 400"],
      ["control 400", "unapplied -400"],
    ],
    [
      "a refund of unapplied money",
      [
        taxed,
        payment("2026-10-09", 500n, "P"),
        { kind: "refund", day: day("2026-10-10"), reference: "P", amount: 500n },
      ],
      ["bank -500", "unapplied 500"],
      ["bank 500", "unapplied -500"],
    ],
    [
      "a discount",
      [taxed, { kind: "discount", ...item, amount: 238n }],
      ["control -238", "discounts 238"],
      ["control 238", "discounts -238"],
    ],
    [
      "late interest that was paid",
      [taxed, { kind: "charge", ...item, amount: 40n }],
      ["charges -40", "control 40"],
      ["charges 40", "control -40"],
    ],
    [
      "a payment with its discount that the bank took back",
      [
        taxed,
        payment("2026-10-09", 11_662n, "P", "A"),
        { kind: "discount", ...item, amount: 238n },
        { kind: "return", day: day("2026-10-12"), reference: "P" },
      ],
      ["bank -11662", "control 11900", "discounts -238"],
      ["bank 11662", "control -11900", "discounts 238"],
    ],
    [
      "a balance given up",
      [taxed, { kind: "writeOff", ...item, amount: 3n }],
      ["control -3", "writeOffs 3"],
      ["control 3", "writeOffs -3"],
    ],
    [
      "a loss on exchange",
      [taxed, { kind: "exchange", ...item, amount: -7n }],
      ["control -7", "exchange 7"],
      ["control 7", "exchange -7"],
    ],
  ];
  for (const [what, movements, supplier, buyer] of cases) {
    it(`books ${what} on both sides`, () => {
      expect(lastOf("supplier", movements)).to.deep.equal(supplier);
      expect(lastOf("buyer", movements)).to.deep.equal(buyer);
    });
  }

  it("holds a claim for lost without taking it off the books, and recovers what comes in after all (R48, R49)", () => {
    const lost = [taxed, { kind: "allowance", ...item, amount: 11_900n } as const];
    expect(lastOf("supplier", lost)).to.deep.equal(["allowance -11900", "impairment 11900"]);
    const late = payment("2026-11-20", 5_000n, "Q", "A");
    const recovered = ["allowance 5000", "bank 5000", "control -5000", "recoveries -5000"];
    expect(lastOf("supplier", [...lost, late])).to.deep.equal(recovered);
    expect(lastOf("buyer", [...lost, late])).to.deep.equal(["bank -5000", "control 5000"]);
  });

  const sold: readonly Movement[] = [
    taxed,
    { kind: "assignment", day: day("2026-10-05"), reference: "", item: "A", payee: FACTOR },
  ];
  it("takes an assigned item off the supplier's control account, and leaves the buyer's as it is", () => {
    expect(lastOf("supplier", sold)).to.deep.equal(["assigned 11900", "control -11900"]);
    expect(journalOf(bookOf(sold), "buyer")).to.have.length(1);
  });

  it("leaves what the payee receives to the payee's books, and dilution to the supplier's", () => {
    const paid = [...sold, payment("2026-10-09", 900n, "P", "A")];
    expect(journalOf(bookOf(paid), "supplier")).to.have.length(2);
    expect(lastOf("buyer", paid)).to.deep.equal(["bank -900", "control 900"]);
    const credited: Movement = { kind: "creditNote", ...item, number: "C", amount: 100n };
    expect(lastOf("supplier", [...sold, credited])).to.deep.equal(["assigned -100", "clearing 100"]);
  });

  it("holds nothing for lost that it has assigned", () => {
    const lost: Movement = { kind: "allowance", ...item, day: day("2026-10-04"), amount: 11_900n };
    const released = ["allowance 11900", "assigned 11900", "control -11900", "impairment -11900"];
    expect(lastOf("supplier", [...sold, lost])).to.deep.equal(released);
  });

  it("bills an item that was assigned before it came to be, to its payee", () => {
    const future: Movement = { kind: "assignment", day: day("2026-08-01"), reference: "", item: "A", payee: FACTOR };
    expect(lastOf("supplier", [future, taxed])).to.deep.equal(["assigned 11900", "sales -10000", "tax -1900"]);
  });

  it("takes a returned payment from the bank that had it", () => {
    const early = payment("2026-10-01", 900n, "P", "A");
    const back: Movement = { kind: "return", day: day("2026-10-20"), reference: "P" };
    expect(lastOf("supplier", [...sold, early, back])).to.deep.equal(["assigned 900", "bank -900"]);
    const again: Movement = { kind: "assignment", day: day("2026-10-15"), reference: "", item: "A" };
    const late = payment("2026-10-09", 900n, "P", "A");
    expect(lastOf("supplier", [...sold, late, again, back])).to.deep.equal(["assigned -900", "control 900"]);
  });

  it("takes the accounts that the books name, and no others", () => {
    const chart = chartOf("supplier", new Map([["bank", " 1010 "]]));
    expect(chart).to.include({ bank: "1010", control: DEFAULT_CHARTS.supplier.control });
    for (const [role, account] of [
      ["banks", "1"],
      ["bank", " "],
      ["__proto__", "1"],
      ["bank", DEFAULT_CHARTS.supplier.control],
    ] as const) {
      expect(() => chartOf("supplier", new Map([[role, account]]))).to.throw(AccountError);
    }
  });

  it("gives an entry the same id whatever else is on the account, and no two the same", () => {
    const payments = [payment("2026-10-09", 900n, "P", "A"), payment("2026-10-09", 900n, "P", "A")];
    const few = journalOf(bookOf([taxed, ...payments]), "supplier").map(({ id }) => id);
    const many = journalOf(bookOf([invoice("0"), taxed, ...payments]), "supplier").map(({ id }) => id);
    expect(new Set(few).size).to.equal(3);
    expect(many).to.include.members(few);
  });
});

describe("Any journal", () => {
  for (const side of SIDES) {
    it(`of the ${side} balances in every entry, without a negative or empty line`, () => {
      fc.assert(
        fc.property(anyMovements, (movements) => {
          for (const { lines } of journalOf(bookOf(movements), side)) {
            expect(sumOf(lines, ({ debit, credit }) => debit - credit)).to.equal(0n);
            expect(lines.every(({ debit, credit }) => debit >= 0n && credit >= 0n && debit + credit > 0n)).to.equal(
              true,
            );
            expect(debitOrCreditOnly(lines)).to.equal(true);
          }
        }),
      );
    });
  }

  it("of the buyer ties to open items and advances at the end of any day", () => {
    fc.assert(
      fc.property(anyMovements, anyCutOff, (movements, cutOff) => {
        const book = bookOf(movements);
        const { items, unapplied } = standingAt(book, cutOff);
        const entries = journalOf(book, "buyer", ROLE_CHART);
        expect(-balanceOf(entries, "control", cutOff)).to.equal(sumOf(items, ({ rest }) => rest));
        expect(balanceOf(entries, "unapplied", cutOff)).to.equal(sumOf(unapplied, ({ amount }) => amount));
      }),
    );
  });

  it("of the supplier ties to the open items that it has not assigned at the end of any day", () => {
    fc.assert(
      fc.property(anyMovements, anyCutOff, (movements, cutOff) => {
        const book = bookOf(movements);
        const { items, unapplied } = standingAt(book, cutOff);
        const own = items.filter(({ payee }) => payee === undefined);
        const assigned = new Set(assignedAt(movements, cutOff));
        const entries = journalOf(book, "supplier", ROLE_CHART);
        expect(balanceOf(entries, "control", cutOff)).to.equal(sumOf(own, ({ rest }) => rest));
        const waiting = unapplied.filter((free) => free.item === undefined || !assigned.has(free.item));
        expect(-balanceOf(entries, "unapplied", cutOff)).to.equal(sumOf(waiting, ({ amount }) => amount));
        expect(-balanceOf(entries, "allowance", cutOff)).to.equal(sumOf(own, ({ allowance }) => allowance));
      }),
    );
  });
});

function debitOrCreditOnly(lines: Entry["lines"]): boolean {
  return lines.every(({ debit, credit }) => debit === 0n || credit === 0n);
}

/** The items that are assigned at the end of a day, those that are not there yet among them. */
function assignedAt(movements: readonly Movement[], cutOff: number): readonly string[] {
  const last = new Map<string, boolean>();
  for (const { movement } of bookOf(movements).postings) {
    if (movement.kind === "assignment" && movement.day <= cutOff) last.set(movement.item, "payee" in movement);
  }
  return [...last].flatMap(([number, isAssigned]) => (isAssigned ? [number] : []));
}
