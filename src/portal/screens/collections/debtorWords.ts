/** What a debtor reads about what others recorded of it. */
import { wordsOf } from "../../words/wordsOf.ts";

export const useDebtorWords = wordsOf("collections debtor", {
  en: {
    lead:
      "Records are seen by the parties of a receivable and by those whom they let see it, and by nobody else through " +
      "this ledger's gateways: there is no public list of debtors. The chain shows that a record was made, never its " +
      "words.",
    effect:
      "A record by itself proves that it was made, and not that it is right. A demand can interrupt limitation; a " +
      "contact alone is not said to. You need not answer, and silence acknowledges nothing here.",
    open: "What is open",
    closed: "What is settled",
    which: "Which receivables",
    empty: "Nothing is owed by you here.",
    answerIt: "Answer {{name}}",
    nothing: "Nothing is recorded about it.",
    more: "Show more",
    planOf: "Payment plan: {{state}}",
  },
  zh: {
    lead: "记录仅供账款各方及其允许查阅者查看，本账本的网关不向其他任何人展示，亦无公开的债务人名单。链上仅显示曾作出记录，从不显示其文字。",
    effect:
      "记录本身仅证明其已作出，并不证明其内容属实。催款可使诉讼时效中断；单纯的联络不作此主张。贵方无须答复，沉默在此不构成任何承认。",
    open: "未清账款",
    closed: "已结清账款",
    which: "查看哪些账款",
    empty: "贵方在此没有应付账款。",
    answerIt: "答复 {{name}}",
    nothing: "没有关于该笔账款的记录。",
    more: "显示更多",
    planOf: "还款计划：{{state}}",
  },
});
