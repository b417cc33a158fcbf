/** What an organisation has assigned to others, as items of cash application: money for it is not its own. */
import { currencyByCode } from "../../domain/currency.ts";
import type { Currency } from "../../domain/currency.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { isoCurrencyAddress } from "../../domain/terms.ts";
import type { OpenItem, Party } from "../../reconciliation/cash/model.ts";
import { assignedReceivables } from "../../store/cashItems.ts";
import type { PayableReceivable } from "../../store/cashItems.ts";
import type { Sql } from "../../store/database.ts";
import type { Tokens } from "../receivables/showing.ts";
import { itemIn } from "./items.ts";

const MOST_ITEMS = 50_000;
/** As long as what was settled is known by its number. */
const KNOWN_DAYS = 730;

/** An item, and what its currency is on the ledger. */
export interface AssignedItem {
  readonly receivable: Hex;
  readonly buyer: Address;
  readonly currency: Address;
  readonly item: OpenItem;
  readonly party: Party;
  /** Minor units of the currency for one of the bank's. */
  readonly factor: bigint;
}

/** @param codes ISO 4217, in which money came in. @param from The earliest value day. */
export async function assignedItemsOf(
  sql: Sql,
  organisation: Address,
  { codes, from, tokens }: { readonly codes: ReadonlySet<string>; readonly from: number; readonly tokens: Tokens },
): Promise<readonly AssignedItem[]> {
  const known = currenciesOf(codes, tokens);
  const rows = await assignedReceivables(sql, organisation, {
    ...{ currencies: [...known.keys()], settledSince: from - KNOWN_DAYS, limit: MOST_ITEMS },
  });
  return rows.flatMap((row): AssignedItem[] => {
    const currency = known.get(row.currency);
    if (currency === undefined) return [];
    const { code, factor } = currency;
    const scaled = inBankUnits(row, factor);
    const item: OpenItem = itemIn(scaled, code, { posted: new Map(), recorded: new Set(), from });
    const names = [row.buyerName, row.legalName, ...(row.parties ?? []).map(({ name }) => name)];
    const party = { id: item.payer, names: names.filter((name) => name !== null && name !== ""), accounts: [] };
    return [{ receivable: row.id, buyer: row.buyer, currency: row.currency, item, party: party as Party, factor }];
  });
}

interface Known {
  readonly code: string;
  readonly factor: bigint;
}

/** A token may be called as the money that it stands for. */
function currenciesOf(codes: ReadonlySet<string>, tokens: Tokens): ReadonlyMap<Address, Known> {
  const isos = [...codes].map(currencyByCode).filter((iso): iso is Currency => iso !== undefined);
  const known = new Map<Address, Known>(isos.map((iso) => [isoCurrencyAddress(iso), { code: iso.code, factor: 1n }]));
  for (const [address, { code, decimals }] of tokens) {
    const iso = isos.find((one) => one.code === code);
    if (iso === undefined || decimals < iso.exponent) continue;
    known.set(address, { code, factor: 10n ** BigInt(decimals - iso.exponent) });
  }
  return known;
}

/** A bank moves no fractions of its smallest unit. */
function inBankUnits(row: PayableReceivable, factor: bigint): PayableReceivable {
  const { amount, settled, disputed, discount1, discount2 } = row;
  const scaled = { amount, settled, disputed, discount1, discount2 };
  return { ...row, ...(mapped(scaled, (units) => units / factor) as typeof scaled) };
}

function mapped(sums: Readonly<Record<string, bigint>>, to: (units: bigint) => bigint): Record<string, bigint> {
  return Object.fromEntries(Object.entries(sums).map(([name, units]) => [name, to(units)]));
}
