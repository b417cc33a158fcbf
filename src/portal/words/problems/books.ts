/** Books, statements and bank entries. */
import type { ProblemCode } from "../../../wire/problem.ts";
import type { ProblemWords } from "./problemWord.ts";

export const BOOKS = {
  AccountStatementReplaced: { title: "对账单已被其他版本取代", wayOut: "请查看最新版本。" },
  AccountTooLong: { title: "往来明细过长，无法一次显示", wayOut: "请缩短期间。" },
  BookUnfinished: { title: "账簿尚未读取完毕、无法读取或未经比对", wayOut: "请等待处理完成，或重新上传。" },
  LineMissing: { title: "该账簿中此单据无未清项", wayOut: "请核对单据编号。" },
  MatchOver: { title: "银行流水的匹配已变更", wayOut: "请刷新后重新处理。" },
  MatchStands: { title: "该银行流水已匹配或无需匹配", wayOut: "如需更改，请先撤销匹配。" },
  MatchUnfit: { title: "匹配金额超过可用金额", wayOut: "请调整核销金额。" },
  BillOver: { title: "票据状态已变更，或不是票据", wayOut: "请刷新页面。" },
  NothingToPay: { title: "该日前无需付款", wayOut: "请选择更晚的日期。" },
  PaymentUnfit: { title: "银行无法按此办理付款", wayOut: "请核对账号与附言。" },
  AccountInvalid: { title: "账号有误", wayOut: "请核对账号。" },
  AccountInconsistent: { title: "账户信息自相矛盾", wayOut: "请核对后重新填写。" },
  AccountOver: { title: "账户状态已变更", wayOut: "请刷新页面。" },
  ResultUnreckoned: { title: "我方账簿得出不同的结果或余额", wayOut: "请重新对账后再签署。" },
  SumNotRecorded: { title: "对账单未记录该金额的哈希", wayOut: "请核对金额与盐值。" },
  IndirectPaymentOver: { title: "该间接付款状态已变更", wayOut: "请刷新页面。" },
  AssignmentMissing: { title: "付款时该应收账款并未转让", wayOut: "请核对付款日期。" },
} as const satisfies Readonly<Partial<Record<ProblemCode, ProblemWords>>>;
