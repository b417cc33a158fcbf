/** How receivables are offered, sold and served, and what a factor watches. */
import type { NoticeStanding } from "../../../domain/account/movement.ts";
import type { ClaimReason, Recipient, Source } from "../../../domain/factoring/deal.ts";
import type { NoticeKind, NoticeReply } from "../../../domain/factoring/notice.ts";
import type { OfferKind } from "../../../domain/factoring/offer.ts";
import type { DEAL_ROLES } from "../../../wire/deal.ts";
import type { TAKING_WAYS } from "../../../wire/quoteComparison.ts";
import type { OfferState } from "../../../wire/quoteOffer.ts";
import type { QuoteKind, REQUEST_STATES, QUOTED_STATES } from "../../../wire/quoteRequest.ts";
import type { TAKING_STATES } from "../../../wire/quoteTaking.ts";
import type { Words } from "./word.ts";

export const OFFER_KIND: Words<keyof typeof OfferKind> = {
  Single: { en: "One receivable", zh: "单笔" },
  Several: { en: "Several under one root", zh: "多笔合并" },
  Facility: { en: "Standing facility", zh: "循环额度" },
};

export const QUOTE_KIND: Words<QuoteKind> = {
  single: { en: "Advance on one", zh: "单笔融资" },
  several: { en: "Advance on several", zh: "多笔融资" },
  facility: { en: "Standing facility", zh: "循环额度" },
  purchase: { en: "Outright purchase", zh: "买断" },
};

export const REQUEST_STATE: Words<(typeof REQUEST_STATES)[number]> = {
  open: { en: "Open", zh: "进行中" },
  expired: { en: "Expired", zh: "已过期" },
  withdrawn: { en: "Withdrawn", zh: "已撤回" },
};

export const QUOTED_STATE: Words<(typeof QUOTED_STATES)[number]> = {
  open: { en: "Open for offers", zh: "接受报价" },
  locked: { en: "Locked: an offer is taken", zh: "已锁定：已接受报价" },
  sold: { en: "Sold", zh: "已出售" },
  gone: { en: "No longer yours to sell", zh: "已不可出售" },
};

export const OFFER_STATE: Words<OfferState> = {
  prepared: { en: "To be signed by the factor", zh: "待保理商签署" },
  signed: { en: "Signed", zh: "已签署" },
  taken: { en: "Taken", zh: "已接受" },
  sold: { en: "Sold under it", zh: "已据此出售" },
  spent: { en: "Voided", zh: "已作废" },
  expired: { en: "Expired", zh: "已过期" },
  withdrawn: { en: "Withdrawn", zh: "已撤回" },
};

export const TAKING_STATE: Words<(typeof TAKING_STATES)[number]> = {
  taken: { en: "Taken, to be recorded", zh: "已接受，待上链" },
  recorded: { en: "Recorded", zh: "已上链" },
  released: { en: "Released", zh: "已释放" },
  expired: { en: "Expired", zh: "已过期" },
};

export const RECOURSE: Words<"with" | "without"> = {
  with: { en: "With recourse: the factor can claim it back from the seller", zh: "有追索权：保理商可向卖方追索" },
  without: { en: "Without recourse for the buyer's inability to pay", zh: "无追索权：买方无力付款时不向卖方追索" },
};

export const DEAL_ROLE: Words<(typeof DEAL_ROLES)[number]> = {
  factor: { en: "Factor", zh: "保理商" },
  seller: { en: "Seller", zh: "卖方" },
};

export const NOTICE_KIND: Words<keyof typeof NoticeKind> = {
  Assigned: { en: "Assigned: pay the payee named", zh: "已转让：向所载收款人付款" },
  Reassigned: { en: "Reassigned: pay the seller again", zh: "反转让：恢复向卖方付款" },
};

export const NOTICE_REPLY: Words<keyof typeof NoticeReply> = {
  None: { en: "No reply", zh: "未回复" },
  Received: { en: "Received, nothing else", zh: "仅签收" },
  Acknowledged: { en: "Acknowledged", zh: "已确认" },
  Reserved: { en: "Acknowledged, defences reserved", zh: "已确认，保留抗辩" },
  Refused: { en: "Refused", zh: "已拒绝" },
};

export const NOTICE_STANDING: Words<NoticeStanding> = {
  none: { en: "No notice given", zh: "未通知" },
  given: { en: "Given, no reply", zh: "已通知，未回复" },
  received: { en: "Received, nothing else", zh: "仅签收" },
  acknowledged: { en: "Acknowledged", zh: "已确认" },
  reserved: { en: "Acknowledged, defences reserved", zh: "已确认，保留抗辩" },
  refused: { en: "Refused", zh: "已拒绝" },
};

export const CLAIM_REASON: Words<keyof typeof ClaimReason> = {
  Recourse: { en: "Recourse", zh: "追索" },
  Dilution: { en: "Dilution", zh: "稀释（扣减）" },
  Warranty: { en: "Warranty broken", zh: "违反保证" },
  Misdirected: { en: "Kept by the seller", zh: "卖方截留" },
};

export const RECIPIENT: Words<keyof typeof Recipient> = {
  Factor: { en: "The factor", zh: "保理商" },
  SellerTurnedOver: { en: "The seller, who turns it over now", zh: "卖方，现予转付" },
  SellerKept: { en: "The seller, who kept it", zh: "卖方，未转付" },
};

export const SOURCE: Words<keyof typeof Source> = {
  Payment: { en: "Payment on the ledger", zh: "链上付款" },
  Repayment: { en: "Repayment", zh: "偿还" },
  FactorReceipt: { en: "Money to the factor", zh: "付给保理商" },
  SellerReceipt: { en: "Money to the seller", zh: "付给卖方" },
};

export const TAKING_WAY: Words<(typeof TAKING_WAYS)[number]> = {
  take: { en: "Take the offer", zh: "接受报价" },
  buyerPays: { en: "The buyer pays early", zh: "买方提前付款" },
  amend: { en: "Agree on other terms", zh: "变更条款" },
};
