/**
 * What both sides say of a difference, and what follows: it is settled only by what both of them stand by. Whoever
 * claims money cannot close the question alone (First Brands, capabilities.md).
 */
import type { BookSide } from "../../domain/ledgerItem.ts";
import type { ReplyKind, Resolution } from "../../domain/differenceReply.ts";

export interface Reply {
  readonly side: BookSide;
  readonly kind: ReplyKind;
  /** Of a proposal; null of any other reply. */
  readonly resolution: Resolution | null;
}

export type CaseState = "open" | "proposed" | "settled";

export interface Case {
  readonly state: CaseState;
  /** What is proposed or settled; null while it is open. */
  readonly resolution: Resolution | null;
  /** Who made the proposal that stands, or on which both settled. */
  readonly proposedBy: BookSide | null;
}

const OPEN: Case = { state: "open", resolution: null, proposedBy: null };

/**
 * The last proposal stands until the other side accepts it, rejects it or makes its own; once both stand by one, only a
 * new proposal opens the case again. Accepting or rejecting one's own proposal means nothing.
 * @param replies In their order.
 */
export function caseOf(replies: readonly Reply[]): Case {
  let current = OPEN;
  for (const { side, kind, resolution } of replies) {
    const answers = current.state === "proposed" && current.proposedBy !== side;
    if (kind === "propose") current = { state: "proposed", resolution, proposedBy: side };
    else if (kind === "withdraw" && current.state === "proposed" && current.proposedBy === side) current = OPEN;
    else if (kind === "accept" && answers) current = { ...current, state: "settled" };
    else if (kind === "reject" && answers) current = OPEN;
  }
  return current;
}
