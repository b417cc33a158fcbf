/** A double-entry journal as CSV: one row for each line of an entry, amounts as plain decimals. */
import type { AccountCurrency } from "../../domain/account/heading.ts";
import type { Entry } from "../../domain/account/journal.ts";
import { plainAmount, plainDay } from "./language.ts";
import { typedCsvOf } from "./typedCsv.ts";
import type { CsvCell } from "./typedCsv.ts";

const COLUMNS = ["entry", "date", "kind", "number", "reference", "account", "debit", "credit", "currency"] as const;

/** RFC 4180 in UTF-8; of debit and credit the one that is nothing stays empty. */
export function journalAsCsv(entries: readonly Entry[], { code, exponent }: AccountCurrency): string {
  const sum = (units: bigint): CsvCell => (units === 0n ? "" : { amount: plainAmount(units, exponent) });
  const rows = entries.flatMap(({ id, day, kind, number, reference, lines }) =>
    lines.map(({ account, debit, credit }) => {
      const told = [id, plainDay(day), kind, number, reference];
      return [...told, account, sum(debit), sum(credit), code];
    }),
  );
  return typedCsvOf([COLUMNS, ...rows]);
}
