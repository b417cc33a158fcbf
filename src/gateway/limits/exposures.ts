/**
 * The exposure of an organisation to a customer, or to a group of affiliates together: from the index, from what it has
 * prepared, from its cash and from its own books. What is sealed to others is counted, and no sum of it is guessed.
 */
import type { Movement } from "../../domain/account/movement.ts";
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
  preparedSumsOf,
  promisedSumsOf,
  recordedInvoices,
} from "../../store/limitExposures.ts";
import type { BookedItem, RecordedInvoice } from "../../store/limitExposures.ts";
import { partiesAt } from "../../store/parties.ts";
import { unappliedCash } from "../accountStatements/cash.ts";
import { ProblemError } from "../http/problems.ts";
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

export async function exposuresOf(sql: Sql, asked: ExposureQuestion): Promise<Exposures> {
  const { organisation, customers, currencies = [] } = asked;
  const claims = await claimSumsOf(sql, asked);
  const prepared = await preparedSumsOf(sql, asked, asked.except ?? null);
  const promised = sumsBy(await promisedSumsOf(sql, organisation, customers));
  const offLedger = await offLedgerOf(sql, asked);
  const found = [...claims, ...prepared, ...offLedger].flatMap(({ currency }) => currency ?? []);
  const own = Map.groupBy(claims, ({ customer, currency }) => `${customer} ${currency}`);
  const [ahead, beside] = [sumsBy(prepared), sumsBy(offLedger)];
  const byCurrency = new Map<Address, Exposure>();
  for (const currency of [...new Set([...found, ...currencies])].sort()) {
    const exposures: Exposure[] = [];
    for (const customer of customers) {
      const key = `${customer} ${currency}`;
      const unapplied = await unappliedOf(sql, { ...asked, customer }, currency);
      const sums = { prepared: ahead.get(key) ?? 0n, unapplied, offLedger: beside.get(key) ?? 0n };
      exposures.push(exposureOf(own.get(key) ?? [], { ...sums, promised: promised.get(key) ?? 0n }));
    }
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

/**
 * Money of a customer that has settled nothing; none of tokens, which settle what they are paid for. An account with
 * more payments than can be read lowers nothing: too much is better than too little here.
 */
export async function unappliedOf(
  sql: Sql,
  { organisation, customer, at }: Pick<ExposureQuestion, "organisation" | "at"> & { readonly customer: Address },
  currency: Address,
): Promise<bigint> {
  const { code } = shownCurrency(currency, new Map());
  if (code === null) return 0n;
  const asked = { supplier: organisation, buyer: customer, currency: code, cutOff: Math.floor(at / DAY) };
  const movements = await unappliedCash(sql, asked).catch(tooLong);
  return movements.reduce((sum, movement) => (movement.kind === "payment" ? sum + movement.amount : sum), 0n);
}

function tooLong(error: unknown): readonly Movement[] {
  if (error instanceof ProblemError && error.code === "AccountTooLong") return [];
  throw error;
}

/** What the organisation's own books say is open beyond what the ledger has of the same invoice. */
async function offLedgerOf(sql: Sql, asked: ExposureQuestion): Promise<readonly CustomerSum[]> {
  const { organisation, customers } = asked;
  const sums: CustomerSum[] = [];
  for (const customer of customers) {
    const parties = [customer, ...(await partiesAt(sql, organisation, customer))];
    const booked = (await bookedItemsOf(sql, organisation, parties)).flatMap(unitsOf);
    const invoices = Map.groupBy(booked, ({ invoice, currency }) => `${invoice} ${currency}`);
    const recorded = Map.groupBy(
      await recordedInvoices(sql, asked, [...new Set(booked.map(({ invoice }) => invoice))]),
      ({ invoice }) => invoice,
    );
    for (const items of invoices.values()) {
      const [first] = items;
      if (first === undefined) continue;
      const open = items.reduce((sum, item) => sum + item.open, 0n);
      const known = recorded.get(first.invoice) ?? [];
      sums.push({ customer, currency: first.currency, amount: beyondLedger(open, first.currency, known) });
    }
  }
  return sums;
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
