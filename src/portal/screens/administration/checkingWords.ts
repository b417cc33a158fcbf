import { wordsOf } from "../../words/wordsOf.ts";

export const useCheckingWords = wordsOf("administration.checking", {
  en: {
    rules: "Four eyes",
    lead:
      "Above the amount somebody else than the preparer has to sign what is sent through this gateway. A stricter " +
      "rule " +
      "counts at once, a looser one a day later.",
    noRules: "No rule is set: whoever prepares an act may sign it too.",
    currency: "Currency",
    above: "Above",
    aboveHint: "Empty: nobody else is asked for",
    nobody: "nobody else",
    upcoming: "Looser from then on",
    set: "Set the rule",
    done: "The rule is set. A looser one counts from tomorrow.",
    exceptions: "Done around the rule",
    exceptionsLead:
      "The ledger does not know these rules: whoever holds a mandate can send an act to the chain itself. It shows " +
      "here.",
    noExceptions: "Nothing was done around a rule.",
    act: "Act",
    receivable: "Receivable",
    by: "By",
    amount: "Amount",
    at: "When",
  },
  zh: {
    rules: "双人复核",
    lead: "超过该金额时，经由本网关发送的操作须由编制人以外的人签署。更严的规则立即生效，更宽的规则一天后生效。",
    noRules: "未设规则：编制操作的人也可签署。",
    currency: "币种",
    above: "超过",
    aboveHint: "留空：不要求他人签署",
    nobody: "不要求他人",
    upcoming: "放宽时间",
    set: "设定规则",
    done: "规则已设定；放宽的规则自次日生效。",
    exceptions: "绕过规则的操作",
    exceptionsLead: "账本不知道这些规则：持有授权者可自行将操作发送上链，会显示在此处。",
    noExceptions: "没有绕过规则的操作。",
    act: "操作",
    receivable: "应收账款",
    by: "操作人",
    amount: "金额",
    at: "时间",
  },
});
