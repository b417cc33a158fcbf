/** What stands above every report: of whom it is, as of when, and what it leaves out. */
import { daysOf } from "../../domain/indicators/calendar.ts";
import { figuresIn } from "../account/language.ts";
import type { Language } from "../account/language.ts";
import type { ReportHead } from "./section.ts";
import { REPORT_WORDS } from "./words.ts";

export function headLines(head: ReportHead, language: Language): readonly string[] {
  const { asOf, period, sealed, doubled, statistics } = REPORT_WORDS[language];
  const figures = figuresIn(language, head.exponent);
  const { from, through } = head.period;
  const known = `${new Date(head.known * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
  return [
    `${head.organisation}  ·  ${head.month}  ·  ${head.currency}`,
    `${asOf(figures.day(head.day), known, head.zone)} ${head.currency}`,
    period(figures.day(from), figures.day(through), daysOf(head.period)),
    statistics,
    ...(head.sealed === 0 ? [] : [sealed(head.sealed)]),
    ...(head.doubled === 0 ? [] : [doubled(head.doubled)]),
  ];
}
