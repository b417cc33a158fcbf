/** Every indicator with its formula and its inputs, in the order in which they are shown. */
import { AGING } from "./aging.ts";
import { PAYMENT_BEHAVIOUR } from "./behaviour.ts";
import { COHORTS } from "./cohorts.ts";
import { CYCLE_TIMES } from "./cycles.ts";
import { DILUTION } from "./dilution.ts";
import { DISPUTED } from "./disputes.ts";
import { ADD, DSO_BEST, DSO_COUNTBACK, DSO_SIMPLE, DSO_TRUE } from "./dso.ts";
import { EXPECTED_LOSS } from "./ecl.ts";
import { CONCENTRATION, EXPOSURE } from "./exposure.ts";
import { AMOUNT_HISTOGRAM, DAYS_LATE_HISTOGRAM } from "./histogram.ts";
import { HOLDING_COST, WORKING_CAPITAL } from "./holding.ts";
import { LOSS_RATES, RECOVERIES } from "./losses.ts";
import { PROMISES_KEPT } from "./promises.ts";
import { ROLL_CHAIN, ROLL_RATES } from "./rolls.ts";
import { SEASONALITY } from "./seasonality.ts";
import { CEI, CEI_CRF, DSO_OF_TURNOVER, TURNOVER } from "./turnover.ts";
import { WHAT_IF } from "./whatIf.ts";

export const INDICATORS = [
  AGING,
  DSO_SIMPLE,
  DSO_COUNTBACK,
  DSO_TRUE,
  DSO_BEST,
  ADD,
  TURNOVER,
  DSO_OF_TURNOVER,
  CEI,
  CEI_CRF,
  PAYMENT_BEHAVIOUR,
  DAYS_LATE_HISTOGRAM,
  AMOUNT_HISTOGRAM,
  PROMISES_KEPT,
  ROLL_RATES,
  ROLL_CHAIN,
  LOSS_RATES,
  EXPECTED_LOSS,
  RECOVERIES,
  DILUTION,
  DISPUTED,
  CONCENTRATION,
  EXPOSURE,
  HOLDING_COST,
  WORKING_CAPITAL,
  CYCLE_TIMES,
  COHORTS,
  SEASONALITY,
  WHAT_IF,
] as const;

export type IndicatorName = (typeof INDICATORS)[number]["name"];
