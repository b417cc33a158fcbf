/**
 * The exposure of an organisation to a customer, or to a group of affiliates together: from the index, from what it has
 * prepared, from its cash and from its own books. What is sealed to others is counted, and no sum of it is guessed.
 */
import { currencyByCode } from "../../domain/currency.ts";
import { parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import { exposureOf, together } from "../../domain/exposure/exposure.ts";
import type { Exposure } from "../../domain/exposure/exposure.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { isoCurrencyAddress } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import {
  bookedItemsOf,
  claimSumsOf,
  partiesOfCustomers,
  preparedSumsOf,
  promisedSumsOf,
  recordedInvoices,
} from "../../store/limitExposures.ts";
import type { BookedItem, RecordedInvoice } from "../../store/limitExposures.ts";
import { MOST_ENTRIES, waitingCash } from "../accountStatements/cash.ts";
import { shownCurrency } from "../receivables/showing.ts";

const DAY = 86_400;

export interface ExposureQuestion {
  readonly organisation: Address;
  /** Those of one group, or one alone; each once. */
  readonly customers: readonly Address[];
  /** Unix seconds. */
  readonly at: number;
  /** An intent that is left out, since it is what is asked about. */
  readonly except?: string;
  /** Currencies that have an answer though nothing is open in them. */
  readonly currencies?: readonly Address[];
}

export interface Exposures {
  /** In the order of currencies. */
  readonly byCurrency: ReadonlyMap<Address, Exposure>;
  /** Claims of which nobody here knows currency or sum. */
  readonly sealed: number;
}

/** In as many statements for a large group as for one customer. */
export async function exposuresOf(sql: Sql, asked: ExposureQuestion): Promise<Exposures> {
  const { organisation, customers, currencies = [] } = asked;
  const claims = await claimSumsOf(sql, asked);
  const prepared = await preparedSumsOf(sql, asked, asked.except ?? null);
  const promised = sumsBy(await promisedSumsOf(sql, organisation, customers));
  const named = await customersByParty(sql, asked);
  const offLedger = await offLedgerOf(sql, asked, named);
  const found = [...claims, ...prepared, ...offLedger].flatMap(({ currency }) => currency ?? []);
  const all = [...new Set([...found, ...currencies])].sort();
  const own = Map.groupBy(claims, ({ customer, currency }) => `${customer} ${currency}`);
  const [ahead, beside] = [sumsBy(prepared), sumsBy(offLedger)];
  const money = await moneyOf(sql, asked, named, all);
  const byCurrency = new Map<Address, Exposure>();
  for (const currency of all) {
    const exposures = customers.map((customer) => {
      const key = `${customer} ${currency}`;
      const books = beside.get(key) ?? 0n;
      const sums = { prepared: ahead.get(key) ?? 0n, unapplied: money.get(key) ?? 0n };
      // A credit that the books alone have lowers what the books alone have.
      const rest = { offLedger: books > 0n ? books : 0n, promised: promised.get(key) ?? 0n };
      return exposureOf(own.get(key) ?? [], { ...sums, ...rest });
    });
    byCurrency.set(currency, together(exposures));
  }
  const sealed = claims.reduce((sum, { currency, items }) => (currency === null ? sum + items : sum), 0);
  return { byCurrency, sealed };
}

/** Minor units. */
interface CustomerSum {
  readonly customer: Address;
  readonly currency: Address;
  readonly amount: bigint;
}

function sumsBy(rows: readonly CustomerSum[]): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { customer, currency, amount } of rows) {
    const key = `${customer} ${currency}`;
    sums.set(key, (sums.get(key) ?? 0n) + amount);
  }
  return sums;
}

/** Posted money of one customer that has settled nothing. */
export async function unappliedOf(
  sql: Sql,
  { organisation, customer, at }: Pick<ExposureQuestion, "organisation" | "at"> & { readonly customer: Address },
  currency: Address,
): Promise<bigint> {
  const asked = { organisation, customers: [customer], at };
  const money = await moneyOf(sql, asked, await customersByParty(sql, asked), [currency]);
  return money.get(`${customer} ${currency}`) ?? 0n;
}

type Named = ReadonlyMap<string, readonly Address[]>;

