/** What a factor lends on and what stands out in its book. */
import type { BookExceptionKind } from "../../../domain/factoring/bookExceptions.ts";
import type { EligibilityRule } from "../../../domain/factoring/eligibilityRules.ts";
import type { INDIRECT_STATES, INDIRECT_SOURCES } from "../../../wire/indirectPayment.ts";
import type { Words } from "./word.ts";

export const ELIGIBILITY_RULE: Words<EligibilityRule> = {
  notHeld: { en: "Not held by the factor", zh: "非保理商持有" },
  aged: { en: "Too old", zh: "账龄过长" },
  crossAged: { en: "Too much of the buyer's is overdue", zh: "该买方逾期比例过高" },
  creditsInPrior: { en: "Old credits", zh: "前期贷项" },
  disputed: { en: "Disputed", zh: "存在争议" },
  notAccepted: { en: "Not accepted by the buyer", zh: "买方未确认" },
  lowBand: { en: "Low credit band", zh: "信用档级过低" },
  unverified: { en: "Not verified", zh: "未核实" },
  foreign: { en: "Foreign buyer", zh: "境外买方" },
  government: { en: "Public body", zh: "政府机构" },
  affiliate: { en: "Affiliate of the seller", zh: "卖方关联方" },
  billAndHold: { en: "Billed, not delivered", zh: "开票未交货" },
  progressBilling: { en: "Progress billing", zh: "按进度开票" },
  contra: { en: "Buyer is owed by the seller too", zh: "存在对冲往来" },
  concentration: { en: "Above the share of one buyer", zh: "单一买方集中度超限" },
};

export const BOOK_EXCEPTION: Words<BookExceptionKind> = {
  disputed: { en: "Disputed", zh: "存在争议" },
  overdue: { en: "Overdue", zh: "逾期" },
  recourseOpen: { en: "Recourse is open", zh: "可行使追索" },
  advised: { en: "Payment advised, not seen", zh: "买方称已付，未见款" },
  noticeMissing: { en: "No notice of assignment", zh: "未发转让通知" },
  noticeUnanswered: { en: "Notice not answered", zh: "通知未获回复" },
  noticeRefused: { en: "Notice refused", zh: "通知被拒绝" },
  voucherMissing: { en: "No voucher for a party", zh: "缺少登记证明" },
  voucherLapsed: { en: "A voucher has lapsed", zh: "登记证明已失效" },
  claimOpen: { en: "Claim on the seller open", zh: "对卖方的追索未结" },
  gap: { en: "Less is open than was advanced", zh: "未清额低于融资额" },
  cashKept: { en: "Cash waits", zh: "有留存款" },
  limitNearlyUsed: { en: "Limit nearly used", zh: "额度将尽" },
};

export const INDIRECT_STATE: Words<(typeof INDIRECT_STATES)[number]> = {
  open: { en: "Open", zh: "待处理" },
  turnedOver: { en: "Turned over", zh: "已转付" },
  claimed: { en: "Claimed of the seller", zh: "已向卖方追索" },
  settled: { en: "Settled", zh: "已结清" },
  recorded: { en: "Recorded", zh: "已登记" },
  reassigned: { en: "Reassigned", zh: "已反转让" },
  dismissed: { en: "Dismissed", zh: "已排除" },
};

export const INDIRECT_SOURCE: Words<(typeof INDIRECT_SOURCES)[number]> = {
  bankFile: { en: "Seller's bank file", zh: "卖方银行流水" },
  advice: { en: "Buyer's advice", zh: "买方付款告知" },
  claim: { en: "Factor's claim", zh: "保理商追索" },
  report: { en: "Report", zh: "报告" },
};
