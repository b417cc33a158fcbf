/** The rules by which two books are matched and what is left is classed, one by one. */
import { expect } from "chai";
import type { LedgerItem } from "../../src/domain/ledgerItem.ts";
import { LEDGER_POLICY } from "../../src/reconciliation/ledgers/policy.ts";
import { reconcileBooks } from "../../src/reconciliation/ledgers/reconcile.ts";
import type { CurrencyResult } from "../../src/reconciliation/ledgers/reconcile.ts";
import { CUT_OFF, item } from "./books.ts";

type Over = Partial<LedgerItem> & Pick<LedgerItem, "amount">;

function run(supplier: readonly Over[], buyer: readonly Over[], policy = LEDGER_POLICY): CurrencyResult {
  const placed = (items: readonly Over[]): LedgerItem[] =>
    items.map((one, index) => item({ place: `line ${index + 1}`, ...one }));
  const [result] = reconcileBooks(
    { items: { supplier: placed(supplier), buyer: placed(buyer) }, cutOff: CUT_OFF },
    policy,
  );
  if (result === undefined) throw new Error("no currency");
  return result;
}

function said({ matches, differences }: CurrencyResult): string[] {
  return [...matches.map(({ rule }) => rule), ...differences.map(({ class: name, amount }) => `${name} ${amount}`)];
}

describe("Matching two books", () => {
  it("prefers equal amounts under one number, whatever stands first", () => {
    const two = [
      { number: "7", amount: 60n },
      { number: "7", amount: 40n },
    ];
    expect(said(run(two, [{ number: "7", amount: 40n }]))).to.deep.equal(["number", "MISSING_AT_BUYER -60"]);
    expect(said(run(two, [{ number: "7", amount: 100n }]))).to.deep.equal(["number"]);
  });

  it("keeps documents of one number apart that are a claim and a deduction", () => {
    const found = run([{ number: "7", amount: 100n }], [{ number: "7", amount: -100n, kind: "debitNote" }]);
    expect(said(found)).to.deep.equal(["MISSING_AT_BUYER -100", "MISSING_AT_SUPPLIER -100"]);
  });

  it("takes nearly the same number only with the same amount", () => {
    const supplier = [{ number: "INV-2026/0012", amount: 500n }];
    expect(said(run(supplier, [{ number: "2026 12", amount: 500n, day: CUT_OFF - 9 }]))).to.deep.equal(["nearNumber"]);
    expect(said(run(supplier, [{ number: "re 2026-12", amount: 499n }]))).to.deep.equal([
      ...["MISSING_AT_BUYER -500", "MISSING_AT_SUPPLIER 499"],
    ]);
  });

  it("chooses by amount and date only where each has one partner", () => {
    const day = CUT_OFF - 20;
    const one = [{ amount: 100n, number: "A-1", day }];
    expect(said(run(one, [{ amount: 100n, number: "B-9", day: day + 7 }]))).to.deep.equal(["amountDate"]);
    expect(said(run(one, [{ amount: 100n, number: "B-9", day: day + 8 }]))).to.have.length(2);
    const two = [
      { amount: 100n, number: "B-9", day },
      { amount: 100n, number: "B-8", day: day + 1 },
    ];
    expect(said(run(one, two)).filter((line) => line === "amountDate")).to.deep.equal([]);
  });

  it("takes a month that one side books as one, and no sums of several against several", () => {
    const day = CUT_OFF - 60;
    const parts = [
      { amount: 70n, number: "A", day },
      { amount: 30n, number: "B", day: day + 1 },
    ];
    expect(said(run(parts, [{ amount: 100n, number: "M", day: day + 2 }]))).to.deep.equal(["monthGroup"]);
    const others = [
      { amount: 75n, number: "C", day },
      { amount: 25n, number: "D", day },
    ];
    expect(said(run(parts, others))).to.have.length(4);
  });

  it("counts and sums what is matched, what was born on chain, and what the ledger's identity matched", () => {
    const receivable = `0x${"12".repeat(32)}` as const;
    const other = `0x${"34".repeat(32)}` as const;
    const { counts, values } = run(
      [
        { amount: 5n, receivable },
        { amount: 9n, number: "9" },
        { amount: -1n, receivable: other },
      ],
      [
        { amount: 5n, receivable },
        { amount: 9n, number: "9" },
      ],
    );
    expect(counts.supplier).to.deep.equal({ items: 3, matched: 2, bornOnChain: 2, byIdentity: 1 });
    expect(counts.buyer).to.deep.equal({ items: 2, matched: 2, bornOnChain: 1, byIdentity: 1 });
    expect(values.supplier).to.deep.equal({ items: 15n, matched: 14n, bornOnChain: 6n, byIdentity: 5n });
  });
});

