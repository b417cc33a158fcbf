/** What parties say of a receivable without moving money: the buyer's answers, writing off, cancelling, letting go. */
import { LIVE, known, mustOwe, mustStand } from "./claims.ts";
import { contradiction, differs, exceeds } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import { hexOf } from "./hashing.ts";
import type { Arguments } from "./reading.ts";
import type { LedgerState, Standing } from "./state.ts";

const PARTLY_PAID = 12n;
const OTHER_REASON = 13n;
const OTHER_ACTION = 6n;
const NOTHING = hexOf(0n);
const ASSIGNABILITY = 3n;
const WITH_CONSENT = 1n;

function answered(state: LedgerState, args: Arguments, standing: Standing): Contradiction | undefined {
  const [id, text] = [args.bytes32("id"), args.bytes32("text")];
  const [reason, action] = [args.unsigned("reason", 8), args.unsigned("action", 8)];
  args.address("by");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const other = reason === OTHER_REASON || action === OTHER_ACTION;
  const why =
    mustStand(id, receivable, ["issued", "queried"]) ??
    exceeds("ClarificationInvalid", id, reason, OTHER_REASON) ??
    exceeds("ClarificationInvalid", id, action, OTHER_ACTION) ??
    (reason === PARTLY_PAID ? contradiction("ClarificationInvalid", id, "partly paid", "another reason") : undefined) ??
    (other && text === NOTHING ? contradiction("ClarificationInvalid", id, "other", "a text with it") : undefined);
  if (why !== undefined) return why;
  receivable.standing = standing;
  return undefined;
}

/** `ReceivableQueried`. */
export function queried(state: LedgerState, args: Arguments): Contradiction | undefined {
  return answered(state, args, "queried");
}

/** `ReceivableRejected`. */
export function rejected(state: LedgerState, args: Arguments): Contradiction | undefined {
  return answered(state, args, "rejected");
}

/** `ReceivableWrittenOff`. Claim and payoff stay. */
export function writtenOff(state: LedgerState, args: Arguments): Contradiction | undefined {
  const id = args.bytes32("id");
  args.address("by");
  args.bytes32("reason");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const why = mustOwe(id, receivable, LIVE) ?? differs("AlreadyWrittenOff", id, receivable.writtenOff, false);
  if (why !== undefined) return why;
  receivable.writtenOff = true;
  return undefined;
}

/** `ReceivableCancelled`. Nothing may have been received. */
export function cancelled(state: LedgerState, args: Arguments): Contradiction | undefined {
  const id = args.bytes32("id");
  args.address("by");
  args.bytes32("reason");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const why =
    mustStand(id, receivable, ["issued", "queried", "rejected"]) ??
    differs("ReceiptsStand", id, receivable.settled - receivable.credited, 0n) ??
    differs("ReceiptsStand", id, receivable.chargesSettled, 0n);
  if (why !== undefined) return why;
  receivable.standing = "cancelled";
  return undefined;
}

/** `TransferConsented`; a consent to nobody takes an earlier one back. */
export function transferConsented(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, to] = [args.bytes32("id"), args.address("to")];
  args.address("by");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const { policy } = receivable.header;
  const why =
    mustStand(id, receivable, LIVE) ??
    ((policy & ASSIGNABILITY) === WITH_CONSENT
      ? undefined
      : contradiction("PolicyForbids", id, policy, "one that asks for consent"));
  if (why !== undefined) return why;
  receivable.transferee = to;
  return undefined;
}
