/**
 * The facts that an accountant needs to tell whether sold receivables leave the seller's balance sheet (R65, IFRS 9
 * 3.2). Nothing here decides it.
 */
import { sumOf } from "../account/standing.ts";
import { PARTS_PER_MILLION } from "../money.ts";
import { checkAmount, checkDistinct, FactoringError, halfUp, ratioPpm } from "./figures.ts";

/** Who loses when the debtor pays later than expected. */
export const LATE_PAYMENT_BEARERS = ["seller", "factor", "shared"] as const;
export type LatePaymentBearer = (typeof LATE_PAYMENT_BEARERS)[number];

/** A receivable that was sold and is not paid yet. */
export interface SoldReceivable {
  readonly id: string;
  /** Carrying amount, minor units. */
  readonly carrying: bigint;
  /** The most the seller could have to pay back for the debtor's default, minor units; undefined for all of it. */
  readonly recourseCap: bigint | undefined;
  readonly latePayment: LatePaymentBearer;
  /** Whether the factor may sell it on without the seller's leave: who has control. */
  readonly factorMaySell: boolean;
}

/** Minor units. */
export interface DerecognitionFacts {
  readonly carrying: bigint;
  /** The most the seller could have to pay back: its continuing involvement if neither risks nor control passed. */
  readonly recourse: bigint;
  /** Recourse of the carrying amount, parts per million, half up; undefined where nothing is carried. */
  readonly recourseShare: bigint | undefined;
  /** Carrying amounts with recourse for all, for a part, and for nothing. */
  readonly byRecourse: Readonly<Record<"full" | "part" | "none", bigint>>;
  readonly byLatePayment: Readonly<Record<LatePaymentBearer, bigint>>;
  /** Carrying amounts that the factor may sell on. */
  readonly transferable: bigint;
  /** What follows from a fact, in sentences, and never whether the asset stays. */
  readonly remarks: readonly string[];
}

const OPEN =
  "These are facts; whether the receivables are derecognised is for the seller's accountant to judge (IFRS 9).";

/** @throws FactoringError for a receivable that stands twice or an amount below nought. */
export function derecognitionFacts(sold: readonly SoldReceivable[]): DerecognitionFacts {
  checkDistinct(
    "sold.id",
    sold.map(({ id }) => id),
  );
  for (const { id, carrying, recourseCap } of sold) {
    checkAmount(`sold ${id}.carrying`, carrying);
    checkAmount(`sold ${id}.recourseCap`, recourseCap ?? 0n);
  }
  const carriedWhere = (holds: (row: SoldReceivable) => boolean): bigint =>
    sumOf(sold.filter(holds), (row) => row.carrying);
  const carrying = carriedWhere(() => true);
  const recourse = sumOf(sold, recourseOf);
  const byRecourse = {
    full: carriedWhere((row) => row.carrying > 0n && recourseOf(row) === row.carrying),
    part: carriedWhere((row) => recourseOf(row) > 0n && recourseOf(row) < row.carrying),
    none: carriedWhere((row) => recourseOf(row) === 0n),
  };
  const byLatePayment = {
    seller: carriedWhere((row) => row.latePayment === "seller"),
    factor: carriedWhere((row) => row.latePayment === "factor"),
    shared: carriedWhere((row) => row.latePayment === "shared"),
  };
  const remarks = [
    ...(byRecourse.full > 0n ? ["With full recourse the seller usually keeps the asset and books a loan."] : []),
    ...(byLatePayment.factor < carrying ? ["Of some, late payment costs the seller: a risk of its own."] : []),
    OPEN,
  ];
  return {
    carrying,
    recourse,
    recourseShare: carrying === 0n ? undefined : ratioPpm(recourse, carrying),
    byRecourse,
    byLatePayment,
    transferable: carriedWhere((row) => row.factorMaySell),
    remarks,
  };
}

/** A loss that is possible, and how probable it is in parts per million. */
export interface LossScenario {
  readonly probability: number;
  /** Of the whole portfolio, minor units. */
  readonly loss: bigint;
}

/** How much the seller's loss varies, as the expected distance from the expected loss. Minor units, half up. */
export interface Variability {
  /** If it had kept the portfolio. */
  readonly before: bigint;
  /** With the first losses that it still bears. */
  readonly after: bigint;
  /** `before - after`. */
  readonly passed: bigint;
  /** Passed of before, parts per million, half up; undefined where nothing varies. */
  readonly passedShare: bigint | undefined;
}

/**
 * The seller's exposure to variability before and after a sale by which it still bears the first losses.
 * @param scenarios Probabilities that sum to the whole. @param firstLoss The most it bears, minor units.
 * @throws FactoringError for probabilities that do not, or amounts below nought.
 */
export function variabilityOf(scenarios: readonly LossScenario[], firstLoss: bigint): Variability {
  checkAmount("firstLoss", firstLoss);
  for (const [place, { loss, probability }] of scenarios.entries()) {
    checkAmount(`scenarios[${place}].loss`, loss);
    if (Number.isInteger(probability) && probability >= 0) continue;
    const wayOut = "give whole parts per million from 0 up";
    throw new FactoringError(`scenarios[${place}].probability`, probability.toString(), wayOut);
  }
  const whole = sumOf(scenarios, ({ probability }) => BigInt(probability));
  if (whole !== PARTS_PER_MILLION) {
    throw new FactoringError("scenarios", `of ${whole} parts per million`, `let them sum to ${PARTS_PER_MILLION}`);
  }
  const kept = scenarios.map(({ probability, loss }) => ({ probability, loss: loss < firstLoss ? loss : firstLoss }));
  return variabilityPassed(expectedDistance(scenarios), expectedDistance(kept));
}

/**
 * What share of the variability was passed on. R65: 95 of 1,731 are kept, so 1,636, 95 %, are passed.
 * @throws FactoringError for an amount below nought, or if more is kept than there was.
 */
export function variabilityPassed(before: bigint, after: bigint): Variability {
  checkAmount("after", after);
  if (after > before) throw new FactoringError("after", after.toString(), `a sale leaves at most the ${before} before`);
  const passed = before - after;
  return { before, after, passed, passedShare: before === 0n ? undefined : ratioPpm(passed, before) };
}

function expectedDistance(scenarios: readonly LossScenario[]): bigint {
  const mean = sumOf(scenarios, ({ probability, loss }) => BigInt(probability) * loss);
  const distance = sumOf(scenarios, ({ probability, loss }) => {
    const away = PARTS_PER_MILLION * loss - mean;
    return BigInt(probability) * (away < 0n ? -away : away);
  });
  return halfUp(distance, PARTS_PER_MILLION * PARTS_PER_MILLION);
}

function recourseOf({ carrying, recourseCap }: SoldReceivable): bigint {
  return recourseCap === undefined || recourseCap > carrying ? carrying : recourseCap;
}
