/** Duties of people in an organisation, and which of them nobody has together (segregation of duties, M01). */

/** What somebody is entrusted with. */
export const DUTIES = [
  "prepareIssue",
  "approveIssue",
  "collect",
  "postCash",
  "writeOff",
  "concede",
  "changePayee",
  "setCredit",
  "approveCredit",
  "approveActs",
  "manageMembers",
  "audit",
] as const;
export type Duty = (typeof DUTIES)[number];

/** Two duties that one person does not have together, and what it could do with both. */
export interface DutyConflict {
  readonly one: Duty;
  readonly other: Duty;
  readonly risk: string;
}

const PAIRS: readonly DutyConflict[] = [
  { one: "prepareIssue", other: "approveIssue", risk: "issues receivables that nobody else has seen" },
  { one: "prepareIssue", other: "postCash", risk: "invents a receivable and covers it with another's cash" },
  { one: "prepareIssue", other: "setCredit", risk: "sells to whom it gives the credit itself" },
  { one: "prepareIssue", other: "approveCredit", risk: "sells over the limit that it lets be exceeded itself" },
  { one: "collect", other: "postCash", risk: "takes a customer's money and hides it under another's" },
  { one: "collect", other: "writeOff", risk: "takes a customer's money and writes the debt off" },
  { one: "collect", other: "concede", risk: "takes a customer's money and credits the debt away" },
  { one: "postCash", other: "writeOff", risk: "keeps cash back and writes off what it would have paid" },
  { one: "postCash", other: "concede", risk: "keeps cash back and credits what it would have paid" },
  { one: "postCash", other: "changePayee", risk: "leads cash to an account of its own and posts it as received" },
  { one: "setCredit", other: "approveCredit", risk: "approves the limit that it set itself" },
  { one: "writeOff", other: "approveActs", risk: "approves its own write-off" },
  { one: "concede", other: "approveActs", risk: "approves its own credit" },
  { one: "changePayee", other: "approveActs", risk: "approves its own change of the payee" },
  { one: "changePayee", other: "approveIssue", risk: "signs receivables that are paid to an account of its own" },
  { one: "manageMembers", other: "approveIssue", risk: "adds the person whose work it approves" },
  { one: "manageMembers", other: "approveCredit", risk: "adds the person whose request it approves" },
  { one: "manageMembers", other: "approveActs", risk: "adds the person whose request it approves" },
];

/** Whoever audits does nothing of what is audited. */
const OF_AUDIT: readonly DutyConflict[] = DUTIES.filter((duty) => duty !== "audit").map((other) => ({
  one: "audit",
  other,
  risk: "audits its own work",
}));

/** The matrix, each pair once. */
export const DUTY_CONFLICTS: readonly DutyConflict[] = [...PAIRS, ...OF_AUDIT];

/** The pairs that a person would have together, each once, in the order of the matrix. */
export function conflictsAmong(duties: Iterable<Duty>): readonly DutyConflict[] {
  const held = new Set(duties);
  return DUTY_CONFLICTS.filter(({ one, other }) => held.has(one) && held.has(other));
}

/** The duties that conflict with one. */
export function conflictingWith(duty: Duty): readonly Duty[] {
  return DUTY_CONFLICTS.flatMap(({ one, other }) => {
    if (one === duty) return [other];
    return other === duty ? [one] : [];
  });
}

/** A pair as one word, the same in whichever order it is said. */
export function pairKey(one: Duty, other: Duty): string {
  return [one, other].sort((left, right) => DUTIES.indexOf(left) - DUTIES.indexOf(right)).join("+");
}

/** Somebody's duty for a while. Instants are unix seconds and included; an end of null is none. */
export interface HeldDuty {
  readonly duty: Duty;
  readonly since: number;
  readonly until: number | null;
}

/** An exception lets one person have two duties together, until an instant. */
export interface DutyException {
  readonly one: Duty;
  readonly other: Duty;
  readonly since: number;
  readonly until: number;
}

/** Two duties that are held together at some instant that no exception covers. */
export interface DutyOverlap extends DutyConflict {
  /** The first such instant. */
  readonly from: number;
}

/** What of one person's duties runs together at or after an instant and is covered by no exception. */
export function overlapsOf(
  held: readonly HeldDuty[],
  exceptions: readonly DutyException[],
  at: number,
): readonly DutyOverlap[] {
  return DUTY_CONFLICTS.flatMap((conflict) => {
    const spans = held
      .filter(({ duty }) => duty === conflict.one)
      .flatMap((first) =>
        held.filter(({ duty }) => duty === conflict.other).map((second) => together(first, second, at)),
      );
    const covers = exceptions.filter(({ one, other }) => pairKey(one, other) === pairKey(conflict.one, conflict.other));
    const uncovered = spans.flatMap((span) => (span === undefined ? [] : [firstUncovered(span, covers)]));
    const from = uncovered.filter((instant) => instant !== undefined).sort((left, right) => left - right)[0];
    return from === undefined ? [] : [{ ...conflict, from }];
  });
}

interface Span {
  readonly since: number;
  readonly until: number;
}

function together(first: HeldDuty, second: HeldDuty, at: number): Span | undefined {
  const since = Math.max(first.since, second.since, at);
  const until = Math.min(first.until ?? Infinity, second.until ?? Infinity);
  return since <= until ? { since, until } : undefined;
}

function firstUncovered({ since, until }: Span, covers: readonly Span[]): number | undefined {
  let instant = since;
  for (const cover of [...covers].sort((left, right) => left.since - right.since)) {
    if (cover.since <= instant && instant <= cover.until) instant = cover.until + 1;
  }
  return instant <= until ? instant : undefined;
}
