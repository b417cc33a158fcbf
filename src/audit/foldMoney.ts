/** What moves balances: payments, credits, disputes, and cash that is kept for a holder. */
import { contradiction, differs, exceeds } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import { known } from "./foldReceivables.ts";
import type { Hex } from "./hashing.ts";
import type { Arguments } from "./reading.ts";
import { keyOf } from "./state.ts";
import type { At, LedgerState, ReceivableRecord } from "./state.ts";
import { MOST_CHARGES, MOST_DAYS_LATE, MOST_PRINCIPAL, principalOf } from "./terms.ts";

/** What is open, or could be where the face is sealed. */
function openOf({ terms, settled }: ReceivableRecord): bigint {
  return (terms === undefined ? MOST_PRINCIPAL : principalOf(terms)) - settled;
}

function mayMove(id: Hex, { standing, closed }: ReceivableRecord, accepted: boolean): Contradiction | undefined {
  if (accepted && standing !== "accepted") return contradiction("StatusForbids", id, standing, "accepted");
  return closed
    ? contradiction("AlreadyClosed", id, "a further act", "none, since nothing was due any more")
    : undefined;
}

/** Nothing is due only when nothing is open; where the face is sealed, nobody can tell. */
function mayClose(
  id: Hex,
  receivable: ReceivableRecord,
  principal: bigint,
  closed: boolean,
): Contradiction | undefined {
  if (!closed || receivable.terms === undefined) return undefined;
  return differs("ClosedTooEarly", id, openOf(receivable) - principal, 0n);
}

/** `ReceivablePaid`. */
export function paid(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, holder] = [args.bytes32("id"), args.address("holder")];
  args.address("payer");
  const [principal, discount] = [args.unsigned("principal", 256), args.unsigned("discount", 256)];
  const [charges, lateDays] = [args.unsigned("charges", 256), args.unsigned("lateDays", 256)];
  const closed = args.boolean("closed");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const why =
    mayMove(id, receivable, true) ??
    differs("HolderMismatch", id, holder, state.tokens.get(id)?.holder ?? "nobody") ??
    exceeds("SettledTooMuch", id, principal, openOf(receivable)) ??
    exceeds("DiscountTooLarge", id, discount, principal) ??
    exceeds("ChargesTooLarge", id, receivable.chargesSettled + charges, MOST_CHARGES) ??
    exceeds("LateDaysImpossible", id, lateDays, principal * BigInt(MOST_DAYS_LATE)) ??
    mayClose(id, receivable, principal, closed);
  if (why !== undefined) return why;
  receivable.settled += principal;
  receivable.lateDays += lateDays;
  receivable.chargesSettled += charges;
  receivable.detailed ||= lateDays + charges !== 0n;
  receivable.cash += principal - discount + charges;
  receivable.closed = closed;
  return undefined;
}

/** `DiscountCarried`. */
export function carried(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, carry] = [args.bytes32("id"), args.unsigned("carry", 256)];
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const why = exceeds("CarryImpossible", id, carry, 2n ** 48n - 1n);
  if (why !== undefined) return why;
  receivable.carry = carry;
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
  const why =
    mayMove(id, receivable, false) ??
    exceeds("SettledTooMuch", id, principal, openOf(receivable)) ??
    mayClose(id, receivable, principal, closed);
  if (why !== undefined) return why;
  receivable.settled += principal;
  receivable.credited += principal;
  receivable.closed = closed;
  return undefined;
}

/**
 * What remains disputed of what is open. Where the face is sealed, nobody can tell how much of an earlier dispute is
 * still open, and any amount up to it may be true.
 */
function mayDispute(id: Hex, receivable: ReceivableRecord, change: bigint, after: bigint): Contradiction | undefined {
  const { terms, disputed: before } = receivable;
  const open = openOf(receivable);
  const most = (before < open ? before : open) + change;
  if (after > open) return exceeds("DisputedImpossible", id, after, open);
  return terms === undefined
    ? exceeds("DisputedImpossible", id, after, most)
    : differs("DisputedImpossible", id, after, most);
}

/** `ReceivableDisputed`. What was disputed and has been paid or credited since is disputed no more. */
export function disputed(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, amount, after] = [args.bytes32("id"), args.unsigned("amount", 256), args.unsigned("disputed", 256)];
  args.address("by");
  args.unsigned("code", 8);
  args.bytes32("evidence");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const why =
    mayMove(id, receivable, true) ??
    exceeds("DisputedImpossible", id, amount, after) ??
    mayDispute(id, receivable, amount, after);
  if (why !== undefined) return why;
  receivable.disputed = after;
  return undefined;
}

/** `DisputeResolved`. What is conceded is credited next, by a `ReceivableCredited` of its own. */
export function resolved(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, amount, after] = [args.bytes32("id"), args.unsigned("amount", 256), args.unsigned("disputed", 256)];
  args.address("by");
  args.unsigned("outcome", 8);
  args.bytes32("evidence");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const why = mayMove(id, receivable, true) ?? mayDispute(id, receivable, -amount, after);
  if (why !== undefined) return why;
  receivable.disputed = after;
  return undefined;
}

/** `CashKept`. */
export function kept(state: LedgerState, args: Arguments, at: At): Contradiction | undefined {
  const [id, holder, currency] = [args.bytes32("id"), args.address("holder"), args.address("currency")];
  const amount = args.unsigned("amount", 256);
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const key = keyOf(holder, currency, id);
  const before = state.kept.get(key) ?? { at, holder, currency, id, amount: 0n, ever: 0n };
  const why =
    differs("CurrencyMismatch", id, currency, receivable.terms?.currency ?? currency) ??
    differs("HolderMismatch", id, holder, state.tokens.get(id)?.holder ?? "nobody") ??
    exceeds("KeptTooMuch", id, before.ever + amount, 2n ** 256n - 1n);
  if (why !== undefined) return why;
  state.kept.set(key, { ...before, amount: before.amount + amount, ever: before.ever + amount });
  return undefined;
}

/** `CashClaimed`: all that was kept, at once. */
export function claimed(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, holder, currency] = [args.bytes32("id"), args.address("holder"), args.address("currency")];
  const amount = args.unsigned("amount", 256);
  const record = state.kept.get(keyOf(holder, currency, id));
  const why = differs("ClaimMismatch", id, amount, record?.amount ?? "nothing kept");
  if (why !== undefined || record === undefined) return why;
  record.amount = 0n;
  return undefined;
}
