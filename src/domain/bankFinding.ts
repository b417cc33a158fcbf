/** Something that is wrong in a bank file that can be read. */
export interface BankFinding {
  /**
   * BALANCE-…, TOTALS-…, DETAILS-…, ADVICE-… (figures that do not agree), AMOUNT-…, MINOR-UNITS, CURRENCY-…, FORMAT-…
   * (values that cannot be read), ACCOUNT-…, STATEMENT-… (what is missing), SCHEMA-…,
   * ENCODING-… (form).
   */
  readonly rule: string;
  /** What has an error is not to be posted. */
  readonly severity: "error" | "warning";
  /** What is wrong, a full sentence without figures. */
  readonly message: string;
  /** The term, "entries[3].amount", "closing". */
  readonly field: string;
  /** The value that the rule asks for, and the one that stands there, shortened. */
  readonly expected: string | undefined;
  readonly actual: string | undefined;
  /** The line of the file, from 1. */
  readonly line: number | undefined;
}

/** Whether a statement or an advice may be posted: nothing in it is wrong beyond its form. */
export function isPostable({ findings }: { readonly findings: readonly BankFinding[] }): boolean {
  return findings.every(({ severity }) => severity !== "error");
}
