/** The portal's two languages, switched at once and remembered by the browser. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export type Language = "en" | "zh";

export const LANGUAGES: readonly { readonly code: Language; readonly name: string }[] = [
  { code: "en", name: "English" },
  { code: "zh", name: "中文" },
];

/** As `Intl` and the page's `lang` have them. Simplified Chinese; English with days before months. */
export const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", zh: "zh-CN" };

const KEPT = "countersign language";

function chosen(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === "en" || kept === "zh") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** Of all words that are registered; ready as soon as this file is imported. */
export const words: typeof i18next = i18next.createInstance();

void words.use(initReactI18next).init({
  lng: chosen(),
  fallbackLng: false,
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  resources: {},
  // What is put into a sentence becomes text of the page, never HTML.
  interpolation: { escapeValue: false },
  react: { useSuspense: false, bindI18nStore: "added" },
});
document.documentElement.lang = LOCALES[currentLanguage()];

export function currentLanguage(): Language {
  return words.language === "zh" ? "zh" : "en";
}

/** Everything on the page changes at once; nothing is loaded anew. */
export function setLanguage(language: Language): void {
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = LOCALES[language];
  void words.changeLanguage(language);
}
