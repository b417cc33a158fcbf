/** What the ledger says of a receivable, in both languages. */
import type { BucketName } from "../../../domain/account/aging.ts";
import type { PastHolder } from "../../../domain/origin.ts";
import type { Assignability } from "../../../domain/policy.ts";
import type { Status, Outcome } from "../../../domain/receivable.ts";
import type { ROLES, SHOWN_ROLES, CONTENT_STATES } from "../../../wire/receivable.ts";
import type { TimelineEntry } from "../../../wire/timeline.ts";
import type { Words } from "./word.ts";

export const STATUS: Words<Exclude<keyof typeof Status, "None">> = {
  Issued: { en: "Issued", zh: "已开立" },
  Queried: { en: "Queried", zh: "买方有疑问" },
  Rejected: { en: "Rejected", zh: "已拒绝" },
  Accepted: { en: "Accepted", zh: "已确认" },
  Cancelled: { en: "Cancelled", zh: "已撤销" },
  Split: { en: "Split into parts", zh: "已拆分" },
};

export const ROLE: Words<(typeof ROLES)[number] | (typeof SHOWN_ROLES)[number]> = {
  supplier: { en: "Supplier", zh: "供应商" },
  buyer: { en: "Buyer", zh: "买方" },
  holder: { en: "Holder", zh: "持有人" },
  auditor: { en: "Auditor", zh: "审计人员" },
  offeree: { en: "Asked for an offer", zh: "受邀报价方" },
};

export const CONTENT_STATE: Words<(typeof CONTENT_STATES)[number]> = {
  open: { en: "Open on the chain", zh: "链上公开" },
  opened: { en: "Sealed, opened for you", zh: "密封，已为贵方解封" },
  sealed: { en: "Sealed", zh: "密封" },
  false: { en: "Contradicts the chain", zh: "与链上记录不符" },
};

export const CERTAINTY: Words<TimelineEntry["at"]["certainty"]> = {
  finalised: { en: "Final", zh: "已最终确认" },
  safe: { en: "Safe", zh: "基本确定" },
  latest: { en: "Included, may still be taken back", zh: "已上链，仍可能被回滚" },
};

export const DISPUTE_OUTCOME: Words<keyof typeof Outcome> = {
  Withdrawn: { en: "The buyer withdrew it", zh: "买方撤回" },
  Conceded: { en: "The holder conceded it", zh: "持有人让步" },
};

export const ASSIGNABILITY: Words<keyof typeof Assignability> = {
  Freely: { en: "May be sold freely", zh: "可自由转让" },
  WithConsent: { en: "With the buyer's consent", zh: "须经买方同意方可转让" },
  NotAtAll: { en: "May not be sold", zh: "不得转让" },
};

export const SETTLES_FIRST: Words<"charges" | "principal"> = {
  charges: { en: "Charges first", zh: "先冲费用" },
  principal: { en: "Principal first", zh: "先冲本金" },
};

export const AGING_BUCKET: Words<BucketName> = {
  current: { en: "Not overdue", zh: "未逾期" },
  days1To30: { en: "1–30 days overdue", zh: "逾期1–30天" },
  days31To60: { en: "31–60 days overdue", zh: "逾期31–60天" },
  days61To90: { en: "61–90 days overdue", zh: "逾期61–90天" },
  daysOver90: { en: "Over 90 days overdue", zh: "逾期90天以上" },
};

export const HOLDING_WAY: Words<PastHolder["how"]> = {
  issued: { en: "Issued to it", zh: "开立取得" },
  split: { en: "By a split", zh: "拆分取得" },
  transferred: { en: "By a transfer", zh: "受让取得" },
};

export const DISCOUNT_KIND: Words<"tier1" | "tier2" | "sliding"> = {
  tier1: { en: "First discount", zh: "第一档折扣" },
  tier2: { en: "Second discount", zh: "第二档折扣" },
  sliding: { en: "Sliding discount", zh: "浮动折扣" },
};
