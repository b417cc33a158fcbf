/** What the party file tells for a score, each with where it stands there. What it cannot tell says why. */
import type { InputKind, ScoreInput } from "../../domain/credit/inputs.ts";
import { monthsAfter } from "../../domain/months.ts";
import type { RatioName } from "../../domain/partyFile/ratios.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import { scoreInputsOf } from "../partyFiles/scoreInputs.ts";
import type { PartyScoreInputs, RatioInput } from "../partyFiles/scoreInputs.ts";

const DAY = 86_400;
/** Accounts are stale after so many months from their period's end (catalogue A07). */
const RATIO_MONTHS = 15;
/** Whatever is beyond says no more, and a score keeps to whole numbers that every program has. */
const FURTHEST = 1_000_000_000_000n;

const RATIO_KINDS: Partial<Readonly<Record<RatioName, InputKind>>> = {
  current: "currentRatio",
  quick: "quickRatio",
  equity: "equityRatio",
  interestCover: "interestCover",
  debtToEquity: "debtToEquity",
};

/** @param now Unix seconds. */
export async function partyInputs(
  sql: Sql,
  { organisation, customer }: { readonly organisation: Address; readonly customer: Address },
  now: number,
): Promise<readonly ScoreInput[]> {
  const known = await scoreInputsOf(sql, organisation, customer, now);
  const day = Math.floor(now / DAY);
  return [...known.ratios.flatMap((ratio) => ratioInput(ratio, day)), ...factInputs(known, day), ...gradeInput(known)];
}

function ratioInput({ name, ppm, why, periodEnd, source }: RatioInput, day: number): readonly ScoreInput[] {
  const kind = RATIO_KINDS[name];
  if (kind === undefined) return [];
  const accounts = `accounts to ${periodEnd}, ${source}`;
  if (ppm === undefined) {
    return [{ kind, value: undefined, source: `${accounts}: ${why ?? "not known"}`, day, expires: undefined }];
  }
  const value = Number(ppm > FURTHEST ? FURTHEST : ppm < -FURTHEST ? -FURTHEST : ppm);
  const expires = dayNumber(monthsAfter(periodEnd, RATIO_MONTHS));
  return [{ kind, value, source: accounts, day: dayNumber(periodEnd), expires }];
}

function factInputs(
  { founded, employees, sources, conflicting }: PartyScoreInputs,
  day: number,
): readonly ScoreInput[] {
  const sourceOf = (kind: "founded" | "employees"): string => {
    const id = sources.get(kind);
    if (id !== undefined) return `party file, ${id}`;
    return conflicting.includes(kind) ? "sources in the party file contradict each other" : "not in the party file";
  };
  const age = founded === undefined ? undefined : yearsBetween(founded, dateOfDay(day));
  return [
    { kind: "age", value: age, source: sourceOf("founded"), day, expires: undefined },
    { kind: "employees", value: employees, source: sourceOf("employees"), day, expires: undefined },
  ];
}

function gradeInput({ grade }: PartyScoreInputs): readonly ScoreInput[] {
  if (grade === undefined) return [];
  const source = `${grade.grade} on ${grade.scale} by ${grade.agency}`;
  return [{ kind: "grade", value: grade.ppm, source, day: dayNumber(grade.asOf), expires: dayNumber(grade.expires) }];
}

/** Whole years from one date to another, `YYYY-MM-DD`, or the beginnings of such. */
function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return Math.max(0, to.slice(5) < from.slice(5) ? years - 1 : years);
}
