/**
 * What an organisation knows of a customer, fact by fact, each with its source and its dates (A02). Facts are added and
 * withdrawn, never changed. Sources that contradict each other stand side by side: none wins before a person chooses it
 * and says why (B04).
 */
import { dayNumber } from "../terms.ts";
import { groupKey } from "./groups.ts";
import type { LegalIdentifier } from "./identifiers.ts";

export const FACT_KINDS = [
  "legalName",
  "registrationNumber",
  "founded",
  "employees",
  "industry",
  "country",
  "group",
  "owner",
  "rating",
  "licence",
  "siteVisit",
  "reference",
  "free",
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

export const INDUSTRY_SCHEMES = ["GB/T 4754", "NACE", "SIC"] as const;

export const SOURCE_KINDS = [
  "register",
  "customer",
  "agency",
  "association",
  "bank",
  "press",
  "ownVisit",
  "ownBooks",
  "other",
] as const;

/** What a fact says, by its kind. Dates are `YYYY-MM-DD`. */
export type FactValue =
  | { readonly kind: "legalName" | "group" | "rating" | "reference" | "free"; readonly text: string }
  | ({ readonly kind: "registrationNumber" } & LegalIdentifier)
  | { readonly kind: "founded"; readonly date: string }
  | { readonly kind: "employees"; readonly count: number }
  | { readonly kind: "industry"; readonly scheme: (typeof INDUSTRY_SCHEMES)[number]; readonly code: string }
  | { readonly kind: "country"; readonly country: string }
  | { readonly kind: "owner"; readonly name: string; readonly identifier: LegalIdentifier }
  | { readonly kind: "licence"; readonly name: string; readonly number: string }
  | { readonly kind: "siteVisit"; readonly date: string; readonly note: string; readonly photos: readonly string[] };

export interface Fact {
  readonly id: string;
  /** Undefined once its content was erased: then it says nothing any more. */
  readonly value: FactValue | undefined;
  readonly kind: FactKind;
  /** Last day on which it counts; undefined for no end. */
  readonly expires: string | undefined;
  /** Unix seconds. */
  readonly entered: number;
  /** Unix seconds; undefined while it stands. */
  readonly withdrawn: number | undefined;
}

/** That a person chose a fact among those of its subject, or (undefined) none any more; the last word counts. */
export interface Choice {
  readonly kind: FactKind;
  readonly subject: string;
  readonly fact: string | undefined;
  /** Unix seconds. */
  readonly chosen: number;
}

/** The facts about one subject side by side, such as all that sources say of the number of employees. */
export interface Standing<One extends Fact> {
  readonly kind: FactKind;
  /** What facts of one kind can be about apart from each other: the register of a number, the scheme of a code. */
  readonly subject: string;
  /** In force, in the order of their entry. */
  readonly facts: readonly One[];
  readonly expired: readonly One[];
  readonly isConflicting: boolean;
  /** What counts: the fact that a person chose, or any of those that say the same; undefined for none. */
  readonly counts: One | undefined;
  /** Whether {@link Standing.counts} was chosen. */
  readonly isChosen: boolean;
}

/** Of these an organisation can have several, which say different things and contradict nothing. */
const SEVERAL: ReadonlySet<FactKind> = new Set(["owner", "rating", "licence", "siteVisit", "reference", "free"]);

/** What tells facts of one kind apart that are about different things. */
export function subjectOf(value: FactValue): string {
  return value.kind === "registrationNumber" || value.kind === "industry" ? value.scheme : "";
}

/** The text by which two sources say the same. */
function saying(value: FactValue): string {
  if (value.kind === "group") return groupKey(value.text);
  return JSON.stringify(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/**
 * All that is known at an instant, by kind and subject, in the order of {@link FACT_KINDS}. A fact counts from its
 * entry to the end of the day (UTC) on which it expires, unless it was withdrawn.
 * @param facts In the order of their entry. @param at Unix seconds.
 */
export function standingOf<One extends Fact>(
  facts: readonly One[],
  choices: readonly Choice[],
  at: number,
): readonly Standing<One>[] {
  const known = facts.filter(({ value, entered, withdrawn }) => {
    return value !== undefined && entered <= at && (withdrawn === undefined || withdrawn > at);
  });
  const subjects = new Map<string, One[]>();
  for (const fact of known) {
    const key = keyOf(fact.kind, fact.value === undefined ? "" : subjectOf(fact.value));
    subjects.set(key, [...(subjects.get(key) ?? []), fact]);
  }
  const standings = [...subjects.values()].map((one) => standing(one, choices, at));
  const place = ({ kind }: Standing<One>): number => FACT_KINDS.indexOf(kind);
  return standings.toSorted((left, right) => place(left) - place(right) || (left.subject < right.subject ? -1 : 1));
}

function standing<One extends Fact>(facts: readonly One[], choices: readonly Choice[], at: number): Standing<One> {
  const [first] = facts;
  if (first?.value === undefined) throw new RangeError("there is no fact: give one at least");
  const { kind, value } = first;
  const subject = subjectOf(value);
  const inOrder = facts.toSorted((left, right) => left.entered - right.entered);
  const inForce = inOrder.filter(({ expires }) => !hasExpired(expires, at));
  const expired = inOrder.filter(({ expires }) => hasExpired(expires, at));
  const word = choices
    .filter((one) => one.kind === kind && one.subject === subject && one.chosen <= at)
    .reduce<Choice | undefined>(
      (last, one) => (last === undefined || one.chosen >= last.chosen ? one : last),
      undefined,
    );
  const chosen = inForce.find(({ id }) => id === word?.fact);
  const isConflicting = !SEVERAL.has(kind) && new Set(inForce.map((one) => one.value && saying(one.value))).size > 1;
  const counts = chosen ?? (isConflicting ? undefined : inForce.at(-1));
  return { kind, subject, facts: inForce, expired, isConflicting, counts, isChosen: chosen !== undefined };
}

function keyOf(kind: FactKind, subject: string): string {
  return `${kind} ${subject}`;
}

const DAY = 86_400;

/** Whether a day has ended. @param expires `YYYY-MM-DD`. @param at Unix seconds. */
export function hasExpired(expires: string | undefined, at: number): boolean {
  return expires !== undefined && Math.floor(at / DAY) > dayNumber(expires);
}
