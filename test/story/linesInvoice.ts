/**
 * An invoice of 10,000.03 EUR that is paid in five lines: what the parties wrote down, the receivables that follow, and
 * what the command line says is due on one of them.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { random } from "../../src/cli/demo/importing.ts";
import type { World } from "../../src/cli/demo/world.ts";
import { claimOf } from "../../src/cli/quote/claim.ts";
import { readTermsFile } from "../../src/cli/quote/termsFile.ts";
import { idOf, openHeader, openTerms } from "../../src/domain/commitment.ts";
import { parseDecimal, toMinorUnits } from "../../src/domain/decimal.ts";
import { documentRoot } from "../../src/domain/document.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import type { Hex, OpenHeader, OpenTerms, Receivable } from "../../src/domain/receivable.ts";
import { countersign } from "../cli/run.ts";

/** The lines by their place: 20 % with the order, a deposit, and three instalments. */
export const [PREPAYMENT, DEPOSIT, FIRST, SECOND, THIRD] = [0, 1, 2, 3, 4] as const;
export const ORDERED = "2026-11-02";
export const INVOICED = "2026-11-16";
export const TOTAL = 1_000_003n;

const CENTS = 2;
/** Due before the invoice (CIA); with it; and 30 days, a month end and three months after it. */
const NOTATION = "20% CIA, 12.5% now, 22.5% 2/10 net 30, 22.5% EOM+1, 22.5% 2/45 net 3 months";
const LINES = 5;
const MINUTES_AHEAD_OF_UTC = 60;

/** One line of an invoice as a receivable, and what a call opens of it. */
export interface Line {
  readonly receivable: Receivable;
  readonly id: Hex;
  readonly header: OpenHeader;
  readonly terms: OpenTerms;
}

/** What `countersign quote` says is due, minor units. */
export interface Due {
  readonly open: bigint;
  readonly discount: bigint;
  readonly charges: bigint;
  readonly payoff: bigint;
}

/** The terms file of a line. */
function fileOf(line: number): string {
  return JSON.stringify({
    currency: "EUR",
    amount: "10000.03",
    notation: NOTATION,
    line: line + 1,
    orderDate: ORDERED,
    invoiceDate: INVOICED,
    lateInterest: { rate: "9" },
    fixedSum: "40.00",
  });
}

/** The lines of one invoice of Musterwerk's to Beispiel, which share its number and its document. */
export function linesOf(world: World, number: string): readonly Line[] {
  const invoice = invoiceHash(number);
  const document = documentRoot([{ path: "number", value: number }], random());
  const [supplier, buyer] = [world.addressOf("musterwerk"), world.addressOf("beispiel")];
  return Array.from({ length: LINES }, (_, line) => {
    const { terms } = claimOf(readTermsFile(fileOf(line)));
    const receivable = {
      header: { supplier, buyer, invoice, line, policy: 0, revision: 0 },
      terms: { ...terms, currency: world.currency("EUR"), utcOffset: MINUTES_AHEAD_OF_UTC, salt: random() },
      document,
    };
    return { receivable, id: idOf(receivable.header), header: openHeader(receivable), terms: openTerms(receivable) };
  });
}

/** Runs `countersign quote` on a line. @param history Lines of its CSV. */
export async function quoteLine(line: number, at: string, history: readonly string[] = []): Promise<Due> {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-lines-"));
  const [terms, acts] = [path.join(folder, "terms.json"), path.join(folder, "history.csv")];
  writeFileSync(terms, fileOf(line));
  writeFileSync(acts, ["date,kind,amount,reference", ...history, ""].join("\n"));
  const { status, out, err } = await countersign([
    ...["quote", "--terms", terms, "--at", at, "--history", acts, "--json"],
  ]);
  expect(status, err).to.equal(0);
  const said = JSON.parse(out) as Readonly<Record<keyof Due, string>>;
  const minor = (field: keyof Due): bigint => {
    const amount = parseDecimal(said[field]);
    if (amount === undefined) throw new Error(`${field} is ${said[field]}, which is no amount`);
    return toMinorUnits(amount, CENTS, field);
  };
  return { open: minor("open"), discount: minor("discount"), charges: minor("charges"), payoff: minor("payoff") };
}
