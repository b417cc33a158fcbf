/** The words of readings: labels and choices in the reader's language. */
import type { Language } from "../../words/enumerations/word.ts";
import { CHINESE_MESSAGES, CHINESE_PLACES, CHINESE_UNITS } from "./besideWords.ts";
import { CHINESE_CHOICES } from "./choiceWords.ts";
import { CHINESE_INTENTS } from "./intentWords.ts";
import { CHINESE_LABELS } from "./labelWords.ts";

/** What a zero or another number stands for is said by the value itself. */
const PLAIN_LABELS: Readonly<Record<string, string>> = {
  "Ends (1970: never)": "Ends",
  "Next act (0: none)": "Next act",
  "Recourse (65535: no)": "Recourse",
};

const WORDS = {
  none: { en: "none", zh: "无" },
  never: { en: "never", zh: "从不" },
  yes: { en: "yes", zh: "是" },
  no: { en: "no", zh: "否" },
  minorUnits: { en: "minor units of an unknown currency", zh: "最小单位（币种未知）" },
  least: { en: "parts of at least", zh: "每份不少于" },
} as const;

export function say(word: keyof typeof WORDS, language: Language): string {
  return WORDS[word][language];
}

export function intentIn(intent: string, language: Language): string {
  return language === "en" ? intent : chinese(CHINESE_INTENTS, intent);
}

/** @param label As clear signing has it: where the value stands, unless that goes without saying, and its name. */
export function labelIn(label: string, language: Language): string {
  const [place, ...rest] = label.split(": ");
  const isPlaced = place !== undefined && rest.length > 0 && Object.hasOwn(CHINESE_PLACES, place);
  const name = isPlaced ? rest.join(": ") : label;
  const plain = PLAIN_LABELS[name] ?? name;
  if (language === "en") return isPlaced ? `${place}: ${plain}` : plain;
  const shown = chinese(CHINESE_LABELS, name);
  return isPlaced ? `${chinese(CHINESE_PLACES, place)}：${shown}` : shown;
}

/** What stands behind a number. */
export function unitIn(base: string, language: Language): string {
  if (language === "zh") return chinese(CHINESE_UNITS, base);
  return base.replace(/ \([^)]*\)$/, "");
}

export function messageIn(message: string, language: Language): string {
  return language === "en" ? message : chinese(CHINESE_MESSAGES, message);
}

/** A word of an enumeration of clear signing. */
export function choiceIn(word: string, language: Language): string {
  if (language === "en") return word;
  // Parts of a receivable: `Freely; parts 1e2+`, in minor units.
  const [, who, exponent] = /^(.+); parts 1e(\d+)\+$/.exec(word) ?? [];
  if (who === undefined || exponent === undefined) return chinese(CHINESE_CHOICES, word);
  const shown = { Consent: "须经同意", Never: "不得转让" }[who] ?? chinese(CHINESE_CHOICES, who);
  return `${shown}；可拆分，${say("least", language)}10^${exponent}最小单位`;
}

/** What has no Chinese words yet is shown in English: nothing of what is signed goes unshown. */
function chinese(words: Readonly<Record<string, string>>, english: string): string {
  return (Object.hasOwn(words, english) ? words[english] : undefined) ?? english;
}
