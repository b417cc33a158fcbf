/** How a bank's statement is written as a table: what its columns can be, in the order in which they are looked for. */
export const BANK_FIELDS = [
  ...(["bookingDate", "valueDate", "amount", "debit", "credit", "sign", "currency", "balance"] as const),
  ...(["account", "bankReference", "reference", "endToEndId"] as const),
  ...(["counterparty", "counterpartyAccount", "text"] as const),
] as const;
export type BankField = (typeof BANK_FIELDS)[number];
