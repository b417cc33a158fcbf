/** Bank entries and their matches as CSV, a row for each item that an entry pays. */
import { csvOf } from "../../documents/table/writeCsv.ts";
import type { ShownCashEntry } from "../../wire/cashEntry.ts";

const HEADERS = [
  ...["entry", "account", "bank reference", "value date", "amount", "currency", "payer", "payer account", "text"],
  ...["state", "left out", "rule", "confidence", "decided by", "item", "party", "receivable", "cash", "discount"],
  ...["difference", "reason", "unapplied", "short because", "intent", "intent state"],
];

export function reportOf(entries: readonly ShownCashEntry[]): string {
  return csvOf([HEADERS, ...entries.flatMap(rowsOf)]);
}

function rowsOf(entry: ShownCashEntry): readonly (readonly string[])[] {
  const { match } = entry;
  const told = [
    ...[entry.name, entry.account, entry.bankReference ?? "", entry.valueDate ?? "", entry.amount, entry.currency],
    ...[entry.payerName, entry.payerAccount, entry.text, entry.state, entry.leftOut ?? ""],
    ...[match?.rule ?? "", match?.confidence.toString() ?? "", match?.decidedBy ?? ""],
  ];
  const allocations = match?.allocations ?? [];
  if (allocations.length === 0)
    return [[...told, ...Array<string>(7).fill(""), match?.unapplied ?? "", ...endOf(entry)]];
  return allocations.map(({ item, cash, discount, difference, reason }, place) => [
    ...[...told, item.number, item.party, item.receivable ?? "", cash, discount, difference, reason],
    ...[place === 0 ? (match?.unapplied ?? "") : "", ...endOf(entry, item.receivable)],
  ]);
}

function endOf({ match }: ShownCashEntry, receivable: string | null = null): readonly string[] {
  const receipt = match?.receipts.find((each) => each.receivable === receivable);
  return [match?.reason?.code ?? "", receipt?.intent ?? "", receipt?.state ?? ""];
}
