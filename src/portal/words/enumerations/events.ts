/** What the chain recorded, as a timeline and the feed tell it. */
import type { CollectionKind } from "../../../wire/collectionEvent.ts";
import type { FactoringKind } from "../../../wire/factoringEvent.ts";
import type { DIRECTORY_KINDS } from "../../../wire/feed.ts";
import type { NoticeKind } from "../../../wire/notice.ts";
import type { StatementKind } from "../../../wire/statement.ts";
import type { ToldEvent } from "../../../wire/timeline.ts";
import type { Words } from "./word.ts";

export const LEDGER_EVENT: Words<ToldEvent> = {
  ReceivableIssued: { en: "Issued", zh: "已开立" },
  ReceivableSealed: { en: "Issued, terms sealed", zh: "已开立（条款密封）" },
  ReceivableAccepted: { en: "Accepted by the buyer", zh: "买方已确认" },
  ReceivableQueried: { en: "Queried by the buyer", zh: "买方提出疑问" },
  ReceivableRejected: { en: "Rejected by the buyer", zh: "买方已拒绝" },
  ReceivableAmended: { en: "Terms amended", zh: "条款已变更" },
  ReceivableDebited: { en: "Debited: more is owed", zh: "已借记：应付金额增加" },
  ReceivableAccelerated: { en: "Called due", zh: "已宣布提前到期" },
  ReceivableSplit: { en: "Split into parts", zh: "已拆分" },
  ReceivableWrittenOff: { en: "Written off; the claim stays", zh: "已核销（债权仍在）" },
  ReceivableCancelled: { en: "Cancelled", zh: "已撤销" },
  TransferConsented: { en: "Transfer consented to", zh: "买方同意转让" },
  ListeningBegun: { en: "The holder's contract listens", zh: "持有人合约开始接收通知" },
  ReceivablePaid: { en: "Paid", zh: "已付款" },
  DiscountCarried: { en: "Part of a discount carried", zh: "部分折扣结转" },
  ReceiptAdvised: { en: "Payment advised by the buyer", zh: "买方告知已付款" },
  ReceiptRecorded: { en: "Receipt recorded by the holder", zh: "持有人已登记收款" },
  ReceiptReversed: { en: "Receipt reversed", zh: "收款已冲销" },
  ReceivableCredited: { en: "Credited: less is owed", zh: "已贷记：应付金额减少" },
  ChargesWaived: { en: "Charges waived", zh: "费用已免除" },
  ReceivableDisputed: { en: "Disputed", zh: "已提出争议" },
  DisputeResolved: { en: "Dispute ended", zh: "争议已了结" },
  Transfer: { en: "Changed hands", zh: "持有人变更" },
  Approval: { en: "Somebody may transfer it", zh: "已授权他人转让" },
};

export const DIRECTORY_EVENT: Words<(typeof DIRECTORY_KINDS)[number]> = {
  OrganisationVouched: { en: "A registrar vouched", zh: "登记人已出具证明" },
  VoucherWithdrawn: { en: "A voucher was withdrawn", zh: "登记证明已撤回" },
  MandateGiven: { en: "Mandate given", zh: "已授权" },
  MandateRevoked: { en: "Mandate ended", zh: "授权已终止" },
  ViewingKeySet: { en: "Viewing key published", zh: "已公布查看密钥" },
};

export const STATEMENT_EVENT: Words<StatementKind> = {
  StatementPosted: { en: "Statement posted", zh: "已提交对账单" },
  BalanceAgreed: { en: "Balance agreed", zh: "余额相符" },
  BalanceAgreedExcept: { en: "Agreed with exceptions", zh: "除差异外相符" },
  BalanceRejected: { en: "Balance rejected", zh: "余额不符" },
  DebtAcknowledged: { en: "Debt acknowledged", zh: "债务已承认" },
  DemandReceived: { en: "Demand received", zh: "催款已签收" },
};

export const FACTORING_EVENT: Words<FactoringKind> = {
  DeskOpened: { en: "Factor's desk opened", zh: "保理台已开设" },
  AssignmentNotified: { en: "Notice of assignment given", zh: "已发出债权转让通知" },
  NoticeReplied: { en: "Debtor replied to the notice", zh: "债务人已回复通知" },
  FilingRecorded: { en: "Filing stated", zh: "已声明登记备案" },
  ReceivableSold: { en: "Sold to a factor", zh: "已转让给保理商" },
  ReceivablePurchased: { en: "Bought outright", zh: "已买断" },
  DealPaid: { en: "Money came in on the deal", zh: "交易已收款" },
  DealReceiptReversed: { en: "Receipt of the deal reversed", zh: "交易收款已冲销" },
  ClaimRaised: { en: "Claim on the seller raised", zh: "已向卖方提出追索" },
  ActProposed: { en: "Act proposed", zh: "已提议" },
  ActDone: { en: "Act done", zh: "已执行" },
  ReceivableReassigned: { en: "Given back to the seller", zh: "已反转让" },
  CashOwed: { en: "Cash waits at the desk", zh: "款项留存待取" },
  CashWithdrawn: { en: "Cash paid out", zh: "款项已提取" },
};

export const COLLECTION_EVENT: Words<CollectionKind> = {
  ScheduleAgreed: { en: "Collection schedule agreed", zh: "催收日程已约定" },
  ScheduleAdopted: { en: "Schedule adopted", zh: "催收日程已采用" },
  CollectionRecorded: { en: "Contact recorded", zh: "已登记催收联络" },
  CollectionStepTaken: { en: "Step of collection recorded", zh: "已登记催收步骤" },
  CollectionPlaced: { en: "Placed for collection", zh: "已委托催收" },
  CollectionRecalled: { en: "Placement ended", zh: "催收委托已终止" },
  DebtorAnswered: { en: "Debtor answered", zh: "债务人已答复" },
  PlanAgreed: { en: "Payment plan agreed", zh: "还款计划已签署" },
};

export const TOLD_NOTICE: Words<NoticeKind> = {
  BankAccountChanged: { en: "A bank account changed", zh: "银行账户变更" },
  AcceptanceReady: { en: "An acceptance waits for your signature", zh: "有待签署的确认" },
  SignatureAwaited: { en: "Your signature is awaited", zh: "等待贵方签署" },
  DifferencesChanged: { en: "Differences of a reconciliation changed", zh: "对账差异有变化" },
  IndirectPaymentOpened: {
    en: "Money for an assigned receivable went to its seller",
    zh: "已转让账款的款项付给了卖方",
  },
  PaymentMisdirected: { en: "A payment went to the wrong payee", zh: "款项付错收款人" },
  QuoteAsked: { en: "You are asked for an offer", zh: "收到询价" },
  OfferReceived: { en: "An offer arrived", zh: "收到报价" },
  DunningNoticeSent: { en: "A dunning notice went out", zh: "催款通知已发出" },
  DunningNoticeFailed: { en: "A dunning notice failed", zh: "催款通知发送失败" },
  CaseAlerted: { en: "A deadline of a case runs out", zh: "案件期限将至" },
  InsolvencyNoticed: { en: "The debtor was reported insolvent, or not any more", zh: "债务人破产通报或其撤回" },
  WarningRaised: { en: "Early warning", zh: "早期预警" },
  WatchlistDigest: { en: "Watchlist of the day", zh: "关注名单日报" },
  ApprovalChanged: { en: "A request for approval changed", zh: "审批申请有变化" },
  ScoreContestChanged: { en: "A contest of a score changed", zh: "评分异议有变化" },
};
