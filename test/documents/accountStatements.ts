/** One statement with everything that a statement can show. */
import { statementOf } from "../../src/domain/account/statement.ts";
import type { AccountStatement } from "../../src/domain/account/statement.ts";
import type { Heading } from "../../src/domain/account/heading.ts";
import type { Movement } from "../../src/domain/account/movement.ts";
import { day, FACTOR, heading, invoice, payment } from "../domain/accountMovements.ts";

const ON = { reference: "", item: "INV-2" };

/** Two invoices open before the period, one assigned, one with discounts; money that came, went back and waits. */
export const EVERYTHING: readonly Movement[] = [
  invoice("INV-1", { amount: 1_234_567n, reference: "PO-1" }),
  invoice("INV-2", { amount: 88_800n, day: day("2026-08-01"), due: day("2026-08-31") }),
  invoice("INV-3", {
    amount: 9_007_199_254_740_993n,
    day: day("2026-10-28"),
    due: day("2026-11-27"),
    discounts: [{ until: day("2026-11-07"), sum: 100_000n }],
  }),
  { kind: "debitNote", number: "DN-1", day: day("2026-10-03"), due: day("2026-10-03"), amount: 4_000n, reference: "" },
  { kind: "creditNote", number: "CN-1", day: day("2026-10-12"), amount: 4_500n, reference: "INV-1" },
  payment("2026-10-09", 234_567n, "BANK-1", "INV-1"),
  payment("2026-10-20", 25_001n, "BANK-2"),
  payment("2026-10-22", 1_000n, "BANK-3", "INV-2"),
  { kind: "return", day: day("2026-10-26"), reference: "BANK-3" },
  { kind: "discount", day: day("2026-10-09"), amount: 321n, reference: "", item: "INV-1" },
  { kind: "writeOff", day: day("2026-10-10"), amount: 7n, reference: "", item: "INV-1" },
  { kind: "exchange", day: day("2026-10-10"), amount: -13n, reference: "", item: "INV-1" },
  { kind: "dispute", day: day("2026-10-05"), amount: 15_000n, ...ON },
  { kind: "interest", day: day("2026-10-31"), amount: 812n, ...ON },
  { kind: "assignment", day: day("2026-10-06"), payee: FACTOR, ...ON },
];

export function everything(over: Partial<Heading> = {}): AccountStatement {
  return statementOf(heading({ replaces: "ST-2026-10-016", version: 2, ...over }), EVERYTHING);
}
