/**
 * What warnings name of imported history is erased with it: a key of a firm's own records may be the name of a person.
 * What stands on the ledger is there for good, and so is what warnings say of it.
 */
import type { Address } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import { importedWarnings, keptHistoryNames, rewriteWarning } from "../../store/riskKeeping.ts";
import type { ImportedWarning } from "../../store/riskKeeping.ts";
import type { LookPart } from "./looking.ts";

const ADDRESS = /^0x[0-9a-f]{40}$/;

/** What books hold now. */
export interface Present {
  /** Customers, and the groups that they are in. */
  readonly subjects: ReadonlySet<string>;
  readonly items: ReadonlySet<string>;
}

export function presentIn(parts: readonly LookPart[]): Present {
  const [subjects, items] = [new Set<string>(), new Set<string>()];
  for (const { watched } of parts) {
    for (const { id, customer } of watched.book.items) {
      items.add(id);
      subjects.add(customer).add(watched.groupOf(customer));
    }
  }
  return { subjects, items };
}

/** Of an import that was taken back, and is kept for reports of before, names are kept too. */
export async function forgetErased(tx: Transaction, organisation: Address, present: Present): Promise<void> {
  const imported = await importedWarnings(tx, organisation);
  const gone = imported.filter((warning) => isOther(warning, withoutGone(warning, present)));
  if (gone.length === 0) return;
  const customers = gone.map(({ subject }) => subject);
  const kept = await keptHistoryNames(tx, organisation, customers, gone.flatMap(itemsOf).flatMap(numberIn));
  const [subjects, items] = [new Set(present.subjects), new Set(present.items)];
  for (const { customer, address, number } of kept) {
    subjects.add(customer);
    items.add(JSON.stringify([customer, number]));
    if (address !== null) items.add(JSON.stringify([address, number]));
  }
  for (const warning of gone) {
    const rest = withoutGone(warning, { subjects, items });
    if (isOther(warning, rest)) await rewriteWarning(tx, rest);
  }
}

function itemsOf({ occasion, items, present, outcomeItem }: ImportedWarning): readonly string[] {
  return [occasion, ...items, ...present.items, outcomeItem ?? ""];
}

/** As `itemOfHistory` writes it. */
function numberIn(item: string): readonly string[] {
  return isImported(item) ? [namesIn(item)[1]] : [];
}

function namesIn(item: string): readonly [customer: string, number: string] {
  // Only what it wrote begins like a list.
  return JSON.parse(item) as readonly [customer: string, number: string];
}

function isOther(one: ImportedWarning, other: ImportedWarning): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

/** A group is no customer of an import: what is said of one stays, whoever is in it, and however it is spelled now. */
function isOfKey({ rule, subject, items, present }: ImportedWarning): boolean {
  if (ADDRESS.test(subject)) return false;
  if (rule !== "concentration" || present.isOfKey === true) return true;
  return [...items, ...present.items].some((item) => isImported(item) && namesIn(item)[0] === subject);
}

function withoutGone(warning: ImportedWarning, { subjects, items }: Present): ImportedWarning {
  const { id, subject, occasion, outcomeItem, present } = warning;
  const stays = (item: string): boolean => !isImported(item) || items.has(item);
  const ofKey = isOfKey(warning);
  const left = present.items.filter(stays);
  const isLess = left.length < present.items.length || !warning.items.every(stays);
  return {
    ...warning,
    subject: ofKey && !subjects.has(subject) ? "" : subject,
    // Two warnings that are each on their own must still not be taken for one.
    occasion: stays(occasion) ? occasion : id,
    items: warning.items.filter(stays),
    present: { ...present, items: left, ...(ofKey && isLess ? { isOfKey: true } : {}) },
    outcomeItem: outcomeItem === null || stays(outcomeItem) ? outcomeItem : null,
  };
}

/** Ids of the ledger, and of signs, are no lists. */
function isImported(item: string): boolean {
  return item.startsWith("[");
}
