/** What a supplier issued or raised without asking the gateway, which alone checks limits. */
import type { Address } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import { exceptionCurrencies, keepException, ungrantedClaims } from "../../store/limitExceptions.ts";
import type { LimitException } from "../../store/limitExceptions.ts";
import { exposuresOf } from "./exposures.ts";
import { limitsFor } from "./using.ts";
import type { LimitInForce } from "./using.ts";

const MOST_CLAIMS = 1_000;

interface Finding {
  readonly organisation: Address;
  readonly customer: Address;
  /** Since when the organisation limits anybody; unix seconds, like the instant of the look. */
  readonly since: number;
  readonly at: number;
}

/** Keeps what was issued or raised and never granted here, beside the tightest limit and what it led to. */
export async function findPastGateway(tx: Transaction, asked: Finding, limits: readonly LimitInForce[]): Promise<void> {
  const { organisation, customer, at } = asked;
  const claims = await ungrantedClaims(tx, asked, MOST_CLAIMS);
  const judged = new Map<Address, Pick<LimitException, "limit" | "exposure">>();
  for (const claim of claims) {
    const { currency } = claim;
    if (currency !== null && !judged.has(currency)) judged.set(currency, await judgedIn(tx, asked, limits, currency));
    const found = (currency === null ? undefined : judged.get(currency)) ?? { limit: null, exposure: null };
    await keepException(tx, { ...claim, organisation, customer, ...found, found: at });
  }
}

/** Whether what was found of a customer is open still, and a limit is exceeded now in its currency. */
export async function isPastGateway(
  tx: Transaction,
  asked: Finding,
  limits: readonly LimitInForce[],
): Promise<boolean> {
  for (const currency of await exceptionCurrencies(tx, asked.organisation, asked.customer)) {
    const { limit, exposure } = await judgedIn(tx, asked, limits, currency);
    if (limit !== null && exposure > limit) return true;
  }
  return false;
}

async function judgedIn(
  tx: Transaction,
  { organisation, customer, at }: Finding,
  limits: readonly LimitInForce[],
  currency: Address,
): Promise<{ readonly limit: bigint | null; readonly exposure: bigint }> {
  const totalOf = async (customers: readonly Address[]): Promise<bigint> =>
    (await exposuresOf(tx, { organisation, customers, at })).byCurrency.get(currency)?.total ?? 0n;
  let worst: { limit: bigint; exposure: bigint } | undefined;
  for (const { amount, customers } of limitsFor(limits, currency)) {
    const exposure = await totalOf(customers);
    if (worst === undefined || exposure - amount > worst.exposure - worst.limit) worst = { limit: amount, exposure };
  }
  return worst ?? { limit: null, exposure: await totalOf([customer]) };
}
