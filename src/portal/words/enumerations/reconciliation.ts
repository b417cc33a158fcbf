/** What two books have in common and what not, who acts and how it is cured. */
import type { Resolution, ReplyKind } from "../../../domain/differenceReply.ts";
import type {
  MatchRule,
  DifferenceClass,
  Owner,
  Cure,
  ClearedWhy,
  ReconciliationStep,
} from "../../../domain/ledgerDifference.ts";
import type { ItemKind } from "../../../domain/ledgerItem.ts";
import type { Words } from "./word.ts";

export const MATCH_RULE: Words<MatchRule> = {
  receivable: { en: "Same receivable", zh: "同一应收账款" },
  number: { en: "Same number", zh: "编号相同" },
  nearNumber: { en: "Nearly the same number", zh: "编号近似" },
  orderAmount: { en: "Same order and amount", zh: "订单与金额相同" },
  amountDate: { en: "Same amount and date", zh: "金额与日期相同" },
  orderGroup: { en: "Several of one order", zh: "同一订单的多笔" },
  monthGroup: { en: "Several of one month", zh: "同一月份的多笔" },
};

export const DIFFERENCE_CLASS: Words<DifferenceClass> = {
  MISSING_AT_BUYER: { en: "Missing in the buyer's book", zh: "买方账上缺失" },
  MISSING_AT_SUPPLIER: { en: "Missing in the supplier's book", zh: "供应商账上缺失" },
  PAYMENT_IN_TRANSIT: { en: "Payment in transit", zh: "在途付款" },
  PAYMENT_UNAPPLIED: { en: "Payment not applied", zh: "款项未核销" },
  AMOUNT_DIFF: { en: "Amounts differ", zh: "金额不一致" },
  DUPLICATE: { en: "Booked twice", zh: "重复入账" },
  CREDIT_NOT_TAKEN: { en: "Credit note not taken", zh: "贷项未入账" },
  WRONG_PERIOD: { en: "Another period", zh: "期间不符" },
  CURRENCY: { en: "Currencies differ", zh: "币种不一致" },
  ASSIGNED: { en: "Assigned to somebody else", zh: "已转让他人" },
  DISPUTED: { en: "Disputed", zh: "存在争议" },
};

export const DIFFERENCE_OWNER: Words<Owner> = {
  supplier: { en: "Supplier", zh: "供应商" },
  buyer: { en: "Buyer", zh: "买方" },
  both: { en: "Both", zh: "双方" },
  none: { en: "Nobody: it clears by itself", zh: "无需处理：自行消除" },
};

export const CURE: Words<Cure> = {
  sendCopyThenAcceptOrReject: { en: "Send a copy; then accept or reject it", zh: "补寄发票副本，随后确认或拒绝" },
  acceptCreditOrDispute: { en: "Accept the credit note, or dispute it", zh: "接受贷项或提出争议" },
  clearsNextPeriod: { en: "Clears in the next period", zh: "下期自行消除" },
  apply: { en: "Apply the payment", zh: "核销该笔款项" },
  creditOrDebitNote: { en: "Credit or debit note", zh: "开具贷项或借项" },
  reverse: { en: "Reverse the second booking", zh: "冲销重复入账" },
  book: { en: "Book it", zh: "补记入账" },
  roll: { en: "Move it to its period", zh: "调整至正确期间" },
  agreeCurrency: { en: "Agree on the currency", zh: "商定币种" },
  showAsOwedToAssignee: { en: "Show it as owed to the assignee", zh: "列示为应付受让人" },
  disputeFlow: { en: "Settle the dispute", zh: "按争议流程处理" },
};

export const CLEARED_WHY: Words<ClearedWhy> = {
  matched: { en: "Both books agree", zh: "双方账目已一致" },
  otherDifference: { en: "Part of another difference", zh: "并入其他差异" },
  gone: { en: "Its items are gone", zh: "相关项目已不存在" },
};

export const RECONCILIATION_STEP: Words<ReconciliationStep> = {
  waiting: { en: "Waiting", zh: "等待中" },
  readingSupplier: { en: "Reading the supplier's book", zh: "读取供应商账簿" },
  readingBuyer: { en: "Reading the buyer's book", zh: "读取买方账簿" },
  matching: { en: "Matching", zh: "匹配中" },
  storing: { en: "Storing the result", zh: "保存结果" },
  done: { en: "Done", zh: "已完成" },
  failed: { en: "Failed", zh: "失败" },
};

export const RESOLUTION: Words<Resolution> = {
  supplierIsRight: { en: "The supplier is right", zh: "以供应商为准" },
  buyerIsRight: { en: "The buyer is right", zh: "以买方为准" },
  creditNote: { en: "A credit note", zh: "开具贷项" },
  debitNote: { en: "A debit note", zh: "开具借项" },
  clearsInTime: { en: "Clears in time", zh: "届时自行消除" },
  becomesDispute: { en: "Becomes a dispute", zh: "转为争议" },
};

export const REPLY_KIND: Words<ReplyKind> = {
  comment: { en: "Comment", zh: "说明" },
  propose: { en: "Proposal", zh: "提议" },
  accept: { en: "Accepted", zh: "接受" },
  reject: { en: "Rejected", zh: "拒绝" },
  withdraw: { en: "Withdrawn", zh: "撤回" },
};

export const ITEM_KIND: Words<ItemKind> = {
  invoice: { en: "Invoice", zh: "发票" },
  debitNote: { en: "Debit note", zh: "借项通知单" },
  creditNote: { en: "Credit note", zh: "贷项通知单" },
  payment: { en: "Payment", zh: "付款" },
  unapplied: { en: "Unapplied payment", zh: "未核销款项" },
};
