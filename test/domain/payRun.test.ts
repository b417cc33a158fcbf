import { expect } from "chai";
import fc from "fast-check";
import type { Payee } from "../../src/domain/account/movement.ts";
import type { Payable } from "../../src/domain/account/payList.ts";
import { payListOf } from "../../src/domain/account/payRun.ts";
import type { PayableAccount, PayList } from "../../src/domain/account/payRun.ts";
import { sumOf } from "../../src/domain/account/standing.ts";
import { currency, day, FACTOR } from "./accountMovements.ts";

const SUPPLIER: Payee = { name: "Supplier", account: { account: "DE75512108001245126199" } };
const RUN = { day: 100, through: 110, debtorAccount: { account: "DE02120300000000202051" }, run: "R" };

function item(number: string, over: Partial<Payable> = {}): Payable {
  const open = { amount: 1_000n, rest: 1_000n, disputed: 0n, payee: undefined, discounts: [] };
  return { kind: "invoice", number, day: 50, due: 105, ...open, ...over };
}

function account(items: readonly Payable[], over: Partial<PayableAccount> = {}): PayableAccount {
  return { supplier: SUPPLIER, currency: currency("EUR"), items, unapplied: [], ...over };
}

function reasons({ left }: PayList): readonly string[] {
  return left.map(({ item: { number }, reason }) => `${number} ${reason}`);
}

const anyItem = fc
  .record({
    kind: fc.constantFrom("invoice" as const, "debitNote" as const, "creditNote" as const),
    due: fc.integer({ min: 95, max: 130 }),
    rest: fc.bigInt(1n, 10_000n),
    part: fc.constantFrom(0n, 0n, 2n, 1n),
    discount: fc.option(fc.record({ until: fc.integer({ min: 90, max: 120 }), share: fc.bigInt(1n, 50n) })),
    payee: fc.constantFrom(undefined, undefined, FACTOR, { name: "Nobody" }),
  })
  .map(({ kind, due, rest, part, discount, payee }): Partial<Payable> => {
    if (kind === "creditNote") return { kind, due: 50, rest: -rest, amount: -rest };
    const discounts = discount === null ? [] : [{ until: discount.until, sum: (rest * discount.share) / 100n + 1n }];
    return { kind, due, rest, amount: rest, disputed: part === 0n ? 0n : rest / part, payee, discounts };
  });
const anyItems = fc.array(anyItem, { maxLength: 12 }).map((all) => all.map((over, place) => item(`N${place}`, over)));

describe("A pay run", () => {
  it("pays or leaves every item, each in one place, whatever the order, and nothing but positive sums", () => {
    fc.assert(
      fc.property(anyItems, fc.integer({ min: 0, max: 11 }), (items, turn) => {
        const list = payListOf([account(items)], RUN);
        const paid = list.orders.flatMap(({ settlements }) => settlements.map(({ number }) => number));
        const left = list.left.map(({ item: { number } }) => number);
        expect([...paid, ...left].toSorted()).to.deep.equal(items.map(({ number }) => number).toSorted());
        for (const { amount, settlements } of list.orders) {
          expect(amount > 0n).to.equal(true);
          const sum = sumOf(settlements, (one) => (one.kind === "creditNote" ? -one.paid : one.paid));
          expect(sum).to.equal(amount);
        }
        const turned = payListOf([account([...items.slice(turn), ...items.slice(0, turn)])], RUN);
        const amounts = ({ orders }: PayList) => orders.map(({ creditor, amount }) => [creditor.name, amount]);
        expect(amounts(turned)).to.deep.equal(amounts(list));
      }),
    );
  });

  it("pays what falls due, or loses a discount, before the next run", () => {
    const discounts = [{ until: 110, sum: 20n }];
    const later = [{ until: 111, sum: 20n }];
    const items = [item("A"), item("B", { due: 140, discounts }), item("C", { due: 140, discounts: later })];
    const list = payListOf([account([...items, item("D", { due: 111 })])], RUN);
    expect(list.orders[0]?.amount).to.equal(1_980n);
    expect(reasons(list)).to.deep.equal(["C notDue", "D notDue"]);
    expect(list.discounts.map(({ item: { number }, sum, cost }) => [number, sum, cost?.simple])).to.deep.equal([
      ["B", 20n, 2483n],
    ]);
  });

  it("pays nothing where the discount eats all that is left, and says so", () => {
    const small = { rest: 1n, amount: 1n, discounts: [{ until: 100, sum: 1n }] };
    const list = payListOf([account([item("A", small)])], RUN);
    expect([list.orders, reasons(list)]).to.deep.equal([[], ["A nothingToPay"]]);
  });

  it("takes credit notes off the supplier's own items, the oldest first, as long as something is left to pay", () => {
    const credit = (number: string, rest: bigint, on: number): Payable =>
      item(number, { kind: "creditNote", rest, amount: rest, day: on, due: on });
    const items = [item("A"), item("B", { payee: FACTOR }), credit("X", -700n, 60), credit("Y", -400n, 40)];
    const list = payListOf([account(items)], RUN);
    expect(list.orders.map(({ creditor, amount }) => [creditor.name, amount])).to.deep.equal([
      ["Supplier", 600n],
      [FACTOR.name, 1_000n],
    ]);
    expect(reasons(list)).to.deep.equal(["X creditExceeds"]);
  });

  it("pays nobody an item of which the notice of assignment was refused, due or not", () => {
    const refused = { payee: FACTOR, noticeRefused: true };
    const list = payListOf([account([item("A", refused), item("B", { ...refused, due: 140 }), item("C")])], RUN);
    expect(reasons(list)).to.have.members(["A noticeRefused", "B noticeRefused"]);
    expect(list.orders.map(({ creditor, amount }) => [creditor.name, amount])).to.deep.equal([["Supplier", 1_000n]]);
  });

  it("numbers payments through, and shows money that waits unapplied without taking it off", () => {
    const money = [{ reference: "BANK-1", day: day("2026-10-01"), amount: 250n }];
    const other = { ...SUPPLIER, name: "Other" };
    const list = payListOf(
      [account([item("A")], { unapplied: money }), account([item("B")], { supplier: other })],
      RUN,
    );
    expect(list.orders.map(({ endToEndId, amount }) => [endToEndId, amount])).to.deep.equal([
      ["R-1", 1_000n],
      ["R-2", 1_000n],
    ]);
    expect(list.waiting.map(({ account: { supplier }, amount }) => [supplier.name, amount])).to.deep.equal([
      ["Supplier", 250n],
    ]);
  });
});
