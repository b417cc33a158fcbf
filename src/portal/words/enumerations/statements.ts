/** How a statement stands and what was answered. Silence is never shown as agreement. */
import type { AnswerKind, ReplyState } from "../../../domain/account/lineAnswer.ts";
import type { LAYOUTS } from "../../../wire/accountStatement.ts";
import type { STANDINGS, BALANCE_REPLIES } from "../../../wire/statement.ts";
import type { Words } from "./word.ts";

export const STANDING: Words<(typeof STANDINGS)[number]> = {
  NO_REPLY: { en: "No reply: nothing is agreed", zh: "未回复：不代表相符" },
  SAME_ROOT: { en: "Both posted the same; nobody replied yet", zh: "双方提交内容一致，尚无人回复" },
  AGREED: { en: "Agreed", zh: "相符" },
  AGREED_EXCEPT: { en: "Agreed with exceptions", zh: "除差异外相符" },
  REJECTED: { en: "Rejected", zh: "不符" },
};

export const BALANCE_REPLY: Words<(typeof BALANCE_REPLIES)[number]> = {
  NO_REPLY: { en: "No reply: nothing is agreed", zh: "未回复：不代表相符" },
  AGREED: { en: "Agreed", zh: "相符" },
  AGREED_EXCEPT: { en: "Agreed with exceptions", zh: "除差异外相符" },
  REJECTED: { en: "Rejected", zh: "不符" },
};

export const LINE_ANSWER: Words<AnswerKind> = {
  agrees: { en: "Agrees", zh: "相符" },
  differs: { en: "Differs", zh: "金额不符" },
  disputes: { en: "Disputed", zh: "有争议" },
  unknown: { en: "Not known here", zh: "我方无此记录" },
  paid: { en: "Paid", zh: "已付款" },
};

export const REPLY_STATE: Words<ReplyState> = {
  NO_REPLY: { en: "No reply: nothing is agreed", zh: "未回复：不代表相符" },
  ANSWERED_IN_PART: { en: "Answered in part", zh: "部分已回复" },
  ANSWERED: { en: "Answered", zh: "已回复" },
};

export const STATEMENT_LAYOUT: Words<(typeof LAYOUTS)[number]> = {
  "open-item": { en: "Open items", zh: "未清项目" },
  "balance-forward": { en: "Balance forward", zh: "余额结转" },
};
