/** One receivable as the gateway tells it, and what forms and sentences make of it. */
import { formatDecimal, fromMinorUnits } from "../../../domain/decimal.ts";
import type { Schemas } from "../../data/gateway.ts";

export type Detail = Schemas["ReceivableDetail"];
export type Row = Schemas["Receivable"];
export type Payoff = Schemas["Payoff"];
export type Dispute = Schemas["Dispute"];
type Decimals = Pick<Schemas["Currency"], "decimals">;

const AMOUNT = /^(0|[1-9]\d{0,39})(?:\.(\d+))?$/;
/** ISO 4217 numbers stand as addresses below this; such a currency moves outside the chain alone. */
const FIRST_TOKEN = 1_000n;

/** What somebody typed as the wire has amounts, with all decimals of the currency; undefined if it is none. */
export function amountFrom(text: string, { decimals }: Decimals): string | undefined {
  const [, whole, fraction = ""] = AMOUNT.exec(text.trim()) ?? [];
  const places = decimals ?? 0;
  if (whole === undefined || fraction.length > places) return undefined;
  return places === 0 ? whole : `${whole}.${fraction.padEnd(places, "0")}`;
}

/** Minor units of an amount of the wire. */
export function unitsOf(amount: string): bigint {
  return BigInt(amount.replace(".", ""));
}

/** An amount of the wire. @param units Minor units. */
export function amountOf(units: bigint, { decimals }: Decimals): string {
  return formatDecimal(fromMinorUnits(units, decimals ?? 0));
}

export type AmountFault = "amountInvalid" | "amountZero" | "amountAbove";

/** What is wrong with a sum that somebody typed. @param most Amount of the wire that it may not exceed. */
export function faultOf(text: string, currency: Decimals, most?: string): AmountFault | undefined {
  const amount = amountFrom(text, currency);
  if (amount === undefined) return "amountInvalid";
  if (unitsOf(amount) === 0n) return "amountZero";
  return most !== undefined && unitsOf(amount) > unitsOf(most) ? "amountAbove" : undefined;
}

/** Whether the ledger itself can move it; what is written in a currency of ISO 4217, banks move. */
export function isToken({ address }: Schemas["Currency"]): boolean {
  return address !== null && BigInt(address) >= FIRST_TOKEN;
}

export function isPositive(amount: string | null): boolean {
  return amount !== null && unitsOf(amount) > 0n;
}

/** Whom a payment is for: whoever it was assigned to, or its supplier. */
export function payeeOf({ assignment, supplier, names }: Row): {
  readonly address: string;
  readonly name: string | null;
} {
  return assignment === null
    ? { address: supplier, name: names.supplier }
    : { address: assignment.payee, name: names.holder };
}
