import { wordsOf } from "../../words/wordsOf.ts";

export const useRecourseWords = wordsOf("factoring recourse", {
  en: {
    without: "Without recourse: a buyer that cannot pay is the factor's loss",
    with_one: "With recourse: unpaid {{count}} day after the due date, the factor claims it back",
    with_other: "With recourse: unpaid {{count}} days after the due date, the factor claims it back",
  },
  zh: {
    without: "无追索权：买方无力付款的损失由保理商承担",
    with_other: "有追索权：到期后 {{count}} 天仍未付款的，保理商可向卖方追索",
  },
});
