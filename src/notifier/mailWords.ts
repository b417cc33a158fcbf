/** What e-mails say. Every text is written here: nothing of an event but hashes and instants is put into one. */
import type { Language } from "../store/notifications.ts";
import type { EventKind } from "../wire/feed.ts";
import type { AccountChange } from "../wire/notice.ts";

type Text = Readonly<Record<Language, string>>;

/** What happened, as a subject and as the first line. */
export const SENTENCES: Readonly<Record<EventKind, Text>> = {
  ReceivableIssued: { en: "A receivable was issued", zh: "应收账款已开立" },
  ReceivableSealed: { en: "A receivable was issued with sealed content", zh: "应收账款已开立（内容已加密）" },
  ReceivableAccepted: { en: "A receivable was accepted", zh: "应收账款已确认" },
  ReceivableQueried: { en: "A receivable was queried", zh: "应收账款被提出疑问" },
  ReceivableRejected: { en: "A receivable was rejected", zh: "应收账款被拒绝" },
  ReceivableAmended: { en: "A receivable was amended", zh: "应收账款已变更" },
  ReceivableDebited: { en: "A receivable was debited", zh: "应收账款已调增" },
  ReceivableAccelerated: { en: "A receivable was accelerated", zh: "应收账款已加速到期" },
  ReceivableSplit: { en: "A receivable was split", zh: "应收账款已拆分" },
  ReceivableWrittenOff: { en: "A receivable was written off", zh: "应收账款已核销" },
  ReceivableCancelled: { en: "A receivable was cancelled", zh: "应收账款已取消" },
  ListeningBegun: { en: "The holder, a contract, is called when it is paid", zh: "持有人合约将在收款时收到通知" },
  TransferConsented: { en: "The buyer consented to a transfer", zh: "买方已同意转让" },
  ReceivablePaid: { en: "A payment was made", zh: "已付款" },
  DiscountCarried: { en: "A part of a discount was carried forward", zh: "部分折扣已结转" },
  ReceiptAdvised: { en: "A payment outside the chain was advised", zh: "已通知链外付款" },
  ReceiptRecorded: { en: "A receipt was recorded", zh: "收款已登记" },
  ReceiptReversed: { en: "A receipt was reversed", zh: "收款已冲销" },
  ReceivableCredited: { en: "A receivable was credited", zh: "应收账款已调减" },
  ChargesWaived: { en: "Charges were waived", zh: "费用已豁免" },
  ReceivableDisputed: { en: "A receivable was disputed", zh: "应收账款有争议" },
  DisputeResolved: { en: "A dispute was resolved", zh: "争议已解决" },
  Transfer: { en: "A receivable changed hands", zh: "应收账款已转让" },
  Approval: { en: "Somebody was let transfer a receivable", zh: "已授权他人转让应收账款" },
  OrganisationVouched: { en: "A registrar vouched for the organisation", zh: "登记人已为该组织作证" },
  VoucherWithdrawn: { en: "A registrar withdrew what it vouched", zh: "登记人已撤回作证" },
  MandateGiven: { en: "A mandate was given", zh: "已授予授权委托" },
  MandateRevoked: { en: "A mandate was revoked", zh: "授权委托已撤销" },
  ViewingKeySet: { en: "The viewing key was changed", zh: "查看密钥已变更" },
  StatementPosted: { en: "A statement was posted", zh: "已提交对账单" },
  BalanceAgreed: { en: "The balance of a statement was agreed", zh: "对账单余额已获确认" },
  BalanceAgreedExcept: {
    en: "The balance of a statement was agreed, with exceptions",
    zh: "对账单余额已确认，列有差异",
  },
  BalanceRejected: { en: "The balance of a statement was rejected", zh: "对账单余额被拒绝" },
  DebtAcknowledged: { en: "A debt was acknowledged", zh: "债务已获承认" },
  DemandReceived: { en: "Receipt of a demand was confirmed", zh: "已确认收到催款" },
  DeskOpened: { en: "A factoring desk was opened", zh: "已开设保理账户合约" },
  AssignmentNotified: { en: "A notice of assignment was given", zh: "已发出债权转让通知" },
  NoticeReplied: { en: "A notice of assignment was replied to", zh: "债权转让通知已获回执" },
  FilingRecorded: { en: "A filing in a public register was stated", zh: "已申报登记公示" },
  ReceivableSold: { en: "A receivable was sold to a factor with a reserve", zh: "应收账款已转让予保理人（保留余款）" },
  ReceivablePurchased: { en: "A receivable was sold to a factor outright", zh: "应收账款已由保理人买断" },
  DealPaid: { en: "Cash of a factored receivable was shared out", zh: "保理回款已分配" },
  DealReceiptReversed: { en: "A receipt of a factored receivable was reversed", zh: "保理回款已冲销" },
  ClaimRaised: { en: "The factor raised a claim on the seller", zh: "保理人已向卖方追索" },
  ActProposed: { en: "An act on a factored receivable awaits the other side", zh: "保理应收账款有事项待对方同意" },
  ActDone: { en: "An act on a factored receivable was done", zh: "保理应收账款事项已办理" },
  ReceivableReassigned: { en: "A receivable was reassigned to its seller", zh: "应收账款已反转让予卖方" },
  CashOwed: { en: "Cash waits at a factoring desk", zh: "保理账户合约有待领款项" },
  CashWithdrawn: { en: "Cash that waited at a factoring desk was paid out", zh: "保理账户合约待领款项已付出" },
  ScheduleAgreed: { en: "A schedule of collection was agreed", zh: "催收时间表已获双方约定" },
  ScheduleAdopted: { en: "The agreed schedule counts for a receivable", zh: "约定的催收时间表已适用于该应收账款" },
  CollectionRecorded: { en: "An act of collection was recorded", zh: "已登记催收记录" },
  CollectionStepTaken: { en: "A step of collection was recorded", zh: "已登记催收相关事项" },
  CollectionPlaced: { en: "A receivable was placed for collection", zh: "应收账款已委托催收" },
  CollectionRecalled: { en: "A placement for collection ended", zh: "催收委托已终止" },
  DebtorAnswered: { en: "The debtor answered", zh: "债务人已作答复" },
  PlanAgreed: { en: "A payment plan was agreed", zh: "双方已约定还款计划" },
};

