/** How things are written on the page. */
import type { Receivable } from "./gateway.ts";

/** An amount with its currency. */
export function money(amount: string | null, currency: Receivable["currency"]): string {
  if (amount === null) return "sealed";
  const { code, decimals } = currency;
  return `${grouped(amount)} ${code ?? (decimals === null ? "minor units" : "")}`.trimEnd();
}

/** Decimal text with its thousands set apart; no digit goes through a number. */
export function grouped(amount: string): string {
  const [whole = "", fraction] = amount.split(".");
  const spaced = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

/** The day of an instant, in UTC. */
export function day(instant: string): string {
  return instant.slice(0, 10);
}

/** Enough of a hash or an address to tell it from others. */
export function short(hex: string): string {
  return `${hex.slice(0, 8)}…${hex.slice(-4)}`;
}

/** "ReceivableAccepted" as "Receivable accepted". */
export function spaced(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
