import { expect } from "chai";
import { claimOf } from "../../src/cli/quote/claim.ts";
import { readHistoryFile } from "../../src/cli/quote/historyFile.ts";
import { quotationOf } from "../../src/cli/quote/quotation.ts";
import { readTermsFile } from "../../src/cli/quote/termsFile.ts";
import { dayNumber, TermsError } from "../../src/domain/terms.ts";

const BASE = { currency: "EUR", amount: "10000.00", dueDate: "2026-05-15" };
const AT = dayNumber("2026-08-20");

function quote(over: object, history = "date,kind,amount,reference\n"): unknown {
  const claim = claimOf(readTermsFile(JSON.stringify({ ...BASE, ...over })));
  return quotationOf(claim, readHistoryFile(history, claim.file.money.exponent), AT);
}

const absent = undefined;
const reference = [{ from: "2026-01-01", rate: "2.15" }];
const days = { calendar: "target", convention: "following" };
const net = { amount: absent, net: "100", tax: "21", taxMode: "early" };
const noted = { dueDate: absent, invoiceDate: "2026-01-31" };

const TERMS: readonly (readonly [field: string, over: object, words: string])[] = [
  ["currency", { currency: absent }, "missing"],
  ["currency", { currency: "eur" }, '"eur": write a code of ISO 4217'],
  ["currency", { currency: 978 }, "978: write it as text"],
  ["exponent", { exponent: 2 }, "EUR has 2 decimals"],
  ["exponent", { currency: absent, exponent: 19 }, "from 0 to 18"],
  ["amount", { amount: absent }, "missing"],
  ["amount", { amount: 10000 }, "10000: write the amount as text"],
  ["amount", { amount: "10,000.00" }, "write an amount such as"],
  ["amount", { amount: "1e4" }, "write an amount such as"],
  ["amount", { amount: "10000.001" }, "at most 2 decimals"],
  ["amount", { amount: "-1" }, "from 0 up"],
  ["amount", { amount: "0" }, "write more than 0"],
  ["amount", { amount: `${2n ** 92n}` }, "less than 2^92"],
  ["net", { net: "100" }, "given beside amount"],
  ["tax", { ...net, tax: absent }, "missing"],
  ["taxMode", { ...net, taxMode: absent }, "missing"],
  ["taxMode", { ...net, taxMode: "sometimes" }, '"always" or "early" or "never"'],
  ["net", { ...net, ...noted, notation: "30% now, 70% net 30", line: 1 }, "a file for each instalment"],
  ["discounts", { ...net, discounts: [{ until: "2026-05-01", sum: "2" }] }, "write percent"],
  ["notation", { ...noted, notation: "soon" }, "not understood"],
  ["notation", { ...noted, notation: "30% now, 60% net 30" }, "make 90 %"],
  ["invoiceDate", { dueDate: absent, notation: "net 30" }, "not stated"],
  ["invoiceDate", { ...noted, invoiceDate: "31.01.2026", notation: "net 30" }, "YYYY-MM-DD"],
  ["endOfMonth", { ...noted, notation: "net 30 EOM" }, "ambiguous (R3)"],
  ["endOfMonth", { ...noted, notation: "net 30 EOM", endOfMonth: "c" }, '"end-then-days" or'],
  ["line", { ...noted, notation: "30% now, 70% net 30" }, "2 instalments"],
  ["line", { ...noted, notation: "30% now, 70% net 30", line: 3 }, "from 1 to 2"],
  ["line", { line: "1" }, "without quotes"],
  ["dueDate", { dueDate: absent }, "missing"],
  ["dueDate", { dueDate: absent, notation: "2/10-50 extra", invoiceDate: "2026-01-31" }, "missing"],
  ["dueDate", { notation: "net 30", invoiceDate: "2026-01-31" }, "the notation says 2026-03-02"],
  ["dueDay", { dueDate: "1970-01-01" }, "after 1970-01-01"],
  ["discounts", { discounts: [{ percent: "2" }] }, "without until"],
  ["discounts", { discounts: [{ until: "2026-05-01" }] }, "percent or sum"],
  ["discounts", { discounts: [{ until: "2026-05-16", percent: "2" }] }, "after the due date"],
  [
    "discounts",
    { notation: "2/10", invoiceDate: "2026-01-31", discounts: [{ until: "2026-05-01", sum: "1" }] },
    "keep one",
  ],
  ["discounts", { invoiceDate: "2026-01-31", notation: "3/10, 2/20, 1/30" }, "the ledger knows two"],
  ["discounts", { invoiceDate: "2026-01-31", notation: "1/10, 2/20" }, "the smaller one"],
  [
    "discounts",
    {
      discounts: [
        { until: "2026-05-01", percent: "2" },
        { until: "2026-05-01", percent: "1" },
      ],
    },
    "the smaller one",
  ],
  ["discounts", { discounts: { until: "2026-05-01" } }, "write a list"],
  ["discounts[0]", { discounts: ["2026-05-01"] }, "write a JSON object"],
  ["discounts[0].rate", { discounts: [{ until: "2026-05-01", percent: "2", rate: "2" }] }, "no such field"],
  ["discount1", { discounts: [{ until: "2026-05-01", sum: "10000.01" }] }, "more than the amount"],
  ["percent", { discounts: [{ until: "2026-05-01", percent: "101" }] }, "at most 100"],
  ["slidingDiscount", { slidingDiscount: "101" }, "at most 100"],
  ["slidingDiscount", { slidingDiscount: 8 }, "as text"],
  ["slidingDiscount", { slidingDiscount: "8", dayCount: "act/act" }, "act/365 or act/360"],
  ["discountOnParts", { discountOnParts: "yes" }, "true or false"],
  ["discountOnParts", { discountOnParts: true }, "no discount"],
  ["businessDays.calendar", { businessDays: { ...days, calendar: absent } }, "name it"],
  ["businessDays.calendar", { businessDays: { ...days, calendar: "de" } }, '"weekends" or "target"'],
  ["businessDays.calendar", { dueDate: "2090-10-01", businessDays: { ...days, calendar: "prc" } }, "not known"],
  ["businessDays.convention", { businessDays: { ...days, convention: absent } }, "choose"],
  ["businessDays.holidays[0]", { businessDays: { ...days, holidays: ["1 May"] } }, "YYYY-MM-DD"],
  ["dayCount", { dayCount: "actual" }, '"act/365"'],
  ["lateInterest.rate", { lateInterest: {} }, "missing"],
  ["lateInterest.rate", { lateInterest: { rate: "-1" } }, "from 0 up"],
  ["lateInterest.rate", { lateInterest: { rate: "0.1234567890123" } }, "at most 12 decimals"],
  ["lateRate", { lateInterest: { rate: "100.1" } }, "at most 100 per cent"],
  ["lateInterest.per", { lateInterest: { rate: "1", per: "month" } }, '"year" or "day"'],
  ["lateInterest.per", { lateInterest: { rate: "1", per: "day" }, dayCount: "30/360" }, "needs dayCount"],
  ["lateInterest.margin", { lateInterest: { rate: "1", margin: "8" } }, "no such field"],
  ["lateInterest.policy", { lateInterest: { reference } }, "missing"],
  ["lateInterest.reference", { lateInterest: { reference: [], policy: "float" } }, "empty"],
  ["lateInterest.reference", { lateInterest: { reference: [...reference, ...reference], policy: "float" } }, "twice"],
  ["lateInterest.reference", { lateInterest: { reference: [{ rate: "1" }], policy: "float" } }, "from and rate"],
  ["lateInterest.reference", { dueDate: "2025-05-15", lateInterest: { reference, policy: "fixed" } }, "2025-01-01"],
  ["lateInterest.fixedOn", { lateInterest: { reference, policy: "fixed-on" } }, "missing"],
  ["lateInterest.fixedOn", { lateInterest: { reference, policy: "float", fixedOn: "2026-01-01" } }, "leave it out"],
  [
    "lateInterest.fixing",
    { lateInterest: { reference, policy: "fixed-on", fixedOn: "2026-01-01", fixing: "first-day" } },
    "leave it out",
  ],
  ["lateInterest.factor", { lateInterest: { reference, policy: "float", factor: "-1" } }, "from 0 up"],
  ["graceDays", { graceDays: 366 }, "from 0 to 365"],
  ["graceDays", { graceDays: 1.5 }, "whole number"],
  ["allocation", { allocation: "both" }, '"charges-first" or "principal-first"'],
  ["amout", { amout: "1" }, "no such field"],
];

