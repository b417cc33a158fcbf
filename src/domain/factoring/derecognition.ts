/**
 * The facts that an accountant needs to tell whether sold receivables leave the seller's balance sheet (R65, IFRS 9
 * 3.2). Nothing here decides it.
 */
import { sumOf } from "../account/standing.ts";
import { PARTS_PER_MILLION } from "../money.ts";
import { checkAmount, checkDistinct, checkRate, FactoringError, halfUp, partOf, ratioPpm } from "./figures.ts";

/** Who loses when the debtor pays later than expected. */
export const LATE_PAYMENT_BEARERS = ["seller", "factor", "shared"] as const;
export type LatePaymentBearer = (typeof LATE_PAYMENT_BEARERS)[number];

/** A receivable that was sold and is not paid yet. */
export interface SoldReceivable {
  readonly id: string;
  /** Carrying amount, minor units. */
  readonly carrying: bigint;
  /** The part of it that comes to the seller if the debtor pays: it takes the first loss. At most the whole. */
  readonly retained: bigint;
  /** The most the seller could have to pay back for the debtor's default, minor units; undefined for all the rest. */
  readonly recourseCap: bigint | undefined;
  readonly latePayment: LatePaymentBearer;
  /** Whether the factor may sell it on without the seller's leave: who has control. */
  readonly factorMaySell: boolean;
}

/** Minor units. */
export interface DerecognitionFacts {
  readonly carrying: bigint;
  /** What comes to the seller if debtors pay, and is lost to it first. */
  readonly retained: bigint;
  /** The most that the seller could have to pay back beyond it. */
  readonly recourse: bigint;
  /** Both: what the seller could lose, its continuing involvement if neither risks nor control passed. */
  readonly exposure: bigint;
  /** Exposure of the carrying amount, parts per million, half up; undefined where nothing is carried. */
  readonly exposureShare: bigint | undefined;
  /** Carrying amounts of which the seller could lose all, a part, and nothing. */
  readonly byExposure: Readonly<Record<"full" | "part" | "none", bigint>>;
  readonly byLatePayment: Readonly<Record<LatePaymentBearer, bigint>>;
  /** Carrying amounts that the factor may sell on. */
  readonly transferable: bigint;
  /** What follows from a fact, in sentences, and never whether the asset stays. */
  readonly remarks: readonly string[];
}

const OPEN =
  "These are facts; whether the receivables are derecognised is for the seller's accountant to judge (IFRS 9).";
const FULL = "Of some the seller could lose all: with full recourse it usually keeps the asset and books a loan.";
const FIRST =
  "Of some the seller bears the first losses, up to its exposure to each: most of what varies may stay with it.";

/** @throws FactoringError for a receivable that stands twice, an amount below nought, or more retained than carried. */
export function derecognitionFacts(sold: readonly SoldReceivable[]): DerecognitionFacts {
  check(sold);
  const carriedWhere = (holds: (row: SoldReceivable) => boolean): bigint =>
    sumOf(sold.filter(holds), (row) => row.carrying);
  const carrying = carriedWhere(() => true);
  const [retained, recourse] = [sumOf(sold, (row) => row.retained), sumOf(sold, recourseOf)];
  const byExposure = {
    full: carriedWhere((row) => row.carrying > 0n && exposureOf(row) === row.carrying),
    part: carriedWhere((row) => exposureOf(row) > 0n && exposureOf(row) < row.carrying),
    none: carriedWhere((row) => exposureOf(row) === 0n),
  };
  const byLatePayment = {
    seller: carriedWhere((row) => row.latePayment === "seller"),
    factor: carriedWhere((row) => row.latePayment === "factor"),
    shared: carriedWhere((row) => row.latePayment === "shared"),
  };
  const remarks = [
    ...(byExposure.full > 0n ? [FULL] : []),
    ...(byExposure.part > 0n ? [FIRST] : []),
    ...(byLatePayment.factor < carrying ? ["Of some, late payment costs the seller: a risk of its own."] : []),
    OPEN,
  ];
  return {
    ...{ carrying, retained, recourse, exposure: retained + recourse },
    exposureShare: carrying === 0n ? undefined : ratioPpm(retained + recourse, carrying),
    ...{ byExposure, byLatePayment, transferable: carriedWhere((row) => row.factorMaySell), remarks },
  };
}

