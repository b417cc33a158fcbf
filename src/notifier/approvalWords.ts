/** What e-mails say of requests for approval. */
import type { ApprovalWord } from "../domain/duties/approvals.ts";
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

export const APPROVAL_LABELS: Readonly<Record<Language, { readonly approval: string; readonly kind: string }>> = {
  en: { approval: "Approval: ", kind: "Kind: " },
  zh: { approval: "审批：", kind: "类型：" },
};
