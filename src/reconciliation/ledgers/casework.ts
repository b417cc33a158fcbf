/**
 * What both sides say of a difference, and what follows: it is settled only by what both of them stand by. Whoever
 * claims money cannot close the question alone (First Brands, capabilities.md).
 */
import type { ReplyKind, Resolution } from "../../domain/differenceReply.ts";
import type { DifferenceClass } from "../../domain/ledgerDifference.ts";
import type { BookSide } from "../../domain/ledgerItem.ts";

/** What a difference was when somebody spoke of it. */
export interface Seen {
  readonly class: DifferenceClass;
  /** Decimal text, as it was shown. */
  readonly amount: string;
}

export interface Reply {
  readonly id: string;
  readonly side: BookSide;
  readonly kind: ReplyKind;
  /** Of a proposal; null of any other reply. */
  readonly resolution: Resolution | null;
  /** Which proposal is accepted or rejected; null of any other reply. */
  readonly proposal: string | null;
  readonly seen: Seen;
}

export type CaseState = "open" | "proposed" | "settled";

export interface Case {
  readonly state: CaseState;
  /** What is proposed or settled; null while it is open. */
  readonly resolution: Resolution | null;
  /** Who made the proposal that stands, or on which both settled. */
  readonly proposedBy: BookSide | null;
  /** That proposal; null while it is open. */
  readonly proposal: string | null;
}

const OPEN: Case = { state: "open", resolution: null, proposedBy: null, proposal: null };

/**
 * The last proposal stands until the other side accepts or rejects this very one, its own side withdraws it, or either
 * makes another. A withdrawn or rejected proposal leaves standing what was settled before it. What was said of another
 * class or amount binds nobody any more: both settled that difference, and not this one.
 * @param replies In their order. @param now What the difference is.
 */
export function caseOf(replies: readonly Reply[], now: Seen): Case {
  let settled = OPEN;
  let current = OPEN;
  for (const { id, side, kind, resolution, proposal, seen } of replies) {
    if (seen.class !== now.class || seen.amount !== now.amount) continue;
    const isStanding = current.state === "proposed" && current.proposal === proposal;
    if (kind === "propose") current = { state: "proposed", resolution, proposedBy: side, proposal: id };
    else if (kind === "withdraw" && current.state === "proposed" && current.proposedBy === side) current = settled;
    else if (kind === "reject" && isStanding && current.proposedBy !== side) current = settled;
    else if (kind === "accept" && isStanding && current.proposedBy !== side) {
      current = { ...current, state: "settled" };
      settled = current;
    }
  }
  return current;
}
