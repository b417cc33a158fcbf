/** The payables file: what a buyer owes, one item a line, as CSV, XLSX or the JSON that a gateway answers with. */
import { isIban } from "../../domain/account/checkedNumbers.ts";
import { NOTICE_STANDINGS } from "../../domain/account/movement.ts";
import type { BankAccount, DiscountOffer, Payee } from "../../domain/account/movement.ts";
import type { Payable } from "../../domain/account/payList.ts";
import type { PayableAccount } from "../../domain/account/payRun.ts";
import { currencyByCode } from "../../domain/currency.ts";
import type { Currency } from "../../domain/currency.ts";
import { dayNumber, TermsError } from "../../domain/terms.ts";
import { openTable } from "../../documents/table/openTable.ts";
import { minorUnits } from "../quote/fields.ts";

const COLUMNS = [
  ...["supplier", "supplierAccount", "supplierBic", "creditorReference", "kind", "number", "issued", "due"],
  ...["currency", "open", "disputed", "discount", "discountUntil", "discount2", "discount2Until"],
  ...["payee", "payeeAccount", "payeeBic", "payeeSince", "payeeNotice", "payeeChanged"],
];
const NEEDED = ["supplier", "number", "issued", "currency", "open"];
const KINDS = ["invoice", "debitNote", "creditNote", "unapplied"] as const;
/** More items than anybody pays in one run. */
const MOST_ITEMS = 50_000;

/** One item, cell by cell, and where it stands. */
interface Row {
  readonly at: string;
  readonly cells: ReadonlyMap<string, string>;
}

interface Read {
  readonly at: string;
  readonly supplier: Payee;
  readonly reference: string;
  readonly currency: Currency;
  readonly entry: { readonly item: Payable } | { readonly waiting: PayableAccount["unapplied"][number] };
}

/**
 * The accounts of the file, one for each supplier and currency.
 * @throws TermsError naming line, column, value and way out; DocumentError for a file that is no table.
 */
export async function readPayables(file: Uint8Array): Promise<readonly PayableAccount[]> {
  const rows = file.subarray(0, 64).toString().trimStart().startsWith("{") ? jsonRows(file) : await tableRows(file);
  if (rows.length > MOST_ITEMS) throw new TermsError("the file", `${rows.length} items`, `give ${MOST_ITEMS} at most`);
  checkNumbers(rows);
  const keyOf = ({ supplier, currency }: Read): string => JSON.stringify([supplier.name, currency.code]);
  return [...Map.groupBy(named(rows.map(readRow)), keyOf).values()].flatMap((own) =>
    own.slice(0, 1).map((first) => {
      const { supplier, currency, reference } = first;
      return {
        supplier,
        currency,
        ...(reference === "" ? {} : { reference }),
        items: own.flatMap(({ entry }) => ("item" in entry ? [entry.item] : [])),
        unapplied: own.flatMap(({ entry }) => ("waiting" in entry ? [entry.waiting] : [])),
      };
    }),
  );
}

async function tableRows(file: Uint8Array): Promise<readonly Row[]> {
  const table = await openTable(file);
  const places = new Map<string, number>();
  for (const [place, header] of table.headers.entries()) {
    const column = COLUMNS.find((name) => name.toLowerCase() === header.trim().toLowerCase());
    if (column === undefined || places.has(column)) {
      throw new TermsError("line 1", JSON.stringify(header), `name each column once: ${COLUMNS.join(", ")}`);
    }
    places.set(column, place);
  }
  const missing = NEEDED.find((column) => !places.has(column));
  if (missing !== undefined)
    throw new TermsError("line 1", `without ${missing}`, `name the columns ${NEEDED.join(", ")}`);
  const rows: Row[] = [];
  for await (const { line, cells, fault } of table.records()) {
    if (fault !== undefined) throw new TermsError(`line ${line}`, "broken", fault);
    if (rows.length > MOST_ITEMS) break;
    const named = [...places].map(([column, place]) => [column, (cells[place] ?? "").trim()] as const);
    rows.push({ at: `line ${line}`, cells: new Map(named) });
  }
  return rows;
}

/** Of the answer, the items alone: what is left out of them is told there beside. */
function jsonRows(file: Uint8Array): readonly Row[] {
  const { items } = parsed(file);
  if (!Array.isArray(items)) throw new TermsError("items", "missing", "write a list, [ … ]");
  return items.map((item: unknown, place): Row => {
    const at = `items[${place}]`;
    if (typeof item !== "object" || item === null) throw new TermsError(at, typeof item, "write an object, { … }");
    const cells = Object.entries(item).map(([name, value]: [string, unknown]) => {
      if (!COLUMNS.includes(name)) throw new TermsError(`${at}.${name}`, "unknown", `name ${COLUMNS.join(", ")}`);
      if (typeof value === "string" || value === null) return [name, value?.trim() ?? ""] as const;
      throw new TermsError(`${at}.${name}`, typeof value, "write it as text, in quotes");
    });
    return { at, cells: new Map(cells) };
  });
}

function parsed(file: Uint8Array): { readonly items?: unknown } {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file)) as { readonly items?: unknown };
  } catch {
    throw new TermsError("the file", "no JSON", "write one JSON object with a list of items, in UTF-8");
  }
}

/** The same document twice would be paid twice. */
function checkNumbers(rows: readonly Row[]): void {
  const seen = new Map<string, string>();
  for (const { at, cells } of rows) {
    const key = JSON.stringify(["supplier", "kind", "number", "currency"].map((name) => cells.get(name) ?? ""));
    const before = seen.get(key);
    if (before !== undefined) {
      throw new TermsError(`${at}, number`, JSON.stringify(cells.get("number")), `it stands at ${before}: keep one`);
    }
    seen.set(key, at);
  }
}

