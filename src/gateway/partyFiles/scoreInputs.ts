/** What a score takes from the file of a customer, each with where it stands. */
import { standingOf } from "../../domain/partyFile/facts.ts";
import type { FactKind } from "../../domain/partyFile/facts.ts";
import { isStale, ratiosOf } from "../../domain/partyFile/ratios.ts";
import type { RatioName } from "../../domain/partyFile/ratios.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { partyAccountsOf } from "../../store/partyFileAccounts.ts";
import { factIn } from "../../store/partyFileAttributes.ts";
import { choiceIn, partyChoicesOf, partyFactsOf } from "../../store/partyFileFacts.ts";
import { gradesAt } from "./grades.ts";
import { standingAt } from "./reading.ts";
import { dateAt, figuresIn } from "./showing.ts";
import type { GradeOf, KeptAccounts } from "./showing.ts";

export interface RatioInput {
  readonly name: RatioName;
  /** Parts per million; undefined where {@link RatioInput.why} says why. */
  readonly ppm: bigint | undefined;
  readonly why: string | undefined;
  /** `YYYY-MM-DD` */
  readonly periodEnd: string;
  readonly isStale: boolean;
  /** The accounts that it is of. */
  readonly source: string;
}

/** A grade that counts. */
interface GradeInput {
  /** On the common scale, parts per million. */
  readonly ppm: number;
  readonly agency: Address;
  readonly grade: string;
  readonly scale: string;
  /** `YYYY-MM-DD`, as `expires`. */
  readonly asOf: string;
  readonly expires: string;
  readonly attestation: Hex;
}

export interface PartyScoreInputs {
  /** Of the latest period; where several accounts of it stand, of each the lowest: none wins by being entered last. */
  readonly ratios: readonly RatioInput[];
  /** `YYYY-MM-DD` */
  readonly founded: string | undefined;
  readonly employees: number | undefined;
  /** By kind the fact that it is of. */
  readonly sources: ReadonlyMap<FactKind, string>;
  /** The lowest, where several count. */
  readonly grade: GradeInput | undefined;
  readonly conflicting: readonly FactKind[];
}

/** @param at Unix seconds. */
export async function scoreInputsOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
  at: number,
): Promise<PartyScoreInputs> {
  const facts = await partyFactsOf(sql, organisation, [customer], ["founded", "employees"]);
  const choices = await partyChoicesOf(sql, organisation, [customer]);
  const standings = standingOf(facts.map(factIn), choices.map(choiceIn), at);
  const values = standings.flatMap(({ counts }) => (counts?.value === undefined ? [] : [counts.value]));
  const founded = values.find((value) => value.kind === "founded");
  const employees = values.find((value) => value.kind === "employees");
  return {
    ratios: await ratioInputs(sql, organisation, customer, at),
    ...{ founded: founded?.date, employees: employees?.count },
    sources: new Map(standings.flatMap(({ kind, counts }) => (counts === undefined ? [] : [[kind, counts.id]]))),
    grade: lowest(await gradesAt(sql, organisation, customer, at)),
    conflicting: standings.filter((one) => one.isConflicting && !one.isChosen).map(({ kind }) => kind),
  };
}

async function ratioInputs(
  sql: Sql,
  organisation: Address,
  customer: Address,
  at: number,
): Promise<readonly RatioInput[]> {
  const standing = standingAt(await partyAccountsOf(sql, organisation, customer), at);
  const latest = standing.filter(({ periodEnd }) => periodEnd === standing[0]?.periodEnd);
  const inputs = latest.flatMap(({ id, periodEnd, body }) => {
    // Only what the interface took is kept there.
    const ratios = ratiosOf(figuresIn(body as KeptAccounts));
    const known = { periodEnd, isStale: isStale(periodEnd, dateAt(at)), source: id };
    return ratios.map(({ name, ppm, why }): RatioInput => ({ name, ppm, why, ...known }));
  });
  const names = new Set(inputs.map(({ name }) => name));
  return [...names].flatMap((name) =>
    weakest(
      name,
      inputs.filter((one) => one.name === name),
    ),
  );
}

/** Of debt to equity the highest is the weakest; what is not known is no better than what is. */
function weakest(name: RatioName, inputs: readonly RatioInput[]): readonly RatioInput[] {
  const sign = name === "debtToEquity" ? -1n : 1n;
  const inOrder = inputs.toSorted((left, right) => {
    if (left.ppm === undefined || right.ppm === undefined)
      return left.ppm === right.ppm ? 0 : left.ppm === undefined ? -1 : 1;
    return sign * left.ppm < sign * right.ppm ? -1 : sign * left.ppm > sign * right.ppm ? 1 : 0;
  });
  return inOrder.slice(0, 1);
}

function lowest(grades: readonly GradeOf[]): GradeInput | undefined {
  const counting = grades.flatMap(({ stored, attestation, standing }): readonly GradeInput[] => {
    const { agency, grade, scale, asOf, expires } = attestation;
    if (standing.ppm === undefined) return [];
    return [{ ppm: standing.ppm, agency, grade, scale, asOf, expires, attestation: stored.attestation }];
  });
  return counting.toSorted((left, right) => left.ppm - right.ppm || (left.attestation < right.attestation ? -1 : 1))[0];
}
