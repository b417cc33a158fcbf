/** Early warnings, limits, scores and what is known of a party. */
import type { InputPart, InputKind } from "../../../domain/credit/inputs.ts";
import type { ScoreReason, OwnScoreReason } from "../../../domain/credit/policy.ts";
import type { LimitSource } from "../../../domain/exposure/limit.ts";
import type { WatchCause } from "../../../domain/exposure/watch.ts";
import type { Outcome as WarningOutcome } from "../../../domain/risk/outcomes.ts";
import type { RiskGrade, RiskStatus, RiskCategory } from "../../../domain/risk/register.ts";
import type { WarningRule } from "../../../domain/risk/warnings.ts";
import type { Words } from "./word.ts";

export const WARNING_RULE: Words<WarningRule> = {
  lateDrift: { en: "Pays later and later", zh: "付款日趋延迟" },
  firstLate: { en: "Late for the first time", zh: "首次逾期" },
  overdueShare: { en: "Large share overdue", zh: "逾期占比高" },
  disputesRising: { en: "Disputes rise", zh: "争议上升" },
  dilutionRising: { en: "Dilution rises", zh: "稀释率上升" },
  bankReturn: { en: "A payment was returned", zh: "付款被退回" },
  concentration: { en: "Large share of the book", zh: "集中度过高" },
  largerInvoice: { en: "Invoice larger than usual", zh: "发票金额异常增大" },
  belowTier: { en: "Below what it used to buy", zh: "采购量低于以往档级" },
  dormantRevived: { en: "Dormant customer came back", zh: "休眠客户重新活跃" },
  brokenPromises: { en: "Promises broken", zh: "多次违约承诺" },
  gradeLowered: { en: "Grade lowered", zh: "评级下调" },
  insolvency: { en: "Insolvency reported", zh: "破产通报" },
  oldPayeePaid: { en: "Paid the old payee", zh: "仍付给原收款人" },
  limitNear: { en: "Near the limit", zh: "接近额度" },
  limitExceeded: { en: "Above the limit", zh: "超出额度" },
  gradeExpired: { en: "Grade expired", zh: "评级过期" },
  accountsStale: { en: "Accounts out of date", zh: "财务报表过时" },
};

export const WARNING_OUTCOME: Words<WarningOutcome> = {
  open: { en: "Not judged yet", zh: "待判断" },
  confirmed: { en: "Confirmed", zh: "属实" },
  false: { en: "False alarm", zh: "误报" },
};

export const LIMIT_SOURCE: Words<LimitSource> = {
  customer: { en: "Set for the customer", zh: "客户单独设定" },
  group: { en: "Of its group", zh: "集团额度" },
  band: { en: "Of its credit band", zh: "信用档级额度" },
};

export const WATCH_CAUSE: Words<WatchCause> = {
  manual: { en: "Put there by a person", zh: "人工列入" },
  limitUse: { en: "Use of the limit", zh: "额度使用率" },
  daysOverdue: { en: "Days overdue", zh: "逾期天数" },
  disputedShare: { en: "Disputed share", zh: "争议占比" },
  frozen: { en: "Frozen", zh: "已冻结" },
  pastGateway: { en: "Recorded past this gateway", zh: "绕过本网关上链" },
};

export const SCORE_REASON: Words<ScoreReason> = {
  first: { en: "First score", zh: "首次评分" },
  policy: { en: "The policy changed", zh: "政策变更" },
  byHand: { en: "Asked for by a person", zh: "人工发起" },
  contest: { en: "After a contest", zh: "异议后重评" },
  daysLateDrift: { en: "Pays later", zh: "付款延迟加剧" },
  brokenPromise: { en: "A promise was broken", zh: "承诺未兑现" },
  dispute: { en: "A dispute", zh: "发生争议" },
  limitUse: { en: "Use of the limit", zh: "额度使用" },
  insolvency: { en: "Insolvency reported", zh: "破产通报" },
  newFacts: { en: "New facts", zh: "新资料" },
  age: { en: "The score grew old", zh: "评分过期" },
};

export const OWN_SCORE_REASON: Words<OwnScoreReason> = {
  first: { en: "First score", zh: "首次评分" },
  policy: { en: "The policy changed", zh: "政策变更" },
  contest: { en: "After a contest", zh: "异议后重评" },
  changed: { en: "What is known changed", zh: "已知信息变化" },
};

export const INPUT_PART: Words<InputPart> = {
  payment: { en: "Payment record", zh: "付款记录" },
  ratios: { en: "Ratios of its accounts", zh: "财务比率" },
  standing: { en: "Standing of the firm", zh: "企业概况" },
  disputes: { en: "Disputes", zh: "争议" },
  external: { en: "External grade", zh: "外部评级" },
};

export const INPUT_KIND: Words<InputKind> = {
  daysLate: { en: "Days late", zh: "平均逾期天数" },
  onTimeShare: { en: "Share paid on time", zh: "按时付款比例" },
  brokenPromises: { en: "Broken promises", zh: "未兑现承诺数" },
  disputeShare: { en: "Disputed share", zh: "争议比例" },
  currentRatio: { en: "Current ratio", zh: "流动比率" },
  quickRatio: { en: "Quick ratio", zh: "速动比率" },
  equityRatio: { en: "Equity ratio", zh: "权益比率" },
  interestCover: { en: "Interest cover", zh: "利息保障倍数" },
  debtToEquity: { en: "Debt to equity", zh: "产权比率" },
  age: { en: "Age of the firm", zh: "成立年限" },
  employees: { en: "Employees", zh: "员工人数" },
  grade: { en: "External grade", zh: "外部评级" },
};

export const RISK_GRADE: Words<RiskGrade> = {
  low: { en: "Low", zh: "低" },
  medium: { en: "Medium", zh: "中" },
  high: { en: "High", zh: "高" },
  critical: { en: "Critical", zh: "严重" },
};

export const RISK_STATUS: Words<RiskStatus> = {
  open: { en: "Open", zh: "未处理" },
  mitigated: { en: "Mitigated", zh: "已缓释" },
  accepted: { en: "Accepted", zh: "已接受" },
  closed: { en: "Closed", zh: "已关闭" },
};

export const RISK_CATEGORY: Words<RiskCategory> = {
  credit: { en: "Credit", zh: "信用" },
  operational: { en: "Operational", zh: "操作" },
  legal: { en: "Legal", zh: "法律" },
  market: { en: "Market", zh: "市场" },
  chain: { en: "Chain", zh: "区块链" },
  people: { en: "People", zh: "人员" },
};
