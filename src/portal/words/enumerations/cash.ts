/** Why a bank entry is matched as it is, and how it stands. */
import type { ReasonLeft } from "../../../domain/account/payRun.ts";
import type {
  CashRule,
  CashDifferenceReason,
  PayerEvidence,
  MatchState,
  EntryState,
  EntryLeftOut,
  ShortReason,
  BillState,
  UndoCause,
  CashStep,
} from "../../../domain/cashMatch.ts";
import type { Words } from "./word.ts";

export const CASH_RULE: Words<CashRule> = {
  STRUCTURED_REFERENCE: { en: "Structured reference", zh: "结构化参考号" },
  REFERENCE: { en: "Invoice number in the text", zh: "附言中的发票号" },
  NEAR_REFERENCE: { en: "Nearly the invoice number", zh: "附言中的近似发票号" },
  REMITTANCE_ADVICE: { en: "Remittance advice", zh: "付款通知书" },
  EXACT_AMOUNT: { en: "Exact amount", zh: "金额完全一致" },
  DISCOUNT: { en: "Amount after discount", zh: "扣除折扣后的金额" },
  TOLERANCE: { en: "Within the tolerance", zh: "在容差范围内" },
  WHOLE_STATEMENT: { en: "The whole statement", zh: "整份对账单" },
  ONE_DUE_DATE: { en: "All of one due date", zh: "同一到期日的全部" },
  OLDEST_FIRST: { en: "Oldest first", zh: "先到期先核销" },
  SUBSET_SUM: { en: "The only group with this sum", zh: "唯一合计相符的组合" },
  PARTS: { en: "Instalments of one invoice", zh: "同一发票的分期" },
  THIRD_PARTY_REFERENCE: { en: "Paid by somebody else, with a reference", zh: "第三方代付（附参考号）" },
  UNAPPLIED: { en: "Payer known, nothing matched", zh: "付款人已知，未能匹配" },
  UNIDENTIFIED: { en: "Payer unknown", zh: "付款人不明" },
  SHORT: { en: "Too little", zh: "少付" },
  OVER: { en: "Too much", zh: "多付" },
  DUPLICATE: { en: "Paid twice", zh: "疑似重复付款" },
  REPEATED_LINE: { en: "The same line again", zh: "重复的流水行" },
  NOT_INCOMING: { en: "No incoming money", zh: "非收款" },
};

export const CASH_DIFFERENCE: Words<CashDifferenceReason> = {
  NONE: { en: "No difference", zh: "无差额" },
  TOLERATED_SHORT: { en: "Tolerated shortfall", zh: "容差内少付" },
  TOLERATED_OVER: { en: "Tolerated excess", zh: "容差内多付" },
  UNEARNED_DISCOUNT: { en: "Discount not earned", zh: "不符合条件的折扣" },
  DEDUCTION: { en: "Deduction", zh: "扣款" },
  PART_PAYMENT: { en: "Part payment", zh: "部分付款" },
};

export const PAYER_EVIDENCE: Words<PayerEvidence> = {
  NONE: { en: "Not found", zh: "未识别" },
  ACCOUNT: { en: "By its account", zh: "按账号" },
  NAME: { en: "By its name", zh: "按户名" },
  REFERENCE: { en: "By the reference", zh: "按参考号" },
  ALIAS: { en: "By a name learnt before", zh: "按已知别名" },
};

export const MATCH_STATE: Words<MatchState> = {
  posted: { en: "Posted", zh: "已入账" },
  proposed: { en: "Proposed, to be confirmed", zh: "待确认" },
  exception: { en: "Exception", zh: "例外" },
  refused: { en: "Refused", zh: "已拒绝" },
  undone: { en: "Undone", zh: "已撤销" },
  superseded: { en: "Replaced by a later decision", zh: "已被后续决定取代" },
};

export const ENTRY_STATE: Words<EntryState> = {
  unmatched: { en: "Unmatched", zh: "未匹配" },
  exception: { en: "Exception", zh: "例外" },
  proposed: { en: "To be confirmed", zh: "待确认" },
  posted: { en: "Posted", zh: "已入账" },
  leftOut: { en: "Left out", zh: "不处理" },
};

export const LEFT_OUT: Words<EntryLeftOut> = {
  RETURNED: { en: "It was returned", zh: "已被退回" },
  RETURN: { en: "It is a return", zh: "退款流水" },
  CURRENCY_UNKNOWN: { en: "Currency unknown", zh: "币种不明" },
  NO_DATE: { en: "No date", zh: "缺少日期" },
  NOT_INCOMING: { en: "No incoming money", zh: "非收款" },
  DISHONOURED: { en: "The bill was not paid", zh: "票据拒付" },
};

export const SHORT_REASON: Words<ShortReason> = {
  unearnedDiscount: { en: "Discount not earned", zh: "不符合条件的折扣" },
  price: { en: "Price", zh: "价格" },
  quantity: { en: "Quantity", zh: "数量" },
  quality: { en: "Quality", zh: "质量" },
  freight: { en: "Freight", zh: "运费" },
  tax: { en: "Tax", zh: "税费" },
  bankCharge: { en: "Bank charge", zh: "银行手续费" },
  returnedGoods: { en: "Returned goods", zh: "退货" },
  promotion: { en: "Promotion", zh: "促销" },
  setOff: { en: "Set-off", zh: "抵销" },
  partPayment: { en: "Part payment", zh: "部分付款" },
  other: { en: "Other", zh: "其他" },
};

export const BILL_STATE: Words<BillState> = {
  BILL_RECEIVED: { en: "Bill received", zh: "已收票据" },
  HONOURED: { en: "Honoured", zh: "已承付" },
  DISHONOURED: { en: "Dishonoured", zh: "拒付" },
};

export const UNDO_CAUSE: Words<UndoCause> = {
  member: { en: "By a member", zh: "成员撤销" },
  returned: { en: "The money went back", zh: "款项被退回" },
  dishonoured: { en: "The bill was not paid", zh: "票据拒付" },
};

export const CASH_STEP: Words<CashStep> = {
  waiting: { en: "Waiting", zh: "等待中" },
  reading: { en: "Reading", zh: "读取中" },
  matching: { en: "Matching", zh: "匹配中" },
  storing: { en: "Storing", zh: "保存中" },
  done: { en: "Done", zh: "已完成" },
  failed: { en: "Failed", zh: "失败" },
};

export const REASON_LEFT: Words<ReasonLeft> = {
  notDue: { en: "It can wait", zh: "尚未到期" },
  disputed: { en: "All of it is disputed", zh: "全额存在争议" },
  nothingToPay: { en: "The discount leaves nothing to pay", zh: "折扣后无需付款" },
  noAccount: { en: "The payee has no account that may be paid", zh: "收款人无可用账户" },
  creditExceeds: { en: "The credit note is more than is paid", zh: "贷项超过本次付款" },
  noticeRefused: {
    en: "The notice of assignment was refused: settle whom to pay",
    zh: "转让通知被拒绝：须先确定收款人",
  },
};
