/** What reports say, in each language. */
import type { Language } from "../account/language.ts";
import { ENGLISH_LABELS } from "./labels.ts";
import type { AnyWord } from "./labels.ts";
import type { ReportSentences } from "./sentences.ts";
import { CHINESE_LABELS, CHINESE_SENTENCES } from "./wordsChinese.ts";
import { ENGLISH_SENTENCES } from "./wordsEnglish.ts";

export interface ReportWords extends ReportSentences {
  readonly labels: Readonly<Record<AnyWord, string>>;
}

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = {
  zh: { ...CHINESE_SENTENCES, labels: CHINESE_LABELS },
  en: { ...ENGLISH_SENTENCES, labels: ENGLISH_LABELS },
};