const HISTORY: readonly (readonly [field: string, rows: string, words: string])[] = [
  ["line 2, date", "20.08.2026,payment,1,", "YYYY-MM-DD"],
  ["line 2, date", "2026-02-30,payment,1,", "YYYY-MM-DD"],
  ["line 2, kind", "2026-05-15,paid,1,", "write payment, receipt"],
  ["line 2, amount", "2026-05-15,payment,,", "write an amount"],
  ["line 2, amount", '2026-05-15,payment,"1,000.00",', "write an amount"],
  ["line 2, amount", "2026-05-15,payment,1.001,", "at most 2 decimals"],
  ["line 2, amount", "2026-05-15,payment,-1,", "from 0 up"],
  ["line 2, amount", "2026-05-15,payment,0,", "settles nothing"],
  ["line 2, amount", "2026-05-15,return,1,A", "leave it empty"],
  ["line 2, reference", "2026-05-15,receipt,1,", "bank's reference"],
  ["line 2, reference", "2026-05-15,return,,", "bank's reference"],
  ["line 2, reference", "2026-05-15,return,,A", "no receipt of that reference"],
  ["line 3, reference", "2026-05-15,receipt,1,A\n2026-05-15,receipt,1,A", "counts once"],
  ["line 3, kind", "2026-05-15,payment,10000,\n2026-05-15,credit,1,", "nothing is due any more"],
  ["line 2, amount", "2026-05-15,receipt,10000.01,A", "at most the 10000.00 that pay everything off"],
  ["line 2, amount", "2026-05-15,credit,10000.01,", "at most the 10000.00 that are open"],
  ["line 2, amount", "2026-05-15,waiver,0.01,", "at most the 0.00 that are due in charges"],
  ["line 2, amount", `2026-05-15,debit,${2n ** 92n},`, "the claim can still rise by"],
  ["line 2", "2026-05-15;payment;1;", "1 cells"],
  ["line 2", "2026-05-15,payment,1,A,B", "5 cells"],
  ["line 2", '2026-05-15,payment,1,"A', "close its quotes"],
  ["line 2", '2026-05-15,payment,1,A"B', "close its quotes"],
];

