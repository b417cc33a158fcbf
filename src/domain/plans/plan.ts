/**
 * Payment plans and extensions (F04 to F07): proposed by one side, answered by the other with another proposal or a
 * signature, and agreed once everybody signed the same one. An extension is a plan of one instalment. A plan changes no
 * terms: if it is not kept, the original terms count as if there had been none. Money is in minor units of the debt's
 * currency, days are counted from 1970-01-01.
 */

/** Who signs. A debt that was assigned is put off with its assignee's consent alone (R59). */
export const PLAN_PARTIES = ["debtor", "creditor", "assignee"] as const;
export type PlanParty = (typeof PLAN_PARTIES)[number];

export interface Instalment {
  /** Paid on that day, it is paid in time. */
  readonly day: number;
  readonly amount: bigint;
}

/**
 * What becomes of late interest while a plan is kept: it goes on by the terms; it rests, and comes back whole with a
 * default; or a sum takes its place, which the instalments contain.
 */
export type PlanInterest =
  { readonly kind: "stands" } | { readonly kind: "rests" } | { readonly kind: "sum"; readonly amount: bigint };

export interface Proposal {
  /** Unique among those of its debt; what parties sign names it. */
  readonly id: string;
  /** What is owed on the day of the proposal and is to be paid in instalments. */
  readonly debt: bigint;
  /** Days rise. */
  readonly instalments: readonly Instalment[];
  readonly interest: PlanInterest;
  /** Days that an instalment may be late before the plan counts as broken. */
  readonly graceDays: number;
}

export type PlanMove =
  | { readonly kind: "propose"; readonly by: PlanParty; readonly day: number; readonly proposal: Proposal }
  | { readonly kind: "sign"; readonly by: PlanParty; readonly day: number; readonly proposal: string }
  | { readonly kind: "reject"; readonly by: PlanParty; readonly day: number; readonly proposal: string };

/** How a debt may be planned. */
export interface PlanRules {
  readonly isAssigned: boolean;
  /** So many plans may be agreed for one debt; a further one is refused (F06). */
  readonly mostPlans: number;
  readonly mostInstalments: number;
}

export interface AgreedPlan extends Proposal {
  /** The day of the last signature. */
  readonly agreedOn: number;
}

export interface Planning {
  /** The one on the table; undefined where none is. */
  readonly open:
    { readonly proposal: Proposal; readonly by: PlanParty; readonly signed: ReadonlySet<PlanParty> } | undefined;
  /** All that were ever agreed, the last one counting. */
  readonly agreed: readonly AgreedPlan[];
}

/** A move that does not follow, with the field at fault and the way out. */
export class PlanError extends Error {
  readonly field: string;

  constructor(field: string, value: string, wayOut: string) {
    super(`${field} is ${value}: ${wayOut}`);
    this.name = "PlanError";
    this.field = field;
  }
}

const NOTHING: Planning = { open: undefined, agreed: [] };

/** What some moves come to, in their order. @throws PlanError at the first that does not follow */
export function planningOf(moves: readonly PlanMove[], rules: PlanRules): Planning {
  return moves.reduce((planning, move) => withMove(planning, move, rules), NOTHING);
}

/** Whose signatures a plan takes. */
export function signersOf({ isAssigned }: Pick<PlanRules, "isAssigned">): readonly PlanParty[] {
  return PLAN_PARTIES.filter((party) => party !== "assignee" || isAssigned);
}

