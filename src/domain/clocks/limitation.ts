/**
 * Until when a claim can be taken to court (R52): from rules of a country, with their source, and from what happened.
 * Three acts are kept apart: a balance confirmation, an acknowledgement of debt and a demand. It is not legal advice:
 * every answer names what it rests on, and where rules can be read in two ways it takes the earlier day.
 * Days are counted from 1970-01-01.
 */
import { monthsAfter } from "../months.ts";
import { dateOfDay, dayNumber, TermsError } from "../terms.ts";

/** What can have happened to a claim that a rule of limitation knows. */
export const CLAIM_ACTS = [
  "balanceConfirmation",
  "demand",
  "acknowledgement",
  "promise",
  "plan",
  "extensionRequest",
  "partPayment",
  "proceedings",
] as const;
export type ClaimAct = (typeof CLAIM_ACTS)[number];

export interface ClaimFact {
  readonly kind: ClaimAct;
  /** On which day it was done; of a demand, on which day it was sent. */
  readonly day: number;
  /** Of a demand: on which day the debtor had it; undefined while nothing proves that it did. */
  readonly receivedOn?: number;
  /** Where it is recorded: a record, an event, a document. */
  readonly evidence: string;
}

export const JURISDICTIONS = ["CN", "GB-EAW"] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

export interface LimitationRules {
  readonly jurisdiction: Jurisdiction;
  readonly name: string;
  /** Years from the due date, and from each act that interrupts. */
  readonly years: number;
  /** Years from the due date that no interruption passes; undefined where there is no such end. */
  readonly longestYears: number | undefined;
  /** First day on which the rules were in force, `YYYY-MM-DD`; of a claim that fell due before it they say nothing. */
  readonly effectiveFrom: string;
  readonly source: string;
  readonly interruptedBy: ReadonlySet<ClaimAct>;
  /** What to know beside the day. */
  readonly note: string;
}

const DEBTORS_ACTS: readonly ClaimAct[] = ["acknowledgement", "promise", "plan", "extensionRequest", "partPayment"];

const RULES: Readonly<Record<Jurisdiction, LimitationRules>> = {
  CN: {
    jurisdiction: "CN",
    name: "People's Republic of China, ordinary claims",
    years: 3,
    longestYears: 20,
    effectiveFrom: "2017-10-01",
    source: "Civil Code, art. 188 and 195; before 2021 General Provisions of the Civil Law, art. 188 and 195",
    interruptedBy: new Set<ClaimAct>(["demand", ...DEBTORS_ACTS]),
    note: "After the last day a debtor that agrees to perform may still be held to it (art. 192): ask a lawyer.",
  },
  "GB-EAW": {
    jurisdiction: "GB-EAW",
    name: "England and Wales, simple contract",
    years: 6,
    longestYears: undefined,
    effectiveFrom: "1981-05-01",
    source: "Limitation Act 1980, s. 5, 29 and 30",
    interruptedBy: new Set<ClaimAct>(["acknowledgement", "promise", "plan", "partPayment"]),
    note: "An acknowledgement counts in writing and signed (s. 30); after the last day nothing revives it (s. 29(7)).",
  },
};

/** What an act did to the clock, and why. */
export interface WeighedFact {
  readonly fact: ClaimFact;
  readonly effect: "interrupts" | "stops" | "none";
  readonly why: string;
}

export interface Limitation {
  readonly rules: LimitationRules;
  /** The day from which the years run: the due date, or that of the last interruption. */
  readonly from: number;
  /** The last day on which it can be taken to court; undefined while proceedings have stopped the clock. */
  readonly lastDay: number | undefined;
  /** Running; less than the days of warning away; over; stopped by proceedings. */
  readonly state: "running" | "warning" | "over" | "stopped";
  /** Days left, below zero once it is over; undefined while it is stopped. */
  readonly daysLeft: number | undefined;
  /** Every fact up to the day, in its order, with what it did. */
  readonly facts: readonly WeighedFact[];
  readonly note: string;
}

export const NOT_LEGAL_ADVICE = "This is reckoned from recorded facts and is not legal advice.";