describe("a terms file that cannot be meant", () => {
  for (const [field, over, words] of TERMS) {
    it(`is refused by its ${field}, which says "${words}": ${JSON.stringify(over).slice(0, 80)}`, () => {
      expect(() => quote(over))
        .to.throw(TermsError, words)
        .with.property("field", field);
    });
  }

  const texts: readonly (readonly [string, string])[] = [
    ["", "no JSON"],
    ['{"currency":"EUR"', "no JSON"],
    ["[]", "write a JSON object"],
    ["null", "write a JSON object"],
    ['{"currency":"EUR","amount":"1.00","amount":"2.00","dueDate":"2026-05-15"}', "amount is given twice"],
    ['{"a":{"x":1,"y":[{"x":1},{"x":1}]},"b":{"x":1,"\\u0078":1}}', "x is given twice"],
  ];
  for (const [text, words] of texts) {
    it(`is refused as a whole: ${text}`, () => {
      expect(() => readTermsFile(text)).to.throw(TermsError, words);
    });
  }
});

describe("a history file that cannot be meant", () => {
  for (const [field, rows, words] of HISTORY) {
    it(`is refused by its ${field}, which says "${words}": ${rows}`, () => {
      const history = `date,kind,amount,reference\n${rows}\n`;
      expect(() => quote({}, history))
        .to.throw(TermsError, words)
        .with.property("field", field);
    });
  }

  for (const header of ["", "date;kind;amount;reference", "2026-05-15,payment,1,"]) {
    it(`is refused without its columns: "${header}"`, () => {
      expect(() => readHistoryFile(header, 2))
        .to.throw(TermsError, "start with the columns")
        .with.property("field", "line 1");
    });
  }
});