function readRow(row: Row): Read {
  const currency = currencyByCode(needed(row, "currency"));
  if (currency === undefined) throw fault(row, "currency", "write a code of ISO 4217, such as EUR");
  const account = accountOf(row, "supplierAccount", "supplierBic");
  const supplier = { name: needed(row, "supplier"), ...(account === undefined ? {} : { account }) };
  const word = textIn(row, "kind") || "invoice";
  const kind = KINDS.find((candidate) => candidate === word);
  if (kind === undefined) throw fault(row, "kind", `write ${KINDS.join(", ")}`);
  const read = { at: row.at, supplier, reference: textIn(row, "creditorReference"), currency };
  const [number, day, amount] = [needed(row, "number"), dayIn(row, "issued"), moneyIn(row, "open", currency)];
  if (kind === "unapplied") return { ...read, entry: { waiting: { reference: number, day, amount } } };
  const rest = kind === "creditNote" ? -amount : amount;
  const disputed = textIn(row, "disputed") === "" ? 0n : moneyIn(row, "disputed", currency);
  if (disputed > amount) throw fault(row, "disputed", "write no more than what is open");
  const due = kind === "creditNote" && textIn(row, "due") === "" ? day : dayIn(row, "due");
  const document = { kind, number, day, due, amount: rest, rest, disputed };
  return {
    ...read,
    entry: { item: { ...document, payee: payeeOf(row), ...noticeOf(row), discounts: discountsOf(row, currency) } },
  };
}

/**
 * A supplier is paid on one account and by one reference, wherever its rows name them: two accounts of one name are how
 * money is led astray.
 */
function named(read: readonly Read[]): readonly Read[] {
  const known = new Map<string, Read>();
  for (const one of read) {
    const { supplier, reference, at } = one;
    const before = known.get(supplier.name) ?? one;
    const [account, other] = [before.supplier.account?.account, supplier.account?.account];
    if (account !== undefined && other !== undefined && account !== other) {
      const wayOut = `${before.at} has ${JSON.stringify(account)} for the same supplier: find out by calling back`;
      throw new TermsError(`${at}, supplierAccount`, JSON.stringify(other), wayOut);
    }
    if (before.reference !== "" && reference !== "" && before.reference !== reference) {
      throw new TermsError(`${at}, creditorReference`, JSON.stringify(reference), `${before.at} has another: keep one`);
    }
    known.set(supplier.name, {
      ...before,
      supplier: account === undefined ? supplier : before.supplier,
      reference: before.reference === "" ? reference : before.reference,
    });
  }
  return read.map((one) => {
    const { supplier, reference } = known.get(one.supplier.name) ?? one;
    return { ...one, supplier, reference };
  });
}

function payeeOf(row: Row): Payee | undefined {
  const [name, account] = [textIn(row, "payee"), accountOf(row, "payeeAccount", "payeeBic")];
  if (name === "" && account !== undefined) throw fault(row, "payee", "write who is paid on payeeAccount");
  return name === "" ? undefined : { name, ...(account === undefined ? {} : { account }) };
}

/** What else a gateway says of a payee is for people to read. */
function noticeOf(row: Row): Pick<Payable, "noticeRefused"> {
  const notice = textIn(row, "payeeNotice");
  if (notice !== "" && !NOTICE_STANDINGS.some((one) => one === notice)) {
    throw fault(row, "payeeNotice", `write one of ${NOTICE_STANDINGS.join(", ")}, or leave it empty`);
  }
  return notice === "refused" ? { noticeRefused: true } : {};
}

const LIKE_IBAN = /^[A-Z]{2}\d{2}[0-9A-Z]{11,}$/;

function accountOf(row: Row, column: string, bicColumn: string): BankAccount | undefined {
  const account = textIn(row, column).replaceAll(" ", "");
  const bic = textIn(row, bicColumn);
  if (account === "") return undefined;
  if (LIKE_IBAN.test(account) && !isIban(account)) throw fault(row, column, "its check digits are wrong: copy it anew");
  return { account, ...(bic === "" ? {} : { bic }) };
}

function discountsOf(row: Row, currency: Currency): readonly DiscountOffer[] {
  const offers = ["discount", "discount2"].flatMap((column): DiscountOffer[] => {
    if (textIn(row, column) === "" && textIn(row, `${column}Until`) === "") return [];
    return [{ sum: moneyIn(row, column, currency), until: dayIn(row, `${column}Until`) }];
  });
  return offers.toSorted((left, right) => left.until - right.until);
}

function textIn({ cells }: Row, column: string): string {
  return cells.get(column) ?? "";
}

function needed(row: Row, column: string): string {
  return textIn(row, column) || refuse(row, column);
}

function refuse({ at }: Row, column: string): never {
  throw new TermsError(`${at}, ${column}`, "missing", "write it: see --help");
}

function fault(row: Row, column: string, wayOut: string): TermsError {
  return new TermsError(`${row.at}, ${column}`, JSON.stringify(textIn(row, column).slice(0, 80)), wayOut);
}

function dayIn(row: Row, column: string): number {
  return dayNumber(needed(row, column), `${row.at}, ${column}`);
}

function moneyIn(row: Row, column: string, { exponent }: Currency): bigint {
  const sum = minorUnits(needed(row, column), `${row.at}, ${column}`, exponent);
  if (sum > 0n) return sum;
  throw fault(row, column, "write a sum above nothing: the kind says what it does");
}