describe("Classing what two books do not have in common", () => {
  it("calls a payment in transit for as long as the policy says, and not a day longer", () => {
    const paid = (day: number) => run([], [{ amount: -80n, kind: "payment", number: "T1", day }]);
    expect(said(paid(CUT_OFF - 10))).to.deep.equal(["PAYMENT_IN_TRANSIT -80"]);
    expect(said(paid(CUT_OFF - 11))).to.deep.equal(["MISSING_AT_SUPPLIER -80"]);
  });

  it("takes instalments for no doubles, nor equal amounts without a number", () => {
    const rates = [
      { number: "7", amount: 50n, dueDay: CUT_OFF },
      { number: "7", amount: 50n, dueDay: CUT_OFF + 30 },
    ];
    expect(said(run(rates, [{ number: "7", amount: 50n }]))).to.deep.equal(["number", "MISSING_AT_BUYER -50"]);
    expect(said(run([], [{ amount: 50n }, { amount: 50n }]))).to.deep.equal([
      ...["MISSING_AT_SUPPLIER 50", "MISSING_AT_SUPPLIER 50"],
    ]);
  });

  it("names the owner of a double by the side on which it stands, and its original", () => {
    const { differences } = run(
      [{ number: "7", amount: 50n }],
      [
        { number: "7", amount: 50n },
        { number: "07", amount: 50n },
      ],
    );
    expect(differences.map(({ class: name, owner, cure }) => [name, owner, cure])).to.deep.equal([
      ["DUPLICATE", "buyer", "reverse"],
    ]);
    expect(differences[0]?.because.map(({ amount }) => amount)).to.deep.equal([50n]);
  });

  it("shows a difference within tolerance all the same, and both bounds bind", () => {
    const policy = { ...LEDGER_POLICY, toleranceUnits: { EUR: 5n }, toleranceBasisPoints: 100n };
    const off = (amount: bigint, difference: bigint) =>
      run([{ number: "7", amount }], [{ number: "7", amount: amount - difference }], policy).differences[0];
    expect(off(1_000n, 5n)).to.include({ class: "AMOUNT_DIFF", amount: -5n, isWithinTolerance: true });
    expect(off(1_000n, 6n)).to.include({ amount: -6n, isWithinTolerance: false });
    expect(off(400n, 5n)).to.include({ amount: -5n, isWithinTolerance: false });
  });

  it("leaves unapplied money alone where two things have its amount", () => {
    const supplier = [
      { number: "7", amount: 50n },
      { number: "8", amount: 50n },
      { amount: -50n, kind: "unapplied" },
    ] as const;
    expect(said(run(supplier, []))).to.have.members([
      ...["PAYMENT_UNAPPLIED 50", "MISSING_AT_BUYER -50", "MISSING_AT_BUYER -50"],
    ]);
  });

  it("tells what is sold or disputed even where both sides book the same", () => {
    const equal = (over: Partial<LedgerItem>) =>
      run([{ number: "7", amount: 50n, ...over }], [{ number: "7", amount: 50n }]).differences;
    expect(equal({ assignedTo: "Factor AG" })).to.have.length(1);
    expect(equal({ assignedTo: "Factor AG" })[0]).to.include({ class: "ASSIGNED", amount: 0n });
    expect(equal({ disputed: true })[0]).to.include({ class: "DISPUTED", amount: 0n });
    const claimed = run([], [{ number: "8", amount: -90n, kind: "debitNote", assignedTo: "x" }]);
    expect(said(claimed), "the buyer's word for it binds nobody").to.deep.equal(["MISSING_AT_SUPPLIER -90"]);
  });

  it("finds no partner for a double by its amount alone", () => {
    const day = CUT_OFF - 20;
    const supplier = [
      { number: "INV-1", amount: 500n, day },
      { number: "INV-1", amount: 500n, day },
    ];
    const found = run(supplier, [
      { number: "INV-1", amount: 500n, day },
      { number: "R-77", amount: 500n, day: day + 2 },
    ]);
    expect(said(found)).to.deep.equal(["number", "DUPLICATE -500", "MISSING_AT_SUPPLIER 500"]);
  });

  it("explains by later items only what has their sum, and by none that has a partner of its own", () => {
    const after = { number: "7", day: CUT_OFF + 2 };
    expect(said(run([{ number: "7", amount: 100n, day: CUT_OFF }], [{ ...after, amount: 1n }]))).to.deep.equal([
      "MISSING_AT_BUYER -100",
    ]);
    const own = [
      { number: "FAKE", amount: 100n, day: CUT_OFF - 1 },
      { ...after, amount: 100n },
    ];
    expect(said(run(own, [{ ...after, amount: 100n }]))).to.deep.equal(["MISSING_AT_BUYER -100"]);
  });

  it("explains nothing by what comes so late that it puts an answer off: its owner stays who it was", () => {
    const deduction = { kind: "debitNote", number: "DN-7", amount: -50n } as const;
    const twin = (days: number): string[] =>
      said(run([{ ...deduction, day: CUT_OFF + days }], [{ ...deduction, day: CUT_OFF }]));
    expect(twin(LEDGER_POLICY.laterDays)).to.deep.equal(["WRONG_PERIOD -50"]);
    expect(twin(LEDGER_POLICY.laterDays + 1)).to.deep.equal(["MISSING_AT_SUPPLIER -50"]);
    expect(twin(36_500)).to.deep.equal(["MISSING_AT_SUPPLIER -50"]);
  });

  it("applies money first to what it names, and unnamed money only where no other has its amount", () => {
    const money = { kind: "unapplied", amount: -50n } as const;
    const named = run([{ number: "7", amount: 50n }, money, { ...money, settles: ["7"] }], []);
    expect(said(named)).to.have.members(["PAYMENT_UNAPPLIED 0", "PAYMENT_UNAPPLIED 50"]);
    const elsewhere = run(
      [
        { number: "7", amount: 50n },
        { ...money, settles: ["9"] },
      ],
      [],
    );
    expect(said(elsewhere)).to.have.members(["MISSING_AT_BUYER -50", "PAYMENT_UNAPPLIED 50"]);
  });

  it("sees equal sums under one number before it sees doubles", () => {
    const halves = [
      { number: "7", amount: 50n },
      { number: "7", amount: 50n },
    ];
    expect(said(run(halves, [{ number: "7", amount: 100n }]))).to.deep.equal(["number"]);
  });

  it("takes linear time for thousands of documents of one number, one amount or one rest", () => {
    const many = <Item>(make: (place: number) => Item): Item[] =>
      Array.from({ length: 8_000 }, (_, place) => make(place));
    const began = performance.now();
    run(
      many((place) => ({ number: `${place}`, amount: 1_000n })),
      many((place) => ({ number: `${place}`, amount: 995n })),
    );
    run(
      many(() => ({ number: "1000", amount: 5n })),
      many(() => ({ number: "1000", amount: 5n, currency: "USD" })),
    );
    run([...many(() => ({ amount: 100n })), ...many(() => ({ amount: -100n, kind: "payment" as const }))], []);
    // A quadratic step takes minutes.
    expect(performance.now() - began).to.be.below(30_000);
  }).timeout(60_000);
});
