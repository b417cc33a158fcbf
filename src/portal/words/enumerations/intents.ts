/** Where an act stands on its way to the chain, and who signs it. */
import type { IntentState, PartyRole } from "../../../wire/intent.ts";
import type { Words } from "./word.ts";

export const INTENT_STATE: Words<IntentState> = {
  awaitingCounterparty: { en: "Waiting for the counterparty", zh: "等待对方加入" },
  prepared: { en: "To sign", zh: "待签署" },
  partlySigned: { en: "Partly signed", zh: "部分已签" },
  signed: { en: "Signed", zh: "已签署" },
  sent: { en: "Sent", zh: "已发送" },
  recorded: { en: "Recorded on the chain", zh: "已上链" },
  refused: { en: "Refused", zh: "被拒绝" },
  expired: { en: "Expired", zh: "已过期" },
  withdrawn: { en: "Withdrawn", zh: "已撤回" },
};

export const ACT_STAGE: Words<
  | "toSign"
  | "partlySigned"
  | "sent"
  | "included"
  | "final"
  | "dropped"
  | "refused"
  | "expired"
  | "withdrawn"
  | "waiting"
> = {
  toSign: { en: "To sign", zh: "待签署" },
  partlySigned: { en: "Partly signed: others still have to", zh: "部分已签：尚待他方签署" },
  sent: { en: "Sent, not yet in a block", zh: "已发送，尚未入块" },
  included: { en: "In a block, may still be taken back", zh: "已入块，仍可能被回滚" },
  final: { en: "Final", zh: "已最终确认" },
  dropped: { en: "Dropped by a reorganisation of the chain: send it again", zh: "因链重组被移除：请重新发送" },
  refused: { en: "Refused", zh: "被拒绝" },
  expired: { en: "Expired: prepare it again", zh: "已过期：请重新准备" },
  withdrawn: { en: "Withdrawn", zh: "已撤回" },
  waiting: { en: "Waiting for the counterparty", zh: "等待对方" },
};

export const PARTY_ROLE: Words<PartyRole> = {
  holder: { en: "Holder", zh: "持有人" },
  supplier: { en: "Supplier", zh: "供应商" },
  buyer: { en: "Buyer", zh: "买方" },
  recorder: { en: "Recorder of the receipt", zh: "收款登记方" },
  creditor: { en: "Creditor", zh: "债权人" },
  debtor: { en: "Debtor", zh: "债务人" },
};
