/** Names and formulas of the indicators in each language. */
import { INDICATORS } from "../../domain/indicators/registry.ts";
import type { IndicatorName } from "../../domain/indicators/registry.ts";
import type { Language } from "../account/language.ts";
import { CHINESE_FORMULAS } from "./formulasChinese.ts";
import type { FormulaWords } from "./formulasChinese.ts";
import { ENGLISH_NAMES } from "./formulasEnglish.ts";

/** Of every indicator that one of the lists names, once, in the order of the registry. */
export function formulasOf(lists: readonly (readonly IndicatorName[])[], language: Language): readonly FormulaWords[] {
  const named = new Set(lists.flat());
  return INDICATORS.filter(({ name }) => named.has(name)).map((description) => {
    const { name, formula, inputs, undefinedWhere } = description;
    if (language === "zh") return CHINESE_FORMULAS[name];
    return {
      name: ENGLISH_NAMES[name],
      formula,
      inputs: Object.entries(inputs).map(([input, meaning]) => `${input}: ${meaning}`),
      ...(undefinedWhere === undefined ? {} : { undefinedWhere }),
    };
  });
}
