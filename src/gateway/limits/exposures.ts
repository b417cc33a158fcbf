/**
 * The exposure of an organisation to a customer, or to a group of affiliates together: from the index, from what it has
 * prepared, from its cash and from its own books. What is sealed to others is counted, and no sum of it is guessed.
 */
import type { Movement } from "../../domain/account/movement.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import { exposureOf } from "../../domain/exposure/exposure.ts";
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
import type { BookedItem } from "../../store/limitExposures.ts";
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
  const prepared = sumsBy(await preparedSumsOf(sql, asked, asked.except ?? null));
  const promised = sumsBy(await promisedSumsOf(sql, organisation, customers));
  const offLedger = await offLedgerOf(sql, asked);
  const found = [...claims.flatMap(({ currency }) => currency ?? []), ...prepared.keys(), ...offLedger.keys()];
  const all = [...new Set([...found, ...currencies])].sort();
  const byCurrency = new Map<Address, Exposure>();
  for (const currency of all) {
    const own = claims.filter((claim) => claim.currency === currency);
    const beside = {
      prepared: prepared.get(currency) ?? 0n,
      unapplied: await unappliedOf(sql, asked, currency),
      offLedger: offLedger.get(currency) ?? 0n,
      promised: promised.get(currency) ?? 0n,
    };
    byCurrency.set(currency, exposureOf(own, beside));
  }
  const sealed = claims.reduce((sum, { currency, items }) => (currency === null ? sum + items : sum), 0);
  return { byCurrency, sealed };
}

function sumsBy(rows: readonly { readonly currency: Address; readonly amount: bigint }[]) {
  return new Map(rows.map(({ currency, amount }) => [currency, amount]));
}

/**
 * Money of the customers that has settled nothing; none of tokens, which settle what they are paid for. An account with
 * more payments than can be read lowers nothing: too much is better than too little here.
 */
export async function unappliedOf(
  sql: Sql,
  { organisation, customers, at }: Pick<ExposureQuestion, "organisation" | "customers" | "at">,
  currency: Address,
): Promise<bigint> {
  const { code } = shownCurrency(currency, new Map());
  if (code === null) return 0n;
  let sum = 0n;
  for (const buyer of customers) {
    const asked = { supplier: organisation, buyer, currency: code, cutOff: Math.floor(at / DAY) };
    const movements = await unappliedCash(sql, asked).catch(tooLong);
    for (const movement of movements) if (movement.kind === "payment") sum += movement.amount;
  }
  return sum;
}

function tooLong(error: unknown): readonly Movement[] {
  if (error instanceof ProblemError && error.code === "AccountTooLong") return [];
  throw error;
}

/** What the organisation's own books say is open and the ledger does not have, by currency. */
async function offLedgerOf(
  sql: Sql,
  { organisation, customers }: ExposureQuestion,
): Promise<ReadonlyMap<Address, bigint>> {
  const sums = new Map<Address, bigint>();
  for (const customer of customers) {
    const parties = [customer, ...(await partiesAt(sql, organisation, customer))];
    const booked = await bookedItemsOf(sql, organisation, parties);
    const hashed = booked.map((item) => ({ item, hash: keccakOfText(item.invoice) }));
    const recorded = await recordedInvoices(sql, organisation, customers, hashesOf(hashed));
    for (const { item, hash } of hashed) {
      const units = recorded.has(hash) ? undefined : unitsOf(item);
      if (units === undefined) continue;
      sums.set(units.currency, (sums.get(units.currency) ?? 0n) + units.open);
    }
  }
  return sums;
}

function hashesOf(hashed: readonly { readonly hash: Hex }[]): readonly Hex[] {
  return [...new Set(hashed.map(({ hash }) => hash))];
}

/** The import wrote it with the currency's decimals. */
function unitsOf({ currency: code, open }: BookedItem): { currency: Address; open: bigint } | undefined {
  const iso = currencyByCode(code);
  const decimal = iso && parseDecimal(open);
  if (iso === undefined || decimal === undefined) return undefined;
  return { currency: isoCurrencyAddress(iso), open: toMinorUnits(decimal, iso.exponent, "open") };
}
