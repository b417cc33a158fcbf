/** Charts of accounts: which account of a firm's books each side of an entry goes to. */
import { AccountError } from "./movement.ts";

export const SIDES = ["supplier", "buyer"] as const;
export type Side = (typeof SIDES)[number];

/**
 * What accounts are for, the same on both sides: what is the supplier's revenue is the buyer's purchases.
 * - `control`: trade receivables, or trade payables.
 * - `unapplied`: money received for no item, a liability (R34); the buyer's advances to suppliers.
 * - `sales`: revenue, or purchases; `tax`: output tax, or input tax.
 * - `clearing`: documents whose tax is not stated, until the books divide them.
 * - `credits`: credit notes whose tax is stated; `discounts`: early-payment discounts.
 * - `charges`: late interest and fixed sums; `exchange`: currency differences; `writeOffs`: balances given up.
 * - `impairment`, `allowance`, `recoveries`: claims held for lost while they stand (R48, R49); the supplier's only.
 * - `assigned`: receivables that were sold, to be settled with their payee; the supplier's only.
 */
export const ROLES = [
  "control",
  "unapplied",
  "bank",
  "sales",
  "tax",
  "clearing",
  "credits",
  "discounts",
  "charges",
  "exchange",
  "writeOffs",
  "impairment",
  "allowance",
  "recoveries",
  "assigned",
] as const;
export type Role = (typeof ROLES)[number];

/** An account of the books: its number, or whatever they call it. */
export type Chart = Readonly<Record<Role, string>>;

/** Charts for books that have none yet; every account can be named otherwise. */
export const DEFAULT_CHARTS: Readonly<Record<Side, Chart>> = {
  supplier: {
    control: "1200 Trade receivables",
    unapplied: "2210 Unapplied cash",
    bank: "1000 Bank",
    sales: "4000 Revenue",
    tax: "2300 Output tax",
    clearing: "4990 Sales to be divided",
    credits: "4100 Credit notes",
    discounts: "4110 Discounts granted",
    charges: "4500 Late interest and recovery costs",
    exchange: "4600 Exchange differences",
    writeOffs: "6310 Balances written off",
    impairment: "6300 Impairment of receivables",
    allowance: "1290 Allowance for doubtful receivables",
    recoveries: "4700 Recoveries",
    assigned: "1250 Receivables assigned",
  },
  buyer: {
    control: "2100 Trade payables",
    unapplied: "1310 Advances to suppliers",
    bank: "1000 Bank",
    sales: "5000 Purchases",
    tax: "1400 Input tax",
    clearing: "5990 Purchases to be divided",
    credits: "5100 Credit notes received",
    discounts: "5110 Discounts received",
    charges: "6500 Late interest and recovery costs",
    exchange: "6600 Exchange differences",
    writeOffs: "4710 Balances forgiven",
    impairment: "not used",
    allowance: "not used",
    recoveries: "not used",
    assigned: "not used",
  },
};

/**
 * A side's default chart with some accounts named otherwise.
 * @throws AccountError for a role that there is not, a blank account, or one account for both control and unapplied.
 */
export function chartOf(side: Side, named: ReadonlyMap<string, string>): Chart {
  const chart: Record<Role, string> = { ...DEFAULT_CHARTS[side] };
  for (const [word, account] of named) {
    const role = ROLES.find((candidate) => candidate === word);
    if (role === undefined) throw new AccountError("role", JSON.stringify(word), `write one of ${ROLES.join(", ")}`);
    if (account.trim() === "") throw new AccountError(role, "blank", "name an account of the books");
    chart[role] = account.trim();
  }
  const shared = ROLES.find((role) => role !== "control" && chart[role] === chart.control);
  if (shared !== undefined) {
    throw new AccountError(shared, JSON.stringify(chart.control), "the control account is for nothing else");
  }
  return chart;
}
