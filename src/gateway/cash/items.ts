/**
 * What an organisation may be paid, as cash application takes it: receivables that it holds and whose money moves
 * outside the chain, and what its ERP says is open beside them. What is posted and not recorded yet is not open.
 */
import { currencyByCode, currencyByNumeric } from "../../domain/currency.ts";
import { DecimalError, parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import { invoiceHash, InvoiceNumberError } from "../../domain/invoiceNumber.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { ReceiptStatus } from "../../domain/receipts.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dayNumber, TermsError } from "../../domain/terms.ts";
import type { ItemDiscount, OpenItem, Party } from "../../reconciliation/cash/model.ts";
import { postedOnItems } from "../../store/cashAllocations.ts";
import type { PostedOnItem } from "../../store/cashAllocations.ts";
import { importedItems, invoicesOnLedger, payableReceivables } from "../../store/cashItems.ts";
import type { ImportedItem, PayableReceivable } from "../../store/cashItems.ts";
import type { Sql } from "../../store/database.ts";
import { statesOf } from "../../store/readModel.ts";

/** What an item is, for people and for the ledger. */
export interface ItemName {
  /** Null of an item that only the ERP knows. */
  readonly receivable: Hex | null;
  /** The ERP's party, or the debtor's address. */
  readonly party: string;
  readonly number: string;
  /** Which instalment. */
  readonly line: number;
}

export interface CashItems {
  readonly parties: readonly Party[];
  readonly items: readonly OpenItem[];
  /** By the ids of items. */
  readonly names: ReadonlyMap<string, ItemName>;
  readonly posted: readonly PostedOnItem[];
}

const MOST_ITEMS = 200_000;
/** So long after it was due a settled item is still known by its number, so that nobody takes it for another one. */
const KNOWN_DAYS = 730;
const SECONDS_OF_DAY = 86_400;
const MILLION = 1_000_000n;

/** The id of a receivable among items. */
export function receivableItem(id: Hex): string {
  return `receivable/${id}`;
}

/** The id of an item of the ERP. */
export function importedItem({ party, invoice, line }: Pick<ImportedItem, "party" | "invoice" | "line">): string {
  return `item/${JSON.stringify([party, invoice, line])}`;
}

/** @param from The earliest value date of what is to be applied, days since 1970-01-01. */
export async function loadItems(sql: Sql, organisation: Address, from: number): Promise<CashItems> {
  const posted = await postedOnItems(sql, organisation);
  const also = posted.flatMap(({ receivable }) => receivable ?? []);
  const receivables = await payableReceivables(sql, organisation, {
    ...{ settledSince: from - KNOWN_DAYS, also, limit: MOST_ITEMS },
  });
  const recorded = await recordedOf(sql, posted);
  const onLedger = await invoicesOnLedger(sql, organisation);
  const imported = await importedItems(sql, organisation, MOST_ITEMS);
  const byItem = Map.groupBy(posted, ({ item }) => item);
  const parties = new Map<string, Set<string>>();
  const names = new Map<string, ItemName>();
  const items: OpenItem[] = [];
  const take = (item: OpenItem, name: ItemName, known: readonly (string | null)[]): void => {
    items.push(item);
    names.set(item.id, name);
    const called = parties.get(item.payer) ?? new Set();
    for (const each of known) if (each !== null && each !== "") called.add(each);
    parties.set(item.payer, called);
  };
  for (const receivable of receivables) {
    const item = receivableAsItem(receivable, { posted: byItem, recorded, from });
    if (item === undefined) continue;
    const { id, number, ...rest } = item;
    const { buyerName, legalName, parties: called } = receivable;
    const name = { receivable: receivable.id, party: rest.payer, number: number ?? "", line: receivable.line };
    take({ id, ...rest }, name, [buyerName, legalName, ...(called ?? []).map((each) => each.name)]);
  }
  for (const row of imported) {
    const item = isOnLedger(row, onLedger) ? undefined : importedAsItem(row, byItem);
    if (item === undefined) continue;
    const { party, number, line } = row;
    take(item, { receivable: null, party, number, line }, [row.name]);
  }
  const all = [...parties].map(([id, called]): Party => ({ id, names: [...called], accounts: [] }));
  return { parties: all, items, names, posted };
}

/** Bank references that the ledger has recorded, by receivable: what they settled is settled in the index. */
async function recordedOf(sql: Sql, posted: readonly PostedOnItem[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(posted.flatMap(({ receivable }) => receivable ?? []))];
  const states = await statesOf(sql, ids);
  const recorded = posted.filter(({ receivable, bankReference }) => {
    if (receivable === null) return false;
    const receipt = states.get(receivable)?.state.receipts.get(keccakOfText(bankReference));
    return receipt !== undefined && receipt.status !== ReceiptStatus.Advised;
  });
  return new Set(recorded.map(({ receivable, bankReference }) => `${receivable ?? ""}/${bankReference}`));
}

