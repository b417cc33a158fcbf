/** What moves balances: payments, the fractions of discounts they carry, credits and waivers. */
import { ACCEPTED, LIVE, carryMissing, known, mustClose, mustMove, mustOwe, openOf, todayOf } from "./claims.ts";
import { GRAINS, carriedOf, keptCarry } from "./discount.ts";
import { dueOn } from "./due.ts";
import { contradiction, differs, exceeds } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import type { Hex } from "./hashing.ts";
import { carriedAmong } from "./history.ts";
import type { Act, Entry, Settled } from "./history.ts";
import { settle } from "./money.ts";
import type { Arguments } from "./reading.ts";
import type { At, LedgerState, ReceivableRecord } from "./state.ts";
import { MOST_CHARGES, MOST_DAYS_LATE } from "./terms.ts";

/** Addresses up to here stand for ISO 4217 codes, whose money no ledger moves. */
const LAST_ISO_CODE = 999n;

/** What an event says that cash settled. Minor units. */
export interface Told {
  readonly principal: bigint;
  readonly discount: bigint;
  readonly charges: bigint;
  readonly lateDays: bigint;
  readonly closed: boolean;
}

/** The sums of a payment or a receipt. */
export function readSettled(args: Arguments): Told {
  return {
    principal: args.unsigned("principal", 256),
    discount: args.unsigned("discount", 256),
    charges: args.unsigned("charges", 256),
    lateDays: args.unsigned("lateDays", 256),
    closed: args.boolean("closed"),
  };
}

/** Whether what was settled can be true at all, whatever was agreed. */
function mustFit(id: Hex, receivable: ReceivableRecord, told: Told): Contradiction | undefined {
  const { principal, discount, charges, lateDays } = told;
  return (
    mustMove(id, principal, charges) ??
    exceeds("SettledTooMuch", id, principal, openOf(receivable)) ??
    exceeds("DiscountTooLarge", id, discount, principal) ??
    exceeds("ChargesTooLarge", id, receivable.chargesSettled + charges, MOST_CHARGES) ??
    exceeds("LateDaysImpossible", id, lateDays, principal * BigInt(MOST_DAYS_LATE)) ??
    (principal === 0n ? undefined : differs("LateDaysImpossible", id, lateDays % principal, 0n)) ??
    carryMissing(id, receivable)
  );
}

/** A contradiction unless the terms make the same of that cash. */
function mustAgree(id: Hex, told: Told, entry: Entry): Contradiction | undefined {
  if (entry.kind !== "paid") {
    return contradiction("SettlementMismatch", id, "settled", entry.kind === "refused" ? entry.reason : entry.kind);
  }
  const lateDays = entry.principal * BigInt(entry.daysLate);
  return (
    differs("SettlementMismatch", `${id} principal`, told.principal, entry.principal) ??
    differs("SettlementMismatch", `${id} discount`, told.discount, entry.discount) ??
    differs("SettlementMismatch", `${id} charges`, told.charges, entry.charges) ??
    differs("SettlementMismatch", `${id} late days`, told.lateDays, lateDays)
  );
}

/**
 * Records what cash settled, unless it cannot be true. @param act What the terms are applied to; none where they or its
 * day are not known. @param reference Of a receipt, the bank's.
 */
export function settleTold(
  id: Hex,
  receivable: ReceivableRecord,
  told: Told,
  act: Act | undefined,
  reference?: string,
): Contradiction | undefined {
  const { principal, discount, charges, lateDays, closed } = told;
  const { terms, entries } = receivable;
  const impossible = mustFit(id, receivable, told);
  if (impossible !== undefined) return impossible;
  const daysLate = principal === 0n ? 0 : Number(lateDays / principal);
  // Until another carry is told, the discount was all that it earned.
  const earned = discount * GRAINS;
  const entry: Settled = { kind: "paid", daysLate, principal, discount, charges, earned, reference, closed };
  const reckoned = terms === undefined || act === undefined ? undefined : settle(terms, entries, act);
  const why =
    (reckoned === undefined ? undefined : mustAgree(id, told, reckoned)) ??
    mustClose(id, receivable, [...entries, entry], closed);
  if (why !== undefined) return why;
  receivable.carryDue = reckoned === undefined ? undefined : keptCarry(carriedAmong([...entries, reckoned]));
  receivable.carriable = true;
  entries.push(entry);
  receivable.settled += principal;
  receivable.lateDays += lateDays;
  receivable.chargesSettled += charges;
  receivable.detailed ||= lateDays + charges !== 0n;
  receivable.closed = closed;
  return undefined;
}

