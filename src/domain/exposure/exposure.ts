/** What a creditor would lose if a customer, or a group of affiliates, paid nothing more. Amounts are minor units. */

/** Not answered by the buyer yet, or accepted by it. What it rejected can be amended, and counts as pending. */
export type ClaimState = "pending" | "accepted";

/**
 * Who bears the buyer's credit risk of a claim: the creditor that holds it; its seller, to whom a factor can charge it
 * back; or somebody else, to whom it went for good.
 */
export type RiskPlace = "own" | "recourse" | "away";

/** One claim, or the sums of some that are alike. */
export interface ClaimSum {
  readonly state: ClaimState;
  readonly place: RiskPlace;
  /** Whether the due day has passed where the debt is payable. */
  readonly isOverdue: boolean;
  readonly items: number;
  /** Open principal; charges are no credit that anybody gave. */
  readonly open: bigint;
  /** Of it. */
  readonly disputed: bigint;
}

/** What raises or lowers an exposure beside what the ledger holds. */
export interface BesideLedger {
  /** What intents would add that are prepared and not recorded: ten prepared at once count ten times. */
  readonly prepared: bigint;
  /** Money of the customer that has settled nothing yet. */
  readonly unapplied: bigint;
  /** Open by the creditor's own books, and on no ledger. */
  readonly offLedger: bigint;
  /** Of what is owed, what the debtor promised to pay. */
  readonly promised: bigint;
}

export interface Exposure extends BesideLedger {
  readonly pending: bigint;
  /** Accepted, and not due yet. */
  readonly notDue: bigint;
  readonly overdue: bigint;
  /** Of the three. */
  readonly disputed: bigint;
  /** Of the three, what was sold with recourse: it may come back. */
  readonly recourse: bigint;
  /** Sold without recourse or given away: no risk of the creditor's, and counted in nothing else. */
  readonly assigned: bigint;
  /** Pending, not due, overdue, prepared and off the ledger, less unapplied money; never below nought. */
  readonly total: bigint;
  /** How many claims of the ledger are in it. */
  readonly items: number;
}

/** Of customers together: money of one pays no debt of another's, so that no total is lowered by it. */
export function together(exposures: readonly Exposure[]): Exposure {
  const sum = (valueOf: (one: Exposure) => bigint): bigint => exposures.reduce((all, one) => all + valueOf(one), 0n);
  return {
    pending: sum(({ pending }) => pending),
    notDue: sum(({ notDue }) => notDue),
    overdue: sum(({ overdue }) => overdue),
    prepared: sum(({ prepared }) => prepared),
    offLedger: sum(({ offLedger }) => offLedger),
    unapplied: sum(({ unapplied }) => unapplied),
    promised: sum(({ promised }) => promised),
    disputed: sum(({ disputed }) => disputed),
    recourse: sum(({ recourse }) => recourse),
    assigned: sum(({ assigned }) => assigned),
    total: sum(({ total }) => total),
    items: exposures.reduce((all, { items }) => all + items, 0),
  };
}

/** Adds claims of one customer up, in any order and in any groups: the sums are the same. */
export function exposureOf(claims: readonly ClaimSum[], beside: BesideLedger): Exposure {
  let [pending, notDue, overdue, disputed, recourse, assigned, items] = [0n, 0n, 0n, 0n, 0n, 0n, 0];
  for (const claim of claims) {
    if (claim.place === "away") {
      assigned += claim.open;
      continue;
    }
    if (claim.state === "pending") pending += claim.open;
    else if (claim.isOverdue) overdue += claim.open;
    else notDue += claim.open;
    if (claim.place === "recourse") recourse += claim.open;
    disputed += claim.disputed;
    items += claim.items;
  }
  const gross = pending + notDue + overdue + beside.prepared + beside.offLedger;
  const total = gross > beside.unapplied ? gross - beside.unapplied : 0n;
  return { ...beside, pending, notDue, overdue, disputed, recourse, assigned, total, items };
}
