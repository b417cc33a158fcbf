/** What the events of a receivable have in common: which of them can be true where it stands, and what is due then. */
import { dueOn } from "./due.ts";
import { contradiction, differs } from "./findings.ts";
import type { Contradiction, FindingKind } from "./findings.ts";
import type { Hex } from "./hashing.ts";
import type { Past } from "./history.ts";
import type { LedgerState, ReceivableRecord, Standing } from "./state.ts";
import { MOST_PRINCIPAL, dayOf, principalOf } from "./terms.ts";

/** Where a holder may reduce its own claim. */
export const LIVE: readonly Standing[] = ["issued", "queried", "accepted"];
/** Where the buyer owes it. */
export const ACCEPTED: readonly Standing[] = ["accepted"];

/** The receivable of an event that needs one, or what is wrong with that. */
export function known(state: LedgerState, id: Hex): ReceivableRecord | Contradiction {
  return state.receivables.get(id) ?? contradiction("UnknownReceivable", id, "nothing", "a receivable that was issued");
}

/** A contradiction unless the receivable stands as one of these. */
export function mustStand(
  id: Hex,
  { standing }: ReceivableRecord,
  allowed: readonly Standing[],
): Contradiction | undefined {
  return allowed.includes(standing) ? undefined : contradiction("StatusForbids", id, standing, allowed.join(" or "));
}

/** The same, and something must be due still. */
export function mustOwe(
  id: Hex,
  receivable: ReceivableRecord,
  allowed: readonly Standing[],
): Contradiction | undefined {
  const why = mustStand(id, receivable, allowed);
  if (why !== undefined || !receivable.closed) return why;
  return contradiction("AlreadyClosed", id, "a further act", "none, since nothing was due any more");
}

/** A contradiction if something was moved by nothing. */
export function mustMove(id: Hex, ...sums: readonly bigint[]): Contradiction | undefined {
  return sums.some((sum) => sum !== 0n) ? undefined : contradiction("NothingDone", id, 0n, "at least 1");
}

/** What is open, or could be where the face is sealed. */
export function openOf({ terms, face, settled }: ReceivableRecord): bigint {
  const amount = terms === undefined ? (face ?? MOST_PRINCIPAL) : principalOf(terms);
  return amount > settled ? amount - settled : 0n;
}

/** Whether what is open is known, and not only bounded. */
export function isFaceKnown({ terms, face }: ReceivableRecord): boolean {
  return terms !== undefined || face !== undefined;
}

/** A contradiction unless it closed just when nothing was due any more; where the terms are sealed, nobody can tell. */
export function mustClose(
  id: Hex,
  { terms }: ReceivableRecord,
  after: readonly Past[],
  told: boolean,
): Contradiction | undefined {
  if (terms === undefined) return undefined;
  // Once nothing is open, what is due depends on no day.
  const { open, charges } = dueOn(terms, after, terms.dueDay);
  if (told) return differs("ClosedTooEarly", id, open === 0n ? charges : open, 0n);
  return open === 0n && charges === 0n
    ? contradiction("ClosedTooLate", id, "open", "closed, with nothing due")
    : undefined;
}

/** A contradiction if an earlier payment left another carry than was told. */
export function carryMissing(id: Hex, { carriable, carry, carryDue }: ReceivableRecord): Contradiction | undefined {
  return carriable && carryDue !== undefined ? differs("CarryMissing", id, carry, carryDue) : undefined;
}

/** The day of a block where the terms are at home, if both are known. */
export function todayOf({ terms }: ReceivableRecord, timestamp: number | undefined): number | undefined {
  return terms === undefined || timestamp === undefined ? undefined : dayOf(terms, timestamp);
}

/** A contradiction if what is true of the receivable is not what an event needs. */
export function requires(
  kind: FindingKind,
  id: Hex,
  rules: readonly (readonly [needed: string, holds: boolean])[],
): Contradiction | undefined {
  const broken = rules.find(([, holds]) => !holds);
  return broken === undefined ? undefined : contradiction(kind, id, "otherwise", broken[0]);
}
