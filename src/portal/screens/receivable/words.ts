import { wordsOf } from "../../words/wordsOf.ts";
import { EN } from "./wordsEn.ts";
import { ZH } from "./wordsZh.ts";

export const useDetailWords = wordsOf("receivable", { en: EN, zh: ZH });
