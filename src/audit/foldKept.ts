/** Cash that waits for a holder that could not be paid. */
import { known } from "./claims.ts";
import { contradiction, differs, exceeds } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import type { Hex } from "./hashing.ts";
import type { Arguments } from "./reading.ts";
import { keyOf } from "./state.ts";
import type { At, LedgerState, ReceivableRecord } from "./state.ts";

/** A contradiction unless it was ever paid to that holder, which may have sold it in the same transaction since. */
function paidTo(id: Hex, receivable: ReceivableRecord, holder: Hex): Contradiction | undefined {
  if (receivable.paidTo.has(holder)) return undefined;
  const holders = [...receivable.paidTo].join(" or ");
  return contradiction("HolderMismatch", id, holder, holders === "" ? "nobody, since nothing was paid" : holders);
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
    paidTo(id, receivable, holder) ??
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
