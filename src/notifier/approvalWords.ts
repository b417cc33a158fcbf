/** What e-mails say of requests for approval. */
import type { ApprovalKind, ApprovalWord } from "../domain/duties/approvals.ts";
import type { Language } from "../store/notifications.ts";

export const APPROVAL_SENTENCES: Readonly<Record<ApprovalWord, Readonly<Record<Language, string>>>> = {
  asked: { en: "A request awaits somebody's approval", zh: "有申请待审批" },
  reminded: { en: "A request still awaits somebody's approval", zh: "申请仍待审批" },
  escalated: { en: "Half of the time for an approval is over", zh: "审批时限已过半" },
  approved: { en: "A request was approved", zh: "申请已获批准" },
  refused: { en: "A request was refused", zh: "申请已被拒绝" },
  withdrawn: { en: "A request for approval was withdrawn", zh: "审批申请已撤回" },
  lapsed: { en: "A request for approval lapsed", zh: "审批申请已失效" },
};

export const APPROVAL_KIND_WORDS: Readonly<Record<ApprovalKind, Readonly<Record<Language, string>>>> = {
  limitExceeded: { en: "an item beyond a limit", zh: "超出额度" },
  limitChange: { en: "a new limit", zh: "额度调整" },
  limitFreeze: { en: "a frozen limit that is to thaw", zh: "额度解冻" },
  creditPolicy: { en: "a credit policy", zh: "信用政策" },
  writeOff: { en: "a write-off", zh: "核销" },
  credit: { en: "a credit", zh: "贷项" },
  payeeChange: { en: "another payee's account", zh: "变更收款账户" },
  overlay: { en: "overlays of expected losses", zh: "预期损失叠加调整" },
  dutyException: { en: "an exception from separated duties", zh: "职责分离例外" },
};

export const APPROVAL_LABELS: Readonly<Record<Language, { readonly approval: string; readonly kind: string }>> = {
  en: { approval: "Approval: ", kind: "Kind: " },
  zh: { approval: "审批：", kind: "类型：" },
};
