/** Who holds a receivable: the ledger's ERC-721 events. */
import { LIVE, known, mustStand } from "./claims.ts";
import { contradiction, differs } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import type { Hex } from "./hashing.ts";
import type { Arguments } from "./reading.ts";
import { NOBODY, keyOf } from "./state.ts";
import type { At, LedgerState } from "./state.ts";

function moveBalance(state: LedgerState, holder: Hex, by: bigint): void {
  state.balances.set(holder, (state.balances.get(holder) ?? 0n) + by);
}

function mint(state: LedgerState, id: Hex, to: Hex, at: At): Contradiction | undefined {
  const token = state.tokens.get(id);
  if (token !== undefined) return contradiction("AlreadyMinted", id, to, `held by ${token.holder}`);
  if (to === NOBODY) return contradiction("Burned", id, to, "a holder");
  state.tokens.set(id, { at, first: to, holder: to, approved: NOBODY, listening: false });
  moveBalance(state, to, 1n);
  return undefined;
}

/**
 * `Transfer`. It clears the approval of the token, ends listening and uses up the buyer's consent, of which no event
 * tells.
 */
export function transferred(state: LedgerState, args: Arguments, at: At): Contradiction | undefined {
  const [from, to, id] = [args.address("from"), args.address("to"), args.tokenId("id")];
  if (from === NOBODY) return mint(state, id, to, at);
  const token = state.tokens.get(id);
  if (token === undefined) return contradiction("TokenUnknown", id, from, "a token that was given to somebody");
  if (to === NOBODY) return contradiction("Burned", id, to, "a holder");
  const receivable = state.receivables.get(id);
  const locked = receivable !== undefined && isLocked(receivable.header.policy);
  if (locked && receivable.transferee !== to) {
    const nobody = receivable.transferee === NOBODY;
    return contradiction("TransferLocked", id, to, nobody ? `held by ${token.holder} for good` : receivable.transferee);
  }
  const why = differs("HolderMismatch", id, from, token.holder);
  if (why !== undefined) return why;
  // A consent serves for one transfer.
  if (locked) receivable.transferee = NOBODY;
  moveBalance(state, from, -1n);
  moveBalance(state, to, 1n);
  token.holder = to;
  token.approved = NOBODY;
  token.listening = false;
  return undefined;
}

/** `ListeningBegun`. The holder itself, and only where something may still be owed. */
export function listened(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, holder] = [args.bytes32("id"), args.address("holder")];
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const token = state.tokens.get(id);
  if (token === undefined) return contradiction("TokenUnknown", id, holder, "a token that was given to somebody");
  const why =
    differs("HolderMismatch", id, holder, token.holder) ??
    mustStand(id, receivable, LIVE) ??
    differs("ListeningForbidden", id, token.listening, false);
  if (why !== undefined) return why;
  token.listening = true;
  return undefined;
}

/** Whether a policy leaves the token where it is: it is assignable freely only with both low bits clear. */
export function isLocked(policy: bigint): boolean {
  return (policy & 3n) !== 0n;
}

/** `Approval`. */
export function approved(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [owner, account, id] = [args.address("owner"), args.address("account"), args.tokenId("id")];
  const token = state.tokens.get(id);
  if (token === undefined) return contradiction("TokenUnknown", id, owner, "a token that was given to somebody");
  const why = differs("HolderMismatch", id, owner, token.holder);
  if (why !== undefined) return why;
  token.approved = account;
  return undefined;
}

/** `ApprovalForAll`. */
export function operatorSet(state: LedgerState, args: Arguments): undefined {
  const [owner, operator, approved] = [args.address("owner"), args.address("operator"), args.boolean("isApproved")];
  state.operators.set(keyOf(owner, operator), { owner, operator, approved });
}
