import { readFileSync } from "node:fs";
import { expect } from "chai";
import { refusal } from "../../src/clients/failures.ts";
import { sentenceOf } from "../../src/clients/sentences.ts";
import { MAX_AMOUNT } from "../../src/domain/money.ts";
import type { TermsFault } from "../../src/domain/money.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { Status, Verb } from "../../src/domain/receivable.ts";
import type { Header } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";

const ID = keccakOfText("a receivable");
const BUYER = "0x185d4a1f6e0a3d2c9b8f7e6d5c4b3a2918070605";
const DAY = BigInt(dayNumber("2026-12-02"));

const HEADER: readonly (readonly [Exclude<keyof Header, "invoice">, bigint, string])[] = [
  ["supplier", 0n, `the header's supplier is 0x${"0".repeat(40)}: it may be the address of an organisation`],
  ["buyer", BigInt(BUYER), `the header's buyer is ${BUYER}: it may be the address of an organisation, other than`],
  ["line", 10_000n, "the header's line is 10000: it may be 0 to 9999"],
  ["policy", 3n, "the header's policy is 3: it may be 0, 1 or 2, 4 more if it may be split"],
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

const AMENDMENT: readonly (readonly [string, bigint, string])[] = [
  ["supplier", 1n, `the amendment's supplier is 0x${"0".repeat(39)}1: it may be what the receivable has`],
  ["buyer", BigInt(BUYER), `the amendment's buyer is ${BUYER}: it may be what the receivable has`],
  ["invoice", 1n, `the amendment's invoice is 0x${"0".repeat(63)}1: it may be what the receivable has`],
  ["line", 2n, "the amendment's line is 2: it may be what the receivable has"],
  ["policy", 3n, "the amendment's policy is 3: it may be 0, 1 or 2, 4 more if it may be split"],
  [
    "discountOnParts",
    0n,
    "the amendment's discountOnParts is false: it may be true, or without discounts and sliding rate, since principal",
  ],
  ["lateDays", 7n, "the amendment's lateDays is 7: it may be 0 before the buyer has accepted: reverse what was"],
  ["revision", 10_000n, "the amendment's revision is 10000: it may be above the one before, up to 9999"],
  ["amount", 5n, "the amendment's amount is 5 minor units: it may be what was settled already, or more"],
  ["currency", 978n, `the amendment's currency is 0x${"0".repeat(37)}3d2: it may be what the receivable has, since`],
  ["colour", 7n, "the amendment's colour is 7: it may be something else"],
];

describe("The sentence of a refusal", () => {
  for (const [name, cases] of [
    ["HeaderInvalid", HEADER],
    ["TermsInvalid", TERMS],
    ["AmendmentInvalid", AMENDMENT],
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

  it("of whatever is forbidden for a reason says for each what stands against it, and the way out", () => {
    const whys = {
      ListeningForbidden: ["holder", "status", "listening"],
      SplitForbidden: ["policy", "disputed", "advised", "writtenOff", "charges", "discount"],
      AccelerationForbidden: ["terms", "invoice", "overdue", "due"],
    } as const;
    for (const name of ["ListeningForbidden", "SplitForbidden", "AccelerationForbidden"] as const) {
      const sentences = whys[name].map((why) => sentenceOf({ name, values: { id: ID, why } }));
      expect(new Set(sentences.map((sentence) => sentence.replace(/\(\w+\)/, ""))).size).to.equal(whys[name].length);
      for (const sentence of sentences) expect(sentence).to.match(/\(\w+\): [^:]+: \S/);
      expect(sentenceOf({ name, values: { id: ID, why: "colour" } })).to.match(/\(colour\): ask for its state$/);
    }
  });

  it("of ValueDayInvalid gives dates, and of ClarificationInvalid the codes of Peppol", () => {
    const days = sentenceOf({ name: "ValueDayInvalid", values: { id: ID, valueDay: DAY, today: DAY - 1n } });
    expect(days).to.include("value day 2026-12-02").and.include("is after 2026-12-01");
    const codes = sentenceOf({ name: "ClarificationInvalid", values: { reason: 13, action: 6 } });
    expect(codes).to.include("the reason OTH with the action OTH");
  });

  it("of StatusForbids says which statuses allow the verb, as the specification's table does, and the way out", () => {
    const readme = readFileSync(new URL("../../contracts/README.md", import.meta.url), "utf8");
    const columns = { issued: 3, queried: 4, rejected: 6, accepted: 7 };
    for (const [name, verb] of Object.entries(Verb)) {
      const row = new RegExp(`^\\| ${name[0]?.toLowerCase()}${name.slice(1)}[ ,].*$`, "m").exec(readme)?.[0] ?? "";
      const cells = row.split("|").map((cell) => cell.trim());
      const forbids = /StatusForbids|AlreadyIssued|AmountOutOfRange/;
      const allowing = Object.entries(columns).filter(([, column]) => !forbids.test(cells[column] ?? "StatusForbids"));
      const listed = allowing
        .map(([status]) => status)
        .join(", ")
        .replace(/, (\w+)$/, " or $1");
      const sentence = sentenceOf({ name: "StatusForbids", values: { id: ID, verb, status: Status.Split } });
      if (verb !== Verb.Issue && verb !== Verb.Resolve && verb < Verb.PostStatement)
        expect(sentence, name).to.include(`only while it is ${listed}:`);
      expect(sentence).to.match(/while it is split, only while .*: act on its parts$/);
    }
    const ways = Object.values(Status).map((status) =>
      sentenceOf({ name: "StatusForbids", values: { id: ID, verb: Verb.Accelerate, status } }).replace(/^[^:]*: /, ""),
    );
    expect(new Set(ways).size).to.equal(Object.keys(Status).length);
    const later = sentenceOf({ name: "StatusForbids", values: { id: ID, verb: 31, status: 9 } });
    expect(later).to.include("do 31 to").and.include("while it is 9, only while it is in another status: ask");
  });

  it("of AlreadyClosed names what a closed receivable refuses, and what opens it again", () => {
    const sentence = sentenceOf({ name: "AlreadyClosed", values: { id: ID } });
    const refused = [
      "amends",
      "debits",
      "splits",
      "accelerates",
      "waives",
      "advises",
      "receipt of it",
      "writes it off",
    ];
    for (const word of ["pays", "credits", ...refused]) expect(sentence).to.include(word);
    expect(sentence).to.match(/reverse the receipt of money that went back, which opens it again$/);
  });

  it("of TermsMismatch names both hashes", () => {
    const sentence = sentenceOf({ name: "TermsMismatch", values: { id: ID, opened: keccakOfText("terms") } });
    expect(sentence).to.include(ID).and.include(keccakOfText("terms"));
  });

  it("of PaidOffChain names the currency by its ISO code", () => {
    const currency = `0x${(978).toString(16).padStart(40, "0")}` as const;
    expect(sentenceOf({ name: "PaidOffChain", values: { id: ID, currency } })).to.include("is in EUR, which");
    const unknown = `0x${(1).toString(16).padStart(40, "0")}` as const;
    const text = sentenceOf({ name: "PaidOffChain", values: { id: ID, currency: unknown } });
    expect(text).to.include("the currency of ISO 4217 number 1,");
  });
});