export function limitationRules(jurisdiction: Jurisdiction): LimitationRules {
  return RULES[jurisdiction];
}

/** When limitation ends, as it stands on `day`: what happened later is not looked at. */
export interface LimitationQuestion {
  readonly jurisdiction: Jurisdiction;
  readonly dueDay: number;
  /** In any order. */
  readonly facts: readonly ClaimFact[];
  readonly day: number;
  /** So many days before the last one the warning begins. */
  readonly warnDays: number;
}

/** @throws TermsError for a claim that fell due before the rules that are known. */
export function limitationOn({ jurisdiction, dueDay, facts, day, warnDays }: LimitationQuestion): Limitation {
  const rules = RULES[jurisdiction];
  const due = dateOfDay(dueDay);
  if (due < rules.effectiveFrom) {
    const wayOut = `the rules of ${rules.name} that are known begin on ${rules.effectiveFrom}: ask a lawyer`;
    throw new TermsError("dueDay", due, wayOut);
  }
  const known = facts.filter((fact) => fact.day <= day).sort((one, other) => countsOn(one) - countsOn(other));
  const weighed: WeighedFact[] = [];
  let from = dueDay;
  let isStopped = false;
  for (const fact of known) {
    const one = weigh(rules, fact, { dueDay, day, lastDay: lastDayOf(rules, dueDay, from), isStopped });
    weighed.push(one);
    if (one.effect === "interrupts") from = countsOn(fact);
    if (one.effect === "stops") isStopped = true;
  }
  const { note } = rules;
  if (isStopped) {
    return { rules, from, lastDay: undefined, state: "stopped", daysLeft: undefined, facts: weighed, note };
  }
  const lastDay = lastDayOf(rules, dueDay, from);
  const daysLeft = lastDay - day;
  const state = daysLeft < 0 ? "over" : daysLeft < warnDays ? "warning" : "running";
  return { rules, from, lastDay, state, daysLeft, facts: weighed, note };
}

/** A demand counts on the day on which it is received, and not on the day of its postmark. */
function countsOn({ day, receivedOn }: ClaimFact): number {
  return receivedOn ?? day;
}

function lastDayOf({ years, longestYears }: LimitationRules, dueDay: number, from: number): number {
  const last = yearsAfter(from, years);
  return longestYears === undefined ? last : Math.min(last, yearsAfter(dueDay, longestYears));
}

const MONTHS = 12;

function yearsAfter(day: number, years: number): number {
  return dayNumber(monthsAfter(dateOfDay(day), years * MONTHS));
}

interface ClockSoFar {
  readonly dueDay: number;
  readonly day: number;
  readonly lastDay: number;
  readonly isStopped: boolean;
}

function weigh(rules: LimitationRules, fact: ClaimFact, { dueDay, day, lastDay, isStopped }: ClockSoFar): WeighedFact {
  const none = (why: string): WeighedFact => ({ fact, effect: "none", why });
  const on = countsOn(fact);
  if (isStopped) return none("Proceedings have stopped the clock already.");
  if (fact.kind === "balanceConfirmation") {
    return none("It confirms figures for checking accounts; it neither demands payment nor acknowledges a debt.");
  }
  if (fact.kind === "demand" && !rules.interruptedBy.has("demand")) return none(`No rule (${rules.source}) makes it.`);
  if (fact.kind === "demand" && (fact.receivedOn === undefined || fact.receivedOn > day)) {
    return none("Nothing proves that the debtor received it.");
  }
  if (on > lastDay) return none(`The time was over on ${dateOfDay(lastDay)}.`);
  if (fact.kind === "proceedings") {
    return { fact, effect: "stops", why: `A court or tribunal has it (${rules.source}); ask a lawyer how long.` };
  }
  if (!rules.interruptedBy.has(fact.kind)) return none(`No rule (${rules.source}) makes it.`);
  // What is done before the debt is due cannot make its time begin earlier.
  if (on <= dueDay) return none("The time had not begun to run.");
  return { fact, effect: "interrupts", why: `The years run anew from ${dateOfDay(on)} (${rules.source}).` };
}
