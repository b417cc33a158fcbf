/** The sentences of reports in English; its words are in `labels.ts`. */
import type { ReportSentences } from "./sentences.ts";

export const ENGLISH_SENTENCES: ReportSentences = {
  locale: "en-GB",
  title: "Monthly risk and summary report",
  none: "None.",
  noValue: "n/a",
  page: (page, pages) => `Page ${page} of ${pages}`,
  asOf: (day, known, zone) => `What is dated by ${day} (${zone}) and was recorded by ${known}; all amounts in`,
  period: (from, through, days) =>
    `Sales, DSO, turnover, CEI and cost of holding are of the period from ${from} to ${through}, ${days} days.`,
  sealed: (receivables) => `${receivables} receivables are sealed to the organisation and stand in no figure.`,
  doubled: (invoices) => `${invoices} imported invoices are left out, as the ledger has them.`,
  statistics:
    "Every figure is counted from the ledger and from imported history; where too little was seen, it says n/a.",
  moreRows: (rows) => `${rows} more rows stand in the CSV and the workbook.`,
  colon: ": ",
  howReckoned: "How it is reckoned",
  formula: "Formula",
  noValueWhere: "No value where",
};