function check(sold: readonly SoldReceivable[]): void {
  checkDistinct(
    "sold.id",
    sold.map(({ id }) => id),
  );
  for (const { id, carrying, retained, recourseCap } of sold) {
    checkAmount(`sold ${id}.carrying`, carrying);
    checkAmount(`sold ${id}.retained`, retained);
    checkAmount(`sold ${id}.recourseCap`, recourseCap ?? 0n);
    if (retained > carrying) throw new FactoringError(`sold ${id}.retained`, retained.toString(), "give a part");
  }
}

/** A loss that is possible, and how probable it is. */
export interface LossScenario {
  /** Parts per million. */
  readonly probability: number;
  /** The part of every receivable that is not paid, parts per million. */
  readonly loss: number;
}

/** How much the seller's loss varies, as the expected distance from the expected loss. Minor units, half up. */
export interface Variability {
  /** If it had kept the receivables. */
  readonly before: bigint;
  /** With the losses that it still bears, of each receivable up to its exposure. */
  readonly after: bigint;
  /** `before - after`. */
  readonly passed: bigint;
  /** Passed of before, parts per million, half up; undefined where nothing varies. */
  readonly passedShare: bigint | undefined;
}

/**
 * The seller's exposure to variability before and after the sale (R65), if every receivable loses the same part.
 * @param scenarios Probabilities that sum to the whole.
 * @throws FactoringError for probabilities that do not, a rate beyond the whole, and as {@link derecognitionFacts}.
 */
export function variabilityOf(sold: readonly SoldReceivable[], scenarios: readonly LossScenario[]): Variability {
  check(sold);
  for (const [place, { loss, probability }] of scenarios.entries()) {
    checkRate(`scenarios[${place}].loss`, loss);
    checkRate(`scenarios[${place}].probability`, probability);
  }
  const whole = sumOf(scenarios, ({ probability }) => BigInt(probability));
  if (whole !== PARTS_PER_MILLION) {
    throw new FactoringError("scenarios", `of ${whole} parts per million`, `let them sum to ${PARTS_PER_MILLION}`);
  }
  const lost = scenarios.map(({ probability, loss }) => {
    const each = sold.map((row) => ({ row, loss: partOf(row.carrying, loss) }));
    const kept = sumOf(each, ({ row, loss: own }) => (own < exposureOf(row) ? own : exposureOf(row)));
    return { probability, all: sumOf(each, (one) => one.loss), kept };
  });
  const before = expectedDistance(lost.map(({ probability, all: loss }) => ({ probability, loss })));
  const after = expectedDistance(lost.map(({ probability, kept: loss }) => ({ probability, loss })));
  const passed = before - after;
  return { before, after, passed, passedShare: before === 0n ? undefined : ratioPpm(passed, before) };
}

/** @param losses In minor units. */
function expectedDistance(losses: readonly { readonly probability: number; readonly loss: bigint }[]): bigint {
  const mean = sumOf(losses, ({ probability, loss }) => BigInt(probability) * loss);
  const distance = sumOf(losses, ({ probability, loss }) => {
    const away = PARTS_PER_MILLION * loss - mean;
    return BigInt(probability) * (away < 0n ? -away : away);
  });
  return halfUp(distance, PARTS_PER_MILLION * PARTS_PER_MILLION);
}

function recourseOf({ carrying, retained, recourseCap }: SoldReceivable): bigint {
  const rest = carrying - retained;
  return recourseCap === undefined || recourseCap > rest ? rest : recourseCap;
}

/** What the seller could lose of one. */
function exposureOf(row: SoldReceivable): bigint {
  return row.retained + recourseOf(row);
}
