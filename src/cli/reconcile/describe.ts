/** A reconciliation for people: how the files were read, the bridge, the differences. */
import type { BookReading } from "../../documents/ledger/bookReading.ts";
import { visible } from "../../documents/visible.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { formatDecimal } from "../../domain/decimal.ts";
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { Difference } from "../../reconciliation/ledgers/differences.ts";
import { sumOf } from "../../reconciliation/ledgers/pool.ts";
import type { CurrencyResult } from "../../reconciliation/ledgers/reconcile.ts";
import { formatMoney } from "../money.ts";
import { renderTable } from "../table.ts";
import type { Column } from "../table.ts";
import { CLASS_WORDS, CURE_WORDS, OWNER_WORDS } from "./words.ts";

const SIGN_WORDS = {
  owed: "above zero is owed",
  reversed: "below zero is owed",
  byKind: "payments and credits by their kind",
} as const;
const MOST_NUMBERS = 4;

/** How a file was read, so that a wrong guess is seen. */
export function describeBook(file: string, reading: BookReading, items: number): string {
  const { columns, decimal, dates, signs, encoding, headerLine } = reading;
  const named = Object.entries(columns).map(([field, header]) => `${field} = "${visible(header)}"`);
  const text = encoding === "gb18030" ? ["GB 18030"] : [];
  const above = headerLine > 1 ? [`headers on line ${headerLine}`] : [];
  const how = [...text, ...above, `decimal ${decimal}`, ...(dates === undefined ? [] : [dates]), SIGN_WORDS[signs]];
  return `${visible(file)}: ${items} items; ${named.join(", ")}; ${how.join("; ")}`;
}

export function describeCurrency(result: CurrencyResult): readonly string[] {
  const { currency, counts, values, differences, bridge, later } = result;
  const money = moneyIn(currency);
  const share = (side: "supplier" | "buyer"): string =>
    `${counts[side].matched} of ${counts[side].items} of the ${side}'s items ` +
    `(${counts[side].bornOnChain} by the ledger's identity)`;
  const born = (side: "supplier" | "buyer"): string =>
    `${counts[side].bornOnChain} of the ${side}'s items, ${money(values[side].bornOnChain)} of ` +
    `${money(values[side].items)} (of what is matched ${shareOf(values[side].byIdentity, values[side].matched)})`;
  const lines: readonly BridgeRow[] = bridge.lines.map(({ class: name, count, amount }) => {
    return { what: `${name}: ${CLASS_WORDS[name]}`, count: count.toString(), amount: money(amount) };
  });
  const closes = bridge.lines.reduce((balance, { amount }) => balance + amount, bridge.supplier) - bridge.buyer;
  const rows = [{ what: "supplier's balance", count: "", amount: money(bridge.supplier) }, ...lines];
  const after = later.supplier + later.buyer;
  return [
    ...["", `${currency}: matched ${share("supplier")}, ${share("buyer")}`],
    `Born on chain: ${born("supplier")}; ${born("buyer")}.`,
    ...(after === 0 ? [] : [`After the cut-off, and in no balance: ${after}.`]),
    ...["", renderTable(BRIDGE, rows, { what: "buyer's balance", count: "", amount: money(bridge.buyer) })],
    `The bridge closes: ${money(closes)} is left.`,
    ...(differences.length === 0 ? [] : ["", renderTable(differenceColumns(money), differences)]),
  ];
}

const TENTHS = 1_000n;

/** Per cent to a tenth, rounded down. */
function shareOf(part: bigint, whole: bigint): string {
  const tenths = whole === 0n ? 0n : (part * TENTHS) / whole;
  return `${formatDecimal({ units: tenths, scale: 1 })} %`;
}

interface BridgeRow {
  readonly what: string;
  readonly count: string;
  readonly amount: string;
}

const BRIDGE: readonly Column<BridgeRow>[] = [
  { title: "bridge", of: ({ what }) => what },
  { title: "items", of: ({ count }) => count, align: "right" },
  { title: "amount", of: ({ amount }) => amount, align: "right" },
];

function differenceColumns(money: (units: bigint) => string): readonly Column<Difference>[] {
  return [
    {
      title: "difference",
      of: ({ class: name, isWithinTolerance }) => (isWithinTolerance ? `${name} (tolerable)` : name),
    },
    { title: "supplier", of: ({ items }) => numbersOf(items.supplier) },
    { title: "buyer", of: ({ items }) => numbersOf(items.buyer) },
    { title: "supplier's", of: ({ items }) => sumShown(items.supplier, money), align: "right" },
    { title: "buyer's", of: ({ items }) => sumShown(items.buyer, money), align: "right" },
    { title: "because of", of: ({ because }) => numbersOf(because) },
    { title: "owner", of: ({ owner }) => OWNER_WORDS[owner] },
    { title: "cure", of: ({ cure }) => CURE_WORDS[cure] },
  ];
}

function sumShown(items: readonly LedgerItem[], money: (units: bigint) => string): string {
  return items.length === 0 ? "" : money(sumOf(items));
}

function numbersOf(items: readonly LedgerItem[]): string {
  const shown = items.slice(0, MOST_NUMBERS).map(({ number, day, place }) => {
    return `${number === "" ? place : visible(number)} (${dateOfDay(day)})`;
  });
  return [...shown, ...(items.length > MOST_NUMBERS ? [`and ${items.length - MOST_NUMBERS} more`] : [])].join(", ");
}

function moneyIn(code: string): (units: bigint) => string {
  // Whatever was read has a currency that is known.
  const exponent = currencyByCode(code)?.exponent ?? 0;
  return (units) => formatMoney(units, exponent);
}
