import { expect } from "chai";
import { bookOf } from "../../src/domain/account/book.ts";
import { creditorReferenceOf, readCreditorReference } from "../../src/domain/account/checkedNumbers.ts";
import { checkHeading } from "../../src/domain/account/heading.ts";
import { AccountError } from "../../src/domain/account/movement.ts";
import type { Movement } from "../../src/domain/account/movement.ts";
import { day, heading, invoice, payment } from "./accountMovements.ts";

const a = invoice("A");
const on = (date: string): { readonly day: number; readonly reference: string } => ({ day: day(date), reference: "P" });
const back = { kind: "return", ...on("2026-10-20") } as const;
const credit = { kind: "creditNote", ...on("2026-10-02"), number: "C", amount: 50n } as const;
const apply = { kind: "application", ...on("2026-10-09"), item: "A", amount: 10n } as const;

const refused: readonly (readonly [string, string, readonly Movement[]])[] = [
  ["two documents of one number", "number", [a, a]],
  ["a document without a number", "number", [invoice(" ")]],
  ["an amount of nothing", "amount", [invoice("A", { amount: 0n })]],
  ["a negative payment", "amount", [a, payment("2026-10-09", -1n, "P", "A")]],
  [
    "an exchange difference of nothing",
    "amount",
    [a, { kind: "exchange", ...on("2026-10-09"), item: "A", amount: 0n }],
  ],
  ["a negative dispute", "amount", [a, { kind: "dispute", ...on("2026-10-09"), item: "A", amount: -1n }]],
  ["a payment of what is not there", "item", [payment("2026-10-09", 1n, "P", "B")]],
  ["a payment of a credit note", "item", [credit, payment("2026-10-09", 1n, "P", "C")]],
  ["a discount before its item", "day", [a, { kind: "discount", ...on("2026-08-31"), item: "A", amount: 1n }]],
  ["more tax than amount", "tax", [invoice("A", { tax: 100_001n })]],
  ["more discount than amount", "discounts", [invoice("A", { discounts: [{ until: 1, sum: 100_001n }] })]],
  ["discounts out of order", "discounts", [invoice("A", { discounts: [2, 1].map((until) => ({ until, sum: 1n })) })]],
  ["a return of what never came", "reference", [a, back]],
  ["a return before the payment", "reference", [a, payment("2026-10-21", 1n, "P", "A"), back]],
  ["a second return", "reference", [a, payment("2026-10-09", 1n, "P", "A"), back, { ...back, day: back.day + 1 }]],
  ["a return in part and whole", "reference", [a, payment("2026-10-09", 1n, "P", "A"), back, { ...back, item: "A" }]],
  [
    "a return of what was refunded",
    "reference",
    [payment("2026-10-09", 1n, "P"), { kind: "refund", ...on("2026-10-10"), amount: 1n }, back],
  ],
  ["an application of nothing known", "reference", [a, apply]],
  ["an application of a claim", "reference", [a, invoice("B"), { ...apply, reference: "B" }]],
  ["an application of more than there is", "amount", [a, payment("2026-10-09", 9n, "P"), apply]],
  [
    "an application of what was taken back",
    "reference",
    [a, payment("2026-10-09", 90n, "P"), back, { ...apply, day: back.day + 1 }],
  ],
  [
    "a refund of money that has yet to come",
    "amount",
    [
      payment("2026-10-09", 5n, "P"),
      payment("2026-10-11", 5n, "P"),
      { kind: "refund", ...on("2026-10-10"), amount: 6n },
    ],
  ],
  [
    "two disputes of an item on one day",
    "day",
    [1n, 2n].flatMap((amount) => [
      ...(amount === 1n ? [a] : []),
      { kind: "dispute", ...on("2026-10-09"), item: "A", amount } as const,
    ]),
  ],
  ["a credit note and a payment of one name", "number", [credit, payment("2026-10-09", 9n, "C")]],
];

describe("An account", () => {
  for (const [what, field, movements] of refused) {
    it(`refuses ${what}, naming the ${field}`, () => {
      expect(() => bookOf(movements))
        .to.throw(AccountError)
        .with.property("field", field);
    });
  }

  it("refuses a period that ends before it begins, a version of nothing, and a zone that nobody knows", () => {
    const wrong = { from: { from: day("2026-11-01") }, version: { version: 0 }, zone: { zone: "Mars/Olympus" } };
    for (const over of Object.values(wrong)) expect(() => checkHeading(heading(over))).to.throw(AccountError);
    expect(() => checkHeading(heading())).not.to.throw();
  });
});

describe("A creditor reference (ISO 11649)", () => {
  it("is read with blanks and in small letters, and written back as one word", () => {
    expect(readCreditorReference("RF18 5390 0754 7034")).to.equal("RF18539007547034");
    expect(readCreditorReference("rf18539007547034")).to.equal("RF18539007547034");
  });

  it("is refused when one digit is wrong, two are exchanged, or its form is another", () => {
    const wrong = ["RF18539007547035", "RF18539007547043", "RF18", "XX18539007547034", `RF18${"5".repeat(22)}`];
    for (const text of wrong) expect(readCreditorReference(text), text).to.equal(undefined);
  });

  it("is made from the letters and digits of a number", () => {
    for (const text of ["INV-2026/17", "A", "ST 2026 10 017"]) {
      const reference = creditorReferenceOf(text);
      expect(reference?.slice(4)).to.equal(text.replace(/\W/g, ""));
      expect(readCreditorReference(reference ?? "")).to.equal(reference);
    }
    for (const text of ["发票", "", "A".repeat(22)]) expect(creditorReferenceOf(text)).to.equal(undefined);
  });

  it("refuses an account and a reference whose check digits are wrong, so that no money goes astray", () => {
    const paidTo = (over: Partial<ReturnType<typeof heading>>) => () => checkHeading({ ...heading(), ...over });
    expect(paidTo({ account: { account: "DE00370400440532013000" } })).to.throw(AccountError, "check digits");
    expect(paidTo({ account: { account: "6222020200012345678" } }), "no IBAN").not.to.throw();
    expect(paidTo({ paymentReference: "RF19 5390 0754 7034" })).to.throw(AccountError, "ISO 11649");
    expect(paidTo({ paymentReference: "RF18 5390 0754 7034" })).not.to.throw();
  });
});
