import type { CountryPack, FactSource } from "../countryPack.ts";

const DIRECTIVE = "Directive 2011/7/EU on combating late payment in commercial transactions";
const DIRECTIVE_URL = "https://eur-lex.europa.eu/eli/dir/2011/7/oj";
const GDPR = "Regulation (EU) 2016/679 (GDPR)";

function directive(article: string, verified: FactSource["verified"]): FactSource {
  return { instrument: DIRECTIVE, article, url: DIRECTIVE_URL, retrieved: "2026-11-23", verified };
}

/** As others report the bank's decisions. */
function ecb(url: string): FactSource {
  const instrument = "European Central Bank, interest rate of the main refinancing operations";
  return { instrument, article: "", url, retrieved: "2026-11-23", verified: "secondary" };
}

/** The directive as a floor under all member states; a state may be stricter (art. 12(3)). */
export const EU_PACK: CountryPack = {
  code: "EU",
  version: 3,
  currency: "EUR",
  reviewBy: "2027-01-15",
  fixing: "first-day",
  facts: [
    {
      kind: "termCap",
      code: "euBusiness60",
      from: "2013-03-16",
      source: { ...directive("art. 3(5)", "text"), url: "https://curia.europa.eu/juris/liste.jsf?num=C-677/22" },
      debtors: ["largeFirm", "otherFirm"],
      smallCreditorOnly: false,
      term: { days: 60 },
      text:
        "Between firms more than 60 calendar days hold only if expressly agreed and not grossly unfair to the " +
        "creditor; a term that the debtor sets alone is not expressly agreed (CJEU C-677/22, 2025-02-06).",
    },
    {
      kind: "termCap",
      code: "euPublic30",
      from: "2013-03-16",
      source: directive("art. 4(3) and 4(6)", "secondary"),
      debtors: ["publicBody"],
      smallCreditorOnly: false,
      term: { days: 30 },
      text: "A public authority has 30 calendar days; up to 60 need an express and objectively justified agreement.",
    },
    {
      kind: "termCap",
      code: "euPublic60",
      from: "2013-03-16",
      source: directive("art. 4(4) and 4(6)", "secondary"),
      debtors: ["publicBody"],
      smallCreditorOnly: false,
      term: { days: 60 },
      text: "A public authority has at most 60 calendar days in any event.",
    },
    {
      kind: "interestFloor",
      code: "euStatutoryInterest",
      from: "2013-03-16",
      source: directive("art. 2(5), 2(6), 3(1), 7(1) and 7(2)", "secondary"),
      debtors: ["largeFirm", "otherFirm"],
      smallCreditorOnly: false,
      reference: "ecbMainRefinancing",
      factor: 1n,
      margin: 80_000n,
      statutory: true,
      text:
        "Statutory interest is the reference rate and at least eight percentage points; a lower agreed rate is " +
        "weighed as possibly grossly unfair, and excluding interest counts as grossly unfair (art. 7(2)).",
    },
    {
      kind: "interestFloor",
      code: "euPublicInterest",
      from: "2013-03-16",
      source: {
        ...directive("art. 2(5), 2(6) and 4(1)", "text"),
        url: "https://www.legislation.gov.uk/eudr/2011/7/article/4",
      },
      debtors: ["publicBody"],
      smallCreditorOnly: false,
      reference: "ecbMainRefinancing",
      factor: 1n,
      margin: 80_000n,
      statutory: true,
      text:
        "A public authority owes statutory interest, the reference rate and at least eight percentage points; " +
        "another rate may be agreed between firms alone (art. 2(5)).",
    },
    {
      kind: "recoverySum",
      code: "euFixedSum",
      from: "2013-03-16",
      source: directive("art. 6(1)", "text"),
      bands: [{ from: 0n, sum: 4_000n }],
      text: "A fixed sum of at least EUR 40 is due for each late payment, without a reminder (art. 6(2)).",
    },
    {
      kind: "personalData",
      code: "euStorageLimit",
      from: "2018-05-25",
      source: {
        instrument: GDPR,
        article: "art. 5(1)(e) and 17(1)(a)",
        // Article 5 was read at https://www.legiscope.com/blog/gdpr-article-5-storage-limitation-eur-lex.html.
        url: "https://gdprhub.eu/Article%2017%20GDPR",
        retrieved: "2026-11-23",
        verified: "text",
      },
      text: "Personal data are kept no longer than their purpose needs, and are erased once it is gone.",
    },
  ],
  references: [
    {
      ...{ reference: "ecbMainRefinancing", from: "2025-06-11", ppm: 21_500n },
      source: ecb("https://www.ecb.europa.eu/stats/policy_and_exchange_rates/key_ecb_interest_rates/"),
    },
    {
      ...{ reference: "ecbMainRefinancing", from: "2026-06-17", ppm: 24_000n },
      source: ecb("https://getinvoicepdf.com/articles/eu-late-payment-directive.html"),
    },
  ],
};
