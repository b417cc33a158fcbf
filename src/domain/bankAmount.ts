/** An amount of money in a bank's message, with its sign where it has one. */
export interface BankAmount {
  /** Whole minor units: 12.50 EUR is 1250n. */
  readonly amount: bigint;
  /** ISO 4217 letters. */
  readonly currency: string;
  /** How many decimals the minor unit of the currency is away: 2 for EUR, 0 for JPY. */
  readonly exponent: number;
}
