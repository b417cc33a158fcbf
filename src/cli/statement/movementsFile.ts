/** The movements file: one movement a line, by the names of its columns. */
import type { CurrencyMovement, DiscountOffer, Movement, MovementKind, Payee } from "../../domain/account/movement.ts";
import { currencyByCode } from "../../domain/currency.ts";
import type { Currency } from "../../domain/currency.ts";
import { dayNumber, TermsError } from "../../domain/terms.ts";
import { openTable } from "../../documents/table/openTable.ts";
import { minorUnits } from "../quote/fields.ts";

const COLUMNS = [
  ...["day", "kind", "number", "item", "reference", "due", "amount", "currency", "tax"],
  ...["discount", "discountUntil", "discount2", "discount2Until", "payee", "payeeId", "payeeAccount", "payeeBic"],
];
const KINDS: readonly MovementKind[] = [
  ...(["invoice", "debitNote", "creditNote", "payment", "return", "application", "refund"] as const),
  ...(["discount", "writeOff", "charge", "exchange", "dispute", "interest", "allowance", "assignment"] as const),
];
/** More movements than anybody has with one buyer in the years that a statement reaches back. */
const MOST_MOVEMENTS = 200_000;

/** One line, cell by cell; "" for a cell that is not there. */
interface Row {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
  readonly currency: Currency;
}

/**
 * The movements with their currencies. @param fallback The currency of lines that name none.
 * @throws TermsError naming line, column, value and way out; DocumentError for a file that is no table.
 */
export async function readMovements(
  file: Uint8Array,
  fallback: Currency | undefined,
): Promise<readonly CurrencyMovement[]> {
  const table = await openTable(file);
  const places = placesOf(table.headers);
  const read: CurrencyMovement[] = [];
  for await (const { line, cells, fault } of table.records()) {
    if (fault !== undefined) throw new TermsError(`line ${line}`, "broken", fault);
    if (read.length === MOST_MOVEMENTS) {
      throw new TermsError(`line ${line}`, `movement ${MOST_MOVEMENTS + 1}`, "carry an opening balance as one invoice");
    }
    const named = new Map([...places].map(([column, place]) => [column, (cells[place] ?? "").trim()]));
    const currency = currencyOf(named.get("currency") ?? "", line, fallback);
    read.push({ currency, movement: movementOf({ line, cells: named, currency }) });
  }
  return read;
}

function placesOf(headers: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [place, header] of headers.entries()) {
    const column = COLUMNS.find((name) => name.toLowerCase() === header.trim().toLowerCase());
    if (column === undefined || places.has(column)) {
      throw new TermsError("line 1", JSON.stringify(header), `name each column once: ${COLUMNS.join(", ")}`);
    }
    places.set(column, place);
  }
  const missing = ["day", "kind"].find((column) => !places.has(column));
  if (missing === undefined) return places;
  throw new TermsError("line 1", `without ${missing}`, `start with the names of the columns: ${COLUMNS.join(", ")}`);
}

function currencyOf(code: string, line: number, fallback: Currency | undefined): Currency {
  const currency = code === "" ? fallback : currencyByCode(code);
  if (currency !== undefined) return currency;
  const value = code === "" ? "missing" : JSON.stringify(code);
  throw new TermsError(`line ${line}, currency`, value, "write a code of ISO 4217, or give --currency for all lines");
}

function movementOf(row: Row): Movement {
  const word = textIn(row, "kind");
  const kind = KINDS.find((candidate) => candidate === word);
  if (kind === undefined) throw new TermsError(fieldOf(row, "kind"), JSON.stringify(word), `write ${KINDS.join(", ")}`);
  const dated = { day: dayNumber(textIn(row, "day"), fieldOf(row, "day")), reference: textIn(row, "reference") };
  const named = textIn(row, "item");
  const item = named === "" ? {} : { item: named };
  switch (kind) {
    case "invoice":
      return { kind, ...dated, ...documentOf(row), due: dueOf(row), discounts: discountsOf(row) };
    case "debitNote":
      return { kind, ...dated, ...documentOf(row), due: dueOf(row), ...item };
    case "creditNote":
      return { kind, ...dated, ...documentOf(row), ...item };
    case "payment":
      return { kind, ...dated, ...item, amount: moneyIn(row, "amount") };
    case "return":
      return { kind, ...dated, ...item };
    case "refund":
      return { kind, ...dated, amount: moneyIn(row, "amount") };
    case "assignment":
      return { kind, ...dated, item: needed(row, "item"), ...payeeOf(row) };
    default:
      return { kind, ...dated, item: needed(row, "item"), amount: moneyIn(row, "amount", kind === "exchange") };
  }
}

function documentOf(row: Row): { readonly number: string; readonly amount: bigint; readonly tax?: bigint } {
  const tax = textIn(row, "tax") === "" ? {} : { tax: moneyIn(row, "tax") };
  return { number: needed(row, "number"), amount: moneyIn(row, "amount"), ...tax };
}

function dueOf(row: Row): number {
  return dayNumber(needed(row, "due"), fieldOf(row, "due"));
}

function discountsOf(row: Row): readonly DiscountOffer[] {
  return ["discount", "discount2"].flatMap((column): DiscountOffer[] => {
    const until = textIn(row, `${column}Until`);
    if (textIn(row, column) === "" && until === "") return [];
    return [{ sum: moneyIn(row, column), until: dayNumber(until, fieldOf(row, `${column}Until`)) }];
  });
}

function payeeOf(row: Row): { readonly payee?: Payee } {
  const [name, id, account, bic] = ["payee", "payeeId", "payeeAccount", "payeeBic"].map((column) =>
    textIn(row, column),
  );
  if (name === undefined || name === "") return {};
  const [scheme = "", ...value] = (id ?? "").split(" ");
  const legalId = value.length === 0 ? {} : { legalId: { scheme, value: value.join(" ") } };
  const bank = bic === undefined || bic === "" ? {} : { bic };
  const paid =
    account === undefined || account === "" ? {} : { account: { account: account.replaceAll(" ", ""), ...bank } };
  return { payee: { name, ...legalId, ...paid } };
}

function fieldOf({ line }: Row, column: string): string {
  return `line ${line}, ${column}`;
}

function textIn({ cells }: Row, column: string): string {
  return cells.get(column) ?? "";
}

function needed(row: Row, column: string): string {
  const text = textIn(row, column);
  if (text !== "") return text;
  throw new TermsError(fieldOf(row, column), "missing", `write it for the kind ${textIn(row, "kind")}`);
}

function moneyIn(row: Row, column: string, maySink = false): bigint {
  const text = needed(row, column);
  const isNegative = maySink && text.startsWith("-");
  const sum = minorUnits(isNegative ? text.slice(1) : text, fieldOf(row, column), row.currency.exponent);
  return isNegative ? -sum : sum;
}