/** Whose name a party of the organisation's books is; an address is its own. */
async function customersByParty(sql: Sql, { organisation, customers }: ExposureQuestion): Promise<Named> {
  const named = await partiesOfCustomers(sql, organisation, customers);
  const all = [...customers.map((customer) => ({ party: customer, customer })), ...named];
  return new Map(
    [...Map.groupBy(all, ({ party }) => party)].map(([party, rows]) => [party, rows.map(({ customer }) => customer)]),
  );
}

/**
 * Posted money of customers that has settled nothing: what waits for a decision may be anybody's. None of tokens, which
 * settle what they are paid for. An account with more payments than can be read lowers nothing: too much is better than
 * too little here.
 */
async function moneyOf(
  sql: Sql,
  { organisation, at }: ExposureQuestion,
  named: Named,
  currencies: readonly Address[],
): Promise<ReadonlyMap<string, bigint>> {
  const codes = currencies.flatMap((address) => {
    const { code } = shownCurrency(address, new Map());
    return code === null ? [] : [[code, address] as const];
  });
  if (codes.length === 0) return new Map();
  const byCode = new Map(codes);
  const asked = { supplier: organisation, parties: [...named.keys()], cutOff: Math.floor(at / DAY) };
  const entries = await waitingCash(sql, { ...asked, currencies: [...byCode.keys()], decisions: ["posted"] });
  const keyed = entries.flatMap(({ party, currency, open }) =>
    (named.get(party) ?? []).map((customer) => ({ key: `${customer} ${byCode.get(currency)}`, open })),
  );
  const accounts = [...Map.groupBy(keyed, ({ key }) => key)].filter(([, rows]) => rows.length <= MOST_ENTRIES);
  return new Map(accounts.map(([key, rows]) => [key, rows.reduce((sum, { open }) => sum + open, 0n)]));
}

/** What the organisation's own books say is open beyond what the ledger has of the same invoice. */
async function offLedgerOf(sql: Sql, asked: ExposureQuestion, named: Named): Promise<readonly CustomerSum[]> {
  const items = await bookedItemsOf(sql, asked.organisation, [...named.keys()]);
  const booked = items.flatMap((item) =>
    (named.get(item.party) ?? []).flatMap((customer) => unitsOf(item).map((units) => ({ ...units, customer }))),
  );
  const hashes = [...new Set(booked.map(({ invoice }) => invoice))];
  const keyOf = ({ customer, invoice }: Pick<RecordedInvoice, "customer" | "invoice">): string =>
    `${customer} ${invoice}`;
  const recorded = Map.groupBy(await recordedInvoices(sql, asked, hashes), keyOf);
  const invoices = Map.groupBy(booked, (one) => `${keyOf(one)} ${one.currency}`);
  return [...invoices.values()].flatMap((rows) =>
    rows.slice(0, 1).map((first) => {
      const { customer, currency } = first;
      const open = rows.reduce((sum, item) => sum + item.open, 0n);
      return { customer, currency, amount: beyondLedger(open, currency, recorded.get(keyOf(first)) ?? []) };
    }),
  );
}

/**
 * Money of another currency covers nothing: too much is better than too little here. Of what is sealed to others nobody
 * knows how much it covers, and it is told of apart.
 */
function beyondLedger(open: bigint, currency: Address, known: readonly RecordedInvoice[]): bigint {
  if (known.some((one) => one.currency === null)) return 0n;
  const same = known.filter((one) => one.currency === currency);
  if (open < 0n) return same.length === 0 ? open : 0n;
  const covered = same.reduce((sum, { amount }) => sum + amount, 0n);
  return open > covered ? open - covered : 0n;
}

interface BookedUnits {
  readonly invoice: Hex;
  readonly currency: Address;
  /** Minor units. */
  readonly open: bigint;
}

/** The import wrote it with the currency's decimals. */
function unitsOf({ invoice, currency: code, open }: BookedItem): readonly BookedUnits[] {
  const iso = currencyByCode(code);
  const decimal = iso && parseDecimal(open);
  if (iso === undefined || decimal === undefined) return [];
  const units = toMinorUnits(decimal, iso.exponent, "open");
  return [{ invoice: keccakOfText(invoice), currency: isoCurrencyAddress(iso), open: units }];
}
