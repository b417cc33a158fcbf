import { useFormats } from "../../words/formats.ts";
import { useCreditWords } from "./words.ts";

export type InputUnit = "days" | "ppm" | "count" | "years";

/** How the value of an input reads. @returns a function of value and unit; "not known" where there is none. */
export function useInputText(): (value: number | null, unit: InputUnit) => string {
  const words = useCreditWords();
  const { percent, number } = useFormats();
  return (value, unit) => {
    if (value === null) return words("unknown");
    if (unit === "ppm") return percent(value);
    return unit === "count" ? number(value) : words(unit, { count: value });
  };
}