/** `ReceivablePaid`. */
export function paid(state: LedgerState, args: Arguments, { timestamp }: At): Contradiction | undefined {
  const [id, holder, told] = [args.bytes32("id"), args.address("holder"), readSettled(args)];
  args.address("payer");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const currency = receivable.terms?.currency;
  const maxCash = told.principal - told.discount + told.charges;
  const why =
    mustOwe(id, receivable, ACCEPTED) ??
    differs("HolderMismatch", id, holder, state.tokens.get(id)?.holder ?? "nobody") ??
    (currency !== undefined && BigInt(currency) <= LAST_ISO_CODE
      ? contradiction("CurrencyMismatch", id, currency, "a token")
      : undefined) ??
    settleTold(
      id,
      receivable,
      told,
      timestamp === undefined ? undefined : { kind: "payment", instant: timestamp, maxCash },
    );
  if (why !== undefined) return why;
  receivable.cash += maxCash;
  receivable.paidTo.add(holder);
  return undefined;
}

/** `DiscountCarried`, which follows the payment or the receipt that left another carry. */
export function carried(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, carry] = [args.bytes32("id"), args.unsigned("carry", 256)];
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const last = receivable.entries.at(-1);
  if (!receivable.carriable || last?.kind !== "paid") {
    return contradiction("CarryImpossible", id, carry, "a payment before it");
  }
  const why =
    exceeds("CarryImpossible", id, carry, GRAINS - 1n) ??
    differs("CarryImpossible", id, carry, receivable.carryDue ?? carry);
  if (why !== undefined) return why;
  const earned = last.earned + carriedOf(carry) - carriedOf(receivable.carry);
  receivable.entries.splice(-1, 1, { ...last, earned });
  receivable.carry = carry;
  receivable.carriable = false;
  receivable.detailed = true;
  return undefined;
}

/** `ReceivableCredited`. */
export function credited(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, principal, closed] = [args.bytes32("id"), args.unsigned("principal", 256), args.boolean("closed")];
  args.address("by");
  args.bytes32("reason");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const entry = { kind: "credited", principal, closed } as const;
  const why =
    mustOwe(id, receivable, LIVE) ??
    mustMove(id, principal) ??
    exceeds("SettledTooMuch", id, principal, openOf(receivable)) ??
    mustClose(id, receivable, [...receivable.entries, entry], closed);
  if (why !== undefined) return why;
  receivable.entries.push(entry);
  receivable.settled += principal;
  receivable.credited += principal;
  receivable.closed = closed;
  return undefined;
}

/** What charges can be due: those of the day of the block, or all that there can be where it is not known. */
function mostCharges(receivable: ReceivableRecord, timestamp: number | undefined): bigint {
  const { terms, entries, chargesSettled } = receivable;
  const day = openOf(receivable) === 0n ? terms?.dueDay : todayOf(receivable, timestamp);
  if (terms === undefined || day === undefined) return MOST_CHARGES - chargesSettled;
  return dueOn(terms, entries, day).charges;
}

/** `ChargesWaived`. */
export function waived(state: LedgerState, args: Arguments, { timestamp }: At): Contradiction | undefined {
  const [id, charges, closed] = [args.bytes32("id"), args.unsigned("charges", 256), args.boolean("closed")];
  args.address("by");
  args.bytes32("reason");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const entry = { kind: "waived", charges, closed } as const;
  const why =
    mustOwe(id, receivable, ACCEPTED) ??
    mustMove(id, charges) ??
    exceeds("ChargesTooLarge", id, charges, mostCharges(receivable, timestamp)) ??
    mustClose(id, receivable, [...receivable.entries, entry], closed);
  if (why !== undefined) return why;
  receivable.entries.push(entry);
  receivable.chargesSettled += charges;
  receivable.closed = closed;
  receivable.detailed = true;
  return undefined;
}
