import { expect } from "chai";
import { parseDecimal } from "../../src/domain/decimal.ts";
import type { Decimal } from "../../src/domain/decimal.ts";
import type { UsableInvoice } from "../../src/domain/invoice.ts";
import { NO_TERMS } from "../../src/domain/paymentTerms.ts";
import type { DiscountTier, PaymentTerms } from "../../src/domain/paymentTerms.ts";
import { dateOfDay, dayNumber, isoCurrencyAddress, termsOf, TermsError } from "../../src/domain/terms.ts";
import type { AgreedTerms } from "../../src/domain/terms.ts";

const agreed: AgreedTerms = { currency: `0x${"c0".repeat(20)}`, utcOffset: 60, salt: `0x${"5a".repeat(32)}` };

function decimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`${text} is no decimal`);
  return value;
}

function invoiceOf(payable: string, over: object = {}): UsableInvoice {
  const totals = { payable: decimal(payable) };
  return { kind: "invoice", currency: "EUR", issueDate: "2026-11-02", totals, ...over } as unknown as UsableInvoice;
}

function tier(percent: string, days: number, base?: string): DiscountTier {
  const until = { kind: "afterDays" as const, days, from: "invoiceDate" as const };
  return { percent: decimal(percent), until, base: base === undefined ? undefined : decimal(base) };
}

const read = (over: Partial<PaymentTerms>): PaymentTerms => ({ ...NO_TERMS, ...over });

describe("terms of an invoice", () => {
  it("resolve days and put discounts as sums, rounded half up once (R2, R10)", () => {
    const terms = termsOf(
      invoiceOf("11900.25"),
      read({ discounts: [tier("2.00", 10), tier("1", 20, "10000.00")] }),
      "2026-12-02",
      agreed,
    );
    expect(terms.amount).to.equal(1_190_025n);
    expect(dateOfDay(terms.dueDay)).to.equal("2026-12-02");
    expect(dateOfDay(terms.discountDay1)).to.equal("2026-11-12");
    expect(terms.discount1).to.equal(23_801n);
    expect(dateOfDay(terms.discountDay2)).to.equal("2026-11-22");
    expect(terms.discount2).to.equal(10_000n);
  });

  it("do not count a tier of nought per cent, which restates the due day", () => {
    const terms = termsOf(invoiceOf("100"), read({ discounts: [tier("0.00", 30)] }), "2026-12-02", agreed);
    expect([terms.discountDay1, terms.discount1]).to.deep.equal([0, 0n]);
  });

  it("take a yearly rate as it stands: 9.5 % is 95,000 parts per million", () => {
    const lateInterest = { percent: decimal("9.50"), per: "year" as const, graceDays: 5 };
    const terms = termsOf(invoiceOf("100"), read({ lateInterest }), "2026-12-02", agreed);
    expect(terms.lateRate).to.equal(95_000);
    expect(terms.graceDays).to.equal(5);
  });

  it("count in the currency's own minor unit: yen have none, dinars three decimals", () => {
    expect(termsOf(invoiceOf("1200", { currency: "JPY" }), NO_TERMS, "2026-12-02", agreed).amount).to.equal(1200n);
    expect(termsOf(invoiceOf("1.234", { currency: "KWD" }), NO_TERMS, "2026-12-02", agreed).amount).to.equal(1234n);
  });

  const lateInterest = { percent: decimal("0.05"), per: "day" as const, graceDays: undefined };
  const refusals: readonly [string, () => unknown, string][] = [
    ["no due date", () => termsOf(invoiceOf("100"), NO_TERMS, undefined, agreed), "dueDate"],
    [
      "a credit note",
      () => termsOf(invoiceOf("100", { kind: "creditNote" }), NO_TERMS, "2026-12-02", agreed),
      "payable",
    ],
    ["nothing to pay", () => termsOf(invoiceOf("0.00"), NO_TERMS, "2026-12-02", agreed), "totals.payable"],
    ["a daily rate", () => termsOf(invoiceOf("1"), read({ lateInterest }), "2026-12-02", agreed), "lateInterest"],
    [
      "three tiers",
      () =>
        termsOf(
          invoiceOf("1"),
          read({ discounts: [tier("3", 5), tier("2", 10), tier("1", 20)] }),
          "2026-12-02",
          agreed,
        ),
      "3 discount tiers",
    ],
    [
      "a discount from the receipt of goods",
      () =>
        termsOf(
          invoiceOf("1"),
          read({
            discounts: [{ ...tier("3", 5), until: { kind: "afterDays", days: 5, from: "goodsReceipt" } }],
          }),
          "2026-12-02",
          agreed,
        ),
      "last day",
    ],
  ];
  for (const [what, act, said] of refusals) {
    it(`refuse ${what} and say what to agree`, () => {
      expect(act).to.throw(TermsError, said);
    });
  }

  it("write money outside the chain as its ISO 4217 number", () => {
    expect(isoCurrencyAddress({ code: "EUR", numeric: 978, exponent: 2 })).to.equal(`0x${"0".repeat(37)}3d2`);
  });

  it("turn dates into day numbers and back", () => {
    expect(dayNumber("1970-01-02")).to.equal(1);
    expect(dateOfDay(dayNumber("2028-02-29"))).to.equal("2028-02-29");
    expect(dayNumber("1969-12-31")).to.equal(-1);
    expect(dateOfDay(-1)).to.equal("1969-12-31");
  });

  for (const date of ["2026-02-30", "2027-02-29", "2026-13-01", "30.11.2026", "20261130", "2026-11-30T00:00:00", ""]) {
    it(`take "${date}" for no day of the calendar, and name the field`, () => {
      expect(() => dayNumber(date, "dueDate")).to.throw(TermsError, `dueDate is "${date}"`);
      const refused = (): unknown => termsOf(invoiceOf("100"), NO_TERMS, date, agreed);
      expect(refused).to.throw(TermsError).with.property("field", "dueDate");
    });
  }

  it("name the issue date, or the terms, when it is their day that does not exist", () => {
    const counted = (): unknown =>
      termsOf(invoiceOf("1", { issueDate: "2026-02-30" }), read({ discounts: [tier("2", 10)] }), "2026-12-02", agreed);
    expect(counted).to.throw(TermsError).with.property("field", "issueDate");
    const dated: DiscountTier = { ...tier("2", 10), until: { kind: "onDate", date: "2026-11-31" } };
    const stated = (): unknown => termsOf(invoiceOf("1"), read({ discounts: [dated] }), "2026-12-02", agreed);
    expect(stated).to.throw(TermsError).with.property("field", "paymentTerms");
  });
});
