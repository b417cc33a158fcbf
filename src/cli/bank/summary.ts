/** A bank file added up while it is read, so that one of a million entries needs no memory for them. */
import { readBankParts } from "../../documents/bank/readBankFile.ts";
import type { BankFileOptions, BankFileSource } from "../../documents/bank/readBankFile.ts";
import type { BankTableReading } from "../../documents/bank/table/reading.ts";
import { isPostable } from "../../domain/bankFinding.ts";
import type { BankEntry, BankStatementEnd, BankStatementHead } from "../../domain/bankStatement.ts";
import type { RemittanceAdvice } from "../../domain/remittance.ts";

/** Money that came in and went out in one currency, minor units, both unsigned; entries that are booked. */
export interface Turnover {
  readonly currency: string;
  readonly exponent: number;
  readonly count: number;
  readonly moneyIn: bigint;
  readonly moneyOut: bigint;
}

export interface StatementSummary extends BankStatementHead, BankStatementEnd {
  readonly usable: boolean;
  readonly turnovers: readonly Turnover[];
  /** Only where they were asked for. */
  readonly entries: readonly BankEntry[] | undefined;
}

export interface BankFileSummary {
  readonly usable: boolean;
  readonly table: BankTableReading | undefined;
  readonly statements: readonly StatementSummary[];
  readonly advices: readonly RemittanceAdvice[];
}

/** @throws BankFileError */
export async function summarise(
  source: BankFileSource,
  options: BankFileOptions,
  withEntries: boolean,
): Promise<BankFileSummary> {
  const statements: StatementSummary[] = [];
  const advices: RemittanceAdvice[] = [];
  let table: BankTableReading | undefined;
  let head: BankStatementHead | undefined;
  let entries: BankEntry[] = [];
  let turnovers = new Map<string, Turnover>();
  for await (const part of readBankParts(source, options)) {
    if (part.kind === "table") table = part.reading;
    else if (part.kind === "advice") advices.push(part.advice);
    else if (part.kind === "statement") head = part.head;
    else if (part.kind === "entry") {
      addTo(turnovers, part.entry);
      if (withEntries) entries.push(part.entry);
    } else if (head !== undefined) {
      const shown = withEntries ? entries : undefined;
      const usable = isPostable(part.end);
      statements.push({ ...head, ...part.end, usable, turnovers: [...turnovers.values()], entries: shown });
      entries = [];
      turnovers = new Map();
    }
  }
  const usable = statements.every((statement) => statement.usable) && advices.every(isPostable);
  return { usable, table, statements, advices };
}

function addTo(turnovers: Map<string, Turnover>, { amount, currency, exponent, status }: BankEntry): void {
  if (status !== "booked") return;
  const before = turnovers.get(currency) ?? { currency, exponent, count: 0, moneyIn: 0n, moneyOut: 0n };
  const moneyIn = before.moneyIn + (amount > 0n ? amount : 0n);
  const moneyOut = before.moneyOut - (amount < 0n ? amount : 0n);
  turnovers.set(currency, { ...before, count: before.count + 1, moneyIn, moneyOut });
}