interface Standing {
  readonly posted: ReadonlyMap<string, readonly PostedOnItem[]>;
  readonly recorded: ReadonlySet<string>;
  readonly from: number;
}

type ReceivableItem = OpenItem & { readonly number: string | undefined };

function receivableAsItem(row: PayableReceivable, standing: Standing): ReceivableItem | undefined {
  const currency = currencyByNumeric(Number(row.currency));
  return currency && itemIn(row, currency.code, standing);
}

/** @param currency ISO 4217, in whose minor units the row's amounts are. */
export function itemIn(row: PayableReceivable, currency: string, { posted, recorded, from }: Standing): ReceivableItem {
  const id = receivableItem(row.id);
  const pending = (posted.get(id) ?? [])
    .filter(({ bankReference }) => !recorded.has(`${row.id}/${bankReference}`))
    .reduce((sum, { settled }) => sum + settled, 0n);
  const open = row.closed ? 0n : row.amount - row.settled - pending;
  const number = numberOf(row);
  return {
    ...{ id, payer: row.parties?.length === 1 ? (row.parties[0]?.party ?? row.buyer) : row.buyer },
    ...{ currency, amount: open > 0n ? open : 0n, due: row.dueDay, issued: issuedOn(row) },
    ...{ references: number === undefined ? [] : [number], discount: discountOf(row, from), number },
    disputed: row.disputed > 0n,
  };
}

/** The number that people gave is believed where it has the ledger's hash; that of a part is its parent's. */
function numberOf({ number, invoice, part }: PayableReceivable): string | undefined {
  const hash = number === null ? undefined : hashOf(number);
  return number !== null && hash !== undefined && (part || hash === invoice) ? number : undefined;
}

/** Undefined for what is no number at all. */
function hashOf(number: string): Hex | undefined {
  try {
    return invoiceHash(number);
  } catch (error) {
    if (error instanceof InvoiceNumberError) return undefined;
    throw error;
  }
}

/** No later than the due day: nothing is due before it was issued. */
function issuedOn({ issueDate, issued, dueDay }: PayableReceivable): number {
  const told = issueDate === null ? undefined : dayOf(issueDate);
  return Math.min(told ?? (issued === null ? dueDay : Math.floor(issued / SECONDS_OF_DAY)), dueDay);
}

function dayOf(date: string): number | undefined {
  try {
    return dayNumber(date);
  } catch (error) {
    if (error instanceof TermsError) return undefined;
    throw error;
  }
}

/**
 * The tier that what is to be applied can still earn, or that it is too late for; the ledger reckons what a receipt
 * earns in the end.
 */
function discountOf(row: PayableReceivable, from: number): ItemDiscount | undefined {
  const isFirst = from <= row.discountDay1 || row.discountDay2 === 0;
  const [until, sum] = isFirst ? [row.discountDay1, row.discount1] : [row.discountDay2, row.discount2];
  if (until === 0 || sum === 0n || row.discounted || row.amount === 0n) return undefined;
  return { until, sum, rate: (sum * MILLION) / row.amount, onParts: row.discountOnParts };
}

/** What is on the ledger is paid to whoever holds it there, whatever the supplier's ERP still lists. */
function isOnLedger({ number }: ImportedItem, onLedger: ReadonlySet<Hex>): boolean {
  const hash = hashOf(number);
  return hash !== undefined && onLedger.has(hash);
}

/**
 * What the ERP says is open, less what was posted since it said so; and never more than the whole less all that was
 * posted, in case it has not heard of it yet.
 */
function importedAsItem(row: ImportedItem, posted: ReadonlyMap<string, readonly PostedOnItem[]>): OpenItem | undefined {
  const currency = currencyByCode(row.currency);
  const [amount, told] = [unitsOf(row.amount, currency?.exponent), unitsOf(row.open, currency?.exponent)];
  const due = dayOf(row.dueDate) ?? dayOf(row.issueDate);
  if (currency === undefined || amount === undefined || told === undefined || due === undefined) return undefined;
  const id = importedItem(row);
  const own = posted.get(id) ?? [];
  const settled = (since: number): bigint =>
    own.filter(({ decided }) => decided >= since).reduce((sum, each) => sum + each.settled, 0n);
  return {
    ...{ id, payer: row.party, currency: currency.code, issued: Math.min(dayOf(row.issueDate) ?? due, due), due },
    amount: nearerToNought(told - settled(row.changed), amount - settled(0), amount > 0n),
    references: [row.number, row.purchaseOrder].filter((text) => text !== ""),
  };
}

function nearerToNought(one: bigint, other: bigint, isOwed: boolean): bigint {
  const nearer = isOwed === one < other ? one : other;
  return isOwed === nearer > 0n ? nearer : 0n;
}

function unitsOf(text: string, exponent: number | undefined): bigint | undefined {
  const value = parseDecimal(text);
  if (value === undefined || exponent === undefined) return undefined;
  try {
    return toMinorUnits(value, exponent, "amount");
  } catch (error) {
    if (error instanceof DecimalError) return undefined;
    throw error;
  }
}
