import { expect } from "chai";
import { refusal } from "../../src/clients/failures.ts";
import { sentenceOf } from "../../src/clients/sentences.ts";
import { MAX_AMOUNT } from "../../src/domain/money.ts";
import type { TermsFault } from "../../src/domain/money.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Header } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";

const ID = keccakOfText("a receivable");
const BUYER = "0x185d4a1f6e0a3d2c9b8f7e6d5c4b3a2918070605";
const DAY = BigInt(dayNumber("2026-12-02"));

const HEADER: readonly (readonly [Exclude<keyof Header, "invoice">, bigint, string])[] = [
  ["supplier", 0n, `the header's supplier is 0x${"0".repeat(40)}: it may be the address of an organisation`],
  ["buyer", BigInt(BUYER), `the header's buyer is ${BUYER}: it may be the address of an organisation, other than`],
  ["line", 10_000n, "the header's line is 10000: it may be 0 to 9999"],
  ["policy", 3n, "the header's policy is 3: it may be 0, 1, 2, 4, 5 or 6"],
  ["revision", 10_000n, "the header's revision is 10000: it may be 0 to 9999"],
];

const TERMS: readonly (readonly [TermsFault["field"], bigint, string])[] = [
  ["currency", 0n, `the terms' currency is 0x${"0".repeat(40)}: it may be the address of a token`],
  ["amount", 0n, `the terms' amount is 0 minor units: it may be 1 to ${MAX_AMOUNT}`],
  ["dueDay", 2n ** 20n, "the terms' dueDay is 4840-11-26: it may be 1970-01-02 to 4840-11-25"],
  ["dueDay", 2n ** 32n - 1n, "the terms' dueDay is day 4294967295 after 1970-01-01: it may be"],
  ["utcOffset", 64_736n, "the terms' utcOffset is -800 minutes: it may be -720 to 840"],
  ["utcOffset", 841n, "the terms' utcOffset is 841 minutes: it may be -720 to 840"],
  ["slidingRate", 1_000_001n, "the terms' slidingRate is 1000001 parts per million a year: it may be 0 to 1000000"],
  ["lateRate", 1_000_001n, "the terms' lateRate is 1000001 parts per million a year: it may be 0 to 1000000"],
  ["basis", 364n, "the terms' basis is 364 days: it may be 360 or 365"],
  ["graceDays", 366n, "the terms' graceDays is 366 days: it may be 0 to 365"],
  ["fixedSum", 2n ** 92n, `the terms' fixedSum is ${2n ** 92n} minor units: it may be 0 to ${MAX_AMOUNT}`],
  ["allocation", 2n, "the terms' allocation is 2: it may be 0 for charges first, or 1 for principal first"],
  ["accelerationDays", 366n, "the terms' accelerationDays is 366 days: it may be 0 to 365"],
  ["discountDay1", DAY, "the terms' discountDay1 is 2026-12-02: it may be 1970-01-02 to the due day"],
  ["discountDay1", 0n, "the terms' discountDay1 is no day (0): it may be 1970-01-02 to the due day"],
  ["discount1", 5n, "the terms' discount1 is 5 minor units: it may be 0 to the amount"],
  ["discountDay2", DAY, "the terms' discountDay2 is 2026-12-02: it may be the day after discountDay1 to the due day"],
  ["discount2", 5n, "the terms' discount2 is 5 minor units: it may be less than discount1"],
  ["discountOnParts", 1n, "the terms' discountOnParts is true: it may be true only with a discount1"],
];

describe("The sentence of a refusal", () => {
  for (const [name, cases] of [
    ["HeaderInvalid", HEADER],
    ["TermsInvalid", TERMS],
  ] as const) {
    for (const [field, value, start] of cases) {
      it(`of ${name} shows ${field} ${value} as people read it, and what it may be`, () => {
        expect(sentenceOf({ name, values: { field, value } })).to.satisfy((text: string) => text.startsWith(start));
      });
    }
  }

  it("keeps the ledger's raw values beside it", () => {
    const values = { field: "utcOffset", value: 64_736n };
    expect(refusal({ name: "TermsInvalid", values }).values).to.deep.equal(values);
  });

  it("of a field that a later ledger knows shows its value as it is", () => {
    const values = { field: "colour", value: 7n };
    expect(sentenceOf({ name: "TermsInvalid", values })).to.include("colour is 7:");
  });

  it("of AmountOutOfRange gives the range", () => {
    const text = sentenceOf({ name: "AmountOutOfRange", values: { id: ID, amount: 9n, limit: 8n } });
    expect(text).to.include("the amount 9 is not between 1 and 8 minor units");
  });

  it("of AmountOutOfRange says that nothing is left where the limit is zero", () => {
    const text = sentenceOf({ name: "AmountOutOfRange", values: { id: ID, amount: 9n, limit: 0n } });
    expect(text).to.include(`receivable ${ID} leaves nothing`).and.not.include("between");
  });

  it("of PaidOffChain names the currency by its ISO code", () => {
    const currency = `0x${(978).toString(16).padStart(40, "0")}` as const;
    expect(sentenceOf({ name: "PaidOffChain", values: { id: ID, currency } })).to.include("is in EUR, which");
    const unknown = `0x${(1).toString(16).padStart(40, "0")}` as const;
    const text = sentenceOf({ name: "PaidOffChain", values: { id: ID, currency: unknown } });
    expect(text).to.include("the currency of ISO 4217 number 1,");
  });
});
