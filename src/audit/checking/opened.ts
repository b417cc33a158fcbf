/** Terms that a gateway opened: they are true if the commitment that the chain keeps comes of them. */
import { commitmentOf, termsHash } from "../commitment.ts";
import type { OpenedTerms } from "../commitment.ts";
import type { Hex } from "../hashing.ts";
import type { ReceivableRecord } from "../state.ts";
import { dayOfDate, unitsOf } from "./gatewayWord.ts";
import type { GatewayDetail } from "./gatewayWord.ts";

/** Per cent with four decimals are parts per million. */
const PERCENT_DECIMALS = 4;

/** The terms as the gateway tells them; undefined where it tells none, or none that terms can be made of. */
export function toldTerms({ terms, currency }: GatewayDetail): OpenedTerms | undefined {
  if (terms === null || currency.address === null) return undefined;
  const decimals = currency.decimals ?? 0;
  const [first, second] = terms.discounts;
  const sums = [terms.amount, terms.fixedSum, first?.sum ?? "0", second?.sum ?? "0"].map((sum) =>
    unitsOf(sum, decimals),
  );
  const days = [dayOfDate(terms.dueDate), first === undefined ? 0 : dayOfDate(first.until)];
  days.push(second === undefined ? 0 : dayOfDate(second.until));
  const rates = [unitsOf(terms.slidingRate, PERCENT_DECIMALS), unitsOf(terms.lateRate, PERCENT_DECIMALS)];
  if ([...sums, ...days, ...rates].includes(undefined)) return undefined;
  const [amount = 0n, fixedSum = 0n, discount1 = 0n, discount2 = 0n] = sums;
  const [dueDay = 0, discountDay1 = 0, discountDay2 = 0] = days;
  const [slidingRate = 0n, lateRate = 0n] = rates;
  return {
    ...{ currency: currency.address as Hex, amount, dueDay, utcOffset: terms.utcOffset },
    ...{ discountDay1, discount1, discountDay2, discount2 },
    ...{ slidingRate: Number(slidingRate), discountOnParts: terms.discountOnParts, lateRate: Number(lateRate) },
    ...{ basis: terms.basis, graceDays: terms.graceDays, fixedSum },
    ...{ allocation: terms.settlesFirst === "principal" ? 1 : 0, accelerationDays: terms.accelerationDays ?? 0 },
    salt: terms.salt as Hex,
  };
}

/** Whether the chain's commitment is that of these terms. */
export function isCommitted({ header, document, commitment }: ReceivableRecord, terms: OpenedTerms): boolean {
  try {
    return sameBits(commitmentOf(header, termsHash(terms), document), commitment);
  } catch {
    return false;
  }
}

/** The ledger keeps 240 bits; an event may tell all of them. */
function sameBits(one: Hex, other: Hex): boolean {
  return BigInt(one) >> 16n === BigInt(other) >> 16n;
}
