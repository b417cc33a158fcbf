/** A statement as its JSON file has it: amounts as decimal text, days YYYY-MM-DD. */
import type { Schemas } from "../../data/gateway.ts";
import type { Currency } from "../../words/formats.ts";

interface OpenLine {
  readonly date: string;
  readonly kind: string;
  readonly number: string;
  readonly due: string;
  readonly amount: string;
  readonly open: string;
  readonly disputed: string;
  readonly daysPastDue: number;
  readonly payee?: { readonly name: string };
}

export interface PreviewedMovement {
  /** Of a document; money has a value date. */
  readonly date?: string;
  readonly valueDate?: string;
  readonly kind: string;
  readonly number: string;
  readonly items: readonly string[];
  readonly reference: string;
  readonly amount: string;
  readonly balance: string;
}

interface Free {
  readonly date: string;
  readonly reference: string;
  readonly amount: string;
}

export interface PreviewedStatement {
  readonly currency: string;
  readonly totals: Schemas["AccountTotals"];
  readonly equation: Schemas["AccountEquation"];
  readonly openItems: readonly OpenLine[];
  readonly movements: readonly PreviewedMovement[];
  readonly unapplied: readonly Free[];
}

/** All amounts of a statement have the currency's decimals. */
export function currencyOf({ currency, totals }: Pick<PreviewedStatement, "currency" | "totals">): Currency {
  return { code: currency, decimals: totals.balance.split(".")[1]?.length ?? 0 };
}
