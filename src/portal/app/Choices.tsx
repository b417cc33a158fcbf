import { useState } from "react";
import type { ReactNode } from "react";
import { useFormats } from "../words/formats.ts";
import { LANGUAGES, setLanguage } from "../words/i18n.ts";
import type { Language } from "../words/i18n.ts";
import { keptTheme, setTheme, THEMES } from "./theme.ts";
import type { Theme } from "./theme.ts";
import { useAppWords } from "./words.ts";

export function LanguageChoice(): ReactNode {
  const t = useAppWords();
  const { language } = useFormats();
  return (
    <label className="choice">
      <span className="hidden">{t("language")}</span>
      <select value={language} onChange={({ target }) => setLanguage(target.value as Language)}>
        {LANGUAGES.map(({ code, name }) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function ThemeChoice(): ReactNode {
  const t = useAppWords();
  const [theme, choose] = useState(keptTheme);
  return (
    <label className="choice">
      <span className="hidden">{t("theme")}</span>
      <select
        value={theme}
        onChange={({ target }) => {
          const next = target.value as Theme;
          setTheme(next);
          choose(next);
        }}
      >
        {THEMES.map((one) => (
          <option key={one} value={one}>
            {t(`theme_${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
