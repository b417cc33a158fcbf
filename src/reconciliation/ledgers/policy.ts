/** What two firms agree on before their books are compared. */
export interface LedgerPolicy {
  /** Days that the dates of one document may lie apart where only its amount is the same. */
  readonly documentDays: number;
  /** Days from the buyer's payment to the supplier's bank, and between their dates of one payment. */
  readonly transitDays: number;
  /** Days after the cut-off within which what one book still lacks may come, and be a matter of the period alone. */
  readonly laterDays: number;
  /** Days from the run until whoever owns a difference must have answered. */
  readonly answerDays: number;
  /** Up to this a difference of amount is called within tolerance, in minor units by currency. It stays visible. */
  readonly toleranceUnits: Readonly<Record<string, bigint>>;
  /** And up to this share of the supplier's amount, in basis points. Both bounds hold. */
  readonly toleranceBasisPoints: bigint;
}

export const LEDGER_POLICY: LedgerPolicy = {
  documentDays: 7,
  transitDays: 10,
  laterDays: 31,
  answerDays: 14,
  toleranceUnits: {},
  toleranceBasisPoints: 100n,
};