/** @throws PlanError where the move does not follow from what is there */
export function withMove(planning: Planning, move: PlanMove, rules: PlanRules): Planning {
  if (!signersOf(rules).includes(move.by)) {
    throw new PlanError("by", move.by, "the debt is not assigned: debtor and creditor alone agree");
  }
  if (move.kind === "propose") {
    if (planning.agreed.length >= rules.mostPlans) {
      throw new PlanError("proposal", move.proposal.id, `${rules.mostPlans} plans were agreed, and no more may be`);
    }
    checkProposal(move.proposal, move.day, rules);
    // Whoever proposes has signed; another proposal takes the place of the one on the table.
    return { ...planning, open: { proposal: move.proposal, by: move.by, signed: new Set([move.by]) } };
  }
  const { open } = planning;
  if (open?.proposal.id !== move.proposal) {
    throw new PlanError("proposal", move.proposal, "it is not the one on the table: read what is, and answer that");
  }
  if (move.kind === "reject") return { ...planning, open: undefined };
  const [first] = open.proposal.instalments;
  if (first !== undefined && first.day < move.day) {
    throw new PlanError("day", `${move.day}`, "its first instalment is over: propose another");
  }
  const signed = new Set([...open.signed, move.by]);
  if (!signersOf(rules).every((party) => signed.has(party))) return { ...planning, open: { ...open, signed } };
  return { open: undefined, agreed: [...planning.agreed, { ...open.proposal, agreedOn: move.day }] };
}

function checkProposal({ debt, instalments, interest, graceDays }: Proposal, today: number, rules: PlanRules): void {
  const count = instalments.length;
  if (count === 0 || count > rules.mostInstalments) {
    throw new PlanError("instalments", `${count}`, `give 1 to ${rules.mostInstalments}`);
  }
  if (graceDays < 0) throw new PlanError("graceDays", `${graceDays}`, "give 0 or more");
  let before = today - 1;
  for (const [index, { day, amount }] of instalments.entries()) {
    if (amount <= 0n) throw new PlanError(`instalments[${index}].amount`, `${amount}`, "give more than 0");
    if (day <= before) throw new PlanError(`instalments[${index}].day`, `${day}`, "give rising days from today on");
    before = day;
  }
  if (interest.kind === "sum" && interest.amount < 0n) {
    throw new PlanError("interest.amount", `${interest.amount}`, "give 0 or more");
  }
  const sum = total(instalments);
  const expected = debt + (interest.kind === "sum" ? interest.amount : 0n);
  if (sum !== expected) throw new PlanError("instalments", `${sum} together`, `they have to come to ${expected}`);
}

function total(instalments: readonly Instalment[]): bigint {
  return instalments.reduce((sum, { amount }) => sum + amount, 0n);
}

/** A payment of the debtor's since the plan was agreed, by its value day. */
export interface PlanPayment {
  readonly day: number;
  readonly amount: bigint;
}

export interface PlanStanding {
  readonly state: "running" | "completed" | "broken";
  /** The day after grace of the first instalment that was not paid. */
  readonly brokenOn: number | undefined;
  /** Paid up to the day. */
  readonly paid: bigint;
  /** What had to be paid by the day and is not. */
  readonly behind: bigint;
  /** The first instalment that is not covered; undefined once all are, or the plan is broken. */
  readonly next: Instalment | undefined;
  /** Whether the debt is put off by it: while it is not, the original terms count. */
  readonly putsOff: boolean;
  /** Whether late interest of the original terms counts for the time of the plan. */
  readonly interestCounts: boolean;
}

/**
 * How a plan stands at the end of a day. Payments cover instalments in their order. A broken plan stays broken, however
 * much is paid later: both may agree on another.
 */
export function planStanding(plan: AgreedPlan, payments: readonly PlanPayment[], day: number): PlanStanding {
  const known = payments.filter((payment) => payment.day <= day);
  const paidBy = (last: number): bigint =>
    known.reduce((sum, payment) => (payment.day <= last ? sum + payment.amount : sum), 0n);
  let due = 0n;
  let brokenOn: number | undefined;
  let next: Instalment | undefined;
  let behind = 0n;
  const paid = paidBy(day);
  for (const instalment of plan.instalments) {
    due += instalment.amount;
    const latest = instalment.day + plan.graceDays;
    if (brokenOn === undefined && day > latest && paidBy(latest) < due) brokenOn = latest + 1;
    if (instalment.day <= day && paid < due) behind = due - paid;
    if (paid < due) next ??= instalment;
  }
  const isBroken = brokenOn !== undefined;
  const state = isBroken ? "broken" : next === undefined ? "completed" : "running";
  return {
    ...{ state, brokenOn, paid, behind, next: isBroken ? undefined : next, putsOff: state === "running" },
    interestCounts: isBroken || plan.interest.kind === "stands",
  };
}
