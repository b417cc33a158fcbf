/** What the buyer disputes of what is open, and how that ends. */
import { ACCEPTED, isFaceKnown, known, mustOwe, openOf } from "./claims.ts";
import { differs, exceeds } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import type { Hex } from "./hashing.ts";
import type { Arguments } from "./reading.ts";
import type { LedgerState, ReceivableRecord } from "./state.ts";

/**
 * A contradiction unless `after` is what remains disputed of what is open, and `change` beside it. Where the face is
 * sealed, nobody can tell how much of an earlier dispute is still open, and any amount up to it may be true.
 */
export function mayDispute(
  id: Hex,
  receivable: ReceivableRecord,
  change: bigint,
  after: bigint,
): Contradiction | undefined {
  const { disputed: before } = receivable;
  const open = openOf(receivable);
  const most = (before < open ? before : open) + change;
  if (after > open) return exceeds("DisputedImpossible", id, after, open);
  return isFaceKnown(receivable)
    ? differs("DisputedImpossible", id, after, most)
    : exceeds("DisputedImpossible", id, after, most);
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
    mustOwe(id, receivable, ACCEPTED) ??
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
  const why = mustOwe(id, receivable, ACCEPTED) ?? mayDispute(id, receivable, -amount, after);
  if (why !== undefined) return why;
  receivable.disputed = after;
  return undefined;
}
