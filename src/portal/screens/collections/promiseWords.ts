/** What the part on promises and plans says. */
import { wordsOf } from "../../words/wordsOf.ts";

export const usePromiseWords = wordsOf("collections promises", {
  en: {
    list: "Promises and plans that count now",
    empty: "Nothing of what is open was promised or planned. Open a receivable of the worklist to propose a plan.",
    limit:
      "A promise is no novation and no payment. Whether it was kept is derived from what was settled by its day, " +
      "with a grace of two business days.",
    since: "Promises that came due since {{day}}",
    kept: "Kept in full by their day",
    keptOf: "{{hits}} of {{of}}",
    tooFew: "no rate for fewer than five",
    late: "Kept late",
    broken: "Broken",
    open: "Open",
    replaced: "Replaced",
    promise: "Promised",
    by: "By",
    plan: "Plan",
    next: "Next instalment",
    behind: "Behind",
    receivableLead: "Each promise and each plan stands with its working on the page of its receivable.",
  },
  zh: {
    list: "目前有效的承诺与计划",
    empty: "未清账款中没有承诺或计划。可在工作清单中打开一笔账款，提议还款计划。",
    limit: "承诺既非债务更新，亦非付款。是否履行，依截至承诺日的结算情况推断，并给予两个工作日的宽限。",
    since: "自 {{day}} 起到期的承诺",
    kept: "按期全额履行",
    keptOf: "{{of}} 项中 {{hits}} 项",
    tooFew: "不足五项，不计比率",
    late: "逾期履行",
    broken: "已违背",
    open: "待履行",
    replaced: "已被取代",
    promise: "承诺金额",
    by: "承诺日",
    plan: "计划",
    next: "下一期",
    behind: "应付未付",
    receivableLead: "每项承诺与计划的详情见该笔账款的页面。",
  },
});
