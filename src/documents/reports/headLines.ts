/** What stands above every report: of whom it is, as of when, and what it leaves out. */
import { figuresIn } from "../account/language.ts";
import type { Language } from "../account/language.ts";
import type { ReportHead } from "./section.ts";
import { REPORT_WORDS } from "./words.ts";

export function headLines(head: ReportHead, language: Language): readonly string[] {
  const { asOf, sealed, doubled, statistics } = REPORT_WORDS[language];
  const day = figuresIn(language, head.exponent).day(head.day);
  const known = `${new Date(head.known * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
  return [
    `${head.organisation}  ·  ${head.month}  ·  ${head.currency}`,
    `${asOf(day, known, head.zone)} ${head.currency}`,
    statistics,
    ...(head.sealed === 0 ? [] : [sealed(head.sealed)]),
    ...(head.doubled === 0 ? [] : [doubled(head.doubled)]),
  ];
}
