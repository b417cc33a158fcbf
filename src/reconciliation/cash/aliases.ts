/** Stage 9: names and accounts that confirmed matches show to be a party's. What they identify is only proposed. */
import { CashError } from "./errors.ts";
import type { CashLine } from "./model.ts";
import type { Alias } from "./payers.ts";

/** One case may be a mistake, or a payment for somebody else. */
const LEAST_CASES = 2;

/** A line that somebody matched, or confirmed, with items of a party. */
export interface ConfirmedMatch {
  readonly line: Pick<CashLine, "reference" | "payerName" | "payerAccount">;
  readonly party: string;
}

/** Whose lines bear a name or an account. */
interface Cases {
  readonly parties: Set<string>;
  /** The bank's references: the same line confirmed twice is one case. */
  readonly lines: Set<string>;
}

/**
 * Aliases that enough different lines agree on; a name or account of two parties is nobody's.
 * @param cases How many lines it takes, two at least.
 * @throws CashError `POLICY_INVALID`
 */
export function learnAliases(matches: readonly ConfirmedMatch[], cases: number): readonly Alias[] {
  if (!Number.isSafeInteger(cases) || cases < LEAST_CASES) {
    throw new CashError("POLICY_INVALID", "cases", String(cases), `never learn from fewer than ${LEAST_CASES} cases`);
  }
  const names = learned(matches, cases, ({ line }) => line.payerName);
  const accounts = learned(matches, cases, ({ line }) => line.payerAccount);
  return [
    ...names.map(([name, party]) => ({ name, account: "", party })),
    ...accounts.map(([account, party]) => ({ name: "", account, party })),
  ];
}

function learned(
  matches: readonly ConfirmedMatch[],
  cases: number,
  textOf: (match: ConfirmedMatch) => string,
): readonly (readonly [string, string])[] {
  const found = new Map<string, Cases>();
  for (const match of matches) {
    const text = textOf(match);
    if (text === "") continue;
    const known = found.get(text) ?? { parties: new Set(), lines: new Set() };
    known.parties.add(match.party);
    known.lines.add(match.line.reference);
    found.set(text, known);
  }
  return [...found].flatMap(([text, { parties, lines }]): (readonly [string, string])[] => {
    const [party] = parties;
    return party !== undefined && parties.size === 1 && lines.size >= cases ? [[text, party]] : [];
  });
}
