/** What can stand among compared offers: those of factors, and the buyer's own. */
import type { COMPARED_KINDS } from "../../../wire/quoteComparison.ts";
import { QUOTE_KIND } from "../../words/enumerations/factoring.ts";
import type { Words } from "../../words/enumerations/word.ts";

export const COMPARED_KIND: Words<(typeof COMPARED_KINDS)[number]> = {
  ...QUOTE_KIND,
  terms: { en: "Discount of the terms", zh: "条款内折扣" },
  earlyPayment: { en: "The buyer pays early", zh: "买方提前付款" },
};
