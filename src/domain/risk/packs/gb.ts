import type { CountryPack, FactSource } from "../countryPack.ts";

const ACT = "Late Payment of Commercial Debts (Interest) Act 1998";

function act(article: string, path: string, verified: FactSource["verified"]): FactSource {
  const url = `https://www.legislation.gov.uk/ukpga/1998/20/${path}`;
  return { instrument: ACT, article, url, retrieved: "2026-11-23", verified };
}

/** As others report the bank's decisions. */
function bank(url: string): FactSource {
  const instrument = "Bank of England, Bank Rate";
  return { instrument, article: "", url, retrieved: "2026-11-23", verified: "secondary" };
}

export const GB_PACK: CountryPack = {
  code: "GB",
  version: 3,
  currency: "GBP",
  reviewBy: "2027-01-15",
  fixing: "day-before",
  facts: [
    {
      kind: "termCap",
      code: "gbBusiness60",
      from: "2013-03-16",
      source: act("s. 4(2E) and (2F), before SI 2015/1336 s. 4(3B) and (3C)", "section/4", "text"),
      debtors: ["largeFirm", "otherFirm"],
      smallCreditorOnly: false,
      term: { days: 60 },
      text:
        "After 60 days statutory interest runs whatever was agreed, unless the later day is not grossly unfair to " +
        "the supplier. A Commercial Payments Bill of 2026 would make 60 days hard: see whether it is law.",
    },
    {
      kind: "termCap",
      code: "gbPublic30",
      from: "2013-03-16",
      source: act("s. 4(2D), before SI 2015/1336 s. 4(3A)", "section/4", "text"),
      debtors: ["publicBody"],
      smallCreditorOnly: false,
      term: { days: 30 },
      text: "Of a public authority statutory interest runs after 30 days, whatever later day was agreed.",
    },
    {
      kind: "interestFloor",
      code: "gbStatutoryInterest",
      from: "2002-08-07",
      source: {
        instrument: "Late Payment of Commercial Debts (Rate of Interest) (No. 3) Order 2002, SI 2002/1675",
        // The order but for art. 4 was read in its own words, and s. 8(3), 8(4) and 9(1) of the Act.
        article: "art. 4; Act s. 6, 8 and 9",
        url: "https://www.legislation.gov.uk/uksi/2002/1675/contents/made",
        retrieved: "2026-11-23",
        verified: "secondary",
      },
      debtors: ["publicBody", "largeFirm", "otherFirm"],
      smallCreditorOnly: false,
      reference: "boeBankRate",
      factor: 1n,
      margin: 80_000n,
      statutory: true,
      text:
        "Statutory interest is Bank Rate and eight percentage points; a contract may put another rate in its place " +
        "only if that is a substantial remedy. The order is of England, Wales and Northern Ireland: Scotland has " +
        "its own.",
    },
    {
      kind: "recoverySum",
      code: "gbFixedSum",
      from: "2002-08-07",
      source: act("s. 5A(2)", "section/5A", "text"),
      bands: [
        { from: 0n, sum: 4_000n },
        { from: 100_000n, sum: 7_000n },
        { from: 1_000_000n, sum: 10_000n },
      ],
      text: "A fixed sum for each late debt: GBP 40 below 1,000, GBP 70 below 10,000, else GBP 100.",
    },
    {
      kind: "personalData",
      code: "gbStorageLimit",
      from: "2021-01-01",
      source: {
        instrument: "UK GDPR",
        article: "art. 5(1)(e) and 17(1)(a)",
        url:
          "https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/data-protection-principles/" +
          "a-guide-to-the-data-protection-principles/storage-limitation",
        retrieved: "2026-11-23",
        verified: "secondary",
      },
      text: "Personal data are kept no longer than their purpose needs, and are erased once it is gone.",
    },
  ],
  references: [
    {
      ...{ reference: "boeBankRate", from: "2025-12-18", ppm: 37_500n },
      source: bank("https://www.bankofengland.co.uk/boeapps/database/Bank-Rate.asp"),
    },
    {
      ...{ reference: "boeBankRate", from: "2026-06-18", ppm: 37_500n },
      source: bank(
        "https://www.livesquawk.com/report/special_boe-holds-bank-rate-at-3-75as-policymakers-retain-tightening-bias",
      ),
    },
  ],
};
