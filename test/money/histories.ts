import fc from "fast-check";
import { dueOn } from "../../src/audit/due.ts";
import { discountStands, totalsOf } from "../../src/audit/history.ts";
import type { Act, Entry } from "../../src/audit/history.ts";
import { settle } from "../../src/audit/money.ts";
import { replay } from "../../src/domain/history.ts";
import type { HistoryEntry, Refusal } from "../../src/domain/history.ts";
import { MAX_AMOUNT, NEW_POSITION, quote } from "../../src/domain/money.ts";
import type { Allocation, Position, Quote, Terms } from "../../src/domain/receivable.ts";

/** An act before it is known what is due: `share` in thousandths of that, days since the act before it. */
export interface Plan {
  readonly kind: HistoryEntry["kind"];
  readonly wait: number;
  /** How many days ago the money moved, of a receipt. */
  readonly lag: number;
  readonly share: number;
  readonly reference: string;
}

/** What an engine says of an act: what was due on its day, what it did, and where the receivable stands after it. */
export interface Said {
  readonly due: Pick<Quote, "open" | "discount" | "charges" | "payoff">;
  readonly refused: Refusal["reason"] | undefined;
  readonly settled: Pick<Allocation, "cash" | "principal" | "discount" | "charges" | "lateDays"> | undefined;
  readonly amount: bigint;
  readonly position: Position;
  readonly closed: boolean;
}

/** A history and what came of each of its acts. */
export interface Told {
  readonly terms: Terms;
  readonly entries: readonly HistoryEntry[];
  readonly said: readonly Said[];
}

const KINDS = ["payment", "payment", "receipt", "receipt", "receipt", "return", "credit", "debit", "waiver"] as const;
export const REFERENCES = ["A", "B", "C", "D"] as const;
const FIRST_DAY = 90;

/** Acts around the due day. @param longestLag How long after its value day a receipt is recorded at most. */
export function plans(longestLag: number): fc.Arbitrary<readonly Plan[]> {
  const plan = fc.record({
    kind: fc.constantFrom(...KINDS),
    wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 })),
    lag: fc.integer({ min: 0, max: longestLag }),
    share: fc.oneof(fc.constantFrom(0, 1000, 1000), fc.integer({ min: 1, max: 1002 })),
    reference: fc.constantFrom(...REFERENCES),
  });
  return fc.array(plan, { minLength: 1, maxLength: 9 });
}

/** The act that a plan comes to where the receivable stands. */
function entryOf(terms: Terms, position: Position, plan: Plan, today: number): HistoryEntry {
  const { kind, reference } = plan;
  const day = kind === "receipt" ? today - plan.lag : today;
  const { open, charges, payoff } = quote(terms, position, day);
  const part = (sum: bigint): bigint => (sum * BigInt(plan.share)) / 1000n;
  switch (kind) {
    case "payment":
      return { kind, day, cash: part(payoff) };
    case "receipt":
      return { kind, day, cash: part(payoff), reference };
    case "return":
      return { kind, day, reference };
    case "credit":
      return { kind, day, amount: part(open) };
    case "waiver":
      return { kind, day, amount: part(charges) };
    case "debit":
      return { kind, day, amount: plan.share > 1000 ? MAX_AMOUNT : part(terms.amount) / 7n };
  }
}

/** Carries plans out with the project's own engine. */
export function carryOut(terms: Terms, all: readonly Plan[]): Told {
  const [entries, said]: [HistoryEntry[], Said[]] = [[], []];
  let [now, position, today] = [terms, NEW_POSITION, terms.dueDay - FIRST_DAY];
  for (const plan of all) {
    today += plan.wait;
    const entry = entryOf(now, position, plan, today);
    const { open, discount, charges, payoff } = quote(now, position, entry.day);
    entries.push(entry);
    const after = replay(terms, entries);
    const step = after.steps.at(-1);
    said.push({
      due: { open, discount, charges, payoff },
      refused: step?.refused?.reason,
      settled: entry.kind === "return" || step?.settled === undefined ? undefined : sumsOf(step.settled),
      amount: after.terms.amount,
      position: after.position,
      closed: after.closed,
    });
    [now, position] = [after.terms, after.position];
  }
  return { terms, entries, said };
}

/** The sums of an allocation that all engines know. */
export function sumsOf({ cash, principal, discount, charges, lateDays }: Allocation): Said["settled"] {
  return { cash, principal, discount, charges, lateDays };
}

function actOf(entry: HistoryEntry): Act {
  const instant = entry.day * 86_400;
  switch (entry.kind) {
    case "payment":
      return { kind: "payment", instant, maxCash: entry.cash };
    case "receipt":
      return entry;
    case "return":
      return { kind: "return", reference: entry.reference };
    case "debit":
      return { kind: "debit", amount: entry.amount };
    default:
      return { kind: entry.kind, instant, amount: entry.amount };
  }
}

function settledBy(entry: Entry): Said["settled"] {
  if (entry.kind !== "paid") return undefined;
  const { cash, principal, discount, charges, daysLate } = entry;
  return { cash, principal, discount, charges, lateDays: principal * BigInt(daysLate) };
}

/** What the auditor says of the same acts, reckoned from the whole history each time. */
export function audited(terms: Terms, entries: readonly HistoryEntry[]): Said[] {
  let history: readonly Entry[] = [];
  return entries.map((entry) => {
    const { open, discount, charges, payoff } = dueOn(terms, history, entry.day);
    const next = settle(terms, history, actOf(entry));
    history = [...history, next];
    const { settled, credited, lateDays, charges: chargesSettled, carry, closed, ...rest } = totalsOf(terms, history);
    return {
      due: { open, discount, charges, payoff },
      refused: next.kind === "refused" ? next.reason : undefined,
      settled: settledBy(next),
      amount: rest.open + settled,
      position: { settled, credited, lateDays, chargesSettled, carry, discounted: discountStands(history) },
      closed,
    };
  });
}
