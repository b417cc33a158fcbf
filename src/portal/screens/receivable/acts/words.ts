import { wordsOf } from "../../../words/wordsOf.ts";
import { EN } from "./wordsEn.ts";
import { ZH } from "./wordsZh.ts";

export const useFormWords = wordsOf("receivableActs", { en: EN, zh: ZH });
