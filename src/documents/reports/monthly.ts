/** The monthly risk and summary report: all sections in the order in which they are read. */
import type { IndicatorSet } from "../../domain/indicators/set.ts";
import {
  agingSection,
  amountsSection,
  behaviourSection,
  ceiSection,
  daysLateSection,
  dsoSection,
  summarySection,
} from "./debtSections.ts";
import {
  concentrationSection,
  dilutionSection,
  disputeSection,
  expectedLossSections,
  exposureSections,
  promiseSection,
  rollSections,
} from "./riskSections.ts";
import type { NameOf } from "./riskSections.ts";
import type { Section } from "./section.ts";
import { capitalSection, cohortSection, cycleSection, seasonSection } from "./timeSections.ts";

/** @param further What other work of the organisation tells of the month: forecast, warnings, watchlist, risks. */
export function monthlySections(
  set: IndicatorSet,
  nameOf: NameOf,
  further: readonly Section[] = [],
): readonly Section[] {
  return [
    summarySection(set),
    agingSection(set.aging.due),
    agingSection(set.aging.invoice),
    dsoSection(set),
    ceiSection(set),
    behaviourSection(set),
    daysLateSection(set),
    amountsSection(set),
    ...rollSections(set),
    ...expectedLossSections(set),
    concentrationSection(set, nameOf),
    ...exposureSections(set),
    dilutionSection(set, nameOf),
    disputeSection(set, nameOf),
    promiseSection(set),
    ...further,
    capitalSection(set),
    cycleSection(set),
    cohortSection(set),
    seasonSection(set),
  ];
}
