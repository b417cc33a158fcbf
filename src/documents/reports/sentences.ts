/** What reports say beside the words of their tables. */
export interface ReportSentences {
  readonly locale: string;
  readonly title: string;
  /** Under a table without rows. */
  readonly none: string;
  /** In a cell whose figure has no value. */
  readonly noValue: string;
  readonly page: (page: number, pages: number) => string;
  /** Goes on with the currency. */
  readonly asOf: (day: string, known: string, zone: string) => string;
  readonly period: (from: string, through: string, days: number) => string;
  readonly sealed: (receivables: number) => string;
  readonly doubled: (invoices: number) => string;
  readonly statistics: string;
  /** Beside a table that is cut short on paper. */
  readonly moreRows: (rows: number) => string;
  readonly colon: string;
  readonly howReckoned: string;
  readonly formula: string;
  readonly noValueWhere: string;
}
