/** What e-mails say of early warnings: which rule, and how many; of whom is read by whoever signs in. */
import type { WarningRule } from "../domain/risk/warnings.ts";
import type { Language } from "../store/notifications.ts";

export const WARNING_SENTENCE: Readonly<Record<Language, string>> = {
  en: "An early warning about customers",
  zh: "早期预警：客户",
};

const RULES: Readonly<Record<WarningRule, Readonly<Record<Language, string>>>> = {
  lateDrift: { en: "pays later than it used to", zh: "付款较以往推迟" },
  firstLate: { en: "is late for the first time", zh: "首次逾期" },
  overdueShare: { en: "much of what is open is past due", zh: "逾期占比偏高" },
  disputesRising: { en: "disputes rise", zh: "争议上升" },
  dilutionRising: { en: "credits rise", zh: "稀释上升" },
  bankReturn: { en: "a payment was taken back", zh: "款项被退回" },
  concentration: { en: "owes too much of the book", zh: "集中度过高" },
  largerInvoice: { en: "an unusually large invoice", zh: "发票金额异常增大" },
  belowTier: { en: "amounts just under an approval tier", zh: "金额略低于审批档位" },
  dormantRevived: { en: "an invoice after a long time without", zh: "休眠客户恢复交易" },
  brokenPromises: { en: "broke promises to pay", zh: "未履行付款承诺" },
  gradeLowered: { en: "a grade was lowered", zh: "评级下调" },
  insolvency: { en: "was reported insolvent", zh: "被通报破产" },
  oldPayeePaid: { en: "paid somebody who is no longer to be paid", zh: "向已变更的收款人付款" },
  limitNear: { en: "its limit is nearly used", zh: "额度接近用尽" },
  limitExceeded: { en: "its limit is exceeded", zh: "超出额度" },
  gradeExpired: { en: "its grade expired", zh: "评级已过期" },
  accountsStale: { en: "its accounts are stale", zh: "财务报表已过时" },
};

const LABELS = {
  rule: { en: "What: ", zh: "内容：" },
  raised: { en: "How many: ", zh: "数量：" },
  warning: { en: "The first of them: ", zh: "首条预警：" },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

export function warningFacts(data: Readonly<Record<string, string>>, language: Language): readonly string[] {
  const { rule = "", raised = "", warning = "" } = data;
  const words = rule in RULES ? RULES[rule as WarningRule][language] : rule;
  return [
    `${LABELS.rule[language]}${words}`,
    `${LABELS.raised[language]}${raised}`,
    `${LABELS.warning[language]}${warning}`,
  ];
}