/** How a bank account changed. */
export const ACCOUNT_SENTENCES: Readonly<Record<AccountChange, Text>> = {
  stated: { en: "A new bank account was stated", zh: "已提出新的银行账户" },
  approved: { en: "A change of bank account was approved", zh: "银行账户变更已获批准" },
  withdrawn: { en: "A bank account was withdrawn", zh: "银行账户已撤回" },
};

export const READY_SENTENCE: Text = { en: "An acceptance is ready to be signed", zh: "有待签署的应收账款确认" };

export const AWAITED_SENTENCE: Text = { en: "An act awaits your signature", zh: "有事项待贵方签署" };

export const DIFFERENCES_SENTENCE: Text = {
  en: "Differences between two books have changed",
  zh: "双方账目差异有变动",
};

export const INDIRECT_SENTENCE: Text = {
  en: "Money for an assigned receivable went to its seller",
  zh: "已转让应收账款的款项付给了原债权人",
};

export const MISDIRECTED_SENTENCE: Text = {
  en: "A payment of yours went to somebody else than the payee of an assigned receivable",
  zh: "贵方一笔付款未付给已转让应收账款的收款人",
};

export const QUOTE_SENTENCE: Text = { en: "You are asked for an offer", zh: "有持有人向贵方询价" };

export const OFFER_SENTENCE: Text = { en: "A factor made an offer that you asked for", zh: "保理人已按贵方询价报价" };

export const DUNNING_SENTENCE: Text = { en: "There is a dunning notice", zh: "有付款提醒或催款通知" };

export const DUNNING_FAILED_SENTENCE: Text = {
  en: "A dunning notice was sent in vain",
  zh: "有催款通知未能送出",
};

export const CASE_SENTENCE: Text = {
  en: "A deadline of a case is near, or its cover may be lost",
  zh: "案件期限临近，或保险保障可能丧失",
};

