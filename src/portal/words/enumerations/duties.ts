/** Who is entrusted with what, and whose signature else it takes. */
import type { ApprovalKind, ApprovalState, ApprovalWord } from "../../../domain/duties/approvals.ts";
import type { Duty } from "../../../domain/duties/duties.ts";
import type { ExceptionKind } from "../../../domain/duties/exceptions.ts";
import type { Verb } from "../../../domain/receivable.ts";
import type { ROLES_OF_MEMBERS } from "../../../wire/access.ts";
import type { Scope } from "../../../wire/operation.ts";
import type { Words } from "./word.ts";

export const DUTY: Words<Duty> = {
  prepareIssue: { en: "Prepare receivables", zh: "编制应收账款" },
  approveIssue: { en: "Sign receivables", zh: "签署应收账款" },
  collect: { en: "Collect", zh: "催收" },
  postCash: { en: "Apply cash", zh: "收款核销" },
  writeOff: { en: "Write off", zh: "核销坏账" },
  concede: { en: "Credit and concede", zh: "减额与让步" },
  changePayee: { en: "Change payees", zh: "变更收款人" },
  setCredit: { en: "Set credit limits", zh: "设定信用额度" },
  approveCredit: { en: "Approve credit", zh: "审批信用" },
  approveActs: { en: "Approve acts", zh: "审批业务操作" },
  manageMembers: { en: "Manage members", zh: "成员管理" },
  audit: { en: "Audit", zh: "审计" },
};

export const APPROVAL_KIND: Words<ApprovalKind> = {
  limitExceeded: { en: "Beyond a credit limit", zh: "超信用额度" },
  limitChange: { en: "Change of a limit", zh: "额度变更" },
  limitFreeze: { en: "Freeze of a customer", zh: "冻结客户" },
  creditPolicy: { en: "Credit policy", zh: "信用政策" },
  writeOff: { en: "Write-off", zh: "核销" },
  credit: { en: "Credit", zh: "减额" },
  payeeChange: { en: "Change of a payee", zh: "收款人变更" },
  overlay: { en: "Overlay on expected losses", zh: "预期损失叠加调整" },
  dutyException: { en: "Exception from duties", zh: "职责例外" },
};

export const APPROVAL_STATE: Words<ApprovalState> = {
  pending: { en: "Waits for a decision", zh: "待审批" },
  approved: { en: "Approved", zh: "已批准" },
  refused: { en: "Refused", zh: "已拒绝" },
  lapsed: { en: "Lapsed", zh: "已失效" },
  used: { en: "Used", zh: "已使用" },
  withdrawn: { en: "Withdrawn", zh: "已撤回" },
};

export const APPROVAL_WORD: Words<ApprovalWord> = {
  asked: { en: "Asked", zh: "已申请" },
  reminded: { en: "Reminded", zh: "已提醒" },
  escalated: { en: "Escalated", zh: "已升级" },
  approved: { en: "Approved", zh: "已批准" },
  refused: { en: "Refused", zh: "已拒绝" },
  withdrawn: { en: "Withdrawn", zh: "已撤回" },
  lapsed: { en: "Lapsed", zh: "已失效" },
};

export const DUTY_EXCEPTION: Words<ExceptionKind> = {
  conflictingActs: { en: "One person did acts that conflict", zh: "同一人执行了冲突操作" },
  actedAlone: { en: "Acted alone", zh: "单人操作" },
  actedWithoutDuty: { en: "Acted without the duty", zh: "无职责操作" },
  actOfFormerMember: { en: "Act of a former member", zh: "前成员操作" },
  conflictingDuties: { en: "Duties that conflict", zh: "职责冲突" },
  exceptionGiven: { en: "An exception was given", zh: "已给予例外" },
  exceptionExpired: { en: "An exception expired", zh: "例外已到期" },
  limitOverridden: { en: "A limit was overridden", zh: "额度被突破" },
  approvalLate: { en: "Approved after the act", zh: "事后审批" },
  approvalLapsed: { en: "A request lapsed", zh: "审批申请已失效" },
  approvalAttempted: { en: "Tried to approve without standing", zh: "无权审批尝试" },
  policyChanged: { en: "A policy was changed", zh: "政策变更" },
  textErased: { en: "A text was erased", zh: "文本已删除" },
};

export const MEMBER_ROLE: Words<(typeof ROLES_OF_MEMBERS)[number]> = {
  administrator: { en: "Administrator", zh: "管理员" },
  preparer: { en: "Preparer", zh: "经办人" },
  reader: { en: "Reader", zh: "只读" },
  sales: { en: "Sales", zh: "销售" },
};

export const SCOPE: Words<Scope> = {
  "receivables:read": { en: "Read receivables", zh: "读取应收账款" },
  "receivables:write": { en: "Write receivables", zh: "写入应收账款" },
  "organisation:administer": { en: "Administer the organisation", zh: "管理组织" },
  "holds:read": { en: "Read holds", zh: "读取暂停信息" },
};

export const MANDATE_VERB: Words<keyof typeof Verb> = {
  Issue: { en: "Issue", zh: "开立" },
  Accept: { en: "Accept", zh: "确认" },
  Query: { en: "Query", zh: "提出疑问" },
  Reject: { en: "Reject", zh: "拒绝" },
  Amend: { en: "Amend", zh: "变更条款" },
  Pay: { en: "Pay", zh: "付款" },
  Advise: { en: "Advise payments", zh: "告知付款" },
  RecordReceipt: { en: "Record receipts", zh: "登记收款" },
  ReverseReceipt: { en: "Reverse receipts", zh: "冲销收款" },
  Credit: { en: "Credit", zh: "贷记减额" },
  Debit: { en: "Debit", zh: "借记增额" },
  Waive: { en: "Waive charges", zh: "免除费用" },
  Dispute: { en: "Dispute", zh: "提出争议" },
  Resolve: { en: "End disputes", zh: "了结争议" },
  Split: { en: "Split", zh: "拆分" },
  WriteOff: { en: "Write off", zh: "核销" },
  Cancel: { en: "Cancel", zh: "撤销" },
  ConsentTransfer: { en: "Consent to transfers", zh: "同意转让" },
  Accelerate: { en: "Call due", zh: "宣布提前到期" },
  PostStatement: { en: "Post statements", zh: "提交对账单" },
  AgreeBalance: { en: "Reply to balances", zh: "回复余额" },
  AcknowledgeDebt: { en: "Acknowledge debts", zh: "承认债务" },
  ReceiveDemand: { en: "Confirm demands", zh: "签收催款" },
  NotifyAssignment: { en: "Give notices of assignment", zh: "发出转让通知" },
  AcknowledgeAssignment: { en: "Reply to notices of assignment", zh: "回复转让通知" },
  ChargeBack: { en: "Charge back", zh: "追索" },
  AgreeCollection: { en: "Agree collection schedules", zh: "约定催收日程" },
  RecordCollection: { en: "Record collection", zh: "登记催收" },
  PlaceCollection: { en: "Place for collection", zh: "委托催收" },
  AnswerCollection: { en: "Answer collectors", zh: "答复催收" },
  AgreePlan: { en: "Agree payment plans", zh: "签署还款计划" },
};
