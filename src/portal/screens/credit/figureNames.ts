/** Names of the figures that indicators are made of, and of what they are figures of. */
import { AGING_BUCKET } from "../../words/enumerations/ledger.ts";
import type { Word } from "../../words/enumerations/word.ts";
import type { Language } from "../../words/i18n.ts";

const FIGURES: Readonly<Record<string, Word>> = {
  amount: { en: "Amount", zh: "金额" },
  items: { en: "Items", zh: "笔数" },
  disputed: { en: "Disputed", zh: "有争议" },
  writtenOff: { en: "Written off", zh: "已核销" },
  notYetDue: { en: "Not yet due", zh: "未到期" },
  credits: { en: "Credits", zh: "贷项" },
  unapplied: { en: "Unapplied money", zh: "未核销款项" },
  total: { en: "Total", zh: "合计" },
  ledger: { en: "On the ledger", zh: "账本余额" },
  days: { en: "Days", zh: "天数" },
  opening: { en: "Opening balance", zh: "期初余额" },
  closing: { en: "Closing balance", zh: "期末余额" },
  closingCurrent: { en: "Closing, not due", zh: "期末未到期" },
  sales: { en: "Sales", zh: "销售额" },
  transfers: { en: "Transfers", zh: "转让" },
  times: { en: "Times", zh: "次数" },
  rate: { en: "Rate", zh: "比率" },
  months: { en: "Months", zh: "月数" },
  n: { en: "Cases", zh: "案例数" },
  meanDaysLate: { en: "Mean days late", zh: "平均逾期天数" },
  medianDaysLate: { en: "Median days late", zh: "逾期天数中位数" },
  p90DaysLate: { en: "P90 days late", zh: "逾期天数 P90" },
  onTime: { en: "On time", zh: "按时" },
  median: { en: "Median", zh: "中位数" },
  p90: { en: "P90", zh: "P90" },
  count: { en: "Number", zh: "数量" },
  of: { en: "Of", zh: "总数" },
  open: { en: "Open", zh: "未结" },
  kept: { en: "Kept", zh: "已兑现" },
  late: { en: "Late", zh: "迟延" },
  broken: { en: "Broken", zh: "未兑现" },
  base: { en: "Base", zh: "基数" },
  rolled: { en: "Rolled on", zh: "滚入下一档" },
  writtenOffBefore: { en: "Written off before", zh: "此前核销" },
  exposed: { en: "Exposed", zh: "敞口基数" },
  lost: { en: "Lost", zh: "损失" },
  historic: { en: "Historic rate", zh: "历史损失率" },
  loss: { en: "Loss", zh: "预期损失" },
  inDefault: { en: "In default", zh: "违约金额" },
  reckoned: { en: "Reckoned", zh: "已计算" },
  withoutRate: { en: "Without a rate", zh: "无损失率" },
  reductions: { en: "Reductions", zh: "减少额" },
  credit: { en: "Credits", zh: "贷项" },
  discount: { en: "Discounts", zh: "折扣" },
  share: { en: "Share", zh: "占比" },
  groups: { en: "Groups", zh: "集团数" },
  largest: { en: "Largest", zh: "最大占比" },
  topFive: { en: "Largest five", zh: "前五大占比" },
  hhi: { en: "Herfindahl index", zh: "赫芬达尔指数" },
  overdue: { en: "Overdue", zh: "逾期" },
  customers: { en: "Customers", zh: "客户数" },
  cost: { en: "Cost", zh: "成本" },
  averageBalance: { en: "Average balance", zh: "平均余额" },
  costOfCapital: { en: "Cost of capital", zh: "资金成本" },
  net: { en: "Net", zh: "净额" },
  receivables: { en: "Receivables", zh: "应收账款" },
  expectedLoss: { en: "Expected loss", zh: "预期损失" },
  answered: { en: "Answered", zh: "已答复" },
  waiting: { en: "Waiting", zh: "等待中" },
  longestWaiting: { en: "Longest waiting", zh: "最长等待" },
  paid: { en: "Paid", zh: "已付" },
};

const PARTS: Readonly<Record<string, Word>> = {
  ...AGING_BUCKET,
  due: { en: "by due date", zh: "按到期日" },
  invoice: { en: "by document date", zh: "按单据日" },
  all: { en: "all", zh: "全部" },
  industry: { en: "industry", zh: "行业" },
  country: { en: "country", zh: "国家或地区" },
  segment: { en: "segment", zh: "分组" },
  group: { en: "group", zh: "集团" },
  band: { en: "band", zh: "档级" },
  customer: { en: "customer", zh: "客户" },
  currency: { en: "currency", zh: "币种" },
  issueToAccept: { en: "issue to acceptance", zh: "开立至确认" },
  acceptToPay: { en: "acceptance to payment", zh: "确认至付款" },
  none: { en: "no rate", zh: "无损失率" },
};

/** A name that is not known here is shown as the gateway writes it. */
export function figureWord(figure: string, language: Language): string {
  return FIGURES[figure]?.[language] ?? figure;
}

/** Months, days and names of customers are what they are. */
export function partWord(part: string, language: Language): string {
  return PARTS[part]?.[language] ?? part;
}
