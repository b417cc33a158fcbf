/** Payments that went back: what undoes them is found when it is told, before or after what it undoes. */
import { pairReturns } from "../../domain/bankEntries.ts";
import type { AccountEntry, EntryPart } from "../../domain/bankEntries.ts";
import type { BankEntry } from "../../domain/bankStatement.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { bankPartsOf } from "../../reconciliation/cash/bankLines.ts";
import { noteReturn, pairEntries, returnable } from "../../store/cashEntries.ts";
import type { NewCashEntry, ToldEntry } from "../../store/cashEntries.ts";
import type { Transaction } from "../../store/database.ts";

const WHOLE = -1;

/**
 * Pairs returns with what they return, among entries that are new and those that were there.
 * @returns the numbers of the entries that were returned
 */
export async function pairReturned(
  tx: Transaction,
  organisation: Address,
  added: readonly NewCashEntry[],
): Promise<readonly number[]> {
  const returned: number[] = [];
  for (const [account, entries] of Map.groupBy(added, (entry) => entry.account)) {
    const keys = [...new Set(entries.map(({ key }) => key))];
    const told = await returnable(tx, organisation, account, { amounts: amountsOf(entries), keys });
    returned.push(...(await pairAmong(tx, told)));
  }
  return returned;
}

/** What could return some entries, or be returned by them: as much the other way, or what was ordered. */
function amountsOf(entries: readonly NewCashEntry[]): readonly bigint[] {
  const amounts = new Set<bigint>();
  for (const { amount, body } of entries) {
    amounts.add(-amount);
    for (const { instructed } of (body as BankEntry).details) {
      if (instructed !== undefined) amounts.add(amount > 0n ? -instructed.amount : instructed.amount);
    }
  }
  return [...amounts];
}

async function pairAmong(tx: Transaction, told: readonly ToldEntry[]): Promise<readonly number[]> {
  const rows = new Map(told.map((row) => [placeOf(row.key, row.part), row]));
  // Only what a bank's file told is returnable, and that is an entry.
  const byKey = new Map(told.map(({ key, account, body }) => [key, { key, account, entry: body as BankEntry }]));
  const keys = new Map<BankEntry, Hex>([...byKey.values()].map(({ key, entry }) => [entry, key]));
  const rowOf = (part: EntryPart): ToldEntry | undefined =>
    rows.get(placeOf(keys.get(part.entry) ?? "0x", placeIn(part)));
  const { pairs, exceptions } = pairReturns(
    [...byKey.values()].map(({ account, entry }): AccountEntry => ({ account, entry })),
  );
  const returned: number[] = [];
  for (const { original, undoneBy } of pairs) {
    const [first, second] = [rowOf(original), rowOf(undoneBy)];
    // A transaction of a batch that was returned before is returned by nothing else.
    if (first === undefined || second === undefined) continue;
    await pairEntries(tx, first.number, second.number);
    returned.push(first.number);
  }
  for (const part of exceptions) {
    const row = rowOf(part);
    if (row !== undefined) await noteReturn(tx, row.number);
  }
  return returned;
}

function placeOf(key: string, part: number): string {
  return `${key}/${part}`;
}

/** Of a transaction in a batch its place; an entry that is one payment is kept whole. */
function placeIn({ entry, detail }: EntryPart): number {
  return bankPartsOf({ name: "", entry }).length > 1 ? (detail ?? WHOLE) : WHOLE;
}
