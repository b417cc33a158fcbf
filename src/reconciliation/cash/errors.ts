/** What cash application refuses to work on. */
export type CashErrorCode =
  "AMOUNT_TOO_LARGE" | "ITEM_TWICE" | "PARTY_TWICE" | "PARTY_UNKNOWN" | "POLICY_INVALID" | "TRANSITION_REFUSED";

/** Input that cannot be used as it is; the message names field, value and a way out. */
export class CashError extends Error {
  readonly code: CashErrorCode;
  readonly field: string;
  readonly value: string;

  constructor(code: CashErrorCode, field: string, value: string, wayOut: string) {
    super(`${field} is ${value}: ${wayOut}`);
    this.name = "CashError";
    this.code = code;
    this.field = field;
    this.value = value;
  }
}
