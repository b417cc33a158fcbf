import { wordsOf } from "../../words/wordsOf.ts";

export const useExceptionWords = wordsOf("factoring exceptions", {
  en: {
    title: "What needs somebody's attention",
    filter: "Kind of exception",
    nothing: "Nothing in the book needs attention.",
    kind: "What",
    about: "About",
    amount: "Amount touched",
    detail: "Detail",
  },
  zh: {
    title: "需要处理的事项",
    filter: "异常类型",
    nothing: "账簿中没有需要处理的事项。",
    kind: "事项",
    about: "相关方",
    amount: "涉及金额",
    detail: "说明",
  },
});