interface Words {
  readonly case: string;
  readonly alert: string;
  readonly dunningSend: string;
  readonly customer: string;
  readonly retracted: string;
  readonly receivable: string;
  readonly indirectPayment: string;
  readonly quoteRequest: string;
  readonly quoteOffer: string;
  readonly statement: string;
  readonly notice: string;
  readonly organisation: string;
  readonly recorded: string;
  readonly block: string;
  readonly undo: string;
  readonly details: string;
  readonly rule: string;
  readonly payee: string;
  readonly account: string;
  readonly caution: string;
  readonly intent: string;
  readonly preparedBy: string;
  readonly reconciliation: string;
  readonly opened: string;
  readonly cleared: string;
  readonly happened: string;
  readonly administrator: string;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    case: "Case: ",
    alert: "Alert: ",
    dunningSend: "Dunning notice: ",
    customer: "Customer: ",
    retracted: "Taken back: ",
    receivable: "Receivable: ",
    indirectPayment: "Indirect payment: ",
    quoteRequest: "Request for quotes: ",
    quoteOffer: "Offer: ",
    statement: "Statement: ",
    notice: "Notice: ",
    organisation: "Organisation: ",
    recorded: "Recorded: ",
    block: "Block: ",
    undo: "The chain took this back. Undo whatever followed from it.",
    details: "Sign in for the details: ",
    rule: "To receive no more of these, delete the notification ",
    payee: "Payee: ",
    account: "Account, by its id: ",
    caution: "Pay nothing to a new account before you called the payee back on a number that you knew before.",
    intent: "To be signed: ",
    preparedBy: "Prepared by: ",
    reconciliation: "Reconciliation: ",
    opened: "New: ",
    cleared: "Cleared: ",
    happened: "Happened: ",
    administrator: "You are told as an administrator of the organisation.",
  },
  zh: {
    case: "案件：",
    alert: "提示：",
    dunningSend: "催款通知：",
    customer: "客户：",
    retracted: "已撤回：",
    receivable: "应收账款：",
    indirectPayment: "间接付款：",
    quoteRequest: "询价：",
    quoteOffer: "报价：",
    statement: "对账单：",
    notice: "转让通知：",
    organisation: "组织：",
    recorded: "记录时间：",
    block: "区块：",
    undo: "该记录已被链撤回，请撤销由此产生的一切处理。",
    details: "登录查看详情：",
    rule: "如不再接收此类邮件，请删除通知规则 ",
    payee: "收款方：",
    account: "账户编号：",
    caution: "向新账户付款前，请先以此前已知的联系方式向收款方回拨核实。",
    intent: "待签署：",
    preparedBy: "发起方：",
    reconciliation: "对账：",
    opened: "新增：",
    cleared: "已消除：",
    happened: "发生时间：",
    administrator: "您作为该组织的管理员收到此通知。",
  },
};

interface StatementWords {
  readonly sentence: string;
  readonly number: string;
  readonly replaces: string;
  readonly cutOff: string;
  readonly currency: string;
  readonly organisation: string;
  readonly replyBy: string;
  readonly attached: string;
  readonly notAttached: string;
  readonly purpose: string;
  readonly details: string;
}

export const STATEMENT_WORDS: Readonly<Record<Language, StatementWords>> = {
  en: {
    sentence: "A statement of account",
    number: "Statement: ",
    replaces: "Replaces: ",
    cutOff: "As of the end of: ",
    currency: "Currency: ",
    organisation: "Made by: ",
    replyBy: "An answer is asked for by: ",
    attached: "It is attached as a PDF.",
    notAttached: "It is too long for a mail: members of your organisation read it at the gateway.",
    purpose: "It is for comparing books. It is no demand for payment, and no answer is taken for none.",
    details: "To read it and to answer line by line, sign in: ",
  },
  zh: {
    sentence: "往来对账单",
    number: "对账单编号：",
    replaces: "替代：",
    cutOff: "截止日（当日终了）：",
    currency: "币种：",
    organisation: "出具方：",
    replyBy: "请于此日前答复：",
    attached: "对账单见附件（PDF）。",
    notAttached: "对账单过长，未随附：贵方成员可在网关查阅。",
    purpose: "本对账单仅供核对账目，不构成付款催告；未答复不视为认可。",
    details: "查阅并逐项答复，请登录：",
  },
};
