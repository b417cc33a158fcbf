/** What a report of exceptions tells of, and what follows from who did what alone (M01, M03). */
import { DUTY_CONFLICTS, pairKey } from "./duties.ts";
import type { Duty } from "./duties.ts";

/** In the order in which they are told of one instant. */
export const EXCEPTION_KINDS = [
  "conflictingActs",
  "actedAlone",
  "actedWithoutDuty",
  "actOfFormerMember",
  "conflictingDuties",
  "exceptionGiven",
  "exceptionExpired",
  "limitOverridden",
  "approvalLate",
  "approvalLapsed",
  "approvalAttempted",
  "policyChanged",
  "textErased",
] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** Something that somebody did. */
export interface DutyAct {
  readonly person: string;
  readonly account: string;
  readonly duty: Duty;
  /** Empty where it was about none. */
  readonly receivable: string;
  /** Whose receivable or credit; empty where that is not known. */
  readonly customer: string;
  /** The intent, match, entry and so on. */
  readonly subject: string;
  readonly step: string;
  /** Unix seconds. */
  readonly at: number;
}

/** One person did two things about a receivable, or a customer's credit, that two should have done. */
export interface ActConflict {
  readonly first: DutyAct;
  /** The later one, at which it became a conflict. */
  readonly second: DutyAct;
  readonly risk: string;
}

/** Whoever gives a customer credit sells nothing to it, whatever the receivable. */
const OF_CREDIT: ReadonlySet<Duty> = new Set<Duty>(["setCredit", "approveCredit"]);
const OF_SALE: ReadonlySet<Duty> = new Set<Duty>([...OF_CREDIT, "prepareIssue"]);

/** Each pair of duties once for a person and a receivable or customer, in the order of the acts. */
export function conflictsOfActs(acts: readonly DutyAct[]): readonly ActConflict[] {
  const sorted = [...acts].sort((left, right) => left.at - right.at);
  const ofReceivables = sorted.filter(({ receivable }) => receivable !== "");
  const ofCredit = sorted.filter(({ customer, duty }) => customer !== "" && OF_SALE.has(duty));
  const isOfCredit = ({ first, second }: ActConflict): boolean =>
    OF_CREDIT.has(first.duty) || OF_CREDIT.has(second.duty);
  return [
    ...pairsOf(ofReceivables, ({ receivable }) => receivable).filter((found) => !isOfCredit(found)),
    ...pairsOf(ofCredit, ({ customer }) => customer).filter(isOfCredit),
  ].sort((left, right) => left.second.at - right.second.at);
}

/** @param acts In the order of time. @param objectOf What they have to have in common. */
function pairsOf(acts: readonly DutyAct[], objectOf: (act: DutyAct) => string): readonly ActConflict[] {
  const known = new Map<string, ActConflict>();
  const groups = Map.groupBy(acts, (act) => `${act.person} ${objectOf(act)}`);
  for (const [group, list] of groups) {
    // The first act of each duty is the one that a later act conflicts with.
    const firsts = new Map<Duty, DutyAct>();
    for (const second of list) {
      for (const first of firsts.values()) {
        const key = `${group} ${pairKey(first.duty, second.duty)}`;
        const risk = riskOf(first.duty, second.duty);
        if (risk !== undefined && !known.has(key)) known.set(key, { first, second, risk });
      }
      if (!firsts.has(second.duty)) firsts.set(second.duty, second);
    }
  }
  return [...known.values()];
}

const RISKS: ReadonlyMap<string, string> = new Map(
  DUTY_CONFLICTS.map(({ one, other, risk }) => [pairKey(one, other), risk]),
);

function riskOf(one: Duty, other: Duty): string | undefined {
  return RISKS.get(pairKey(one, other));
}

/** What one person prepared and signed that takes two although the duty is the same: the signatures. */
export function actedAlone(acts: readonly DutyAct[], duties: ReadonlySet<Duty>): readonly DutyAct[] {
  const prepared = new Set(
    acts.filter(({ step }) => step === "prepared").map(({ person, subject }) => `${person} ${subject}`),
  );
  return acts.filter(
    ({ step, duty, person, subject }) => step === "signed" && duties.has(duty) && prepared.has(`${person} ${subject}`),
  );
}
